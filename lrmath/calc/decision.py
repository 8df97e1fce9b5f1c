"""Settle a relation by everything that may be used at once: the engine behind ``decide``."""

from __future__ import annotations

from .algebra import Algebra, Cases
from .calculus import explicit
from .certificates import holds
from .context import Context
from .domains import Inspector
from .errors import Undecided
from .polynomial import Poly, add
from .term import Term
from .verdict import Status, Verdict


def settle(left: Term, relation: str, right: Term, context: Context) -> Verdict:
    """PROVED, PROVED_UNDER, or UNDECIDED with what is left over."""
    inspector = Inspector(context)
    form = Cases(context)
    form.use_totals()
    try:
        missing = tuple(inspector.open_conditions(left) + inspector.open_conditions(right))
        sides = explicit(left, context), explicit(right, context)
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


def read_back(form: Algebra, difference: Poly) -> Term | None:
    """The left-over as one fraction, where it can be written as a formula."""
    from .readback import fraction_of

    try:
        return fraction_of(form, *form.clear(difference))
    except Undecided:
        return None
