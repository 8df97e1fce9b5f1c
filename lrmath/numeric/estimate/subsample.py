"""Dense data: Newton's method if they are few, else the Hessian of some rows as a metric for all.

Of few data Newton's method forms the Hessian and factors it by Cholesky. Of more, a few thousand
random rows give an estimate and a Hessian that are right to a few percent. From there L-BFGS in
that metric needs a handful of passes over all rows, none of which forms the Hessian (R. H. Byrd et
al., SIAM J. Optim. 21, 2011, 977, on subsampled Hessians). Where the Hessian of all rows costs no
more than a few passes, one Newton step with it and what rounding leaves to correct take the place
of the last passes. What cannot be proved this way is left to the careful path, which never squares
the condition number.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np

from lrmath.numeric.data.problem import Problem
from lrmath.numeric.estimate.sample import (
    DEEP,
    chosen,
    metric_and_start,
    rows_in_memory,
    sample_size,
    sampled,
    whole_factor,
)
from lrmath.numeric.exist.bound import (
    SETTLED,
    changes_little,
    has_arrived,
    has_full_rank,
    minimum_exists,
    most_moved,
)
from lrmath.numeric.linalg.arrays import Array
from lrmath.numeric.linalg.factor import back_solve, cholesky, solve
from lrmath.numeric.linalg.storage import is_sparse
from lrmath.numeric.model.iterate import Point
from lrmath.numeric.model.objective import Likelihood
from lrmath.numeric.model.precision import Precision, extended, rounded
from lrmath.numeric.model.scaling import Scaling
from lrmath.numeric.solve.loop import Rule, Solution, minimise
from lrmath.numeric.solve.metric import LimitedMemory, Metric, factored
from lrmath.numeric.solve.refinement import Refined, refine, right_digits
from lrmath.numeric.solve.rules import Newton

#: Distance at the end, in standard errors.
TOLERANCE = 1e-8
#: Below this distance, in log-odds of an ordinary row, the next point is expected to be so near
#: that its Hessian is computed, too, and a Newton step with it follows; and where it does at once.
NEAR_ENOUGH, NEARLY = 0.02, 0.0005
#: The decrement at which Newton's method is left, over the root of the objective.
QUADRATIC = 1e-5
#: Up to so many coefficients that Hessian costs no more than a few passes; up to so many it does in
#: single precision, as a second metric where there was no good start for the first, below this
#: decrement over the root of the number of observations.
FEW, AGAIN, HALFWAY = 256, 1200, 0.05
#: Columns of the inverse that are solved for together.
CHUNK = 1 << 7
#: Up to so many entries of X the last digits are always refined, and below so many there is no
#: sample.
SMALL, SAMPLED = 1 << 13, 1 << 16
#: Below so many entries of X they are refined too where fewer digits are proved.
LARGE, DIGITS = 1 << 20, 12.0


@dataclass(frozen=True)
class Quick:
    """A solution and what came after it.

    ``theta`` (n,) is the estimate, ``loss`` its unpenalised loss, and ``digits`` returns how many
    digits of the coefficients are right.
    """

    solution: Solution
    theta: Array
    loss: float
    digits: Callable[[], float]


def quick_solution(problem: Problem, max_iter: int) -> Quick | None:
    """Return the minimiser if the data are dense and it is proved to be one, else None."""
    if is_sparse(rows_in_memory(problem).X):
        return None
    try:
        return _dense_solution(problem, max_iter)
    except np.linalg.LinAlgError:
        return None


def _dense_solution(problem: Problem, max_iter: int) -> Quick | None:
    size, n = rows_in_memory(problem).X.size, len(problem.names)
    if size < SAMPLED:
        solution = _run(problem, problem.start, Newton(squared=True), QUADRATIC, max_iter, 2)
        return _polished(problem, solution) if solution.status.converged else None
    R, start = metric_and_start(problem)
    if n <= FEW or size < LARGE:
        ordinary = np.sqrt(problem.data.count / n)
        rule = LimitedMemory(factored(R), newton_below=NEAR_ENOUGH * ordinary)
        solution = _run(problem, start, rule, NEARLY * ordinary, max_iter)
        return _polished(problem, solution) if solution.status.converged else None
    return _by_metric(problem, R, start, max_iter)


def _by_metric(problem: Problem, R: Array, start: Array, max_iter: int) -> Quick | None:
    """Return the minimiser by L-BFGS alone; far from a start that is none in two metrics."""
    before: tuple[Point, ...] = ()
    if problem.data.count < DEEP * len(start) and len(start) <= AGAIN:
        halfway = HALFWAY * np.sqrt(problem.data.size)
        nearer = _run(problem, start, LimitedMemory(factored(R)), halfway, max_iter)
        R, start, before = whole_factor(problem, nearer.beta), nearer.beta, nearer.trace[:-1]
    rule, left = LimitedMemory(factored(R)), max(max_iter - len(before), 1)
    solution = _run(problem, start, rule, TOLERANCE, left)
    solution = Solution(before + solution.trace, solution.status)
    if not solution.status.converged:
        return None
    if not (problem.penalised or _proved_by_sample(problem, solution)):
        return None
    if not changes_little(problem, rule.apply(solution.trace[-1].gradient)):
        return None
    loss = partial(without_penalty, problem, solution)
    return stepped(problem, solution, rule.apply, _standard_errors(R, problem.scaling), loss)


def _run(
    problem: Problem, start: Array, rule: Rule, tolerance: float, max_iter: int, order: int = 1
) -> Solution:
    options: dict[str, Any] = {"tolerance": tolerance, "max_iter": max_iter, "order": order}
    return minimise(problem.objective, start, rule, **options)


def _polished(problem: Problem, solution: Solution) -> Quick | None:
    """Take the Newton step with the Hessian of all rows, and correct what rounding has left."""
    last = solution.trace[-1]
    H = problem.objective.hessian(last.beta) if last.hessian is None else last.hessian
    R = cholesky(H)
    if not (problem.penalised or has_full_rank(problem, R)):
        return None
    step = solve(R, last.gradient)
    size, previous = problem.data.X.size, float(np.linalg.norm(step))
    precision = np.float64 if size > SMALL else extended()
    refined = _refined(problem, last.beta - step, R, precision, previous)
    if not _is_minimum(problem, R, last, refined):
        return None
    digits = partial(_digits, problem, R, refined)
    if SMALL < size < LARGE and digits() < DIGITS:
        again = problem.objective.factor(refined.theta)
        refined = _refined(problem, refined.theta, again, extended(), np.inf)
        digits = partial(_digits, problem, R, refined)
    bound = most_moved(problem, rounded(refined.theta), R) if size <= SMALL else np.inf
    if not (bound <= SETTLED or refined.moved <= SETTLED):
        return None
    later = digits if size <= SMALL else partial(float, digits())
    return Quick(solution, refined.theta, refined.loss, later)


def _digits(problem: Problem, R: Array, refined: Refined) -> float:
    """Return how many digits are right; R is the factor of the Hessian near the estimate."""
    error = np.abs(problem.scaling.matrix()) @ refined.error
    roughly = _standard_errors(R, problem.scaling)
    coefficients = rounded(problem.coefficients(refined.theta))
    return right_digits(coefficients, roughly, error, problem.units)


def _is_minimum(problem: Problem, R: Array, last: Point, refined: Refined) -> bool:
    """Prove that there is a minimum and that Newton's method has come near, if that is so.

    ``R`` is the factor of the Hessian at the last point.
    """
    step = refined.before - last.beta
    if has_arrived(problem, R, step, refined.gradient):
        return True
    if not changes_little(problem, solve(R, last.gradient)):
        return False
    return problem.penalised or minimum_exists(problem, last.gradient, R)


def _refined(
    problem: Problem, theta: Array, R: Array, precision: Precision, previous: float
) -> Refined:
    """Correct theta (n,), which a Newton step of this length has led to, if it was one.

    Columns that are not centred are scaled without rounding.
    """
    rounds = precision != np.float64 and problem.scaling.centres
    return refine(
        problem.likelihood,
        problem.penalty,
        theta,
        R,
        precision=precision,
        previous=previous,
        exact=problem.rows if rounds else None,
    )


def stepped(
    problem: Problem,
    solution: Solution,
    metric: Metric,
    roughly: Array,
    loss: Callable[[Array], float],
) -> Quick:
    """Return the solution with one more step of its metric; what remains is less than the step.

    ``roughly`` (n,) are standard errors of the coefficients.
    """
    last = solution.trace[-1]
    step = metric(last.gradient)
    remaining = np.sqrt(max(float(last.gradient @ step), 0.0)) * roughly
    theta = last.beta - step
    digits = right_digits(problem.coefficients(theta), roughly, remaining, problem.units)
    return Quick(solution, theta, loss(theta), partial(float, digits))


def without_penalty(problem: Problem, solution: Solution, theta: Array) -> float:
    """Return the loss at theta (n,), where the penalised loss is that of the solution."""
    return solution.value - (problem.penalty.value(theta) if problem.penalised else 0.0)


def _standard_errors(R: Array, scaling: Scaling) -> Array:
    """Return the standard errors (n,) of T theta for a factor R of the Hessian in theta.

    They are the norms of the rows of T R^{-1}, which is formed in parts.
    """
    variances = np.zeros(len(R))
    for start in range(0, len(R), CHUNK):
        unit = np.eye(len(R), min(CHUNK, len(R) - start), -start, R.dtype)
        variances += np.sum(scaling.coefficients(back_solve(R, unit)) ** 2, axis=1)
    return np.sqrt(variances)


def _proved_by_sample(problem: Problem, solution: Solution) -> bool:
    """Prove from a sample what ``_proved`` says: its Hessian is a lower bound for that of all."""
    sample = sampled(problem, chosen(problem, sample_size(problem)))
    share = sample.count / problem.data.count
    R = np.sqrt(share) * cholesky(Likelihood(sample).evaluate(solution.beta, 2).hessian)
    return _proved(problem, R, solution.trace[-1].gradient)


def _proved(problem: Problem, R: Array, gradient: Array) -> bool:
    """Prove that the rows have full rank and the likelihood a minimum.

    R'R is the Hessian or less, so ``minimum_exists`` holds with it the more.
    """
    return has_full_rank(problem, R) and minimum_exists(problem, gradient, R)
