"""Signs read off a line as it is typed, before its sums are multiplied out.

``Sum(p[i]*(1 - p[i])*Sum(x[i,j]*v[j], j)**2, i)`` is not negative, as anyone can see: a sum of
positive factors times a square. Multiplied out, the square is a sum over two indices, and nothing
is to be seen any more. So each part of the typed line is asked for its sign: first its normal form,
then its shape.
"""

from __future__ import annotations

from ..language.binding import opened
from ..language.domains import NONNEGATIVE, POSITIVE, UNKNOWN
from ..language.errors import Undecided
from ..language.relations import ORDERS
from ..language.terms import ZERO, Big, Call, Minus, Number, Op, Term
from ..normal.algebra import Algebra
from ..normal.indices import end, nonempty
from ..normal.polynomial import Poly, scale


def holds(form: Algebra, sides: tuple[Term, Term], difference: Poly, relation: str) -> bool:
    """Whether an inequality is shown by the normal form of its difference, or by its shape."""
    if relation not in ORDERS:
        raise Undecided(f"no sign decides {relation}")
    excess = scale(difference, -1) if relation in ("<", "<=") else difference
    strict = relation in ("<", ">")
    known = form.positive(excess) if strict else form.nonnegative(excess)
    return known or visible(form, sides[0], relation, sides[1])


def visible(form: Algebra, left: Term, relation: str, right: Term) -> bool:
    """Whether the shapes of the two sides show that ``left relation right``."""
    if relation in ("<", "<="):
        left, right = right, left
    excess = gap(left, right)
    if excess is None:
        return False
    found = Certificates(form).sign(excess)
    return found == POSITIVE or (found == NONNEGATIVE and relation in ("<=", ">="))


def gap(greater: Term, lesser: Term) -> Term | None:
    """What one side visibly has more than the other: a of a ≥ 0, of b + a ≥ b, of b ≥ b - a."""
    match greater, lesser:
        case _, zero if zero == ZERO:
            return greater
        case Op("+", first, second), _ if first == lesser:
            return second
        case Op("+", first, second), _ if second == lesser:
            return first
        case _, Op("-", first, second) if first == greater:
            return second
    return None


class Certificates:
    """Finds signs of terms."""

    def __init__(self, form: Algebra):
        self.form = form

    def sign(self, term: Term) -> str:
        """The sign of a term."""
        poly = self.form.norm(term)
        if self.form.positive(poly):
            return POSITIVE
        found = self.shape(term)
        return NONNEGATIVE if found == UNKNOWN and self.form.nonnegative(poly) else found

    def shape(self, term: Term) -> str:
        """The sign that follows from the signs of the parts."""
        match term:
            case Op("+", left, right):
                return _sum(self.sign(left), self.sign(right))
            case Op("*", left, right) if left == right:
                return NONNEGATIVE
            case Op("*" | "/", left, right):
                return _product(self.sign(left), self.sign(right))
            case Op("^", base, exponent):
                return self.power(base, exponent)
            case Minus(Minus(argument)):
                return self.sign(argument)
            case Call("sqrt"):
                return NONNEGATIVE
            case Big():
                return self.big(term)
        return UNKNOWN

    def power(self, base: Term, exponent: Term) -> str:
        """An even power is not negative; any other follows its base."""
        if isinstance(exponent, Number) and exponent.value % 2 == 0:
            return POSITIVE if self.sign(base) == POSITIVE else NONNEGATIVE
        found = self.sign(base)
        whole = isinstance(exponent, Number) and exponent.value.denominator == 1
        return found if found == POSITIVE or whole else UNKNOWN

    def big(self, term: Big) -> str:
        """A sum over no index is 0, a product over none is 1."""
        found = self.sign(opened(term)[1])
        limits = end(term.low), end(term.high)
        if term.kind == "Sum" and found == POSITIVE and not nonempty(limits):
            return NONNEGATIVE
        return found


def _sum(first: str, second: str) -> str:
    if UNKNOWN in (first, second):
        return UNKNOWN
    return POSITIVE if POSITIVE in (first, second) else NONNEGATIVE


def _product(first: str, second: str) -> str:
    if UNKNOWN in (first, second):
        return UNKNOWN
    return POSITIVE if first == second == POSITIVE else NONNEGATIVE
