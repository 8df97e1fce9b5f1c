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
        """One factor of a monomial, split where its exponent holds a binary variable."""
        if atom.kind == "exp" and exponent.denominator == 1:
            for factor, degree in atom.data[0]:
                if degree == 1 and self.binary(factor):
                    rest = monomial_of({a: e for a, e in atom.data[0] if a is not factor})
                    jump = self.plus(self.exp({rest: exponent}), -1)
                    return self.plus(self.multiply({((factor, 1),): 1}, jump), 1)
        if atom.kind == "sum" and exponent.denominator == 1 and exponent > 0:
            indices, monomial = self.open_sum(atom)
            body = self.split_exponents({monomial: 1})
            if body != {monomial: 1}:
                for token in indices:
                    body = self.close(body, token)
                return self.power(body, int(exponent))
        return {((atom, exponent),): 1}
