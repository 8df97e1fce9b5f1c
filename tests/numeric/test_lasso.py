"""Lasso and elastic net: the optimality conditions, mpmath, scikit-learn and statsmodels agree."""

import mpmath
import numpy as np
import pytest
import scipy.sparse as sp
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from sklearn.datasets import load_breast_cancer
from sklearn.linear_model import LogisticRegression

from lrmath.numeric import ConvergenceWarning, DataError, Status, fit, lasso_path, sigmoid
from lrmath.numeric.model.rows import Evaluation
from lrmath.numeric.solve import orthants


@pytest.fixture(scope="module")
def tumours():
    """Return standardised breast-cancer data, which all thirty features separate."""
    X, y = load_breast_cancer(return_X_y=True)
    return (X - X.mean(axis=0)) / X.std(axis=0), y


def violation(found, X, y, weights=None, offset=0.0):
    """Return the largest violation of the optimality conditions, relative to l1."""
    eta = X @ found.coefficients[1:] + found.coefficients[0] + offset
    residual = (sigmoid(eta) - y) * (1.0 if weights is None else weights)
    slopes = found.coefficients[1:]
    g = X.T @ residual + found.l2 * slopes
    at_zero = np.maximum(np.abs(g) - found.l1, 0)
    worst = np.where(slopes == 0, at_zero, np.abs(g + found.l1 * np.sign(slopes))).max()
    return max(worst, abs(residual.sum())) / found.l1


@settings(max_examples=40)
@given(st.integers(0, 10_000), st.integers(1, 12), st.floats(1e-3, 1e2), st.sampled_from([0, 0.7]))
def test_optimality_conditions_hold(seed, p, l1, l2):
    """They are sufficient, the objective being convex; weights, offset and duplicates included."""
    rng = np.random.default_rng(seed)
    X = rng.standard_normal((30, p)) * 10.0 ** rng.integers(-2, 3, p) + rng.integers(0, 3, p)
    X = np.column_stack([X, X[:, 0]])
    y, weights, offset = np.arange(30) % 2, rng.integers(1, 4, 30), rng.standard_normal(30)
    found = fit(X, y, l1=l1, l2=l2, weights=weights, offset=offset)
    assert found.status is Status.CONVERGED
    assert violation(found, X, y, weights, offset) < 1e-8
    assert found.kkt < 1e-8


def test_digits_against_mpmath(tumours, digits):
    """Newton's method in 50 digits on the columns that are kept gives the same 15 digits."""
    X, y = tumours
    found = fit(X, y, l1=2.0)
    kept = np.flatnonzero(found.coefficients)
    A = np.column_stack([np.ones(len(y)), X])[:, kept]
    sign = np.append(0, np.sign(found.coefficients[kept[1:]]))
    with mpmath.workdps(50):
        A, target = mpmath.matrix(A.tolist()), mpmath.matrix(y.tolist())
        beta = mpmath.matrix(found.coefficients[kept].tolist())
        for _ in range(4):
            p = (A * beta).apply(lambda t: 1 / (1 + mpmath.exp(-t)))
            score = A.T * (p - target) + 2 * mpmath.matrix(sign.tolist())
            weighted = A.copy()
            for i in range(A.rows):
                weighted[i, :] = A[i, :] * (p[i] * (1 - p[i]))
            beta -= mpmath.lu_solve(A.T * weighted, score)
        right = digits(found.coefficients[kept], list(beta))
    assert right >= min(15, found.digits)
    assert found.digits > 14


def test_agrees_with_scikit_learn(tumours):
    """Lasso and elastic net are those of scikit-learn, as far as that converges."""
    X, y = tumours
    for l1, l2 in ((5.0, 0.0), (2.0, 2.0)):
        ratio = l1 / (l1 + l2)
        peer = LogisticRegression(
            C=1 / (l1 + l2), l1_ratio=ratio, solver="saga", tol=1e-9, max_iter=50_000
        ).fit(X, y)
        found = fit(X, y, l1=l1, l2=l2)
        assert_allclose(found.coefficients[1:], peer.coef_[0], atol=1e-5)
        assert found.coefficients[0] == pytest.approx(peer.intercept_[0], abs=1e-5)


def test_agrees_with_statsmodels(spector):
    """The estimates are those of statsmodels' l1 fit, to its tolerance."""
    X, y = spector
    alpha = np.array([0, 0.5, 0.5, 0.5])
    peer = sm.Logit(y, sm.add_constant(X)).fit_regularized(alpha=alpha, disp=0, acc=1e-12)
    assert_allclose(fit(X, y, l1=0.5).coefficients, peer.params, atol=1e-4)


def test_largest_penalty(tumours):
    """At ``largest_l1`` every slope is zero, just below one is not; the intercept is logit(k/m)."""
    X, y = tumours
    top = lasso_path(X, y, count=1).largest
    assert top == pytest.approx(np.abs(X.T @ (y.mean() - y)).max(), rel=1e-12)
    found = fit(X, y, l1=top)
    assert found.active == ()
    assert found.coefficients[0] == pytest.approx(np.log(y.mean() / (1 - y.mean())))
    assert len(fit(X, y, l1=0.999 * top).active) == 1


