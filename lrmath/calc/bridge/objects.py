"""What a theorem states, as SymPy's object."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sympy as sp

from ..language.domains import DOMAINS
from ..language.errors import IllTyped
from ..language.relations import EQUIVALENT, TENDS
from ..language.shapes import generic
from ..language.terms import ONE, Infinity, Term
from ..logic.citing import Sequent
from .outward import Writer, relational
from .symbols import Named


def sympy_statement(theorem: Sequent, sizes: Mapping[str, int]) -> Any:
    """The statement for symbolic sizes, or with these numbers for some of them.

    A limit is an equation with SymPy's ``Limit``; equivalent relations are an ``Equivalent``.
    """
    known = theorem.context.sizes_by_name
    for name, value in sizes.items():
        if name not in known or value < 1:
            raise IllTyped(f"{name} = {value} is no value of a size of {theorem.label}")
    writer = Writer(Named(), {known[name]: value for name, value in sizes.items()}, {})
    left, right = generic([theorem.left, theorem.right], theorem.context)
    if theorem.relation == TENDS:
        return _limit(theorem, writer, left, right)
    first, second = writer.write(left), writer.write(right)
    if theorem.relation == EQUIVALENT:
        return sp.Equivalent(first, second, evaluate=False)
    return relational(first, theorem.relation, second)


def _limit(theorem: Sequent, writer: Writer, left: Term, right: Term) -> Any:
    variable, target = theorem.context.target or (left, right)
    side = side_of(variable, target)
    approached = sp.Limit(writer.write(left), writer.write(variable), writer.write(target), side)
    return relational(approached, "=", writer.write(right))


def side_of(variable: Term, target: Term) -> str:
    """From where a variable comes, as its domain leaves it."""
    if isinstance(target, Infinity):
        return "-" if target.sign > 0 else "+"
    row = DOMAINS[getattr(variable, "domain", "real")]
    if not row.above:
        return "+-"
    return "-" if row.below_one and target == ONE else "+"
