"""What the tests of traps share: a false line is tried by every route, and must be refused.

A trap must be refused for what is wrong with it, not for a slip of the pen. So each has an honest
twin of the same form that is proved, and a message about a slip fails the test.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from lrmath.calc import CalcError, Context, Theorem, algebra, calculus
from lrmath.calc.check import check_text

SLIPS = (
    "not a formula",
    "is not declared",
    "is no reason",
    "not a declared",
    "needs its arguments",
)
Step = tuple[str, object]


def prove(context: Context, left: str, right: str, *steps: Step, label: str = "thm") -> Theorem:
    """A theorem of these steps."""
    chain = context.claim(label, left, right)
    for line, by in steps:
        chain = chain.step(line, by=by)
    theorem: Theorem = chain.qed()
    return theorem


def refused(make: Callable[[], object]) -> str:
    """Why a false line was refused; fails if it is proved, or refused for a slip of the pen."""
    with pytest.raises(CalcError) as caught:
        make()
    said = str(caught.value)
    assert not any(slip in said for slip in SLIPS), said
    return said


def bad(text: str, *, slips: bool = False) -> str:
    """What is said of a text file in which something false is claimed; ``slips`` may follow."""
    reports = check_text(text)
    said = "\n".join(map(str, reports))
    assert not all(report.good for report in reports) or not reports, said
    assert slips or not any(slip in said for slip in SLIPS), said
    return said


def good(text: str) -> str:
    """What is said of a text file in which all is true."""
    reports = check_text(text)
    said = "\n".join(map(str, reports))
    assert reports, text
    assert all(report.good for report in reports), said
    return said


def derived(context: Context, left: str, right: str, middle: str) -> Theorem:
    """``left = right`` by calculus, then algebra."""
    return prove(context, left, right, (middle, calculus), (right, algebra))
