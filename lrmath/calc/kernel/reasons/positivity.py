"""``positivity``: proves ≥, >, ≤, < by a certificate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ...language.relations import EQUATIONS, ORDERS
from ...logic.bounds import STRICT
from ...logic.certificates import holds
from ...logic.conditions import Inspector
from ...normal.algebra import Algebra
from ...normal.arrangement import Arrangement
from ...normal.polynomial import add
from .base import Desk, Reason, Step, Strength
from .bounding import moved


@dataclass(frozen=True, slots=True)
class Positivity(Reason):
    """One side visibly exceeds the other: a sum of squares, of positive terms, ..."""

    name: ClassVar[str] = "positivity"

    def strength(self, relation: str) -> Strength:
        """A sign is read off the strong form; an equality is not its business."""
        return Strength.ARRANGEMENT if relation in EQUATIONS else Strength.ALGEBRA

    def proves(self, step: Step, form: Arrangement, desk: Desk) -> bool:
        """Whether a certificate shows the order of the two sides, moved by known inequalities."""
        if step.relation == "!=" and isinstance(form, Algebra):
            return differs(step, form, desk)
        if step.relation not in ORDERS or not isinstance(form, Algebra):
            return False
        for left, right, gap in moved(step, desk.context):
            difference = add(form.norm(left), form.norm(right), -1)
            needed = step.relation[0] + "=" if gap == STRICT else step.relation
            if holds(form, (left, right), difference, needed):
                return True
        return False


def differs(step: Step, form: Algebra, desk: Desk) -> bool:
    """Whether the difference of two sides has a sign, or is assumed not to vanish."""
    inspector = Inspector(desk.context)
    inspector.algebra = form
    return inspector.nonzero(add(form.norm(step.left), form.norm(step.right), -1))


positivity = Positivity()
