"""The update lines and the loop, on the examples of chapters 7 and 8."""

from itertools import pairwise

import numpy as np
import pytest
from numpy.testing import assert_allclose

from lrmath.numeric import GradientDescent, Newton, Status, minimise, nll, ridge
from lrmath.numeric.solve.loop import gradient_step, newton_step


def with_constant(x):
    """Return the columns 1 and x."""
    return np.column_stack([np.ones(len(x)), x])


@pytest.fixture
def five_points():
    """Return x = (-2..2) with a constant, y = (0, 1, 0, 1, 1)."""
    return with_constant(np.arange(-2.0, 3.0)), np.array([0, 1, 0, 1, 1])


@pytest.fixture
def twenty_three():
    """Return the 23 points on which the plain Newton iteration diverges from 0 (chapter 8)."""
    x = np.concatenate([[-2.0, -1.0], np.zeros(20), [100.0]])
    return with_constant(x), np.concatenate([[1, 0], np.ones(20), [1]])


def test_gradient_step():
    """One step of gradient descent is beta - step * gradient."""
    assert_allclose(gradient_step([1.0, 2.0], [0.5, -1.0], 0.1), [0.95, 2.1])


def test_first_newton_step(five_points):
    """From 0 on the five points Newton goes to (0.4, 0.8) (exercise 8.2)."""
    J = nll(*five_points)
    beta = np.zeros(2)
    assert_allclose(newton_step(beta, J.gradient(beta), J.hessian(beta)), [0.4, 0.8], rtol=1e-14)


def test_newton_step_does_not_depend_on_units():
    """Columns in units of 1e-8 and 1e8 give the same step in those units."""
    H, g, unit = np.array([[2.0, 1.0], [1.0, 3.0]]), np.array([1.0, 2.0]), np.array([1e-8, 1e8])
    scaled = newton_step(np.zeros(2), unit * g, H * unit * unit[:, None])
    assert_allclose(scaled * unit, newton_step(np.zeros(2), g, H), rtol=1e-14)


@pytest.mark.parametrize("H", [np.zeros((2, 2)), -np.eye(2), np.ones((2, 2))])
def test_newton_step_needs_a_positive_definite_hessian(H):
    """A Hessian without a Cholesky factor is refused, not inverted."""
    with pytest.raises(np.linalg.LinAlgError):
        newton_step(np.zeros(2), np.ones(2), H - 1e-12 * np.eye(2))


def test_newton_finds_the_estimate(five_points):
    """The five points have the estimate (0.622690, 1.090426) and J = 2.421967 (exercise 8.2)."""
    found = minimise(nll(*five_points), np.zeros(2), Newton())
    assert found.status is Status.CONVERGED
    assert_allclose(found.beta, [0.622690, 1.090426], atol=5e-7)
    assert found.value == pytest.approx(2.421967, abs=5e-7)
    assert found.gradient_norm < 1e-6


def test_newton_converges_quadratically(five_points):
    """The error is squared in each step, up to a constant (thm T8.2)."""
    found = minimise(nll(*five_points), np.zeros(2), Newton(), tolerance=1e-12)
    errors = [np.linalg.norm(point.beta - found.beta) for point in found.trace[1:4]]
    assert all(after < before**2 for before, after in pairwise(errors))


def test_plain_newton_diverges_where_the_damped_one_converges(twenty_three):
    """On the 23 points the plain losses rise to 2447.09; line search reaches J = 3.16736 (T8.4)."""
    J = nll(*twenty_three)
    plain = minimise(J, np.zeros(2), Newton(damped=False))
    losses = [15.94, 5.25, 4.21, 4.07, 4.04, 3.99, 4.27, 3.81, 4.60, 50.86, 2447.09]
    assert_allclose([point.value for point in plain.trace[:11]], losses, atol=5.1e-3)
    assert not plain.status.converged
    damped = minimise(J, np.zeros(2), Newton())
    assert damped.status is Status.CONVERGED
    assert_allclose(damped.beta, [3.79182, 1.77764], atol=5e-6)
    assert damped.value == pytest.approx(3.16736, abs=5e-6)
    assert np.all(np.diff([point.value for point in damped.trace]) < 0)


