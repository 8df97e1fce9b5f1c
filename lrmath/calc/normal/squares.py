"""Sums of squares, looked for by completing the square, one term after the other.

In x² + xy + y² the squares x² and y² give the bases x and y, and xy is twice a product of them: a
quadratic form. Lagrange's method takes (x + y/2)² away, and leaves ¾ y². A sum over an index is
opened first, and a product of two sums over one range becomes a symmetric sum over two indices:

    Σ_i a_i² Σ_j b_j² - (Σ_i a_i b_i)²  =  ½ Σ_i Σ_j (a_i b_j - a_j b_i)²

Nothing here is trusted: whoever asks takes the squares away, and looks at what is left.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations

from .indices import FIRST
from .laws import Laws
from .polynomial import (
    UNIT,
    Atom,
    Monomial,
    Poly,
    Range,
    Rational,
    Token,
    add,
    monomial_of,
    scale,
    times,
)
from .ranges import natural

MOST_TERMS, MOST_BASES = 40, 8  # of a polynomial that is tried
Square = tuple[Poly, Poly, tuple[Token, ...]]  # Σ over the indices of weight · base²


def found_squares(form: Laws, poly: Poly) -> Iterator[list[Square]]:
    """Lists of squares whose sum may be most of the polynomial."""
    if len(poly) > MOST_TERMS:
        return
    yield [(weight, base, ()) for weight, base in completed(form, poly)]
    limits = {a.data[0][0] for m in poly for a, _ in m if a.kind == "sum" and len(a.data[0]) == 1}
    for one in sorted(limits, key=repr):
        for degree in (1, 2):
            indices = tuple(new_index(form, one) for _ in range(degree))
            body = opened(form, poly, one, indices)
            if body is not None:
                yield [(weight, base, indices) for weight, base in completed(form, body)]


# ---------------------------------------------------------------- completing the square
def completed(form: Laws, poly: Poly) -> list[tuple[Poly, Poly]]:
    """Weights and bases of squares, all but the last one."""
    if not poly:
        return []
    content, rest = form.content(poly)
    halves = [half(form, monomial) for monomial, c in rest.items() if c > 0]
    bases = [base for base in halves if base is not None]
    bases.sort(key=lambda base: (base == UNIT, form.monomial_sign(base) == "positive"))
    if not 1 < len(bases) <= MOST_BASES:
        return []
    return [(scale({content: 1}, d), q) for d, q in eliminated(bases, gram(rest, bases))]


def half(form: Laws, monomial: Monomial) -> Monomial | None:
    """The root of a monomial, if it is one of its own: all exponents even, or of positive atoms."""
    if not all(e % 2 == 0 or form.may_be_halved(a, e) for a, e in monomial):
        return None
    return monomial_of({a: Fraction(e) / 2 for a, e in monomial})


def gram(poly: Poly, bases: list[Monomial]) -> list[list[Rational]]:
    """The coefficients of the quadratic form; a product goes to the pair with the most room."""
    size = range(len(bases))
    form: list[list[Rational]] = [[0] * len(bases) for _ in size]
    for k in size:
        form[k][k] = poly[times(bases[k], bases[k])]
    for monomial, coefficient in poly.items():
        pairs = [(j, k) for j, k in combinations(size, 2) if times(bases[j], bases[k]) == monomial]
        if pairs:
            j, k = max(pairs, key=lambda pair: min(form[pair[0]][pair[0]], form[pair[1]][pair[1]]))
            form[j][k] = form[k][j] = Fraction(coefficient) / 2
    return form


def eliminated(
    bases: list[Monomial], form: list[list[Rational]]
) -> Iterator[tuple[Rational, Poly]]:
    """Lagrange's method: positive numbers, and the linear forms whose squares they multiply."""
    size = range(len(bases))
    for k in size[:-1]:
        pivot = form[k][k]
        if pivot <= 0:
            continue
        row = [Fraction(form[k][j]) / pivot for j in size]
        if any(row[k + 1 :]):
            yield pivot, {bases[j]: row[j] for j in size[k:] if row[j]}
            for i in size[k + 1 :]:
                for j in size[k + 1 :]:
                    form[i][j] -= pivot * row[i] * row[j]


# ---------------------------------------------------------------- opening sums
def new_index(form: Laws, limits: Range) -> Token:
    """An open index with this range."""
    token = ("open", next(form.fresh))
    form.open_ranges[token] = limits
    return token


def opened(form: Laws, poly: Poly, limits: Range, indices: tuple[Token, ...]) -> Poly | None:
    """The summand, symmetric in the indices, if every term is a product of so many sums."""
    total: Poly = {}
    for monomial, coefficient in poly.items():
        factors = [
            a for a, e in monomial if sums_over(a, limits) and natural(e) for _ in range(int(e))
        ]
        outside = times(monomial, monomial_of({a: -factors.count(a) for a in factors}))
        rest = without_size(form, outside, limits, len(indices) - len(factors))
        if rest is None:
            return None
        for order in (indices, indices[::-1]):
            part = {rest: Fraction(coefficient) / 2}
            for atom, token in zip(factors, order, strict=False):
                part = form.multiply(part, summand(form, atom, token))
            total = add(total, part)
    return total


def sums_over(atom: Atom, limits: Range) -> bool:
    """Whether an atom is a sum over one index with this range."""
    return bool(atom.kind == "sum" and atom.data[0] == (limits,))


def summand(form: Laws, atom: Atom, token: Token) -> Poly:
    """What a sum adds up, with its index called ``token``."""
    ((monomial, _),) = atom.data[1]
    return {form.relabel_monomial(monomial, {("bound", atom.height, 0): token}): 1}


def without_size(form: Laws, monomial: Monomial, limits: Range, power: int) -> Monomial | None:
    """The monomial without a power of the range's length, which is the sum of ones."""
    if power == 0:
        return monomial
    if power < 0 or limits[0] != FIRST or limits[1][0] != "size":
        return None
    size = form.intern("symbol", limits[1][1])
    return times(monomial, ((size, -power),)) if dict(monomial).get(size, 0) >= power else None
