"""Factors of a polynomial over the rationals.

Atoms become variables and come back; :mod:`lrmath.calc.normal.factors` does the work. Nothing here
is trusted: whoever asks multiplies the factors out again. What is too large to factor is taken as
one factor, which loses equalities but never makes one.
"""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from math import gcd, lcm

from .factors import Whole, Work, irreducible_factors
from .polynomial import Atom, Monomial, Poly, Rational, monomial_of, scale

Factors = list[tuple[Poly, int]]
MOST_DEGREE = 64  # in an atom, of a polynomial that is factored
MOST_WORK = 6_000_000  # short operations for one polynomial, about half a second
WORK_OF_A_TICK = 100  # a product of two terms takes as long


def found_factors(
    poly: Poly, tick: Callable[[int], None] | None = None
) -> tuple[Rational, Factors]:
    """A number and irreducible factors; their signs do not depend on the names of indices.

    ``tick`` is told how much work it was, in products of two terms.
    """
    if _irreducible(poly):
        return primitive(poly)
    atoms = sorted({a for m in poly for a, _ in m}, key=lambda a: a.serial)
    degrees = [lcm(*(dict(m).get(a, 0).denominator for m in poly)) for a in atoms]
    whole = _whole(poly, atoms, degrees)
    if any(not 0 <= exponent <= MOST_DEGREE for powers in whole for exponent in powers):
        return primitive(poly)
    work = Work(MOST_WORK)
    factors = irreducible_factors(whole, work)
    if tick is not None:
        tick(work.spent // WORK_OF_A_TICK)
    number, found = Fraction(poly[_monomial(max(whole), atoms, degrees)]), []
    for base, exponent in factors:
        factor = {_monomial(p, atoms, degrees): base[p] for p in sorted(base, reverse=True)}
        sign = _leading_sign(factor)
        number /= (sign * base[max(base)]) ** exponent
        found.append((scale(factor, sign), exponent))
    return number, found


def primitive(poly: Poly) -> tuple[Rational, Factors]:
    """The polynomial as a number times one factor with whole coefficients."""
    top = gcd(*(c.numerator for c in poly.values()))
    bottom = lcm(*(c.denominator for c in poly.values()))
    number = Fraction(top, bottom) * _leading_sign(poly)
    return number, [(scale(poly, 1 / number), 1)]


def _irreducible(poly: Poly) -> bool:
    """Whether an atom occurs in one term only, to the first power, and no atom in all terms.

    Then one factor holds it, and no other is left.
    """
    seen: dict[Atom, list[Rational]] = {}
    for monomial in poly:
        for atom, exponent in monomial:
            seen.setdefault(atom, []).append(exponent)
    found = seen.values()
    return [1] in found and all(len(exponents) < len(poly) for exponents in found)


def _whole(poly: Poly, atoms: list[Atom], degrees: list[int]) -> Whole:
    """A multiple of the polynomial with whole coefficients and whole exponents."""
    bottom = lcm(*(c.denominator for c in poly.values()))
    return {_powers(m, atoms, degrees): int(c * bottom) for m, c in poly.items()}


def _powers(monomial: Monomial, atoms: list[Atom], degrees: list[int]) -> tuple[int, ...]:
    found = dict(monomial)
    return tuple(int(found.get(a, 0) * d) for a, d in zip(atoms, degrees, strict=True))


def _monomial(powers: tuple[int, ...], atoms: list[Atom], degrees: list[int]) -> Monomial:
    exponents = {a: Fraction(e, d) for a, e, d in zip(atoms, powers, degrees, strict=True)}
    return monomial_of(exponents)


def _leading_sign(poly: Poly) -> int:
    """The sign of the leading term; which one leads does not depend on the names of indices."""
    lead = max(
        poly,
        key=lambda m: sorted(
            (a.kind, str(a.data[0]) if a.kind == "entry" else "", e) for a, e in m
        ),
    )
    return 1 if poly[lead] > 0 else -1
