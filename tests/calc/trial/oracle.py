"""Plain numbers at random data: an oracle that shares nothing with the normal form.

What differs by more than 1e-25 is different; what agrees at several random places is taken to be
equal. Every other place has simple values, zeros among them, at which a strict inequality is most
easily broken. Two relations are also compared where the sides of one of them are equal. A line is
taken to have a limit when it comes nearer and nearer to it.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import Any

from oracle_places import PLACES, approaches, borders, fraction, indices, places
from oracle_values import MP, Data, NoValue

from lrmath.calc import Context
from lrmath.calc.domains import Condition
from lrmath.calc.matrices import generic
from lrmath.calc.term import ZERO, Compare, Infinity, Term
from lrmath.calc.verdict import Counterexample

TOLERANCE = MP.mpf(10) ** -25
NEAR = MP.mpf(10) ** -3


def holds(
    left: Term,
    relation: str,
    right: Term,
    context: Context,
    seed: int = 0,
    number: int = PLACES,
    conditions: tuple[Condition, ...] = (),
) -> bool | None:
    """Whether the relation holds at some data; None where nothing could be computed.

    Only data count at which the conditions of a verdict are met.
    """
    (first, second), inner = generic([left, right], context)
    answers = (
        holds_at(first, relation, second, there, local)
        for data in places([first, second], inner, seed, number)
        for local in indices(first, second, inner, data)
        for there in (data, *edges(first, second, data, local))
        if all(met(condition, inner, there) for condition in conditions)
    )
    known = False
    for answer in answers:
        if answer is False:
            return False
        known |= answer is True
    return True if known else None


def edges(first: Term, second: Term, data: Data, local: dict[str, int]) -> Iterator[Data]:
    """Data at which one of two relations is an equation, or near it; every hypothesis holds."""
    for line in (first, second):
        if isinstance(line, Compare):
            for there in borders(line, data, local):
                if supposed(there):
                    yield there


def supposed(data: Data) -> bool:
    """Whether every hypothesis holds for all its indices."""
    return all(
        holds_at(h.left, h.relation, h.right, data, local) is True
        for h in data.context.hypotheses
        for local in indices(h.left, h.right, data.context, data)
    )


def met(condition: Condition, context: Context, data: Data) -> bool:
    """Whether a condition of a verdict holds for all its indices."""
    term, relation = condition.term, condition.relation
    places = indices(term, ZERO, context, data)
    return all(holds_at(term, relation, ZERO, data, local) is True for local in places)


def confirms(
    left: Term, relation: str, right: Term, context: Context, found: Counterexample
) -> bool:
    """Whether the relation fails at a counterexample; for a limit that names no data, at any."""
    if relation == "->":
        return holds(left, relation, right, context) is False
    (first, second), inner = generic([left, right], context)
    values = {
        (name, place): fraction(value)
        for name, nested in found.data.items()
        for place, value in flat(nested)
    }
    data = Data(inner, found.sizes, values)
    return holds_at(first, relation, second, data, found.indices) is False


def flat(nested: Any, place: tuple[int, ...] = ()) -> Iterator[tuple[tuple[int, ...], Fraction]]:
    """The entries of nested lists with their places."""
    if not isinstance(nested, list):
        yield place, nested
        return
    for k, part in enumerate(nested, 1):
        yield from flat(part, (*place, k))


def holds_at(
    first: Term, relation: str, second: Term, data: Data, local: dict[str, int]
) -> bool | None:
    """Whether the relation holds at one place."""
    if isinstance(first, Compare) and isinstance(second, Compare):
        both = [holds_at(c.left, c.relation, c.right, data, local) for c in (first, second)]
        return None if None in both else both[0] is both[1]
    try:
        if relation == "->":
            return arrives(first, second, data, local)
        left, right = data.value(first, local), data.value(second, local)
    except NoValue:
        return None
    slack = TOLERANCE * (1 + abs(left) + abs(right))
    match relation:
        case "=":
            return bool(abs(left - right) <= slack)
        case "!=":
            return bool(abs(left - right) > slack)
        case "in binary":
            return bool(left in (0, 1))
        case "in integer":
            return bool(MP.isint(left))
        case "<":
            return bool(left < right - slack)
        case ">":
            return bool(left > right + slack)
        case "<=":
            return bool(left <= right + slack)
    return bool(left >= right - slack)


def arrives(line: Term, limit: Term, data: Data, local: dict[str, int]) -> bool | None:
    """Whether a line comes near to a limit on every way to it; None where that is not clear."""
    ways = [
        [there.value(line, local) for there in way] for way in approaches(data.context.target, data)
    ]
    if isinstance(limit, Infinity):
        sign = limit.sign
        answers = [grows([sign * value for value in way]) for way in ways]
    else:
        goal = data.value(limit, local)
        answers = [shrinks([abs(value - goal) for value in way]) for way in ways]
    return False if False in answers else None if None in answers else True


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
