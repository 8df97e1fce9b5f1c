"""Polynomials with whole coefficients in a fixed number of variables.

A polynomial is a dictionary from tuples of exponents, one for each variable, to coefficients that
are not zero. The leading term is the one with the largest tuple.
"""

from __future__ import annotations

from collections.abc import Iterable
from math import gcd

from .work import Work, effort

Powers = tuple[int, ...]
Whole = dict[Powers, int]


def variables(poly: Whole) -> range:
    """The numbers of the variables."""
    return range(len(next(iter(poly))))


def degree(poly: Whole, variable: int) -> int:
    """The highest exponent of a variable."""
    return max(powers[variable] for powers in poly)


def constant(poly: Whole) -> bool:
    """Whether no variable occurs."""
    return not any(map(any, poly))


def height(poly: Whole) -> int:
    """The largest coefficient, without its sign."""
    return max(map(abs, poly.values()))


def with_power(powers: Powers, variable: int, exponent: int) -> Powers:
    """The exponents with another one for a variable."""
    return (*powers[:variable], exponent, *powers[variable + 1 :])


def collected(terms: Iterable[tuple[Powers, int]]) -> Whole:
    """The sum of terms."""
    total: Whole = {}
    for powers, coefficient in terms:
        total[powers] = total.get(powers, 0) + coefficient
    return {powers: c for powers, c in total.items() if c}


def primitive(poly: Whole) -> Whole:
    """Divided by the common divisor of the coefficients; the leading one is made positive."""
    divisor = gcd(*poly.values())
    if poly[max(poly)] < 0:
        divisor = -divisor
    return {powers: c // divisor for powers, c in poly.items()} if divisor != 1 else poly


def coefficients(poly: Whole, variable: int) -> dict[int, Whole]:
    """The polynomial by powers of one variable, which is gone from the coefficients."""
    found: dict[int, Whole] = {}
    for powers, c in poly.items():
        found.setdefault(powers[variable], {})[with_power(powers, variable, 0)] = c
    return found


def derivative(poly: Whole, variable: int) -> Whole:
    """The partial derivative."""
    return {
        with_power(powers, variable, powers[variable] - 1): c * powers[variable]
        for powers, c in poly.items()
        if powers[variable]
    }


def without_monomial(poly: Whole) -> tuple[Powers, Whole]:
    """The product of variables that divides every term, and what is left."""
    lowest = tuple(map(min, zip(*poly, strict=True)))
    if not any(lowest):
        return lowest, poly
    return lowest, {minus(powers, lowest): c for powers, c in poly.items()}


def minus(first: Powers, second: Powers) -> Powers:
    """The exponents of a quotient of two terms."""
    return tuple(a - b for a, b in zip(first, second, strict=True))


def plus(first: Powers, second: Powers) -> Powers:
    """The exponents of a product of two terms."""
    return tuple(a + b for a, b in zip(first, second, strict=True))


def quotient(dividend: Whole, divisor: Whole, work: Work) -> Whole | None:
    """The exact quotient with whole coefficients, or None."""
    rest, found, lead = dict(dividend), {}, max(divisor)
    while rest:
        top = max(rest)
        powers = minus(top, lead)
        c, left = divmod(rest[top], divisor[lead])
        if left or min(powers, default=0) < 0:
            return None
        found[powers] = c
        work.spend(len(rest) + len(divisor) * (10 + effort(c.bit_length(), c.bit_length())))
        for other, d in divisor.items():
            place = plus(powers, other)
            value = rest.pop(place, 0) - c * d
            if value:
                rest[place] = value
    return found
