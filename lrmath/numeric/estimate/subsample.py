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
from lrmath.numeric.exist.bound import SETTLED, column_sizes
from lrmath.numeric.linalg.arrays import Array, Indices
from lrmath.numeric.linalg.factor import back_solve, cholesky, half_solve, solve
from lrmath.numeric.linalg.parallel import ordered_map
from lrmath.numeric.linalg.rank import clearly_independent
from lrmath.numeric.linalg.storage import dense, is_sparse
from lrmath.numeric.model.objective import Likelihood, Objective, ridge
from lrmath.numeric.model.rows import Rows, change_block, map_reduce
from lrmath.numeric.model.scaling import Scaling
from lrmath.numeric.model.score import Score
from lrmath.numeric.solve.loop import Rule, Solution, minimise
from lrmath.numeric.solve.metric import LimitedMemory, Metric, factored
from lrmath.numeric.solve.refinement import Refined, corrected, refine, right_digits, rounding
from lrmath.numeric.solve.rules import Newton

#: Distance at the end, in standard errors, and where a step with the Hessian of all rows follows.
TOLERANCE, NEARLY = 1e-8, 1e-3
#: The decrement at which Newton's method is left, over the root of the objective.
QUADRATIC = 1e-5
#: Up to so many coefficients that Hessian costs no more than a few passes.
FEW = 64
#: With fewer rows for each column than this, a sample's estimate is no good start.
DEEP = 60
#: A sample has so many rows for each column, or a sixteenth of all rows if that is more and a
#: Hessian of them takes no longer than a few passes over all rows, which columns make shorter.
PER_COLUMN, SHARE, ROWS_PER_PASS = 8, 16, 40
#: More rows than this for each column add little.
MOST_PER_COLUMN = 1500
#: The decrement at which the estimate of a sample is good enough, over the root of the objective.
NEAR = 0.03
#: Least pivot of a Cholesky factor that is no rounding error: these are of the order sqrt(eps).
CHOLESKY = 1e-6
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
    if is_sparse(problem.data.X):
        return None
    try:
        return _dense_solution(problem, max_iter)
    except np.linalg.LinAlgError:
        return None


def _dense_solution(problem: Problem, max_iter: int) -> Quick | None:
    size, n = problem.data.X.size, len(problem.data.names)
    if size < SAMPLED:
        solution = _run(problem, problem.start, Newton(squared=True), QUADRATIC, max_iter)
        return _polished(problem, solution) if solution.status.converged else None
    R, start = _metric_and_start(problem)
    rule, polishes = LimitedMemory(factored(R)), n <= FEW or size < LARGE
    solution = _run(problem, start, rule, NEARLY if polishes else TOLERANCE, max_iter)
    if not solution.status.converged:
        return None
    if polishes:
        return _polished(problem, solution)
    if not (problem.penalised or _proved_by_sample(problem, solution)):
        return None
    step = rule.apply(solution.trace[-1].gradient)
    if map_reduce(partial(change_block, direction=step), max, problem.scaled) > SETTLED:
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
    if not (problem.penalised or _proved(problem, R, last.gradient)):
        return None
    step = solve(R, last.gradient)
    if map_reduce(partial(change_block, direction=step), max, problem.scaled) > SETTLED:
        return None
    T = problem.scaling.matrix()
    roughly, size = _standard_errors(R, problem.scaling), problem.data.X.size
    improve = _corrected if size > SMALL else _refined
    refined = improve(problem, last.beta - step, R, float(np.linalg.norm(step)))
    error = np.abs(T) @ refined.error
    if (
        SMALL < size < LARGE
        and right_digits(T @ refined.theta, roughly, error, problem.scaling.units) < DIGITS
    ):
        refined = _refined(problem, refined.theta, problem.objective.factor(refined.theta), np.inf)
        error = np.abs(T) @ refined.error
    return Quick(solution, refined.theta, refined.loss, error, roughly)


