"""The second judge: stock SymPy, asked about a step at small sizes with symbolic entries.

It shares with the checker the reading of a line and nothing else: sums are written out, SymPy takes
the derivatives and limits, and what it proves holds at these sizes for all values of the entries.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ..language.declarations import Declarations
from ..language.errors import CalcError
from ..language.relations import TENDS
from ..language.shapes import generic
from ..language.terms import Hole, Term, walk
from .attempts import Case, attempts
from .clock import TooLate, within_seconds
from .instances import Instance, Question, Written
from .limit_values import limit
from .opinion import Answer, Opinion
from .points import refuted
from .proving import at_length, at_once
from .vanishing import vanishes

SHORT = 300  # operations of two sides that are compared at once
SECONDS = 60.0  # of work on one step; what takes longer is not settled


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
    except Exception as error:  # whatever happens inside SymPy is no answer
        return Opinion(Answer.OPEN, reason=f"it raised {type(error).__name__}")


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
    levels = [written.case() for written in instance.levels()]
    if any(same(case) for case in levels):
        return Answer.CONFIRMED, ""
    against, cases = "", []
    for case in levels:
        against = refuted(case) or refused(case)
        if not against:
            if proved(case, at_once):
                return Answer.CONFIRMED, ""
            cases.append(case)
    if any(proved(case, at_length) for case in cases):
        return Answer.CONFIRMED, ""
    return (Answer.DENIED, against) if against else (Answer.OPEN, "it finds no proof")


def same(case: Case) -> bool:
    """Whether two short sides are equal: where that can be seen, nothing else has to be asked."""
    if case.relations != ("=",) or case.left.count_ops() + case.right.count_ops() > SHORT:
        return False
    return vanishes(case.left - case.right)


def refused(case: Case) -> str:
    """Why a strict relation cannot hold: both sides are the same."""
    strict = case.relations[0] in ("<", ">", "!=") and len(case.relations) == 1
    return "both sides are equal" if strict and vanishes(case.left - case.right) else ""


def proved(case: Case, prove: Callable[[Case], bool]) -> bool:
    """Whether SymPy proves a case in one of the ways to try it."""
    return any(all(not refuted(p) and prove(p) for p in parts) for parts in attempts(case))


def at_limit(written: Written) -> tuple[Answer, str]:
    """The answer on a limit."""
    found, right = limit(written), written.right
    if found is None:
        return Answer.OPEN, "it finds no limit"
    if found == right or (found.is_finite and right.is_finite and vanishes(found - right)):
        return Answer.CONFIRMED, ""
    differ = replace(written.case(), relations=("=",), left=found)
    if found.is_infinite or right.is_infinite or refuted(differ):
        return Answer.DENIED, f"it finds the limit {found}"
    return Answer.OPEN, f"it finds the limit {found}"
