"""What the checker itself makes of a line for some reasons; it is a claim then, to be judged."""

from __future__ import annotations

import random
from collections.abc import Sequence

from lrmath.calc import (
    CalcError,
    algebra,
    both_sides,
    calculus,
    cases,
    given,
    limit,
    linearity,
    positivity,
)
from lrmath.calc.kernel.judge import Judge
from lrmath.calc.kernel.reasons import read_reason
from lrmath.calc.kernel.reasons.base import Reason
from lrmath.calc.language.declarations import Declarations
from lrmath.calc.language.reader import parse, reader
from lrmath.calc.language.relations import EQUATIONS, ORDERS, TENDS
from lrmath.calc.language.shapes import generic
from lrmath.calc.language.terms import Compare, Term
from lrmath.calc.language.text import text
from lrmath.calc.logic.bounds import Mover, moved_by
from lrmath.calc.logic.limits import Limits
from lrmath.calc.normal.algebra import Algebra
from lrmath.calc.normal.readback import fraction_of

PLAIN: dict[str, Reason] = {
    "algebra": algebra, "calculus": calculus, "cases": cases, "given": given, "limit": limit,
    "linearity": linearity, "positivity": positivity, "both sides": both_sides,
}  # fmt: skip


def reasoned(said: str, context: Declarations) -> tuple[Reason, ...]:
    """The reasons that a scheme names; none where one of them means nothing."""
    try:
        found = [PLAIN.get(word) or read_reason(word, {}) for word in said.split(", ")]
        for reason in found:
            reason.known(context)
    except CalcError:
        return ()
    return tuple(found)


def worked_out(
    line: str,
    reasons: Sequence[Reason],
    context: Declarations,
    relation: str = "=",
    source: random.Random | None = None,
) -> str:
    """The line after all that its reasons do to it, as it would be typed; empty where they fail."""
    try:
        start = reader("<=>" if relation == "<=>" else "=")(line, context)
        (term,) = generic([start], context)
        found = _rewritten(term, reasons, context, relation, source)
        return text(found, context)
    except (CalcError, RecursionError, AttributeError, TypeError):
        return ""


def _rewritten(
    term: Term,
    reasons: Sequence[Reason],
    context: Declarations,
    relation: str,
    source: random.Random | None,
) -> Term:
    judge = Judge(context, reasons)
    rules = [rule for reason in judge.reasons for rule in reason.rules(relation, context)]
    turn = source.random if source else lambda: 0.0
    reading = tuple(r if turn() < 0.5 else r.reversed() for r in rules if r.relation in EQUATIONS)
    term = judge.prepare(term, reading)
    bounds = [r for r in rules if r.relation not in EQUATIONS]
    if limit in reasons:
        return Limits(context, [r for r in bounds if r.relation == TENDS]).of(term)
    if relation in ORDERS:
        movers = [Mover(r, context) for r in bounds if r.relation in ORDERS]
        term = moved_by(movers, term, relation[0] == "<")[0]
    strong = any(reason in reasons for reason in (algebra, cases))
    return _simplified(term, judge) if strong and not isinstance(term, Compare) else term


def _simplified(term: Term, judge: Judge) -> Term:
    """The normal form that the reasons allow, as a fraction."""
    form = judge.form("=")
    assert isinstance(form, Algebra)
    return fraction_of(form, *form.clear(form.norm(term)))


def number(line: str, context: Declarations) -> bool:
    """Whether a line can be read as a formula."""
    try:
        parse(line, context)
    except CalcError:
        return False
    return True
