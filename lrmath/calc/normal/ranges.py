"""Ranges of indices: how long they are, what lies in them, and sums that begin at 0 or 2."""

from __future__ import annotations

from ..language.errors import Undecided
from .indices import FIRST, begins_beside
from .laws import Laws
from .polynomial import Atom, Poly, Range, Rational, Token, add, constant


def length(form: Laws, limits: Range) -> Poly:
    """How many indices a range holds.

    High - low + 1 unless the range could end before it begins.
    """
    (low_kind, low), (high_kind, high) = limits
    if low_kind == high_kind == "num":
        return constant(max(high - low + 1, 0))
    if (low_kind == "num" and low <= 2) or limits[0] == limits[1]:
        first, last = (
            constant(e[1]) if e[0] == "num" else form.atom("symbol", e[1]) for e in limits
        )
        return form.plus(add(last, first, -1), 1)
    said = "..".join(str(getattr(end, "name", end)) for end in (low, high))
    raise Undecided(f"the range {said} may be empty, so its length is not known")


def lies_in(form: Laws, token: Token, limits: Range) -> bool:
    """Whether an index is known to lie in a range."""
    if token[0] == "num":
        (low_kind, low), (high_kind, high) = limits
        top = high if high_kind == "num" else 1
        return bool(low_kind == "num" and low <= token[1] <= top)
    return form.range_of(token) == limits


# ---------------------------------------------------------------- sums that begin elsewhere
def from_one(form: Laws, poly: Poly) -> Poly:
    """Σ from 2 is Σ from 1 less its first term, Σ from 0 has a term more."""
    total: Poly = {}
    for monomial, coefficient in poly.items():
        term = constant(coefficient)
        for atom, exponent in monomial:
            term = form.multiply(term, sum_from_one(form, atom, exponent))
        total = add(total, term)
    return total


def sum_from_one(form: Laws, atom: Atom, exponent: Rational) -> Poly:
    """One factor of a monomial. Sizes are at least 1, so that there is a first term."""
    if atom.kind != "sum" or not natural(exponent) or not any(map(begins_beside, atom.data[0])):
        return {((atom, exponent),): 1}
    indices, monomial = form.open_sum(atom)
    body: Poly = {monomial: 1}
    for token in indices:
        (_, low), high = form.open_ranges[token]
        if begins_beside(form.open_ranges[token]):
            extra = form.identify(body, {token: FIRST if low == 2 else ("num", 0)})
            index = ("open", next(form.fresh))
            form.open_ranges[index] = FIRST, high
            moved = form.close(form.identify(body, {token: index}), index)
            body = add(moved, extra, -1 if low == 2 else 1)
        else:
            body = form.close(body, token)
    return form.power(body, int(exponent))


def natural(exponent: Rational) -> bool:
    """Whether an exponent is 1, 2, 3, ..."""
    return bool(exponent > 0 and exponent.denominator == 1)
