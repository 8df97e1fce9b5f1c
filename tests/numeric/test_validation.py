"""Ranking and calibration, against scikit-learn, statsmodels and the definitions."""

import numpy as np
import pytest
import statsmodels.api as sm
from numpy.testing import assert_allclose
from scipy.stats import chi2
from sklearn.calibration import calibration_curve
from sklearn.metrics import brier_score_loss, roc_auc_score, roc_curve

from lrmath.numeric import DataError
from lrmath.numeric.validation import (
    brier_score,
    calibration,
    calibration_fit,
    hosmer_lemeshow,
    roc,
)

RNG = np.random.default_rng(6)
P = RNG.beta(2, 3, 200).round(2).clip(0.01, 0.99)  # with ties
Y = (RNG.random(200) < P).astype(int)


def test_curve_and_area():
    """The points and the area are scikit-learn's, ties included."""
    found = roc(Y, P)
    false_alarms, hits, thresholds = roc_curve(Y, P, drop_intermediate=False)
    assert_allclose(found.false_alarms, false_alarms, atol=1e-15)
    assert_allclose(found.hits, hits, atol=1e-15)
    assert_allclose(found.thresholds, thresholds)
    assert found.area == pytest.approx(roc_auc_score(Y, P), rel=1e-12)


def test_error_of_the_area():
    """DeLong's variance, written out over all pairs."""
    kernel = np.sign(P[Y == 1][:, None] - P[Y == 0]) / 2 + 0.5
    variances = [
        np.sum((kernel.mean(axis=1 - side) - kernel.mean()) ** 2) / (n - 1) / n
        for side, n in enumerate(kernel.shape)
    ]
    found = roc(Y, P)
    assert found.standard_error == pytest.approx(np.sqrt(sum(variances)), rel=1e-10)
    low, high = found.interval()
    assert high - low == pytest.approx(2 * 1.959963985 * found.standard_error, rel=1e-8)
    assert repr(found).startswith(f"Roc(area {found.area:.4f}")


def test_brier_score():
    """It is scikit-learn's."""
    assert brier_score(Y, P) == pytest.approx(brier_score_loss(Y, P), rel=1e-13)


def test_calibration():
    """Groups of equal size are scikit-learn's quantile bins where there are no ties."""
    p = np.sort(P) + np.arange(200) * 1e-9
    found = calibration(Y, p)
    shares, means = calibration_curve(Y, p, n_bins=10, strategy="quantile")
    assert_allclose(found.share, shares, rtol=1e-12)
    assert_allclose(found.forecast, means, rtol=1e-12)
    assert found.size.sum() == 200


def test_slope_of_calibration():
    """It is the coefficient of the log-odds; overconfident forecasts have one below 1."""
    eta = np.log(P / (1 - P))
    peer = sm.GLM(Y, sm.add_constant(eta), sm.families.Binomial()).fit(tol=1e-13)
    assert_allclose(calibration_fit(Y, P).coefficients, peer.params, rtol=1e-8)
    bold = calibration_fit(Y, 1 / (1 + np.exp(-3 * eta)))
    assert bold.coefficients[1] == pytest.approx(peer.params[1] / 3, rel=1e-8)
    with pytest.raises(DataError, match="0 or 1, whose log-odds are infinite"):
        calibration_fit(Y, np.round(P))


def test_hosmer_and_lemeshow():
    """Pearson's statistic of the table of ten groups by two classes, on 8 degrees of freedom."""
    order = np.argsort(P, kind="stable").reshape(10, 20)
    observed = np.stack([Y[order].sum(axis=1), (1 - Y)[order].sum(axis=1)])
    expected = np.stack([P[order].sum(axis=1), (1 - P)[order].sum(axis=1)])
    statistic = np.sum((observed - expected) ** 2 / expected)
    found = hosmer_lemeshow(Y, P)
    assert found.statistic == pytest.approx(statistic, rel=1e-10)
    assert found.p_value == pytest.approx(chi2.sf(statistic, 8), rel=1e-10)


def test_refusals():
    """What cannot be judged is said."""
    with pytest.raises(DataError, match="p must lie between 0 and 1"):
        brier_score(Y, P * 3)
    with pytest.raises(DataError, match="two rows of each class"):
        roc(np.zeros(5), np.arange(5.0))
    with pytest.raises(DataError, match="groups must be between 1"):
        calibration(Y, P, groups=0)
    with pytest.raises(DataError, match="three groups or more"):
        hosmer_lemeshow(Y, P, groups=2)
    with pytest.raises(ValueError, match="level must lie"):
        roc(Y, P).interval(1.5)
