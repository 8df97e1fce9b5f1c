"""Large softmax regressions: a Kronecker product as metric for all rows.

If only intercepts are fitted, every row has the same probabilities f, and the Hessian is exactly
(diag f - f f') (x) A'A. Its inverse is two small triangular solves, and L-BFGS does the rest.
"""

from __future__ import annotations

import numpy as np

from lrmath.numeric.data.observations import Data
from lrmath.numeric.data.problem import Problem
from lrmath.numeric.estimate.subsample import SAMPLED, TOLERANCE, Quick, chosen, sampled, stepped
from lrmath.numeric.estimate.wide import PATIENCE
from lrmath.numeric.exist.bound import SETTLED, largest_change
from lrmath.numeric.linalg.arrays import Array
from lrmath.numeric.linalg.factor import cholesky, half_solve, solve
from lrmath.numeric.linalg.storage import dense, gram, is_sparse
from lrmath.numeric.solve.loop import minimise
from lrmath.numeric.solve.metric import LimitedMemory, Metric

#: Rows of the sample for A'A, for each column.
PER_COLUMN = 20


def kronecker_solution(problem: Problem, max_iter: int) -> Quick | None:
    """Return the minimiser of large, dense, penalised data with several classes, else None."""
    data = problem.data
    assert isinstance(data, Data)
    if data.X.size < SAMPLED or is_sparse(data.X) or not problem.penalised:
        return None
    objective, classes = problem.objective, len(data.classes)
    shares = _shares(data)
    between = cholesky(np.diag(shares[1:]) - np.outer(shares[1:], shares[1:]))
    within = cholesky(_sampled_gram(problem) + classes * np.diag(problem.penalties))
    start = np.zeros((classes - 1, len(data.names)))
    if data.intercept:
        start[:, 0] = np.log(shares[1:] / shares[0])
    rule, budget = LimitedMemory(_kronecker(between, within), memory=60), max(max_iter, PATIENCE)
    solution = minimise(objective, start.ravel(), rule, tolerance=TOLERANCE, max_iter=budget)
    if largest_change(problem, rule.apply(solution.trace[-1].gradient)) > SETTLED:
        return None

    def loss(theta: Array) -> float:
        return float(problem.likelihood.evaluate(theta, 0).value)

    return stepped(solution, rule.apply, _roughly(problem, between, within), loss)


def _shares(data: Data) -> Array:
    """Return the weighted frequencies of the classes (K,)."""
    counts = np.bincount(data.y.astype(np.intp), data.weights, minlength=len(data.classes))
    return np.asarray(counts / counts.sum())


def _sampled_gram(problem: Problem) -> Array:
    """Return A'WA (n x n) as random rows estimate it."""
    rows = sampled(problem, chosen(problem, max(PER_COLUMN * len(problem.names), 2000)))
    return gram(dense(rows.model()), rows.weighted(np.ones(len(rows.y))))


def _kronecker(between: Array, within: Array) -> Metric:
    """Return the inverse of B'B (x) W'W for triangular B (k x k) and W (n x n)."""

    def apply(gradient: Array) -> Array:
        parts = gradient.reshape(len(between), -1)
        return solve(within, solve(between, parts).T).T.ravel()

    return apply


def _roughly(problem: Problem, between: Array, within: Array) -> Array:
    """Return the standard errors that the metric stands for."""
    classes = np.linalg.norm(half_solve(between, np.eye(len(between))), axis=0)
    columns = np.linalg.norm(half_solve(within, problem.scaling.matrix().T), axis=0)
    return np.kron(classes, columns)
