"""From checked labels to the estimate of a softmax regression, as in ``estimate``."""

from __future__ import annotations

from functools import partial
from operator import add
from typing import Any

import numpy as np
from scipy.sparse import diags_array, kron

from lrmath.numeric.data.observations import Data, model_matrix
from lrmath.numeric.data.problem import Problem
from lrmath.numeric.estimate.kronecker import LaterMultinomial, quick_multinomial
from lrmath.numeric.estimate.plan import TOLERANCE, Estimate, Known, errors_at
from lrmath.numeric.estimate.subsample import Quick
from lrmath.numeric.exist.bound import SETTLED, judged, require_full_rank, settled
from lrmath.numeric.exist.separation import decide_rows
from lrmath.numeric.linalg.arrays import Array, Indices
from lrmath.numeric.linalg.factor import half_solve, solve
from lrmath.numeric.linalg.parallel import threads
from lrmath.numeric.linalg.storage import Matrix, by_rows, dense
from lrmath.numeric.model.categorical import (
    CategoricalLikelihood,
    categorical_terms,
    from_reference,
)
from lrmath.numeric.model.iterate import Point
from lrmath.numeric.model.objective import Objective, Quadratic
from lrmath.numeric.model.rows import Rows, change_block, map_reduce
from lrmath.numeric.model.scaling import Scaling
from lrmath.numeric.model.score import Extended, Score
from lrmath.numeric.solve.loop import Solution, minimise
from lrmath.numeric.solve.refinement import corrected, right_digits, rounding_size, summed
from lrmath.numeric.solve.rules import Newton
from lrmath.numeric.solve.status import Status


def estimate_multinomial(
    data: Data, classes: tuple[Any, ...], l2: float, max_iter: int
) -> Estimate:
    """Return the minimiser of the penalised negative log-likelihood, classes one after the other.

    Raises ``RankError`` or ``SeparationError`` if there is no unique minimiser.
    """
    problem = Problem.of(data, l2)
    k = len(classes) - 1
    penalty = _penalty_root(problem.penalties, k)
    objective = Objective((CategoricalLikelihood(problem.scaled, k + 1), Quadratic(penalty)))
    with threads(data.X.shape[0] * data.X.shape[1]):
        quick = quick_multinomial(problem, objective, k, max_iter)
        if quick is not None:
            return _quickly(problem, objective, quick)
        if not problem.penalised:
            require_full_rank(problem)
        start = np.zeros(k * len(data.names))
        solution = _by_newton(objective, start, max_iter)
        if not problem.penalised:
            solution = _require_overlap(problem, classes, objective, solution)
        change = partial(_change, problem.scaled, k)
        solution = settled(objective, change, solution, max_iter)
        return _scaled_back(problem, objective, penalty, solution)


def _by_newton(objective: Objective, start: Array, max_iter: int) -> Solution:
    """Minimise with Cholesky factors of the Hessian, and by QR where these do not get there."""
    solution = minimise(
        objective, start, Newton(squared=True), tolerance=TOLERANCE, max_iter=max_iter
    )
    if solution.status.converged:
        return solution
    return minimise(objective, start, Newton(), tolerance=TOLERANCE, max_iter=max_iter)


