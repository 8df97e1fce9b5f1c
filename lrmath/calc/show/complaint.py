"""Why a step was not accepted, for its author."""

from __future__ import annotations

from collections.abc import Iterable

from ..kernel.reasons.base import Reason
from ..language.declarations import Declarations
from ..language.terms import Term
from ..language.text import text
from ..logic.verdict import Verdict
from .words import reason_text


def complaint(
    place: str,
    before: Term,
    relation: str,
    term: Term,
    reasons: Iterable[Reason],
    verdict: Verdict,
    context: Declarations,
) -> str:
    """The step, the verdict, the counterexample, the left-over."""
    why = " and ".join(map(reason_text, reasons))
    rows = [
        f"{place}, by {why}" if why else place,
        f"    {text(before, context)}",
        f"  {relation:>2} {text(term, context)}    {verdict.status.name}",
    ]
    if verdict.counterexample is not None:
        rows.append(f"  {verdict.counterexample}")
    if verdict.conditions:
        rows.append(f"  assume in the context: {', '.join(map(str, verdict.conditions))}")
    if verdict.left_over is not None:
        rows.append(f"  left over: {text(verdict.left_over, context)}")
    if verdict.message:
        rows.append(f"  {verdict.message}")
    return "\n".join(rows)
