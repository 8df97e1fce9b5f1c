"""Large softmax regressions: a Kronecker product, or the Hessian of some rows, is a metric for all.

If only intercepts are fitted, every row has the same probabilities f, and the Hessian is exactly
(diag f - f f') (x) A'A. For dense data this product leads to the estimate of some rows, where it is
formed again with the mean of diag p - p p'; or if there are few coefficients the Hessian of these
rows is. For sparse data with many columns A'A is taken for its diagonal, so that nothing is formed
that is larger than the coefficients. L-BFGS does the rest.
"""

from __future__ import annotations

from functools import partial
from typing import NamedTuple

import numpy as np
from scipy.linalg import eigh

from lrmath.numeric.data.observations import Data
from lrmath.numeric.data.problem import Problem
from lrmath.numeric.estimate.sample import NEAR, chosen, sampled
from lrmath.numeric.estimate.subsample import SAMPLED, TOLERANCE, Quick, stepped, without_penalty
from lrmath.numeric.estimate.wide import PATIENCE, WIDE
from lrmath.numeric.exist.bound import changes_little
from lrmath.numeric.linalg.arrays import Array
from lrmath.numeric.linalg.factor import cholesky, half_solve
from lrmath.numeric.linalg.storage import is_sparse
from lrmath.numeric.model.kernels import gram_block
from lrmath.numeric.model.objective import Likelihood, Objective
from lrmath.numeric.model.rows import Rows
from lrmath.numeric.solve.loop import minimise
from lrmath.numeric.solve.metric import LimitedMemory, Metric, factored

#: Rows of the sample for each column, and for each coefficient if its whole Hessian is formed, up
#: to so many; and the fewest of a class with which probabilities in the sample are used.
PER_COLUMN, PER_COEFFICIENT, WHOLE, FEWEST = 40, 16, 400, 30
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
    try:
        model, start = (_of_columns if sparse else _of_sample)(problem, data)
    except np.linalg.LinAlgError:
        return None
    rule, budget = LimitedMemory(model.metric, memory=60), max(max_iter, PATIENCE)
    solution = minimise(problem.objective, start, rule, tolerance=TOLERANCE, max_iter=budget)
    near = changes_little(problem, rule.apply(solution.trace[-1].gradient))
    if not near and problem.size <= WIDE:
        return None
    loss = partial(without_penalty, problem, solution)
    return stepped(problem, solution, rule.apply, model.roughly, loss)


def _intercepts(data: Data, shares: Array) -> Array:
    """Return theta (kn,) whose intercepts alone give the frequencies of the classes."""
    whole = np.zeros((len(shares) - 1, len(data.names)))
    if data.intercept:
        whole[:, 0] = np.log(shares[1:] / shares[0])
    return whole.ravel()


def _shares(data: Data) -> Array:
    """Return the weighted frequencies of the classes (K,)."""
    counts = np.bincount(data.y.astype(np.intp), data.weights, minlength=len(data.classes))
    return np.asarray(counts / counts.sum())


def _of_sample(problem: Problem, data: Data) -> tuple[_Model, Array]:
    """Return the model of dense data at the estimate of some rows, and this.

    Both are those of intercepts alone if a class has few of these rows.
    """
    start = _intercepts(data, _shares(data))
    n, whole = len(problem.names), problem.size <= WHOLE
    size = max(PER_COLUMN * n, PER_COEFFICIENT * problem.size if whole else 0, 2000)
    rows = sampled(problem, chosen(problem, size))
    model = _of_product(problem, rows, start)
    counts = np.bincount(rows.y.astype(np.intp), minlength=len(data.classes))
    if counts.min() < FEWEST:
        return model, start
    objective = Objective((Likelihood.of(rows),)) + problem.penalty
    near = NEAR * np.sqrt(objective.value(start))
    rule = LimitedMemory(model.metric)
    found = minimise(objective, start, rule, tolerance=near, max_iter=30).beta
    if whole:
        return _of_hessian(problem, objective.hessian(found)), found
    return _of_product(problem, rows, found), found


def _of_hessian(problem: Problem, H: Array) -> _Model:
    """Return the model that the Hessian of all coefficients is."""
    R = cholesky(H)
    return _Model(factored(R), np.linalg.norm(half_solve(R, problem.matrix().T), axis=0))


def _of_product(problem: Problem, rows: Rows, theta: Array) -> _Model:
    """Return the model of a product B (x) G, B the mean of diag p - p p' of some rows at theta.

    With U'(G + K L)U = I and U'LU = diag(lam) for the penalties L, and V'BV = diag(mu), V'CV = I,
    C = I - 1 1'/K, the Hessian is diag(mu (1 - K lam) + lam) between V'^{-1} (x) U'^{-1} and its
    transpose.
    """
    k, weights = problem.coding.predictors, rows.weighted(np.ones(rows.count))
    p = rows.terms(problem.coding.whole(theta, rows.width)).curvature[1:]
    G, L = gram_block(rows, weights), np.diag(problem.penalties)
    mu, V = eigh(_between(p, weights / weights.sum()), np.eye(k) - 1 / (k + 1))
    lam, U = eigh(L, G + (k + 1) * L)
    inverse = 1 / (mu[:, None] * np.maximum(1 - (k + 1) * lam, 0) + lam)

    def apply(gradient: Array) -> Array:
        return np.asarray(V @ ((V.T @ gradient.reshape(k, -1) @ U) * inverse) @ U.T).ravel()

    variances = V**2 @ inverse @ (problem.scaling.matrix() @ U).T ** 2
    return _Model(apply, np.sqrt(variances).ravel())


def _of_columns(problem: Problem, data: Data) -> tuple[_Model, Array]:
    """Return the model of sparse data, which takes their columns for uncorrelated, and a start.

    With V'BV = diag(mu), B = diag f - f f', and V'CV = I, C = I - 1 1'/K that of the penalty, the
    Hessian of a column j is V'^{-1} diag(mu d_j + lam_j) V^{-1}, d_j its weighted square.
    """
    shares = _shares(data)
    k, intercept = len(shares) - 1, int(data.intercept)
    mu, V = eigh(_between(shares[1:, None], np.ones(1)), np.eye(k) - 1 / (k + 1))
    weights = np.ones(data.count) if data.weights is None else data.weights
    squares = data.X.multiply(data.X).T @ weights / problem.scaling.scale**2
    whole = np.append(np.full(intercept, weights.sum()), squares)
    inverse = 1 / (mu[:, None] * whole + problem.penalties)

    def apply(gradient: Array) -> Array:
        return np.asarray(V @ ((V.T @ gradient.reshape(k, -1)) * inverse)).ravel()

    model = _Model(apply, np.sqrt(V**2 @ inverse).ravel() * problem.units)
    return model, _intercepts(data, shares)


def _between(p: Array, weights: Array) -> Array:
    """Return the mean of diag p - p p' (k x k), p (k x m) those of all classes but the first."""
    return np.diag(p @ weights) - (p * weights) @ p.T
