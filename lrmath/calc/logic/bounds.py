"""Rewriting by an inequality: a term is made larger, or smaller, part by part.

A part may grow where the whole grows with it: as a term of a sum, as a factor beside something
nonnegative, under Σ, under exp, log, √ and powers. Below a minus sign or a fraction bar it must
shrink. From ln u ≤ u - 1

    Σ_i w_i ln(u_i) - t  ≤  Σ_i w_i (u_i - 1) - t        where every w_i ≥ 0
"""

from __future__ import annotations

from collections.abc import Iterable

from ..language.binding import big, opened
from ..language.declarations import Declarations
from ..language.domains import POSITIVE, UNKNOWN
from ..language.terms import Big, Call, Minus, Op, Size, Term
from ..normal.algebra import Algebra
from ..normal.arrangement import number
from ..normal.indices import end, nonempty
from .certificates import Certificates
from .rewriting import Rule

SAME, WEAK, STRICT = 0, 1, 2  # what is known of old and new: equal, ordered, ordered and different
Moved = tuple[Term, int]


class Mover:
    """Moves terms up or down by one inequality."""

    def __init__(self, rule: Rule, context: Declarations):
        self.upward = rule if rule.relation[0] == "<" else rule.reversed()
        self.gap = STRICT if rule.relation in ("<", ">") else WEAK
        self.certificates = Certificates(Algebra(context))

    def move(self, term: Term, up: bool) -> Moved:
        """A term that is nowhere less (``up``) or nowhere more, and how far it is known to be."""
        rule = self.upward if up else self.upward.reversed()
        found = rule.other_side(term)
        if found is not None:
            return found, self.gap
        match term:
            case Minus(argument):
                new, gap = self.move(argument, not up)
                return Minus(new), gap
            case Op("+" | "-" as kind, left, right):
                first, one = self.move(left, up)
                second, two = self.move(right, up == (kind == "+"))
                return Op(kind, first, second), max(one, two)
            case Op("*", left, right):
                second, gap = self.beside(left, right, up)
                if gap:
                    return Op("*", left, second), gap
                first, gap = self.beside(right, left, up)
                return Op("*", first, right), gap
            case Op("/", left, right):
                first, gap = self.beside(right, left, up)
                return (Op("/", first, right), gap) if gap else self.under(left, right, up)
            case Op("^", base, exponent):
                return self.power(base, exponent, up)
            case Big("Sum"):
                return self.below_sum(term, up)
            case Call("exp" | "log" | "sqrt" as function, (argument,)) if up or function == "exp":
                new, gap = self.move(argument, up)
                return Call(function, (new,)), gap
        return term, SAME

    def beside(self, weight: Term, part: Term, up: bool) -> Moved:
        """A factor beside a weight of known sign; beside a negative one it moves the other way."""
        for turned in (False, True):
            new, gap = self.move(part, up != turned)
            if gap:
                sign = self.sign(Minus(weight) if turned else weight)
                if sign != UNKNOWN:
                    return new, gap if sign == POSITIVE else WEAK
        return part, SAME

    def under(self, top: Term, bottom: Term, up: bool) -> Moved:
        """A fraction grows as its denominator shrinks and stays positive, if its top is not < 0."""
        new, gap = self.move(bottom, not up)
        sign = self.sign(top)
        if not gap or sign == UNKNOWN or self.sign(new if up else bottom) != POSITIVE:
            return Op("/", top, bottom), SAME
        return Op("/", top, new), gap if sign == POSITIVE else WEAK

    def power(self, base: Term, exponent: Term, up: bool) -> Moved:
        """A power with a positive exponent rises with its base, where that is not negative."""
        new, gap = self.move(base, up)
        if not gap or not self.rises(exponent):
            return Op("^", base, exponent), SAME
        known = self.sign(base if up else new) != UNKNOWN
        return (Op("^", new, exponent), gap) if known else (Op("^", base, exponent), SAME)

    def rises(self, exponent: Term) -> bool:
        """Whether an exponent is a positive number or a size."""
        form = self.certificates.form
        value = number(form.norm(exponent))
        return isinstance(exponent, Size) or (value is not None and value > 0)

    def below_sum(self, term: Big, up: bool) -> Moved:
        """Term by term; a sum over no index does not grow."""
        index, body = opened(term)
        moved, gap = self.move(body, up)
        if gap == STRICT and not nonempty((end(term.low), end(term.high))):
            gap = WEAK
        return big("Sum", moved, index), gap

    def sign(self, weight: Term) -> str:
        """The sign of a weight, whatever the opened indices are."""
        return self.certificates.sign(weight)


def moved_by(movers: Iterable[Mover], term: Term, up: bool) -> Moved:
    """A term moved by one inequality after the other."""
    total = SAME
    for mover in movers:
        term, gap = mover.move(term, up)
        total = max(total, gap)
    return term, total
