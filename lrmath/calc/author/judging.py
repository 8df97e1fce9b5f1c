"""Verdicts with all that helps their reader: a counterexample, a left-over, the missing reason.

The kernel says whether a step is proved. What is added here can only say why not.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace as changed
from typing import Any

from ..kernel.judge import decided, failure, judged
from ..kernel.reasons.base import Reason
from ..language.binding import mentions
from ..language.declarations import Declarations
from ..language.errors import CalcError, IllTyped, StepError, Undecided
from ..language.reader import parse, parse_relation, reader
from ..language.relations import EQUIVALENT, SPELLED, TENDS
from ..language.shapes import generic
from ..language.terms import Compare, Infinity, Term
from ..language.text import text
from ..language.work import question
from ..logic.explicit import explicit
from ..logic.limits import Limits, finite
from ..logic.verdict import Counterexample, Status, Verdict
from ..normal.algebra import Cases
from ..normal.polynomial import add
from ..normal.readback import fraction_of
from ..refute.search import refute
from ..show.twins import twins
from .from_sympy import spelling
from .hints import how_it_goes, no_sign
from .reasons import as_reasons


# ---------------------------------------------------------------- one relation, by everything
@question
def decide(left: Any, relation: str, right: Any, context: Declarations) -> Verdict:
    """Decide one relation with everything the checker knows.

    That is definitions, calculus, algebra, signs, hypotheses and the declared domains.

    ``relation`` is one of ``=``, ``!=``, ``<=``, ``>=``, ``<``, ``>``; or ``<=>`` between two
    relations; or ``->``, where a variable tends to something. The sides are text, or SymPy's
    expressions.
    """
    found = SPELLED.get(relation.strip())
    try:
        left, right = spelling(left, context), spelling(right, context)
        if found is None:
            raise IllTyped(
                f"{relation!r} is not a relation; write one of =, !=, <=, >=, <, >, <=>, ->"
            )
        first = (parse_relation if found == EQUIVALENT else parse)(left, context)
        return decide_terms(first, found, reader(found)(right, context), context)
    except IllTyped as error:
        return Verdict(Status.ILL_TYPED, message=str(error))


@question
def decide_terms(left: Term, relation: str, right: Term, context: Declarations) -> Verdict:
    """The verdict on a relation between two terms."""
    context = getattr(context, "kept", context)
    if (relation == EQUIVALENT) != all(isinstance(side, Compare) for side in (left, right)):
        return Verdict(Status.ILL_TYPED, message="⇔ stands between relations, and only there")
    verdict = decided(left, relation, right, context)
    return (
        verdict
        if verdict.status is not Status.UNDECIDED
        else refuted(verdict, left, relation, right, context)
    )


def refuted(
    verdict: Verdict, left: Term, relation: str, right: Term, context: Declarations
) -> Verdict:
    """An undecided verdict with a counterexample, if there is one, and what is left over."""
    try:
        first, second = generic([left, right], context)
        if relation == TENDS:
            return _limit_refuted(verdict, first, second, context)
        left_over = _left_over(first, second, context)
        found = refute(first, relation, second, context)
        if found is None:
            return changed(verdict, left_over=left_over)
        return Verdict(Status.REFUTED, counterexample=found, left_over=left_over)
    except (CalcError, RecursionError) as error:
        return failure(error)


def _limit_refuted(verdict: Verdict, left: Term, right: Term, context: Declarations) -> Verdict:
    """A wrong limit is refuted by the right one."""
    found = Limits(context).of(explicit(left))
    if finite(found, right):
        still = standing_still(context)
        against = refute(found, "=", right, still)
        told = verdict if against is None else Verdict(Status.REFUTED, counterexample=against)
        return changed(told, left_over=_left_over(found, right, still))
    if found == right or not (isinstance(found, Infinity) or isinstance(right, Infinity)):
        return verdict
    told_ = Counterexample({}, {}, {}, text(found, context), text(right, context))
    return Verdict(Status.REFUTED, counterexample=told_)


def standing_still(context: Declarations) -> Declarations:
    """The context without what it supposes of the variable that moves; its limits do not move."""
    moving = context.target[0] if context.target else None
    kept = tuple(h for h in context.hypotheses if moving is None or not mentions(h, moving))
    return Declarations(context.names, context.wholes, kept, None, context.latex)


def _left_over(left: Term, right: Term, context: Declarations) -> Term | None:
    """The difference as one fraction, where it can be written as a formula."""
    form = Cases(context)
    form.use_totals()
    try:
        sides = explicit(left), explicit(right)
        if any(isinstance(side, Compare) for side in sides):
            return None
        difference = add(form.norm(sides[0]), form.norm(sides[1]), -1)
        return fraction_of(form, *form.clear(difference))
    except Undecided:
        return None


# ---------------------------------------------------------------- one step, by its reasons
@question
def check(
    left: Term, relation: str, right: Term, reasons: Iterable[object], context: Declarations
) -> Verdict:
    """The verdict on one step with its reasons."""
    try:
        found = as_reasons(reasons)
    except IllTyped as error:
        return failure(error)
    kept = getattr(context, "kept", context)
    return explained(judged(left, relation, right, found, kept), left, relation, right, found, kept)


def explained(
    verdict: Verdict,
    left: Term,
    relation: str,
    right: Term,
    reasons: tuple[Reason, ...],
    context: Declarations,
) -> Verdict:
    """The kernel's verdict; where it did not accept the step, with what is known instead."""
    if any(not reason.checked for reason in reasons):
        known = decide_terms(left, relation, right, context)
        return known if known.status is Status.REFUTED else verdict
    if verdict.status is not Status.UNDECIDED or verdict.message:
        return verdict
    known = decide_terms(left, relation, right, context)
    step = left, relation, right, reasons, context
    if known.status in (Status.PROVED, Status.PROVED_UNDER):
        said = f"the line is true, but not for this reason{how_it_goes(*step)}"
        return Verdict(Status.UNDECIDED, message=said)
    if known.status is Status.UNDECIDED and not known.message:
        return changed(known, message=no_sign(*step))
    return known


def told_apart(terms: Iterable[Term], context: Declarations) -> None:
    """Refuse names that the page would show alike."""
    problem = twins(terms, context)
    if problem:
        raise StepError(problem, Verdict(Status.ILL_TYPED, message=problem))
