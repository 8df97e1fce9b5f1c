"""Splitting into cases: two indices are equal or not, a binary variable is 0 or 1."""

# mypy: disable-error-code="misc"
# The class below is a part of Algebra: its methods take the whole for self.

from __future__ import annotations

from typing import TYPE_CHECKING

from .polynomial import Atom, Poly, Rational, accumulate, add, constant, monomial_of

if TYPE_CHECKING:
    from .algebra import Algebra


class Splitting:
    """Zero tests by cases; a part of :class:`~lrmath.calc.algebra.Algebra`."""

    def zero_in_both_cases(self: Algebra, poly: Poly, delta: Atom, depth: int) -> bool:
        """δ_ij is 0, or the indices are equal."""
        unequal = {m: c for m, c in poly.items() if all(a is not delta for a, _ in m)}
        keep, drop = delta.data
        equal: Poly = {}
        for monomial, coefficient in poly.items():
            accumulate(
                equal, monomial_of({a: e for a, e in monomial if a is not delta}), coefficient
            )
        return self.is_zero(unequal, depth + 1) and self.is_zero(
            self.identify(equal, {drop: keep}), depth + 1
        )

    def split_exponents(self: Algebra, poly: Poly) -> Poly:
        """e^(yM) = 1 + y (e^M - 1) for y in {0, 1}, also under sums."""
        total: Poly = {}
        for monomial, coefficient in poly.items():
            term = constant(coefficient)
            for atom, exponent in monomial:
                term = self.multiply(term, self.split_power(atom, exponent))
            total = add(total, term)
        return total

    def split_power(self: Algebra, atom: Atom, exponent: Rational) -> Poly:
        """One factor of a monomial, g(y) = g(0) + y (g(1) - g(0)) for a binary y inside it."""
        if atom.kind == "sum" and exponent.denominator == 1 and exponent > 0:
            indices, monomial = self.open_sum(atom)
            body = self.split_exponents({monomial: 1})
            if body != {monomial: 1}:
                for token in indices:
                    body = self.close(body, token)
                return self.power(body, int(exponent))
        switch = self.switch(atom)
        if switch is None:
            return {((atom, exponent),): 1}
        off, on = (self.put(atom, exponent, switch, value) for value in (0, 1))
        return add(off, self.multiply({((switch, 1),): 1}, add(on, off, -1)))

    def switch(self: Algebra, atom: Atom) -> Atom | None:
        """A binary variable inside an exp, log, root, inverse or function."""
        if atom.kind not in ("exp", "log", "root", "inverse", "call"):
            return None
        monomials = (
            [atom.data[0]] if atom.kind == "exp" else [m for p in atom.data[1:] for m, _ in p]
        )
        for inner in {a: None for monomial in monomials for a, _ in monomial}:
            found = inner if self.binary(inner) else self.switch(inner)
            if found is not None:
                return found
        return None

    def put(self: Algebra, atom: Atom, exponent: Rational, switch: Atom, value: int) -> Poly:
        """A power of an atom with 0 or 1 put for the switch inside it."""
        if atom is switch:
            return self.general_power(constant(value), constant(exponent))
        if atom.kind == "exp":
            return self.exp(self.put_inside({atom.data[0]: exponent}, switch, value))
        if atom.kind not in ("log", "root", "inverse", "call"):
            return {((atom, exponent),): 1}
        parts = [self.put_inside(dict(p), switch, value) for p in atom.data[1:]]
        if atom.kind == "call":
            return self.raised(self.box("call", *parts, label=atom.data[0]), exponent)
        law = {"log": self.log, "root": self.root, "inverse": self.inverse}[atom.kind]
        return self.raised(law(parts[0]), exponent)

    def put_inside(self: Algebra, poly: Poly, switch: Atom, value: int) -> Poly:
        """A polynomial with 0 or 1 put for the switch."""
        total: Poly = {}
        for monomial, coefficient in poly.items():
            term = constant(coefficient)
            for atom, exponent in monomial:
                term = self.multiply(term, self.put(atom, exponent, switch, value))
            total = add(total, term)
        return total
