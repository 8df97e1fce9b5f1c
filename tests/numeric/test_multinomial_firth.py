"""Firth's method for many classes, against the two-class fit, closed forms, SciPy and mpmath."""

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy.optimize import minimize
from sklearn.datasets import load_iris

from lrmath.numeric import ConvergenceWarning, RankError, SeparationError, Status, fit
from lrmath.numeric.model.categorical import Categorical
from lrmath.numeric.model.coding import Coding
from lrmath.numeric.model.families import BINARY
from lrmath.numeric.model.jeffreys import FirthObjective
from lrmath.numeric.model.objective import Likelihood
from lrmath.numeric.model.rows import Rows

COUNTS = st.integers(0, 30)


@pytest.fixture(scope="module")
def iris():
    """Return the measurements and the species, which are separated."""
    return load_iris(return_X_y=True)


def penalised_loss(A, y, theta):
    """Return -l - 1/2 ln det I from the textbook formulas."""
    W = np.vstack([np.zeros(A.shape[1]), theta.reshape(-1, A.shape[1])])
    eta = A @ W.T
    p = np.exp(eta - eta.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    q = p[:, 1:]
    S = np.einsum("ik,kl->ikl", q, np.eye(q.shape[1])) - np.einsum("ik,il->ikl", q, q)
    information = np.einsum("ikl,ir,is->krls", S, A, A, optimize=True).reshape(2 * [theta.size])
    return -np.log(p[np.arange(len(y)), y]).sum() - 0.5 * np.linalg.slogdet(information)[1]


def test_gradient_is_that_of_the_value():
    """Central differences of the textbook formula give the gradient; weights are repetitions."""
    rng = np.random.default_rng(0)
    A, y = np.column_stack([np.ones(30), rng.standard_normal((30, 2))]), rng.integers(0, 4, 30)
    weights = rng.integers(1, 4, 30)
    rows = Rows(A, y.astype(float), weights.astype(float), family=Categorical(4))
    J = FirthObjective((Likelihood.of(rows),))
    repeated = np.repeat(A, weights, axis=0), np.repeat(y, weights)
    theta, h = rng.standard_normal(9) / 3, 1e-5
    assert J.value(theta) == pytest.approx(penalised_loss(*repeated, theta), rel=1e-12)
    steps = h * np.eye(9)
    ups, downs = ([penalised_loss(*repeated, theta + sign * s) for s in steps] for sign in (1, -1))
    assert_allclose(J.gradient(theta), (np.array(ups) - downs) / (2 * h), rtol=1e-6)
    wide = J.in_precision(np.longdouble)
    assert_allclose(wide.gradient(theta.astype(np.longdouble)), J.gradient(theta), rtol=1e-12)


def test_two_classes_are_the_two_class_penalty(iris):
    """With K = 2 value and gradient are those of the Bernoulli family."""
    X, y = iris
    A, labels, theta = np.column_stack([np.ones(150), X]), (y > 0).astype(float), np.full(5, 0.1)
    one = FirthObjective((Likelihood(Rows(A, labels, family=BINARY)),))
    every = Coding(1, np.zeros(5, dtype=int), np.arange(5))
    two = FirthObjective((Likelihood(Rows(A, labels, family=Categorical(2)), every),))
    assert two.value(theta) == pytest.approx(one.value(theta), rel=1e-13)
    assert_allclose(two.gradient(theta), one.gradient(theta), rtol=1e-11)


def test_separated_data_have_an_estimate(iris):
    """SciPy's search from another start finds nothing better; the plain fit does not exist."""
    X, y = iris
    with pytest.raises(SeparationError):
        fit(X, y, classes="all")
    found = fit(X, y, classes="all", firth=True)
    A = np.column_stack([np.ones(150), X - X.mean(axis=0)])
    theta = found.coefficients.copy()
    theta[:, 0] += theta[:, 1:] @ X.mean(axis=0)
    peer = minimize(lambda v: penalised_loss(A, y, v), 0.8 * theta.ravel(), options={"gtol": 1e-6})
    assert peer.fun == pytest.approx(penalised_loss(A, y, theta.ravel()), abs=1e-8)
    assert_allclose(peer.x, theta.ravel(), atol=2e-3)
    assert found.status is Status.CONVERGED


def test_reference_does_not_matter(iris):
    """Renamed classes, and with them another reference, get the same probabilities."""
    X, y = iris
    found, other = (
        fit(X, y, classes="all", firth=True),
        fit(X, np.array([2, 0, 1])[y], classes="all", firth=True),
    )
    assert_allclose(other.predict_proba(X)[:, [2, 0, 1]], found.predict_proba(X), atol=1e-12)
    assert other.maximum == pytest.approx(found.maximum, rel=1e-13)


@given(st.lists(COUNTS, min_size=3, max_size=3), st.lists(COUNTS, min_size=3, max_size=3))
def test_saturated_table_adds_a_half(first, second):
    """Of a table of two groups and three classes the odds are of the counts plus 1/2, zeros too."""
    counts = np.array([first, second])
    if 0 in counts.sum(axis=0) or 0 in counts.sum(axis=1):
        return
    x, y = np.repeat([0.0, 1.0], 3)[:, None], np.tile([0, 1, 2], 2)
    found = fit(x, y, weights=counts.ravel(), classes="all", firth=True)
    logs = np.log((counts[:, 1:] + 0.5) / (counts[:, :1] + 0.5))
    assert found.status is Status.CONVERGED
    assert_allclose(found.coefficients, np.array([logs[0], logs[1] - logs[0]]).T, atol=1e-12)


def test_digits_against_mpmath(digits):
    """The maximum of the penalised likelihood, found by mpmath, has the digits promised.

    The three classes are separated by x.
    """
    x, y = np.arange(9.0), np.repeat([0, 1, 2], 3)
    found = fit(x[:, None], y, classes="all", firth=True)
    with mpmath.workdps(40):
        start = [mpmath.mpf(float(b)) for b in found.coefficients.ravel()]
        gradient = [partial_derivative(x, y, k) for k in range(4)]
        root = mpmath.findroot(lambda *b: [g(b) for g in gradient], start, tol=1e-30)
        right = digits(found.coefficients.ravel(), list(root))
    assert right >= min(found.digits, 13)
    assert found.digits > 12


def partial_derivative(x, y, k):
    """Return b -> the derivative of l + 1/2 ln det I in its entry k, as a central difference."""
    h = mpmath.mpf(10) ** -10

    def derivative(b):
        up, down = list(b), list(b)
        up[k] += h
        down[k] -= h
        return (penalised(x, y, up) - penalised(x, y, down)) / (2 * h)

    return derivative


def penalised(x, y, b):
    """Return l + 1/2 ln det I of three classes in mpmath."""
    total, information = mpmath.mpf(0), mpmath.matrix(4)
    for t, label in zip(x.tolist(), y.tolist(), strict=True):
        e = [mpmath.mpf(1), mpmath.exp(b[0] + b[1] * t), mpmath.exp(b[2] + b[3] * t)]
        p = [value / mpmath.fsum(e) for value in e]
        total += mpmath.log(p[label])
        for r in range(4):
            for s in range(4):
                c, d = r // 2, s // 2
                V = p[c + 1] * ((c == d) - p[d + 1])
                information[r, s] += V * mpmath.mpf(t) ** (r % 2 + s % 2)
    return total + mpmath.log(mpmath.det(information)) / 2


def test_hypotheses_of_three_separated_classes(iris):
    """Profile intervals of the penalised likelihood end where its ratio test says 5 %."""
    X, y = iris[0][:, :1], iris[1]
    found = fit(X, y, classes="all", firth=True)
    (low, high), estimate = found.profile_intervals("1: x1")[0], found.coefficients[0, 1]
    assert low < estimate < high
    for end in (low, high):
        assert found.likelihood_ratio_test("1: x1", value=end).p_value == pytest.approx(0.05)


def test_units_are_free(iris):
    """Units and origins of the columns change the coefficients, not the model."""
    X, y = iris
    moved = fit(X * [1, 1e5, 1e-5, 1] + 100, y, classes="all", firth=True)
    base = fit(X, y, classes="all", firth=True)
    slopes = moved.coefficients[:, 1:] * [1, 1e5, 1e-5, 1]
    assert_allclose(slopes, base.coefficients[:, 1:], rtol=1e-6)


def test_refusals(iris):
    """Dependent columns are named; too few iterations are not called converged."""
    X, y = iris
    with pytest.raises(RankError, match="'x5' is a combination of 'x1'"):
        fit(np.column_stack([X, X[:, 0]]), y, classes="all", firth=True)
    with pytest.warns(ConvergenceWarning, match="ran out"):
        found = fit(X, y, max_iter=1, classes="all", firth=True)
    assert found.status is Status.BUDGET
    assert "Fit(firth, 3 classes" in repr(found)
