"""Whether a relation holds at one place, by the numbers on its two sides."""

from __future__ import annotations

from functools import partial
from typing import Any

from trial.reading import relation_in, value
from trial.values import FINE, MP, Data, NoValue, Scope, everywhere, slack

SPELLED = {"==": "="}


def true_at(first: str, relation: str, second: str, data: Data, scope: Scope) -> bool | None:
    """Whether ``first relation second`` is true here; None where a side has no value.

    Between relations it says that they are both true or both false, entry by entry.
    """
    try:
        found = truth(first, relation, second, data, scope)
    except NoValue:
        return None
    return bool(found if isinstance(found, bool) else found.all())


def truth(first: str, relation: str, second: str, data: Data, scope: Scope) -> Any:
    """The same, of every entry; raises where a side has no value."""
    lines = [relation_in(line) for line in (first, second)]
    if None not in lines:
        both = [truth(*line, data, scope) for line in lines if line]
        return everywhere(lambda a, b: a == b, *both)
    found = [value(line, data, scope) for line in (first, second)]
    return everywhere(partial(compared, SPELLED.get(relation, relation)), *found)


def finely(found: Any) -> bool:
    """What shows without any slack, where a suspicion is looked at in very many digits.

    1 - 1/(1 + exp(exp(8))) is smaller than 1, by less than any slack that one would choose.
    """
    return bool(MP.dps >= FINE and found)


def compared(relation: str, left: Any, right: Any) -> bool:
    """Whether ``left relation right`` is true of two numbers."""
    room = slack() * (1 + abs(left) + abs(right))
    match relation:
        case "=":
            return bool(abs(left - right) <= room)
        case "!=":
            return bool(abs(left - right) > room)
        case "in binary":
            return bool(left in (0, 1))
        case "in integer":
            return bool(MP.isint(left))
        case "<":
            return bool(left < right - room or finely(left < right))
        case ">":
            return bool(left > right + room or finely(left > right))
        case "<=":
            return bool(left <= right + room)
        case ">=":
            return bool(left >= right - room)
    raise ValueError(f"{relation} is no relation between numbers")
