"""Rewriting by an equation: definitions are put, instances of a rule's side replaced."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from dataclasses import replace as changed

from ..language.binding import Captured, instantiated, opened, rebuild_values, replace
from ..language.errors import Undecided
from ..language.relations import turned
from ..language.terms import (
    MOST_NODES,
    At,
    Big,
    Call,
    Diff,
    Entry,
    Index,
    Scalar,
    Size,
    Term,
    Thing,
    children,
    nodes,
    parts_of,
)
from ..language.things import Definition, Function, body_of, parameters_of, things_in
from .calculus import evaluate

Values = dict[Term, Term]


@dataclass(frozen=True, slots=True)
class Rule:
    """``left relation right`` holds for all values of ``schema`` that ``admits`` accepts.

    Those of its variables that the author has named, ``own``, stand for themselves where the left
    side leaves them open. What the rule brings ``may_stand``, or that raises why not.
    """

    left: Term
    relation: str
    right: Term
    schema: frozenset[Term]
    admits: Callable[[Values], bool]
    may_stand: Callable[[Term], None]
    own: frozenset[Term] = frozenset()

    def may_apply(self, term: Term) -> bool:
        """Whether some part of a term has the kind of the left side; a quick test."""
        if self.left in self.schema:
            return True
        kind, head = type(self.left), _head(self.left)
        return any(type(part) is kind and _head(part) == head for part in parts_of(term))

    def reversed(self) -> Rule:
        """The same relation, read from right to left."""
        return changed(self, left=self.right, right=self.left, relation=turned(self.relation))

    def mapped(self, change: Callable[[Term], Term]) -> Rule:
        """The same relation with both sides written differently."""
        return changed(self, left=change(self.left), right=change(self.right))

    def other_side(self, term: Term) -> Term | None:
        """The right side, where the term is an instance of the left side."""
        found = match(self.left, term, self.schema)
        if found is None:
            return None
        found = {name: name for name in self.own} | found
        if found.keys() != self.schema or not self.admits(found):
            return None
        try:
            brought = replace(self.right, found)
        except Captured:
            return None
        self.may_stand(brought)
        return brought


def _head(term: Term) -> tuple[object, ...]:
    """The kind of a term's outermost operation, and of which thing it speaks."""
    said = getattr(term, "of", None) or getattr(term, "function", None)
    return type(term), said or getattr(term, "kind", None), getattr(term, "primes", 0)


# ---------------------------------------------------------------- definitions
def unfold(term: Term, things: Iterable[Thing]) -> Term:
    """Put the bodies of these definitions and functions, also where they occur in one another."""
    wanted, size = frozenset(things), 0

    def put(thing: Thing, body: Term, arguments: tuple[Term, ...]) -> Term:
        nonlocal size
        size += nodes(body)
        if size > MOST_NODES:
            raise Undecided(f"with its definitions put, the line has more than {size} parts")
        values = dict(zip(parameters_of(thing), arguments, strict=True))
        return replace(without_own_calculus(body, values), values)

    def visit(found: Term) -> Term:
        if isinstance(found, Big) and wanted.isdisjoint(things_in(found)):
            return found
        found = rebuild_values(found, visit)
        match found:
            case Entry(Definition() as thing, indices) if thing in wanted:
                return put(thing, visit(thing.body), indices)
            case Call(Function(body=Term() as body) as thing, arguments, 0) if thing in wanted:
                return put(thing, visit(body), arguments)
        return found

    return visit(term)


def without_own_calculus(body: Term, values: Values) -> Term:
    """A body in which every derivative by a parameter is taken, before a value is put for it."""
    parts = (part for part in parts_of(body) if isinstance(part, Diff | At))
    return evaluate(body) if any(part.variable in values for part in parts) else body


def unfold_all(term: Term) -> Term:
    """Put every definition; there are no circular ones."""
    found: set[Thing] = set()
    queue = [term]
    while queue:
        for part in parts_of(queue.pop()):
            thing = getattr(part, "of", getattr(part, "function", None))
            if isinstance(thing, Thing) and thing not in found:
                found.add(thing)
                body = body_of(thing)
                queue += [] if body is None else [body]
    return unfold(term, found)


# ---------------------------------------------------------------- rules
def apply(rule: Rule, term: Term) -> Term:
    """Replace every instance of the rule's left side, from the inside out."""
    if not rule.may_apply(term):
        return term
    term = rebuild_values(term, lambda child: apply(rule, child))
    found = rule.other_side(term)
    if found is None:
        return term
    nodes(found)
    return found


def match(pattern: Term, term: Term, schema: frozenset[Term]) -> Values | None:
    """Values for the schema names that turn the pattern into the term, or None."""
    values: Values = {}
    if not _collect(pattern, term, schema, values):
        return None
    try:
        return values if replace(pattern, values) == term else None
    except Captured:
        return None


def _collect(pattern: Term, term: Term, schema: frozenset[Term], values: Values) -> bool:
    """Guess values by walking both trees side by side; :func:`match` verifies them."""
    if pattern in schema:
        return values.setdefault(pattern, term) == term
    if type(pattern) is not type(term):
        return False
    if isinstance(pattern, Scalar | Size | Index):
        return pattern == term
    if isinstance(pattern, Big) and isinstance(term, Big):
        index, inside = opened(term)
        pairs = [(instantiated(pattern.body, index), inside)]
        alike = (pattern.kind, pattern.low, pattern.high) == (term.kind, term.low, term.high)
        return alike and all(_collect(p, t, schema, values) for p, t in pairs)
    left, right = list(children(pattern)), list(children(term))
    return len(left) == len(right) and all(
        _collect(p, t, schema, values) for p, t in zip(left, right, strict=True)
    )
