"""A question to SymPy as plain expressions, and the ways in which it may be tried.

As it stands; with the hypotheses put; with every label 0 and 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from dataclasses import replace as changed
from itertools import product
from typing import Any

import sympy as sp

from ..language.domains import BINARY
from .vanishing import numerator

MOST_LABELS = 6  # which are 0 or 1: 64 cases
Facts = tuple[tuple[str, Any], ...]


@dataclass(frozen=True)
class Case:
    """Two sides, what is supposed to stand in a relation to 0, and the domains of the symbols.

    Of two relations the sides are the differences of theirs.
    """

    relations: tuple[str, ...]
    left: Any
    right: Any
    facts: Facts
    domains: Mapping[Any, str]

    def put(self, values: dict[Any, Any]) -> Case:
        """The case in which some symbols have these values."""
        left, right = (side.subs(values, simultaneous=True) for side in (self.left, self.right))
        facts = ((r, f.subs(values, simultaneous=True)) for r, f in self.facts)
        return changed(self, left=left, right=right, facts=tuple(facts))

    @property
    def symbols(self) -> list[Any]:
        """The symbols of the sides, by name."""
        return sorted(self.left.free_symbols | self.right.free_symbols, key=str)

    @property
    def labels(self) -> list[Any]:
        """The symbols that are 0 or 1."""
        return [s for s in self.symbols if self.domains[s] in BINARY]

    @property
    def equations(self) -> list[Any]:
        """Expressions that are supposed to be 0."""
        return [fact for relation, fact in self.facts if relation == "=" and fact != 0]

    def possible(self) -> bool:
        """Whether no equation says that a number is 0."""
        return not any(equation.is_Number for equation in self.equations)

    def loosened(self) -> Case:
        """The same, where labels may be any numbers."""
        loose = {s: "real" for s, domain in self.domains.items() if domain in BINARY}
        return changed(self, domains={**self.domains, **loose})


def attempts(case: Case) -> Iterator[Iterable[Case]]:
    """Ways to try a case; it is proved if all cases of one of them are proved."""
    loose = case.loosened()
    yield [loose]
    given = with_hypotheses(loose)
    if given != loose:
        yield [given]
    if 0 < len(case.labels) <= MOST_LABELS:
        yield split(case)


def split(case: Case) -> Iterator[Case]:
    """The case for every possible row of labels."""
    for values in product((sp.S.Zero, sp.S.One), repeat=len(case.labels)):
        found = case.put(dict(zip(case.labels, values, strict=True)))
        if found.possible():
            yield with_hypotheses(found)


def with_hypotheses(case: Case) -> Case:
    """The case with the equations solved, each for a symbol, as far as that can be done safely."""
    for _ in case.equations:
        found = next(filter(None, map(solved, case.equations)), None)
        if found is None:
            break
        case = case.put(found)
    return case


def solved(equation: Any) -> dict[Any, Any] | None:
    """A symbol and its value, if the equation is linear in it with a factor that is never 0."""
    for symbol in sorted(equation.free_symbols, key=str, reverse=True):
        slope = sp.diff(equation, symbol)
        if not slope.has(symbol) and slope.is_nonzero:
            return {symbol: sp.expand(-equation.subs(symbol, 0) / slope)}
    return None


def vanishes_given(expression: Any, equations: list[Any]) -> bool:
    """Whether an expression is 0, or its numerator a combination of those of the equations."""
    top, given = numerator(expression), [n for n in map(numerator, equations) if n != 0]
    if top == 0 or not given:
        return bool(top == 0)
    try:
        return bool(sp.reduced(top, given)[1] == 0)
    except sp.PolynomialError:
        return False
