"""What the checker says about a line."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from ..language.terms import Term
from .conditions import Condition


class Status(Enum):
    """The possible verdicts.

    Only the first two, and CITED with its own mark, may stand in a book.
    """

    PROVED = "proved for all sizes and all values of the declared domains"
    PROVED_UNDER = "proved under conditions that the author must assume"
    REFUTED = "refuted by a counterexample"
    ILL_TYPED = "not a formula of this context"
    UNDECIDED = "neither proved nor refuted"
    CITED = "taken from a source, not checked"


@dataclass(frozen=True, slots=True)
class Counterexample:
    """Values at which a relation fails.

    ``left`` and ``right`` enclose the sides, so the failure is certain.
    """

    sizes: dict[str, int]
    indices: dict[str, int]
    data: dict[str, object]
    left: str
    right: str

    def __str__(self) -> str:
        parts = [f"{k} = {v}" for k, v in (self.sizes | self.indices).items()]
        parts += [f"{k}{'(u)' * isinstance(v, str)} = {show_data(v)}" for k, v in self.data.items()]
        where = f"at {', '.join(parts)}: " if parts else ""
        return f"{where}left {self.left}, right {self.right}"


@dataclass(frozen=True, slots=True)
class Verdict:
    """The status of a relation, with its conditions, counterexample or left-over."""

    status: Status
    conditions: tuple[Condition, ...] = ()
    counterexample: Counterexample | None = None
    left_over: Term | None = None
    operations: int = 0
    message: str = ""

    def __bool__(self) -> bool:
        return self.status is Status.PROVED


def show_data(value: object) -> str:
    """``[[1, -1/2]]`` for nested lists of fractions."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "[" + ", ".join(map(show_data, value)) + "]"
    return str(value) if isinstance(value, Fraction | int) else repr(value)
