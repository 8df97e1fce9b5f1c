"""Greatest common divisors, contents and square-free parts.

That two polynomials have no common divisor is mostly seen from their images modulo a prime.
Otherwise it is read off the common divisor of two large numbers, and tried (Char, Geddes and
Gonnet, GCDHEU: Heuristic polynomial GCD algorithm based on integer GCD computation, 1989).
"""

from __future__ import annotations

from math import gcd

from .digits import evaluated, put, read
from .images import common_degrees, has_no_square
from .whole import (
    Powers,
    Whole,
    coefficients,
    derivative,
    primitive,
    quotient,
    variables,
)
from .work import TooMuch, Work, effort

ATTEMPTS = 6


def common(first: Whole, second: Whole, work: Work) -> Whole:
    """The greatest common divisor of two polynomials, without a number."""
    work.spend((len(first) + len(second)) * len(variables(first)))
    limits = common_degrees(first, second, work)
    if not any(limits):
        return {limits: 1}
    first, second = primitive(first), primitive(second)
    for attempt in range(ATTEMPTS):
        candidate = _from_values(first, second, limits, attempt, work)
        if candidate and all(quotient(p, candidate, work) for p in (first, second)):
            return candidate
    raise TooMuch


def _from_values(
    first: Whole, second: Whole, limits: Powers, attempt: int, work: Work
) -> Whole | None:
    """The polynomial whose value is the common divisor of the two values."""
    small = [v for v, most in enumerate(limits) if not most]
    polys = [_at_small_numbers(poly, small, attempt, work) for poly in (first, second)]
    if not all(polys):
        return None
    values, bases = evaluated(polys, limits, attempt, work)
    (one,), (other,) = (value.values() for value in values)
    work.spend(2 * effort(one.bit_length(), other.bit_length()))
    found = read({(0,) * len(limits): gcd(one, other)}, bases, limits, work)
    return primitive(found) if found else None


def _at_small_numbers(poly: Whole, places: list[int], attempt: int, work: Work) -> Whole:
    """The polynomial with numbers for the variables that no common divisor has."""
    for variable in places:
        if poly:
            poly = put(poly, variable, 2 + attempt + variable, work)
    return poly


def content(poly: Whole, variable: int, work: Work) -> Whole:
    """The greatest common divisor of the coefficients of the powers of a variable."""
    first, *others = sorted(coefficients(poly, variable).values(), key=len)
    found = primitive(first)
    for other in others:
        found = common(found, other, work)
    return found


def square_free_part(poly: Whole, variable: int, work: Work) -> Whole:
    """The product of the different irreducible factors, of a polynomial without content."""
    if has_no_square(poly, variable, work):
        return poly
    return exact(poly, common(poly, derivative(poly, variable), work), work)


def exact(poly: Whole, divisor: Whole, work: Work) -> Whole:
    """The quotient by a divisor."""
    found = quotient(poly, divisor, work)
    assert found is not None
    return found
