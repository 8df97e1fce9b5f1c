"""How much work a question may cost: counted, never timed, so that all machines agree.

One unit is about one node of a formula that is read or rebuilt. A question that is asked inside
another one shares its allowance.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from .errors import IllTyped, Undecided

OF_A_LINE = 500_000  # the longest step of the book needs a hundredth of it
OPERATION = 8  # units of an operation of the normal form
P = ParamSpec("P")
R = TypeVar("R")


class Allowance:
    """The units that may still be spent."""

    __slots__ = ("left",)

    def __init__(self, units: int):
        self.left = units


_PRESENT: ContextVar[Allowance | None] = ContextVar("allowance", default=None)


def spend(units: int = 1) -> None:
    """Count work; refuses when the allowance is used up."""
    allowance = _PRESENT.get()
    if allowance is not None:
        allowance.left -= units
        if allowance.left < 0:
            raise Undecided("the line asks for more work than is done for one; take smaller steps")


@contextmanager
def allowed(units: int) -> Iterator[Allowance]:
    """An allowance for what is asked inside."""
    allowance = Allowance(units)
    before = _PRESENT.set(allowance)
    try:
        yield allowance
    finally:
        _PRESENT.reset(before)


def question(ask: Callable[P, R]) -> Callable[P, R]:
    """A question that has an allowance, and is refused in words when it is nested too deeply."""

    @wraps(ask)
    def asked(*arguments: P.args, **options: P.kwargs) -> R:
        try:
            if _PRESENT.get() is not None:
                return ask(*arguments, **options)
            with allowed(OF_A_LINE):
                return ask(*arguments, **options)
        except RecursionError:
            raise IllTyped("the line is nested too deeply; name a part of it first") from None

    return asked
