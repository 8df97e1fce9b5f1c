"""``cases``: algebra that also uses y ∈ {0, 1} for variables declared binary."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from .algebra import algebra
from .base import Reason, Strength


@dataclass(frozen=True, slots=True)
class Cases(Reason):
    """The lines are equal for y = 0 and for y = 1."""

    name: ClassVar[str] = "cases"

    def strength(self, relation: str) -> Strength:
        """The form that tells cases apart, for every relation."""
        return Strength.CASES

    def weaker(self) -> Reason:
        """Algebra, where y may be any number."""
        return algebra


cases = Cases()
