"""Counterexamples: small sizes and small numbers first, evaluated in numbers that cannot mislead.

Points are drawn in order of size, those that break a hypothesis are repaired or dropped, and the
first point at which the relation certainly fails is made simpler, value by value, while it still
fails. A point counts only where both sides are defined. Numbers refute here; they never prove.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import product

from ..language.binding import Symbol, depends, rebuild_values
from ..language.declarations import Declarations
from ..language.domains import DISCRETE, DOMAINS, ROWS, pool
from ..language.terms import (
    ZERO,
    At,
    Call,
    Compare,
    Diff,
    Op,
    Scalar,
    Size,
    Term,
)
from ..language.things import Array, Function
from ..logic.conditions import Condition, arrival, declared_in, membership
from ..logic.explicit import explicit
from ..logic.verdict import Counterexample
from .interval import certainly, certainly_not, shown
from .point import Budget, Exhausted, Point, Relation

TURNS, TRIES = 5, 8  # rounds, and assignments of data for each choice of sizes in a round
SIZES = (1, 2, 3)
MOST_SIZES = 6  # different sizes that are tried at once
POOLS = {domain: pool(domain) for domain in DOMAINS}


def refute(left: Term, relation: str, right: Term, context: Declarations) -> Counterexample | None:
    """A small assignment at which ``left relation right`` is certainly false, if one is found."""
    return Search(left, relation, right, context).run()


class Search:
    """One search: the question, the hypotheses, and how many nodes may still be evaluated."""

    def __init__(self, left: Term, relation: str, right: Term, context: Declarations):
        self.budget = Budget()
        self.sampled = _without_body(left) | _without_body(right)
        first, second = (explicit(guarded(side)) for side in (left, right))
        self.question = Relation(first, relation, second)
        self.hypotheses = [
            Relation(explicit(told.left), told.relation, explicit(told.right))
            for told in context.hypotheses
            if self.matters(told)
        ]
        self.names: frozenset[Symbol] = self.question.names.union(
            *(h.names for h in self.hypotheses)
        )

    def matters(self, told: Compare) -> bool:
        """Whether a hypothesis says more than that the rows of an array apart are one-hot."""
        arrays = {a for a in depends(told) if isinstance(a, Array)}
        apart = not arrays & self.question.names
        return not apart or not arrays or any(a.domain != ROWS for a in arrays)

    def run(self) -> Counterexample | None:
        """The first counterexample, made simpler."""
        try:
            for point in self.points():
                if self.admitted(point) and self.failure(point) is not None:
                    return self.simpler(point)
        except Exhausted:
            return None
        return None

    # ---------------------------------------------------------------- points
    def points(self) -> Iterator[Point]:
        """Points in order of size, each once; the same points in every run."""
        source, seen = random.Random(0), set()
        sizes = sorted((n for n in self.names if isinstance(n, Size)), key=lambda s: s.name)
        if len(sizes) > MOST_SIZES:
            return
        choices = sorted(product(SIZES, repeat=len(sizes)), key=lambda c: (sum(c), c))
        for turn in range(TURNS):  # sizes and pools open slowly, so that small numbers come first
            near = [c for c in choices if sum(c) <= len(c) + turn + 1]
            for choice in near:
                for _ in range(TRIES if sizes else 8 * TRIES):
                    point = self.draw(dict(zip(sizes, choice, strict=True)), 2 + 2 * turn, source)
                    drawn = (choice, *point.data.items())
                    if drawn not in seen:
                        seen.add(drawn)
                        yield point

    def draw(self, sizes: dict[Term, int], width: int, source: random.Random) -> Point:
        """A point with these sizes and with values from the first ``width`` of each pool."""
        point = Point(self.budget, sizes)
        point.draw(self.names, lambda domain: source.choice(POOLS[domain][:width]), source)
        return point

    # ---------------------------------------------------------------- testing
    def admitted(self, point: Point) -> bool:
        """Whether every hypothesis holds for every value of its indices.

        A broken equation is repaired once.
        """
        for _ in range(2):
            broken = self.broken(point)
            if broken is None:
                return True
            if not self.repair(point, broken):
                return False
        return self.broken(point) is None

    def broken(self, point: Point) -> Relation | None:
        """The first hypothesis that does not certainly hold."""
        for told in self.hypotheses:
            for indices in point.index_values(told.indices):
                if not point.test(certainly, told, indices):
                    return told
        return None

    def repair(self, point: Point, broken: Relation) -> bool:
        """Solve one broken equation after the other for a value in which it is linear.

        Of Σ y = 1, for example, one y is found from the others.
        """
        if broken.relation != "=":
            return False
        for told in self.hypotheses:
            for where in point.index_values(told.indices):
                if told.relation != "=" or point.test(certainly, told, where):
                    continue
                if not any(point.solve(told, where, p) for p in reversed(list(point.domains))):
                    return False
        return True

    def failure(self, point: Point) -> dict[Term, int] | None:
        """Indices at which the question certainly fails, else None."""
        for indices in point.index_values(self.question.indices):
            if self.fails(point, indices):
                return indices
        return None

    def fails(self, point: Point, indices: dict[Term, int]) -> bool:
        """Whether the question certainly fails: of two equivalent relations, just one holds."""
        first, second = self.question.left, self.question.right
        if not isinstance(first, Compare) or not isinstance(second, Compare):
            return point.test(certainly_not, self.question, indices)
        lines = [Relation(line.left, line.relation, line.right) for line in (first, second)]
        return any(
            point.test(certainly, holds, indices) and point.test(certainly_not, not_so, indices)
            for holds, not_so in (lines, lines[::-1])
        )

    # ---------------------------------------------------------------- the answer
    def simpler(self, point: Point) -> Counterexample:
        """Put the simplest value for each datum that still gives a counterexample."""
        for place, domain in point.domains.items():
            present = point.data[place]
            values = POOLS[domain] if domain != ROWS else []
            for value in values[: values.index(present)] if present in values else values:
                point.data[place] = value
                if self.still_fails(point):
                    break
                point.data[place] = present
        return self.report(point)

    def still_fails(self, point: Point) -> bool:
        """Whether the point is a counterexample; False when the budget is spent."""
        try:
            return self.broken(point) is None and self.failure(point) is not None
        except Exhausted:
            return False

    def report(self, point: Point) -> Counterexample:
        """The point and the values of both sides."""
        self.budget.spent = 0
        indices = self.failure(point)
        assert indices is not None
        left, right = (
            self.said(side, point, indices) for side in (self.question.left, self.question.right)
        )
        used = {f.name: DOMAINS[f.range].sample for f in self.sampled}
        where = {str(getattr(index, "name", "")): value for index, value in indices.items()}
        return Counterexample(point.named_sizes(), where, point.nested() | used, left, right)

    def said(self, side: Term, point: Point, indices: dict[Term, int]) -> str:
        """The value of a side; of a relation, whether it holds."""
        if not isinstance(side, Compare):
            return shown(point.value(side, indices))
        line = Relation(side.left, side.relation, side.right)
        return "true" if point.test(certainly, line, indices) else "false"


def _without_body(term: Term) -> frozenset[Function]:
    """The functions in a term that stand for any smooth one."""
    return frozenset(f for f in depends(term) if isinstance(f, Function) and f.body is None)


def guarded(term: Term) -> Term:
    """The term with 0 times everything that must be defined, where evaluation would forget it.

    The derivative of ln t is 1/t, but only for t > 0; a function with a declared domain has no
    value outside, and a value is put for a variable only inside its domain.
    """
    term = rebuild_values(term, guarded)
    match term:
        case Diff(body):
            return _defined(term, body)
        case At(body, variable, value):
            found = _all_defined(term, arrival(variable, value))
            return _defined(found, value) if isinstance(variable, Scalar) else found
        case Call(Function(parameters=parameters), arguments):
            pairs = zip(arguments, parameters, strict=True)
            asked = (c for argument, p in pairs for c in membership(argument, p.domain))
            return _all_defined(term, asked)
    return term


def _all_defined(term: Term, asked: Iterator[Condition]) -> Term:
    for condition in asked:
        for guard in _guards(condition):
            term = _defined(term, guard)
    return term


def _guards(condition: Condition) -> Iterator[Term]:
    """A term that is defined exactly where the condition holds."""
    domain = condition.relation.removeprefix("in ")
    if domain in DISCRETE:
        if not declared_in(condition.term, domain):
            yield Op("/", ZERO, ZERO)
        return
    yield Call("log" if condition.relation == ">" else "sqrt", (condition.term,))


def _defined(term: Term, guard: Term) -> Term:
    return Op("+", term, Op("*", ZERO, guard))
