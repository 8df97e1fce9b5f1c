"""What SymPy proves at one instance: equations, orders, and equivalences of relations."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import sympy as sp

from ..language.relations import turned
from .attempts import Case, vanishes_given
from .nonnegative import factored, has_sign, never_negative
from .vanishing import vanishes

SIGNS = (">", "<")


def at_once(case: Case) -> bool:
    """Whether SymPy proves a case; of orders, whether it knows them from assumptions."""
    if len(case.relations) == 2:
        return equivalent(case, *case.relations)
    (relation,), gap = case.relations, case.left - case.right
    if relation == "=":
        return vanishes_given(gap, case.equations)
    if any(has_sign(gap, sign) for sign in (SIGNS if relation == "!=" else (relation,))):
        return True
    return any(by_fact(gap, relation, *fact) for fact in case.facts)


def by_fact(gap: Any, relation: str, told: str, fact: Any) -> bool:
    """Whether the difference is a multiple, by a factor of one sign, of what is supposed."""
    if relation not in ("<=", ">=") or told not in ("<", "<=", ">", ">=") or fact == 0:
        return False
    ratio = factored(gap / fact)
    sign = ">=" if told[0] == relation[0] else "<="
    return has_sign(ratio, sign) and vanishes(gap - ratio * fact)


def at_length(case: Case) -> bool:
    """Whether SymPy proves an order by looking for the least value of the difference."""
    gap = case.left - case.right
    if case.relations == (">=",):
        return never_negative(gap)
    return case.relations == ("<=",) and never_negative(-gap)


# ---------------------------------------------------------------- two relations
def equivalent(case: Case, first: str, second: str) -> bool:
    """Whether ``left first 0`` holds exactly where ``right second 0`` does.

    Either one difference is a multiple of the other by a factor of one sign; or both rise or fall
    all the way with a variable, and are 0 at the same value of it.
    """
    factor = sign_between(case.left, case.right, case.equations)
    if factor is None:
        return False
    return second == (first if factor == ">" else turned(first))


def sign_between(left: Any, right: Any, equations: list[Any]) -> str | None:
    """Whether two expressions have the same sign everywhere, ">", or opposite ones, "<"."""
    if vanishes_given(left - right, equations):
        return ">"
    if vanishes_given(left + right, equations):
        return "<"
    return by_ratio(left, right) or by_common_zero(left, right)


def by_ratio(left: Any, right: Any) -> str | None:
    """The sign of the ratio, if it has one everywhere."""
    ratio = factored(right / left)
    sign = next((s for s in SIGNS if has_sign(ratio, s)), None)
    return sign if sign and vanishes(right - ratio * left) else None


def by_common_zero(left: Any, right: Any) -> str | None:
    """The sign of the ratio of the slopes in a variable, if both are 0 at one value of it."""
    for variable in sorted(left.free_symbols & right.free_symbols, key=str):
        slopes = slope_sign(left, variable), slope_sign(right, variable)
        if None not in slopes and any(
            inside(value, variable)
            and vanishes(left.subs(variable, value))
            and vanishes(right.subs(variable, value))
            for value in zeros(variable, left, right)
        ):
            return ">" if slopes[0] == slopes[1] else "<"
    return None


def slope_sign(expression: Any, variable: Any) -> str | None:
    """Whether an expression rises, ">", or falls, "<", all the way with a variable."""
    if variable.is_integer:
        return None
    slope = sp.diff(expression, variable)
    return next((sign for sign in SIGNS if has_sign(slope, sign)), None)


def zeros(variable: Any, *expressions: Any) -> Iterator[Any]:
    """Values at which an expression is 0; SymPy solves where none of them is linear."""
    linear = [
        value for value in map(partial(linear_zero, variable), expressions) if value is not None
    ]
    yield from linear
    for expression in () if linear else expressions:
        try:
            yield from sp.solve(factored(expression), variable)
        except NotImplementedError:
            continue


def linear_zero(variable: Any, expression: Any) -> Any:
    """Where an expression is 0 that is linear in a variable."""
    slope = sp.diff(expression, variable)
    return None if slope.has(variable) else -expression.subs(variable, 0) / slope


def inside(value: Any, variable: Any) -> bool:
    """Whether a value lies in the domain of a variable."""
    return not variable.is_positive or has_sign(value, ">")
