"""The value of an expression at a point, in many digits."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

import mpmath
import sympy as sp
from sympy.core.function import AppliedUndef

DIGITS, MORE_DIGITS = 30, 60  # a value counts if it is the same with more digits
NEAR = mpmath.mpf(10) ** -10  # a smaller difference counts as none
Values = Mapping[Any, Any]


def at(expression: Any, values: Values) -> Any:
    """The value of an expression; None where it has no real value, or not one that is certain."""
    function, symbols = compiled(sp.sympify(expression, strict=True))
    if function is None:
        return None
    found = [evaluated(function, [values[s] for s in symbols], d) for d in (DIGITS, MORE_DIGITS)]
    if None in found or abs(found[0] - found[1]) > NEAR * NEAR * (1 + abs(found[1])):
        return None
    return found[1]


@lru_cache(maxsize=64)
def compiled(expression: Any) -> tuple[Callable[..., Any] | None, list[Any]]:
    """The expression as a function of its symbols; None where it has no values."""
    symbols = sorted(expression.free_symbols, key=str)
    if expression.has(AppliedUndef, sp.Derivative, sp.Subs, sp.zoo, sp.nan, sp.oo):
        return None, symbols
    return sp.lambdify(symbols, expression, modules="mpmath", cse=True), symbols


def evaluated(function: Callable[..., Any], values: list[Any], digits: int) -> Any:
    """A real value, or None."""
    with mpmath.workdps(digits):
        try:
            found = function(*map(number, values))
        except (ZeroDivisionError, ValueError, OverflowError, NameError, TypeError):
            return None
        return mpmath.re(found) if mpmath.isfinite(found) and mpmath.im(found) == 0 else None


def number(value: Any) -> Any:
    """A rational number, or a real one that SymPy can work out, with all digits."""
    if isinstance(value, mpmath.mpf):
        return value
    if value.is_Rational:
        return mpmath.mpf(int(value.p)) / int(value.q)
    return mpmath.mpf(sp.N(value, mpmath.mp.dps))
