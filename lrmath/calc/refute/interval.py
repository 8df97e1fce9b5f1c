"""Numbers that cannot mislead: exact fractions while possible, else intervals around the truth.

A difference whose interval excludes zero is a proof that two sides differ; an interval that
holds zero says nothing.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from math import isqrt
from typing import Any

PRECISION = 100  # bits of an interval's ends
LONGEST = 400  # bits of an exact fraction; longer ones become intervals
LARGEST_EXPONENT = 10_000  # e to a larger power is not computed
LARGEST_POWER = 64

Value = Any  # Fraction or interval


@cache
def intervals() -> Any:
    """mpmath's interval arithmetic, which is loaded when the first interval is needed."""
    from mpmath.ctx_iv import MPIntervalContext

    context = MPIntervalContext()
    context.prec = PRECISION
    return context


class Undefined(Exception):
    """The term has no value here, or none that is worth computing."""


def enclose(value: Value) -> Any:
    """The interval of an exact fraction; an interval stays."""
    if isinstance(value, Fraction):
        return intervals().mpf(value.numerator) / intervals().mpf(value.denominator)
    return value


def short(value: Value) -> Value:
    """A fraction of moderate length, else its interval."""
    if not isinstance(value, Fraction):
        return value
    length = max(value.numerator.bit_length(), value.denominator.bit_length())
    return value if length <= LONGEST else enclose(value)


def operate(kind: str, left: Value, right: Value) -> Value:
    """``left kind right``, for kind one of ``+ - * / ^``."""
    if kind == "^":
        return power(left, right)
    if kind == "*" and any(isinstance(v, Fraction) and v == 0 for v in (left, right)):
        return Fraction(0)
    if not (isinstance(left, Fraction) and isinstance(right, Fraction)):
        left, right = enclose(left), enclose(right)
    match kind:
        case "+":
            return short(left + right)
        case "-":
            return short(left - right)
        case "*":
            return short(left * right)
    if holds_zero(right):
        raise Undefined
    return short(left / right)


def holds_zero(value: Value) -> bool:
    """Whether the value may be zero."""
    return value == 0 if isinstance(value, Fraction) else bool(0 in value)


def power(base: Value, exponent: Value) -> Value:
    """Whole exponents by multiplication, others through exp and log; 0⁰ = 1, as in a likelihood."""
    if (
        isinstance(exponent, Fraction)
        and exponent.denominator == 1
        and abs(exponent) <= LARGEST_POWER
    ):
        if exponent < 0 and holds_zero(base):
            raise Undefined
        return short(base ** int(exponent))
    return elementary("exp", operate("*", exponent, elementary("log", base)))


def elementary(function: str, argument: Value) -> Value:
    """exp, log or sqrt; exact where that is easy."""
    match function:
        case "exp":
            return Fraction(1) if argument == 0 else _exp(enclose(argument))
        case "log":
            return Fraction(0) if argument == 1 else _log(enclose(argument))
        case "sqrt":
            root = _exact_root(argument)
            return _sqrt(enclose(argument)) if root is None else root
    raise Undefined


def _exp(argument: Any) -> Any:
    if abs(argument.a) > LARGEST_EXPONENT or abs(argument.b) > LARGEST_EXPONENT:
        raise Undefined
    return intervals().exp(argument)


def _log(argument: Any) -> Any:
    if not argument.a > 0:
        raise Undefined
    return intervals().log(argument)


def _sqrt(argument: Any) -> Any:
    if not argument.a >= 0:
        raise Undefined
    return intervals().sqrt(argument)


def _exact_root(value: Value) -> Fraction | None:
    if not isinstance(value, Fraction) or value < 0:
        return None
    top, bottom = isqrt(value.numerator), isqrt(value.denominator)
    return Fraction(top, bottom) if Fraction(top * top, bottom * bottom) == value else None


def certainly(left: Value, relation: str, right: Value) -> bool:
    """Whether the relation holds for every value in the intervals."""
    difference = enclose(operate("-", left, right))
    low, high = difference.a, difference.b
    match relation:
        case "=":
            return bool(low == 0 == high)
        case "!=":
            return bool(low > 0 or high < 0)
        case "<=":
            return bool(high <= 0)
        case ">=":
            return bool(low >= 0)
        case "<":
            return bool(high < 0)
    return bool(low > 0)


OPPOSITE = {"=": "!=", "!=": "=", "<=": ">", ">=": "<", "<": ">=", ">": "<="}


def certainly_not(left: Value, relation: str, right: Value) -> bool:
    """Whether the relation fails for every value in the intervals."""
    return certainly(left, OPPOSITE[relation], right)


def shown(value: Value) -> str:
    """A fraction exactly, an interval by its middle to six digits."""
    if isinstance(value, Fraction) and len(str(value)) <= 12:
        return str(value)
    return f"{float(enclose(value).mid):.6g}"
