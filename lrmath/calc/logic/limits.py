"""Limits: what a line tends to when one variable does, by the limit laws alone.

``Context.tends("t", "oo")`` says where a variable goes; in such a context ``f -> L`` says that f
has the limit L: a formula without the variable, or ``oo``, or ``-oo``. A limit of a sum, product,
quotient or power is that of the limits; exp, ln, √ and declared functions are continuous; a finite
sum goes term by term. ``∞ - ∞``, ``0·∞`` and ``∞/∞`` are left open: rewrite such a line first, or
squeeze it by a theorem.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NoReturn

from ..language.binding import big, mentions, opened
from ..language.declarations import Declarations
from ..language.domains import DOMAINS, POSITIVE, UNKNOWN
from ..language.errors import IllTyped, Undecided
from ..language.terms import (
    ONE,
    ZERO,
    Big,
    Call,
    Entry,
    Index,
    Infinity,
    Minus,
    Number,
    Op,
    Scalar,
    Size,
    Term,
)
from ..language.text import text
from ..language.things import Array, Function
from ..normal.arrangement import Arrangement
from ..normal.indices import end, nonempty
from .certificates import Certificates
from .conditions import Inspector
from .rewriting import Rule


class Limits:
    """Finds the limits of terms; ``known`` are those that theorems have proved."""

    def __init__(self, context: Declarations, known: Iterable[Rule] = ()):
        self.context, self.known = context, tuple(known)
        self.variable, self.target = approach(context)
        self.inspector = Inspector(context)
        self.form = self.inspector.algebra
        self.signs = Certificates(self.form)

    def of(self, term: Term) -> Term:
        """The limit."""
        if not mentions(term, self.variable):
            return term
        for rule in self.known:
            found = rule.other_side(term)
            if found is not None:
                return found
        match term:
            case Scalar() | Size() if term == self.variable:
                return self.target
            case Index() | Entry(Array()):
                leave_open(term, "it has another range, or other data, for each value of the size")
            case Minus(argument):
                return negative(self.of(argument))
            case Op("^", base, exponent):
                return self.power(base, exponent)
            case Op("/", left, right):
                return self.quotient(left, right)
            case Op(kind, left, right):
                first, second = self.of(left), self.of(right)
                combine = self.product if kind == "*" else self.total
                return combine(Op(kind, first, second), term)
            case Call():
                return self.call(term)
            case Big():
                return self.big(term)
        leave_open(term, "put its definition, or carry the derivative out")

    def reach(self, term: Term, limit: Term, form: Arrangement) -> bool:
        """Whether the laws find this limit, as ``form`` compares."""
        try:
            found = self.of(term)
        except Undecided:
            return False
        if isinstance(found, Infinity) or isinstance(limit, Infinity):
            return found == limit
        return form.equal(found, limit)

    # ---------------------------------------------------------------- the four operations
    def total(self, limit: Op, term: Term) -> Term:
        """L + M; beside ∞ a number does not count."""
        parts = (limit.left, negative(limit.right) if limit.kind == "-" else limit.right)
        infinite = {part for part in parts if isinstance(part, Infinity)}
        if len(infinite) > 1:
            leave_open(term, "∞ - ∞")
        return infinite.pop() if infinite else limit

    def product(self, limit: Op, term: Term) -> Term:
        """L·M; where one is infinite, the signs decide."""
        if finite(limit.left, limit.right):
            return limit
        sign = self.direction(limit.left) * self.direction(limit.right)
        return Infinity(sign) if sign else leave_open(term, "0·∞, or a sign that is not known")

    def quotient(self, top: Term, bottom: Term) -> Term:
        """L/M for M ≠ 0; 0 for infinite M; infinite where M = 0 and all signs are known."""
        first, second = self.of(top), self.of(bottom)
        term = Op("/", top, bottom)
        if isinstance(second, Infinity):
            return ZERO if finite(first) else leave_open(term, "∞/∞")
        if self.inspector.certified(second, "!="):
            limit = Op("/", first, second)
            return self.product(limit, term)
        near = self.side(bottom) if self.vanishes(second) else 0
        sign = self.direction(first) * near
        return Infinity(sign) if sign else leave_open(term, "it may divide by zero in the limit")

    def power(self, base: Term, exponent: Term) -> Term:
        """L^k for natural k; 1/L^k; else the limit of e^(M ln L)."""
        whole = self.inspector.known(exponent)
        if whole is not None and whole.denominator == 1:
            return self.whole_power(base, int(whole))
        limits = self.of(base), self.of(exponent)
        natural = self.inspector.natural(exponent)
        still = natural and not mentions(exponent, self.variable)
        positive = self.direction(limits[0]) > 0
        if finite(*limits) and (still or positive):
            return Op("^", *limits)
        if natural and not positive and self.direction(base) <= 0:
            leave_open(Op("^", base, exponent), "a natural power, and its base may be negative")
        return self.of(Call("exp", (Op("*", exponent, Call("log", (base,))),)))

    def whole_power(self, base: Term, exponent: int) -> Term:
        """L^k for a whole number k."""
        if exponent < 0:
            return self.quotient(ONE, Op("^", base, Number(ONE.value * -exponent)))
        limit = self.of(base)
        if isinstance(limit, Infinity) and exponent:
            return Infinity(limit.sign if exponent % 2 else 1)
        return Op("^", limit, Number(ONE.value * exponent)) if exponent else ONE

    # ---------------------------------------------------------------- functions and sums
    def call(self, term: Call) -> Term:
        """f(L), by continuity; e^-∞ = 0, ln 0 = -∞, and what rises without end goes to ∞."""
        limits = tuple(self.of(argument) for argument in term.arguments)
        (first, *_), elementary = limits, term.function in ("exp", "log", "sqrt")
        if elementary and first == Infinity(1):
            return first
        if term.function == "exp" and first == Infinity(-1):
            return ZERO
        if not finite(*limits):
            leave_open(term, "its value at ∞ hides in the definition")
        if term.function == "log" and self.vanishes(first):
            return Infinity(-1)
        if not self.continuous(term, limits):
            leave_open(term, "it may not be continuous at the limit of its argument")
        return Call(term.function, limits, term.primes)

    def continuous(self, term: Call, limits: tuple[Term, ...]) -> bool:
        """Whether a function is continuous where its arguments go.

        What is built of exp, ln, √ and the four operations is continuous where it is defined; its
        derivative need not be.
        """
        if not isinstance(term.function, Function):
            return term.function != "log" or self.direction(limits[0]) > 0
        pairs = zip(limits, term.function.parameters, strict=True)
        return (term.primes == 0 or term.function.body is None) and all(
            self.inspector.member(limit, parameter.domain) for limit, parameter in pairs
        )

    def big(self, term: Big) -> Term:
        """Term by term, for as many terms as there are, but not for more and more of them."""
        ends = term.low, term.high
        if any(mentions(end, self.variable) for end in ends):
            leave_open(term, "the number of its terms changes")
        index, body = opened(term)
        limit = self.of(body)
        if finite(limit):
            return big(term.kind, limit, index)
        if term.kind == "Sum" and nonempty((end(term.low), end(term.high))):
            return limit
        leave_open(term, "a product of infinite factors, or a sum of perhaps none")

    # ---------------------------------------------------------------- what is known of a limit
    def direction(self, term: Term) -> int:
        """1 where a term or a limit is positive, -1 where negative, 0 if that is not known."""
        if isinstance(term, Infinity):
            return term.sign
        if self.signs.sign(term) == POSITIVE:
            return 1
        return -(self.signs.sign(Minus(term)) == POSITIVE)

    def side(self, bottom: Term) -> int:
        """From which side a denominator goes to zero, which it never is; 0 if that is not known."""
        if self.signs.sign(bottom) != UNKNOWN:
            return 1
        return -(self.signs.sign(Minus(bottom)) != UNKNOWN)

    def vanishes(self, limit: Term) -> bool:
        """Whether a limit is zero."""
        return self.form.is_zero(self.form.norm(limit))


def approach(context: Declarations) -> tuple[Term, Term]:
    """The variable and where it goes; no hypothesis may keep it from going there."""
    if context.target is None:
        raise IllTyped('no variable tends to anything here; declare .tends("t", "oo")')
    variable, target = context.target
    for told in context.hypotheses:
        sides = {told.left, told.right}
        apart = told.relation == "!=" and variable in sides
        others = sides - {variable} if apart else sides
        if any(mentions(side, variable) for side in others):
            raise IllTyped(f"a hypothesis limits {text(variable)}; declare its domain instead")
    return variable, target


def within_reach(context: Declarations, variable: Term, target: Term) -> None:
    """Refuse a target that the values of the variable do not come near to."""
    if isinstance(variable, Size):
        domain, reached = "a size", target == Infinity(1)
    elif isinstance(variable, Scalar):
        domain = variable.domain
        reached = _comes_near(context, variable, target)
    else:
        raise IllTyped(
            f"{text(variable)} is no scalar and no size; nothing else can tend to a value"
        )
    if not reached:
        raise IllTyped(
            f"{text(variable)} is {domain}; it is not known to come near to {text(target)}"
        )


def _comes_near(context: Declarations, variable: Scalar, target: Term) -> bool:
    row = DOMAINS[variable.domain]
    if isinstance(target, Infinity):
        return row.rises if target.sign > 0 else row.falls
    return (
        row.smooth and _one_value(target, variable, context) and _closure(variable, target, context)
    )


def _closure(variable: Scalar, target: Term, context: Declarations) -> bool:
    """Whether a value lies in a domain, or at its border."""
    known = Inspector(context).member
    row = DOMAINS[variable.domain]
    at_most_one = not row.below_one or known(Op("-", ONE, target), "nonnegative")
    return at_most_one and (not row.above or known(target, "nonnegative"))


def _one_value(target: Term, variable: Term, context: Declarations) -> bool:
    """Whether a target is defined, without an index and without the variable in it."""
    if any(mentions(target, name) for name in (variable, *context.indices.values())):
        return False
    return Inspector(context).defined(target)


def negative(limit: Term) -> Term:
    """Minus a limit."""
    return Infinity(-limit.sign) if isinstance(limit, Infinity) else Minus(limit)


def finite(*limits: Term) -> bool:
    """Whether none of the limits is infinite."""
    return not any(isinstance(limit, Infinity) for limit in limits)


def leave_open(term: Term, why: str) -> NoReturn:
    """No law gives the limit of a part of the line."""
    raise Undecided(
        f"the limit of {text(term)} is left open: {why}; rewrite the line, or squeeze it"
    )