def _refined(problem: Problem, theta: Array, R: Array, step: float) -> Refined:
    """Correct theta (n,) in extended precision."""
    given = problem.rows, problem.scaling, problem.penalties
    return refine(*given, theta, R, previous=step)


def _corrected(problem: Problem, theta: Array, R: Array, step: float) -> Refined:
    """Correct theta (n,), which a Newton step of this length has led to, in working precision."""

    def score(theta: Array) -> Score:
        found = problem.objective.evaluate(theta, 1)
        return Score(found.value, found.gradient)

    theta, value, remaining = corrected(score, theta, R, previous=step)
    noise = rounding(problem.rows, problem.scaling, theta, R, np.float64)
    loss = float(value) - _penalty(problem, theta)
    return Refined(theta, loss, noise.error + remaining, noise.moved)


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
    m, n = len(problem.data.y), len(problem.data.names)
    return max(min(m * ROWS_PER_PASS // n, m // SHARE, MOST_PER_COLUMN * n), PER_COLUMN * n)


def chosen(problem: Problem, size: int) -> Indices:
    """Return the places of random rows, one in each of ``size`` equal parts, or of all rows."""
    m = len(problem.data.y)
    if size >= m // 2:
        return np.arange(m)
    places = np.arange(size) + np.random.default_rng(0).random(size)
    return (places * (m / size)).astype(np.intp)


def sampled(problem: Problem, places: Indices) -> Rows:
    """Return the chosen rows, scaled, with weights that make them stand for all."""
    if len(places) == len(problem.data.y):
        return problem.scaled
    bare = replace(problem.scaled, X=problem.scaled.X[:, :0]).take(places)
    rows = replace(bare, X=_model_rows(problem, places), scaling=None)
    weights = np.full(len(places), len(problem.data.y) / len(places))
    return replace(rows, weights=weights if rows.weights is None else weights * rows.weights)


def _model_rows(problem: Problem, places: Indices) -> Array:
    """Return rows of the model matrix, formed in parts: forming takes three times their size."""
    A = np.empty((len(places), len(problem.data.names)))
    for start in range(0, len(places), CHUNK):
        part = slice(start, start + CHUNK)
        A[part] = dense(problem.scaled.take(places[part]).model())
    return A


def _metric_and_start(problem: Problem) -> tuple[Array, Array]:
    """Return a factor of the Hessian, and a start; raises ``LinAlgError``.

    With few rows for each column the estimate of a sample is no better a start than zero.
    """
    start, places = problem.start, chosen(problem, _sample_size(problem))
    if len(problem.data.y) < DEEP * len(start):
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
    H: Array = reduce(iadd, ordered_map(partial(_triangle, problem.scaled, theta), parts))
    H *= len(problem.data.y) / len(places)
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
    share = len(sample.y) / len(problem.data.y)
    R = np.sqrt(share) * cholesky(Likelihood(sample).evaluate(solution.beta, 2).hessian)
    return _proved(problem, R, solution.trace[-1].gradient)


def _proved(problem: Problem, R: Array, gradient: Array) -> bool:
    """Prove that the rows have full rank and the likelihood a minimum.

    R'R is the Hessian or less, so ``existence.minimum_exists`` holds with it the more; ||x||_{H^-1}
    is bounded by ||x|| over the least singular value of R, and ||x|| by the norm of all rows
    together, unless these are far from the origin.
    """
    sizes = column_sizes(problem)
    if not clearly_independent(R, sizes, CHOLESKY):
        return False
    decrement = np.linalg.norm(half_solve(R, gradient))
    centred = problem.scaling.centres
    longest = map_reduce(_longest_row, max, problem.scaled) if centred else np.linalg.norm(sizes)
    return bool(decrement * longest < 0.5 * np.linalg.svd(R, compute_uv=False)[-1])


def _longest_row(rows: Rows) -> float:
    A = dense(rows.model())
    return float(np.sqrt(np.einsum("ij,ij->i", A, A).max()))
