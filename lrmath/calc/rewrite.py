"""Rewriting by an equation: definitions are put, instances of a theorem's side replaced."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from dataclasses import replace as changed

from .context import Context
from .errors import Undecided
from .syntax import Range
from .term import (
    MOST_NODES,
    Big,
    Call,
    Entry,
    Name,
    Term,
    children,
    free_names,
    fresh,
    nodes,
    rebuild_values,
    rename_binder,
    replace,
    same,
    same_labels,
)
from .work import spend

Values = dict[str, Term]
Bound = Mapping[str, Range]  # ranges of the indices that binders around a term have bound


REVERSED = {
    "=": "=",
    "!=": "!=",
    "<=>": "<=>",
    "->": "<-",
    "<=": ">=",
    ">=": "<=",
    "<": ">",
    ">": "<",
}


@dataclass(frozen=True)
class Rule:
    """``left relation right`` holds for values of ``schema`` that ``admits`` accepts.

    Some of the values may be fixed beforehand.
    """

    left: Term
    right: Term
    schema: frozenset[str]
    admits: Callable[[Rule, Values, Bound], bool]
    relation: str = "="
    values: Values = field(default_factory=dict)

    def reversed(self) -> Rule:
        """The same relation, read from right to left."""
        relation = REVERSED[self.relation]
        return changed(self, left=self.right, right=self.left, relation=relation)

    def mapped(self, change: Callable[[Term], Term]) -> Rule:
        """The same relation with both sides written differently."""
        return changed(self, left=change(self.left), right=change(self.right))

    def other_side(self, term: Term, bound: Bound) -> Term | None:
        """The right side, where the term is an instance of the left side."""
        found = match(self.left, term, self.schema, self.values)
        if found is None or not self.admits(self, found, bound):
            return None
        return replace(self.right, found)


def unfold(term: Term, names: Iterable[str], context: Context) -> Term:
    """Put the bodies of these definitions and functions, also where they occur in one another.

    No binder can capture a name of a body: an index is never the name of anything else
    (:meth:`Context.sizes` and its sisters see to it), and bodies have no free index but their
    parameters.
    """
    names, size = frozenset(names), 0

    def put(body: Term, parameters: Iterable[str], arguments: Iterable[Term]) -> Term:
        nonlocal size
        size += nodes(body)
        if size > MOST_NODES:
            raise Undecided(f"with its definitions put, the line has more than {size} parts")
        return replace(body, dict(zip(parameters, arguments, strict=True)))

    def visit(found: Term) -> Term:
        found = rebuild_values(found, visit)
        match found:
            case Name(name) if name in names and name in context.definitions:
                definition = context.definitions[name]
                return found if definition.indices else put(visit(definition.body), (), ())
            case Entry(array, indices) if array in names and array in context.definitions:
                definition = context.definitions[array]
                return put(visit(definition.body), definition.indices, indices)
            case Call(function, arguments, 0) if (
                function in names and function in context.functions
            ):
                declared = context.functions[function]
                if declared.body is not None:
                    return put(visit(declared.body), declared.parameters, arguments)
        return found

    return visit(term)


def unfold_all(term: Term, context: Context) -> Term:
    """Put every definition; a context has no circular ones."""
    return unfold(term, frozenset(context.definitions) | frozenset(context.functions), context)


def apply(rule: Rule, term: Term, bound: Bound | None = None) -> Term:
    """Replace every instance of the rule's left side, from the inside out."""
    found = _apply(rule, term, bound or {})
    nodes(found)  # a line that grows with every rule is refused before it fills the memory
    return found


def _apply(rule: Rule, term: Term, bound: Bound) -> Term:
    below = {**bound, term.index: (term.low, term.high)} if isinstance(term, Big) else bound
    term = rebuild_values(term, lambda child: _apply(rule, child, below))
    found = rule.other_side(term, bound)
    return term if found is None else found


def match(
    pattern: Term, term: Term, schema: frozenset[str], known: Values | None = None
) -> Values | None:
    """Values for the schema names that turn the pattern into the term, or None."""
    values = dict(known or {})
    if not _collect(pattern, term, schema, values) or not same(replace(pattern, values), term):
        return None
    return values


def _collect(pattern: Term, term: Term, schema: frozenset[str], values: Values) -> bool:
    """Guess values by walking both trees side by side; :func:`match` verifies them."""
    spend()
    if isinstance(pattern, Name) and pattern.name in schema:
        return values.setdefault(pattern.name, term) == term
    if type(pattern) is not type(term):
        return False
    if isinstance(pattern, Big) and isinstance(term, Big):
        index = fresh("index", free_names(pattern.body) | free_names(term.body))
        pattern, term = rename_binder(pattern, index), rename_binder(term, index)
    if not same_labels(pattern, term):
        return False
    left, right = list(children(pattern)), list(children(term))
    return len(left) == len(right) and all(
        _collect(p, t, schema, values) for p, t in zip(left, right, strict=True)
    )
