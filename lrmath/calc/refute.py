"""Counterexamples: small sizes and small numbers first, evaluated in numbers that cannot mislead.

Points are drawn in order of size, those that break a hypothesis are repaired or dropped, and the
first point at which the relation certainly fails is made simpler, value by value, while it still
fails. A point counts only where both sides are defined. Numbers refute here; they never prove.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from .calculus import explicit
from .context import Context, Hypothesis
from .domains import DISCRETE, Inspector, membership
from .errors import Undecided
from .interval import Undefined, Value, certainly, certainly_not, elementary, operate, shown
from .term import (
    ZERO,
    Big,
    Call,
    Delta,
    Diff,
    Entry,
    Minus,
    Name,
    Number,
    Op,
    Term,
    free_names,
    rebuild_values,
)
from .verdict import Counterexample

TURNS, TRIES = 5, 8  # rounds, and assignments of data for each choice of sizes in a round
SIZES = (1, 2, 3)
MOST_TERMS, CALL = 40_000, 8  # nodes evaluated in one search, where exp, ln and √ cost more

POOLS = {
    "real": "0 1 -1 2 -2 1/2 3 -3",
    "positive": "1 2 1/2 3 4",
    "nonnegative": "0 1 2 1/2",
    "unit": "1/2 1/4 3/4 1/3 9/10",
    "binary": "0 1",
    "onehot": "0 1",
    "integer": "0 1 -1 2 3",
}
VALUES = {domain: [Fraction(v) for v in pool.split()] for domain, pool in POOLS.items()}
Place = tuple[
    str, tuple[int, ...]
]  # a scalar's name and (), or an array's name and an entry's indices


@dataclass(frozen=True)
class Relation:
    """Two explicit terms and the relation between them."""

    left: Term
    relation: str
    right: Term

    @property
    def names(self) -> frozenset[str]:
        """Free names of both sides."""
        return free_names(self.left) | free_names(self.right)


def refute(left: Term, relation: str, right: Term, context: Context) -> Counterexample | None:
    """A small assignment at which ``left relation right`` is certainly false, if one is found."""
    return Search(left, relation, right, context).run()


class Search:
    """One search: the question, the hypotheses, and how many nodes may still be evaluated."""

    def __init__(self, left: Term, relation: str, right: Term, context: Context):
        self.context, self.spent = context, 0
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
        """Points in order of size; the same points in every run."""
        source = random.Random(0)
        sizes = sorted(self.sizes(sorted(self.names & set(self.context.arrays))))
        choices = sorted(product(SIZES, repeat=len(sizes)), key=lambda c: (sum(c), c))
        for turn in range(TURNS):  # sizes and pools open slowly, so that small numbers come first
            near = [c for c in choices if sum(c) <= len(c) + turn + 1]
            for choice in near:
                for _ in range(TRIES if sizes else 8 * TRIES):
                    yield self.draw(dict(zip(sizes, choice, strict=True)), 2 + 2 * turn, source)

    def draw(self, sizes: dict[str, int], width: int, source: random.Random) -> Point:
        """A point with these sizes and with values from the first ``width`` of each pool."""
        point = Point(self, sizes)
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
            if point.test(certainly_not, self.question, indices):
                return indices
        return None

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
        left = point.value(self.question.left, indices)
        right = point.value(self.question.right, indices)
        return Counterexample(point.sizes, indices, point.nested(), shown(left), shown(right))


class Exhausted(Exception):
    """The search has evaluated as many nodes as it may."""


class Point:
    """Sizes, entries and scalars with definite values."""

    def __init__(self, search: Search, sizes: dict[str, int]):
        self.search, self.context, self.sizes = search, search.context, sizes
        self.data: dict[Place, Fraction] = {}
        self.domains: dict[Place, str] = {}

    def places(self, arrays: list[str], scalars: list[str]) -> Iterator[tuple[Place, str]]:
        """Every datum with its domain."""
        for name in scalars:
            yield from self.place_of(name, (), self.context.scalars[name])
        for name in arrays:
            array = self.context.arrays[name]
            for indices in product(*(range(1, self.end(axis) + 1) for axis in array.shape)):
                yield from self.place_of(name, indices, array.domain)

    def place_of(
        self, name: str, indices: tuple[int, ...], domain: str
    ) -> Iterator[tuple[Place, str]]:
        """Note a datum's domain."""
        self.domains[name, indices] = domain
        yield (name, indices), domain

    def choose_rows(self, source: random.Random) -> None:
        """Give every row of an onehot array its single one."""
        rows: dict[Place, list[int]] = {}
        for (name, indices), domain in self.domains.items():
            if domain == "onehot":
                rows.setdefault((name, indices[:-1]), []).append(indices[-1])
        for (name, row), columns in rows.items():
            one = source.choice(columns)
            for column in columns:
                self.data[name, (*row, column)] = Fraction(column == one)

    def reversed_places(self) -> list[Place]:
        """The data, last ones first."""
        return list(reversed(self.domains))

    def end(self, term: Term) -> int:
        """The value of an end of a range."""
        if isinstance(term, Number):
            return int(term.value)
        return self.sizes[getattr(term, "name", "")]

    def index_values(self, names: frozenset[str]) -> Iterator[dict[str, int]]:
        """Every value of the free indices."""
        free = sorted(names & set(self.context.ranges))
        ends = [tuple(map(self.end, self.context.ranges[n])) for n in free]
        for place in product(*(range(low, high + 1) for low, high in ends)):
            yield dict(zip(free, place, strict=True))

    def test(self, judge: object, relation: Relation, indices: dict[str, int]) -> bool:
        """Whether both sides are defined and ``judge`` says so of them."""
        try:
            left, right = self.value(relation.left, indices), self.value(relation.right, indices)
            return bool(judge(left, relation.relation, right))  # type: ignore[operator]
        except Undefined:
            return False

    def solve(self, equation: Relation, indices: dict[str, int], place: Place) -> bool:
        """Give one datum the value at which an equation, linear in it, holds."""
        before = self.data[place]
        gaps = []
        for value in (Fraction(0), Fraction(1)):
            self.data[place] = value
            try:
                left, right = (
                    self.value(equation.left, indices),
                    self.value(equation.right, indices),
                )
                gaps.append(operate("-", left, right))
            except Undefined:
                break
        if len(gaps) == 2 and all(isinstance(g, Fraction) for g in gaps) and gaps[0] != gaps[1]:
            self.data[place] = gaps[0] / (gaps[0] - gaps[1])
            if self.lies_in(place) and self.test(certainly, equation, indices):
                return True
        self.data[place] = before
        return False

    def lies_in(self, place: Place) -> bool:
        """Whether a datum lies in its domain."""
        value = self.data[place]
        match self.domains[place]:
            case "positive":
                return value > 0
            case "nonnegative":
                return value >= 0
            case "unit":
                return 0 < value < 1
            case "binary" | "onehot":
                return value in (0, 1)
            case "integer":
                return value.denominator == 1
        return True

    def nested(self) -> dict[str, object]:
        """Scalars, and arrays as nested lists."""
        found: dict[str, object] = {}
        for (name, indices), value in self.data.items():
            if not indices:
                found[name] = value
            else:
                _put(found.setdefault(name, []), indices, value)
        return found

    # ---------------------------------------------------------------- evaluation
    def value(self, term: Term, indices: Mapping[str, int]) -> Value:
        """The term's value: a fraction, or an interval that encloses it."""
        self.search.spent += 1
        if self.search.spent > MOST_TERMS:
            raise Exhausted
        match term:
            case Number(value):
                return value
            case Name(name):
                return self.name(name, indices)
            case Entry(array, places):
                return self.data[array, tuple(self.index(p, indices) for p in places)]
            case Minus(argument):
                return -self.value(argument, indices)
            case Op(kind, left, right):
                return operate(kind, self.value(left, indices), self.value(right, indices))
            case Call(function, (argument,)):
                self.search.spent += CALL
                return elementary(function, self.value(argument, indices))
            case Delta(first, second):
                return Fraction(self.index(first, indices) == self.index(second, indices))
            case Big():
                return self.big(term, indices)
        raise Undecided(f"a {type(term).__name__} cannot be evaluated")

    def name(self, name: str, indices: Mapping[str, int]) -> Value:
        """A scalar, a size, or an index used as a number."""
        if name in indices:
            return Fraction(indices[name])
        if name in self.sizes:
            return Fraction(self.sizes[name])
        return self.data[name, ()]

    def index(self, index: Term, indices: Mapping[str, int]) -> int:
        """The value of an index."""
        return (
            int(index.value) if isinstance(index, Number) else indices[getattr(index, "name", "")]
        )

    def big(self, term: Big, indices: Mapping[str, int]) -> Value:
        """A sum or a product, term by term."""
        total: Value = Fraction(term.kind == "Product")
        for k in range(self.end(term.low), self.end(term.high) + 1):
            value = self.value(term.body, {**indices, term.index: k})
            total = operate("+" if term.kind == "Sum" else "*", total, value)
        return total


def guarded(term: Term, context: Context) -> Term:
    """The term with 0 times everything that must be defined, where evaluation would forget it.

    The derivative of ln t is 1/t, but only for t > 0; a function with a declared domain has no
    value outside.
    """
    term = rebuild_values(term, lambda child: guarded(child, context))
    match term:
        case Diff(body):
            return _defined(term, body)
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


def _put(nested: object, indices: tuple[int, ...], value: Fraction) -> None:
    """Append an entry to nested lists; entries come in order."""
    assert isinstance(nested, list)
    first, *rest = indices
    if not rest:
        nested.append(value)
        return
    if len(nested) < first:
        nested.append([])
    _put(nested[first - 1], tuple(rest), value)
