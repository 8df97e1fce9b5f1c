"""One point of an iteration."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from lrmath.numeric.linalg.arrays import Array
from lrmath.numeric.model.objective import Objective


@dataclass(frozen=True, eq=False)
class Point:
    """An iterate with the objective and its gradient there, and its Hessian if it was asked for."""

    beta: Array
    value: float
    gradient: Array
    hessian: Array | None = None

    @classmethod
    def at(cls, objective: Objective, beta: Array, order: int = 1) -> Point:
        """Evaluate the objective and its derivatives up to ``order`` at ``beta`` (n,)."""
        with np.errstate(
            over="ignore", invalid="ignore"
        ):  # a diverged point is reported by its status
            found = objective.evaluate(beta, order)
        return cls(beta, float(found.value), found.gradient, found.hessian if order == 2 else None)

    @property
    def gradient_norm(self) -> float:
        """The Euclidean norm of the gradient."""
        return float(np.linalg.norm(self.gradient))

    def is_finite(self) -> bool:
        """Whether value and gradient are ordinary numbers."""
        return math.isfinite(self.value) and math.isfinite(self.gradient.sum())
