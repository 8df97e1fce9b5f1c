"""A step as SymPy may try it: as it stands, with the hypotheses put, with every label 0 and 1."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

import sympy as sp

from ..language.domains import BINARY
from .instances import Written
from .zero import numerator

MOST_LABELS = 6  # which are 0 or 1: 64 cases
Facts = tuple[tuple[str, Any], ...]


@dataclass(frozen=True)
class Case:
    """Both sides, and expressions that are supposed to stand in a relation to 0."""

    left: Any
    right: Any
    facts: Facts

    def put(self, values: dict[Any, Any]) -> Case:
        """The case in which some symbols have these values."""
        left, right = (side.subs(values, simultaneous=True) for side in (self.left, self.right))
        facts = ((r, f.subs(values, simultaneous=True)) for r, f in self.facts)
        return Case(left, right, tuple(facts))

    @property
    def equations(self) -> list[Any]:
        """Expressions that are supposed to be 0."""
        return [fact for relation, fact in self.facts if relation == "=" and fact != 0]

    def possible(self) -> bool:
        """Whether no equation says that a number is 0."""
        return not any(equation.is_Number for equation in self.equations)


def variants(written: Written) -> Iterator[Iterable[Case]]:
    """Ways to try a step; it is proved if one of them has all its cases proved."""
    plain = Case(written.left, written.right, tuple(written.facts))
    yield [plain]
    given = with_hypotheses(plain)
    if given != plain:
        yield [given]
    labels = written.of_domain(*BINARY)
    if 0 < len(labels) <= MOST_LABELS:
        split = (plain.put(dict(zip(labels, v, strict=True))) for v in values(len(labels)))
        yield (with_hypotheses(case) for case in split if case.possible())


def values(number: int) -> Iterator[tuple[Any, ...]]:
    """All rows of zeros and ones."""
    return product((sp.S.Zero, sp.S.One), repeat=number)


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
    top = numerator(expression)
    if top == 0 or not equations:
        return bool(top == 0)
    try:
        return bool(sp.reduced(top, [numerator(e) for e in equations])[1] == 0)
    except sp.PolynomialError:
        return False
