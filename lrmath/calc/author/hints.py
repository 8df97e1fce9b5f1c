"""What to write instead: the remedy for a step that was refused; nothing here decides anything."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from ..kernel.judge import judged
from ..kernel.reasons import BUILT_IN
from ..kernel.reasons.base import Reason
from ..kernel.reasons.definition import definition
from ..kernel.reasons.positivity import positivity
from ..language.declarations import Declarations
from ..language.errors import CalcError
from ..language.relations import ORDERS
from ..language.terms import Term
from ..language.things import body_of, things_in
from ..logic.verdict import Status
from ..refute.gaps import smallest_gap

STAND = (Status.PROVED, Status.CITED, Status.PROVED_UNDER)
Reasons = tuple[Reason, ...]


def how_it_goes(
    left: Term, relation: str, right: Term, reasons: Reasons, context: Declarations
) -> str:
    """Reasons with which a true line follows, if a few tries find them."""
    for tried in attempts(left, right, reasons):
        if judged(left, relation, right, tried, context).status in STAND:
            return "; it goes by " + ", ".join(reason.typed() for reason in tried)
    return ""


def attempts(left: Term, right: Term, reasons: Reasons) -> Iterator[Reasons]:
    """One other reason, one more, two more, two others."""
    named = (thing for side in (left, right) for thing in things_in(side) if body_of(thing))
    names = sorted({thing.name for thing in named})
    more: list[Reason] = [*BUILT_IN.values(), *([definition(*names)] if names else [])]
    more = [reason for reason in more if reason not in reasons]
    if len(reasons) == 1:
        yield from ((reason,) for reason in more)
    yield from ((*reasons, reason) for reason in more)
    yield from ((*reasons, *pair) for pair in combinations(more, 2))
    if len(reasons) == 1:
        yield from combinations(more, 2)


def no_sign(left: Term, relation: str, right: Term, reasons: Reasons, context: Declarations) -> str:
    """What positivity looked for, and where the gap between the sides is smallest."""
    if relation not in ORDERS or positivity not in reasons:
        return ""
    said = "positivity found no sign in the terms, the factors and the squares of the difference"
    try:
        place = smallest_gap(left, relation, right, context)
    except CalcError:
        return said
    return f"{said}; among small numbers the gap is smallest {place}" if place else said