@pytest.mark.parametrize(("start", "converges"), [(2.177318, True), (2.177320, False)])
def test_threshold_of_plain_newton(start, converges):
    """For y = (1, 0) at x = 1, w - sinh w converges below |w| = 2.177319 only (T8.3)."""
    J = nll(np.ones((2, 1)), np.array([1, 0]))
    found = minimise(J, [start], Newton(damped=False), max_iter=200)
    assert found.status.converged is converges
    assert minimise(J, [start], Newton()).status is Status.CONVERGED


def test_gradient_descent_needs_the_predicted_iterations(five_points):
    """With step 1/L the error shrinks by 1 - lambda_min / L a step in the end (T7.3)."""
    X, y = five_points
    J, L = nll(X, y), np.linalg.eigvalsh(X.T @ X).max() / 4
    found = minimise(J, np.zeros(2), GradientDescent(1 / L), tolerance=1e-9, max_iter=1000)
    assert found.status is Status.CONVERGED
    rate = max(abs(1 - np.linalg.eigvalsh(J.hessian(found.beta)) / L))
    norms = [point.gradient_norm for point in found.trace]
    assert norms[-1] / norms[-2] == pytest.approx(rate, rel=1e-3)


def test_gradient_descent_two_cycle():
    """With mean loss and step 10 the iterates alternate between -1.7760 and 1.7760 (T7.4)."""
    J = nll(np.ones((2, 1)), np.array([1, 0]), weights=[0.5, 0.5])
    found = minimise(J, [1.0], GradientDescent(10.0), max_iter=300)
    assert found.status is Status.BUDGET
    assert_allclose([abs(point.beta[0]) for point in found.trace[-2:]], 1.776029, atol=1e-6)
    assert found.trace[-1].beta * found.trace[-2].beta < 0


def test_budget_is_reported_and_exact():
    """Out of iterations is never called converged, and no step more is taken."""
    J = nll(np.ones((2, 1)), np.array([1, 0]))
    found = minimise(J, [3.0], GradientDescent(0.01), max_iter=7)
    assert (found.status, found.iterations, len(found.trace)) == (Status.BUDGET, 7, 8)
    assert "BUDGET" in repr(found)


def test_convergence_in_the_last_allowed_step_counts():
    """If the budget is just enough, the solution is converged."""
    J = nll(np.ones((3, 1)), np.array([1, 0, 1]))
    needed = minimise(J, [0.0], Newton()).iterations
    assert minimise(J, [0.0], Newton(), max_iter=needed).status is Status.CONVERGED
    assert minimise(J, [0.0], Newton(), max_iter=needed - 1).status is Status.BUDGET


def test_overflow_is_reported_as_divergence():
    """A step length that throws the iterates out of range ends as DIVERGED, without a warning."""
    J = nll(np.array([[1e200]]), np.array([0])) + ridge(1.0)
    found = minimise(J, [1e200], GradientDescent(1e200), max_iter=50)
    assert found.status is Status.DIVERGED


def test_singular_hessian_is_reported():
    """Two equal columns leave no Newton direction."""
    J = nll(np.ones((4, 2)), np.array([0, 1, 1, 1]))
    assert minimise(J, np.zeros(2), Newton()).status is Status.SINGULAR


def test_start_is_not_modified_and_results_are_immutable(five_points):
    """The start keeps its value; a solution's fields cannot be set."""
    start = np.zeros(2)
    found = minimise(nll(*five_points), start, Newton())
    assert np.array_equal(start, [0, 0])
    with pytest.raises(AttributeError):
        found.status = Status.BUDGET


def test_tolerance_below_rounding_still_ends(five_points):
    """Asked for more than double precision has, Newton converges or says that it stalled."""
    found = minimise(nll(*five_points), np.zeros(2), Newton(), tolerance=0.0, max_iter=50)
    assert found.status in (Status.CONVERGED, Status.STALLED, Status.BUDGET)
    assert_allclose(found.beta, [0.622690, 1.090426], atol=5e-7)


def test_every_status_is_a_sentence_with_a_remedy():
    """What went wrong is said in words; all but one of them are not converged."""
    for status in Status:
        assert str(status).endswith(".")
        assert str(status).startswith("Converged" if status.converged else "Not converged: ")
