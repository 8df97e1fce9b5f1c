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

from .arrangement import Arrangement
from .certificates import Certificates
from .context import Context
from .declarations import SMOOTH
from .domains import Inspector, names_of
from .errors import IllTyped, Undecided
from .rewrite import Bound, Rule
from .signs import POSITIVE, UNKNOWN
from .term import ONE, ZERO, Big, Call, Infinity, Minus, Name, Number, Op, Term

BOTH_WAYS = ("real", "integer")
REWRITE = "rewrite the line first, or squeeze it by a theorem"
ENDLESS = (*BOTH_WAYS, "positive", "nonnegative", "size")


class Limits:
    """Finds the limits of terms; ``known`` are those that theorems have proved."""

    def __init__(self, context: Context, known: Iterable[Rule] = ()):
        self.context, self.known = context, tuple(known)
        self.variable, self.target = approach(context)
        self.inspector = Inspector(context)
        self.form = self.inspector.algebra
        self.signs = Certificates(self.form)

    def of(self, term: Term, bound: Bound) -> Term:
        """The limit; ``bound`` gives the ranges of the indices that binders outside have bound."""
        if not self.context.moves(term, self.variable):
            return term
        for rule in self.known:
            found = rule.other_side(term, bound)
            if found is not None:
                return found
        match term:
            case Name(self.variable):
                return self.target
            case Minus(argument):
                return negative(self.of(argument, bound))
            case Op("^", base, exponent):
                return self.power(base, exponent, bound)
            case Op("/", left, right):
                return self.quotient(left, right, bound)
            case Op(kind, left, right):
                first, second = self.of(left, bound), self.of(right, bound)
                combine = self.product if kind == "*" else self.total
                return combine(Op(kind, first, second), term, bound)
            case Call():
                return self.call(term, bound)
            case Big():
                return self.big(term, bound)
        if not self.context.mentions(term, self.variable):
            leave_open(term, f"its values may be others for every {self.variable}")
        leave_open(term, "put its definition, or carry the derivative out")

    def reach(self, term: Term, limit: Term, form: Arrangement) -> bool:
        """Whether the laws find this limit, as ``form`` compares."""
        try:
            found = self.of(term, {})
        except Undecided:
            return False
        if isinstance(found, Infinity) or isinstance(limit, Infinity):
            return found == limit
        return form.equal(found, limit)

    # ---------------------------------------------------------------- the four operations
    def total(self, limit: Op, term: Term, bound: Bound) -> Term:
        """L + M; beside ∞ a number does not count."""
        parts = (limit.left, negative(limit.right) if limit.kind == "-" else limit.right)
        infinite = {part for part in parts if isinstance(part, Infinity)}
        if len(infinite) > 1:
            leave_open(term, f"∞ - ∞; {REWRITE}")
        return infinite.pop() if infinite else limit

    def product(self, limit: Op, term: Term, bound: Bound) -> Term:
        """L·M; where one is infinite, the signs decide."""
        if finite(limit.left, limit.right):
            return limit
        sign = self.direction(limit.left, bound) * self.direction(limit.right, bound)
        return (
            Infinity(sign)
            if sign
            else leave_open(term, f"0·∞, or a sign that is not known; {REWRITE}")
        )

    def quotient(self, top: Term, bottom: Term, bound: Bound) -> Term:
        """L/M for M ≠ 0; 0 for infinite M; infinite where M = 0 and all signs are known."""
        first, second = self.of(top, bound), self.of(bottom, bound)
        term, names = Op("/", top, bottom), names_of(bound, self.form)
        if isinstance(second, Infinity):
            return ZERO if finite(first) else leave_open(term, f"∞/∞; {REWRITE}")
        if self.inspector.certified(second, "!=", names):
            limit = Op("/", first, second)
            return self.product(limit, term, bound)
        near = self.side(bottom, bound) if self.vanishes(second, bound) else 0
        sign = self.direction(first, bound) * near
        return Infinity(sign) if sign else leave_open(term, "it may divide by zero in the limit")

    def power(self, base: Term, exponent: Term, bound: Bound) -> Term:
        """L^k for natural k; 1/L^k; else the limit of e^(M ln L)."""
        whole = self.inspector.known(exponent)
        if whole is not None and whole.denominator == 1:
            return self.whole_power(base, int(whole), bound)
        limits = self.of(base, bound), self.of(exponent, bound)
        natural = self.inspector.natural(exponent, names_of(bound, self.form))
        still = natural and not self.context.moves(exponent, self.variable)
        positive = self.direction(limits[0], bound) > 0
        if finite(*limits) and (still or positive):
            return Op("^", *limits)
        if natural and not positive and self.direction(base, bound) <= 0:
            leave_open(Op("^", base, exponent), "a natural power, and its base may be negative")
        return self.of(Call("exp", (Op("*", exponent, Call("log", (base,))),)), bound)

    def whole_power(self, base: Term, exponent: int, bound: Bound) -> Term:
        """L^k for a whole number k."""
        if exponent < 0:
            return self.quotient(ONE, Op("^", base, Number(ONE.value * -exponent)), bound)
        limit = self.of(base, bound)
        if isinstance(limit, Infinity) and exponent:
            return Infinity(limit.sign if exponent % 2 else 1)
        return Op("^", limit, Number(ONE.value * exponent)) if exponent else ONE

    # ---------------------------------------------------------------- functions and sums
    def call(self, term: Call, bound: Bound) -> Term:
        """f(L), by continuity; e^-∞ = 0, ln 0 = -∞, and what rises without end goes to ∞."""
        limits = tuple(self.of(argument, bound) for argument in term.arguments)
        (first, *_), elementary = limits, term.function in ("exp", "log", "sqrt")
        if elementary and first == Infinity(1):
            return first
        if term.function == "exp" and first == Infinity(-1):
            return ZERO
        if not finite(*limits):
            leave_open(term, "its value at ∞ hides in the definition")
        if term.function == "log" and self.vanishes(first, bound):
            return Infinity(-1)
        if not self.continuous(term, limits, bound):
            leave_open(term, "it may not be continuous at the limit of its argument")
        return Call(term.function, limits, term.primes)

    def continuous(self, term: Call, limits: tuple[Term, ...], bound: Bound) -> bool:
        """Whether a function is continuous where its arguments go.

        What is built of exp, ln, √ and the four operations is continuous where it is defined; its
        derivative need not be.
        """
        declared = self.context.functions.get(term.function)
        if declared is None:
            return term.function != "log" or self.direction(limits[0], bound) > 0
        names = names_of(bound, self.form)
        return (term.primes == 0 or declared.body is None) and all(
            self.inspector.member(limit, domain, names)
            for limit, domain in zip(limits, declared.domains, strict=True)
        )

    def big(self, term: Big, bound: Bound) -> Term:
        """Term by term, for as many terms as there are, but not for more and more of them."""
        ends = term.low, term.high
        if any(self.context.moves(end, self.variable) for end in ends):
            leave_open(term, "the number of its terms changes")
        limit = self.of(term.body, {**bound, term.index: ends})
        if finite(limit):
            return Big(term.kind, limit, term.index, *ends)
        low, high = map(self.form.end, ends)
        if term.kind == "Sum" and self.form.nonempty((low, high)):
            return limit
        leave_open(term, "a product of infinite factors, or a sum of perhaps none")

    # ---------------------------------------------------------------- what is known of a limit
    def direction(self, term: Term, bound: Bound) -> int:
        """1 where a term or a limit is positive, -1 where negative, 0 if that is not known."""
        if isinstance(term, Infinity):
            return term.sign
        names = names_of(bound, self.form)
        if self.signs.sign(term, names) == POSITIVE:
            return 1
        return -(self.signs.sign(Minus(term), names) == POSITIVE)

    def side(self, bottom: Term, bound: Bound) -> int:
        """From which side a denominator goes to zero, which it never is; 0 if that is not known."""
        names = names_of(bound, self.form)
        if self.signs.sign(bottom, names) != UNKNOWN:
            return 1
        return -(self.signs.sign(Minus(bottom), names) != UNKNOWN)

    def vanishes(self, limit: Term, bound: Bound) -> bool:
        """Whether a limit is zero."""
        return self.form.is_zero(self.form.norm(limit, names_of(bound, self.form)))


