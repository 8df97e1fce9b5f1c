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
from dataclasses import dataclass, replace
from functools import partial, reduce
from operator import iadd

import numpy as np
from scipy.linalg.blas import ssyrk

from lrmath.numeric.data.problem import Problem
from lrmath.numeric.exist.bound import (
    SETTLED,
    has_arrived,
    has_full_rank,
    largest_change,
    minimum_exists,
)
from lrmath.numeric.linalg.arrays import Array, Indices
from lrmath.numeric.linalg.factor import back_solve, cholesky, solve
from lrmath.numeric.linalg.parallel import ordered_map
from lrmath.numeric.linalg.storage import is_sparse
from lrmath.numeric.model.iterate import Point
from lrmath.numeric.model.objective import Likelihood, Objective, ridge
from lrmath.numeric.model.precision import Precision, extended, rounded
from lrmath.numeric.model.rows import Rows
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
#: Up to so many coefficients that Hessian costs no more than a few passes.
FEW = 256
#: With fewer rows for each column than this, a sample's estimate is no good start.
DEEP = 60
#: A sample has so many rows for each column, or a sixteenth of all rows if that is more and a
#: Hessian of them takes no longer than a few passes over all rows, which columns make shorter.
PER_COLUMN, SHARE, ROWS_PER_PASS = 8, 16, 40
#: More rows than this for each column add little.
MOST_PER_COLUMN = 1500
#: The decrement at which the estimate of a sample is good enough, over the root of the objective.
NEAR = 0.03
#: Rows of the sample that are scaled together, and columns that are solved for together.
CHUNK = 1 << 7
#: Parts of the sample that are summed up next to each other.
PARTS = 2
#: Up to so many entries of X the last digits are always refined, and below so many there is no
#: sample.
SMALL, SAMPLED = 1 << 13, 1 << 16
#: Below so many entries of X they are refined too where fewer digits are proved.
LARGE, DIGITS = 1 << 20, 12.0


@dataclass(frozen=True)
class Quick:
    """A solution and what came after it.

    ``theta`` (n,) is the estimate and ``loss`` its unpenalised loss; ``roughly`` (n,) are standard
    errors of the coefficients, and ``rounding`` (n,) is the error to expect in these.
    """

    solution: Solution
    theta: Array
    loss: float
    rounding: Array
    roughly: Array


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
        solution = _run(problem, problem.start, Newton(squared=True), QUADRATIC, max_iter)
        return _polished(problem, solution) if solution.status.converged else None
    R, start = _metric_and_start(problem)
    if n <= FEW or size < LARGE:
        ordinary = np.sqrt(problem.data.count / n)
        rule = LimitedMemory(factored(R), newton_below=NEAR_ENOUGH * ordinary)
        solution = _run(problem, start, rule, NEARLY * ordinary, max_iter)
        return _polished(problem, solution) if solution.status.converged else None
    rule = LimitedMemory(factored(R))
    solution = _run(problem, start, rule, TOLERANCE, max_iter)
    if not solution.status.converged:
        return None
    if not (problem.penalised or _proved_by_sample(problem, solution)):
        return None
    step = rule.apply(solution.trace[-1].gradient)
    if largest_change(problem, step) > SETTLED:
        return None
    loss = partial(without_penalty, problem, solution)
    return stepped(solution, rule.apply, _standard_errors(R, problem.scaling), loss)


def _run(problem: Problem, start: Array, rule: Rule, tolerance: float, max_iter: int) -> Solution:
    return minimise(problem.objective, start, rule, tolerance=tolerance, max_iter=max_iter)


def _polished(problem: Problem, solution: Solution) -> Quick | None:
    """Take the Newton step with the Hessian of all rows, and correct what rounding has left."""
    last = solution.trace[-1]
    H = problem.objective.hessian(last.beta) if last.hessian is None else last.hessian
    R = cholesky(H)
    if not (problem.penalised or has_full_rank(problem, R)):
        return None
    step = solve(R, last.gradient)
    T = problem.scaling.matrix()
    roughly, size = _standard_errors(R, problem.scaling), problem.data.X.size
    precision = np.float64 if size > SMALL else extended()
    previous = float(np.linalg.norm(step))
    refined = _refined(problem, last.beta - step, R, precision, previous)
    if not _is_minimum(problem, R, last, refined):
        return None
    error = np.abs(T) @ refined.error
    coefficients = rounded(problem.coefficients(refined.theta))
    digits = right_digits(coefficients, roughly, error, problem.units)
    if SMALL < size < LARGE and digits < DIGITS:
        R = problem.objective.factor(refined.theta)
        refined = _refined(problem, refined.theta, R, extended(), np.inf)
        error = np.abs(T) @ refined.error
    if not refined.moved <= SETTLED:
        return None
    return Quick(solution, refined.theta, refined.loss, error, roughly)


def _is_minimum(problem: Problem, R: Array, last: Point, refined: Refined) -> bool:
    """Prove that there is a minimum and that Newton's method has come near, if that is so.

    ``R`` is the factor of the Hessian at the last point.
    """
    step = refined.before - last.beta
    if has_arrived(problem, R, step, refined.gradient):
        return True
    if largest_change(problem, solve(R, last.gradient)) > SETTLED:
        return False
    return problem.penalised or minimum_exists(problem, last.gradient, R)


def _refined(
    problem: Problem, theta: Array, R: Array, precision: Precision, previous: float
) -> Refined:
    """Correct theta (n,), which a Newton step of this length has led to, if it was one."""
    rows = problem.scaled if precision == np.float64 else problem.rows
    likelihood = replace(problem.likelihood, rows=rows)
    return refine(likelihood, problem.penalty, theta, R, precision=precision, previous=previous)


