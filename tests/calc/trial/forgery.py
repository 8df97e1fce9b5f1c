"""What the tests of forgeries share: honest things, falsehoods, and text and lists that lie."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from lrmath.calc import (
    CalcError,
    Context,
    Theorem,
    algebra,
    positivity,
)
from trial.traps import prove

REFUSED = (CalcError, TypeError, AttributeError, ValueError)


def context() -> Context:
    """Names of every kind."""
    found = Context().sizes("m").index("i", "m").array("v", "m").scalar("s t")
    return found.scalar("h", "positive").function("f(t)", "t**2").define("g", "s**2")


def theorem() -> Theorem:
    """t + s = s + t."""
    return prove(context(), "t + s", "s + t", ("s + t", algebra))


def falsehoods() -> list[Callable[[Context, Any], object]]:
    """Ways to use something as a reason for what is false."""
    return [
        lambda here, by: prove(here, "t", "t + 1", ("t + 1", by)),
        lambda here, by: prove(here, "0", "1", ("1", by)),
        lambda here, by: prove(here, "t", "t + 1", ("t + 1", [algebra, by])),
        lambda here, by: prove(here, "s", "> 0", ("> 0", [by, positivity])),
    ]


class Word(str):
    """Text that is equal to everything."""

    def __eq__(self, other: object) -> bool:
        return True

    def __hash__(self) -> int:
        return hash("positive")

    def strip(self, chars: str | None = None) -> str:
        """Something else than the text."""
        return "-5"


class Turning(list[Any]):
    """It holds one thing when it is looked at, and another when it is used."""

    def __init__(self, *turns: list[Any]):
        super().__init__(turns[0])
        self.turns = list(turns)

    def __iter__(self) -> Iterator[Any]:
        return iter(self.turns.pop(0) if len(self.turns) > 1 else self.turns[0])
