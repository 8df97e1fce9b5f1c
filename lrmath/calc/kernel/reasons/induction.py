"""``induction(...)``: proves = for every value of a size, from 1 and from each to the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from ...language.relations import EQUAL
from ...logic.induction import by_induction
from ...normal.algebra import Algebra
from ...normal.arrangement import Arrangement
from ..proof import Proof
from .base import Desk, Named, Reason, Step, Strength, Words


@dataclass(frozen=True, slots=True)
class Induction(Reason):
    """An equation holds for size 1, and its sides grow alike from each size to the next."""

    size: str
    in_a_file: ClassVar[str] = "induction SIZE"
    alone: ClassVar[bool] = True

    def strength(self, relation: str) -> Strength:
        """Both comparisons are algebra."""
        return Strength.ALGEBRA if relation == EQUAL else Strength.ARRANGEMENT

    def proves(self, step: Step, form: Arrangement, desk: Desk) -> bool:
        """Whether the sides agree for 1, and grow alike."""
        if step.relation != EQUAL or not isinstance(form, Algebra):
            return False
        return by_induction(form, step.left, step.right, self.size)

    def words(self) -> Words:
        """Induction on n."""
        return ("induction on ", Named(self.size))

    @classmethod
    def read(cls, text: str, theorems: Mapping[str, Proof]) -> Reason | None:
        """``induction n`` in a file."""
        word, _, rest = text.partition(" ")
        return induction(rest.strip()) if word == "induction" else None


def induction(size: str) -> Induction:
    """The reason "by induction on this size"."""
    return Induction(size)
