"""Fractions: 1/P for a polynomial P, common denominators, and the factors of a polynomial.

1/P is taken apart into inverses of irreducible factors, so that 1/(a² - b²) and 1/(a - b) · 1/(a
+ b) meet. Factors may come from anywhere: they count only if their product is the polynomial.
"""

from __future__ import annotations

from fractions import Fraction

from ..language.errors import Undecided
from .arrangement import number
from .factoring import Factors, found_factors
from .laws import Laws
from .polynomial import (
    UNIT,
    Atom,
    Monomial,
    Poly,
    Rational,
    accumulate,
    add,
    constant,
    key,
    monomial_of,
    scale,
    single,
    times,
)


def inverse(form: Laws, poly: Poly) -> Poly:
    """1/P, factored; each irreducible factor of several terms gives an atom 1/f."""
    if number(poly) is not None or len(poly) == 1:
        return inverse_monomial(form, poly)
    numerator, denominators = form.clear(poly)
    if not numerator:
        raise Undecided("the line divides by zero")
    result = constant(1)
    for atom, exponent in denominators.items():
        result = form.multiply(result, form.raised(dict(atom.data[1]), exponent))
    content, rest = form.content(numerator)
    result = form.multiply(result, inverse_monomial(form, {content: 1}))
    coefficient, factors = form.factor(rest)
    for base, exponent in factors:
        if form.positive(scale(base, -1)):  # 1/(q - 1) is kept as -1/(1 - q), whose sign is known
            base, coefficient = scale(base, -1), coefficient * (-1) ** exponent
        factor = inverse_monomial(form, base) if len(base) == 1 else form.box("inverse", base)
        result = form.multiply(result, form.power(factor, exponent))
    return scale(result, Fraction(1) / coefficient)


def inverse_monomial(form: Laws, poly: Poly) -> Poly:
    """1/(c M) with negative exponents."""
    found = single(poly)
    if found is None:
        raise Undecided("the line divides by zero")
    monomial, coefficient = found
    return scale(form.reduce(monomial_of({a: -e for a, e in monomial})), Fraction(1) / coefficient)


def clear(form: Laws, poly: Poly) -> tuple[Poly, dict[Atom, int]]:
    """Multiply by every denominator: (numerator, {1/P: exponent})."""
    highest: dict[Atom, int] = {}
    for monomial in poly:
        for atom, exponent in monomial:
            if atom.kind == "inverse":
                highest[atom] = max(highest.get(atom, 0), whole(exponent))
    if not highest:
        return poly, {}
    numerator: Poly = {}
    for monomial, coefficient in poly.items():
        exponents = dict(monomial)
        term: Poly = {monomial_of({a: e for a, e in monomial if a not in highest}): coefficient}
        for atom, most in highest.items():
            missing = most - whole(exponents.get(atom, 0))
            term = form.multiply(term, form.power(dict(atom.data[1]), missing))
        numerator = add(numerator, term)
    again, more = form.clear(numerator)  # √Q √Q = Q may have brought new denominators
    return again, {a: highest.get(a, 0) + more.get(a, 0) for a in highest | more}


def content(form: Laws, poly: Poly) -> tuple[Monomial, Poly]:
    """The monomial that divides every term, and what is left."""
    atoms = {a: None for m in poly for a, _ in m}
    rows = [dict(m) for m in poly]
    lowest = {a: min(row.get(a, 0) for row in rows) for a in atoms}
    content = monomial_of(lowest)
    if not content:
        return content, poly
    inverse = monomial_of({a: -e for a, e in content})
    return content, {times(m, inverse): c for m, c in poly.items()}


def factor(form: Laws, poly: Poly) -> tuple[Rational, Factors]:
    """A number and factors, of a polynomial without content; irreducible, where it is small."""
    if poly.keys() <= {UNIT}:
        return poly.get(UNIT, 0), []
    known = form.factored.get(key(poly))
    if known is None:
        form.tick(len(poly) ** 2)
        known = found_factors(poly, form.tick)
        if product_of(*known) != poly:  # whoever found them: only their product counts
            known = 1, [(poly, 1)]
        form.factored[key(poly)] = known
    return known


def whole(exponent: Rational) -> int:
    """The exponent of an inverse, which is never fractional."""
    if exponent.denominator != 1:
        raise Undecided(f"a denominator to the power {exponent} is not supported")
    return int(exponent)


def product_of(number: Rational, factors: Factors) -> Poly:
    """The number times the powers of the factors, multiplied out without any law of atoms."""
    result = constant(number)
    for base, exponent in factors:
        for _ in range(exponent):
            result = plain_product(result, base)
    return result


def plain_product(first: Poly, second: Poly) -> Poly:
    """The product of two polynomials, term by term."""
    total: Poly = {}
    for left, a in first.items():
        for right, b in second.items():
            accumulate(total, times(left, right), a * b)
    return total
