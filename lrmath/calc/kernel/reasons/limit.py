"""``limit``: finds what the line tends to by the laws of limits."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ...language.relations import ORDERS, TENDS
from ...logic.bounds import SAME, Mover, moved_by
from ...logic.certificates import holds
from ...logic.limits import Limits
from ...normal.algebra import Algebra
from ...normal.arrangement import Arrangement
from ...normal.polynomial import add
from .base import Desk, Reason, Step
from .positivity import positivity


@dataclass(frozen=True, slots=True)
class Limit(Reason):
    """The line tends to the next by the laws of limits, or is squeezed."""

    name: ClassVar[str] = "limit"

    def proves(self, step: Step, form: Arrangement, desk: Desk) -> bool:
        """Whether the laws of limits lead to the right side, or a bound does and leaves no room."""
        if step.relation != TENDS:
            return False
        limits = Limits(desk.context, [r for r in step.bounds if r.relation == TENDS])
        if limits.reach(step.left, step.right, form):
            return True
        if not desk.has(positivity.name) or not isinstance(form, Algebra):
            return False
        difference = add(form.norm(step.left), form.norm(step.right), -1)
        movers = [Mover(r, desk.context) for r in step.bounds if r.relation in ORDERS]
        for up, relation in ((True, ">="), (False, "<=")):
            nearer, gap = moved_by(movers, step.left, up)
            if gap != SAME and limits.reach(nearer, step.right, form):
                return holds(form, (step.left, step.right), difference, relation)
        return False


limit = Limit()