def approach(context: Context) -> tuple[str, Term]:
    """The variable and where it goes; no hypothesis may keep it from going there."""
    if context.target is None:
        raise IllTyped('no variable tends to anything here; declare .tends("t", "oo")')
    variable, target = context.target
    for told in context.hypotheses:
        sides = {told.left, told.right}
        apart = told.relation == "!=" and Name(variable) in sides
        others = sides - {Name(variable)} if apart else sides
        if any(context.mentions(side, variable) for side in others):
            raise IllTyped(f"a hypothesis limits {variable}; declare its domain instead")
    return variable, target


def within_reach(context: Context, name: str, target: Term) -> None:
    """Refuse a target that the values of the variable do not come near to."""
    domain = "size" if name in context.size_names else context.scalars.get(name, "no scalar")
    if isinstance(target, Infinity):
        reached = domain in (ENDLESS if target.sign > 0 else BOTH_WAYS)
    else:
        reached = domain in SMOOTH and _one_value(target, name, context)
        reached &= domain == "real" or _known(target, context)
        reached &= domain != "unit" or _known(Op("-", ONE, target), context)
    if not reached:
        from .text import text  # for the message only

        raise IllTyped(f"{name} is {domain}; it is not known to come near to {text(target)}")


def _one_value(target: Term, name: str, context: Context) -> bool:
    """Whether a target is defined, without an index and without the variable in it."""
    open_names = {name, *context.ranges}
    if any(context.mentions(target, free) for free in open_names):
        return False
    return not Inspector(context).open_conditions(target)


def _known(term: Term, context: Context) -> bool:
    """Whether a term is not negative."""
    return Inspector(context).member(term, "nonnegative")


def negative(limit: Term) -> Term:
    """Minus a limit."""
    return Infinity(-limit.sign) if isinstance(limit, Infinity) else Minus(limit)


def finite(*limits: Term) -> bool:
    """Whether none of the limits is infinite."""
    return not any(isinstance(limit, Infinity) for limit in limits)


def leave_open(term: Term, why: str) -> NoReturn:
    """No law gives the limit of a part of the line."""
    from .text import text  # for the message only

    raise Undecided(f"the limit of {text(term)} is left open: {why}")
