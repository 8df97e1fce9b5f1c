"""What a fit says of new rows, and of its level of confidence."""

from functools import partial

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose

from lrmath.numeric import DataError, fit
from lrmath.numeric.validation import roc


def overlapping(seed, m=40):
    """Return random rows with overlapping labels: every row comes with both."""
    rng = np.random.default_rng(seed)
    X = rng.standard_normal((m, 2))
    labels = np.concatenate([np.ones(m), np.zeros(m), rng.integers(0, 2, m)])
    return np.vstack([X, X, X]), labels.astype(int)


def test_prediction_checks_its_rows():
    """New rows need the columns of the fit, in the same order, and an offset if it had one."""
    X, y = overlapping(11)
    frame = pd.DataFrame(X, columns=["a", "b"])
    found = fit(frame, y)
    assert np.array_equal(found.predict_proba(frame), found.predict_proba(X))
    with pytest.raises(DataError, match=r"the columns \('a', 'b'\), and X has \('b', 'a'\)"):
        found.predict(frame[["b", "a"]])
    with pytest.raises(DataError, match="the fit has 2 columns, and X has 1"):
        found.predict(X[:, :1])
    with pytest.raises(DataError, match="offset of new rows"):
        found.predict(X, offset=np.zeros(len(y)))
    with pytest.raises(DataError, match="offset of new rows"):
        fit(X, y, offset=y * 0.1).predict(X)


def test_prediction_with_offset_and_threshold():
    """The offset adds to the log-odds; the threshold decides at equality for 1."""
    X, y = overlapping(12)
    found = fit(X, y, offset=np.full(len(y), 0.5))
    assert_allclose(
        found.linear_predictor(X, offset=np.full(len(y), 0.5)), fit(X, y).linear_predictor(X)
    )
    plain = fit(np.empty((2, 0)), [0, 1])
    assert np.array_equal(plain.predict(np.empty((1, 0))), [1])
    assert np.array_equal(plain.predict(np.empty((1, 0)), threshold=0.6), [0])


@pytest.mark.parametrize("level", [0, 1, 95, np.nan])
def test_level_is_a_probability(level):
    """A confidence level is between 0 and 1, not a percentage, wherever it is asked for."""
    X, y = overlapping(13)
    found = fit(X, y)
    asked = (
        found.intervals,
        found.summary,
        found.average_marginal_effects().summary,
        roc(y, X[:, 0]).interval,
        partial(found.prediction_intervals, X),
        lambda level: found.profile_intervals(level=level),
    )
    for entry in asked:
        with pytest.raises(DataError, match="level must lie between 0 and 1"):
            entry(level)
