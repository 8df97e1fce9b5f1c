"""Factors of a polynomial over the rationals, found by SymPy.

Atoms become generators and come back. Nothing here is trusted: whoever asks multiplies the factors
out again. What is too large to factor is taken as one factor, which loses equalities but never
makes one.
"""

from __future__ import annotations

from fractions import Fraction
from math import gcd, lcm
from typing import Any

from sympy import QQ, ring

from .polynomial import Atom, Monomial, Poly, Rational, monomial_of, scale

Factors = list[tuple[Poly, int]]
MOST_TERMS, MOST_ATOMS, MOST_DEGREE = 120, 10, 64  # of a polynomial that is factored


def found_factors(poly: Poly) -> tuple[Rational, Factors]:
    """A number and irreducible factors; their signs do not depend on the names of indices."""
    atoms = sorted({a for m in poly for a, _ in m}, key=lambda a: a.serial)
    degrees = [lcm(*(dict(m).get(a, 0).denominator for m in poly)) for a in atoms]
    highest = [
        max(dict(m).get(a, 0) for m in poly) * d for a, d in zip(atoms, degrees, strict=True)
    ]
    if (
        _irreducible(poly)
        or len(poly) > MOST_TERMS
        or len(atoms) > MOST_ATOMS
        or max(highest) > MOST_DEGREE
    ):
        return primitive(poly)
    generators = ring([f"g{k}" for k in range(len(atoms))], QQ)[0]
    element = generators.from_dict(
        {_exponents(m, atoms, degrees): QQ(c.numerator, c.denominator) for m, c in poly.items()}
    )
    coefficient, factors = element.factor_list()
    result = Fraction(int(coefficient.numerator), int(coefficient.denominator))
    found: Factors = []
    for base, exponent in factors:
        turned = _polynomial(base, atoms, degrees)
        sign = _leading_sign(turned)
        result *= sign**exponent
        found.append((scale(turned, sign), exponent))
    return result, found


def primitive(poly: Poly) -> tuple[Rational, Factors]:
    """The polynomial as a number times one factor with whole coefficients."""
    top = gcd(*(c.numerator for c in poly.values()))
    bottom = lcm(*(c.denominator for c in poly.values()))
    number = Fraction(top, bottom) * _leading_sign(poly)
    return number, [(scale(poly, 1 / number), 1)]


def _irreducible(poly: Poly) -> bool:
    """Whether an atom occurs in one term only, to the first power.

    Then one factor holds it, and no other is left.
    """
    seen: dict[Atom, list[Rational]] = {}
    for monomial in poly:
        for atom, exponent in monomial:
            seen.setdefault(atom, []).append(exponent)
    return any(exponents == [1] for exponents in seen.values())


def _exponents(monomial: Monomial, atoms: list[Atom], degrees: list[int]) -> tuple[int, ...]:
    found = dict(monomial)
    return tuple(int(found.get(a, 0) * d) for a, d in zip(atoms, degrees, strict=True))


def _polynomial(element: Any, atoms: list[Atom], degrees: list[int]) -> Poly:
    """A SymPy ring element back as a polynomial in atoms."""
    found: Poly = {}
    for powers, c in element.terms():
        exponents = {a: Fraction(e, d) for a, e, d in zip(atoms, powers, degrees, strict=True)}
        found[monomial_of(exponents)] = Fraction(int(c.numerator), int(c.denominator))
    return found


def _leading_sign(poly: Poly) -> int:
    """The sign of the leading term; which one leads does not depend on the names of indices."""
    lead = max(
        poly,
        key=lambda m: sorted(
            (a.kind, str(a.data[0]) if a.kind == "entry" else "", e) for a, e in m
        ),
    )
    return 1 if poly[lead] > 0 else -1
