"""Theorems and hypotheses as rules: what may be put for what, and for which values.

An equation known in one context is used in another. Its names must mean the same in both; only
its free indices, and scalars that nothing else fixes, may take other values, within their ranges
and domains.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace as changed
from typing import TYPE_CHECKING

from .context import Context
from .declarations import Hypothesis
from .domains import Inspector, names_of
from .errors import IllTyped
from .matrices import generic, scalar, shape
from .rewrite import Bound, Rule, Values
from .rules import Instance
from .syntax import Range, parse
from .term import (
    ONE,
    At,
    Call,
    Diff,
    Name,
    Number,
    Term,
    free_names,
    fresh_binders,
    replace,
    walk,
)

if TYPE_CHECKING:
    from .kernel import Theorem


def theorem_rule(reason: Theorem | Instance, context: Context) -> Rule:
    """A theorem's relation, which must mean the same in this context.

    A matrix relation through its entry; of an instance, with its values put.
    """
    theorem = reason.theorem if isinstance(reason, Instance) else reason
    (left, right), inner = generic([theorem.left, theorem.right], theorem.context)
    if not set(inner.hypotheses) <= set(context.hypotheses):
        raise IllTyped(f"{theorem.label} has hypotheses that are not assumed here")
    if theorem.relation == "->" and inner.target != context.target:
        raise IllTyped(f"{theorem.label} is a limit for another variable, or at another place")
    relation = (fresh_binders(left), theorem.relation, fresh_binders(right))
    rule = rule_of(relation, inner, context, frozenset(inner.scalars))
    _same_meaning(theorem.label, rule, inner, context)
    if isinstance(reason, Instance):
        return changed(rule, values=_values(reason, rule, context))
    return rule


def _values(reason: Instance, rule: Rule, context: Context) -> Values:
    """The values that an instance puts for variables of its theorem."""
    given = dict(reason.values)
    unknown = sorted(given.keys() - rule.schema)
    if unknown:
        free = ", ".join(sorted(rule.schema)) or "none"
        raise IllTyped(
            f"{reason.label} has no variable {unknown[0]} to put a value for, but {free}"
        )
    found = {name: parse(text, context) for name, text in given.items()}
    for name, value in found.items():
        if shape(value, context):
            raise IllTyped(f"the value put for {name} has several entries; write it with indices")
    scalars = {name: scalar(value, context) for name, value in found.items()}
    for name, value in scalars.items():
        if Inspector(context).open_conditions(value):
            raise IllTyped(f"the value put for {name} is not known to be defined")
    return scalars


def hypothesis_rule(hypothesis: Hypothesis, context: Context) -> Rule:
    """A hypothesis as a relation for every value of its free indices."""
    relation = (hypothesis.left, hypothesis.relation, hypothesis.right)
    return rule_of(relation, context, context, frozenset())


def rule_of(
    relation: tuple[Term, str, Term], inner: Context, context: Context, scalars: frozenset[str]
) -> Rule:
    """A relation known in the context ``inner``, to be used in ``context``.

    It holds for all values of its free indices, and for all values of those scalars that nothing
    else fixes: neither a hypothesis, nor a definition among its names that depends on them.
    """
    left, kind, right = relation
    names = free_names(left) | free_names(right)
    told = (free_names(side) for h in inner.hypotheses for side in (h.left, h.right))
    fixed = inner.behind(names - scalars) | inner.behind(frozenset().union(*told))
    fixed |= {getattr(p.variable, "name", "") for p in _parts(left, right) if isinstance(p, At)}
    fixed |= _moving(kind, inner)
    schema = frozenset(n for n in names if n in inner.ranges or (n in scalars and n not in fixed))
    return Rule(left, right, schema, admits(inner, context), kind)


def _moving(relation: str, context: Context) -> set[str]:
    """The variable of a limit."""
    return {context.target[0]} if relation == "->" and context.target else set()


def _same_meaning(label: str, rule: Rule, inner: Context, context: Context) -> None:
    """Every name that is not put for must mean here what it meant in the theorem.

    That goes for the names of what it supposes, and of where its variable moves, as well.
    """
    supposed = [side for h in inner.hypotheses for side in (h.left, h.right)]
    if rule.relation in ("->", "<-") and inner.target:
        supposed += [Name(inner.target[0]), inner.target[1]]
    names = _all_names((rule.left, rule.right), inner) - rule.schema
    for name in sorted(names | _all_names(supposed, inner)):
        if inner.meaning(name) != context.meaning(name):
            raise IllTyped(f"{label} was proved with another meaning of {name}")


def admits(inner: Context, context: Context) -> Callable[[Rule, Values, Bound], bool]:
    """The test that values may be put for the schema names of an equation."""

    def fits(name: str, value: Term, bound: Bound) -> bool:
        """An index stays in its range, a scalar in its domain."""
        limits = inner.ranges.get(name)
        if limits is not None:
            return _in_range(value, limits, context, bound)
        inspector = Inspector(context)
        return inspector.member(value, inner.scalars[name], names_of(bound, inspector.algebra))

    def test(rule: Rule, values: Values, bound: Bound) -> bool:
        parts = _parts(rule.left, rule.right)
        variables = {p.variable for p in parts if isinstance(p, Diff | At)}
        variables |= set(map(Name, _moving(rule.relation, inner)))
        constants = (free_names(rule.left) | free_names(rule.right)) - rule.schema
        return (
            set(values) == set(rule.schema)
            and all(_whole_range(v, bound, context) for v in rule.values.values())
            and all(fits(n, v, bound) for n, v in values.items())
            and all(_independent(v, values, constants, context) for v in variables)
            and all(_free_to_vary(part, values, context) for part in parts)
        )

    return test


def _free_to_vary(part: Term, values: Values, context: Context) -> bool:
    """A derivative or a value at a point must be one that could be typed here.

    Its variable may be tied by a hypothesis that the theorem did not have, or be put as a name
    that takes only two values.
    """
    if isinstance(part, Diff):
        return not context.not_a_variable(replace(part.variable, values))
    if isinstance(part, At):
        value = replace(part.value, values)
        return not context.not_free(replace(part.variable, values), value)
    return True


def _parts(*terms: Term) -> list[Term]:
    return [part for term in terms for part in walk(term)]


def _whole_range(value: Term, bound: Bound, context: Context) -> bool:
    """An index that was typed for its declared range must be bound over just that range."""
    names = free_names(value) & set(bound)
    return all(bound[name] == context.ranges.get(name) for name in names)


def _in_range(value: Term, limits: Range, context: Context, bound: Bound) -> bool:
    if isinstance(value, Number):
        whole = value.value.denominator == 1
        return whole and limits[0] == ONE and context.within((value, value), limits[1])
    if not isinstance(value, Name):
        return False
    return (bound.get(value.name) or context.ranges.get(value.name)) == limits


def _independent(
    variable: Term, values: Values, constants: frozenset[str], context: Context
) -> bool:
    """Inside a derivative nothing that varies may be put for something that did not.

    From ∂(t d)/∂t = d follows ∂(u d)/∂u = d only if d does not depend on u.
    """
    name = context.entries(variable)
    new = values.get(name, Name(name))
    if not isinstance(new, Name) or (name in values and new.name not in context.scalars):
        return False
    others = [v for n, v in values.items() if n != name]
    kept = constants - {name} if new.name != name else frozenset()
    return not any(context.moves(v, new.name) for v in others) and new.name not in context.behind(
        kept
    )


def _all_names(terms: Iterable[Term], context: Context) -> set[str]:
    """Free names and functions of the terms, and of the definitions behind them."""
    found: set[str] = set()
    queue = list(terms)
    while queue:
        term = queue.pop()
        names = free_names(term) | {p.function for p in walk(term) if isinstance(p, Call)}
        for name in names - found:
            found.add(name)
            declared = context.definitions.get(name) or context.functions.get(name)
            if declared is not None and declared.body is not None:
                queue.append(declared.body)
    return found
