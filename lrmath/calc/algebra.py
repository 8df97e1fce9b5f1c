"""The normal form that decides algebra: sums, signs, quotients and kernels put together.

A worked example, to be checked by hand. The line ``exp(t)/(1 + exp(t)) - 1/(1 + exp(-t))`` has
the atom e = exp(t):

1. ``exp(-t)`` is e⁻¹, so the second denominator is 1 + e⁻¹ = e⁻¹(1 + e); its content e⁻¹ leaves
   the inverse.
2. With the atom d = 1/(1 + e) the two fractions are e·d and e·d, and their difference has no
   terms: it is zero.

Were the second numerator 2, e·d - 2e·d = -e·d would be left over. Products of d with its own
denominator are not recognised while they are built; :meth:`Algebra.is_zero` multiplies the
denominators out at the end.

A second one, with sums. ``(Σ_j v_j)² - Σ_j Σ_k v_j v_k``:

1. The sum s = Σ_1 v_1 is an atom (its index has lost its name), and the square is s².
2. In Σ_j Σ_k v_j v_k the factor v_j does not hold k and leaves the inner sum: Σ_j v_j s. Nor
   does s hold j: s·s = s².

Kernels of exp and log are treated as independent of one another: the form never equates what
differs (sound), but may miss an equality that needs a relation between them (incomplete).
"""

from __future__ import annotations

from collections.abc import Mapping

from .arrangement import Arrangement
from .cases import Splitting
from .errors import Undecided
from .kernels import Kernels
from .polynomial import (
    UNIT,
    Atom,
    Key,
    Monomial,
    Poly,
    Rational,
    Token,
    accumulate,
    add,
    constant,
    monomial_of,
    single,
    times,
)
from .quotients import Quotients
from .signs import Signs
from .sums import Sums

MAX_DEPTH = 8  # how often a zero test may merge sums or split into cases
REDUCIBLE = {"root", "inverse", "delta", "power"}


