"""All solvers on one data set (chapters 7 and 8), and what each of them promises."""

from itertools import islice, pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from sklearn.datasets import load_breast_cancer

from lrmath.numeric import (
    GradientDescent,
    Majorise,
    Newton,
    Status,
    bfgs,
    fit,
    gradient,
    lipschitz_constant,
    minimise,
    nll,
    reshuffled,
    ridge,
    sgd,
    stochastic_steps,
)


@pytest.fixture(scope="module")
def tumours():
    """Return a constant, two standardised features of the breast-cancer data, and labels."""
    X, benign = load_breast_cancer(return_X_y=True)
    X = (X[:, :2] - X[:, :2].mean(axis=0)) / X[:, :2].std(axis=0)
    return np.column_stack([np.ones(len(X)), X]), 1 - benign


def descends(solution):
    """Say whether the objective fell in every step, down to rounding."""
    values = [point.value for point in solution.trace]
    return all(after <= before * (1 + 1e-14) for before, after in pairwise(values))


def test_one_data_set_all_solvers(tumours):
    """Gradient descent 384, MM 320, BFGS 19 iterations to |g| < 1e-6 (chapters 7, 8)."""
    X, y = tumours
    J, start = nll(X, y), np.zeros(3)
    descent = GradientDescent(1 / lipschitz_constant(X))
    found = {
        384: minimise(J, start, descent, tolerance=1e-6, max_iter=500),
        320: minimise(J, start, Majorise.of(X), tolerance=1e-6, max_iter=500),
        19: bfgs(J, start, tolerance=1e-6),
        13: bfgs(J, start, memory=5, tolerance=1e-6),
    }
    estimate = fit(X[:, 1:], y).coefficients
    for iterations, solution in found.items():
        assert solution.status is Status.CONVERGED
        assert solution.iterations == pytest.approx(iterations, abs=2)
        assert_allclose(solution.beta, estimate, atol=1e-6)
        assert descends(solution)


def test_lipschitz_constant(tumours):
    """L = 188.3080 on the two features (exercise 5.3); a penalty adds to it."""
    X, y = tumours
    assert lipschitz_constant(X[:, 1:]) == pytest.approx(188.3080, abs=5e-5)
    top = np.linalg.eigvalsh(nll(X, y).hessian(np.zeros(3))).max()
    assert lipschitz_constant(X, lam=2.0) == pytest.approx(top + 2)


@given(st.integers(0, 1000))
def test_safe_step_obeys_the_descent_lemma(seed):
    """With step 1/L each step gains at least |g|^2 / 2L (T7.1)."""
    rng = np.random.default_rng(seed)
    X, y, beta = rng.standard_normal((10, 3)), rng.integers(0, 2, 10), rng.standard_normal(3)
    J, L = nll(X, y), lipschitz_constant(X)
    g = J.gradient(beta)
    assert J.value(beta - g / L) <= J.value(beta) - g @ g / (2 * L) + 1e-12


@given(st.integers(0, 1000))
def test_bound_always_descends(seed):
    """The step of Boehning and Lindsay never raises the objective, from any start."""
    rng = np.random.default_rng(seed)
    X, y = rng.standard_normal((12, 3)), rng.integers(0, 2, 12)
    J = nll(X, y) + ridge(0.1)
    start = 5 * rng.standard_normal(3)
    assert descends(minimise(J, start, Majorise.of(X, lam=0.1), tolerance=1e-6))


def test_damped_descent_survives_a_step_too_long(tumours):
    """Steps eight times too long are halved where they must be, and then it needs fewer."""
    X, y = tumours
    J, step = nll(X, y), 8 / lipschitz_constant(X)
    damped = minimise(J, np.zeros(3), GradientDescent(step, damped=True), tolerance=1e-6)
    assert damped.status is Status.CONVERGED
    assert damped.iterations < 100
    assert descends(damped)


def test_convergence_is_no_worse_than_one_over_k(tumours):
    """J(beta_k) - J* <= L |beta_0 - beta*|^2 / 2k for every k (T7.2)."""
    X, y = tumours
    J, L = nll(X, y), lipschitz_constant(X)
    trace = minimise(J, np.zeros(3), GradientDescent(1 / L), tolerance=0, max_iter=300).trace
    best = minimise(J, np.zeros(3), Newton())
    room = L * np.sum(best.beta**2) / 2
    assert all(p.value - best.value <= room / k for k, p in enumerate(trace[1:], start=1))


