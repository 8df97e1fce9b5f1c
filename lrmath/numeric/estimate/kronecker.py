"""Large softmax regressions: a Kronecker product as metric for all rows.

If only intercepts are fitted, every row has the same probabilities f, and the Hessian is exactly
(diag f - f f') (x) A'A. Its inverse is two small triangular solves, and L-BFGS does the rest.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lrmath.numeric.data.problem import Problem
from lrmath.numeric.estimate.plan import Errors
from lrmath.numeric.estimate.subsample import SAMPLED, TOLERANCE, Quick, chosen, sampled, stepped
from lrmath.numeric.estimate.wide import PATIENCE
from lrmath.numeric.linalg.arrays import Array
from lrmath.numeric.linalg.factor import cholesky, half_solve, solve
from lrmath.numeric.linalg.parallel import threads
from lrmath.numeric.linalg.storage import dense, gram, is_sparse
from lrmath.numeric.model.objective import Objective
from lrmath.numeric.model.rows import Rows
from lrmath.numeric.solve.loop import minimise
from lrmath.numeric.solve.metric import LimitedMemory, Metric

#: Rows of the sample for A'A, for each column.
PER_COLUMN = 20


@dataclass(frozen=True)
class LaterMultinomial:
    """Errors that need the Hessian of many rows, to be computed when they are asked for."""

    problem: Problem
    objective: Objective
    theta: Array

    def __call__(self) -> Errors:
        """Compute them."""
        with threads(self.problem.data.X.size):
            R = self.objective.factor(self.theta)
        k = len(self.theta) // len(self.problem.data.names)
        spread = half_solve(R, np.kron(np.eye(k), self.problem.scaling.matrix()).T)
        return Errors(np.linalg.norm(spread, axis=0), spread.T @ spread)


def quick_multinomial(
    problem: Problem, objective: Objective, k: int, max_iter: int
) -> Quick | None:
    """Return the minimiser of large, dense, penalised data with k + 1 classes, else None."""
    m, p = problem.data.X.shape
    if m * p < SAMPLED or is_sparse(problem.data.X) or not problem.penalised:
        return None
    shares = _shares(problem.scaled, k + 1)
    between = cholesky(np.diag(shares[1:]) - np.outer(shares[1:], shares[1:]))
    within = cholesky(_sampled_gram(problem) + (k + 1) * np.diag(problem.penalties))
    start = np.zeros((k, len(problem.data.names)))
    if problem.data.intercept:
        start[:, 0] = np.log(shares[1:] / shares[0])
    rule, budget = LimitedMemory(_kronecker(between, within), memory=20), max(max_iter, PATIENCE)
    solution = minimise(objective, start.ravel(), rule, tolerance=TOLERANCE, max_iter=budget)

    def loss(theta: Array) -> float:
        return objective.terms[0].evaluate(theta, 0).value

    return stepped(solution, rule.apply, _roughly(problem, between, within), loss)


def _shares(rows: Rows, classes: int) -> Array:
    """Return the weighted frequencies of the classes (K,)."""
    counts = np.bincount(rows.y.astype(np.intp), rows.weights, minlength=classes)
    return np.asarray(counts / counts.sum())


def _sampled_gram(problem: Problem) -> Array:
    """Return A'WA (n x n) as random rows estimate it."""
    rows = sampled(problem, chosen(problem, max(PER_COLUMN * len(problem.data.names), 2000)))
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
