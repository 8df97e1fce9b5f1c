"""From checked data to the estimate: scale, minimise, refine, and scale back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import NamedTuple

import numpy as np

from lrmath.numeric.data.observations import Data
from lrmath.numeric.data.problem import Problem
from lrmath.numeric.estimate.subsample import Quick, quick_solution
from lrmath.numeric.estimate.wide import is_wide, wide_solution
from lrmath.numeric.exist.bound import SETTLED, require_full_rank, require_overlap, settled
from lrmath.numeric.linalg.arrays import Array
from lrmath.numeric.linalg.factor import half_solve, is_singular, solve
from lrmath.numeric.linalg.parallel import threads
from lrmath.numeric.model.errors import DataError
from lrmath.numeric.model.iterate import Point
from lrmath.numeric.model.objective import Objective
from lrmath.numeric.model.rows import Rows, change_block, map_reduce
from lrmath.numeric.solve.loop import Solution, minimise
from lrmath.numeric.solve.refinement import Refined, refine, right_digits
from lrmath.numeric.solve.rules import Newton
from lrmath.numeric.solve.status import Status

#: Newton stops here, relative to the objective; the refinement goes on to the last digits.
TOLERANCE = 1e-6
#: The covariance of more coefficients than this is not computed.
MANY = 20_000


class Errors(NamedTuple):
    """Standard errors (n,) and covariance (n x n)."""

    standard_errors: Array
    covariance: Array


@dataclass(frozen=True)
class Known:
    """Errors that are at hand, as something to call."""

    errors: Errors

    def __call__(self) -> Errors:
        """Return them."""
        return self.errors


@dataclass(frozen=True)
class Later:
    """Errors that need the Hessian of many rows, to be computed when they are asked for."""

    problem: Problem
    theta: Array

    def __call__(self) -> Errors:
        """Compute them."""
        with threads(self.problem.data.X.size):
            return _errors(self.problem, self.theta)


@dataclass(frozen=True)
class Estimate:
    """The coefficients (n,) of the original columns, with all that is known at the optimum.

    ``errors`` returns their errors, from the inverse of the Hessian, penalty included. ``rounding``
    (n,) is the size of the rounding errors to expect in the coefficients.
    """

    coefficients: Array
    errors: Callable[[], Errors]
    log_likelihood: float
    rounding: Array
    digits: float
    trace: tuple[Point, ...]
    status: Status


def estimate(data: Data, l2: float, max_iter: int) -> Estimate:
    """Return the minimiser of the penalised negative log-likelihood.

    Raises ``RankError`` or ``SeparationError`` if there is no unique minimiser. A minimiser that
    was not reached within the budget comes back with its status.
    """
    problem = Problem.of(data, l2)
    with threads(data.X.shape[0] * data.X.shape[1]):
        fast = wide_solution if is_wide(data.X) else quick_solution
        quick = fast(problem, max_iter)
        return _quickly(problem, quick) if quick else _carefully(problem, max_iter)


def _carefully(problem: Problem, max_iter: int) -> Estimate:
    """Solve by Newton's method with QR, and refine in extended precision."""
    if not problem.penalised:
        require_full_rank(problem)
    objective, start = problem.objective, problem.start
    solution = minimise(objective, start, Newton(), tolerance=TOLERANCE, max_iter=max_iter)
    R = objective.factor(solution.beta) if solution.status.converged else None
    if not problem.penalised:
        solution = require_overlap(problem, solution, R)
    solution, R = _settled(problem, solution, R, max_iter)
    return _scaled_back(problem, solution, R)


def _settled(
    problem: Problem, solution: Solution, R: Array | None, max_iter: int
) -> tuple[Solution, Array | None]:
    """Go on if the next step is not small for every observation, and return the factor there."""
    change = partial(_change, problem.scaled)
    if R is None or change(solve(R, solution.trace[-1].gradient)) <= SETTLED:
        return solution, R
    solution = settled(problem.objective, change, solution, max_iter)
    return solution, problem.objective.factor(solution.beta)


def _change(rows: Rows, direction: Array) -> float:
    return map_reduce(partial(change_block, direction=direction), max, rows)


def _scaled_back(problem: Problem, solution: Solution, R: Array | None) -> Estimate:
    """Refine theta, and return it and its covariance in the units of the data."""
    refined = _refined(problem, solution, R)
    scaling = problem.scaling
    errors = _errors(problem, refined.theta.astype(np.float64))
    coefficients = scaling.coefficients(refined.theta).astype(np.float64)
    rounding = np.abs(scaling.matrix()) @ refined.error
    return Estimate(
        coefficients=coefficients,
        errors=Known(errors),
        log_likelihood=-refined.loss,
        rounding=rounding,
        digits=right_digits(coefficients, errors.standard_errors, rounding, scaling.units),
        trace=problem.trace(solution.trace),
        status=_earned(solution.status, refined.moved),
    )


def _earned(status: Status, moved: float) -> Status:
    """Return the status, or that rounding errors dominate if they change some log-odds by much."""
    return Status.STALLED if status.converged and not moved <= SETTLED else status


def _refined(problem: Problem, solution: Solution, R: Array | None) -> Refined:
    """Refine a converged solution; leave any other as it is, its error unknown."""
    if R is not None and solution.status.converged:
        return refine(problem.rows, problem.scaling, problem.penalties, solution.beta, R)
    loss = problem.objective.terms[0].evaluate(solution.beta, 0).value
    return Refined(solution.beta, loss, np.full(len(solution.beta), np.nan))


def _quickly(problem: Problem, quick: Quick) -> Estimate:
    """Return the solution of data that are not small; its errors come when they are asked for."""
    coefficients = problem.scaling.coefficients(quick.theta).astype(np.float64)
    status = quick.solution.status
    digits = right_digits(coefficients, quick.roughly, quick.rounding, problem.scaling.units)
    return Estimate(
        coefficients=coefficients,
        errors=Later(problem, quick.theta.astype(np.float64)),
        log_likelihood=-quick.loss,
        rounding=quick.rounding,
        digits=digits if status.converged else 0.0,
        trace=problem.trace(quick.solution.trace),
        status=status,
    )


def _errors(problem: Problem, theta: Array) -> Errors:
    """Return the errors at theta (n,), nan if the Hessian is singular there."""
    n = len(theta)
    if n > MANY:
        raise DataError(f"the covariance of {n} coefficients would take {8 * n**2:.1e} bytes")
    return errors_at(problem.objective, theta, problem.scaling.matrix())


def errors_at(objective: Objective, theta: Array, T: Array) -> Errors:
    """Return the errors of T theta, T (n x n), nan if the Hessian at theta (n,) is singular.

    The columns of R'^{-1} T' have the standard errors as norms and the covariance as Gram matrix.
    """
    try:
        R = objective.factor(theta)
    except np.linalg.LinAlgError:
        return Errors(np.full(len(T), np.nan), np.full(T.shape, np.nan))
    spread = np.full(T.shape, np.nan) if is_singular(R) else half_solve(R, T.T)
    return Errors(np.linalg.norm(spread, axis=0), spread.T @ spread)
