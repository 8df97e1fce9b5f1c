"""Images of a polynomial in one variable modulo a prime.

What a polynomial has for divisors, its image has too, as long as the leading term does not vanish:
where the image has no divisors of some degree, the polynomial has none.
"""

from __future__ import annotations

from .modular import Line, common_divisor, degrees, square_free, trimmed
from .whole import Powers, Whole, degree, variables
from .work import Work

PRIMES = (10007, 10009, 10037, 10039, 10061, 10067, 10069, 10079, 10091, 10093, 10099, 10103)
TRIALS = 6  # of images, for degrees of factors


def image(poly: Whole, variable: int, trial: int, work: Work) -> tuple[Line, int]:
    """The image and its prime, or no image where its degree is lower; a trial fixes the point."""
    prime = PRIMES[trial % len(PRIMES)]
    point = [pow(5 + trial, 3 * v + 7, prime) for v in variables(poly)]
    point[variable] = 1
    line = [0] * (degree(poly, variable) + 1)
    work.spend(len(poly) * (10 + 5 * len(point)))
    for powers, c in poly.items():
        for value, exponent in zip(point, powers, strict=True):
            if exponent:
                c = c * pow(value, exponent, prime) % prime
        line[powers[variable]] += c
    return (trimmed(line, prime) if line[-1] % prime else []), prime


def common_degrees(first: Whole, second: Whole, work: Work) -> Powers:
    """For each variable a degree that no common divisor exceeds, mostly that of the greatest."""
    return tuple(_common_degree(first, second, v, work) for v in variables(first))


def _common_degree(first: Whole, second: Whole, variable: int, work: Work) -> int:
    lowest = min(degree(first, variable), degree(second, variable))
    for trial in range(2):
        if not lowest:
            break
        one, prime = image(first, variable, trial, work)
        other, _ = image(second, variable, trial, work)
        if one and other:
            lowest = min(lowest, len(common_divisor(one, other, prime, work)) - 1)
    return lowest


def has_no_square(poly: Whole, variable: int, work: Work) -> bool:
    """Whether an image shows that no square with the variable divides; False when it does not."""
    images = (image(poly, variable, trial, work) for trial in range(2))
    return any(line and square_free(line, prime, work) for line, prime in images)


def possible_degrees(poly: Whole, variable: int, work: Work) -> int:
    """The degrees that divisors may have: bit k of the number is set where k is not excluded."""
    possible = (2 << degree(poly, variable)) - 1
    for trial in range(TRIALS):
        line, prime = image(poly, variable, trial, work)
        if line and square_free(line, prime, work):
            possible &= sums(degrees(line, prime, work))
        if possible.bit_count() == 2:
            break
    return possible


def sums(numbers: list[int]) -> int:
    """The sums of some of the numbers, as bits."""
    found = 1
    for number in numbers:
        found |= found << number
    return found
