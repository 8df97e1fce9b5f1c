"""Lasso of many classes: optimality conditions, scikit-learn, mpmath and the two-class lasso."""

import mpmath
import numpy as np
import pandas as pd
import pytest
import scipy.sparse as sp
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression

from lrmath.numeric import ConvergenceWarning, DataError, Status, fit, lasso_path, softmax


@pytest.fixture(scope="module")
def flowers():
    """Return standardised iris data; a plane separates one of the three species from the others."""
    X, y = load_iris(return_X_y=True)
    return (X - X.mean(axis=0)) / X.std(axis=0), np.array(["setosa", "versicolor", "virginica"])[y]


def violation(found, X, y, weights=1.0):
    """Return the largest violation of the optimality conditions, relative to l1."""
    B, slopes = found.coefficients[:, 0], found.coefficients[:, 1:]
    residual = softmax(X @ slopes.T + B) - (np.asarray(y)[:, None] == np.array(found.classes))
    residual = residual * np.reshape(weights, (-1, 1))
    g = residual.T @ X + found.l2 * slopes
    at_zero = np.maximum(np.abs(g) - found.l1, 0)
    worst = np.where(slopes == 0, at_zero, np.abs(g + found.l1 * np.sign(slopes))).max()
    return max(worst, np.abs(residual.sum(axis=0)).max()) / found.l1


@settings(max_examples=30, deadline=None)
@given(
    st.integers(0, 10_000),
    st.integers(1, 8),
    st.integers(3, 5),
    st.floats(1e-3, 1e2),
    st.sampled_from([0, 0.7]),
)
def test_optimality_conditions_hold(seed, p, classes, l1, l2):
    """They are sufficient, the objective being convex; weights and duplicates included."""
    rng = np.random.default_rng(seed)
    X = rng.standard_normal((30, p)) * 10.0 ** rng.integers(-2, 3, p) + rng.integers(0, 3, p)
    X = np.column_stack([X, X[:, 0]])
    y, weights = np.arange(30) % classes, rng.integers(1, 4, 30)
    found = fit(X, y, l1=l1, l2=l2, weights=weights, classes="all")
    assert found.status is Status.CONVERGED
    assert violation(found, X, y, weights) < 1e-8
    assert found.kkt < 1e-8


@pytest.mark.parametrize(("l1", "l2"), [(5.0, 0.0), (2.0, 2.0)])
def test_agrees_with_scikit_learn(flowers, l1, l2):
    """Lasso and elastic net of three classes are those of scikit-learn, where that converges."""
    X, y = flowers
    peer = LogisticRegression(
        C=1 / (l1 + l2), l1_ratio=l1 / (l1 + l2), solver="saga", tol=1e-10, max_iter=50_000
    ).fit(X, y)
    found = fit(X, y, l1=l1, l2=l2, classes="all")
    assert_allclose(found.coefficients[:, 1:], peer.coef_, atol=1e-6)
    shift = peer.intercept_ - peer.intercept_.mean()
    assert_allclose(found.coefficients[:, 0], shift, atol=1e-6)
    assert_allclose(found.predict_proba(X), peer.predict_proba(X), atol=1e-6)
    assert np.array_equal(found.predict(X), peer.predict(X))


def test_order_of_the_classes_does_not_matter(flowers):
    """No class is a reference: renamed classes get the same coefficients."""
    X, y = flowers
    renamed = np.where(y == "setosa", "z", y)
    before, after = (fit(X, labels, l1=1.0, classes="all") for labels in (y, renamed))
    assert_allclose(after.coefficients, before.coefficients[[1, 2, 0]], rtol=1e-10, atol=1e-12)


def test_even_number_of_classes_has_one_answer():
    """Where a shift of all slopes costs nothing, the lower middle one is zero."""
    rng = np.random.default_rng(0)
    X, y = rng.standard_normal((200, 5)), rng.integers(0, 4, 200)
    X[np.arange(200), y] += 1.5
    found = fit(X, y, l1=1.0, classes="all")
    assert np.array_equal(np.sort(found.coefficients[:, 1:], axis=0)[1], np.zeros(5))
    assert violation(found, X, y) < 1e-10


def test_digits_against_mpmath(flowers, digits):
    """Newton's method in 40 digits on the coefficients that are kept gives the same ones."""
    X, y = flowers
    found = fit(X, y, l1=2.0, classes="all")
    W, A = found.coefficients, np.column_stack([np.ones(len(y)), X])
    kept = [tuple(place) for place in np.argwhere(W).tolist() if place != [0, 0]]
    sign = {place: np.sign(W[place]) * (place[1] > 0) for place in kept}
    own = [found.classes.index(label) for label in y]
    with mpmath.workdps(40):
        beta = mpmath.matrix([W[k, j] - (W[0, 0] if j == 0 else 0) for k, j in kept])
        for _ in range(4):
            beta -= mpmath.lu_solve(*derivatives(A, own, kept, sign, beta, 2.0))
        right = digits([W[k, j] - (W[0, 0] if j == 0 else 0) for k, j in kept], list(beta))
    assert right >= min(14, found.digits)
    assert found.digits > 14


