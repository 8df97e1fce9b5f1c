"""Checked data next to the scaled problem that is solved in their place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from operator import add

import numpy as np

from lrmath.numeric.data.observations import Data
from lrmath.numeric.linalg.arrays import Array
from lrmath.numeric.linalg.factor import is_singular, solve, stack, triangular
from lrmath.numeric.linalg.storage import dense, is_sparse
from lrmath.numeric.model.families import BINARY
from lrmath.numeric.model.iterate import Point
from lrmath.numeric.model.objective import Likelihood, Objective, ridge
from lrmath.numeric.model.rows import Rows, map_reduce
from lrmath.numeric.model.scaling import Scaling

#: Up to so many entries the scaled model matrix is stored; larger ones are formed block by block.
SMALL = 1 << 15
#: So many coefficients of a trace are unscaled together.
TOGETHER = 1 << 12


def is_small(data: Data) -> bool:
    """Say whether the scaled model matrix should be stored."""
    m, p = data.X.shape
    return bool(m * p <= SMALL)


@dataclass(frozen=True)
class Problem:
    """The rows as they came, and ``scaled``: those of the model matrix A (m x n) to iterate on.

    ``penalties`` (n,) are those of the scaled coefficients theta.
    """

    data: Data
    scaling: Scaling
    scaled: Rows
    penalties: Array

    @classmethod
    def of(cls, data: Data, l2: float) -> Problem:
        """Scale the columns, and the penalty with them."""
        scaling = Scaling.of(data.X, data.intercept)
        rows = Rows(data.X, data.y, data.weights, data.offset, BINARY, scaling)
        stored = is_small(data) and not is_sparse(data.X)
        scaled = replace(rows, X=rows.model(), scaling=None) if stored else rows
        return cls(data, scaling, scaled, scaling.penalties(l2))

    @property
    def rows(self) -> Rows:
        """The rows as they came, without a constant column."""
        data = self.data
        return Rows(data.X, data.y, data.weights, data.offset, BINARY)

    @property
    def objective(self) -> Objective:
        """The penalised negative log-likelihood as a function of theta."""
        likelihood = Objective((Likelihood(self.scaled),))
        return likelihood + ridge(self.penalties) if self.penalised else likelihood

    @property
    def start(self) -> Array:
        """The theta (n,) whose linear predictor is nearest to 0, where the curvature is largest."""
        offset = self.scaled.offset
        if offset is None:
            return np.zeros(len(self.data.names))
        R = map_reduce(lambda rows: triangular(dense(rows.model())), stack, self.scaled)
        right = map_reduce(_pull_of_offset, add, self.scaled)
        return np.zeros_like(right) if is_singular(R) else solve(R, right)

    def trace(self, points: Sequence[Point]) -> tuple[Point, ...]:
        """Return points of theta as the same points of beta."""
        several = max(TOGETHER // len(self.penalties), 1)
        parts = [points[i : i + several] for i in range(0, len(points), several)]
        return tuple(point for part in parts for point in self._points(part))

    def _points(self, points: Sequence[Point]) -> Iterable[Point]:
        betas = self.scaling.coefficients(np.array([point.beta for point in points]).T).T
        gradients = self.scaling.gradient(np.array([point.gradient for point in points]).T).T
        return map(Point, betas, [point.value for point in points], gradients)

    @property
    def penalised(self) -> bool:
        """Whether a penalty makes the estimate exist and unique in any case."""
        return bool(np.any(self.penalties > 0))


def _pull_of_offset(rows: Rows) -> Array:
    """Return -A' offset (n,), the right side of the equations for eta = 0."""
    return rows.project(np.zeros_like(rows.y) if rows.offset is None else -rows.offset)
