"""Decide a relation by everything that may be used at once, or refute it."""

from __future__ import annotations

from .algebra import Algebra, Cases
from .certificates import holds
from .context import Context
from .declarations import declared
from .domains import Condition, Inspector
from .equivalence import equivalent
from .errors import CalcError, IllTyped, Undecided
from .explicit import explicit
from .limits import Limits, finite
from .matrices import generic
from .polynomial import Poly, add
from .refute import refute
from .syntax import RELATIONS, parse, parse_relation, reader
from .term import Compare, Term
from .text import text
from .verdict import Counterexample, Status, Verdict
from .work import question


@question
def decide(left: str, relation: str, right: str, context: Context) -> Verdict:
    """Decide one relation with everything the checker knows.

    That is definitions, calculus, algebra, signs and the declared domains.

    ``relation`` is one of ``=``, ``!=``, ``<=``, ``>=``, ``<``, ``>``; or ``<=>`` between two
    relations; or ``->``, where a variable tends to something.
    """
    found = (RELATIONS | {"!=": "!=", "≠": "!="}).get(relation.strip())
    try:
        if found is None:
            raise IllTyped(
                f"{relation!r} is not a relation; write one of =, !=, <=, >=, <, >, <=>, ->"
            )
        first = (parse_relation if found == "<=>" else parse)(left, context)
        return decide_terms(first, found, reader(found)(right, context), context)
    except IllTyped as error:
        return Verdict(Status.ILL_TYPED, message=str(error))


@question
def decide_terms(left: Term, relation: str, right: Term, context: Context) -> Verdict:
    """The verdict on a relation between two terms."""
    try:
        if (relation == "<=>") != all(isinstance(side, Compare) for side in (left, right)):
            raise IllTyped("⇔ stands between relations, and only there")
        (first, second), inner = generic([left, right], context)
        if relation == "->":
            return arrival(first, second, inner)
        verdict = settle(first, relation, second, inner)
        if verdict.status is not Status.UNDECIDED:
            return verdict
        found = refute(first, relation, second, inner)
        if found is None:
            return verdict
        return Verdict(Status.REFUTED, counterexample=found, left_over=verdict.left_over)
    except (CalcError, RecursionError) as error:
        return failure(error)


def failure(error: Exception) -> Verdict:
    """The verdict on a line that could not be worked out."""
    if isinstance(error, RecursionError):
        return Verdict(Status.UNDECIDED, message="the line is nested too deeply")
    status = Status.ILL_TYPED if isinstance(error, IllTyped) else Status.UNDECIDED
    return Verdict(status, message=str(error))


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


def arrival(left: Term, right: Term, context: Context) -> Verdict:
    """The verdict on ``left -> right``: the laws of limits find what ``left`` tends to."""
    missing = tuple(Inspector(context).open_conditions(left))
    found = Limits(context).of(explicit(left, context), {})
    if finite(found, right):
        verdict = decide_terms(found, "=", right, standing_still(context))
        if not verdict or not missing:
            return verdict
    elif found != right:
        told = Counterexample({}, {}, {}, text(found), text(right))
        return Verdict(Status.REFUTED, counterexample=told)
    return Verdict(Status.PROVED_UNDER if missing else Status.PROVED, missing)


def standing_still(context: Context) -> Context:
    """The context without what it supposes of the variable that moves; its limits do not move."""
    moving = context.target[0] if context.target else ""
    kept = [
        h
        for h in context.hypotheses
        if not any(context.mentions(side, moving) for side in (h.left, h.right))
    ]
    return declared(context, hypotheses=tuple(kept))


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
