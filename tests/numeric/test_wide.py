"""Sparse data with many columns: metrics that need no Hessian, and what they lead to."""

import numpy as np
import pytest
import scipy.sparse as sp
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy.special import softmax

from lrmath.numeric import DataError, Newton, Status, fit, minimise, nll, ridge
from lrmath.numeric.estimate import kronecker, plan, wide
from lrmath.numeric.linalg.factor import cholesky, solve
from lrmath.numeric.linalg.storage import one_hot_groups
from lrmath.numeric.solve.metric import LimitedMemory, arrow, factored, levelled

RNG = np.random.default_rng(21)
X = RNG.standard_normal((2000, 5))
Y = (RNG.random(2000) < 1 / (1 + np.exp(-(X @ [1, -1, 0.5, 1, -2] + 0.2)))).astype(int)


def agree(found, expected, reach=1e-8):
    """Check that two fits agree to a part of a standard error."""
    off = np.abs(found.coefficients - expected.coefficients) / expected.standard_errors
    assert off.max() < reach
    assert found.log_likelihood == pytest.approx(expected.log_likelihood, rel=1e-10)
    assert_allclose(found.standard_errors, expected.standard_errors, rtol=1e-7)
    assert found.digits > 6


def test_wide_sparse_data(monkeypatch):
    """Sparse data beyond the limit of columns agree with the Newton path, given a penalty."""
    rng = np.random.default_rng(2)
    Z = sp.random_array((2000, 60), density=0.1, rng=rng, format="csr")
    y = (rng.random(2000) < 1 / (1 + np.exp(-Z.sum(axis=1)))).astype(int)
    for intercept in (True, False):
        expected = fit(Z, y, l2=1.0, intercept=intercept)
        monkeypatch.setattr(wide, "WIDE", 10)
        agree(fit(Z, y, l2=1.0, intercept=intercept), expected)
        monkeypatch.undo()
    monkeypatch.setattr(wide, "WIDE", 10)
    with pytest.raises(DataError, match=r"sparse with 60 columns.*l2=1\.0"):
        fit(Z, y)


def test_sparse_data_do_not_stall_in_rounding_errors():
    """Where values agree in all digits slopes decide, so that the last steps are few, too."""
    rng = np.random.default_rng(0)
    places, rows = rng.integers(0, 20_000, 240_000), np.arange(0, 240_001, 30)
    X = sp.csr_matrix((np.ones(240_000), places, rows), (8000, 20_000))
    X.sum_duplicates()
    found = fit(X, rng.integers(0, 2, 8000), l2=1.0)
    assert found.status is Status.CONVERGED
    assert found.iterations < 150


@given(st.integers(0, 1000))
def test_arrow_metric_is_an_inverse(seed):
    """Diagonal plus first row and column, inverted."""
    rng = np.random.default_rng(seed)
    border = rng.standard_normal(4)
    H = np.diag(rng.uniform(1, 2, 5) + 10)
    H[0, 1:] = H[1:, 0] = border
    g = rng.standard_normal(5)
    assert_allclose(arrow(np.diag(H), border)(g), np.linalg.solve(H, g), rtol=1e-10)


def test_exact_metric_is_newtons_method():
    """With the inverse Hessian as metric the first direction is Newton's."""
    J = nll(X[:200], Y[:200]) + ridge(0.1)
    beta = np.zeros(5)
    R = cholesky(J.hessian(beta))
    rule, point = LimitedMemory(factored(R)), minimise(J, beta, Newton(), max_iter=1).trace[0]
    assert_allclose(rule.direction(J, point), -solve(R, point.gradient), rtol=1e-13)


def test_poor_metric_is_improved():
    """From the identity, too, the rule converges, by what it learns."""
    J = nll(X[:2000], Y[:2000])
    found = minimise(J, np.zeros(5), LimitedMemory(factored(np.eye(5))), tolerance=1e-7)
    best = minimise(J, np.zeros(5), Newton())
    assert found.status is Status.CONVERGED
    assert_allclose(found.beta, best.beta, rtol=1e-6)


def one_hot(rng, rows, levels):
    """Return random one-hot rows with so many levels of each factor, every level taken."""
    chosen = [np.concatenate([np.arange(n), rng.integers(0, n, rows - n)]) for n in levels]
    return sp.csr_array(np.hstack([np.eye(n)[c] for n, c in zip(levels, chosen, strict=True)]))


