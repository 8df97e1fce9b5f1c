"""Residuals, leverage, influence and intervals for predictions are those of statsmodels."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from numpy.testing import assert_allclose
from scipy.integrate import quad
from scipy.special import expit
from scipy.stats import norm

from lrmath.numeric import Blocks, DataError, Raw, fit
from lrmath.numeric.inference.diagnostics import _averaged_sigmoid


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


@pytest.mark.parametrize("l2", [0.0, 0.01, 1.0])
def test_laplace_probabilities(spector, l2):
    """The integral of sigma times a normal density, by adaptive quadrature, beside Cov by hand."""
    X, y = spector
    found = fit(X, y, l2=l2)
    A = np.column_stack([np.ones(len(y)), X])
    p = expit(A @ found.coefficients)
    H = (A.T * (p * (1 - p))) @ A + l2 * np.diag([0.0, 1.0, 1.0, 1.0])
    for row, value in zip(A[:8], found.laplace_probabilities(X[:8]), strict=True):
        mean, sd = row @ found.coefficients, np.sqrt(row @ np.linalg.solve(H, row))
        ends = mean - 10 * sd, mean + 10 * sd
        expected, _ = quad(
            lambda t, *at: expit(t) * norm.pdf(t, *at), *ends, (mean, sd), points=[0]
        )
        assert value == pytest.approx(expected, abs=1e-8)


def test_laplace_probabilities_lie_nearer_to_a_half(spector):
    """On the same side, as eq-averaged-pair says; with a data frame's index."""
    X, y = spector
    frame = pd.DataFrame(X, [f"s{i}" for i in range(32)], ["GPA", "TUCE", "PSI"])
    found = fit(frame, y)
    plain, averaged = found.predict_proba(frame), found.laplace_probabilities(frame)
    assert ((averaged - 0.5) * np.sign(plain - 0.5) > 0).all()
    assert ((averaged - 0.5).abs() < (plain - 0.5).abs()).all()
    assert list(averaged.index) == list(frame.index)


@pytest.mark.parametrize("sd", [1e-9, 0.3, 3.0, 300.0])
def test_the_average_of_sigma_is_symmetric(sd):
    """E sigma(eta) + E sigma(-eta) = 1; wide errors make it a probit, narrow ones sigma."""
    eta = np.linspace(-20, 20, 41)
    error = np.full(41, sd)
    found = _averaged_sigmoid(eta, error)
    assert_allclose(found + found[::-1], 1, rtol=1e-13)
    if sd == 300.0:
        assert_allclose(found, norm.cdf(eta / sd), atol=1e-4)
    if sd == 1e-9:
        assert_allclose(found, expit(eta), rtol=1e-12)


def test_laplace_probabilities_of_many_rows():
    """They are computed in parts."""
    found = _averaged_sigmoid(np.full(60_000, 0.7), np.full(60_000, 1.2))
    assert_allclose(found, _averaged_sigmoid(np.array([0.7]), np.array([1.2]))[0], rtol=1e-14)
    assert _averaged_sigmoid(np.empty(0), np.empty(0)).shape == (0,)


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
    with pytest.raises(DataError, match="averaged probabilities are those of two classes"):
        fit(X, np.arange(32) % 3, classes="all", l2=1.0).laplace_probabilities(X)
    with pytest.raises(DataError, match="a lasso has no standard errors"):
        fit(X, y, l1=1.0).laplace_probabilities(X)
    with pytest.raises(ValueError, match="level must lie"):
        fit(X, y).prediction_intervals(X, level=1.0)


def test_counts_and_degrees_of_freedom(both):
    """They are called as in statsmodels."""
    found, peer = both
    assert (found.nobs, found.df_model, found.df_resid) == (peer.nobs, peer.df_model, peer.df_resid)
