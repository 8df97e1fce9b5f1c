"""A step at small sizes: its sides, what is supposed, and the domains of the symbols."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import Any

import sympy as sp

from ..language.binding import depends, free_indices
from ..language.declarations import Declarations
from ..language.domains import DOMAINS
from ..language.relations import TENDS
from ..language.terms import Compare, Index, Number, Scalar, Size, Term, Thing, Whole
from ..language.things import Array, Definition, body_of
from .attempts import Case
from .entries import Carried, Letters

# Of the sizes in the order of declaration; any two of four differ at one of the choices.
FIRST, SECOND, ALONE = (2, 2, 3, 3), (1, 3, 2, 1), (3,)
Sizes = Mapping[Term, int]


@dataclass(frozen=True)
class Question:
    """Whether ``left relation right``; each side has one entry."""

    left: Term
    relation: str
    right: Term
    context: Declarations

    @cached_property
    def told(self) -> list[Compare]:
        """The hypotheses that speak of what the sides depend on, or of what these speak of."""
        names, found = data_in(self.left) | data_in(self.right), []
        rest = list(self.context.hypotheses)
        while near := [h for h in rest if data_in(h) & names or not data_in(h)]:
            found += near
            rest = [h for h in rest if h not in near]
            names = names.union(*map(data_in, near))
        return found

    @cached_property
    def names(self) -> frozenset[Any]:
        """What the sides and the hypotheses depend on."""
        return frozenset().union(*map(depends, (self.left, self.right, *self.told)))

    @cached_property
    def sizes(self) -> list[Size]:
        """The sizes, in the order in which they were declared."""
        known = self.context.sizes_by_name.values()
        return [s for s in known if s in self.names and s != self.moving]

    @cached_property
    def things(self) -> list[Thing]:
        """The definitions and functions with a body."""
        return [t for t in self.names if isinstance(t, Thing) and body_of(t) is not None]

    @cached_property
    def moving(self) -> Term | None:
        """The variable of a limit."""
        return self.context.target[0] if self.relation == TENDS and self.context.target else None

    def instances(self) -> list[Instance]:
        """The question at two choices of sizes, each with two choices of its free indices."""
        indices = free_indices(Compare(self.left, self.relation, self.right))
        found = []
        for choice in (FIRST if len(self.sizes) > 1 else ALONE, SECOND):
            sizes: Sizes = {s: choice[k % len(choice)] for k, s in enumerate(self.sizes)}
            found += [Instance(self, sizes, chosen) for chosen in placed(indices, sizes)]
        return list({(str(f.sizes), str(f.indices)): f for f in found}.values())


def placed(indices: list[Index], sizes: Sizes) -> Iterator[dict[Term, int]]:
    """All indices at their first value; then those of one range at the second, the next, ..."""
    yield {i: end(i.low, sizes) for i in indices}
    seen: Counter[tuple[Term, Term]] = Counter()
    chosen: dict[Term, int] = {}
    for index in indices:
        low, high = end(index.low, sizes), end(index.high, sizes)
        seen[index.low, index.high] += 1
        chosen[index] = low + seen[index.low, index.high] % (high - low + 1)
    yield chosen


def end(term: Term, sizes: Sizes) -> int:
    """The value of an end of a range."""
    return int(term.value) if isinstance(term, Number) else sizes[term]


def places(indices: list[Index], sizes: Sizes) -> Iterator[dict[Term, int]]:
    """Every value of some indices."""
    spans = [range(end(i.low, sizes), end(i.high, sizes) + 1) for i in indices]
    for values in product(*spans):
        yield dict(zip(indices, values, strict=True))


@dataclass(frozen=True)
class Instance:
    """A question at definite sizes and indices."""

    question: Question
    sizes: Sizes
    indices: Mapping[Term, int]

    def said(self) -> str:
        """``m = n = 2, K = 3``."""
        names: dict[int, list[str]] = {}
        for size, value in self.sizes.items():
            names.setdefault(value, []).append(getattr(size, "name", ""))
        return ", ".join(" = ".join([*same, str(value)]) for value, same in names.items())

    def opened(self) -> Written:
        """All definitions and functions are put."""
        return Written(self, [])

    def levels(self) -> Iterator[Written]:
        """First everything is closed, then less and less, then nothing.

        SymPy knows little of what is closed, and lines stay short.
        """
        things = self.question.things
        yield Written(self, closable(things))
        names = [t for t in things if isinstance(t, Definition)]
        for level in sorted({t.depth for t in names}, reverse=True):
            yield Written(self, [t for t in names if t.depth <= level])
        if things:
            yield self.opened()


def closable(things: list[Thing]) -> list[Thing]:
    """Definitions, and functions that depend on nothing but their arguments."""
    return [t for t in things if isinstance(t, Definition) or not data_in(Whole(t))]


def data_in(term: Term) -> frozenset[Any]:
    """The scalars and arrays that a term may depend on."""
    return frozenset(n for n in depends(term) if isinstance(n, Scalar | Array))


class Written:
    """The expressions of an instance, all with the same symbols.

    A probability q is written 1/(1 + q′) with q′ positive, the odds against it, so that SymPy knows
    that it lies between 0 and 1; in an equation only where that can matter.
    """

    def __init__(self, instance: Instance, closed: list[Thing]):
        self.question, self.letters = instance.question, Letters(instance.question.context)
        self._writer = Carried(self.letters, closed, instance.sizes, instance.indices)
        sides = self.question.left, self.question.right
        left, right = map(self._side, sides)
        facts = list(self._facts())
        self.odds = self._odds() if self._needs_odds(left, right) else {}
        self.left, self.right = self.with_odds(left), self.with_odds(right)
        self.facts = [(relation, self.with_odds(fact)) for relation, fact in facts]

    def _side(self, term: Term) -> Any:
        """An expression; of a relation the difference of its sides."""
        if isinstance(term, Compare):
            return self._writer.write(term.left) - self._writer.write(term.right)
        return self._writer.write(term)

    def _facts(self) -> Iterator[tuple[str, Any]]:
        """Relations to 0 that are supposed."""
        for told in self.question.told:
            for values in places(free_indices(told), self._writer.sizes):
                self._writer.indices = values
                yield told.relation, self._side(told)

    def _needs_odds(self, *sides: Any) -> bool:
        """Whether it matters that a symbol is less than 1."""
        if self.question.relation != "=":
            return True
        powers = (power for side in sides for power in side.atoms(sp.Pow))
        return any(side.has(sp.log) for side in sides) or any(not p.exp.is_Integer for p in powers)

    def _odds(self) -> dict[Any, Any]:
        """Symbols between 0 and 1, by the odds against them."""
        units = (s for s, domain in self.letters.domains.items() if DOMAINS[domain].below_one)
        return {s: 1 / (1 + sp.Symbol(f"{s.name}'", positive=True)) for s in units}

    def with_odds(self, expression: Any) -> Any:
        """The expression with 1/(1 + q′) for q."""
        return expression.subs(self.odds, simultaneous=True) if self.odds else expression

    def case(self) -> Case:
        """The expressions alone."""
        new = {s: "positive" for odds in self.odds.values() for s in odds.free_symbols}
        sides = self.question.left, self.question.right
        relations = tuple(side.relation for side in sides if isinstance(side, Compare))
        return Case(
            relations or (self.question.relation,),
            self.left,
            self.right,
            tuple(self.facts),
            self.letters.domains | new,
        )

    def target(self) -> tuple[Any, Any]:
        """The variable of a limit and where it goes, both with odds."""
        assert self.question.context.target is not None
        variable, target = map(self._writer.write, self.question.context.target)
        if variable not in self.odds:
            return variable, self.with_odds(target)
        (odds,) = self.odds[variable].free_symbols
        return odds, 1 / self.with_odds(target) - 1 if target != 0 else sp.oo
