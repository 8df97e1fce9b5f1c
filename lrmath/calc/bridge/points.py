"""Numbers for the symbols, to see that a relation fails there; they prove nothing."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial
from itertools import combinations
from typing import Any

import sympy as sp

from ..language.domains import DOMAINS, pool
from .attempts import Case
from .numbers import NEAR, Values, at

POINTS, TURNS = 3, 12
STEP, HALVINGS = sp.Rational(1, 64), 50
EQUATIONS = ("=", "!=")
FAILS: dict[str, Callable[[Any], bool]] = {
    "=": lambda gap: abs(gap) > NEAR,
    "<=": lambda gap: gap > NEAR,
    ">=": lambda gap: gap < -NEAR,
    "<": lambda gap: gap > NEAR,
    ">": lambda gap: gap < -NEAR,
    "!=": lambda gap: False,
}


def refuted(case: Case) -> str:
    """A point at which a case is false, in words; empty where none was found."""
    found = list(points(case))
    if len(case.relations) == 2:
        found = list(beside_zeros(case, found))
    failing = next((values for values in found if fails(case, values)), None)
    return "" if failing is None else "at " + ", ".join(f"{s} = {v}" for s, v in failing.items())


def fails(case: Case, values: Values) -> bool:
    """Whether a case is certainly false at a point."""
    if len(case.relations) == 2:
        return differ(case, values)
    return fails_at(case.relations[0], case.left, case.right, values) is True


def fails_at(relation: str, left: Any, right: Any, values: Values) -> bool | None:
    """Whether a relation certainly fails at a point; None where a side has no value."""
    sides = at(left, values), at(right, values)
    return None if None in sides else FAILS[relation](sides[0] - sides[1])


# ---------------------------------------------------------------- points
def points(case: Case) -> Iterator[Values]:
    """Some points of the domains, the same in every run.

    Every hypothesis holds there, and both sides have a value.
    """
    source, found = random.Random(0), 0
    for _ in range(TURNS):
        values = draw(case, source)
        if repaired(case, values) and None not in (at(case.left, values), at(case.right, values)):
            found += 1
            yield values
        if found == POINTS:
            return


def draw(case: Case, source: random.Random) -> dict[Any, Any]:
    """A number for every symbol; they are so odd that few sums are 0 by chance."""
    symbols = set(case.symbols).union(*(fact.free_symbols for _, fact in case.facts))
    return {s: number(case.domains[s], source) for s in sorted(symbols, key=str)}


def number(domain: str, source: random.Random) -> Any:
    """A small number of a domain."""
    row = DOMAINS[domain]
    if not row.smooth:
        chosen = source.choice(pool(domain))
        return sp.Rational(chosen.numerator, chosen.denominator)
    value = sp.Rational(source.randint(1, 22 if row.below_one else 48), 23)
    return value if row.above else value * source.choice((1, -1))


def repaired(case: Case, values: dict[Any, Any]) -> bool:
    """Whether every hypothesis holds, after each equation was solved for one symbol."""
    free = set(values)
    for relation, fact in case.facts:
        if relation == "=" and not repair(case, fact, values, free):
            return False
    return all(fails_at(r, fact, sp.S.Zero, values) is False for r, fact in case.facts)


def repair(case: Case, fact: Any, values: dict[Any, Any], free: set[Any]) -> bool:
    """Give one symbol, which no other equation has used, the value at which an equation holds."""
    if fails_at("=", fact, sp.S.Zero, values) is False:
        free -= fact.free_symbols
        return True
    for symbol in sorted(fact.free_symbols & free, key=str, reverse=True):
        rest = fact.subs({s: v for s, v in values.items() if s is not symbol})
        slope = sp.diff(rest, symbol)
        if slope == 0 or slope.has(symbol):
            continue
        value = -rest.subs(symbol, 0) / slope
        if admits(case.domains[symbol], value):
            values[symbol] = value
            free -= fact.free_symbols
            return True
    return False


def admits(domain: str, value: Any) -> bool:
    """Whether a value lies in a domain, as far as numbers can tell."""
    row = DOMAINS[domain]
    if not row.smooth:
        return bool(value.is_Rational) and row.holds(Fraction(int(value.p), int(value.q)))
    found = at(value, {})
    return (
        found is not None
        and not (row.above and found < NEAR)
        and not (row.below_one and found > 1 - NEAR)
    )


# ---------------------------------------------------------------- two relations
def beside_zeros(case: Case, found: list[Values]) -> Iterator[Values]:
    """Points, and between any two of them a point where one side is almost 0, and two beside it."""
    yield from found
    if case.facts:
        return  # between two points that keep to a hypothesis may be others
    for first, second in combinations(found, 2):
        for side in (case.left, case.right):
            share = zero_between(side, partial(between, case, first, second))
            if share is not None:
                for moved in (share, share + STEP, share - STEP):
                    yield between(case, first, second, moved)


def between(case: Case, first: Values, second: Values, share: Any) -> Values:
    """A point on the way from one to another; what is a whole number stays as it was."""
    return {
        s: v + share * (second[s] - v) if DOMAINS[case.domains[s]].smooth else v
        for s, v in first.items()
    }


def zero_between(gap: Any, point: Callable[[Any], Values]) -> Any:
    """The share of a way at which an expression is 0, if it changes its sign."""
    low, high = sp.S.Zero, sp.S.One
    signs = sign_at(gap, point(low)), sign_at(gap, point(high))
    if None in signs or signs[0] == signs[1]:
        return None
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if sign_at(gap, point(middle)) == signs[0]:
            low = middle
        else:
            high = middle
    return low


def sign_at(gap: Any, values: Values) -> int | None:
    """The sign of an expression at a point."""
    found = at(gap, values)
    return None if found is None else (found > 0) - (found < 0)


def differ(case: Case, values: Values) -> bool:
    """Whether just one of two relations to 0 holds at a point."""
    sides = case.left, case.right
    truths = [true(side, r, values) for side, r in zip(sides, case.relations, strict=True)]
    return None not in truths and truths[0] is not truths[1]


def true(gap: Any, relation: str, values: Values) -> bool | None:
    """Whether ``gap relation 0`` at a point; None where numbers cannot tell.

    An equation counts as true where the gap is almost 0.
    """
    found = at(gap, values)
    if found is None or (abs(found) < NEAR and relation not in EQUATIONS):
        return None
    if abs(found) < NEAR:
        return relation == "="
    return relation in ("!=", *((">", ">=") if found > 0 else ("<", "<=")))
