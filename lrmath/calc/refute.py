"""Counterexamples: small sizes and small numbers first, evaluated in numbers that cannot mislead.

Points are drawn in order of size, those that break a hypothesis are repaired or dropped, and the
first point at which the relation certainly fails is made simpler, value by value, while it still
fails. A point counts only where both sides are defined. Numbers refute here; they never prove.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace as changed
from fractions import Fraction
from itertools import product
from math import prod

from .context import Context
from .declarations import Hypothesis, declared
from .domains import DISCRETE, Inspector, membership
from .explicit import explicit
from .interval import certainly, certainly_not, shown
from .matrices import shape
from .point import Exhausted, Point, Relation
from .syntax import parse
from .term import (
    ZERO,
    At,
    Call,
    Compare,
    Diff,
    Name,
    Op,
    Term,
    free_names,
    rebuild_values,
    replace,
    walk,
)
from .verdict import Counterexample
from .work import spend

TURNS, TRIES = 5, 8  # rounds, and assignments of data for each choice of sizes in a round
SIZES = (1, 2, 3)
MOST_SIZES, MOST_ENTRIES, DRAW = 6, 200, 50  # of a point, and the work of drawing it

POOLS = {
    "real": "0 1 -1 2 -2 1/2 3 -3 3/2 -1/2",
    "positive": "1 2 1/2 3 1/4 3/4 4",
    "nonnegative": "0 1 2 1/2",
    "unit": "1/2 1/4 3/4 1/3 9/10",
    "binary": "0 1",
    "onehot": "0 1",
    "integer": "0 1 -1 2 3",
}
# one smooth function for each range, to try where any smooth function is meant
SAMPLES = {"real": "u*exp(u)", "unit": "1/(1 + exp(-u))"}
SAMPLES |= dict.fromkeys(("positive", "nonnegative"), "exp(u)")
VALUES = {domain: [Fraction(v) for v in pool.split()] for domain, pool in POOLS.items()}


def refute(left: Term, relation: str, right: Term, context: Context) -> Counterexample | None:
    """A small assignment at which ``left relation right`` is certainly false, if one is found."""
    return Search(left, relation, right, context).run()


class Search:
    """One search: the question, the hypotheses, and how many nodes may still be evaluated."""

    def __init__(self, left: Term, relation: str, right: Term, context: Context):
        self.bodies = {f: SAMPLES[d.range] for f, d in context.functions.items() if d.body is None}
        context = with_bodies(context, self.bodies)
        self.context, self.spent = context, 0
        self.called = {p.function for s in (left, right) for p in walk(s) if isinstance(p, Call)}
        first, second = (explicit(guarded(side, context), context) for side in (left, right))
        self.question = Relation(first, relation, second)
        self.hypotheses = [
            Relation(explicit(h.left, context), h.relation, explicit(h.right, context))
            for h in context.hypotheses
            if self.matters(h)
        ]
        self.names = self.question.names.union(*(h.names for h in self.hypotheses))

    def matters(self, hypothesis: Hypothesis) -> bool:
        """Whether a hypothesis says more than that the rows of an array apart are one-hot."""
        names = free_names(hypothesis.left) & set(self.context.arrays)
        apart = not names & self.question.names
        return (
            not apart or any(self.context.arrays[n].domain != "onehot" for n in names) or not names
        )

    def run(self) -> Counterexample | None:
        """The first counterexample, made simpler."""
        for point in self.points():
            try:
                if self.admitted(point) and self.failure(point) is not None:
                    return self.simpler(point)
            except Exhausted:
                return None
        return None

    # ---------------------------------------------------------------- points
    def points(self) -> Iterator[Point]:
        """Points in order of size, each once; the same points in every run."""
        source, seen = random.Random(0), set()
        arrays = sorted(self.names & set(self.context.arrays))
        sizes = sorted(self.sizes(arrays))
        if len(sizes) > MOST_SIZES:
            return
        choices = sorted(product(SIZES, repeat=len(sizes)), key=lambda c: (sum(c), c))
        choices = [c for c in choices if self.entries(arrays, sizes, c) <= MOST_ENTRIES]
        for turn in range(TURNS):  # sizes and pools open slowly, so that small numbers come first
            near = [c for c in choices if sum(c) <= len(c) + turn + 1]
            for choice in near:
                for _ in range(TRIES if sizes else 8 * TRIES):
                    point = self.draw(dict(zip(sizes, choice, strict=True)), 2 + 2 * turn, source)
                    drawn = (choice, *point.data.items())
                    if drawn not in seen:
                        seen.add(drawn)
                        yield point

    def entries(self, arrays: list[str], sizes: list[str], choice: tuple[int, ...]) -> int:
        """How many numbers the arrays hold at a choice of sizes."""
        chosen = Point(self, dict(zip(sizes, choice, strict=True)))
        return sum(prod(map(chosen.end, self.context.arrays[a].shape)) for a in arrays)

    def draw(self, sizes: dict[str, int], width: int, source: random.Random) -> Point:
        """A point with these sizes and with values from the first ``width`` of each pool."""
        point = Point(self, sizes)
        spend(DRAW)
        arrays = sorted(self.names & set(self.context.arrays))
        scalars = sorted(self.names & set(self.context.scalars))
        for place, domain in point.places(arrays, scalars):
            point.data[place] = source.choice(VALUES[domain][:width])
        point.choose_rows(source)
        return point

    def sizes(self, arrays: list[str]) -> set[str]:
        """Sizes that the question or its data depend on."""
        context = self.context
        ends = [axis for a in arrays for axis in context.arrays[a].shape]
        ends += [e for n in self.names & set(context.ranges) for e in context.ranges[n]]
        found = {e.name for e in ends if isinstance(e, Name)}
        return found | (self.names & set(context.size_names))

    # ---------------------------------------------------------------- testing
    def admitted(self, point: Point) -> bool:
        """Whether every hypothesis holds for every value of its indices.

        A broken equation is repaired once.
        """
        for _ in range(2):
            broken = self.broken(point)
            if broken is None:
                return True
            if not self.repair(point, *broken):
                return False
        return self.broken(point) is None

    def broken(self, point: Point) -> tuple[Relation, dict[str, int]] | None:
        """The first hypothesis that does not certainly hold, and where it does not."""
        for hypothesis in self.hypotheses:
            for indices in point.index_values(hypothesis.names):
                if not point.test(certainly, hypothesis, indices):
                    return hypothesis, indices
        return None

    def repair(self, point: Point, broken: Relation, indices: dict[str, int]) -> bool:
        """Solve one broken equation after the other for a value in which it is linear.

        Of Σ y = 1, for example, one y is found from the others.
        """
        if broken.relation != "=":
            return False
        for hypothesis in self.hypotheses:
            for where in point.index_values(hypothesis.names):
                if hypothesis.relation != "=" or point.test(certainly, hypothesis, where):
                    continue
                if not any(point.solve(hypothesis, where, p) for p in point.reversed_places()):
                    return False
        return True

    def failure(self, point: Point) -> dict[str, int] | None:
        """Indices at which the question certainly fails, else None."""
        for indices in point.index_values(self.question.names):
            if self.fails(point, indices):
                return indices
        return None

    def fails(self, point: Point, indices: dict[str, int]) -> bool:
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
            pool = VALUES[domain] if domain != "onehot" else []
            for value in pool[: pool.index(present)] if present in pool else pool:
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
        self.spent = 0
        indices = self.failure(point)
        assert indices is not None
        left, right = (
            self.said(side, point, indices) for side in (self.question.left, self.question.right)
        )
        used = {f: body for f, body in self.bodies.items() if f in self.called}
        return Counterexample(point.sizes, indices, point.nested() | used, left, right)

    def said(self, side: Term, point: Point, indices: dict[str, int]) -> str:
        """The value of a side; of a relation, whether it holds."""
        if not isinstance(side, Compare):
            return shown(point.value(side, indices))
        line = Relation(side.left, side.relation, side.right)
        return "true" if point.test(certainly, line, indices) else "false"


def with_bodies(context: Context, bodies: Mapping[str, str]) -> Context:
    """The context with a definite function for each that stands for any smooth one."""
    functions = dict(context.functions)
    for name, body in bodies.items():
        first, *others = map(Name, functions[name].parameters)
        total: Term = first
        for other in others:
            total = Op("+", total, other)
        term = replace(parse(body, Context().scalar("u")), {"u": total})
        functions[name] = changed(functions[name], body=term)
    return declared(context, functions=functions)


def guarded(term: Term, context: Context) -> Term:
    """The term with 0 times everything that must be defined, where evaluation would forget it.

    The derivative of ln t is 1/t, but only for t > 0; a function with a declared domain has no
    value outside.
    """
    term = rebuild_values(term, lambda child: guarded(child, context))
    match term:
        case Diff(body):
            return _defined(term, body)
        case At(_, variable, value) if not shape(value, context):
            domain = context.domain_of(Name(context.entries(variable)))
            for guard in _guards(value, domain, context):
                term = _defined(term, guard)
        case Call(function, arguments) if function in context.functions:
            for argument, domain in zip(
                arguments, context.functions[function].domains, strict=True
            ):
                for guard in _guards(argument, domain, context):
                    term = _defined(term, guard)
    return term


def _guards(argument: Term, domain: str, context: Context) -> Iterator[Term]:
    """Terms that are defined exactly where the argument lies in the domain."""
    if domain in DISCRETE:
        if not Inspector(context).declared_in(argument, domain):
            yield Op("/", ZERO, ZERO)
        return
    for condition in membership(argument, domain):
        yield Call("log" if condition.relation == ">" else "sqrt", (condition.term,))


def _defined(term: Term, guard: Term) -> Term:
    return Op("+", term, Op("*", ZERO, guard))
