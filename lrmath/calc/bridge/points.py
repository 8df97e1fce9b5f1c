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
from .instances import Written
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


def refuted(written: Written, relations: tuple[str, ...]) -> str:
    """A point at which a relation fails, in words; empty where none was found."""
    found = list(points(written))
    if len(relations) == 1:
        failing = (v for v in found if fails(relations[0], written.left, written.right, v))
    else:
        near = beside_zeros(written, found)
        failing = (v for v in near if differ(written, relations, v))
    first = next(failing, None)
    return "" if first is None else "at " + ", ".join(f"{s} = {v}" for s, v in first.items())


def differs(written: Written, left: Any, right: Any) -> bool:
    """Whether two expressions differ at a point of the domains."""
    return any(fails("=", left, right, values) for values in points(written))


def points(written: Written) -> Iterator[Values]:
    """Some points of the domains at which every hypothesis holds; the same in every run."""
    source, found = random.Random(0), 0
    for _ in range(TURNS):
        values = draw(written, source)
        if repaired(written, values):
            found += 1
            yield values
        if found == POINTS:
            return


def draw(written: Written, source: random.Random) -> dict[Any, Any]:
    """A number for every symbol; they are so odd that few sums are 0 by chance."""
    values: dict[Any, Any] = {}
    symbols = written.left.free_symbols | written.right.free_symbols
    symbols = symbols.union(*(fact.free_symbols for _, fact in written.facts))
    for symbol in sorted(symbols, key=str):
        values[symbol] = number(written.domain(symbol), source)
    return values


def number(domain: str, source: random.Random) -> Any:
    """A small number of a domain."""
    row = DOMAINS[domain]
    if not row.smooth:
        chosen = source.choice(pool(domain))
        return sp.Rational(chosen.numerator, chosen.denominator)
    value = sp.Rational(source.randint(1, 22 if row.below_one else 48), 23)
    return value if row.above else value * source.choice((1, -1))


def repaired(written: Written, values: dict[Any, Any]) -> bool:
    """Whether every hypothesis holds, after each equation was solved for one symbol."""
    free = set(values)
    for relation, fact in written.facts:
        if relation == "=" and not repair(written, fact, values, free):
            return False
    return all(fails(r, fact, sp.S.Zero, values) is False for r, fact in written.facts)


def repair(written: Written, fact: Any, values: dict[Any, Any], free: set[Any]) -> bool:
    """Give one symbol, which no other equation has used, the value at which an equation holds."""
    if fails("=", fact, sp.S.Zero, values) is False:
        free -= fact.free_symbols
        return True
    for symbol in sorted(fact.free_symbols & free, key=str, reverse=True):
        rest = fact.subs({s: v for s, v in values.items() if s is not symbol})
        slope = sp.diff(rest, symbol)
        if slope == 0 or slope.has(symbol):
            continue
        value = -rest.subs(symbol, 0) / slope
        if admits(written.domain(symbol), value):
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


def fails(relation: str, left: Any, right: Any, values: Values) -> bool | None:
    """Whether a relation certainly fails at a point; None where a side has no value."""
    sides = at(left, values), at(right, values)
    return None if None in sides else FAILS[relation](sides[0] - sides[1])


# ---------------------------------------------------------------- two relations
def beside_zeros(written: Written, found: list[Values]) -> Iterator[Values]:
    """Points, and between any two of them a point where one side is almost 0, and two beside it."""
    yield from found
    if written.facts:
        return  # between two points that keep to a hypothesis may be others
    for first, second in combinations(found, 2):
        for side in (written.left, written.right):
            share = zero_between(side, partial(between, written, first, second))
            if share is not None:
                for moved in (share, share + STEP, share - STEP):
                    yield between(written, first, second, moved)


def between(written: Written, first: Values, second: Values, share: Any) -> Values:
    """A point on the way from one to another; what is a whole number stays as it was."""
    return {
        s: v + share * (second[s] - v) if DOMAINS[written.domain(s)].smooth else v
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


def differ(written: Written, relations: tuple[str, ...], values: Values) -> bool:
    """Whether just one of two relations to 0 holds at a point."""
    sides = written.left, written.right
    truths = [true(side, r, values) for side, r in zip(sides, relations, strict=True)]
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
