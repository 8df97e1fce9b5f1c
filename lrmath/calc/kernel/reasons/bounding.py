"""Sides of an inequality moved towards each other by the inequalities among the reasons."""

from __future__ import annotations

from collections.abc import Iterator

from ...language.declarations import Declarations
from ...language.relations import ORDERS
from ...language.terms import Term
from ...logic.bounds import SAME, STRICT, Mover, moved_by
from ...normal.arrangement import Arrangement
from ...normal.polynomial import add
from .base import Step


def moved(step: Step, context: Declarations) -> Iterator[tuple[Term, Term, int]]:
    """The sides as they are, then one of them moved towards the other by every inequality."""
    left, right = step.left, step.right
    yield left, right, SAME
    movers = [Mover(rule, context) for rule in step.bounds if rule.relation in ORDERS]
    up = step.relation[0] == "<"
    nearer, gap = moved_by(movers, left, up)
    if gap != SAME:
        yield nearer, right, gap
    nearer, gap = moved_by(movers, right, not up)
    if gap != SAME:
        yield left, nearer, gap


def meets(step: Step, form: Arrangement, context: Declarations) -> bool:
    """Whether one side, moved by the inequalities, becomes the other."""
    return any(
        gap != SAME
        and (gap == STRICT or step.relation in ("<=", ">="))
        and form.is_zero(add(form.norm(left), form.norm(right), -1))
        for left, right, gap in moved(step, context)
    )
