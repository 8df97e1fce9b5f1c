"""Chains and theorems as an author meets them: wrong lines, messages, where they were made."""

from __future__ import annotations

import doctest

import pytest

import lrmath.calc
from lrmath.calc import (
    Context,
    Status,
    StepError,
    Theorem,
    algebra,
    calculus,
    decide,
    positivity,
)


@pytest.fixture(scope="module", name="bound")
def bound_fixture(logistic: Context) -> Theorem:
    """σ(1 - σ) ≤ 1/4, with a wrong line on the way."""
    chain = logistic.claim("eq-bound", "sigma(t)*(1 - sigma(t))", "<= 1/4")
    chain = chain.wrong("1/4 + (sigma(t) - 1/2)**2").wrong("<= 1/5")
    chain = chain.step("1/4 - (sigma(t) - 1/2)**2", by=algebra)
    return chain.step("<= 1/4", by=positivity).qed()


def test_a_theorem_knows_where_it_was_made(bound: Theorem) -> None:
    """Label, module and line, for the links of the book."""
    assert bound.label == "eq-bound"
    assert bound.module == __name__
    assert bound.line > 0
    assert bound.relation == "<="
    assert not bound.cited


def test_wrong_lines_are_refuted_and_kept(bound: Theorem) -> None:
    """With their counterexamples, and before the step that they could have been."""
    assert [line.verdict.status for line in bound.wrong_lines] == [Status.REFUTED] * 2
    assert "left" in str(bound.wrong)


def test_a_right_line_is_not_wrong(logistic: Context) -> None:
    """A line that is true, or not refuted, cannot be shown as wrong."""
    chain = logistic.claim("eq-x", "t", "t")
    for line in ("t + 0", "t + Sum(v[j], j) - Sum(v[k], k)"):
        with pytest.raises(StepError, match="deliberately wrong"):
            chain.wrong(line)


def test_the_example_of_the_package() -> None:
    """The first chain that a reader meets."""
    assert doctest.testmod(lrmath.calc).failed == 0


def test_errors_say_what_is_known(logistic: Context) -> None:
    """The step, the verdict, the counterexample, and what is left over."""
    chain = logistic.claim("eq-g", "D(J, beta[j])", "Sum((p[i] - y[i])*x[i,j], i)")
    with pytest.raises(StepError) as caught:
        chain.step("Sum((p[i] + y[i])*x[i,j], i)", by=calculus)
    message = str(caught.value)
    for part in ("eq-g, step 1, by calculus", "REFUTED", "left -1/2, right 3/2", "left over"):
        assert part in message
    assert caught.value.verdict.status is Status.REFUTED


def test_a_context_is_a_value() -> None:
    """Each declaration gives a new one."""
    first = Context().scalar("t")
    second = first.scalar("s").assume("s > t")
    assert "s" not in first.names
    assert not first.hypotheses
    assert set(second.names) == {"t", "s"}


def test_messages(logistic: Context) -> None:
    """A left-over in plain text; a condition of both sides once."""
    with pytest.raises(StepError, match=r"left over: -y\[i\]"):
        logistic.claim("thm", "p[i] - y[i]", "p[i]").step("p[i]", by=algebra)
    assert len(decide("1/t", "=", "2/(2*t) + 0/t", logistic).conditions) == 2
    assert len(decide("1/t", "=", "1/t", logistic).conditions) == 1
