"""Fixtures of the checker's tests."""

from __future__ import annotations

import pytest
from trial.contexts import logistic_context, plain_context

from lrmath.calc import Context


@pytest.fixture(scope="session", name="plain")
def plain_fixture() -> Context:
    """See :func:`plain_context`."""
    return plain_context()


@pytest.fixture(scope="session", name="logistic")
def logistic_fixture() -> Context:
    """See :func:`logistic_context`."""
    return logistic_context()
