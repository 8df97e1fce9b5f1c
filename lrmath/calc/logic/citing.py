"""Theorems and hypotheses as rules: what may be put for what, and for which values.

A theorem is a closed sequent: under its hypotheses its relation holds for all values of its
variables. To cite it is to instantiate it, and this file is the only place where that is done: each
value must be defined and lie in the domain or the range of its variable, everything else must be
declared here as it was there, and its hypotheses must be assumed here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import NamedTuple

from ..language.binding import depends, free, free_indices, hides, mentions, replace
from ..language.declarations import Declarations
from ..language.errors import IllTyped
from ..language.reader import parse
from ..language.reading import within
from ..language.relations import TENDS
from ..language.shapes import generic, scalar, shape
from ..language.terms import (
    ONE,
    At,
    Compare,
    Diff,
    Index,
    Number,
    Scalar,
    Term,
    parts_of,
)
from ..language.text import text as written
from .conditions import Inspector
from .rewriting import Rule, Values


class Sequent(NamedTuple):
    """``left relation right``, proved in a context for all values of its variables."""

    label: str
    left: Term
    relation: str
    right: Term
    context: Declarations


# ---------------------------------------------------------------- rules
def theorem_rule(theorem: Sequent, put: Mapping[str, str], context: Declarations) -> Rule:
    """A theorem's relation to be used in this context, with some values put for its variables.

    A matrix relation through its entry.
    """
    left, right = generic([theorem.left, theorem.right], theorem.context)
    _supposed(theorem, context)
    if theorem.relation == TENDS and theorem.context.target != context.target:
        raise IllTyped(f"{theorem.label} is a limit for another variable, or at another place")
    schema = variables(left, right, theorem)
    _same_meaning(theorem.label, (left, right), schema, context)
    values = _values(theorem, put, schema, context)
    own = frozenset().union(*map(free_indices, values.values()))
    apart = _apart(schema - values.keys(), values)
    schema = frozenset(apart.get(name, name) for name in schema - values.keys()) | own
    sides = replace(left, {**values, **apart}), replace(right, {**values, **apart})
    tests = _admits(theorem.relation, context), partial(still_variables, context=context)
    return Rule(sides[0], theorem.relation, sides[1], schema, *tests, own)


def hypothesis_rule(told: Compare, context: Declarations) -> Rule:
    """A hypothesis as a relation for every value of its free indices."""
    schema = frozenset(free_indices(told))
    tests = _admits(told.relation, context), partial(still_variables, context=context)
    return Rule(told.left, told.relation, told.right, schema, *tests)


def variables(left: Term, right: Term, theorem: Sequent) -> frozenset[Term]:
    """The free indices, and those scalars that nothing else fixes.

    A scalar is fixed by a hypothesis or a definition that depends on it, by a value at a point, and
    where it is the variable of a limit, or that goes to a value which depends on it.
    """
    found = free(left) | free(right)
    at = {p.variable for side in (left, right) for p in parts_of(side) if isinstance(p, At)}
    target = theorem.context.target if theorem.relation == TENDS else None
    fixed = at.union(*map(depends, target or ()))

    def loose(name: Term) -> bool:
        hidden = hides(left, name) or hides(right, name)
        return not (name in fixed or hidden or theorem.context.tied(name))

    scalars = {t for t in found if isinstance(t, Scalar) and loose(t)}
    return frozenset(scalars | {t for t in found if isinstance(t, Index)})


def moving_in(relation: str, context: Declarations) -> Term | None:
    """The variable of a limit."""
    return context.target[0] if relation == TENDS and context.target else None


def _supposed(theorem: Sequent, context: Declarations) -> None:
    """What the theorem supposes must be assumed here, with the same meaning."""
    for told in theorem.context.hypotheses:
        if told not in context.hypotheses:
            names = (p.name for p in depends(told) if not context.declares(p))
            other = min((name for name in names if context.taken(name)), default="")
            lacks = f"with another meaning of {other}" if other else "which is not assumed here"
            raise IllTyped(f"{theorem.label} supposes {written(told, theorem.context)}, {lacks}")


def _same_meaning(
    label: str, sides: tuple[Term, Term], schema: frozenset[Term], context: Declarations
) -> None:
    """Everything that is not a variable must be declared here as it was there."""
    for part in sorted(depends(sides[0]) | depends(sides[1]), key=lambda p: p.name):
        if part not in schema and not context.declares(part):
            raise IllTyped(f"{label} was proved with another meaning of {part.name}")


# ---------------------------------------------------------------- values
def _values(
    theorem: Sequent, put: Mapping[str, str], schema: frozenset[Term], context: Declarations
) -> Values:
    """The values that an author puts for variables of a theorem."""
    label = theorem.label
    known = {name.name: name for name in schema if isinstance(name, Scalar | Index)}
    unknown = sorted(put.keys() - known.keys())
    if unknown:
        free_names = ", ".join(sorted(known)) or "none"
        raise IllTyped(f"{label} has no variable {unknown[0]} to put a value for, but {free_names}")
    found: Values = {known[name]: _value(name, text, context) for name, text in put.items()}
    inspector, moving = Inspector(context), moving_in(theorem.relation, context)
    for name, text in put.items():
        if moving and mentions(found[known[name]], moving):
            raise IllTyped(f"{text}, put for {name} of {label}, moves; a limit is for constants")
        if not fits(known[name], found[known[name]], inspector):
            asked = f"defined and {_said(known[name])}"
            raise IllTyped(f"{text}, put for {name} of {label}, is not known to be {asked}")
    return found


def _apart(schema: Iterable[Term], values: Values) -> Values:
    """Other names for the variables of a theorem that are called like something in a value.

    What is put for one variable was tested for the t of this context, which may be limited here;
    the t of the theorem stands for any number.
    """
    inside = frozenset().union(*map(free, values.values()))
    return {
        name: Scalar(f"{name.name}'", name.domain)  # no name that an author could declare
        for name in schema
        if isinstance(name, Scalar) and name in inside
    }


def _value(name: str, text: str, context: Declarations) -> Term:
    value = parse(text, context)
    if shape(value):
        raise IllTyped(f"the value put for {name} has several entries; write it with indices")
    return scalar(value)


def _said(name: Term) -> str:
    return name.domain if isinstance(name, Scalar) else "in its range"


def fits(name: Term, value: Term, inspector: Inspector) -> bool:
    """Whether a value is defined, and lies in the domain or the range of a variable."""
    if isinstance(name, Index):
        return _in_range(value, name)
    assert isinstance(name, Scalar)
    return inspector.defined(value) and inspector.member(value, name.domain)


def _in_range(value: Term, index: Index) -> bool:
    if isinstance(value, Number):
        whole = value.value.denominator == 1
        return whole and index.low == ONE and within((value, value), index.high)
    return isinstance(value, Index) and (value.low, value.high) == (index.low, index.high)


def _admits(relation: str, context: Declarations) -> Callable[[Values], bool]:
    """The test that values may be put for the variables of a rule."""
    inspector = Inspector(context)
    moving = moving_in(relation, context)

    def test(values: Values) -> bool:
        return all(
            fits(name, value, inspector) and not (moving and mentions(value, moving))
            for name, value in values.items()
        )

    return test


# ---------------------------------------------------------------- variables of derivatives
def still_variables(term: Term, context: Declarations) -> None:
    """Refuse a derivative by what does not vary here, and a value for what a hypothesis ties.

    Nobody can type such a line, but a definition or a theorem could bring one.
    """
    for part in parts_of(term):
        problem = ""
        if isinstance(part, Diff):
            problem = context.not_a_variable(part.variable)
        elif isinstance(part, At):
            problem = context.not_free(part.variable, part.value)
        if problem:
            raise IllTyped(problem)
