"""Loss, gradient and Hessian, against the complex step and against each other."""

from operator import add

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose

from lrmath.numeric import gradient, hessian, loss, nll, ridge
from lrmath.numeric.model import rows


def naive_loss(X, y, beta):
    """Write J(beta) as in the textbook, for complex beta too."""
    eta = X @ beta
    return np.sum(np.log(1 + np.exp(eta)) - y * eta)


def naive_gradient(X, y, beta):
    """Write X'(p - y) as in the textbook, for complex beta too."""
    return X.T @ (1 / (1 + np.exp(-(X @ beta))) - y)


def complex_step(function, beta, h=1e-30):
    """Return the Jacobian of an analytic function (W. Squire and G. Trapp, SIAM Rev. 40, 1998)."""
    columns = [np.imag(function(beta + 1j * h * unit)) / h for unit in np.eye(len(beta))]
    return np.stack(columns, axis=-1)


@pytest.fixture
def data():
    """Return 40 rows, 3 columns, labels, coefficients."""
    rng = np.random.default_rng(0)
    return (
        rng.standard_normal((40, 3)),
        rng.integers(0, 2, 40).astype(float),
        rng.standard_normal(3),
    )


def test_known_values():
    """The five points at beta = 0: gradient (-1/2, -2), Hessian diag(5/4, 5/2) (chapters 4, 5)."""
    X = np.column_stack([np.ones(5), np.arange(-2.0, 3.0)])
    y = np.array([0, 1, 0, 1, 1])
    assert loss(X, y, np.zeros(2)) == pytest.approx(5 * np.log(2), rel=1e-15)
    assert_allclose(gradient(X, y, np.zeros(2)), [-0.5, -2])
    assert_allclose(hessian(X, y, np.zeros(2)), np.diag([1.25, 2.5]))


def test_gradient_is_the_derivative_of_the_loss(data):
    """The complex step through the naive loss gives the gradient to 1e-13."""
    X, y, beta = data
    expected = complex_step(lambda b: naive_loss(X, y, b), beta)
    assert_allclose(gradient(X, y, beta), expected, rtol=1e-13, atol=1e-13)


def test_hessian_is_the_derivative_of_the_gradient(data):
    """The complex step through the naive gradient gives the Hessian to 1e-13."""
    X, y, beta = data
    expected = complex_step(lambda b: naive_gradient(X, y, b), beta)
    assert_allclose(hessian(X, y, beta), expected, rtol=1e-13, atol=1e-13)


@given(
    arrays(float, (8, 3), elements=st.floats(-3, 3)), arrays(float, 3, elements=st.floats(-3, 3))
)
def test_convexity(X, v):
    """For every v, v'Hv >= 0, and the Hessian is symmetric (thm-convexity)."""
    H = hessian(X, np.zeros(8), v)
    assert np.array_equal(H, H.T)
    assert v @ H @ v >= -1e-12


def test_objective_agrees_with_the_formulas(data):
    """The objective evaluates what loss, gradient and hessian say, one by one and fused."""
    X, y, beta = data
    objective = nll(X, y)
    fused = objective.evaluate(beta)
    for found in (fused.value, objective.value(beta)):
        assert found == pytest.approx(loss(X, y, beta), rel=1e-14)
    for found in (fused.gradient, objective.gradient(beta)):
        assert_allclose(found, gradient(X, y, beta), rtol=1e-13)
    for found in (fused.hessian, objective.hessian(beta)):
        assert_allclose(found, hessian(X, y, beta), rtol=1e-13)


def test_penalty_adds_value_gradient_and_hessian(data):
    """An objective plus a penalty is the sum of both in every derivative and in its factor."""
    X, y, beta = data
    lam = 0.7
    sum_ = nll(X, y) + ridge(lam)
    assert sum_.value(beta) == pytest.approx(loss(X, y, beta) + 0.5 * lam * beta @ beta)
    assert_allclose(sum_.gradient(beta), gradient(X, y, beta) + lam * beta)
    assert_allclose(sum_.hessian(beta), hessian(X, y, beta) + lam * np.eye(3))
    R = sum_.factor(beta)
    assert_allclose(R.T @ R, sum_.hessian(beta), rtol=1e-12, atol=1e-13)


def test_ridge_spares_the_intercept():
    """With an intercept the first coefficient is free; a vector gives each its own penalty."""
    beta = np.array([3.0, 1.0, 2.0])
    assert ridge(2.0, intercept=True).value(beta) == 1 + 4
    assert_allclose(ridge([0.0, 1.0, 3.0]).gradient(beta), [0, 1, 6])


@pytest.mark.parametrize("lam", [-1.0, np.nan, np.inf, [1.0, -1.0]])
def test_ridge_refuses_what_is_no_penalty(lam):
    """A negative or infinite penalty is refused with the value."""
    with pytest.raises(ValueError, match=r"ridge\(lam\) needs finite lam >= 0, got"):
        ridge(lam)


def test_weights_count_and_offset_shifts(data):
    """Weight 2 is a row given twice; an offset is a coefficient fixed at one."""
    X, y, beta = data
    twice = np.r_[0:40, 0:5]
    weights = np.bincount(twice).astype(float)
    found, expected = nll(X, y, weights).evaluate(beta), nll(X[twice], y[twice]).evaluate(beta)
    assert found.value == pytest.approx(expected.value)
    assert_allclose(found.gradient, expected.gradient, rtol=1e-12)
    assert_allclose(found.hessian, expected.hessian, rtol=1e-12)
    shifted = nll(X[:, 1:], y, offset=X[:, 0] * beta[0]).value(beta[1:])
    assert shifted == pytest.approx(loss(X, y, beta))


def test_blocks_add_up(data, monkeypatch):
    """Cutting the rows into blocks of three changes nothing but rounding."""
    X, y, beta = data
    whole, R = nll(X, y).evaluate(beta), nll(X, y).factor(beta)
    monkeypatch.setattr(rows, "BLOCK_BYTES", 3 * (3 + rows.VECTORS) * 8)
    assert rows.Rows(X, y).total(lambda part: 1, add) == 14
    cut = nll(X, y).evaluate(beta)
    assert cut.value == pytest.approx(whole.value, rel=1e-14)
    assert_allclose(cut.gradient, whole.gradient, rtol=1e-13)
    assert_allclose(cut.hessian, whole.hessian, rtol=1e-13)
    assert_allclose(np.abs(nll(X, y).factor(beta)), np.abs(R), rtol=1e-12, atol=1e-14)


def test_accurate_where_the_naive_formula_is_not():
    """A point classified with margin 40 costs e^-40, where the naive loss says 0 (chapter 9)."""
    X, y = np.array([[40.0]]), np.array([1.0])
    assert loss(X, y, [1.0]) == pytest.approx(np.exp(-40), rel=1e-15)
    assert gradient(X, y, [1.0])[0] == pytest.approx(-40 * np.exp(-40), rel=1e-15)
