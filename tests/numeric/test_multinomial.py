"""Softmax regression, against statsmodels, scikit-learn, mpmath and the two-class fit."""

import numpy as np
import pandas as pd
import pytest
import scipy.sparse as sp
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression

from lrmath.numeric import (
    ConvergenceWarning,
    DataError,
    RankError,
    SeparationError,
    Status,
    fit,
    softmax,
)
from lrmath.numeric.exist import bound
from lrmath.numeric.model import categorical, objective
from lrmath.numeric.model.coding import Coding
from lrmath.numeric.model.families import BINARY
from lrmath.numeric.model.rows import Rows


@pytest.fixture(scope="module")
def iris():
    """Return the measurements and the species' names."""
    X, species = load_iris(return_X_y=True)
    return X, np.array(["setosa", "versicolor", "virginica"])[species]


@pytest.fixture(scope="module")
def three_classes():
    """Return 200 rows of three classes that overlap."""
    rng = np.random.default_rng(4)
    X = rng.standard_normal((200, 2))
    p = softmax(X @ rng.standard_normal((2, 3)))
    return X, (p.cumsum(axis=1) < rng.random((200, 1))).sum(axis=1)


def test_two_classes_are_logistic_regression(spector):
    """With K = 2 every number is that of the Bernoulli family, or becomes so where it is asked."""
    X, y = spector
    A, beta = np.column_stack([np.ones(len(y)), X]), np.array([-1.0, 0.3, 0.02, 0.5])
    weights = np.arange(1.0, len(y) + 1)
    one = objective.Likelihood(Rows(A, y, weights, family=BINARY))
    rows = Rows(A, y, weights, family=categorical.Categorical(2))
    two = objective.Likelihood(rows, Coding(1, np.zeros(4, dtype=int), np.arange(4)))
    for order in range(3):
        assert_allclose(two.evaluate(beta, order).value, one.evaluate(beta, order).value)
    assert_allclose(two.evaluate(beta, 2).gradient, one.evaluate(beta, 2).gradient, rtol=1e-13)
    assert_allclose(two.evaluate(beta, 2).hessian, one.evaluate(beta, 2).hessian, rtol=1e-13)
    assert_allclose(np.abs(two.factor(beta)), np.abs(one.factor(beta)), rtol=1e-12)
    named = fit(X, np.where(y > 0, "b", "a"), classes=["a", "b"])
    assert np.array_equal(named.coefficients, fit(X, y).coefficients)
    assert set(named.predict(X)) == {"a", "b"}
    turned = fit(X, np.where(y > 0, "b", "a"), classes=["b", "a"])
    assert_allclose(turned.coefficients, -named.coefficients, rtol=1e-13)


def test_anes96_agrees_with_statsmodels():
    """Seven classes, log-likelihood -1461.9227 (chapter 10), all digits of statsmodels."""
    data = sm.datasets.anes96.load_pandas()
    X, y = data.exog.to_numpy(), data.endog.to_numpy()
    peer = sm.MNLogit(y, sm.add_constant(X)).fit(disp=0, tol=1e-14)
    found = fit(data.exog, y, classes="all")
    assert found.log_likelihood == pytest.approx(-1461.9227, abs=5e-5)
    assert_allclose(found.coefficients, peer.params.T, rtol=1e-12)
    assert_allclose(found.standard_errors, peer.bse.T, rtol=1e-11)
    assert_allclose(found.p_values, peer.pvalues.T, rtol=1e-9)
    assert_allclose(found.predict_proba(X), peer.predict(), rtol=1e-11)
    assert (found.aic, found.bic) == pytest.approx((peer.aic, peer.bic), rel=1e-12)
    assert found.digits > 14
    assert found.names[1:] == tuple(data.exog.columns)


def test_iris_has_no_estimate(iris):
    """The three species are separated quasi-completely (exercise 10.5)."""
    with pytest.raises(SeparationError, match="some points must lie on it") as caught:
        fit(*iris, classes="all")
    X, y = iris
    W = np.vstack([np.zeros(5), caught.value.direction.reshape(2, 5)])
    scores = np.column_stack([np.ones(150), X]) @ W.T
    own = scores[np.arange(150), np.unique(y, return_inverse=True)[1]]
    assert np.all(own >= scores.max(axis=1) - 1e-9)


