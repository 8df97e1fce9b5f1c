"""``both_sides``: turns one equation or inequality into an equivalent one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ...language.relations import EQUIVALENT
from ...language.terms import Compare
from ...logic.equivalence import equivalent
from ...normal.algebra import Algebra
from ...normal.arrangement import Arrangement
from .base import Desk, Reason, Step, Strength


@dataclass(frozen=True, slots=True)
class BothSides(Reason):
    """The same was done to both sides of a relation."""

    name: ClassVar[str] = "both sides"

    def strength(self, relation: str) -> Strength:
        """The strong form, between relations."""
        return Strength.ALGEBRA if relation == EQUIVALENT else Strength.ARRANGEMENT

    def proves(self, step: Step, form: Arrangement, desk: Desk) -> bool:
        """Whether the two relations hold for the same values."""
        if not (isinstance(step.left, Compare) and isinstance(step.right, Compare)):
            return False
        return isinstance(form, Algebra) and equivalent(form, step.left, step.right)


both_sides = BothSides()
