"""Typical wrong lines are refuted, by values that are small and simple."""

from __future__ import annotations

import pytest
from trial.subject import wide_context

from lrmath.calc import (
    Context,
    Status,
    decide,
)

WRONG = {
    "double exponential": ("sigma(t)", "=", "1/(1 + exp(exp(-t)))"),
    "odds": ("(1 - sigma(t))/sigma(t)", "=", "exp(exp(-t))"),
    "sign of sigma'": ("D(sigma(t), t)", "=", "-sigma(t)*(1 - sigma(t))"),
    "sign of the gradient": ("D(J, beta[j])", "=", "Sum((y[i] - p[i])*x[i,j], i)"),
    "a half is missing": (
        "Sum(P[a]*z[a]**2, a) - Sum(P[a]*z[a], a)**2",
        "=",
        "Sum(P[a]*P[b]*(z[a] - z[b])**2, a, b)",
    ),
    "1/m is missing": ("D(J/m, beta[j])", "=", "Sum((p[i] - y[i])*x[i,j], i)"),
    "p for 1 - p": ("q**0*(1 - q)**1", "=", "q"),
    "the other class": ("1 - sigma(t)", "=", "exp(t)/(1 + exp(t))"),
    "another row": ("D(L, beta[j])", "=", "Sum((y[1] - p[i])*x[i,j], i)"),
    "another column": ("D(L, beta[j])", "=", "Sum((y[i] - p[i])*x[i,k], i)"),
    "square of a sum": (
        "Sum(r[i]*Sum(x[i,j]*v[j], j)**2, i)",
        "=",
        "Sum(r[i]*Sum((x[i,j]*v[j])**2, j), i)",
    ),
    "delta forgotten": ("D(P[a], z[b])", "=", "P[a]*(1 - P[b])"),
    "log of a sum": ("log(Sum(exp(z[c]), c))", "=", "Sum(z[c], c)"),
    "p for p(1-p)": ("D(D(J, beta[j]), beta[k])", "=", "Sum(p[i]*x[i,j]*x[i,k], i)"),
    "layout": ("D(xi.T @ Q @ xi, xi)", "=", "(Q + Q) @ xi"),
    "labels need not add up": ("D(-Sum(z[a]*log(P[a]), a), z[b])", "=", "P[b] - z[b]"),
    "upper bound": ("sigma(t)*(1 - sigma(t))", ">=", "1/4"),
    "squared loss is not convex": ("D(D((1 - sigma(t))**2, t), t)", ">=", "0"),
    "strict at zero": ("Sum(v[j]**2, j)", ">", "0"),
    "range of another size": ("L", "=", "Sum(y[1]*eta[1] - A(eta[1]), (k, 1, n))"),
    "root of a square": ("sqrt(t**2)", "=", "t"),
    "sum of products": ("Sum(v[j]*g[j], j)", "=", "Sum(v[j], j)*Sum(g[j], j)"),
}


@pytest.fixture(scope="module", name="wide")
def wide_fixture() -> Context:
    """See :func:`wide_context`."""
    return wide_context()


@pytest.mark.parametrize("key", WRONG)
def test_wrong_lines(key: str, wide: Context) -> None:
    """Refuted by a counterexample whose numbers are small."""
    verdict = decide(*WRONG[key], wide)
    assert verdict.status is Status.REFUTED, verdict
    assert verdict.counterexample is not None
    assert all(size <= 3 for size in verdict.counterexample.sizes.values())


def test_counterexamples_are_simple(wide: Context) -> None:
    """Zeros first, then small whole numbers; values that are exact are shown exactly."""
    found = decide("D(J, beta[j])", "=", "Sum((p[i] + y[i])*x[i,j], i)", wide).counterexample
    assert str(found) == (
        "at m = 1, n = 1, j = 1, beta = [0], x = [[1]], y = [1]: left -1/2, right 3/2"
    )


def test_two_distributions_are_told_apart() -> None:
    """A wrong line on probabilities that add up to 1 is refuted, by quarters."""
    context = Context().sizes("K").index("a", "K").array("f", "K", "positive")
    context = context.array("g", "K", "positive")
    context = context.assume("Sum(f[a], a) = 1", "Sum(g[a], a) = 1")
    verdict = decide("Sum(f[a]*log(f[a]/g[a]), a)", "<=", "0", context)
    assert verdict.counterexample is not None
    assert verdict.counterexample.sizes == {"K": 2}
