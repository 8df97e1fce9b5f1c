"""The verdict on a step between scalar lines, and a hint where it is refused."""

from __future__ import annotations

from dataclasses import replace as changed

from .context import Context
from .decision import decide_terms
from .domains import Inspector
from .judge import Judge
from .term import Term
from .verdict import Status, Verdict


def judged(
    left: Term, relation: str, right: Term, reasons: tuple[object, ...], context: Context
) -> Verdict:
    """The verdict on a step between scalar lines."""
    missing = Inspector(context).open_conditions(right)
    judge = Judge(context, reasons)
    if not judge.carries(left, relation, right):
        return why_not(left, relation, right, reasons, context)
    idle = judge.decorative(left, relation, right)
    if idle is not None:
        from .hints import idle_reason

        return Verdict(Status.UNDECIDED, message=idle_reason(idle, reasons))
    if missing:
        return Verdict(Status.PROVED_UNDER, tuple(missing), operations=judge.operations)
    return Verdict(Status.PROVED, operations=judge.operations)


def why_not(
    left: Term, relation: str, right: Term, reasons: tuple[object, ...], context: Context
) -> Verdict:
    """Refuted, or true for another reason, or unknown; with a hint at what to write."""
    from .hints import how_it_goes, no_sign

    verdict = decide_terms(left, relation, right, context)
    if verdict.status in (Status.PROVED, Status.PROVED_UNDER):
        other = how_it_goes(left, relation, right, reasons, context)
        message = f"the line is true, but not for this reason{other}"
        return Verdict(Status.UNDECIDED, message=message)
    if verdict.status is Status.UNDECIDED and not verdict.message:
        return changed(verdict, message=no_sign(left, relation, right, reasons, context))
    return verdict
