"""Residuals, leverage, influence and intervals for predictions are those of statsmodels."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from numpy.testing import assert_allclose

from lrmath.numeric import Blocks, DataError, Raw, fit


@pytest.fixture(scope="module")
def both(spector):
    """Return our fit and statsmodels' of the 32 students."""
    X, y = spector
    names = ["GPA", "TUCE", "PSI"]
    peer = sm.GLM(y, sm.add_constant(X), family=sm.families.Binomial()).fit(tol=1e-14)
    return fit(pd.DataFrame(X, columns=names), y), peer


def test_residuals(both):
    """Deviance and Pearson residuals; their sums of squares are the two statistics."""
    found, peer = both
    assert_allclose(found.deviance_residuals(), peer.resid_deviance, rtol=1e-9)
    assert_allclose(found.pearson_residuals(), peer.resid_pearson, rtol=1e-9)
    assert np.sum(found.pearson_residuals() ** 2) == pytest.approx(peer.pearson_chi2, rel=1e-10)


def test_influence(both):
    """The diagonal of the hat matrix sums to n; Cook's distance follows from it."""
    found, peer = both
    influence = peer.get_influence()
    assert_allclose(found.leverage(), influence.hat_matrix_diag, rtol=1e-8)
    assert found.leverage().sum() == pytest.approx(4, rel=1e-12)
    assert_allclose(found.cooks_distance(), influence.cooks_distance[0], rtol=1e-7)


def test_prediction_intervals(both):
    """They are symmetric in the log-odds, and come with the index of a data frame."""
    found, peer = both
    frame = pd.DataFrame([[3.0, 20.0, 1.0], [2.5, 25.0, 0.0]], ["a", "b"], ["GPA", "TUCE", "PSI"])
    expected = peer.get_prediction(sm.add_constant(frame, has_constant="add")).conf_int(alpha=0.1)
    intervals = found.prediction_intervals(frame, level=0.9)
    assert_allclose(intervals, expected, rtol=1e-7)
    assert list(intervals.index) == ["a", "b"]


def test_weights_are_repetitions(spector):
    """An observation of weight 2 has the leverage of two."""
    X, y = spector
    weights = np.tile([1.0, 2.0], 16)
    repeated = np.repeat(np.arange(32), weights.astype(int))
    found, expected = fit(X, y, weights=weights), fit(X[repeated], y[repeated])
    sums = np.bincount(repeated, expected.leverage())
    assert_allclose(found.leverage(), sums, rtol=1e-10)
    squares = np.bincount(repeated, expected.pearson_residuals() ** 2)
    assert_allclose(found.pearson_residuals() ** 2, squares, rtol=1e-10)


def test_refusals(spector):
    """What there is not for a fit is said."""
    X, y = spector
    with pytest.raises(DataError, match="those of two classes"):
        fit(X, np.arange(32) % 3, classes="all", l2=1.0).leverage()
    with pytest.raises(DataError, match="came in blocks"):
        fit(Blocks([lambda: Raw(X, y)])).pearson_residuals()
    with pytest.raises(DataError, match="give the offset of new rows exactly"):
        fit(X, y, offset=y / 9).prediction_intervals(X)
    with pytest.raises(ValueError, match="level must lie"):
        fit(X, y).prediction_intervals(X, level=1.0)


def test_counts_and_degrees_of_freedom(both):
    """They are called as in statsmodels."""
    found, peer = both
    assert (found.nobs, found.df_model, found.df_resid) == (peer.nobs, peer.df_model, peer.df_resid)
