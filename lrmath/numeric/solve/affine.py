"""An objective where some linear functions of the coefficients are held at given values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from scipy.linalg import null_space

from lrmath.numeric.linalg.arrays import Array, ArrayLike, floating
from lrmath.numeric.linalg.factor import triangular
from lrmath.numeric.model.errors import DataError
from lrmath.numeric.model.objective import Objective
from lrmath.numeric.model.rows import Evaluation
from lrmath.numeric.solve.loop import Rule, minimise
from lrmath.numeric.solve.rules import Newton

#: Distance from a restricted optimum before the last step.
TOLERANCE = 1e-8


@dataclass(frozen=True)
class Affine(Objective):
    """An objective on the points ``origin + basis u``; the terms are those of the whole."""

    whole: Objective
    origin: Array
    basis: Array

    @classmethod
    def of(cls, whole: Objective, C: Array, values: Array) -> Affine:
        """Return ``whole`` on the points with C theta = values; C (k x n) has rank k."""
        origin = np.linalg.lstsq(C, values, rcond=None)[0]
        return cls(whole.terms, whole, origin, null_space(C))

    def point(self, u: Array) -> Array:
        """Return the point theta (n,) of the free coordinates u (n-k,)."""
        return np.asarray(self.origin + self.basis @ u)

    def evaluate(self, beta: Any, order: int = 1) -> Evaluation:
        """Return value and gradient in the free coordinates."""
        found = self.whole.evaluate(self.point(floating(beta)), order)
        return replace(found, gradient=self.basis.T @ found.gradient) if order else found

    def factor(self, beta: ArrayLike) -> Array:
        """Return the factor of the information in the free coordinates."""
        return triangular(self.whole.factor(self.point(floating(beta))) @ self.basis)

    def minimiser(self, start: Array, rule: Rule | None = None) -> Array:
        """Return the best point theta (n,), from the free coordinates ``start`` (n-k,).

        Raises ``DataError`` if it is not reached.
        """
        return self.point(closely(self, start, rule or Newton())) if len(start) else self.origin

    def near(self, theta: Array) -> Array:
        """Return the free coordinates (n-k,) of the point nearest to theta (n,)."""
        return np.asarray(self.basis.T @ (theta - self.origin))


def closely(objective: Objective, start: Array, rule: Rule) -> Array:
    """Return the minimiser (n,), by one step more than what counts as converged.

    Raises ``DataError`` if it is not reached.
    """
    found = minimise(objective, start, rule, tolerance=TOLERANCE, max_iter=500)
    if not found.status.converged:
        raise DataError(f"the restricted model was not fitted. {found.status}")
    last = found.trace[-1]
    return np.asarray(last.beta + rule.direction(objective, last))
