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
    Unknown,
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


def known(
    there: Callable[[Data, Scope], tuple[Data, Scope]], name: str, data: Data, scope: Scope
) -> tuple[Data, Scope]:
    """The data with a value put; without any, where a counterexample does not say which."""
    try:
        return there(data, scope)
    except Unknown:
        return data.without(name), {n: v for n, v in scope.items() if n != name}


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
    """The derivative of a formula by one datum; 0 by one that has no value, since none is needed.

    A counterexample does not mention what the line does not depend on.
    """
    here = body(data, scope)
    at = scope.get(where[0], data.values.get(where))
    if at is None:
        return here * 0
    return difference(lambda new: body(*moved(where, new, data, scope)), at, here)


def difference(function: Callable[[Any], Any], at: Any, here: Any = None) -> Any:
    """The slope of a function by differences to both sides, which must agree."""
    here = function(at) if here is None else here
    ahead, behind = (function(at + sign * step()) for sign in (1, -1))
    return everywhere(_agreeing, (ahead - here) / step(), (here - behind) / step())


def _agreeing(first: Any, second: Any) -> Any:
    if abs(first - second) > KINK * (1 + abs(first) + abs(second)):
        raise NoValue("a kink")
    return (first + second) / 2
