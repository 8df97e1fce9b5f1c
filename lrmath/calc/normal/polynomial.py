"""Polynomials with rational coefficients in atoms, the raw material of the normal form.

An *atom* is anything that arithmetic does not look into: a symbol, an entry x[i,j], exp of a
monomial, a sum over an index. Atoms are interned by their normaliser, so that equal atoms are
the same object and compare by a serial number.

A monomial is a tuple of (atom, exponent) in order of serials; exponents may be negative or
fractional (1/p, √p, e^-z). A polynomial is a dictionary from monomials to coefficients.

SymPy's rings would need their generators beforehand and refuse negative exponents, while atoms
appear during the work. Measured (``bench/checker_polynomials.py``): with 24-term factors SymPy's
rings multiply 2.5 to 4 times faster in 6 or 24 generators and 1.7 times slower in 96; to let 32
generators appear one at a time costs a ring 10 ms, here 0.06 ms; a field, which takes negative
exponents, is no faster than this.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ..language.errors import Undecided

Rational = Any  # int or Fraction; mypy's dictionaries are invariant, so their union would not pass
Token = tuple[
    Any, ...
]  # an index: ("free", name), ("num", 3), ("open", 7), ("bound", height, position)
Range = tuple[Token, Token]


class Atom:
    """A generator; ``tokens`` are the indices that occur in it and that no sum inside it binds."""

    __slots__ = ("data", "height", "kind", "serial", "tokens")

    def __init__(
        self, kind: str, data: tuple[Any, ...], serial: int, height: int, tokens: frozenset[Token]
    ):
        self.kind, self.data, self.serial, self.height, self.tokens = (
            kind,
            data,
            serial,
            height,
            tokens,
        )

    def __repr__(self) -> str:
        return f"{self.kind}{self.data}"


Monomial = tuple[tuple[Atom, Rational], ...]
Poly = dict[Monomial, Rational]
Key = tuple[tuple[Monomial, Rational], ...]

UNIT: Monomial = ()
MOST_BITS = 4_000  # of a numerator or a denominator


def constant(value: Rational) -> Poly:
    """The constant polynomial."""
    return {UNIT: value} if value else {}


def order(monomial: Monomial) -> tuple[tuple[int, Rational], ...]:
    """A total order of monomials within one normaliser."""
    return tuple((atom.serial, exponent) for atom, exponent in monomial)


def key(poly: Poly) -> Key:
    """The polynomial as a hashable value; ``dict(key(p)) == p``."""
    return tuple(sorted(poly.items(), key=lambda item: order(item[0])))


def add(first: Poly, second: Poly, factor: Rational = 1) -> Poly:
    """``first + factor * second``."""
    total = dict(first)
    for monomial, coefficient in second.items():
        accumulate(total, monomial, factor * coefficient)
    return total


def accumulate(total: Poly, monomial: Monomial, coefficient: Rational) -> None:
    """Add one term to ``total``, in place."""
    value = total.get(monomial, 0) + coefficient
    if value:
        if value.numerator.bit_length() > MOST_BITS or value.denominator.bit_length() > MOST_BITS:
            raise Undecided(f"a number grew beyond {MOST_BITS} binary digits")
        total[monomial] = value
    else:
        total.pop(monomial, None)


def scale(poly: Poly, factor: Rational) -> Poly:
    """``factor * poly``."""
    return {m: c * factor for m, c in poly.items()} if factor else {}


def times(first: Monomial, second: Monomial) -> Monomial:
    """The product of two monomials."""
    exponents = dict(first)
    for atom, exponent in second:
        exponents[atom] = exponents.get(atom, 0) + exponent
    return monomial_of(exponents)


def monomial_of(exponents: dict[Atom, Rational]) -> Monomial:
    """The monomial with these exponents; zeros are dropped."""
    pairs = [(a, _whole(e)) for a, e in exponents.items() if e]
    return tuple(sorted(pairs, key=lambda pair: pair[0].serial))


def single(poly: Poly) -> tuple[Monomial, Rational] | None:
    """The only term of the polynomial, or None when there are none or several."""
    return next(iter(poly.items())) if len(poly) == 1 else None


def tokens(poly: Poly | Key) -> frozenset[Token]:
    """Indices that occur free in the polynomial."""
    items = poly.items() if isinstance(poly, dict) else poly
    return frozenset().union(*(a.tokens for m, _ in items for a, _ in m))


def height(poly: Poly | Key) -> int:
    """How deep sums are nested in the polynomial."""
    items = poly.items() if isinstance(poly, dict) else poly
    return max((a.height for m, _ in items for a, _ in m), default=0)


def _whole(value: Rational) -> Rational:
    """3 rather than Fraction(3, 1), which is equal but slower."""
    return value.numerator if isinstance(value, Fraction) and value.denominator == 1 else value
