"""Sizes, entries and scalars with definite values, drawn to refute a relation."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import product
from math import prod

from ..language.binding import Symbol, depends, free_indices
from ..language.domains import DOMAINS, ROWS
from ..language.terms import Call, Index, Number, Scalar, Size, Term
from ..language.things import Array
from ..language.work import spend
from .interval import Undefined, Value, certainly, elementary, operate
from .values import Arithmetic, Place, Valuation

MOST_TERMS, CALL = 40_000, 8  # nodes evaluated in one search, where exp, ln and √ cost more
MOST_ENTRIES = 400  # data of a point
NODE, DRAW = 3, 50  # units of work for a node that is evaluated, and for a point that is drawn
EXACT = Arithmetic(Fraction, operate, elementary)


class Exhausted(Exception):
    """The search has evaluated as many nodes as it may."""


@dataclass
class Budget:
    """How many nodes were evaluated."""

    spent: int = 0

    def count(self, term: Term) -> None:
        """Count a node; raises where there were too many."""
        cost = CALL if isinstance(term, Call) else 1
        self.spent += cost
        spend(NODE * cost)
        if self.spent > MOST_TERMS:
            raise Exhausted


@dataclass(frozen=True)
class Relation:
    """Two explicit terms and the relation between them."""

    left: Term
    relation: str
    right: Term

    @cached_property
    def names(self) -> frozenset[Symbol]:
        """Everything that the two sides depend on."""
        return depends(self.left) | depends(self.right)

    @cached_property
    def indices(self) -> list[Index]:
        """The free indices of the two sides."""
        found = {*free_indices(self.left), *free_indices(self.right)}
        return sorted(found, key=lambda i: (i.name, i.serial))


class Point:
    """Sizes, entries and scalars with definite values."""

    def __init__(self, budget: Budget, sizes: dict[Term, int]):
        self.sizes = sizes
        self.data: dict[Place, Fraction] = {}
        self.domains: dict[Place, str] = {}
        self.valuation = Valuation(EXACT, sizes, self.data, count=budget.count)

    def draw(
        self, names: Iterable[Symbol], choose: Callable[[str], Fraction], source: random.Random
    ) -> None:
        """Give every scalar and entry among the names a value."""
        spend(DRAW)
        ordered = sorted(names, key=lambda n: (isinstance(n, Array), n.name))
        if sum(self.entries(n) for n in ordered if isinstance(n, Array)) > MOST_ENTRIES:
            raise Exhausted
        for name in ordered:
            if isinstance(name, Scalar):
                self.domains[name, ()] = name.domain
            elif isinstance(name, Array):
                for place in product(*(range(1, self.end(a) + 1) for a in name.axes)):
                    self.domains[name, place] = name.domain
        for place_, domain in self.domains.items():
            self.data[place_] = choose(domain)
        self.choose_rows(source)

    def entries(self, array: Array) -> int:
        """How many entries an array has."""
        return prod(map(self.end, array.axes))

    def choose_rows(self, source: random.Random) -> None:
        """Give every row of a onehot array its single one."""
        rows: dict[Place, list[int]] = {}
        for (name, place), domain in self.domains.items():
            if domain == ROWS:
                rows.setdefault((name, place[:-1]), []).append(place[-1])
        for (name, row), columns in rows.items():
            one = source.choice(columns)
            for column in columns:
                self.data[name, (*row, column)] = Fraction(column == one)

    def end(self, term: Term) -> int:
        """The value of an end of a range."""
        return int(term.value) if isinstance(term, Number) else self.sizes[term]

    def index_values(self, indices: list[Index]) -> Iterator[dict[Term, int]]:
        """Every value of the free indices."""
        ends = [(self.end(i.low), self.end(i.high)) for i in indices]
        for place in product(*(range(low, high + 1) for low, high in ends)):
            yield dict(zip(indices, place, strict=True))

    def value(self, term: Term, indices: dict[Term, int]) -> Value:
        """The term's value: a fraction, or an interval that encloses it."""
        self.valuation.indices = indices
        return self.valuation.value(term)

    def test(
        self,
        judge: Callable[[Value, str, Value], bool],
        relation: Relation,
        indices: dict[Term, int],
    ) -> bool:
        """Whether both sides are defined and ``judge`` says so of them."""
        try:
            left, right = self.value(relation.left, indices), self.value(relation.right, indices)
            return bool(judge(left, relation.relation, right))
        except Undefined:
            return False

    def solve(self, equation: Relation, indices: dict[Term, int], place: Place) -> bool:
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
        return DOMAINS[self.domains[place]].holds(self.data[place])

    # ---------------------------------------------------------------- for display
    def named_sizes(self) -> dict[str, int]:
        """Sizes by name."""
        return {size.name: value for size, value in self.sizes.items() if isinstance(size, Size)}

    def nested(self) -> dict[str, object]:
        """Scalars, and arrays as nested lists, by name."""
        found: dict[str, object] = {}
        for (name, place), value in self.data.items():
            label = getattr(name, "name", "")
            if not place:
                found[label] = value
            else:
                _put(found.setdefault(label, []), place, value)
        return found


def _put(nested: object, place: tuple[int, ...], value: Fraction) -> None:
    """Append an entry to nested lists; entries come in order."""
    assert isinstance(nested, list)
    first, *rest = place
    if not rest:
        nested.append(value)
        return
    if len(nested) < first:
        nested.append([])
    _put(nested[first - 1], tuple(rest), value)
