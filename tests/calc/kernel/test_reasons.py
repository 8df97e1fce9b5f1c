"""The reason is the checker: each carries what it says, and nothing else."""

from __future__ import annotations

import pytest

from lrmath.calc import (
    Context,
    Status,
    StepError,
    Theorem,
    algebra,
    both_sides,
    calculus,
    cases,
    cite,
    definition,
    given,
    limit,
    linearity,
    positivity,
)
from lrmath.calc.kernel.judge import judged
from lrmath.calc.kernel.reasons.theorem import ByTheorem
from lrmath.theorems import catalogue

BUILT_IN = (algebra, both_sides, calculus, cases, given, limit, linearity, positivity)


OVERLAP = {(algebra, linearity), (linearity, algebra), (linearity, calculus), (algebra, cases)}
OVERLAP |= {(algebra, both_sides)}  # of which one side alone may be the one that changes


CARRIED = [
    ("h/h + t", "= 1 + t", algebra),
    ("exp(t)*exp(s)", "= exp(t + s)", algebra),
    ("Sum(t*v[j], j)", "= t*Sum(v[j], j)", algebra),
    ("D(t**2, t)", "= 2*t**(2 - 1)*1", calculus),
    ("D(exp(s*t), t)", "= exp(s*t)*s", calculus),
    ("D(Sum(v[k]*t**2, k), t)", "= Sum(v[k]*D(t**2, t), k)", linearity),
    ("Sum(v[j] + g[j], j)", "= Sum(v[j], j) + Sum(g[j], j)", linearity),
    ("q**o", "= 1 + o*(q - 1)", cases),
    ("o**2", "= o", cases),
    ("exp(t) + h", "> 0", positivity),
    ("Sum(v[j]**2, j)", ">= 0", positivity),
    ("eta[i]", "= Sum(beta[k]*x[i,k], k)", definition("eta")),
    ("sigma(t)", "= 1/(1 + exp(-t))", definition("sigma")),
    ("z[a]*s", "= z[a]*2", given),
    ("exp(t) = h", "<=> t = log(h)", both_sides),
    ("t > 0", "<=> -h*t < 0", both_sides),
    ("t + t > h", "<=> 2*t > h", algebra),
    ("At(t**2, t, 3) = h", "<=> 3**2 = h", calculus),
    ("At(D(t**2, t), t, h)", "= 2*h**(2 - 1)*1", calculus),
]


@pytest.fixture(scope="module", name="context")
def context_fixture(logistic: Context) -> Context:
    """The logistic context with one hypothesis."""
    return logistic.assume("s = 2")


@pytest.mark.parametrize(("left", "right", "reason"), CARRIED)
def test_a_reason_carries_its_own_steps(
    left: str, right: str, reason: object, context: Context
) -> None:
    """And no other reason does, but that cases is more than algebra."""
    chain = context.claim("thm", left, right.removeprefix("= "))
    assert chain.step(right.removeprefix("= "), by=reason).qed()
    for other in BUILT_IN:
        if other is not reason and (reason, other) not in OVERLAP:
            with pytest.raises(StepError):
                chain.step(right.removeprefix("= "), by=other)
            with pytest.raises(StepError):
                chain.step(right.removeprefix("= "), by=[reason, other])


def test_lists_of_reasons_work_together(context: Context) -> None:
    """Each of a list is needed, and each is used."""
    line = "exp(t)*(1 + t)"
    chain = context.claim("thm", "D(t*exp(t), t)", line)
    assert chain.step("1*exp(t) + t*exp(t)", by=calculus).step(line, by=algebra).qed()
    chain = context.claim("thm", "D(log(h*exp(t)), t)", "1")
    assert chain.step("1", by=[calculus, algebra]).qed()
    for by in (calculus, algebra, [calculus, algebra, definition("sigma")], [algebra, cases]):
        with pytest.raises(StepError):
            chain.step("1", by=by)


def test_unknown_definitions_are_named(context: Context) -> None:
    """definition("tau") of nothing is an error of its own."""
    with pytest.raises(StepError, match="tau has no definition"):
        context.claim("thm", "t", "t").step("t", by=definition("tau"))


def test_the_same_line_for_another_reason(context: Context) -> None:
    """The message says that the line is true."""
    with pytest.raises(StepError, match="not for this reason"):
        context.claim("thm", "exp(t)*exp(-t)", "1").step("1", by=calculus)


@pytest.mark.parametrize("theorem", catalogue().values(), ids=lambda t: t.label)
def test_no_reason_of_the_book_is_decorative(theorem: Theorem) -> None:
    """No step follows by another reason, nor with one of its reasons left out."""
    context = theorem.context
    for line in theorem.lines:
        if line.verdict.status is Status.CITED:
            continue
        step = line.start, line.relation, line.term
        assert judged(*step, line.reasons, context)
        for other in BUILT_IN:
            lemma = any(isinstance(r, ByTheorem) for r in line.reasons)
            if other is cases and lemma:
                continue  # a lemma may itself have been proved by cases
            if other in line.reasons or any((r, other) in OVERLAP for r in line.reasons):
                continue
            found = judged(*step, (other,), context)
            assert not found, f"{theorem.label}: {other} carries a step by {line.reasons}"
        for reason in line.reasons if len(line.reasons) > 1 else ():
            rest = tuple(r for r in line.reasons if r is not reason)
            assert not judged(*step, rest, context)


def test_citations_are_marked(context: Context) -> None:
    """Not proved, and said so."""
    theorem = (
        context.claim("thm", "exp(t)", ">= 1 + t").step(">= 1 + t", by=cite("Bernoulli")).qed()
    )
    assert theorem.cited
    assert theorem.lines[0].verdict.status is Status.CITED
