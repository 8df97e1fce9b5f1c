"""Data at which lines are judged: random and simple ones, and those where two sides are equal.

At all of them every hypothesis holds: what breaks one is drawn anew, or solved for one value.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise, product
from typing import Any

import numpy as np

from lrmath.calc.language.declarations import Declarations
from lrmath.calc.language.terms import Infinity, Size, Term
from lrmath.calc.language.text import text
from trial.drawing import Choice, drawn, mentioned, random_value, simple_value
from trial.reading import free_indices, reader, relation_in, value
from trial.truth import true_at
from trial.values import MP, Data, NoValue, Place, Scope, fraction, inside

PLACES, DRAWS, REPAIRS = 3, 20, 12
# where a change of sign is looked for, in each domain that has room
GRIDS = {
    "real": "-3 -1 -1/10 7/10 5/2",
    "positive": "1/20 1/3 1 2 6",
    "nonnegative": "0 1/3 1 2 6",
    "unit": "1/50 1/4 1/2 3/4 49/50",
}
EXPONENTS = (2, 4, 8)  # of ten: how near a variable comes to where it goes
TRIED, FOUND = 6, 2  # values that are moved in turn, and borders that are enough


# ---------------------------------------------------------------- places
def places(
    lines: Iterable[str],
    context: Declarations,
    seed: int,
    number: int = PLACES,
    draws: int = DRAWS,
) -> Iterator[Data]:
    """Data of small, mostly different sizes at which every hypothesis holds.

    They are random and simple in turn; for each of them some are drawn, until all holds.
    """
    source, found = random.Random(seed), 0
    told = [text(h, context) for h in context.hypotheses]
    names = mentioned([*lines, *told], context)
    for turn in range(draws * number):
        choose = simple_value if turn % 2 else random_value
        data = repaired(drawn(names, context, choose, source), choose, source)
        if data is not None:
            yield data
            found += 1
        if found == number:
            return


def indices(lines: Iterable[str], data: Data) -> Iterator[Scope]:
    """Every value of the free indices."""
    free = sorted({name for line in lines for name in free_indices(line, data.context)})
    declared = [reader(data.context).indices[name] for name in free]
    axes = [range(data.end(i.low), data.end(i.high) + 1) for i in declared]
    for place in product(*axes):
        yield dict(zip(free, place, strict=True))


# ---------------------------------------------------------------- hypotheses
def supposed(data: Data) -> bool:
    """Whether every hypothesis holds for all its indices."""
    return broken(data) is None


def broken(data: Data) -> tuple[str, Scope] | None:
    """A hypothesis that does not hold, and its indices."""
    for told in data.context.hypotheses:
        line = text(told, data.context)
        for scope in indices([line], data):
            if not true_of(line, data, scope):
                return line, scope
    return None


def true_of(line: str, data: Data, scope: Scope) -> bool:
    """Whether a relation is true here."""
    found = relation_in(line)
    return found is not None and true_at(*found, data, scope) is True


def repaired(data: Data, choose: Choice, source: random.Random) -> Data | None:
    """The data, changed until every hypothesis holds; None if that does not succeed."""
    for _ in range(REPAIRS):
        found = broken(data)
        if found is None:
            return data
        line, scope = found
        moving = spoken_of(line, data)
        source.shuffle(moving)
        solved = (there for place in moving for there in solutions(line, data, scope, place))
        new = next(solved, None)
        if new is None and moving:
            new = data.moved({moving[0]: fraction(choose(domain(moving[0], data), source))})
        data = new or data
    return None


def spoken_of(line: str, data: Data) -> list[Place]:
    """The data that a line may depend on."""
    names = mentioned([line], data.context)
    return sorted(place for place in data.values if place[0] in names)


def domain(place: Place, data: Data) -> str:
    """The declared domain of a datum."""
    return str(getattr(data.context.names[place[0]], "domain", "real"))


def solutions(line: str, data: Data, scope: Scope, place: Place) -> Iterator[Data]:
    """Data with another value at one place, at which a relation holds."""
    if domain(place, data) not in GRIDS:
        return
    for new in (*straight(line, data, scope, place), *crossing(line, data, scope, place)):
        there = data.moved({place: new})
        try:
            inside(new, domain(place, data))
        except NoValue:
            continue
        if true_of(line, there, scope):
            yield there


# ---------------------------------------------------------------- borders
def borders(line: str, data: Data, scope: Scope, seed: int = 0) -> Iterator[Data]:
    """Data at which the sides of a relation are equal, and at which either is the larger one.

    One value is moved until they are.
    """
    moving = [place for place in sorted(data.values) if domain(place, data) in GRIDS]
    random.Random(seed).shuffle(moving)
    found = 0
    for place in moving[:TRIED]:
        values = crossing(line, data, scope, place)
        yield from (data.moved({place: new}) for new in values)
        found += bool(values)
        if found == FOUND:
            return


def gap(line: str, data: Data, scope: Scope, place: Place) -> Callable[[Any], Any]:
    """The difference of the sides of a relation as a function of one datum.

    Of vectors and matrices it is that of the first entries.
    """
    left, _, right = relation_in(line) or (line, "", "0")

    def found(new: Any) -> Any:
        there = data.moved({place: new})
        difference = value(left, there, scope) - value(right, there, scope)
        return np.ravel(difference)[0] if isinstance(difference, np.ndarray) else difference

    return found


def straight(line: str, data: Data, scope: Scope, place: Place) -> tuple[Any, ...]:
    """The value of one datum at which the sides are equal, if they are linear in it."""
    try:
        start, end = map(gap(line, data, scope, place), (MP.mpf(0), MP.mpf(1)))
        return (start / (start - end),)
    except (NoValue, ZeroDivisionError, TypeError):
        return ()


def crossing(line: str, data: Data, scope: Scope, place: Place) -> tuple[Any, ...]:
    """A value of one datum at which the sides are equal, and one on either hand; or nothing."""
    found = gap(line, data, scope, place)
    try:
        grid = [fraction(Fraction(v)) for v in GRIDS[domain(place, data)].split()]
        gaps = [found(new) for new in grid]
        for (low, at_low), (high, at_high) in pairwise(zip(grid, gaps, strict=True)):
            if at_low * at_high < 0:
                root = MP.findroot(found, (low, high), solver="anderson", tol=1e-60, verify=False)
                return root, low, high
    except (NoValue, ZeroDivisionError, TypeError):
        return ()
    return ()


# ---------------------------------------------------------------- limits
def approaches(target: tuple[Term, Term], data: Data) -> Iterator[list[Data]]:
    """Data nearer and nearer to where a variable goes: from each side that its domain has."""
    variable, goal = target
    name = str(getattr(variable, "name", ""))
    if isinstance(variable, Size):
        yield [replace(data, sizes={**data.sizes, name: size}) for size in (4, 16, 64)]
        return
    for sign in (1, -1):
        if isinstance(goal, Infinity):
            way = [sign * MP.mpf(10) ** k for k in EXPONENTS] if goal.sign == sign else []
        else:
            end = value(text(goal, data.context), data, {})
            way = [end + sign * MP.mpf(10) ** -k for k in EXPONENTS]
        if way and all(_within(new, domain((name, ()), data)) for new in way):
            yield [data.moved({(name, ()): new}) for new in way]


def _within(new: Any, found: str) -> bool:
    """Whether a number lies in the inner part of a domain."""
    return found in ("real", "integer") or bool(new > 0 and (found != "unit" or new < 1))
