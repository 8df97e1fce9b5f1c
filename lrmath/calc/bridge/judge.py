"""The second judge: stock SymPy, asked about a step at small sizes with symbolic entries.

It shares with the checker the reading of a line and nothing else: sums are written out, SymPy takes
the derivatives and limits, and what it proves holds at these sizes for all values of the entries.
"""

from __future__ import annotations

from ..language.declarations import Declarations
from ..language.errors import CalcError
from ..language.relations import EQUIVALENT, TENDS
from ..language.shapes import generic
from ..language.terms import Compare, Hole, Term, walk
from .clock import TooLate, within_seconds
from .instances import Instance, Question, Written
from .limits import limit
from .opinion import Answer, Opinion
from .points import differs, refuted
from .proving import proves
from .variants import variants
from .zero import vanishes

SECONDS = 60.0  # for one step; what takes longer is not settled


def opinion(
    left: Term, relation: str, right: Term, context: Declarations, seconds: float = SECONDS
) -> Opinion:
    """What stock SymPy says of ``left relation right``."""
    if any(isinstance(part, Hole) for side in (left, right) for part in walk(side)):
        return Opinion(Answer.NOT_ASKED, reason="the line has a blank")
    try:
        first, second = generic([left, right], context)
        return within_seconds(seconds, lambda: asked(Question(first, relation, second, context)))
    except TooLate:
        return Opinion(Answer.OPEN, reason=f"no answer within {seconds:g} s")
    except CalcError as error:
        return Opinion(Answer.NOT_ASKED, reason=str(error))


def asked(question: Question) -> Opinion:
    """The answers at every instance in one: confirmed at all of them, or not at one."""
    sizes: list[str] = []
    for instance in question.instances():
        answer, reason = at_instance(instance)
        if answer is not Answer.CONFIRMED:
            return Opinion(answer, tuple(filter(None, [instance.said()])), reason)
        sizes.append(instance.said())
    return Opinion(Answer.CONFIRMED, tuple(dict.fromkeys(filter(None, sizes))))


def at_instance(instance: Instance) -> tuple[Answer, str]:
    """The answer at one instance, and why."""
    if instance.question.relation == TENDS:
        return at_limit(instance.opened())
    relations = relations_of(instance.question)
    for number, written in enumerate(instance.levels()):
        if any(all(proves(c, relations) for c in cases) for cases in variants(written)):
            return Answer.CONFIRMED, ""
        against = numbers_against(instance.opened(), relations) if number == 0 else ""
        if against:
            return Answer.DENIED, against
    return Answer.OPEN, "it finds no proof"


def numbers_against(written: Written, relations: tuple[str, ...]) -> str:
    """Numbers at which the step is false, or nothing where SymPy cannot work any out."""
    try:
        return refuted(written, relations)
    except (NotImplementedError, TypeError, ValueError):  # such as a derivative without a value
        return ""


def relations_of(question: Question) -> tuple[str, ...]:
    """The relation between the sides, or the relations that are equivalent."""
    if question.relation != EQUIVALENT:
        return (question.relation,)
    sides = question.left, question.right
    return tuple(side.relation for side in sides if isinstance(side, Compare))


def at_limit(written: Written) -> tuple[Answer, str]:
    """The answer on a limit."""
    found, right = limit(written), written.right
    if found is None:
        return Answer.OPEN, "it finds no limit"
    if found == right or (found.is_finite and right.is_finite and vanishes(found - right)):
        return Answer.CONFIRMED, ""
    if found.is_infinite or right.is_infinite or differs(written, found, right):
        return Answer.DENIED, f"it finds the limit {found}"
    return Answer.OPEN, f"it finds the limit {found}"
