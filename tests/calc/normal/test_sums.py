"""Parts of sums: the first term, and what a range must not lose."""

from __future__ import annotations

import pytest

from lrmath.calc import (
    Context,
    StepError,
    algebra,
    decide,
)


def test_the_first_term_of_a_sum(plain: Context) -> None:
    """Σ from 1 is the first term and Σ from 2, for every size; from 3 it is not."""
    for left, right in (
        ("Sum(v[j], j)", "v[1] + Sum(v[j], (j, 2, n))"),
        ("Sum(v[j]*g[k], (j, 2, n), (k, 2, n))", "(Sum(v[j], j) - v[1])*(Sum(g[k], k) - g[1])"),
        ("Sum(j, (j, 0, n))", "Sum(j, j)"),
        ("Sum(1, (j, 2, n))", "n - 1"),
        ("Sum((1 - KroneckerDelta(j, k))*v[j], j)", "Sum(v[j], j) - v[k]"),
    ):
        assert decide(left, "=", right, plain)
    for left, right in (
        ("Sum(v[j], j)", "v[1] + v[2] + Sum(v[j], (j, 3, n))"),
        ("Sum(v[j], j)", "Sum(v[j], (j, 2, n))"),
        ("Sum(j + 1, (j, 0, n))", "Sum(j + 1, j)"),
    ):
        assert not decide(left, "=", right, plain)


def test_a_first_term_that_is_not_defined(plain: Context) -> None:
    """Σ from 2 of 1/(j - 1) has no term at 1, and nothing is proved of it."""
    line = "Sum(1/(j - 1), (j, 2, n))"
    assert not decide(line, "=", "Sum(1/(j - 1), j)", plain)
    assert not decide(line, "=", "0", plain)


def test_derivatives_under_a_sum_that_is_renamed(logistic: Context) -> None:
    """∂J/∂β_j with j bound by a sum."""
    left, right = "Sum(D(J, beta[j])*v[j], j)", "Sum(v[k]*D(J, beta[k]), k)"
    chain = logistic.claim("thm", left, right)
    assert chain.step(right, by=algebra).qed()
    bad = "Sum(v[k]*D(J, beta[j]), k)"
    with pytest.raises(StepError):
        logistic.claim("thm", left, bad).step(bad, by=algebra)
