"""What the second judge says of a step."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Answer(Enum):
    """The possible answers; only CONFIRMED counts as a confirmation."""

    CONFIRMED = "SymPy finds the step true at small sizes, for all values of the entries"
    DENIED = "SymPy finds numbers at which the step is false"
    OPEN = "SymPy does not settle the step"
    NOT_ASKED = "the step cannot be put to SymPy"


@dataclass(frozen=True)
class Opinion:
    """An answer, the sizes at which it was found, and why it is no better."""

    answer: Answer
    sizes: tuple[str, ...] = ()  # such as "m = n = 2"
    reason: str = ""

    def __bool__(self) -> bool:
        return self.answer is Answer.CONFIRMED

    def __str__(self) -> str:
        """``SymPy agrees (m = n = 2)``, or why not."""
        where = f" ({' and '.join(self.sizes)})" if self.sizes else ""
        said = {
            Answer.CONFIRMED: "agrees",
            Answer.DENIED: "disagrees",
            Answer.OPEN: "does not say",
            Answer.NOT_ASKED: "was not asked",
        }[self.answer]
        return f"SymPy {said}{where}" + (f": {self.reason}" if self.reason else "")
