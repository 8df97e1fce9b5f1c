"""From a problem to its estimate: the plan for its kind of data, and what all plans share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, NamedTuple

import numpy as np

from lrmath.numeric.data.observations import Data
from lrmath.numeric.data.problem import Problem
from lrmath.numeric.estimate.kronecker import kronecker_solution
from lrmath.numeric.estimate.passes import in_passes
from lrmath.numeric.estimate.subsample import Quick, quick_solution
from lrmath.numeric.estimate.wide import is_wide, require_narrow, wide_solution
from lrmath.numeric.exist.bound import (
    SETTLED,
    factor_at,
    has_full_rank,
    require_full_rank,
    require_overlap,
    settled,
)
from lrmath.numeric.linalg.arrays import Array
from lrmath.numeric.linalg.factor import half_solve, is_singular, solve
from lrmath.numeric.linalg.parallel import threads
from lrmath.numeric.model.errors import DataError
from lrmath.numeric.model.iterate import Point
from lrmath.numeric.model.objective import Objective
from lrmath.numeric.model.precision import extended
from lrmath.numeric.solve.loop import Solution, minimise
from lrmath.numeric.solve.refinement import Refined, refine, right_digits
from lrmath.numeric.solve.rules import Newton
from lrmath.numeric.solve.status import Status

#: Newton stops here, relative to the objective; the refinement goes on to the last digits.
TOLERANCE = 1e-6
#: In blocks nothing is computed again after the last step, so that this must be small: the largest
#: change of a log-odds, of which the square remains.
LAST_STEP = 1e-6
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
        with threads(self.problem.data.entries):
            return errors_at(self.problem, self.problem.objective, self.theta)


@dataclass(frozen=True)
class Estimate:
    """The coefficients of the columns as they came, with all that is known at the optimum.

    ``errors`` returns their errors, from the inverse of the Hessian, penalty included, ``digits``
    how many digits are right, and ``trace`` the iterates, of which there are ``rounds`` after the
    start. ``kkt`` is the violation of the lasso's conditions, and ``maximum`` what was maximised up
    to a constant.
    """

    coefficients: Array
    errors: Callable[[], Errors]
    log_likelihood: float
    digits: Callable[[], float]
    trace: Callable[[], tuple[Point, ...]]
    rounds: int
    status: Status
    maximum: float = np.nan
    kkt: float = 0.0


def estimate(problem: Problem, max_iter: int) -> Estimate:
    """Return the minimiser of the penalised negative log-likelihood.

    Raises ``RankError`` or ``SeparationError`` if there is no unique minimiser. A minimiser that
    was not reached within the budget comes back with its status.
    """
    with threads(problem.data.entries):
        if not isinstance(problem.data, Data):
            return _finished(problem, in_passes(problem, max_iter), max_iter)
        quick = _plan(problem)(problem, max_iter)
        return _quickly(problem, quick) if quick else _carefully(problem, max_iter)


def _plan(problem: Problem) -> Callable[[Problem, int], Quick | None]:
    """Return what is fast for this kind of data in memory, unless it gives up."""
    if problem.coding.predictors > 1:
        return kronecker_solution
    return wide_solution if is_wide(problem) else quick_solution


def _carefully(problem: Problem, max_iter: int) -> Estimate:
    """Solve by Newton's method, and refine in extended precision."""
    if not problem.penalised:
        require_narrow(problem)
        require_full_rank(problem)
    return _finished(problem, _by_newton(problem, max_iter), max_iter)


def _by_newton(problem: Problem, max_iter: int) -> Solution:
    """Minimise by QR; of many classes first with Cholesky factors of the Hessian, if these do."""
    options: dict[str, Any] = {"tolerance": TOLERANCE, "max_iter": max_iter}
    if problem.coding.predictors > 1:
        found = minimise(problem.objective, problem.start, Newton(squared=True), **options)
        if found.status.converged:
            return found
    return minimise(problem.objective, problem.start, Newton(), **options)


