"""Plain numbers at random data: an oracle that reads lines as they are typed, and by itself.

What differs by more than 1e-25 is different; what agrees at several random places is taken to be
equal. Every other place has simple values, zeros among them, at which a strict inequality is most
easily broken. Two relations are also compared where the sides of one of them are equal. A line is
taken to have a limit when it comes nearer and nearer to it.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import partial
from itertools import product
from typing import Any

from lrmath.calc import Counterexample
from lrmath.calc.language.declarations import Declarations
from lrmath.calc.language.terms import Index, Term, walk
from lrmath.calc.language.text import text
from lrmath.calc.logic.conditions import Condition
from trial.drawing import drawn, mentioned, random_value
from trial.places import PLACES, approaches, borders, indices, places, supposed
from trial.reading import free_indices, relation_in, value
from trial.truth import true_at
from trial.values import MP, Data, NoValue, Place, Scope, fraction

NEAR = MP.mpf(10) ** -3
INFINITE = {"oo": 1, "-oo": -1}
Side = Term | str


def holds(
    left: Side,
    relation: str,
    right: Side,
    context: Declarations,
    seed: int = 0,
    number: int = PLACES,
    conditions: tuple[Condition, ...] = (),
) -> bool | None:
    """Whether the relation holds at some data; None where nothing could be computed.

    Only data count at which the conditions of a verdict are met.
    """
    first, second = (said(side, context) for side in (left, right))
    known = False
    for data in places([first, second], context, seed, number):
        for scope in indices([first, second], data):
            for there in (data, *edges([first, second], data, scope)):
                if all(met(condition, there) for condition in conditions):
                    answer = holds_at(first, relation, second, there, scope)
                    if answer is False:
                        return False
                    known |= answer is True
    return True if known else None


def said(side: Side, context: Declarations) -> str:
    """A line as its author typed it."""
    return side if isinstance(side, str) else text(side, context)


def edges(lines: list[str], data: Data, scope: Scope) -> Iterator[Data]:
    """Data at which one of two relations is an equation, or near it; every hypothesis holds."""
    for line in lines:
        if relation_in(line):
            yield from (there for there in borders(line, data, scope) if supposed(there))


def met(condition: Condition, data: Data) -> bool:
    """Whether a condition of a verdict holds for all its indices."""
    line = text(condition.term, data.context)
    opened = {i.name: i for i in walk(condition.term) if isinstance(i, Index)}
    axes = [range(data.end(i.low), data.end(i.high) + 1) for i in opened.values()]
    return all(
        true_at(line, condition.relation, "0", data, dict(zip(opened, place, strict=True))) is True
        for place in product(*axes)
    )


def holds_at(first: str, relation: str, second: str, data: Data, scope: Scope) -> bool | None:
    """Whether the relation holds at one place."""
    if relation != "->":
        return true_at(first, relation, second, data, scope)
    try:
        return arrives(first, second, data, scope)
    except NoValue:
        return None


# ---------------------------------------------------------------- counterexamples
def confirms(
    left: Side, relation: str, right: Side, context: Declarations, found: Counterexample
) -> bool:
    """Whether the relation fails at a counterexample; a limit that names no data, at any."""
    if relation == "->" and not found.data:
        return holds(left, relation, right, context) is not True
    first, second = (said(side, context) for side in (left, right))
    others = {name: 1 for line in (first, second) for name in free_indices(line, context)}
    data = data_of(found, [first, second], context)
    return holds_at(first, relation, second, data, others | found.indices) is False


def data_of(found: Counterexample, lines: list[str], context: Declarations) -> Data:
    """The data of a counterexample; what it does not mention may have any value.

    A function without a body is one of u there, the sum of its arguments.
    """
    goal = [text(context.target[1], context)] if context.target else []
    data = drawn(
        mentioned([*lines, *goal], context), context, random_value, random.Random(0), found.sizes
    )
    values: dict[Place, Any] = {}
    functions = dict(data.functions)
    for name, nested in found.data.items():
        if isinstance(nested, str):
            functions[name] = partial(_sampled, nested, context)
        else:
            values |= {(name, place): fraction(v) for place, v in flat(nested)}
    return replace(data.moved(values), functions=functions)


def _sampled(line: str, context: Declarations, *arguments: Any) -> Any:
    return value(line, Data(context, {}, {}), {"u": MP.fsum(arguments)})


def flat(nested: Any, place: tuple[int, ...] = ()) -> Iterator[tuple[tuple[int, ...], Fraction]]:
    """The entries of nested lists with their places."""
    if not isinstance(nested, list):
        yield place, nested
        return
    for k, part in enumerate(nested, 1):
        yield from flat(part, (*place, k))


# ---------------------------------------------------------------- limits
def arrives(line: str, limit: str, data: Data, scope: Scope) -> bool | None:
    """Whether a line comes near to a limit on every way to it; None where that is not clear."""
    assert data.context.target is not None
    ways = [
        [value(line, there, scope) for there in way]
        for way in approaches(data.context.target, data)
    ]
    sign = INFINITE.get(limit.replace(" ", ""))
    if sign:
        answers = [grows([sign * v for v in way]) for way in ways]
    else:
        goal = value(limit, data, scope)
        answers = [shrinks([abs(v - goal) for v in way]) for way in ways]
    return False if False in answers else True if answers and None not in answers else None


def grows(way: list[Any]) -> bool | None:
    """Whether numbers seem to grow beyond all bounds; they may do so as slowly as a logarithm."""
    start, middle, end = way
    if end <= max(start, 0) or end - middle < (middle - start) / 2:
        return False
    return True if end > 1.5 * start else None


def shrinks(way: list[Any]) -> bool | None:
    """Whether distances seem to go to zero."""
    if way[-1] < NEAR:
        return True
    return False if way[-1] > way[0] / 2 else None