def rows_in_memory(problem: Problem) -> Rows:
    """Return the rows of a problem whose data are in memory."""
    assert isinstance(problem.scaled, Rows)
    return problem.scaled


def stepped(
    solution: Solution, metric: Metric, roughly: Array, loss: Callable[[Array], float]
) -> Quick:
    """Return the solution with one more step of its metric; what remains is less than the step."""
    last = solution.trace[-1]
    step = metric(last.gradient)
    remaining = np.sqrt(max(float(last.gradient @ step), 0.0)) * roughly
    theta = last.beta - step
    return Quick(solution, theta, loss(theta), remaining, roughly)


def without_penalty(problem: Problem, solution: Solution, theta: Array) -> float:
    """Return the loss at theta (n,), where the penalised loss is that of the solution."""
    return solution.value - _penalty(problem, theta)


def _penalty(problem: Problem, theta: Array) -> float:
    return 0.5 * float(problem.penalties @ theta**2)


def _standard_errors(R: Array, scaling: Scaling) -> Array:
    """Return the standard errors (n,) of T theta for a factor R of the Hessian in theta.

    They are the norms of the rows of T R^{-1}, which is formed in parts.
    """
    variances = np.zeros(len(R))
    for start in range(0, len(R), CHUNK):
        unit = np.eye(len(R), min(CHUNK, len(R) - start), -start, R.dtype)
        variances += np.sum(scaling.coefficients(back_solve(R, unit)) ** 2, axis=1)
    return np.sqrt(variances)


def _sample_size(problem: Problem) -> int:
    """Return how many rows give a Hessian for about the price of two passes over all rows."""
    m, n = problem.data.count, len(problem.names)
    return max(min(m * ROWS_PER_PASS // n, m // SHARE, MOST_PER_COLUMN * n), PER_COLUMN * n)


def chosen(problem: Problem, size: int) -> Indices:
    """Return the places of random rows, one in each of ``size`` equal parts, or of all rows."""
    m = problem.data.count
    if size >= m // 2:
        return np.arange(m)
    places = np.arange(size) + np.random.default_rng(0).random(size)
    return (places * (m / size)).astype(np.intp)


def sampled(problem: Problem, places: Indices) -> Rows:
    """Return the chosen rows, scaled, with weights that make them stand for all."""
    scaled = rows_in_memory(problem)
    if len(places) == scaled.count:
        return scaled
    rows = scaled.take(places).centred()
    weights = np.full(len(places), problem.data.count / len(places))
    return replace(rows, weights=weights if rows.weights is None else weights * rows.weights)


def _metric_and_start(problem: Problem) -> tuple[Array, Array]:
    """Return a factor of the Hessian, and a start; raises ``LinAlgError``.

    With few rows for each column the estimate of a sample is no better a start than zero.
    """
    start, places = problem.start, chosen(problem, _sample_size(problem))
    if problem.data.count < DEEP * len(start):
        return _factor(problem, places, start), start
    objective = Objective((Likelihood(sampled(problem, places)),)) + ridge(problem.penalties)
    near = NEAR * np.sqrt(objective.value(start))
    rule = LimitedMemory(factored(cholesky(objective.hessian(start))))
    found = minimise(objective, start, rule, tolerance=near, max_iter=30)
    return cholesky(objective.hessian(found.beta)), found.beta


def _factor(problem: Problem, places: Indices, theta: Array) -> Array:
    """Return the factor of the Hessian of all rows, as the chosen ones estimate it.

    A metric needs few digits, so single precision will do where it is enough for a factor.
    """
    try:
        return cholesky(_hessian(problem, places, theta))
    except np.linalg.LinAlgError:
        rows = Likelihood(sampled(problem, places))
        return cholesky(rows.evaluate(theta, 2).hessian + np.diag(problem.penalties))


def _hessian(problem: Problem, places: Indices, theta: Array) -> Array:
    """Return the upper triangle of the Hessian (n x n), in single precision and little memory."""
    parts = np.array_split(places, PARTS)
    H: Array = reduce(iadd, ordered_map(partial(_triangle, rows_in_memory(problem), theta), parts))
    H *= problem.data.count / len(places)
    H[np.diag_indices_from(H)] += problem.penalties
    return H


def _triangle(rows: Rows, theta: Array, places: Indices) -> Array:
    """Return the upper triangle of the Hessian of some rows, summed up in place."""
    total = np.zeros((len(theta), len(theta)), np.float32)
    for start in range(0, len(places), CHUNK):
        part = rows.take(places[start : start + CHUNK])
        d = part.weighted(part.family.terms(part.eta(theta), part.y).curvature)
        S = part.model()
        S *= np.sqrt(d)[:, None]
        ssyrk(1.0, S.astype(np.float32).T, beta=1.0, c=total.T, lower=1, overwrite_c=1)
    return total


def _proved_by_sample(problem: Problem, solution: Solution) -> bool:
    """Prove from a sample what ``_proved`` says: its Hessian is a lower bound for that of all."""
    sample = sampled(problem, chosen(problem, _sample_size(problem)))
    share = sample.count / problem.data.count
    R = np.sqrt(share) * cholesky(Likelihood(sample).evaluate(solution.beta, 2).hessian)
    return _proved(problem, R, solution.trace[-1].gradient)


def _proved(problem: Problem, R: Array, gradient: Array) -> bool:
    """Prove that the rows have full rank and the likelihood a minimum.

    R'R is the Hessian or less, so ``minimum_exists`` holds with it the more.
    """
    return has_full_rank(problem, R) and minimum_exists(problem, gradient, R)
