"""``algebra``: fractions, powers, exp, log, roots, sums; no definition, no derivative."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from .base import Reason, Strength


@dataclass(frozen=True, slots=True)
class Algebra(Reason):
    """The lines are equal by the laws of algebra."""

    name: ClassVar[str] = "algebra"

    def strength(self, relation: str) -> Strength:
        """The strong form, for every relation."""
        return Strength.ALGEBRA


algebra = Algebra()
