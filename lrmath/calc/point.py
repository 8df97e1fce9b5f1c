"""Sizes, entries and scalars with definite values, and what a term is worth there."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

from .errors import Undecided
from .interval import Undefined, Value, certainly, elementary, operate
from .term import Big, Call, Delta, Entry, Minus, Name, Number, Op, Term, free_names
from .work import spend

if TYPE_CHECKING:
    from .refute import Search

NODE = 3  # units of work for a node that is evaluated
MOST_TERMS, CALL = 40_000, 8  # nodes evaluated in one search, where exp, ln and √ cost more
Place = tuple[
    str, tuple[int, ...]
]  # a scalar's name and (), or an array's name and an entry's indices


class Exhausted(Exception):
    """The search has evaluated as many nodes as it may."""


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

    def test(
        self,
        judge: Callable[[Value, str, Value], bool],
        relation: Relation,
        indices: dict[str, int],
    ) -> bool:
        """Whether both sides are defined and ``judge`` says so of them."""
        try:
            left, right = self.value(relation.left, indices), self.value(relation.right, indices)
            return bool(judge(left, relation.relation, right))
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
        spend(NODE)
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
                spend(CALL * NODE)
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
