"""Either a direction or multipliers, and whichever it is holds exactly."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from lrmath.numeric import Status, find_separation, fit
from lrmath.numeric.exist import separation
from lrmath.numeric.exist.simplex import exact_alternative
from lrmath.numeric.linalg.rational import fractions
from lrmath.numeric.model.separability import Kind

TENTHS = st.integers(-5, 5).map(lambda k: k / 10)


@settings(max_examples=60)
@given(arrays(float, st.tuples(st.integers(1, 9), st.integers(1, 3)), elements=TENTHS))
def test_one_of_two_certificates(A):
    """The direction separates every row and one strictly; the multipliers cancel."""
    direction, multipliers = exact_alternative(A)
    rows = [fractions(row) for row in A]
    assert bool(direction) != bool(multipliers)
    if direction:
        margins = [sum(a * d for a, d in zip(row, direction, strict=True)) for row in rows]
        assert min(margins) >= 0 < max(margins)
    else:
        assert min(multipliers) >= 1
        for column in zip(*rows, strict=True):
            assert sum(a * q for a, q in zip(column, multipliers, strict=True)) == 0


@pytest.mark.parametrize("gap", [1e-12, -1e-12])
def test_what_linear_programming_cannot_resolve(gap):
    """A gap far below the tolerance of floating point is decided, either way."""
    found = find_separation([[0.0], [1.0], [1.0 - gap], [2.0]], [0, 0, 1, 1])
    assert (found.exists, found.separated) == (gap > 0, gap < 0)


def test_large_data_stay_open(monkeypatch):
    """Where fractions would take long the verdict remains open, and the fit says so."""
    monkeypatch.setattr(separation, "EXACT_ENTRIES", 0)
    x = np.array([[0.0], [1.0], [1.0 - 1e-12], [2.0]])
    assert find_separation(x, [0, 0, 1, 1]).kind is Kind.UNDECIDED
    with pytest.warns(UserWarning, match="leave open"):
        assert fit(x, [0, 0, 1, 1]).status is Status.UNDECIDED
