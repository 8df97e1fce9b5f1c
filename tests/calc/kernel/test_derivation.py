"""claim → step → qed: what a chain must begin and end with, and whole matrices in it."""

from __future__ import annotations

import pytest

from lrmath.calc import (
    Context,
    Status,
    StepError,
    algebra,
    calculus,
    decide,
    definition,
    positivity,
)


def test_qed_needs_the_claimed_end(logistic: Context) -> None:
    """The last line must be the right side, by a relation that implies the claimed one."""
    chain = logistic.claim("eq-x", "exp(t)*exp(s)", "exp(t + s)")
    with pytest.raises(StepError, match="not the claimed right side"):
        chain.qed()
    chain = logistic.claim("eq-x", "h**2 + h", "> h")
    with pytest.raises(StepError, match="the chain shows >="):
        logistic.claim("eq-x", "t**2 + h", "> h").step(">= h", by=positivity).qed()
    assert chain.step("> h", by=positivity).qed().relation == ">"


def test_a_blank_is_undecided(logistic: Context) -> None:
    """An exercise that nobody has solved."""
    with pytest.raises(StepError, match="blank is still empty"):
        logistic.claim("eq-x", "t", "t").step("hole", by=algebra)


def test_claims_must_be_defined(logistic: Context) -> None:
    """A side with an open condition is refused at once, until the condition is assumed."""
    with pytest.raises(StepError, match="t - 1 != 0"):
        logistic.claim("eq-x", "(t**2 - 1)/(t - 1)", "t + 1")
    chain = logistic.assume("t != 1").claim("eq-x", "(t**2 - 1)/(t - 1)", "t + 1")
    assert chain.step("t + 1", by=algebra).qed()


def test_matrix_lines(logistic: Context) -> None:
    """Through their generic entry; shapes must agree."""
    chain = logistic.claim("eq-g", "D(J, beta)", "X.T @ (p - y)")
    assert chain.step(
        "X.T @ (p - y)", by=[definition("J", "A", "p", "sigma", "eta"), calculus, algebra]
    )
    for left, right in (("X", "X.T"), ("X @ beta", "beta"), ("X @ y", "y"), ("Sum(beta, i)", "0")):
        assert decide(left, "=", right, logistic).status is Status.ILL_TYPED
    assert decide("(X.T @ X).T", "=", "X.T @ X", logistic)