def test_path(tumours):
    """Each fit of the path is the fit for its penalty alone; the likelihood only grows."""
    X, y = tumours
    path = lasso_path(X, y, count=12, smallest=1e-2)
    assert path[0].active == ()
    assert np.all(np.diff([found.log_likelihood for found in path]) > 0)
    for found in path:
        assert found.kkt < 1e-10
        alone = fit(X, y, l1=found.l1)
        assert_allclose(alone.coefficients, found.coefficients, rtol=1e-12, atol=1e-14)


def test_small_penalty_tends_to_maximum_likelihood(spector):
    """As l1 goes to 0 the lasso goes to the unpenalised estimate."""
    X, y = spector
    assert_allclose(fit(X, y, l1=1e-9).coefficients, fit(X, y).coefficients, rtol=1e-6)


def test_intercept_of_zero():
    """An estimate of exactly zero, as that of balanced classes, has digits all the same."""
    found = fit([[0.0], [1.0], [0.0], [1.0]], [0, 1, 1, 0], l1=1.0)
    assert found.coefficients[0] == 0
    assert found.digits > 15


def test_more_columns_than_rows_and_sparse():
    """Wide data, dense or sparse, give the same few columns."""
    rng = np.random.default_rng(3)
    X = rng.standard_normal((40, 300)) * (rng.random((40, 300)) < 0.3)
    y = (X[:, :3].sum(axis=1) + rng.standard_normal(40) > 0).astype(int)
    found = fit(X, y, l1=1.0)
    assert 0 < len(found.active) < 40
    assert violation(found, X, y) < 1e-10
    sparse = fit(sp.csc_array(X), y, l1=1.0)
    assert_allclose(sparse.coefficients, found.coefficients, atol=1e-12)


def test_without_intercept(tumours):
    """Without a constant nothing is spared, and a large penalty leaves nothing."""
    X, y = tumours
    top = lasso_path(X, y, intercept=False, count=1).largest
    assert top == pytest.approx(np.abs(X.T @ (0.5 - y)).max())
    assert not fit(X, y, l1=top, intercept=False).coefficients.any()
    assert fit(X, y, l1=top / 2, intercept=False).coefficients.any()


@pytest.mark.parametrize("seed", range(12))
def test_tiny_penalties_on_wide_data(seed):
    """On far more columns than rows, separated, dependent, correlated, the conditions hold too."""
    rng = np.random.default_rng(seed)
    X = rng.standard_normal((25, 60))
    X = (X, X.cumsum(axis=1), np.round(X), np.column_stack([X, X[:, ::-1]]))[seed % 4]
    y = X[:, 0] > np.median(X[:, 0])
    found = fit(X, y, l1=10.0 ** -(seed % 5))
    assert found.status is Status.CONVERGED
    assert violation(found, X, y) < 1e-8
    assert len(found.active) < 25


def test_dependent_columns_are_not_used_together():
    """Of columns that span few dimensions no more get slopes than there are dimensions."""
    rng = np.random.default_rng(1)
    X = rng.standard_normal((80, 4)) @ rng.standard_normal((4, 30))
    y = (X[:, 0] + rng.standard_normal(80) > 0).astype(int)
    for found in lasso_path(X, y, count=10):
        assert len(found.active) <= 4
        assert violation(found, X, y) < 1e-9


def test_steps_end_at_zero_exactly():
    """A way stops entries that reach zero; an idle one ends with the first of them."""
    theta, lam = np.array([3.0, -1.0, 2.0, 0.5]), np.array([0.0, 1.0, 1.0, 1.0])
    step = np.array([-9.0, 4.0, -1.0, 1.0])
    whole = orthants.Lasso(Sum(), lam)
    moved = orthants._along(whole, theta, orthants.Way(step, gain=1.0), 100.0)
    assert np.array_equal(moved, [-6.0, 0.0, 1.0, 1.5])
    idle = orthants._along(whole, theta, orthants.Way(step, idle=True), 100.0)
    assert np.array_equal(idle, [0.75, 0.0, 1.75, 0.75])


class Sum:
    """The function 0, which every step lowers far enough from a value of 100."""

    def evaluate(self, theta, order):
        """Return 0."""
        return Evaluation(0.0)


def test_report_and_refusals(tumours):
    """The table lists what is kept; a budget is reported; a missing penalty is refused."""
    X, y = tumours
    found = fit(X, y, l1=20.0)
    text = str(found.summary())
    assert f"{len(found.active)} of 30 slopes are not zero." in text
    assert f"{len(found.active)} slopes" in repr(found)
    assert list(found.frame().index) == list(found.names)
    with pytest.raises(DataError, match="l1 must be a finite number, at least 0; got -1"):
        fit(X, y, l1=-1)
    with pytest.raises(DataError, match="a lasso has no standard errors"):
        found.intervals()
    with pytest.raises(DataError, match="l1 must be a finite number, at least 0; got nan"):
        fit(X, y, l1=float("nan"))
    for options in ({"count": 0}, {"smallest": 0.0}):
        with pytest.raises(DataError, match="a path needs count >= 1 and 0 < smallest"):
            lasso_path(X, y, **options)
    with pytest.raises(DataError, match="l2 must be a finite number"):
        fit(X, y, l1=1.0, l2=-1)
    with pytest.warns(ConvergenceWarning, match="ran out"):
        assert fit(X, y, l1=0.1, max_iter=1).status is Status.BUDGET
