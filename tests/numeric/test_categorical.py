"""Softmax and the categorical family, against mpmath and differences."""

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.testing import assert_allclose

from lrmath.numeric import log_sum_exp, softmax
from lrmath.numeric.model import categorical, objective
from lrmath.numeric.model.objective import Objective, Quadratic
from lrmath.numeric.model.rows import Rows

EPS = np.finfo(float).eps
logits = arrays(float, 4, elements=st.floats(-700, 700))


def test_known_values():
    """softmax(1, 2, 3) and its log-sum-exp (exercise 10.1)."""
    assert_allclose(softmax([1, 2, 3]), [0.090031, 0.244728, 0.665241], atol=5e-7)
    assert log_sum_exp([1, 2, 3]) == pytest.approx(3.407606, abs=5e-7)


@given(logits, st.floats(-100, 100))
def test_shift(eta, c):
    """Adding a constant leaves softmax as it is, and adds itself to log_sum_exp (T9.5)."""
    assert_allclose(softmax(eta + c), softmax(eta), rtol=1e-12, atol=1e-300)
    assert log_sum_exp(eta + c) == pytest.approx(log_sum_exp(eta) + c, rel=4 * EPS, abs=1e-12)


@given(logits, st.integers(0, 3))
def test_terms_keep_their_digits(eta, label):
    """Loss and residual agree with 400 digits, however sure the class is."""
    family = categorical.Categorical(4, symmetric=True)
    terms = family.terms(eta[:, None], np.array([label]))
    with mpmath.workdps(700):
        powers = [mpmath.exp(mpmath.mpf(float(t))) for t in eta]
        total = mpmath.fsum(powers)
        loss = mpmath.log(total) - mpmath.mpf(float(eta[label]))
        others = mpmath.fsum(p for k, p in enumerate(powers) if k != label)
        spread = EPS * float(np.ptp(eta)) + 8 * EPS
        assert abs(mpmath.mpf(float(terms.loss[0])) - loss) <= spread * loss + mpmath.mpf("1e-310")
        residual = mpmath.mpf(float(terms.residual[label, 0]))
        assert abs(residual + others / total) <= spread * others / total + mpmath.mpf("1e-310")


def test_derivatives_agree_with_differences():
    """The gradient is the slope of the loss, the Hessian that of the gradient, R its factor."""
    rng = np.random.default_rng(0)
    y = rng.integers(0, 4, 30).astype(float)
    rows = Rows(rng.standard_normal((30, 3)), y, family=categorical.Categorical(4))
    J = Objective((objective.Likelihood.of(rows),))
    beta, h = rng.standard_normal(9), 1e-6
    steps = h * np.eye(9)
    slopes = [(J.value(beta + s) - J.value(beta - s)) / (2 * h) for s in steps]
    assert_allclose(J.gradient(beta), slopes, rtol=1e-7, atol=1e-8)
    bends = [(J.gradient(beta + s) - J.gradient(beta - s)) / (2 * h) for s in steps]
    assert_allclose(J.hessian(beta), bends, rtol=1e-7, atol=1e-8)
    R = J.factor(beta)
    assert_allclose(R.T @ R, J.hessian(beta), rtol=1e-11, atol=1e-12)


def test_quadratic_term():
    """1/2 |root beta|^2 has gradient root'root beta and Hessian root'root."""
    root = np.array([[1.0, 2.0], [0.0, 3.0], [1.0, 1.0]])
    term, beta = Objective((Quadratic(root),)), np.array([0.5, -1.0])
    assert term.value(beta) == pytest.approx(0.5 * np.sum((root @ beta) ** 2))
    assert_allclose(term.gradient(beta), root.T @ root @ beta)
    assert_allclose(term.hessian(beta), root.T @ root)
    assert_allclose(term.factor(beta).T @ term.factor(beta), root.T @ root)
