"""Numbers for variables, large enough that the polynomial can be read off the value.

With 100 for y the polynomial 3 y² - 2 y + 7 has the value 29807, whose digits to the base 100,
taken between -50 and 50, are 3, -2 and 7. The value of a divisor divides the value, so a question
about many variables becomes one about fewer.
"""

from __future__ import annotations

from .whole import Powers, Whole, collected, degree, height, with_power
from .work import TooMuch, Work, effort

MOST_BITS = 100_000  # of a value
Bases = list[tuple[int, int]]  # a variable and the number put for it, in order of putting


def evaluated(
    polys: list[Whole], limits: Powers, attempt: int, work: Work
) -> tuple[list[Whole], Bases]:
    """Polynomials with large numbers for the variables that divisors may have.

    The limits are the degrees of the divisors. Each attempt takes other numbers.
    """
    bases: Bases = []
    for variable in (v for v, most in enumerate(limits) if most):
        base = _base(max(map(height, polys)), variable, attempt)
        most = max(degree(poly, variable) for poly in polys)
        if most * base.bit_length() > MOST_BITS:
            raise TooMuch
        polys = [put(poly, variable, base, work) for poly in polys]
        bases.append((variable, base))
    return polys, bases


def _base(largest: int, variable: int, attempt: int) -> int:
    """About four times the largest coefficient, so that no value vanishes.

    It is rounded: bases that are polynomials of one another could have common divisors.
    """
    return (largest * (40_009 + 1_013 * variable) // 10_007 << 3 * attempt) + 31 + 2 * variable


def put(poly: Whole, variable: int, base: int, work: Work) -> Whole:
    """The polynomial with a number for a variable."""
    powers_of_base = [1]
    for _ in range(degree(poly, variable) if poly else 0):
        work.spend(effort(powers_of_base[-1].bit_length(), base.bit_length()))
        powers_of_base.append(powers_of_base[-1] * base)
    longest = max((c.bit_length() for c in poly.values()), default=0)
    work.spend(len(poly) * (10 + effort(longest, powers_of_base[-1].bit_length())))
    return collected(
        (with_power(powers, variable, 0), c * powers_of_base[powers[variable]])
        for powers, c in poly.items()
    )


def read(value: Whole, bases: Bases, limits: Powers, work: Work) -> Whole | None:
    """The polynomial of this value, or None when its degrees exceed the limits."""
    for variable, base in reversed(bases):
        found: Whole = {}
        for powers, c in value.items():
            work.spend((1 + limits[variable]) * effort(c.bit_length(), base.bit_length()))
            for exponent, digit in enumerate(digits(c, base, limits[variable] + 2)):
                if exponent > limits[variable]:
                    return None
                if digit:
                    found[with_power(powers, variable, exponent)] = digit
        value = found
    return value


def digits(number: int, base: int, most: int) -> list[int]:
    """The lowest digits of a number, each between -base/2 and base/2."""
    found: list[int] = []
    while number and len(found) < most:
        number, digit = divmod(number, base)
        if 2 * digit > base:
            number, digit = number + 1, digit - base
        found.append(digit)
    return found
