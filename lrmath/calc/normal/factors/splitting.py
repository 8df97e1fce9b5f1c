"""The irreducible factors of a polynomial without content and without squares.

With numbers for all variables but one, it is factored modulo a prime and then modulo a high power
of it. Products of these factors are tried, small ones first (Zassenhaus): with their digits read as
polynomials, they divide or they do not.
"""

from __future__ import annotations

from itertools import combinations
from math import gcd

from .digits import Bases, evaluated, read
from .images import PRIMES, possible_degrees
from .lifting import lifted, power_above
from .modular import Line, degrees, modular_factors, product, square_free, trimmed
from .whole import Powers, Whole, degree, primitive, quotient, variables, with_power
from .work import TooMuch, Work, effort

ATTEMPTS = 6  # with other numbers for the variables
ENOUGH_PRIMES = 4  # of which the one with the fewest factors is taken
LARGEST_CONTENT = 1_000  # whose divisors are tried


def split(poly: Whole, variable: int, work: Work) -> list[Whole]:
    """The irreducible factors; each has the variable."""
    possible = possible_degrees(poly, variable, work)
    if possible.bit_count() == 2:
        return [poly]
    search = Search(poly, variable, possible, work)
    best = search.best_prime()
    return [poly] if best is None else search.factors(best)


class Search:
    """Looks for factors of a polynomial by their values."""

    def __init__(self, poly: Whole, variable: int, possible: int, work: Work):
        self.poly, self.variable, self.possible, self.work = poly, variable, possible, work
        self.limits: Powers = tuple(degree(poly, v) for v in variables(poly))
        self.content, self.line, self.bases = self.best_values()

    def best_values(self) -> tuple[int, Line, Bases]:
        """Values whose coefficients have a small common divisor, best none."""
        found = []
        for attempt in range(ATTEMPTS):
            found.append(self.values(attempt))
            if found[-1][0] == 1:
                break
        return min(found, key=lambda values: values[0])

    def values(self, attempt: int) -> tuple[int, Line, Bases]:
        """A number times a polynomial in one variable, and what was put for the others."""
        others = with_power(self.limits, self.variable, 0)
        (value,), bases = evaluated([self.poly], others, attempt, self.work)
        line = [0] * (self.limits[self.variable] + 1)
        for powers, c in value.items():
            line[powers[self.variable]] = c
        content = gcd(*line)
        return content, [c // content for c in line], bases

    def best_prime(self) -> int | None:
        """The prime with the fewest factors; None when the polynomial has no factors."""
        counts: dict[int, int] = {}
        for prime in PRIMES:
            line = trimmed(self.line, prime)
            if len(line) < len(self.line) or not square_free(line, prime, self.work):
                continue
            counts[prime] = len(degrees(line, prime, self.work))
            if counts[prime] == 1:
                return None
            if len(counts) == ENOUGH_PRIMES:
                break
        if not counts:
            raise TooMuch
        return min(counts, key=lambda prime: counts[prime])

    def factors(self, prime: int) -> list[Whole]:
        """The irreducible factors, from those modulo a prime."""
        largest = max(map(abs, self.line)) * len(self.line) << len(self.line)  # of a divisor
        least = 2 * largest * abs(self.line[-1])
        self.modulus = power_above(prime, least)
        parts = modular_factors(trimmed(self.line, prime), prime, self.work)
        self.parts = lifted(self.line, parts, prime, least, self.work)
        found, size = [], 1
        while 2 * size <= len(self.parts):
            divisor = self.divisor(size)
            if divisor is None:
                size += 1
            else:
                found.append(divisor)
        return [*found, primitive(self.poly)]

    def divisor(self, size: int) -> Whole | None:
        """A divisor that is a product of so many of the parts; it is divided out."""
        for chosen in combinations(range(len(self.parts)), size):
            if self.possible >> sum(len(self.parts[k]) - 1 for k in chosen) & 1:
                found = self.tried(chosen)
                if found is not None:
                    self.parts = [p for k, p in enumerate(self.parts) if k not in chosen]
                    return found
        return None

    def tried(self, chosen: tuple[int, ...]) -> Whole | None:
        """The product of the chosen parts, if it divides."""
        line = [self.line[-1]]
        for k in chosen:
            line = product(line, self.parts[k], self.modulus, self.work)
        line = [c - self.modulus if 2 * c > self.modulus else c for c in line]
        number = gcd(*line)
        line = [c // number for c in line]
        rest = line_quotient(self.line, line, self.work)
        if rest is None:
            return None
        for factor in divisors(self.content):
            found = self.read([factor * c for c in line])
            other = found and quotient(self.poly, found, self.work)
            if found and other:
                self.poly, self.line = other, rest
                return found
        return None

    def read(self, line: Line) -> Whole | None:
        """The polynomial in all variables that has this value."""
        zero = (0,) * len(self.limits)
        value = {with_power(zero, self.variable, k): c for k, c in enumerate(line) if c}
        found = read(value, self.bases, self.limits, self.work)
        return primitive(found) if found else None


def line_quotient(first: Line, second: Line, work: Work) -> Line | None:
    """The exact quotient of two polynomials in one variable, or None."""
    if second[0] == 0 or first[0] % second[0]:
        return None
    rest, shift = list(first), len(first) - len(second)
    found = [0] * (shift + 1)
    for k in range(shift, -1, -1):
        length = rest[k + len(second) - 1].bit_length()
        work.spend(len(second) * effort(length, length))
        found[k], left = divmod(rest[k + len(second) - 1], second[-1])
        if left:
            return None
        for i, c in enumerate(second):
            rest[k + i] -= found[k] * c
    return None if any(rest) else found


def divisors(number: int) -> list[int]:
    """The divisors of a number that are not large."""
    return [d for d in range(1, min(number, LARGEST_CONTENT) + 1) if number % d == 0]
