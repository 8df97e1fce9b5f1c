"""Large softmax regressions: what intercepts alone would give is a metric for all rows.

If only intercepts are fitted, every row has the same probabilities f, and the Hessian is exactly
(diag f - f f') (x) A'A. For dense data its inverse is two small triangular solves. For sparse data
with many columns A'A is taken for its diagonal, so that nothing is formed that is larger than the
coefficients. L-BFGS does the rest.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from scipy.linalg import eigh

from lrmath.numeric.data.observations import Data
from lrmath.numeric.data.problem import Problem
from lrmath.numeric.estimate.sample import chosen, sampled
from lrmath.numeric.estimate.subsample import SAMPLED, TOLERANCE, Quick, stepped
from lrmath.numeric.estimate.wide import PATIENCE, WIDE
from lrmath.numeric.exist.bound import SETTLED, largest_change
from lrmath.numeric.linalg.arrays import Array
from lrmath.numeric.linalg.factor import cholesky, half_solve, solve
from lrmath.numeric.linalg.storage import dense, gram, is_sparse
from lrmath.numeric.solve.loop import minimise
from lrmath.numeric.solve.metric import LimitedMemory, Metric

#: Rows of the sample for A'A, for each column.
PER_COLUMN = 20
#: Coefficients of sparse data up to which Newton's method forms their Hessian.
FORMED = 1000


class _Model(NamedTuple):
    """A metric, and the standard errors (kn,) that it stands for."""

    metric: Metric
    roughly: Array


def kronecker_solution(problem: Problem, max_iter: int) -> Quick | None:
    """Return the minimiser of large, penalised data with several classes, else None."""
    data = problem.data
    assert isinstance(data, Data)
    sparse = is_sparse(data.X)
    few = problem.size <= FORMED if sparse else data.X.size < SAMPLED
    if few or not problem.penalised:
        return None
    shares, start = _shares(data), np.zeros((len(data.classes) - 1, len(data.names)))
    model = (_of_columns if sparse else _of_gram)(problem, data, shares)
    if data.intercept:
        start[:, 0] = np.log(shares[1:] / shares[0])
    rule, budget = LimitedMemory(model.metric, memory=60), max(max_iter, PATIENCE)
    solution = minimise(
        problem.objective, start.ravel(), rule, tolerance=TOLERANCE, max_iter=budget
    )
    far = largest_change(problem, rule.apply(solution.trace[-1].gradient)) > SETTLED
    if far and problem.size <= WIDE:
        return None

    def loss(theta: Array) -> float:
        return float(problem.likelihood.evaluate(theta, 0).value)

    return stepped(solution, rule.apply, model.roughly, loss)


def _shares(data: Data) -> Array:
    """Return the weighted frequencies of the classes (K,)."""
    counts = np.bincount(data.y.astype(np.intp), data.weights, minlength=len(data.classes))
    return np.asarray(counts / counts.sum())


def _of_gram(problem: Problem, data: Data, shares: Array) -> _Model:
    """Return the model of dense data."""
    classes = len(shares)
    between = cholesky(_between(shares))
    within = cholesky(_sampled_gram(problem) + classes * np.diag(problem.penalties))

    def apply(gradient: Array) -> Array:
        parts = gradient.reshape(len(between), -1)
        return solve(within, solve(between, parts).T).T.ravel()

    spread = np.linalg.norm(half_solve(between, np.eye(len(between))), axis=0)
    columns = np.linalg.norm(half_solve(within, problem.scaling.matrix().T), axis=0)
    return _Model(apply, np.kron(spread, columns))


def _of_columns(problem: Problem, data: Data, shares: Array) -> _Model:
    """Return the model of sparse data, which takes their columns for uncorrelated.

    With V'BV = diag(mu), B = diag f - f f', and V'CV = I, C = I - 1 1'/K that of the penalty, the
    Hessian of a column j is V'^{-1} diag(mu d_j + lam_j) V^{-1}, d_j its weighted square.
    """
    k, intercept = len(shares) - 1, int(data.intercept)
    mu, V = eigh(_between(shares), np.eye(k) - 1 / (k + 1))
    weights = np.ones(data.count) if data.weights is None else data.weights
    squares = data.X.multiply(data.X).T @ weights / problem.scaling.scale**2
    whole = np.append(np.full(intercept, weights.sum()), squares)
    inverse = 1 / (mu[:, None] * whole + problem.penalties)

    def apply(gradient: Array) -> Array:
        return np.asarray(V @ ((V.T @ gradient.reshape(k, -1)) * inverse)).ravel()

    return _Model(apply, np.sqrt(V**2 @ inverse).ravel() * problem.units)


def _between(shares: Array) -> Array:
    """Return diag f - f f' (k x k) of all classes but the first."""
    return np.diag(shares[1:]) - np.outer(shares[1:], shares[1:])


def _sampled_gram(problem: Problem) -> Array:
    """Return A'WA (n x n) as random rows estimate it."""
    rows = sampled(problem, chosen(problem, max(PER_COLUMN * len(problem.names), 2000)))
    return gram(dense(rows.model()), rows.weighted(np.ones(len(rows.y))))
