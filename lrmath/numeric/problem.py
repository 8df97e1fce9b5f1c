"""Checked data next to the scaled problem that is solved in their place."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lrmath.numeric.arrays import Array
from lrmath.numeric.check import Data
from lrmath.numeric.kernel import Rows
from lrmath.numeric.objective import Likelihood, Objective, ridge
from lrmath.numeric.scaling import Scaling


@dataclass(frozen=True)
class Problem:
    """The rows as they came, and ``scaled``: the model matrix A (m x n) on which iterations run.

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
        scaled = Rows(scaling.apply(data.X), data.y, data.weights, data.offset)
        return cls(data, scaling, scaled, scaling.penalties(l2))

    @property
    def rows(self) -> Rows:
        """The rows as they came, without a constant column."""
        return Rows(self.data.X, self.data.y, self.data.weights, self.data.offset)

    @property
    def objective(self) -> Objective:
        """The penalised negative log-likelihood as a function of theta."""
        return Objective((Likelihood(self.scaled),)) + ridge(self.penalties)

    @property
    def start(self) -> Array:
        """The theta (n,) whose linear predictor is nearest to 0, where the curvature is largest."""
        A, offset = self.scaled.X, self.scaled.offset
        if offset is None:
            return np.zeros(A.shape[1])
        return np.asarray(np.linalg.lstsq(A, -offset)[0])

    @property
    def penalised(self) -> bool:
        """Whether a penalty makes the estimate exist and unique in any case."""
        return bool(np.any(self.penalties > 0))
