"""Whether reasons carry a step: both lines are rewritten as the reasons allow, then compared."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import product
from typing import Any

from .algebra import Algebra, Cases
from .arrangement import BUDGET, Arrangement
from .bounds import SAME, STRICT, Mover
from .calculus import evaluate, spread, spread_sums, tidy
from .certificates import ORDERS, holds
from .context import Context
from .equations import hypothesis_rule, theorem_rule
from .equivalence import equivalent
from .errors import IllTyped, Undecided
from .induction import by_induction
from .limits import Limits
from .minimum import never_negative
from .polynomial import Poly, add
from .rewrite import REVERSED, Rule, apply, unfold
from .rules import (
    Definition,
    Induction,
    Instance,
    Reason,
    Touch,
    algebra,
    both_sides,
    calculus,
    cases,
    given,
    limit,
    linearity,
    positivity,
)
from .shown import Shown
from .term import Compare, Diff, Name, Op, Term, walk

MOST_EQUATIONS = 8  # each may be read in either direction, which makes 2^8 readings
EQUATIONS = ("=", "<=>")  # what rewrites in either direction
USABLE = {
    "=": ("=",),
    "<=>": EQUATIONS,
    "->": ("=", "->", *ORDERS),
}  # by which theorems a step may go
Rules = tuple[Rule, ...]


class Judge:
    """Decides whether a list of reasons carries a step."""

    def __init__(self, context: Context, reasons: Iterable[object]):
        self.context, self.reasons = context, list(reasons)
        self.touching = [r for r in self.reasons if isinstance(r, Touch)]
        self.inducing = [r for r in self.reasons if isinstance(r, Induction)]
        self.operations = 0

    def has(self, reason: Reason) -> bool:
        """Whether a built-in reason is in the list."""
        return any(r is reason for r in self.reasons)

    # ---------------------------------------------------------------- carrying a step
    def carries(self, left: Term, relation: str, right: Term) -> bool:
        """Whether ``left relation right`` follows by exactly these reasons."""
        known = self.rules(relation)
        equations = [(r, r.reversed()) for r in known if r.relation in EQUATIONS]
        bounds = tuple(r for r in known if r.relation not in EQUATIONS)
        for reading in product(*equations):
            first, second = self.prepare(left, reading), self.prepare(right, reading)
            if self.settles(first, relation, second, reading, bounds):
                return True
        return False

    def prepare(self, term: Term, rules: Rules) -> Term:
        """Unfold, differentiate, rewrite: in this order, each only if there is a reason for it."""
        context = self.context
        names = [n for r in self.reasons if isinstance(r, Definition) for n in r.names]
        term = unfold(term, names, context)
        _still_variables(term, context)
        if self.has(calculus):
            term = evaluate(term, context)
        if self.has(linearity):
            term = spread_sums(spread(term, context))
        # D(D(f(t), t), t) is first read as the derivative of f′, which a theorem on f′ may
        # rewrite, then as f″.
        for deep in (False, True):
            notation = partial(tidy, context=context, deep=deep)
            term = notation(term)
            for rule in rules:
                term = apply(rule.mapped(notation), term)
        return term

    def settles(self, left: Term, relation: str, right: Term, rules: Rules, bounds: Rules) -> bool:
        """Compare the two prepared lines."""
        form = self.form(relation)
        try:
            if relation == "=" and self.inducing and isinstance(form, Algebra):
                return by_induction(form, left, right, self.inducing[0].size)
            if relation == "=":
                return form.is_zero(_difference(form, left, right))
            if isinstance(left, Compare) and isinstance(right, Compare):
                return self.alike(form, left, right)
            if relation == "->":
                return self.has(limit) and self.tends(form, left, right, bounds)
            if relation not in ORDERS:
                raise IllTyped(f"{relation} cannot stand between two formulas")
            return any(
                self.ordered(form, first, second, relation, gap)
                for first, second, gap in self.moved(left, relation, right, bounds)
            ) or self.touches(form, left, relation, right, rules)
        finally:
            self.operations += form.operations

    def alike(self, form: Arrangement, first: Compare, second: Compare) -> bool:
        """Whether two relations say the same: side by side, or after the same on both sides."""
        for relation, left, right in (
            (second.relation, second.left, second.right),
            (REVERSED[second.relation], second.right, second.left),
        ):
            sides = ((first.left, left), (first.right, right))
            if relation == first.relation and all(
                form.is_zero(_difference(form, *pair)) for pair in sides
            ):
                return True
        if not self.has(both_sides) or not isinstance(form, Algebra):
            return False
        return equivalent(form, first, second)

    # ---------------------------------------------------------------- limits
    def tends(self, form: Arrangement, left: Term, right: Term, bounds: Rules) -> bool:
        """Whether the laws of limits lead to the right side, or a bound does and leaves no room."""
        limits = Limits(self.context, [r for r in bounds if r.relation == "->"])
        if limits.reach(left, right, form):
            return True
        if not self.has(positivity) or not isinstance(form, Algebra):
            return False
        difference = _difference(form, left, right)
        movers = [Mover(r, self.context) for r in bounds if r.relation in ORDERS]
        for up, relation in ((True, ">="), (False, "<=")):
            nearer, gap = moved_by(movers, left, up)
            if gap != SAME and limits.reach(nearer, right, form):
                return holds(form, (left, right), difference, relation)
        return False

    # ---------------------------------------------------------------- inequalities
    def moved(
        self, left: Term, relation: str, right: Term, bounds: Rules
    ) -> Iterator[tuple[Term, Term, int]]:
        """The sides as they are, then one of them moved towards the other by every inequality."""
        yield left, right, SAME
        movers = [Mover(rule, self.context) for rule in bounds]
        up = relation[0] == "<"
        nearer, gap = moved_by(movers, left, up)
        if gap != SAME:
            yield nearer, right, gap
        nearer, gap = moved_by(movers, right, not up)
        if gap != SAME:
            yield left, nearer, gap

    def ordered(self, form: Arrangement, left: Term, right: Term, relation: str, gap: int) -> bool:
        """Whether two sides, moved together by a gap, are equal or visibly ordered."""
        difference = _difference(form, left, right)
        if gap != SAME and form.is_zero(difference):
            return gap == STRICT or relation in ("<=", ">=")
        if not self.has(positivity) or not isinstance(form, Algebra):
            return False
        needed = relation[0] + "=" if gap == STRICT else relation
        return holds(form, (left, right), difference, needed)

    def touches(
        self, form: Arrangement, left: Term, relation: str, right: Term, rules: Rules
    ) -> bool:
        """Whether the gap between the sides is smallest where it is zero."""
        if not isinstance(form, Algebra) or len(self.touching) != 1 or relation not in ("<=", ">="):
            return False
        gap = Op("-", left, right) if relation == ">=" else Op("-", right, left)

        def derivative(term: Term, variable: Name) -> Term:
            return self.prepare(evaluate(Diff(term, variable), self.context), rules)

        return never_negative(gap, self.touching[0], derivative, form)

    def form(self, relation: str) -> Arrangement:
        """The normal form that the reasons allow.

        A sign is read off the strong one, an equality only by algebra.
        """
        budget = BUDGET - self.operations
        strong = self.has(positivity) or bool(self.touching)
        if relation in EQUATIONS:
            strong = bool(self.inducing) if relation == "=" else self.has(both_sides)
        if self.has(cases):
            form: Algebra = Cases(self.context, budget)
        elif self.has(algebra) or strong:
            form = Algebra(self.context, budget)
        else:
            return Arrangement(self.context, budget)
        if self.has(given):
            form.use_totals()
        return form

    # ---------------------------------------------------------------- decorative reasons
    def decorative(self, left: Term, relation: str, right: Term) -> object | None:
        """A reason that the step does not need, or None."""
        for reason in self.reasons:
            rest = [r for r in self.reasons if r is not reason]
            if reason is algebra and not rest:
                continue  # mere rearrangement is the smallest piece of algebra
            if reason is cases:
                rest.append(algebra)
            if Judge(self.context, rest).carries(left, relation, right):
                return reason
        return None

    # ---------------------------------------------------------------- rules
    def rules(self, relation: str) -> list[Rule]:
        """The equations among the reasons, and for an inequality the inequalities as well."""
        found = [theorem_rule(t, self.context) for t in theorems_of(self.reasons)]
        usable = USABLE.get(relation, ("=", *ORDERS))
        for rule in found:
            if rule.relation not in usable:
                raise IllTyped(
                    f"a theorem with {rule.relation} cannot carry a step with {relation}"
                )
        if self.has(given):
            hypotheses = [hypothesis_rule(h, self.context) for h in self.context.hypotheses]
            found += [r for r in hypotheses if r.relation in usable]
        if sum(r.relation in EQUATIONS for r in found) > MOST_EQUATIONS:
            raise Undecided(f"more than {MOST_EQUATIONS} equations are to be used at once")
        return found


def theorems_of(reasons: Iterable[Any]) -> list[Any]:
    """The reasons that are theorems, or theorems with values put; the kernel knows them all."""
    return [reason for reason in reasons if isinstance(reason, Instance | Shown)]


def moved_by(movers: Iterable[Mover], term: Term, up: bool) -> tuple[Term, int]:
    """A term moved by one inequality after the other."""
    total = SAME
    for mover in movers:
        term, gap = mover.move(term, up, {})
        total = max(total, gap)
    return term, total


def _difference(form: Arrangement, left: Term, right: Term) -> Poly:
    return add(form.norm(left), form.norm(right), -1)


def _still_variables(term: Term, context: Context) -> None:
    """Unfolding may bring a derivative under a hypothesis that ties its variable."""
    for found in walk(term):
        if isinstance(found, Diff):
            problem = context.not_a_variable(found.variable)
            if problem:
                raise IllTyped(problem)
