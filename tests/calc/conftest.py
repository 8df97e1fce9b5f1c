"""Fixtures of the checker's tests; the modules beside this file can be imported by their names."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))

from contexts import logistic_context, plain_context

from lrmath.calc import Context


@pytest.fixture(scope="session", name="plain")
def plain_fixture() -> Context:
    """See :func:`plain_context`."""
    return plain_context()


@pytest.fixture(scope="session", name="logistic")
def logistic_fixture() -> Context:
    """See :func:`logistic_context`."""
    return logistic_context()