@given(st.integers(0, 1000), st.lists(st.integers(1, 5), min_size=1, max_size=4))
def test_groups_of_one_hot_columns(seed, levels):
    """The columns of each factor are found again; a second one in a row, or a two, is noticed."""
    X = one_hot(np.random.default_rng(seed), 12, levels)
    assert one_hot_groups(X).tolist() == np.repeat(np.arange(len(levels)), levels).tolist()
    assert one_hot_groups(2 * X) is None
    assert one_hot_groups(sp.csr_array(sp.vstack([X, np.ones((1, X.shape[1]))]))) is None or (
        max(levels) == 1
    )


@given(st.integers(0, 1000))
def test_levelled_metric_is_exact_on_constants(seed):
    """It is the sum of two inverses, and the second undoes the Hessian on constants of groups."""
    rng = np.random.default_rng(seed)
    groups, units = np.array([0, 1, 1, 2, 2, 2]), rng.uniform(0.5, 2, 6)
    Z = np.eye(3)[groups] * units[:, None]
    root = rng.standard_normal((9, 6))
    H = root.T @ root + np.eye(6)
    constants, diagonal = Z.T @ H @ Z, np.diag(H)
    apply = levelled(diagonal, groups, units, constants)
    moved = H @ Z @ rng.standard_normal(3)
    coarse = apply(moved) - moved / diagonal
    assert_allclose(H @ coarse, moved, rtol=1e-9)


@pytest.mark.parametrize("intercept", [True, False])
def test_one_hot_data(intercept, monkeypatch):
    """Factors coded by 0 and 1 agree with Newton's method, weighted, in few steps."""
    rng = np.random.default_rng(4)
    Z = one_hot(rng, 4000, [40, 3, 20])
    eta = Z @ rng.standard_normal(63)
    y = (rng.random(4000) < 1 / (1 + np.exp(-eta))).astype(int)
    given = {"l2": 1.0, "weights": rng.integers(0, 4, 4000), "intercept": intercept}
    expected = fit(Z, y, **given)
    monkeypatch.setattr(wide, "WIDE", 10)
    found = fit(Z, y, **given)
    agree(found, expected)
    monkeypatch.setattr(wide, "one_hot_groups", lambda X: None)
    assert found.iterations < 30
    agree(fit(Z, y, **given), expected)


@pytest.mark.parametrize("intercept", [True, False])
def test_sparse_softmax(intercept, monkeypatch):
    """Without a Hessian the estimate is Newton's, weighted, of classes of very different size."""
    rng = np.random.default_rng(5)
    Z = sp.random_array((3000, 30), density=0.2, rng=rng, format="csr") * rng.uniform(1, 9, 30)
    y = (Z.sum(axis=1) + rng.logistic(size=3000) > 30) + (rng.random(3000) < 0.05).astype(int)
    given = {"l2": 1.0, "weights": rng.integers(0, 3, 3000), "intercept": intercept}
    expected = fit(sp.csr_array(Z), y, classes="all", **given)
    monkeypatch.setattr(kronecker, "FORMED", 0)
    monkeypatch.delattr(plan, "_carefully")
    agree(fit(sp.csr_array(Z), y, classes="all", **given), expected, reach=1e-7)


def texts(rng, rows, columns):
    """Return rows with ten entries each."""
    places = rng.integers(0, columns, 10 * rows)
    X = sp.csr_matrix((1 + rng.random(10 * rows), places, np.arange(0, 10 * rows + 1, 10)))
    X.resize((rows, columns))
    X.sum_duplicates()
    return X


def test_sparse_softmax_of_many_columns():
    """The Hessian of 60,000 coefficients would take 29 GB; the textbook's gradient vanishes."""
    rng = np.random.default_rng(6)
    X = texts(rng, 800, 20_000)
    y = (X[:, :3000].sum(axis=1).A1 + rng.gumbel(size=800) > 2) + rng.integers(0, 3, 800)
    found = fit(X, y, l2=1.0, classes="all")
    W, b = found.symmetric[:, 1:], found.symmetric[:, 0]
    residual = softmax(X @ W.T + b, axis=1) - np.eye(4)[y]
    assert found.status is Status.CONVERGED
    assert np.abs(residual.sum(axis=0)).max() < 1e-6
    assert np.abs(X.T @ residual + W.T).max() < 1e-6


@pytest.mark.parametrize("options", [{"classes": "all"}, {"firth": True}])
def test_what_needs_a_matrix_of_all_columns_is_refused(options):
    """Without a ridge or lasso penalty rank must be proved; memory is not tried for it."""
    rng = np.random.default_rng(7)
    y = rng.integers(0, 3 if "classes" in options else 2, 500)
    with pytest.raises(DataError, match=r"sparse with 100000 columns, too many.*l2=1\.0"):
        fit(texts(rng, 500, 100_000), y, **options)
