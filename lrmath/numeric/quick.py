"""Large data: the Hessian of some rows is a metric for all of them.

A few thousand random rows give an estimate and a Hessian that are right to a few percent. From
there L-BFGS in that metric needs a handful of passes over all rows, none of which forms the Hessian
(R. H. Byrd et al., SIAM J. Optim. 21, 2011, 977, on subsampled Hessians). What the sample cannot
prove is left to the ordinary path.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from operator import iadd
from typing import Any

import numpy as np

from lrmath.numeric.arrays import Array, Indices
from lrmath.numeric.errors import DataError
from lrmath.numeric.existence import column_sizes
from lrmath.numeric.factor import cholesky, half_solve
from lrmath.numeric.kernel import Rows, map_reduce
from lrmath.numeric.matrices import dense, is_sparse, one_hot_groups
from lrmath.numeric.metric import LimitedMemory, Metric, arrow, factored, levelled
from lrmath.numeric.objective import Likelihood, Objective, ridge
from lrmath.numeric.problem import Problem
from lrmath.numeric.rank import clearly_independent
from lrmath.numeric.solvers import Solution, minimise

#: Distance at the end, in standard errors.
TOLERANCE = 1e-8
#: With fewer rows for each column than this, a sample's estimate is no good start.
DEEP = 60
#: A sample has so many rows for each column, or a tenth of all rows if that is more and a Hessian
#: of them takes no longer than a few passes over all rows, which each column of X makes shorter.
PER_COLUMN, SHARE, ROWS_PER_PASS = 8, 10, 40
#: The Hessian of more columns than this is computed in single precision.
MANY_COLUMNS = 256
#: The decrement at which the estimate of a sample is good enough, over the root of the objective.
NEAR = 0.03
#: Sparse data with more columns than this get the diagonal metric, and so many iterations at least.
WIDE, PATIENCE = 4000, 1000
#: Least pivot of a Cholesky factor that is no rounding error: these are of the order sqrt(eps).
CHOLESKY = 1e-6
#: Rows of the sample that are scaled together.
CHUNK = 1 << 8
#: Below so many entries of X Newton's method with all digits takes no longer.
LARGE = 1 << 20


@dataclass(frozen=True)
class Quick:
    """A solution, the metric that led to it, and rough standard errors (n,) of the coefficients."""

    solution: Solution
    metric: Metric
    roughly: Array


def quick_solution(problem: Problem, max_iter: int) -> Quick | None:
    """Return the minimiser if the data are large and a sample proves it, else None.

    Sparse data with very many columns have no sample to speak of; theirs is the diagonal metric.
    Raises ``DataError`` on these without a penalty.
    """
    m, p = problem.data.X.shape
    if is_sparse(problem.data.X):
        return _wide_solution(problem, max_iter) if p > WIDE else None
    if m * p < LARGE:
        return None
    try:
        return _sampled_solution(problem, max_iter)
    except np.linalg.LinAlgError:
        return None


def _sampled_solution(problem: Problem, max_iter: int) -> Quick | None:
    sample = sampled(problem, _sample_size(len(problem.data.y), len(problem.data.names)))
    R, start = _metric_and_start(problem, sample)
    rule = LimitedMemory(factored(R))
    solution = minimise(problem.objective, start, rule, tolerance=TOLERANCE, max_iter=max_iter)
    if not solution.status.converged or not _proved(problem, sample, solution):
        return None
    roughly = np.linalg.norm(half_solve(R, problem.scaling.matrix().T), axis=0)
    return Quick(solution, rule.apply, roughly)


def _wide_solution(problem: Problem, max_iter: int) -> Quick:
    if not problem.penalised:
        raise DataError(
            f"X is sparse with {problem.data.X.shape[1]} columns, too many to prove that there is "
            "exactly one estimate without a penalty; fit(X, y, l2=1.0)"
        )
    problem = replace(problem, scaled=replace(problem.scaled, undivided=True))
    groups, zero = one_hot_groups(problem.data.X), np.zeros(len(problem.data.names))
    near = NEAR * np.sqrt(problem.objective.value(zero))
    rule = LimitedMemory(_wide_metric(problem, zero, groups)[0])
    start = minimise(problem.objective, zero, rule, tolerance=near, max_iter=max_iter).beta
    metric, diagonal = _wide_metric(problem, start, groups)
    rule, budget = LimitedMemory(metric), max(max_iter, PATIENCE)
    solution = minimise(problem.objective, start, rule, tolerance=TOLERANCE, max_iter=budget)
    scale = problem.scaling.scale
    scale = np.append(1.0, scale) if problem.data.intercept else scale
    return Quick(solution, rule.apply, 1 / np.sqrt(diagonal) / scale)


def _wide_metric(problem: Problem, theta: Array, groups: Indices | None) -> tuple[Metric, Array]:
    """Return a metric from the diagonal of the Hessian at theta (n,), and that diagonal."""
    diagonal, border = map_reduce(
        partial(_arrow_block, theta=theta, scale=problem.scaling.scale), _both, problem.scaled
    )
    diagonal = diagonal + problem.penalties
    if groups is not None:
        return _one_hot_metric(problem, diagonal, border, groups), diagonal
    border = border[1:] if problem.data.intercept else np.zeros(len(border) - 1)
    return arrow(diagonal, border), diagonal


def _one_hot_metric(problem: Problem, diagonal: Array, border: Array, groups: Indices) -> Metric:
    """Return the metric that knows the constants of the groups; the intercept is one of its own."""
    units = problem.scaling.scale
    total = float(np.bincount(groups, border[-len(units) :] * units)[0])
    if problem.data.intercept:
        groups, units = np.append(0, groups + 1), np.append(1.0, units)
    constants = total + np.diag(np.bincount(groups, problem.penalties * units**2))
    return levelled(diagonal, groups, units, constants)


def _arrow_block(rows: Rows, theta: Array, scale: Array) -> tuple[Array, Array]:
    """Return the diagonal and the first row of the block's Hessian (n,)."""
    curvature = rows.weighted(rows.family.terms(rows.eta(theta), rows.y).curvature)
    squares = rows.X.multiply(rows.X).T @ curvature / scale**2
    border = rows.project(curvature)
    return np.append(border[: len(border) - len(squares)], squares), border


