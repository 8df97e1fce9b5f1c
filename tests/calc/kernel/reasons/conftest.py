"""Theorems that the tests of reasons cite."""

from __future__ import annotations

import pytest
from trial.proving import prove, weighted_context

from lrmath.calc import Context, Theorem, convexity


@pytest.fixture(scope="session", name="weighted")
def weighted_fixture(logistic: Context) -> Context:
    """See :func:`weighted_context`."""
    return weighted_context(logistic)


@pytest.fixture(scope="session", name="exp_tangent")
def exp_tangent_fixture(weighted: Context) -> Theorem:
    """e^t ≥ 1 + t."""
    return prove(weighted, "exp(t)", ">= 1 + t", convexity("t", at="0"))


@pytest.fixture(scope="session", name="log_tangent")
def log_tangent_fixture(weighted: Context) -> Theorem:
    """ln h ≤ h - 1 for h > 0."""
    return prove(weighted, "log(h)", "<= h - 1", convexity("h", at="1"))
