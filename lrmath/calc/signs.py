"""Certificates that a polynomial is positive or nonnegative, read off its structure.

A monomial is nonnegative when each of its atoms is, a sum of such monomials too, and a product
follows the signs of its factors; squares, sums over an index and values in (0, 1) are the atoms
that matter here. The answer "not known" is always possible; a wrong "yes" is not.
"""

# mypy: disable-error-code="misc"
# The class below is a part of Algebra: its methods take the whole for self.

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from .polynomial import (
    UNIT,
    Atom,
    Monomial,
    Poly,
    Range,
    Rational,
    add,
    monomial_of,
    scale,
    times,
    tokens,
)
from .squares import found_squares

if TYPE_CHECKING:
    from .algebra import Algebra

POSITIVE, NONNEGATIVE, UNKNOWN = "positive", "nonnegative", "unknown"
OF_DOMAIN = {
    "positive": POSITIVE,
    "unit": POSITIVE,
    "nonnegative": NONNEGATIVE,
    "binary": NONNEGATIVE,
    "onehot": NONNEGATIVE,
}


class Signs:
    """Sign questions that the normal form can answer."""

    # ---------------------------------------------------------------- atoms and monomials
    def domain(self: Algebra, atom: Atom) -> str:
        """The declared domain of the values of an atom."""
        match atom.kind:
            case "symbol":
                name = atom.data[0]
                return (
                    "positive"
                    if name in self.context.size_names or name == EULER
                    else self.declared(name)
                )
            case "entry":
                return self.declared(atom.data[0])
            case "call":
                function, primes = atom.data[0]
                return self.context.functions[function].range if primes == 0 else "real"
            case "index":
                return "positive" if self.starts_at_one(atom) else "real"
        return "real"

    def declared(self: Algebra, name: str) -> str:
        """The domain of a name in the context, declared or supposed."""
        context = self.context
        if name in context.definitions:
            found = context.definitions[name].domain
        elif name in context.arrays:
            found = context.arrays[name].domain
        else:
            found = context.scalars.get(name, "real")
        return context.supposed(name) if found == "real" and context.hypotheses else found

    def starts_at_one(self: Algebra, atom: Atom) -> bool:
        """Whether an index used as a number is at least 1."""
        limits = self.range_of(atom.data[0])
        return limits is not None and limits[0][0] == "num" and limits[0][1] >= 1

    def atom_sign(self: Algebra, atom: Atom) -> str:
        """The sign of an atom."""
        match atom.kind:
            case "exp":
                return POSITIVE
            case "delta":
                return NONNEGATIVE
            case "root":
                return POSITIVE if self.positive(dict(atom.data[1])) else NONNEGATIVE
            case "inverse" | "power":
                return POSITIVE if self.positive(dict(atom.data[1])) else UNKNOWN
            case "log":
                return self.log_sign(dict(atom.data[1]))
            case "sum":
                return self.sum_sign(atom)
        return OF_DOMAIN.get(self.domain(atom), UNKNOWN)

    def log_sign(self: Algebra, argument: Poly) -> str:
        """ln P is positive where P - 1 is."""
        return self.sign_of(self.plus(argument, -1))

    def sign_of(self: Algebra, poly: Poly) -> str:
        """The sign of a polynomial."""
        if self.positive(poly):
            return POSITIVE
        return NONNEGATIVE if self.nonnegative(poly) else UNKNOWN

    def sum_sign(self: Algebra, atom: Atom) -> str:
        """A sum has the sign of its terms."""
        ranges, ((monomial, coefficient),) = atom.data
        return self.over(ranges, self.monomial_sign(monomial) if coefficient > 0 else UNKNOWN)

    def over(self: Algebra, ranges: Iterable[Range], sign: str) -> str:
        """The sign of a sum of terms with this sign.

        It is positive only when the range is known to hold an index.
        """
        return NONNEGATIVE if sign == POSITIVE and not all(map(self.nonempty, ranges)) else sign

    def opposite_sign(self: Algebra, atom: Atom) -> str:
        """The sign of minus an atom: of -ln P it is the sign of 1 - P, of -Σ that of its terms."""
        if atom.kind == "log":
            return self.sign_of(self.plus(scale(dict(atom.data[1]), -1), 1))
        if atom.kind == "sum":
            ranges, ((monomial, _),) = atom.data
            direction, found = self.directed(monomial)
            return self.over(ranges, found) if direction < 0 else UNKNOWN
        return UNKNOWN

    def directed(self: Algebra, monomial: Monomial) -> tuple[int, str]:
        """A product as ±1, and the sign of that times the product."""
        direction, found = 1, set()
        for atom, exponent in monomial:
            sign = self.factor_sign(atom, exponent)
            if sign == UNKNOWN and exponent.denominator == 1:
                sign, direction = self.opposite_sign(atom), -direction
            found.add(sign)
        return direction, weakest(found)

    def factor_sign(self: Algebra, atom: Atom, exponent: Rational) -> str:
        """The sign of a power of an atom."""
        found = self.atom_sign(atom)
        if found == UNKNOWN and exponent.denominator == 1 and exponent % 2 == 0:
            return NONNEGATIVE
        return found

    def monomial_sign(self: Algebra, monomial: Monomial) -> str:
        """The sign of a product of powers."""
        return weakest({self.factor_sign(a, e) for a, e in monomial})

    def at_most_one(self: Algebra, monomial: Monomial, *domains: str) -> bool:
        """Whether the monomial is a product of values of these domains, none of which exceeds 1."""
        return bool(monomial) and all(e > 0 and self.domain(a) in domains for a, e in monomial)

    # ---------------------------------------------------------------- polynomials
    def positive(self: Algebra, poly: Poly) -> bool:
        """Whether the polynomial is known to be > 0."""
        return self.signed(poly, strict=True)

    def nonnegative(self: Algebra, poly: Poly) -> bool:
        """Whether the polynomial is known to be ≥ 0."""
        return self.signed(poly, strict=False)

    def signed(self: Algebra, poly: Poly, *, strict: bool) -> bool:
        """Try the terms one by one, then the factors, then each denominator by itself."""
        numerator, denominators = self.clear(poly)
        whole = all(e % 2 == 0 or self.positive(dict(a.data[1])) for a, e in denominators.items())
        if whole and (self.termwise(numerator, strict) or self.factorwise(numerator, strict)):
            return True
        if self.groupwise(poly, strict):
            return True
        if whole and self.squarewise(numerator, strict):
            return True
        return not strict and whole and self.sumwise(numerator)

    def squarewise(self: Algebra, poly: Poly, strict: bool) -> bool:
        """Squares are taken away; whoever found them, what is left must show its sign."""
        for squares in found_squares(self, poly):
            rest = poly
            for weight, base, indices in squares:
                square = self.multiply(weight, self.multiply(base, base))
                for token in indices:
                    square = self.close(square, token)
                rest = add(rest, square, -1)
            weights = all(self.termwise(weight, strict=False) for weight, *_ in squares)
            if squares and weights and self.termwise(rest, strict):
                return True
        return False

    def sumwise(self: Algebra, poly: Poly) -> bool:
        """A term is at most the sum that it is in, if no term is negative."""
        content, rest = self.content(poly) if poly else (UNIT, poly)
        known = self.monomial_sign(content) != UNKNOWN
        return known and any(map(self.nonnegative, self.without_a_sum(rest)))

    def without_a_sum(self: Algebra, poly: Poly) -> Iterator[Poly]:
        """Smaller polynomials: one of its terms f(a) put for Σ_c f(c), where every f(c) ≥ 0."""
        if all(coefficient > 0 for coefficient in poly.values()):
            return
        for monomial, coefficient in poly.items():
            atom = self.only_sum(monomial)
            if atom is None or coefficient < 0 or len(atom.data[0]) > 1:
                continue
            for index in sorted(t for t in tokens(poly) if self.range_of(t) == atom.data[0][0]):
                (opened,), summand = self.open_sum(atom)
                outside = times(monomial, ((atom, -1),))
                if UNKNOWN not in (self.monomial_sign(outside), self.monomial_sign(summand)):
                    term = self.identify({times(summand, outside): coefficient}, {opened: index})
                    yield add(add(poly, {monomial: coefficient}, -1), term)

    def groupwise(self: Algebra, poly: Poly, strict: bool) -> bool:
        """q/r² + (1 - q)/(1 - r)² is positive: every numerator is, every denominator is.

        So is -q ln r - (1 - q) ln(1 - r): what stands beside each logarithm is.
        """
        groups: dict[Monomial, Poly] = {}
        for monomial, coefficient in poly.items():
            apart = {a: e for a, e in monomial if e < 0 or a.kind in ("inverse", "log")}
            rest = monomial_of({a: e for a, e in monomial if a not in apart})
            groups.setdefault(monomial_of(apart), {})[rest] = coefficient
        if groups.keys() <= {UNIT}:
            return False
        positive = not strict
        for group, beside in groups.items():
            direction, sign = self.directed(group)
            if sign == UNKNOWN or not self.nonnegative(scale(beside, direction)):
                return False
            positive |= sign == POSITIVE and self.positive(scale(beside, direction))
        return positive

    def termwise(self: Algebra, poly: Poly, strict: bool) -> bool:
        """Every term is nonnegative.

        Negative ones may be paid for by the constant when they lie in [-1, 0].
        """
        paid: Rational = poly.get(UNIT, 0)
        some_positive = False
        for monomial, coefficient in poly.items():
            if monomial == UNIT:
                continue
            if coefficient < 0 and self.at_most_one(monomial, "unit", "binary", "onehot"):
                paid += coefficient
                some_positive |= self.at_most_one(monomial, "unit")
                continue
            direction, found = self.directed(monomial)
            if coefficient * direction < 0 or found == UNKNOWN:
                return False
            some_positive |= found == POSITIVE
        return paid >= 0 and (not strict or some_positive or paid > 0)

    def factorwise(self: Algebra, poly: Poly, strict: bool) -> bool:
        """The product of the signs of the factors.

        An even power is nonnegative whatever its base.
        """
        if not poly:
            return not strict
        content, rest = self.content(poly)
        if self.monomial_sign(content) == UNKNOWN or (
            strict and self.monomial_sign(content) != POSITIVE
        ):
            return False
        coefficient, factors = self.factor(rest)
        if not content and len(factors) == 1 and factors[0][1] == 1:
            return False  # irreducible: termwise has spoken
        sign = 1 if coefficient > 0 else -1
        for base, exponent in factors:
            if exponent % 2 == 0 and not strict:
                continue
            if self.simply(base, strict):
                continue
            if not self.simply(scale(base, -1), strict):
                return False
            sign *= (-1) ** exponent
        return sign > 0

    def simply(self: Algebra, poly: Poly, strict: bool) -> bool:
        """Whether the terms of an irreducible polynomial, or squares in it, show its sign."""
        return self.termwise(poly, strict) or self.squarewise(poly, strict)


def weakest(signs: set[str]) -> str:
    """The sign of a product whose factors have these signs."""
    if UNKNOWN in signs:
        return UNKNOWN
    return NONNEGATIVE if NONNEGATIVE in signs else POSITIVE


EULER = "exp(1)"  # no name that an author could declare