def _quickly(problem: Problem, objective: Objective, quick: Quick) -> Estimate:
    """Return the solution of data that are not small; its errors come when they are asked for."""
    coefficients, status = _unscale(problem.scaling, quick.theta), quick.solution.status
    units = np.tile(problem.scaling.units, len(coefficients) // len(problem.data.names))
    digits = right_digits(coefficients, quick.roughly, quick.rounding, units)
    return Estimate(
        coefficients=coefficients,
        errors=LaterMultinomial(problem, objective, quick.theta),
        log_likelihood=-quick.loss,
        rounding=quick.rounding,
        digits=digits if status.converged else 0.0,
        trace=tuple(_point(problem.scaling, point) for point in quick.solution.trace),
        status=status,
    )


def _change(rows: Rows, k: int, direction: Array) -> float:
    return map_reduce(partial(change_block, direction=direction, predictors=k), max, rows)


def _penalty_root(penalties: Array, k: int) -> Matrix:
    """Return a sparse root of the penalty sum_j lam_j sum_k (w_kj - mean_k w_kj)^2 with w_0 = 0."""
    centring = np.linalg.cholesky(np.eye(k) - np.ones((k, k)) / (k + 1)).T
    return by_rows(kron(centring, diags_array(np.sqrt(penalties))))


def _require_overlap(
    problem: Problem, classes: tuple[Any, ...], objective: Objective, solution: Solution
) -> Solution:
    """Raise ``SeparationError`` if some direction favours the observed class in every row."""
    if solution.status.converged:
        R = objective.factor(solution.beta)
        if _minimum_exists(problem.scaled, solution.trace[-1].gradient, R):
            return solution
    data, k = problem.data, len(classes) - 1
    labels = data.y.astype(np.intp)
    raw = _differences(dense(model_matrix(data)), labels, k)
    scaled = _differences(dense(problem.scaling.apply(data.X)), labels, k)
    found = decide_rows(raw, scaled, partial(_unscale, problem.scaling))
    names = tuple(f"{label}: {name}" for label in classes[1:] for name in data.names)
    return judged(found, names, solution)


def _minimum_exists(rows: Rows, gradient: Array, R: Array) -> bool:
    """Prove from one point that J has a minimum, as ``existence.minimum_exists`` does.

    The third derivative of log_sum_exp is at most the range of d over the classes times the second,
    so r is the largest |x'(d_k - d_l)|, and ||(e_k - e_l) (x) x|| at most twice the largest ||e_k
    (x) x||.
    """
    decrement = np.linalg.norm(half_solve(R, gradient))

    def reach(block: Rows) -> float:
        A = dense(block.model())
        return 2 * max(_reach(R, A, start) for start in range(0, len(R), A.shape[1]))

    return bool(decrement * map_reduce(reach, max, rows) < 0.5)


def _reach(R: Array, A: Array, start: int) -> float:
    """Return the largest norm of R'^{-1} (e_k (x) a) for the class that begins at ``start``."""
    whole = np.zeros((len(R), len(A)))
    whole[start : start + A.shape[1]] = A.T
    return float(np.linalg.norm(half_solve(R, whole), axis=0).max())


def _differences(A: Array, labels: Indices, k: int) -> Array:
    """Return the rows (e_y - e_l) (x) a for every observation and every other class l."""
    unit = np.vstack([np.zeros(k), np.eye(k)])
    parts = []
    for other in range(k + 1):
        chosen = labels != other
        contrast = unit[labels[chosen]] - unit[other]
        products = contrast[:, :, None] * A[chosen, None, :]
        parts.append(products.reshape(-1, k * A.shape[1]))
    return np.vstack(parts)


def _unscale(scaling: Scaling, theta: Array) -> Array:
    """Return the coefficients of the columns as they came, classes one after the other."""
    n = len(scaling.scale) + scaling.intercept
    return scaling.coefficients(theta.reshape(-1, n).T).T.ravel()


def _scaled_back(
    problem: Problem, objective: Objective, penalty: Matrix, solution: Solution
) -> Estimate:
    """Refine theta, and return it and its covariance in the units of the data."""
    theta, error = solution.beta, np.full(len(solution.beta), np.nan)
    if solution.status.converged:
        R = objective.factor(theta)
        found = corrected(partial(_score, problem, penalty), theta.astype(Extended), R)
        theta = found.theta
        error = _rounding(problem, theta.astype(np.float64), R) + found.remaining
    k = len(theta) // len(problem.data.names)
    T = np.kron(np.eye(k), problem.scaling.matrix())
    errors = errors_at(objective, theta.astype(np.float64), T)
    loss = _score(problem, penalty, theta).loss
    coefficients = _unscale(problem.scaling, theta).astype(np.float64)
    rounding = np.abs(T) @ error
    return Estimate(
        coefficients=coefficients,
        errors=Known(errors),
        log_likelihood=-float(loss),
        rounding=rounding,
        digits=right_digits(coefficients, errors.standard_errors, rounding, np.abs(T).sum(axis=1)),
        trace=tuple(_point(problem.scaling, point) for point in solution.trace),
        status=_earned(problem, k, solution.status, error),
    )


def _earned(problem: Problem, k: int, status: Status, error: Array) -> Status:
    """Return the status, or that rounding errors dominate if they change some log-odds by much."""
    if not status.converged:
        return status
    errors = error.reshape(k, -1).T

    def most(rows: Rows) -> float:
        return float((np.abs(dense(rows.model())) @ errors).max())

    return status if map_reduce(most, max, problem.scaled) <= SETTLED else Status.STALLED


def _score(problem: Problem, penalty: Matrix, theta: Array) -> Score:
    """Return the loss without penalty and the gradient with it, in extended precision."""
    kernel = partial(_score_block, theta=theta, scaling=problem.scaling)
    total: Score = map_reduce(kernel, add, problem.rows)
    return Score(total.loss, total.gradient + penalty.T @ (penalty @ theta))


def _score_block(rows: Rows, theta: Array, scaling: Scaling) -> Score:
    A = scaling.apply(rows.X.astype(Extended))
    eta = from_reference(A @ theta.astype(Extended).reshape(-1, A.shape[1]).T)
    terms = categorical_terms(eta, rows.y)
    residual = rows.weighted(terms.residual.T)[1:]
    gradient = np.concatenate([summed(A, of_class) for of_class in residual])
    return Score(rows.weighted(terms.loss).sum(), gradient)


def _rounding(problem: Problem, theta: Array, R: Array) -> Array:
    kernel = partial(_rounding_block, theta=theta, scaling=problem.scaling, R=R)
    return rounding_size(map_reduce(kernel, add, problem.rows))


def _rounding_block(rows: Rows, theta: Array, scaling: Scaling, R: Array) -> Array:
    """Return the variance of H^{-1} score from rounding the residuals; see ``refine``."""
    A = dense(scaling.apply(rows.X))
    Theta = theta.reshape(-1, A.shape[1])
    terms = categorical_terms(from_reference(A @ Theta.T), rows.y)
    size = (np.abs(A) @ np.abs(Theta).T).max(axis=1, initial=0)
    curvature = terms.p * np.minimum(1 - terms.p, np.abs(terms.residual))
    noise = (np.abs(terms.residual) + 2 * curvature * size[:, None])[:, 1:]
    variance = np.zeros(len(theta))
    for j, column in enumerate(noise.T):
        right = np.zeros((len(Theta), A.shape[1], len(A)))
        right[j] = A.T * rows.weighted(column)
        variance += np.sum(solve(R, right.reshape(len(theta), -1)) ** 2, axis=1)
    return variance


def _point(scaling: Scaling, point: Point) -> Point:
    """Return a point of theta as the same point of the coefficients."""
    n = len(scaling.scale) + scaling.intercept
    gradients = [scaling.gradient(part) for part in point.gradient.reshape(-1, n)]
    return Point(_unscale(scaling, point.beta), point.value, np.concatenate(gradients))
