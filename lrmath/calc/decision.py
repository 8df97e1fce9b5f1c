"""Settle a relation by everything that may be used at once: the engine behind ``decide``."""

from __future__ import annotations

from .algebra import Algebra, Cases
from .calculus import explicit
from .certificates import holds
from .context import Context
from .domains import Condition, Inspector
from .equivalence import equivalent
from .errors import Undecided
from .polynomial import Poly, add
from .term import Compare, Term
from .verdict import Status, Verdict


def settle(left: Term, relation: str, right: Term, context: Context) -> Verdict:
    """PROVED, PROVED_UNDER, or UNDECIDED with what is left over."""
    inspector = Inspector(context)
    form = Cases(context)
    form.use_totals()
    try:
        found = inspector.open_conditions(left) + inspector.open_conditions(right)
        missing = tuple(dict.fromkeys(found))  # each once
        sides = explicit(left, context), explicit(right, context)
        if isinstance(sides[0], Compare) and isinstance(sides[1], Compare):
            return equivalence(form, sides[0], sides[1], missing)
        difference = add(form.norm(sides[0]), form.norm(sides[1]), -1)
        if relation == "=":
            proved = form.is_zero(difference)
        elif relation == "!=":
            inspector.algebra = form
            proved = inspector.nonzero(difference)
        else:
            proved = holds(form, sides, difference, relation)
    except Undecided as error:
        return Verdict(Status.UNDECIDED, operations=form.operations, message=str(error))
    if proved:
        status = Status.PROVED_UNDER if missing else Status.PROVED
        return Verdict(status, missing, operations=form.operations)
    left_over = read_back(form, difference)
    return Verdict(Status.UNDECIDED, left_over=left_over, operations=form.operations)


def equivalence(
    form: Algebra, first: Compare, second: Compare, missing: tuple[Condition, ...]
) -> Verdict:
    """The verdict on ``first ⇔ second``; nothing is left over that could be shown."""
    if not equivalent(form, first, second):
        return Verdict(Status.UNDECIDED, operations=form.operations)
    status = Status.PROVED_UNDER if missing else Status.PROVED
    return Verdict(status, missing, operations=form.operations)


def read_back(form: Algebra, difference: Poly) -> Term | None:
    """The left-over as one fraction, where it can be written as a formula."""
    from .readback import fraction_of

    try:
        return fraction_of(form, *form.clear(difference))
    except Undecided:
        return None
