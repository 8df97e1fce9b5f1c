"""Sparse data with very many columns: the diagonal of the Hessian is a metric, or nearly.

The Hessian is never formed. L-BFGS runs in the metric of its diagonal and its first row, or for
one-hot data of its diagonal and what is constant within each group of columns.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np

from lrmath.numeric.data.problem import Problem
from lrmath.numeric.estimate.sample import NEAR, rows_in_memory
from lrmath.numeric.estimate.subsample import TOLERANCE, Quick, stepped, without_penalty
from lrmath.numeric.linalg.arrays import Array, Indices
from lrmath.numeric.linalg.storage import is_sparse, one_hot_groups
from lrmath.numeric.model.errors import DataError
from lrmath.numeric.model.rows import Rows
from lrmath.numeric.solve.loop import minimise
from lrmath.numeric.solve.metric import LimitedMemory, Metric, arrow, levelled

#: Sparse data with more columns than this get the diagonal metric, and so many iterations at least.
WIDE, PATIENCE = 4000, 1000


def is_wide(problem: Problem) -> bool:
    """Say whether the rows are in memory, and sparse with very many columns for all classes."""
    rows = problem.rows
    columns = rows.family.predictors * len(problem.names)
    return isinstance(rows, Rows) and is_sparse(rows.X) and columns > WIDE


def require_narrow(problem: Problem) -> None:
    """Raise ``DataError`` if a matrix of all columns, which a proof of their rank takes, is big."""
    if is_wide(problem):
        raise DataError(
            f"X is sparse with {problem.data.X.shape[1]} columns, too many to prove that there is "
            "exactly one estimate without a ridge or lasso penalty; fit(X, y, l2=1.0)"
        )


def wide_solution(problem: Problem, max_iter: int) -> Quick:
    """Return the minimiser, in the diagonal metric; raises ``DataError`` without a penalty."""
    if not problem.penalised:
        require_narrow(problem)
    problem = replace(problem, scaled=replace(rows_in_memory(problem), undivided=True))
    groups, zero = one_hot_groups(problem.data.X), np.zeros(len(problem.names))
    near = NEAR * np.sqrt(problem.objective.value(zero))
    rule = LimitedMemory(_wide_metric(problem, zero, groups)[0])
    start = minimise(problem.objective, zero, rule, tolerance=near, max_iter=max_iter).beta
    metric, diagonal = _wide_metric(problem, start, groups)
    rule, budget = LimitedMemory(metric), max(max_iter, PATIENCE)
    solution = minimise(problem.objective, start, rule, tolerance=TOLERANCE, max_iter=budget)
    scale = problem.scaling.scale
    scale = np.append(1.0, scale) if problem.data.intercept else scale
    loss = partial(without_penalty, problem, solution)
    return stepped(problem, solution, rule.apply, 1 / np.sqrt(diagonal) / scale, loss)


def _wide_metric(problem: Problem, theta: Array, groups: Indices | None) -> tuple[Metric, Array]:
    """Return a metric from the diagonal of the Hessian at theta (n,), and that diagonal."""
    scale, binary = problem.scaling.scale, groups is not None
    kernel = partial(_arrow_block, theta=theta, scale=scale, binary=binary)
    diagonal, border = problem.scaled.total(kernel, _both)
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


def _arrow_block(rows: Rows, theta: Array, scale: Array, binary: bool) -> tuple[Array, Array]:
    """Return the diagonal and the first row of the block's Hessian (n,).

    In a ``binary`` X every entry is its own square.
    """
    curvature = rows.weighted(rows.terms(theta).curvature)
    X = rows.X if binary else rows.X.multiply(rows.X)
    squares = X.T @ curvature / scale**2
    border = rows.project(curvature)
    return np.append(border[: len(border) - len(squares)], squares), border


def _both(a: tuple[Array, Array], b: tuple[Array, Array]) -> tuple[Array, Array]:
    return a[0] + b[0], a[1] + b[1]