def test_singular_bound_is_reported():
    """Equal columns leave the bound without an inverse."""
    X = np.ones((4, 2))
    found = minimise(nll(X, [0, 1, 1, 1]), np.zeros(2), Majorise.of(X))
    assert found.status is Status.SINGULAR


def test_bfgs_says_how_it_ended(tumours):
    """Too few iterations are a budget; an unreachable tolerance is a stall."""
    X, y = tumours
    J = nll(X, y)
    assert bfgs(J, np.zeros(3), max_iter=3).status is Status.BUDGET
    assert bfgs(J, np.zeros(3), memory=3, max_iter=3).status is Status.BUDGET
    assert bfgs(J, np.zeros(3), tolerance=1e-300).status is Status.STALLED


@pytest.mark.parametrize("memory", [None, 10])
def test_bfgs_reaches_its_tolerance(memory):
    """Where values agree in all digits slopes still tell: all thirty features, to 1e-8."""
    X, y = load_breast_cancer(return_X_y=True)
    X = np.column_stack([np.ones(len(y)), (X - X.mean(axis=0)) / X.std(axis=0)])
    J = nll(X, y) + ridge(1.0, intercept=True)
    found = bfgs(J, np.zeros(31), memory=memory)
    assert found.status is Status.CONVERGED
    assert np.abs(J.gradient(found.beta)).max() <= 1e-8


def test_reshuffled_blocks_are_rounds():
    """Each round holds every row once, in another order."""
    X, y = np.arange(10.0)[:, None], np.arange(10.0)
    rounds = list(islice(reshuffled(X, y, 4), 6))
    first, second = (np.concatenate([b[1] for b in part]) for part in (rounds[:3], rounds[3:]))
    assert sorted(first) == sorted(second) == sorted(y)
    assert not np.array_equal(first, second)
    assert [len(block[1]) for block in rounds] == [4, 4, 2, 4, 4, 2]
    assert all(np.array_equal(block[0][:, 0], block[1]) for block in rounds)


def test_block_gradient_is_unbiased():
    """The mean of single-row gradients is the gradient of the mean loss (T7.6)."""
    rng = np.random.default_rng(0)
    X, y, beta = rng.standard_normal((30, 3)), rng.integers(0, 2, 30), rng.standard_normal(3)
    single = [gradient(X[i : i + 1], y[i : i + 1], beta) for i in range(30)]
    assert_allclose(np.mean(single, axis=0), gradient(X, y, beta) / 30, rtol=1e-12)


def test_one_block_of_all_rows_is_gradient_descent(tumours):
    """A stream of whole data sets gives the iterates of gradient descent on the mean loss."""
    X, y = tumours
    path = list(islice(stochastic_steps([(X, y)] * 3, np.zeros(3), lambda k: 0.5), 3))
    mean = nll(X, y, weights=np.full(len(y), 1 / len(y)))
    expected = minimise(mean, np.zeros(3), GradientDescent(0.5), max_iter=3)
    assert_allclose(path, [point.beta for point in expected.trace[1:]], rtol=1e-12)


def test_falling_steps_converge_and_constant_ones_do_not(tumours):
    """After twenty epochs falling steps are much nearer to the estimate (T7.6)."""
    X, y = tumours
    best = minimise(nll(X, y), np.zeros(3), Newton()).value
    falling = sgd(X, y, np.zeros(3), step=lambda k: 2 / (1 + k / 100), epochs=20)
    constant = sgd(X, y, np.zeros(3), step=lambda k: 2.0, epochs=20)
    assert falling.value - best < 0.1 * (constant.value - best)
    assert falling.status is constant.status is Status.BUDGET
    assert falling.iterations == 20


def test_sgd_reports_convergence_and_divergence(tumours):
    """The gradient of all rows decides; steps out of range end the run."""
    X, y = tumours
    whole = sgd(X, y, np.zeros(3), step=lambda k: 3.0, epochs=400, size=len(y), tolerance=1e-5)
    assert whole.status is Status.CONVERGED
    assert whole.gradient_norm <= 1e-5
    wild = sgd(1e200 * X, y, np.zeros(3), step=lambda k: 1e200, epochs=5)
    assert wild.status is Status.DIVERGED


def test_seeds_reproduce(tumours):
    """The same seed gives the same path, another seed another."""
    X, y = tumours
    first, again, other = (
        sgd(X, y, np.zeros(3), step=lambda k: 0.1, epochs=1, seed=s).beta for s in (1, 1, 2)
    )
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)
