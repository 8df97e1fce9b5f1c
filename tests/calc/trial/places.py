"""Data at which lines are judged: random and simple ones, and those where two sides are equal."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise, product
from typing import Any

from oracle_values import MP, Data, NoValue, Place

from lrmath.calc import Context
from lrmath.calc.refute import Point, Search
from lrmath.calc.term import ZERO, Compare, Infinity, Term, free_names

PLACES = 3
SIMPLE = (0, 1, -1, 2)
# where a change of sign is looked for, in each domain that has room
GRIDS = {
    "real": "-3 -1 -1/10 7/10 5/2",
    "positive": "1/20 1/3 1 2 6",
    "nonnegative": "0 1/3 1 2 6",
    "unit": "1/50 1/4 1/2 3/4 49/50",
}
EXPONENTS = (2, 4, 8)  # of ten: how near a variable comes to where it goes
TRIED, FOUND = 6, 2  # values that are moved in turn, and borders that are enough


def random_value(domain: str, source: random.Random) -> Fraction:
    """A number of the domain without any special property."""
    number = Fraction(source.randint(1, 997), 499)
    match domain:
        case "positive" | "nonnegative":
            return number
        case "unit":
            return number / 2
        case "binary" | "onehot":
            return Fraction(source.randint(0, 1))
        case "integer":
            return Fraction(source.randint(-3, 3))
    return number - 1


def simple_value(domain: str, source: random.Random) -> Fraction:
    """One of the few numbers at which laws have their exceptions."""
    match domain:
        case "positive":
            return Fraction(source.choice((1, 2)))
        case "nonnegative":
            return Fraction(source.choice((0, 1)))
        case "real" | "integer":
            return Fraction(source.choice(SIMPLE))
    return Fraction(1, 2) if domain == "unit" else random_value(domain, source)


def places(terms: list[Term], context: Context, seed: int, number: int = PLACES) -> Iterator[Data]:
    """Data of small, mostly different sizes at which every hypothesis holds.

    They are random and simple in turn.
    """
    source = random.Random(seed)
    search = Search(ZERO, "=", ZERO, context)
    search.names |= context.behind(frozenset().union(*map(free_names, terms)) | search.names)
    arrays = sorted(search.names & set(context.arrays))
    scalars = sorted(search.names & set(context.scalars))
    sizes = sorted(search.sizes(arrays))
    found = 0
    for turn in range(20 * number):
        value = simple_value if turn % 2 else random_value
        search.spent = 0
        point = Point(search, {s: source.randint(1, 3) for s in sizes})
        for place, domain in point.places(arrays, scalars):
            point.data[place] = value(domain, source)
        point.choose_rows(source)
        if search.admitted(point):
            yield Data(context, point.sizes, {k: fraction(v) for k, v in point.data.items()})
            found += 1
            if found == number:
                return


def indices(first: Term, second: Term, context: Context, data: Data) -> Iterator[dict[str, int]]:
    """Every value of the free indices."""
    free = sorted((free_names(first) | free_names(second)) & set(context.ranges))
    axes = [range(data.end(low), data.end(high) + 1) for low, high in map(context.ranges.get, free)]
    for place in product(*axes):
        yield dict(zip(free, place, strict=True))


# ---------------------------------------------------------------- borders
def borders(line: Compare, data: Data, local: dict[str, int], seed: int = 0) -> Iterator[Data]:
    """Data at which the sides of a relation are equal, and at which either is the larger one.

    One value is moved until they are.
    """
    moving = sorted(place for place in data.values if domain(place, data.context) in GRIDS)
    random.Random(seed).shuffle(moving)
    found = 0
    for place in moving[:TRIED]:
        values = crossing(line, data, local, place)
        yield from (data.moved({place: value}) for value in values)
        found += bool(values)
        if found == FOUND:
            return


def domain(place: Place, context: Context) -> str:
    """The declared domain of a datum."""
    name, _ = place
    return context.scalars.get(name) or context.arrays[name].domain


def crossing(line: Compare, data: Data, local: dict[str, int], place: Place) -> tuple[Any, ...]:
    """A value of one datum at which the sides are equal, and one on either hand; or nothing."""

    def gap(value: Any) -> Any:
        there = data.moved({place: value})
        return there.value(line.left, local) - there.value(line.right, local)

    try:
        grid = [fraction(Fraction(v)) for v in GRIDS[domain(place, data.context)].split()]
        gaps = [gap(value) for value in grid]
        for (low, at_low), (high, at_high) in pairwise(zip(grid, gaps, strict=True)):
            if at_low * at_high < 0:
                ends = (low, high)
                return MP.findroot(gap, ends, solver="anderson", tol=1e-60, verify=False), *ends
    except (NoValue, ZeroDivisionError):
        return ()
    return ()


def fraction(value: Fraction) -> Any:
    """A fraction in a hundred digits."""
    return MP.mpf(value.numerator) / value.denominator


# ---------------------------------------------------------------- limits
def approaches(target: tuple[str, Term], data: Data) -> Iterator[list[Data]]:
    """Data nearer and nearer to where a variable goes: from each side that its domain has."""
    name, goal = target
    if name in data.sizes:
        yield [replace(data, sizes={**data.sizes, name: size}) for size in (4, 16, 64)]
        return
    for sign in (1, -1):
        if isinstance(goal, Infinity):
            way = [sign * MP.mpf(10) ** k for k in EXPONENTS]
            if goal.sign == sign:
                yield [data.moved({(name, ()): value}) for value in way]
            continue
        end = data.value(goal, {})
        way = [end + sign * MP.mpf(10) ** -k for k in EXPONENTS]
        if all(inside(value, data.context.scalars[name]) for value in way):
            yield [data.moved({(name, ()): value}) for value in way]


def inside(value: Any, domain: str) -> bool:
    """Whether a number lies in the inner part of a domain."""
    return domain == "real" or (value > 0 and (domain != "unit" or value < 1))
