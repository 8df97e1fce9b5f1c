"""Values put for names, and derivatives: what a line says when some of the data move.

A derivative is a quotient of small differences, taken from both sides, so that a kink has none.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from typing import Any

import numpy as np

from lrmath.calc.language.things import Array
from trial.values import (
    Data,
    Formula,
    NoValue,
    Place,
    Scope,
    everywhere,
    inside,
    step,
)

KINK = 1e-9  # by which the quotients from two sides differ


def moved(where: Place, new: Any, data: Data, scope: Scope) -> tuple[Data, Scope]:
    """The same with another value for a datum, or for a parameter of a function around."""
    if where[0] in scope:
        return data, {**scope, where[0]: new}
    return data.moved({where: new}), scope


def filled(array: Array, values: Any, data: Data) -> Data:
    """The data with another number for every entry of an array, or the entries of another one."""
    ends = [range(1, data.end(size) + 1) for size in array.axes]
    new = np.broadcast_to(values, tuple(map(len, ends)))
    return data.moved(
        {
            (array.name, place): inside(new[tuple(k - 1 for k in place)], array.domain)
            for place in product(*ends)
        }
    )


def slope(body: Formula, where: Place, data: Data, scope: Scope) -> Any:
    """The derivative of a formula by one datum, or by a parameter of a function around."""
    at = scope[where[0]] if where[0] in scope else data.datum(*where)
    return difference(lambda new: body(*moved(where, new, data, scope)), at)


def difference(function: Callable[[Any], Any], at: Any) -> Any:
    """The slope of a function by differences to both sides, which must agree."""
    here, ahead, behind = (function(at + sign * step()) for sign in (0, 1, -1))
    return everywhere(_agreeing, (ahead - here) / step(), (here - behind) / step())


def _agreeing(first: Any, second: Any) -> Any:
    if abs(first - second) > KINK * (1 + abs(first) + abs(second)):
        raise NoValue("a kink")
    return (first + second) / 2