def test_penalty_agrees_with_scikit_learn(iris):
    """The symmetric coefficients with l2 = 1 are scikit-learn's with C = 1."""
    X, y = iris
    peer = LogisticRegression(C=1.0, tol=1e-10, solver="newton-cg", max_iter=1000).fit(X, y)
    found = fit(X, y, l2=1.0, classes="all")
    assert_allclose(found.symmetric[:, 1:], peer.coef_, atol=2e-5)
    assert_allclose(found.predict_proba(X), peer.predict_proba(X), atol=2e-5)
    assert np.array_equal(found.predict(X), peer.predict(X))
    assert_allclose(found.symmetric.sum(axis=0), 0, atol=1e-13)


def test_reference_does_not_matter_under_a_penalty(iris):
    """Renaming the classes changes the reference, and only the coding with it."""
    X, y = iris
    renamed = np.where(y == "setosa", "z", y)
    before, after = fit(X, y, l2=0.5, classes="all"), fit(X, renamed, l2=0.5, classes="all")
    assert_allclose(after.symmetric, before.symmetric[[1, 2, 0]], rtol=1e-10, atol=1e-12)
    assert after.log_likelihood == pytest.approx(before.log_likelihood, rel=1e-13)


@settings(max_examples=10)
@given(st.integers(0, 1000))
def test_duplicates_are_weights(seed):
    """A row given k times is a row of weight k."""
    rng = np.random.default_rng(seed)
    X = np.vstack([rng.standard_normal((8, 2))] * 3)
    y, counts = np.repeat(["a", "b", "c"], 8), rng.integers(1, 4, 24)
    repeated = fit(np.repeat(X, counts, axis=0), np.repeat(y, counts), classes="all")
    weighted = fit(X, y, weights=counts, classes="all")
    assert_allclose(weighted.coefficients, repeated.coefficients, rtol=1e-11, atol=1e-13)
    assert_allclose(weighted.covariance, repeated.covariance, rtol=1e-10, atol=1e-13)


def test_score_equations(three_classes):
    """X'P = X'Y in every class, and the probabilities sum to one (T10.3)."""
    X, y = three_classes
    P = fit(X, y, classes="all").predict_proba(X)
    Y = np.eye(3)[y]
    assert_allclose(P.sum(axis=1), 1, rtol=1e-15)
    assert_allclose(X.T @ P, X.T @ Y, atol=1e-11)
    assert_allclose(P.sum(axis=0), Y.sum(axis=0), rtol=1e-13)


def test_sparse_data(three_classes):
    """Sparse data give the dense fit."""
    X, y = three_classes
    X = X * (np.abs(X) > 0.3)
    found, expected = fit(sp.csr_array(X), y, classes="all"), fit(X, y, classes="all")
    assert_allclose(found.coefficients, expected.coefficients, rtol=1e-12)
    assert_allclose(found.predict_proba(sp.csr_array(X)), expected.predict_proba(X), rtol=1e-12)


def test_cholesky_where_qr_would_take_long(three_classes, monkeypatch):
    """The cheaper factorisation leads to the same estimate."""
    X, y = three_classes
    expected = fit(X, y, classes="all")
    monkeypatch.setattr(objective, "QR_LIMIT", 0)
    found = fit(X, y, classes="all")
    assert_allclose(found.coefficients, expected.coefficients, rtol=1e-13)
    assert_allclose(found.standard_errors, expected.standard_errors, rtol=1e-11)


def test_penalty_on_columns_of_zeros(three_classes, monkeypatch):
    """A column of zeros is no harm to a penalised fit, whichever way its Hessian is factored."""
    X, y = three_classes
    wide = np.column_stack([X, np.zeros(len(X))])
    expected = fit(X, y, l2=1.0, classes="all").coefficients
    for limit in (objective.QR_LIMIT, 0):
        monkeypatch.setattr(objective, "QR_LIMIT", limit)
        found = fit(wide, y, l2=1.0, classes="all")
        assert_allclose(found.coefficients[:, :3], expected, rtol=1e-12)
        assert_allclose(found.coefficients[:, 3], 0, atol=1e-30)
        assert np.isfinite(found.standard_errors).all()


def test_singular_hessian_is_a_status(three_classes):
    """Where rounding makes the Hessian singular, the fit says so and knows no errors."""
    X, y = three_classes
    with pytest.warns(ConvergenceWarning):
        found = fit(np.column_stack([1e9 * X, 1e9 * X[:, 0]]), y, l2=1e-30, classes="all")
    assert not found.status.converged
    assert np.isnan(found.standard_errors).all()


