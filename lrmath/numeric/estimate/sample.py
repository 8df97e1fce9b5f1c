"""Random rows that stand for all: a start and a metric for the price of a few passes.

A uniform sample, one row of each of so many equal parts of the data, gives an estimate that is
right to a few percent, and a Hessian as good (R. H. Byrd et al., SIAM J. Optim. 21, 2011, 977).
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from operator import iadd

import numpy as np
from scipy.linalg.blas import ssyrk

from lrmath.numeric.data.problem import Problem
from lrmath.numeric.linalg.arrays import Array, Indices
from lrmath.numeric.linalg.factor import cholesky
from lrmath.numeric.linalg.parallel import tree_sum
from lrmath.numeric.model.objective import Likelihood, Objective, ridge
from lrmath.numeric.model.rows import Rows
from lrmath.numeric.solve.loop import minimise
from lrmath.numeric.solve.metric import LimitedMemory, factored

#: With fewer rows for each column than this, a sample's estimate is no good start.
DEEP = 60
#: A sample has so many rows for each column, or a twelfth of all rows if that is more and a
#: Hessian of them takes no longer than a few passes over all rows, which columns make shorter;
#: where no start comes of it, fewer will do.
PER_COLUMN, SHARE, ROWS_PER_PASS, ROUGHLY = 8, 12, 40, 4
#: More rows than this for each column add little.
MOST_PER_COLUMN = 1500
#: The decrement at which the estimate of a sample is good enough, over the root of the objective.
NEAR = 0.03
#: Rows of the sample that are scaled together.
CHUNK = 1 << 7
#: Parts of the sample that are summed up next to each other.
PARTS = 2


def rows_in_memory(problem: Problem) -> Rows:
    """Return the rows of a problem whose data are in memory."""
    assert isinstance(problem.scaled, Rows)
    return problem.scaled


def sample_size(problem: Problem) -> int:
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


def metric_and_start(problem: Problem) -> tuple[Array, Array]:
    """Return a factor of the Hessian, and a start; raises ``LinAlgError``.

    With few rows for each column the estimate of a sample is no better a start than zero.
    """
    start, places = problem.start, chosen(problem, sample_size(problem))
    if problem.data.count < DEEP * len(start):
        return _factor(problem, chosen(problem, ROUGHLY * len(start)), start), start
    objective = Objective((Likelihood(sampled(problem, places)),)) + ridge(problem.penalties)
    near = NEAR * np.sqrt(objective.value(start))
    rule = LimitedMemory(factored(cholesky(objective.hessian(start))))
    found = minimise(objective, start, rule, tolerance=near, max_iter=30)
    return cholesky(objective.hessian(found.beta)), found.beta


def whole_factor(problem: Problem, theta: Array) -> Array:
    """Return the factor of the Hessian of all rows in single precision, if that will do."""
    return _factor(problem, np.arange(problem.data.count), theta)


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
    H: Array = tree_sum(partial(_triangle, rows_in_memory(problem), theta), parts, iadd)
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
