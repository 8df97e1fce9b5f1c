"""The model with some coefficients held at given values: what tests and profiles compare with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from lrmath.numeric.data.observations import Data
from lrmath.numeric.data.problem import Problem
from lrmath.numeric.linalg.arrays import Array
from lrmath.numeric.linalg.factor import half_solve
from lrmath.numeric.model.errors import DataError
from lrmath.numeric.model.objective import Objective
from lrmath.numeric.model.rows import Rows, evaluate_block
from lrmath.numeric.solve.affine import closely
from lrmath.numeric.solve.rules import Newton


def restrict(data: Data, values: Mapping[str, float]) -> Data:
    """Return the data in which the named coefficients are fixed: their part moves to the offset.

    Raises ``DataError`` on a name that is not a coefficient.
    """
    fixed = np.array([values.get(name, np.nan) for name in known_names(data, values)])
    free = np.isnan(fixed)
    first = int(data.intercept)
    known = np.where(free, 0.0, fixed)
    offset = data.X @ known[first:] + (known[0] if first else 0.0)
    return replace(
        data,
        X=data.X[:, free[first:]],
        offset=offset if data.offset is None else data.offset + offset,
        names=tuple(np.asarray(data.names)[free]),
        intercept=bool(first and free[0]),
    )


def known_names(data: Data, values: Mapping[str, float]) -> tuple[str, ...]:
    """Return the names of all coefficients; raises ``DataError`` if a value has another name."""
    places(data.names, values)
    return data.names


def places(labels: Sequence[str], values: Mapping[str, float]) -> list[int]:
    """Return where the named coefficients are; raises ``DataError`` on an unknown name."""
    unknown = set(values) - set(labels)
    if unknown:
        raise DataError(f"no coefficient is called {sorted(unknown)}; there are {tuple(labels)}")
    return [labels.index(name) for name in values]


def score_statistic(objective: Objective, theta: Array) -> float:
    """Return U'I^{-1}U of the score U and the information I at theta (n,)."""
    root = half_solve(objective.factor(theta), objective.gradient(theta))
    return float(root @ root)


def restricted_optimum(data: Data, values: Mapping[str, float]) -> tuple[float, Array]:
    """Return the largest log-likelihood with the named coefficients fixed, and its coefficients.

    These are all n, the fixed ones in their places. The data are known
    to have an estimate, so the restricted one exists too and is not proved to.
    """
    rest = restrict(data, values)
    beta = np.array([values.get(name, 0.0) for name in data.names])
    if not rest.names:
        rows = Rows(rest.X, rest.y, rest.weights, rest.offset)
        return -evaluate_block(rows, np.zeros(0), 0).value, beta
    problem = Problem.of(rest, 0.0)
    theta = closely(problem.objective, problem.start, Newton())
    beta[[name not in values for name in data.names]] = problem.scaling.coefficients(theta)
    return -problem.objective.value(theta), beta
