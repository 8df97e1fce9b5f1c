"""From checked data to the estimate: scale, minimise, refine, and scale back."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lrmath.numeric.arrays import Array
from lrmath.numeric.check import Data
from lrmath.numeric.existence import require_full_rank, require_overlap
from lrmath.numeric.factor import half_solve, is_singular
from lrmath.numeric.parallel import threads
from lrmath.numeric.point import Point
from lrmath.numeric.problem import Problem
from lrmath.numeric.refine import Refined, refine
from lrmath.numeric.rules import Newton
from lrmath.numeric.solvers import Solution, minimise
from lrmath.numeric.status import Status

#: Newton stops here, relative to the objective; the refinement goes on to the last digits.
TOLERANCE = 1e-6


@dataclass(frozen=True)
class Estimate:
    """The coefficients (n,) of the original columns, with all that is known at the optimum.

    ``covariance`` (n x n) is the inverse of the Hessian, penalty included. ``error`` (n,) is the
    size of the rounding errors to expect in the coefficients.
    """

    coefficients: Array
    standard_errors: Array
    covariance: Array
    log_likelihood: float
    error: Array
    trace: tuple[Point, ...]
    status: Status


def estimate(data: Data, l2: float, max_iter: int) -> Estimate:
    """Return the minimiser of the penalised negative log-likelihood.

    Raises ``RankError`` or ``SeparationError`` if there is no unique minimiser. A minimiser that
    was not reached within the budget comes back with its status.
    """
    problem = Problem.of(data, l2)
    with threads(data.X.shape[0] * data.X.shape[1]):
        if not problem.penalised:
            require_full_rank(problem)
        solution = _minimised(problem, max_iter)
        if not problem.penalised:
            solution = require_overlap(problem, solution)
        return _scaled_back(problem, solution)


def _minimised(problem: Problem, max_iter: int) -> Solution:
    objective, start = problem.objective, problem.start
    return minimise(objective, start, Newton(), tolerance=TOLERANCE, max_iter=max_iter)


def _scaled_back(problem: Problem, solution: Solution) -> Estimate:
    """Refine theta, and return it and its covariance in the units of the data."""
    refined = _refined(problem, solution)
    scaling = problem.scaling
    spread = _spread(problem, refined.theta.astype(np.float64))
    return Estimate(
        coefficients=scaling.coefficients(refined.theta).astype(np.float64),
        standard_errors=np.linalg.norm(spread, axis=0),
        covariance=spread.T @ spread,
        log_likelihood=-refined.loss,
        error=np.abs(scaling.matrix()) @ refined.error,
        trace=tuple(map(problem.point, solution.trace)),
        status=solution.status,
    )


def _refined(problem: Problem, solution: Solution) -> Refined:
    """Refine a converged solution; leave any other as it is, its error unknown."""
    if solution.status.converged:
        R = problem.objective.factor(solution.beta)
        return refine(problem.rows, problem.scaling, problem.penalties, solution.beta, R)
    loss = problem.objective.terms[0].evaluate(solution.beta, 0).value
    return Refined(solution.beta, loss, np.full(len(solution.beta), np.nan))


def _spread(problem: Problem, theta: Array) -> Array:
    """Return R'^{-1} T' (n x n): its columns have the standard errors as norms; nan if singular."""
    R = problem.objective.factor(theta)
    if is_singular(R):
        return np.full(R.shape, np.nan)
    return half_solve(R, problem.scaling.matrix().T)
