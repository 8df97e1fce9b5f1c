"""Products: what becomes of powers of atoms when they meet."""

from __future__ import annotations

from ..language.domains import BINARY
from ..language.errors import Undecided
from .laws import Laws
from .polynomial import (
    UNIT,
    Atom,
    Monomial,
    Poly,
    Rational,
    accumulate,
    constant,
    monomial_of,
    times,
)
from .signs import domain

REDUCIBLE = {"root", "inverse", "delta", "power"}


def multiply(form: Laws, first: Poly, second: Poly) -> Poly:
    """The product, multiplied out and reduced."""
    product: Poly = {}
    for left, a in first.items():
        for right, b in second.items():
            form.tick()
            for monomial, c in form.reduce(times(left, right)).items():
                accumulate(product, monomial, a * b * c)
    return product


def reduce(form: Laws, monomial: Monomial) -> Poly:
    """Apply √P² = P, δ² = δ, δ_ij f(j) = δ_ij f(i), (±1)² = 1, and y² = y for binary y."""
    special = [
        (a, e) for a, e in monomial if a.kind in REDUCIBLE or (form.cases and form.binary(a))
    ]
    if not special:
        return {monomial: 1}
    exponents, factor = dict(monomial), constant(1)
    for atom, exponent in special:
        exponents[atom], extra = reduce_power(form, atom, exponent)
        if extra is not None:
            factor = form.multiply(factor, extra)
    rest = monomial_of(exponents)
    merged = merge_delta(form, rest)
    if merged is not None:
        return form.multiply(merged, factor)
    return {rest: 1} if factor == {UNIT: 1} else form.multiply({rest: 1}, factor)


def reduce_power(form: Laws, atom: Atom, exponent: Rational) -> tuple[Rational, Poly | None]:
    """The exponent that stays on the atom, and the factor that leaves it."""
    if atom.kind == "root" and not 0 <= exponent < 2:
        whole = exponent // 2
        return exponent - 2 * whole, form.raised(dict(atom.data[1]), whole)
    if atom.kind == "power" and dict(atom.data[1]) == {UNIT: -1}:
        return exponent % 2, None
    if atom.kind == "inverse" and exponent < 0:
        return 0, form.raised(dict(atom.data[1]), -exponent)
    if (atom.kind == "delta" or (form.cases and form.binary(atom))) and exponent > 1:
        return 1, None
    return exponent, None


def merge_delta(form: Laws, monomial: Monomial) -> Poly | None:
    """δ_ij f(j) = δ_ij f(i)."""
    for atom, _ in monomial:
        if atom.kind == "delta":
            keep, drop = atom.data
            rest = monomial_of({a: e for a, e in monomial if a is not atom})
            if any(drop in a.tokens for a, _ in rest):
                return form.multiply({((atom, 1),): 1}, form.identify({rest: 1}, {drop: keep}))
    return None


def binary(form: Laws, atom: Atom) -> bool:
    """Whether the atom is declared to be 0 or 1."""
    return atom.kind in ("symbol", "entry") and domain(form, atom) in BINARY


def raised(form: Laws, poly: Poly, exponent: Rational) -> Poly:
    """``poly ** exponent`` for an exponent that comes from an atom's power."""
    if exponent.denominator == 2:
        return form.raised(form.root(poly), exponent * 2)
    if exponent.denominator != 1:
        raise Undecided(f"the exponent {exponent} is not supported here")
    whole = int(exponent)
    return form.power(poly, whole) if whole >= 0 else form.power(form.inverse(poly), -whole)