def test_hypotheses_against_statsmodels(three_classes):
    """A column stands for its coefficients in all classes, a label for one of them."""
    X, y = three_classes
    found = fit(X, y, classes="all")
    peer = sm.MNLogit(y, sm.add_constant(X)).fit(disp=0, tol=1e-14, maxiter=100)
    whole = found.likelihood_ratio_test()
    counts = np.bincount(y)
    null = counts @ np.log(counts / 200)
    assert (whole.statistic, whole.df) == (pytest.approx(2 * (peer.llf - null), rel=1e-12), 4)
    assert found.mcfadden() == pytest.approx(1 - peer.llf / null, rel=1e-12)
    small = sm.MNLogit(y, sm.add_constant(X[:, 1:])).fit(disp=0, tol=1e-14, maxiter=100)
    first = found.likelihood_ratio_test("x1")
    assert first.statistic == pytest.approx(2 * (peer.llf - small.llf), rel=1e-9)
    assert first.df == found.wald_test("x1").df == found.score_test("x1").df == 2
    one = found.wald_test("2: x1")
    assert one.statistic == pytest.approx(float(found.z_values[1, 1]) ** 2, rel=1e-12)
    (low, high), size = found.profile_intervals("2: x1")[0], found.coefficients[1, 1]
    assert low < size < high
    for end in (low, high):
        assert found.likelihood_ratio_test("2: x1", value=end).p_value == pytest.approx(0.05)
    with pytest.raises(DataError, match=r"no coefficient is called \['x9'\]; there are \('1: "):
        found.score_test("x9")
    with pytest.raises(DataError, match="no coefficient is called 'x1'"):
        found.profile_intervals("x1")


def test_labels_of_any_kind(three_classes):
    """Strings, booleans, floats and categories keep their names in predictions."""
    X, y = three_classes
    names = np.array(["red", "green", "blue"])[y]
    found = fit(X, pd.Series(names, dtype="category"), classes="all")
    assert found.classes == ("blue", "green", "red")
    assert set(found.predict(X)) <= set(names)
    assert fit(X, y == 1, classes="all").classes == (False, True)
    text = str(found.summary())
    assert "green: (intercept)" in text
    assert "reference 'blue'" in text
    assert "3 classes" in repr(found)
    assert found.intervals().shape == (2, 3, 2)


def test_weight_zero_removes_a_class(three_classes):
    """Classes that only occur with weight zero are no classes."""
    X, y = three_classes
    found = fit(X, y, weights=(y > 0).astype(float), classes="all")
    assert found.classes == (1, 2)


def test_refusals(three_classes):
    """What cannot be fitted is named."""
    X, y = three_classes
    with pytest.raises(DataError, match=r"y is 'a' in every row.*At least two classes"):
        fit(X, np.full(200, "a"), classes="all")
    with pytest.raises(DataError, match=r"y\[3\] is nan"):
        fit(X, np.where(np.arange(200) == 3, np.nan, y), classes="all")
    with pytest.raises(DataError, match=r"y\[0\] is missing"):
        fit(X, np.array([None, *y[1:].tolist()], dtype=object), classes="all")
    with pytest.raises(DataError, match="y mixes types"):
        fit(X, np.array(["a", *y[1:].tolist()], dtype=object), classes="all")
    with pytest.raises(DataError, match=r"y has shape \(200, 1\)"):
        fit(X, y[:, None], classes="all")
    with pytest.raises(RankError, match="'x3' is a combination of 'x1'"):
        fit(np.column_stack([X, X[:, 0]]), y, classes="all")
    with pytest.raises(DataError, match="the fit has 2 columns, and X has 1"):
        fit(X, y, classes="all").predict(X[:, :1])


def test_budget(three_classes):
    """Too few iterations warn, and are never called converged."""
    with pytest.warns(ConvergenceWarning, match="ran out"):
        found = fit(*three_classes, max_iter=1, classes="all")
    assert found.status is Status.BUDGET
    assert "BUDGET" in repr(found)


def test_existence_is_proved_without_a_linear_programme(three_classes, monkeypatch):
    """On overlapping data the bound at the estimate is enough."""
    monkeypatch.delattr(bound, "decide")
    assert fit(*three_classes, classes="all").status is Status.CONVERGED