class Algebra(Sums, Kernels, Quotients, Splitting, Signs, Arrangement):
    """Normal form with the laws of fractions, exp, log, roots and sums.

    With ``cases`` it also knows that a binary y is 0 or 1.
    """

    cases = False

    def plus(self, poly: Poly, value: Rational) -> Poly:
        """``poly + value``."""
        return add(poly, constant(value))

    # ---------------------------------------------------------------- products
    def multiply(self, first: Poly, second: Poly) -> Poly:
        """The product, multiplied out and reduced."""
        product: Poly = {}
        for left, a in first.items():
            for right, b in second.items():
                self.tick()
                for monomial, c in self.reduce(times(left, right)).items():
                    accumulate(product, monomial, a * b * c)
        return product

    def reduce(self, monomial: Monomial) -> Poly:
        """Apply √P² = P, δ² = δ, δ_ij f(j) = δ_ij f(i), (±1)² = 1, and y² = y for binary y."""
        special = [
            (a, e) for a, e in monomial if a.kind in REDUCIBLE or (self.cases and self.binary(a))
        ]
        if not special:
            return {monomial: 1}
        exponents, factor = dict(monomial), constant(1)
        for atom, exponent in special:
            exponents[atom], extra = self.reduce_power(atom, exponent)
            if extra is not None:
                factor = self.multiply(factor, extra)
        rest = monomial_of(exponents)
        merged = self.merge_delta(rest)
        if merged is not None:
            return self.multiply(merged, factor)
        return {rest: 1} if factor == {UNIT: 1} else self.multiply({rest: 1}, factor)

    def reduce_power(self, atom: Atom, exponent: Rational) -> tuple[Rational, Poly | None]:
        """The exponent that stays on the atom, and the factor that leaves it."""
        if atom.kind == "root" and not 0 <= exponent < 2:
            whole = exponent // 2
            return exponent - 2 * whole, self.raised(dict(atom.data[1]), whole)
        if atom.kind == "power" and dict(atom.data[1]) == {UNIT: -1}:
            return exponent % 2, None
        if atom.kind == "inverse" and exponent < 0:
            return 0, self.raised(dict(atom.data[1]), -exponent)
        if (atom.kind == "delta" or (self.cases and self.binary(atom))) and exponent > 1:
            return 1, None
        return exponent, None

    def merge_delta(self, monomial: Monomial) -> Poly | None:
        """δ_ij f(j) = δ_ij f(i)."""
        for atom, _ in monomial:
            if atom.kind == "delta":
                keep, drop = atom.data
                rest = monomial_of({a: e for a, e in monomial if a is not atom})
                if any(drop in a.tokens for a, _ in rest):
                    return self.multiply({((atom, 1),): 1}, self.identify({rest: 1}, {drop: keep}))
        return None

    def binary(self, atom: Atom) -> bool:
        """Whether the atom is declared to be 0 or 1."""
        return atom.kind in ("symbol", "entry") and self.domain(atom) in ("binary", "onehot")

    def raised(self, poly: Poly, exponent: Rational) -> Poly:
        """``poly ** exponent`` for an exponent that comes from an atom's power."""
        if exponent.denominator == 2:
            return self.raised(self.root(poly), exponent * 2)
        if exponent.denominator != 1:
            raise Undecided(f"the exponent {exponent} is not supported here")
        whole = int(exponent)
        return self.power(poly, whole) if whole >= 0 else self.power(self.inverse(poly), -whole)

    # ---------------------------------------------------------------- putting one index for another
    def identify(self, poly: Poly | Key, names: Mapping[Token, Token]) -> Poly:
        """Put indices for indices, where two may become equal; the result is normalised again."""
        total: Poly = {}
        for monomial, coefficient in poly.items() if isinstance(poly, dict) else poly:
            term = constant(coefficient)
            for atom, exponent in monomial:
                term = self.multiply(term, self.identify_power(atom, exponent, names))
            total = add(total, term)
        return total

    def identify_power(self, atom: Atom, exponent: Rational, names: Mapping[Token, Token]) -> Poly:
        """One factor of a monomial with its indices replaced."""
        if atom.tokens.isdisjoint(names):
            return self.reduce(((atom, exponent),))
        new = self.identify_atom(atom, names)
        found = single(new)
        if found and found[1] == 1:
            return self.reduce(monomial_of({a: e * exponent for a, e in found[0]}))
        return self.raised(new, exponent)

    def identify_atom(self, atom: Atom, names: Mapping[Token, Token]) -> Poly:
        """An atom with its indices replaced, built anew by the law of its kind."""
        match atom.kind:
            case "delta":
                first, second = (names.get(t, t) for t in atom.data)
                return self.delta(first, second)
            case "exp":
                return self.exp(self.identify({atom.data[0]: 1}, names))
            case "log" | "inverse" | "root":
                inner = self.identify(atom.data[1], names)
                return {"log": self.log, "inverse": self.inverse, "root": self.root}[atom.kind](
                    inner
                )
            case "sum":
                indices, monomial = self.open_sum(atom)
                body = self.identify({monomial: 1}, names)
                for token in indices:
                    body = self.close(body, token)
                return body
            case "index":
                return self.index(names.get(atom.data[0], atom.data[0]))
            case "entry":
                return {((self.relabel(atom, names), 1),): 1}
        parts = [self.identify(p, names) for p in atom.data[1:]]
        if atom.kind == "power":
            return self.general_power(*parts)
        if atom.kind in ("call", "diff"):
            return self.box(atom.kind, *parts, label=atom.data[0])
        raise Undecided(f"an index inside a {atom.kind} cannot be replaced")

    # ---------------------------------------------------------------- deciding
    def is_zero(self, poly: Poly, depth: int = 0) -> bool:
        """Whether the polynomial is zero.

        Denominators are cleared, sums merged, and δ and binary exponents split into cases.
        """
        numerator, _ = self.clear(poly)
        if not numerator:
            return True
        if depth > MAX_DEPTH:
            return False
        if any(self.has_fraction(m) for m in numerator):
            merged = self.merge(numerator)
            if merged != numerator:
                return self.is_zero(merged, depth + 1)
        wider = self.from_one(numerator)
        if wider != numerator:
            return self.is_zero(wider, depth + 1)
        delta = next((a for m in numerator for a, _ in m if a.kind == "delta"), None)
        if delta is not None:
            return self.zero_in_both_cases(numerator, delta, depth)
        if self.cases:
            split = self.split_exponents(numerator)
            return split != numerator and self.is_zero(split, depth + 1)
        return False

    def has_fraction(self, monomial: Monomial) -> bool:
        """Whether a sum with a denominator in its summand occurs."""
        return any(
            a.kind == "sum" and any(b.kind == "inverse" or e < 0 for b, e in a.data[1][0][0])
            for a, _ in monomial
        )


class Cases(Algebra):
    """Algebra that also knows y² = y and e^(yM) = 1 + y(e^M - 1) for binary y."""

    cases = True
