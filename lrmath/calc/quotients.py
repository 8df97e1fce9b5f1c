"""Fractions: 1/P for a polynomial P, common denominators, and the factors of a polynomial.

1/P is taken apart into inverses of irreducible factors, so that 1/(a² - b²) and 1/(a - b) · 1/(a
+ b) meet. SymPy factors; here atoms become its generators and come back. What is too large to
factor is taken as one factor, which loses equalities but never makes one.
"""

# mypy: disable-error-code="misc"
# The class below is a part of Algebra: its methods take the whole for self.

from __future__ import annotations

from fractions import Fraction
from math import gcd, lcm
from typing import TYPE_CHECKING, Any

from sympy import QQ, ring

from .arrangement import number
from .errors import Undecided
from .polynomial import (
    UNIT,
    Atom,
    Monomial,
    Poly,
    Rational,
    add,
    constant,
    key,
    monomial_of,
    scale,
    single,
    times,
)

if TYPE_CHECKING:
    from .algebra import Algebra

Factors = list[tuple[Poly, int]]
MOST_TERMS, MOST_ATOMS, MOST_DEGREE = 120, 10, 64  # of a polynomial that is factored


class Quotients:
    """Inverses, common denominators and factors.

    It is a part of :class:`~lrmath.calc.algebra.Algebra`.
    """

    def inverse(self: Algebra, poly: Poly) -> Poly:
        """1/P, factored; each irreducible factor of several terms gives an atom 1/f."""
        if number(poly) is not None or len(poly) == 1:
            return self.inverse_monomial(poly)
        numerator, denominators = self.clear(poly)
        result = constant(1)
        for atom, exponent in denominators.items():
            result = self.multiply(result, self.raised(dict(atom.data[1]), exponent))
        content, rest = self.content(numerator)
        result = self.multiply(result, self.inverse_monomial({content: 1}))
        coefficient, factors = self.factor(rest)
        for base, exponent in factors:
            if self.positive(
                scale(base, -1)
            ):  # 1/(q - 1) is kept as -1/(1 - q), whose sign is known
                base, coefficient = scale(base, -1), coefficient * (-1) ** exponent
            factor = self.inverse_monomial(base) if len(base) == 1 else self.box("inverse", base)
            result = self.multiply(result, self.power(factor, exponent))
        return scale(result, Fraction(1) / coefficient)

    def inverse_monomial(self: Algebra, poly: Poly) -> Poly:
        """1/(c M) with negative exponents."""
        found = single(poly)
        if found is None:
            raise Undecided("the line divides by zero")
        monomial, coefficient = found
        return scale(
            self.reduce(monomial_of({a: -e for a, e in monomial})), Fraction(1) / coefficient
        )

    def clear(self: Algebra, poly: Poly) -> tuple[Poly, dict[Atom, int]]:
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
                term = self.multiply(term, self.power(dict(atom.data[1]), missing))
            numerator = add(numerator, term)
        again, more = self.clear(numerator)  # √Q √Q = Q may have brought new denominators
        return again, {a: highest.get(a, 0) + more.get(a, 0) for a in highest | more}

    def content(self: Algebra, poly: Poly) -> tuple[Monomial, Poly]:
        """The monomial that divides every term, and what is left."""
        atoms = {a: None for m in poly for a, _ in m}
        rows = [dict(m) for m in poly]
        lowest = {a: min(row.get(a, 0) for row in rows) for a in atoms}
        content = monomial_of(lowest)
        if not content:
            return content, poly
        inverse = monomial_of({a: -e for a, e in content})
        return content, {times(m, inverse): c for m, c in poly.items()}

    def factor(self: Algebra, poly: Poly) -> tuple[Rational, Factors]:
        """A number and irreducible factors over the rationals, of a polynomial without content."""
        if poly.keys() <= {UNIT}:
            return poly.get(UNIT, 0), []
        known = self.factored.get(key(poly))
        if known is None:
            known = self.factored[key(poly)] = self.factor_anew(poly)
        return known

    def factor_anew(self: Algebra, poly: Poly) -> tuple[Rational, Factors]:
        """As :meth:`factor`; the sign of a factor does not depend on the names of indices."""
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
            return self.primitive(poly)
        self.tick(len(poly) ** 2 * len(atoms))
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

    def primitive(self: Algebra, poly: Poly) -> tuple[Rational, Factors]:
        """The polynomial as a number times one factor with whole coefficients."""
        top = gcd(*(c.numerator for c in poly.values()))
        bottom = lcm(*(c.denominator for c in poly.values()))
        number = Fraction(top, bottom) * _leading_sign(poly)
        return number, [(scale(poly, 1 / number), 1)]


def whole(exponent: Rational) -> int:
    """The exponent of an inverse, which is never fractional."""
    if exponent.denominator != 1:
        raise Undecided(f"a denominator to the power {exponent} is not supported")
    return int(exponent)


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
