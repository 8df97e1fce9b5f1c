"""One point of an iteration."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lrmath.numeric.arrays import Array
from lrmath.numeric.objective import Objective


@dataclass(frozen=True, eq=False)
class Point:
    """An iterate with the objective and its gradient there."""

    beta: Array
    value: float
    gradient: Array

    @classmethod
    def at(cls, objective: Objective, beta: Array) -> Point:
        """Evaluate the objective and its gradient at ``beta`` (n,)."""
        with np.errstate(
            over="ignore", invalid="ignore"
        ):  # a diverged point is reported by its status
            found = objective.evaluate(beta, 1)
        return cls(beta, float(found.value), found.gradient)

    @property
    def gradient_norm(self) -> float:
        """The Euclidean norm of the gradient."""
        return float(np.linalg.norm(self.gradient))

    def is_finite(self) -> bool:
        """Whether value and gradient are ordinary numbers."""
        return bool(np.isfinite(self.value) and np.all(np.isfinite(self.gradient)))