def _both(a: tuple[Array, Array], b: tuple[Array, Array]) -> tuple[Array, Array]:
    return a[0] + b[0], a[1] + b[1]


def sampled(problem: Problem, size: int) -> Rows:
    """Return ``size`` random rows with weights that make them stand for all, or all rows."""
    m = len(problem.data.y)
    if size >= m // 2:
        return problem.scaled
    chosen = np.sort(np.random.default_rng(0).choice(m, size, replace=False))
    bare = replace(problem.scaled, X=problem.scaled.X[:, :0]).take(chosen)
    rows = replace(bare, X=_model_rows(problem, chosen), scaling=None)
    weights = np.full(size, m / size)
    return replace(rows, weights=weights if rows.weights is None else weights * rows.weights)


def _model_rows(problem: Problem, chosen: Indices) -> Array:
    """Return rows of the model matrix, formed in parts: forming takes three times their size."""
    A = np.empty((len(chosen), len(problem.data.names)))
    for start in range(0, len(chosen), CHUNK):
        part = slice(start, start + CHUNK)
        A[part] = dense(problem.scaled.take(chosen[part]).model())
    return A


def _sample_size(m: int, n: int) -> int:
    """Return how many rows give a Hessian for about the price of two passes over all rows."""
    return max(min(m * ROWS_PER_PASS // n, m // SHARE), PER_COLUMN * n)


def _metric_and_start(problem: Problem, sample: Rows) -> tuple[Array, Array]:
    """Return a factor of the Hessian, and a start; raises ``LinAlgError``.

    With few rows for each column the estimate of a sample is no better a start than zero.
    """
    start = problem.start
    R = _factor(problem, sample, start)
    if len(problem.data.y) < DEEP * len(start):
        return R, start
    objective = Objective((Likelihood(sample),)) + ridge(problem.penalties)
    near = NEAR * np.sqrt(objective.value(start))
    found = minimise(objective, start, LimitedMemory(factored(R)), tolerance=near, max_iter=30)
    return _factor(problem, sample, found.beta), found.beta


def _factor(problem: Problem, sample: Rows, theta: Array) -> Array:
    """Return the factor of the penalised Hessian of the sample; raises ``LinAlgError``.

    A metric needs few digits, so single precision will do where products of columns take long.
    """
    precision = np.float32 if len(theta) > MANY_COLUMNS else np.float64
    try:
        return cholesky(_hessian(problem, sample, theta, precision))
    except np.linalg.LinAlgError:
        return cholesky(_hessian(problem, sample, theta, np.float64))


def _hessian(
    problem: Problem, rows: Rows, theta: Array, precision: type[np.floating[Any]]
) -> Array:
    """Return the penalised Hessian of the rows (n x n), its products in the given precision."""
    block = partial(_hessian_block, theta=theta, precision=precision)
    H: Array = map_reduce(block, iadd, rows)
    H[np.diag_indices_from(H)] += problem.penalties
    return H


def _hessian_block(rows: Rows, theta: Array, precision: type[np.floating[Any]]) -> Array:
    curvature = rows.family.terms(rows.eta(theta), rows.y).curvature
    root = np.sqrt(rows.weighted(curvature))[:, None]
    S = np.multiply(dense(rows.model()), root, dtype=precision, casting="same_kind")
    return np.asarray(S.T @ S, dtype=np.float64)


def _proved(problem: Problem, sample: Rows, solution: Solution) -> bool:
    """Prove from the sample that all rows have full rank and the likelihood a minimum.

    The Hessian of some rows is a lower bound for that of all, so ``existence.minimum_exists`` holds
    with it the more; ||x||_{H^{-1}} is bounded by ||x|| over the least singular value of the
    factor, and ||x|| by the norm of all rows together, unless these are far from the origin.
    """
    if problem.penalised:
        return True
    m, size = len(problem.data.y), len(sample.y)
    R = np.sqrt(size / m) * cholesky(Likelihood(sample).evaluate(solution.beta, 2).hessian)
    sizes = column_sizes(problem)
    if not clearly_independent(R, sizes, CHOLESKY):
        return False
    decrement = np.linalg.norm(half_solve(R, solution.trace[-1].gradient))
    centred = problem.scaling.centres
    longest = map_reduce(_longest_row, max, problem.scaled) if centred else np.linalg.norm(sizes)
    return bool(decrement * longest < 0.5 * np.linalg.svd(R, compute_uv=False)[-1])


def _longest_row(rows: Rows) -> float:
    A = dense(rows.model())
    return float(np.sqrt(np.einsum("ij,ij->i", A, A).max()))