def derivatives(A, own, kept, sign, beta, l1):
    """Return the Hessian and the gradient of the penalised loss in mpmath."""
    H, g = mpmath.matrix(len(kept)), mpmath.matrix([l1 * sign[place] for place in kept])
    for a, label in zip(A.tolist(), own, strict=True):
        eta = [mpmath.mpf(0)] * 3
        for (k, j), b in zip(kept, beta, strict=True):
            eta[k] += a[j] * b
        total = mpmath.fsum(mpmath.exp(t) for t in eta)
        p = [mpmath.exp(t) / total for t in eta]
        for s, (k, i) in enumerate(kept):
            g[s] += (p[k] - (k == label)) * a[i]
            for t, (c, j) in enumerate(kept):
                H[s, t] += p[k] * ((k == c) - p[c]) * a[i] * a[j]
    return H, g


def test_largest_penalty_and_path(flowers):
    """At the largest penalty all slopes are zero, just below not; the likelihood only grows."""
    X, y = flowers
    top = lasso_path(X, y, count=1, classes="all").largest
    shares = np.array([1 / 3] * 3)
    expected = np.abs((shares - (y[:, None] == np.unique(y))).T @ X).max()
    assert top == pytest.approx(expected, rel=1e-12)
    path = lasso_path(X, y, count=10, smallest=1e-3, classes="all")
    assert path[0].l1 == top
    assert path[0].active == ()
    assert_allclose(softmax(path[0].coefficients[:, 0]), shares)
    assert len(fit(X, y, l1=0.999 * top, classes="all").active) == 1
    assert np.all(np.diff([found.log_likelihood for found in path]) > 0)
    for found in path:
        assert violation(found, X, y) < 1e-9
        alone = fit(X, y, l1=found.l1, classes="all")
        assert_allclose(alone.coefficients, found.coefficients, rtol=1e-10, atol=1e-11)


def test_small_penalty_tends_to_maximum_likelihood():
    """As l1 goes to 0 the lasso goes to the unpenalised estimate."""
    rng = np.random.default_rng(2)
    X, y = rng.standard_normal((100, 3)), rng.integers(0, 3, 100)
    found = fit(X, y, l1=1e-8, classes="all")
    relative = found.coefficients[1:] - found.coefficients[0]
    assert_allclose(relative, fit(X, y, classes="all").coefficients, rtol=1e-6)


def test_wide_sparse_and_without_intercept(flowers):
    """More columns than rows, dense or sparse, and no constant."""
    rng = np.random.default_rng(3)
    X = rng.standard_normal((60, 200)) * (rng.random((60, 200)) < 0.3)
    y = np.digitize(X[:, :3].sum(axis=1), [-0.5, 0.5])
    found = fit(X, y, l1=0.5, classes="all")
    assert violation(found, X, y) < 1e-10
    assert 0 < len(found.active) < 60
    sparse = fit(sp.csc_array(X), y, l1=0.5, classes="all")
    assert_allclose(sparse.coefficients, found.coefficients, atol=1e-12)
    X, y = flowers
    top = lasso_path(X, y, intercept=False, count=1, classes="all").largest
    assert not fit(X, y, l1=top, intercept=False, classes="all").coefficients.any()
    assert fit(X, y, l1=top / 2, intercept=False, classes="all").coefficients.any()


def test_report_and_refusals(flowers):
    """The table lists what is kept; frames go in and come out; what is refused is named."""
    X, y = flowers
    frame = pd.DataFrame(X, columns=list("abcd"))
    found = fit(frame, y, l1=30.0, classes="all")
    assert f"{len(found.active)} of 4 features are used." in str(found.summary())
    assert "virginica: d" in str(found.summary())
    assert "Fit(l1=30, 3 classes" in repr(found)
    assert list(found.predict_proba(frame).columns) == list(found.classes)
    with pytest.raises(DataError, match="l2 must be a finite number"):
        fit(X, y, l1=1.0, l2=-1.0, classes="all")
    with pytest.raises(DataError, match="a path needs count >= 1"):
        lasso_path(X, y, count=0, classes="all")
    with pytest.raises(DataError, match="At least two classes"):
        lasso_path(X, np.zeros(150), count=1, classes="all")
    rng = np.random.default_rng(0)
    wide = rng.standard_normal((40, 200))
    with pytest.warns(ConvergenceWarning, match="ran out"):
        few = fit(wide, np.arange(40) % 3, l1=0.1, max_iter=1, classes="all")
    assert few.status is Status.BUDGET
