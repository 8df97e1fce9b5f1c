"""Ranges of indices: how long they are, what lies in them, and sums that begin at 0 or 2."""

# mypy: disable-error-code="misc"
# The class below is a part of Algebra: its methods take the whole for self.

from __future__ import annotations

from typing import TYPE_CHECKING

from .errors import Undecided
from .polynomial import Atom, Poly, Range, Rational, Token, add, constant

if TYPE_CHECKING:
    from .algebra import Algebra

FIRST: Token = ("num", 1)


class Ranges:
    """What is known of ranges; a part of :class:`~lrmath.calc.algebra.Algebra`."""

    def range_of(self: Algebra, token: Token) -> Range | None:
        """The range of an index, where it is known."""
        if token[0] == "free":
            limits = self.context.ranges.get(token[1])
            return limits and (self.end(limits[0]), self.end(limits[1]))
        return self.open_ranges.get(token)

    def length(self: Algebra, limits: Range) -> Poly:
        """How many indices a range holds.

        High - low + 1 unless the range could end before it begins.
        """
        (low_kind, low), (high_kind, high) = limits
        if low_kind == high_kind == "num":
            return constant(max(high - low + 1, 0))
        if (low_kind == "num" and low <= 2) or limits[0] == limits[1]:
            first, last = (
                constant(e[1]) if e[0] == "num" else self.atom("symbol", e[1]) for e in limits
            )
            return self.plus(add(last, first, -1), 1)
        raise Undecided(f"the range {low}..{high} may be empty, so its length is not known")

    def lies_in(self: Algebra, token: Token, limits: Range) -> bool:
        """Whether an index is known to lie in a range."""
        if token[0] == "num":
            (low_kind, low), (high_kind, high) = limits
            top = high if high_kind == "num" else 1
            return bool(low_kind == "num" and low <= token[1] <= top)
        return self.range_of(token) == limits

    def nonempty(self: Algebra, limits: Range) -> bool:
        """Whether a range is known to hold an index; sizes are at least 1."""
        (low_kind, low), (high_kind, high) = limits
        return bool(low_kind == "num" and (low <= high if high_kind == "num" else low <= 1))

    # ---------------------------------------------------------------- sums that begin elsewhere
    def from_one(self: Algebra, poly: Poly) -> Poly:
        """Σ from 2 is Σ from 1 less its first term, Σ from 0 has a term more."""
        total: Poly = {}
        for monomial, coefficient in poly.items():
            term = constant(coefficient)
            for atom, exponent in monomial:
                term = self.multiply(term, self.sum_from_one(atom, exponent))
            total = add(total, term)
        return total

    def sum_from_one(self: Algebra, atom: Atom, exponent: Rational) -> Poly:
        """One factor of a monomial. Sizes are at least 1, so that there is a first term."""
        if atom.kind != "sum" or not natural(exponent) or not any(map(begins_beside, atom.data[0])):
            return {((atom, exponent),): 1}
        indices, monomial = self.open_sum(atom)
        body: Poly = {monomial: 1}
        for token in indices:
            (_, low), high = self.open_ranges[token]
            if begins_beside(self.open_ranges[token]):
                extra = self.identify(body, {token: FIRST if low == 2 else ("num", 0)})
                index = ("open", next(self.fresh))
                self.open_ranges[index] = FIRST, high
                moved = self.close(self.identify(body, {token: index}), index)
                body = add(moved, extra, -1 if low == 2 else 1)
            else:
                body = self.close(body, token)
        return self.power(body, int(exponent))


def begins_beside(limits: Range) -> bool:
    """Whether a range up to a size begins one before or one after 1."""
    (low_kind, low), (high_kind, _) = limits
    return bool(low_kind == "num" and high_kind == "size" and low in (0, 2))


def natural(exponent: Rational) -> bool:
    """Whether an exponent is 1, 2, 3, ..."""
    return bool(exponent > 0 and exponent.denominator == 1)
