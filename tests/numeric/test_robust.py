"""Sandwich errors of every kind, against statsmodels."""

import numpy as np
import pytest
import statsmodels.api as sm
from numpy.testing import assert_allclose

from lrmath.numeric import DataError, fit

KINDS = ("HC0", "HC1", "HC2", "HC3")


@pytest.fixture(scope="module")
def students(spector):
    """Return the fit of Spector's data."""
    return fit(*spector, names=["GPA", "TUCE", "PSI"])


@pytest.mark.parametrize("kind", KINDS)
def test_kinds_agree_with_statsmodels(kind, students, spector):
    """They are those of statsmodels' weighted least squares that the last Newton step solves."""
    X, y = spector
    eta, p = students.linear_predictor(X), students.predict_proba(X)
    working = sm.WLS(eta + (y - p) / (p * (1 - p)), sm.add_constant(X), p * (1 - p)).fit()
    found = students.robust(kind=kind)
    assert_allclose(found.standard_errors, getattr(working, f"{kind}_se"), rtol=1e-9)
    assert np.array_equal(found.coefficients, students.coefficients)
    assert found.errors_from == "sandwich" + ("" if kind == "HC0" else f", {kind}")
    assert found.errors_from in str(found.summary())


@pytest.mark.parametrize(("kind", "corrected"), [("HC0", False), ("HC1", True)])
def test_groups_agree_with_statsmodels(kind, corrected, students, spector):
    """Scores are summed over groups, whatever their labels are."""
    X, y = spector
    groups = np.arange(32) // 3
    options = {"groups": groups, "use_correction": corrected}
    model = sm.Logit(y, sm.add_constant(X))
    expected = model.fit(disp=0, tol=1e-14, cov_type="cluster", cov_kwds=options)
    found = students.robust(np.char.mod("g%d", groups), kind)
    assert_allclose(found.covariance, expected.cov_params(), rtol=1e-8)


@pytest.mark.parametrize("kind", KINDS)
def test_weights_are_counts(kind):
    """A row of weight 3 is three distinct observations, each with a leverage of its own."""
    rng = np.random.default_rng(3)
    X, y = rng.standard_normal((40, 2)), np.tile([0, 1], 20)
    counts = rng.integers(1, 4, 40)
    weighted = fit(X, y, weights=counts).robust(kind=kind)
    repeated = fit(np.repeat(X, counts, axis=0), np.repeat(y, counts)).robust(kind=kind)
    assert_allclose(weighted.covariance, repeated.covariance, rtol=1e-11)


def test_groups_of_trials_have_their_own_leverage():
    """The trials of counts are one observation, as in R: u u' is divided by 1 - h of the group."""
    x, s, trials = np.arange(8.0), np.array([1, 3, 2, 5, 4, 7, 6, 9]), np.full(8, 10)
    found = fit(x[:, None], s, trials=trials)
    p, A = found.predict_proba(x[:, None]), np.column_stack([np.ones(8), x])
    scores = A * (s - 10 * p)[:, None] / np.sqrt(1 - found.leverage())[:, None]
    meat = found.covariance @ scores.T @ scores @ found.covariance
    assert_allclose(found.robust(kind="HC2").covariance, meat, rtol=1e-9)


def test_robust_errors_do_not_add_up(students):
    """Robust errors of a robust fit are those of the fit, and so are its leverage and influence."""
    once = students.robust()
    assert np.array_equal(once.robust().covariance, once.covariance)
    assert np.array_equal(
        once.robust(kind="HC3").covariance, students.robust(kind="HC3").covariance
    )
    assert np.array_equal(once.leverage(), students.leverage())
    assert np.array_equal(once.cooks_distance(), students.cooks_distance())
    assert not np.allclose(once.covariance, students.covariance)


def test_shape_of_three_classes():
    """Errors have the shape of the coefficients; HC1 is a factor."""
    rng = np.random.default_rng(4)
    found = fit(rng.standard_normal((60, 2)), rng.integers(0, 3, 60), classes="all")
    plain, more = found.robust(), found.robust(kind="HC1")
    assert plain.standard_errors.shape == found.coefficients.shape
    assert_allclose(more.covariance, plain.covariance * 60 / 54, rtol=1e-12)
    with pytest.raises(DataError, match="HC2 needs the leverage of single observations of two"):
        found.robust(kind="HC2")


def test_refusals(students):
    """What a kind cannot do is said, with what to take instead."""
    with pytest.raises(DataError, match="kind must be one of HC0, HC1, HC2, HC3; got 'HC4'"):
        students.robust(kind="HC4")
    with pytest.raises(DataError, match=r"HC3 needs the leverage.* kind='HC1'"):
        students.robust(np.arange(32) // 3, "HC3")
    saturated = fit([[0], [1]], [3, 7], trials=[10, 10])
    with pytest.raises(DataError, match="observation 0 has leverage 1"):
        saturated.robust(kind="HC3")
    with pytest.raises(DataError, match="HC1 needs more observations than coefficients; there are"):
        saturated.robust(kind="HC1")