def _finished(problem: Problem, solution: Solution, max_iter: int) -> Estimate:
    """Prove that the solution is one, settle and refine it."""
    in_memory = isinstance(problem.data, Data)
    R = factor_at(problem, solution)
    if not problem.penalised:
        if not in_memory and (R is None or not has_full_rank(problem, R)):
            require_full_rank(problem)
        solution = require_overlap(problem, solution, R)
    elif R is None and solution.status.converged:
        solution = replace(solution, status=Status.SINGULAR)
    limit = SETTLED if in_memory else LAST_STEP
    solution, R = settled(problem, solution, R, max_iter, limit)
    refined = _refined(problem, solution, R, in_memory)
    errors = _errors(problem, refined.theta, None if in_memory else R)
    return scaled_back(problem, refined, errors, solution)


def _refined(problem: Problem, solution: Solution, R: Array | None, in_memory: bool) -> Refined:
    """Refine a converged solution; leave any other as it is, its error unknown."""
    theta, last = solution.beta, solution.trace[-1]
    if R is None or not solution.status.converged:
        loss = problem.likelihood.evaluate(theta, 0).value
        return Refined(theta, loss, np.full(len(theta), np.nan))
    likelihood = replace(problem.likelihood, rows=problem.rows)
    if in_memory:
        return refine(likelihood, problem.penalty, theta, R, precision=extended())
    step = solve(R, last.gradient)
    options: dict[str, Any] = {"precision": np.float64, "previous": float(np.linalg.norm(step))}
    return refine(likelihood, problem.penalty, theta - step, R, **options)


def scaled_back(
    problem: Problem, refined: Refined, errors: Errors, solution: Solution, **more: Any
) -> Estimate:
    """Return a refined theta and its errors in the units of the data."""
    coefficients = problem.coefficients(refined.theta).astype(np.float64)
    rounding = np.abs(problem.matrix()) @ refined.error
    earned = solution.status.converged and not refined.moved <= SETTLED
    status = Status.STALLED if earned else solution.status
    digits = right_digits(coefficients, errors.standard_errors, rounding, problem.units)
    return Estimate(
        coefficients=coefficients,
        errors=Known(errors),
        log_likelihood=-float(refined.loss),
        digits=partial(float, digits if status.converged else 0.0),
        trace=_trace(problem, solution),
        rounds=solution.iterations,
        status=status,
        **more,
    )


def _quickly(problem: Problem, quick: Quick) -> Estimate:
    """Return the solution of data that are not small; its errors come when they are asked for."""
    status = quick.solution.status
    return Estimate(
        coefficients=problem.coefficients(quick.theta).astype(np.float64),
        errors=Later(problem, quick.theta.astype(np.float64)),
        log_likelihood=-float(quick.loss),
        digits=quick.digits if status.converged else float,
        trace=_trace(problem, quick.solution),
        rounds=quick.solution.iterations,
        status=status,
    )


def _trace(problem: Problem, solution: Solution) -> Callable[[], tuple[Point, ...]]:
    """Return what returns the iterates in the units of the data; no Hessian is kept for it."""
    points = tuple(Point(point.beta, point.value, point.gradient) for point in solution.trace)
    return partial(problem.trace, points)


def _errors(problem: Problem, theta: Array, R: Array | None) -> Errors:
    """Return the errors from a factor of the Hessian, by default that at theta."""
    if R is not None:
        return _spread(problem, R)
    return errors_at(problem, problem.objective, theta.astype(np.float64))


def errors_at(problem: Problem, objective: Objective, theta: Array) -> Errors:
    """Return the errors of T theta, nan if the Hessian at theta is singular.

    Raises ``DataError`` if there are too many.
    """
    if len(theta) > MANY:
        size = 8 * len(theta) ** 2
        raise DataError(f"the covariance of {len(theta)} coefficients would take {size:.1e} bytes")
    try:
        return _spread(problem, objective.factor(theta))
    except np.linalg.LinAlgError:
        return Errors(np.full(len(theta), np.nan), np.full((len(theta), len(theta)), np.nan))


def _spread(problem: Problem, R: Array) -> Errors:
    """Return the errors for the factor R of the Hessian in theta.

    The columns of R'^{-1} T' have the standard errors as norms and the covariance as Gram matrix.
    """
    T = problem.matrix()
    spread = np.full(T.shape, np.nan) if is_singular(R) else half_solve(R, T.T)
    return Errors(np.linalg.norm(spread, axis=0), spread.T @ spread)
