"""Large data: the Hessian of some rows is a metric for all of them.

A few thousand random rows give an estimate and a Hessian that are right to a few percent. From
there L-BFGS in that metric needs a handful of passes over all rows, none of which forms the Hessian
(R. H. Byrd et al., SIAM J. Optim. 21, 2011, 977, on subsampled Hessians). What the sample cannot
prove is left to the ordinary path.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from lrmath.numeric.arrays import Array
from lrmath.numeric.errors import DataError
from lrmath.numeric.existence import column_sizes
from lrmath.numeric.factor import cholesky, half_solve
from lrmath.numeric.kernel import Rows, map_reduce
from lrmath.numeric.matrices import dense, is_sparse
from lrmath.numeric.metric import LimitedMemory, Metric, arrow, factored
from lrmath.numeric.objective import Likelihood, Objective, ridge
from lrmath.numeric.problem import Problem
from lrmath.numeric.rank import clearly_independent
from lrmath.numeric.solvers import Solution, minimise

#: Distance at the end, in standard errors.
TOLERANCE = 1e-8
#: Data with so many rows for each column have room for a sample that fixes every coefficient.
DEEP = 60
#: Sparse data with more columns than this get the diagonal metric, and so many iterations at least.
WIDE, PATIENCE = 4000, 1000
#: Least pivot of a Cholesky factor that is no rounding error: these are of the order sqrt(eps).
CHOLESKY = 1e-6
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
    sample = _sample(problem)
    R, start = _sampled_estimate(problem, sample)
    rule = LimitedMemory(factored(R))
    solution = minimise(problem.objective, start, rule, tolerance=TOLERANCE, max_iter=max_iter)
    if not solution.status.converged or not _proved(problem, sample, solution):
        return None
    R = _factor(problem, sample, solution.beta)
    roughly = np.linalg.norm(half_solve(R, problem.scaling.matrix().T), axis=0)
    return Quick(solution, factored(R), roughly)


def _wide_solution(problem: Problem, max_iter: int) -> Quick:
    if not problem.penalised:
        raise DataError(
            f"X is sparse with {problem.data.X.shape[1]} columns, too many to prove that there is "
            "exactly one estimate without a penalty; fit(X, y, l2=1.0)"
        )
    diagonal, border = map_reduce(partial(_arrow_block, theta=problem.start), _both, problem.scaled)
    diagonal = diagonal + problem.penalties
    first = int(problem.data.intercept)
    metric = arrow(diagonal, border[1:]) if first else arrow(diagonal, np.zeros(len(border) - 1))
    rule = LimitedMemory(metric)
    budget = max(max_iter, PATIENCE)
    solution = minimise(
        problem.objective, problem.start, rule, tolerance=TOLERANCE, max_iter=budget
    )
    scale = np.append(1.0, problem.scaling.scale) if first else problem.scaling.scale
    return Quick(solution, metric, 1 / np.sqrt(diagonal) / scale)


def _arrow_block(rows: Rows, theta: Array) -> tuple[Array, Array]:
    """Return the diagonal and the first row of the block's Hessian (n,)."""
    A = rows.model()
    curvature = rows.weighted(rows.family.terms(rows.eta(theta), rows.y).curvature)
    return A.multiply(A).T @ curvature, A.T @ curvature


def _both(a: tuple[Array, Array], b: tuple[Array, Array]) -> tuple[Array, Array]:
    return a[0] + b[0], a[1] + b[1]


def _sample(problem: Problem) -> Rows:
    """Return random rows with weights that make them stand for all."""
    m, n = len(problem.data.y), len(problem.data.names)
    size = max(int(0.015 * m), 20 * n, 2000) if m >= DEEP * n else 6 * n
    if size >= m // 2:
        return problem.scaled
    chosen = np.sort(np.random.default_rng(0).choice(m, size, replace=False))
    rows = problem.scaled.take(chosen)
    weights = np.full(size, m / size)
    stored = replace(rows, X=dense(rows.model()), scaling=None)
    return replace(stored, weights=weights if rows.weights is None else weights * rows.weights)


def _sampled_estimate(problem: Problem, sample: Rows) -> tuple[Array, Array]:
    """Return a factor of the Hessian, and a start near the minimum; raises ``LinAlgError``."""
    objective = Objective((Likelihood(sample),)) + ridge(problem.penalties)
    start = problem.start
    R = _factor(problem, sample, start)
    near = 0.1 * np.sqrt(objective.value(start))
    found = minimise(objective, start, LimitedMemory(factored(R)), tolerance=near, max_iter=30)
    if sample is not problem.scaled and len(problem.data.y) < DEEP * len(start):
        return R, found.beta
    return _factor(problem, sample, found.beta), found.beta


def _factor(problem: Problem, sample: Rows, theta: Array) -> Array:
    """Return the factor of the penalised Hessian of the sample; raises ``LinAlgError``."""
    objective = Objective((Likelihood(sample),)) + ridge(problem.penalties)
    return cholesky(objective.hessian(theta))


def _proved(problem: Problem, sample: Rows, solution: Solution) -> bool:
    """Prove from the sample that all rows have full rank and the likelihood a minimum.

    The Hessian of some rows is a lower bound for that of all, so ``existence.minimum_exists`` holds
    with it the more; ||x||_{H^{-1}} is bounded by ||x|| over the least singular value of the
    factor.
    """
    if problem.penalised:
        return True
    m, size = len(problem.data.y), len(sample.y)
    R = np.sqrt(size / m) * cholesky(Likelihood(sample).evaluate(solution.beta, 2).hessian)
    if not clearly_independent(R, column_sizes(problem), CHOLESKY):
        return False
    decrement = np.linalg.norm(half_solve(R, solution.trace[-1].gradient))
    longest = map_reduce(_longest_row, max, problem.scaled)
    return bool(decrement * longest < 0.5 * np.linalg.svd(R, compute_uv=False)[-1])


def _longest_row(rows: Rows) -> float:
    A = dense(rows.model())
    return float(np.sqrt(np.einsum("ij,ij->i", A, A).max()))
