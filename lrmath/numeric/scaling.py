"""Columns brought to comparable size without a rounding error, and estimates brought back.

The columns of the model matrix become (x - centre) / scale. Scales are powers of two and centres
are multiples of them, so dividing is exact, and so is subtracting when the mean dwarfs the spread
(P. H. Sterbenz, Floating-Point Computation, 1974, theorem 4.3.1). Neither changes the fitted model.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lrmath.numeric.arrays import Array
from lrmath.numeric.point import Point

#: Columns whose mean exceeds so many spreads are centred; others already are, nearly.
FAR = 4.0


@dataclass(frozen=True)
class Scaling:
    """The map beta = T theta between the coefficients of X (m x p) and those of its scaled columns.

    ``centre`` and ``scale`` have shape (p,). With an intercept, a constant column comes first and
    the coefficients have n = p + 1 entries; without, n = p and nothing is centred.
    """

    centre: Array
    scale: Array
    intercept: bool

    @classmethod
    def of(cls, X: Array, intercept: bool) -> Scaling:
        """Choose centres and scales for the columns of X (m x p)."""
        mean = X.mean(axis=0)
        if not intercept:
            mean = np.zeros_like(mean)
        spread = np.abs(X - mean).mean(axis=0)
        scale = _power_of_two(np.where(spread > 0, spread, np.abs(mean)))
        far = np.abs(mean) > FAR * spread
        return cls(np.where(far, np.round(mean / scale) * scale, 0.0), scale, intercept)

    def apply(self, X: Array) -> Array:
        """Return the scaled model matrix (m x n) in the precision of X."""
        columns = (X - self.centre) / self.scale
        if not self.intercept:
            return columns
        return np.column_stack([np.ones(len(X), dtype=columns.dtype), columns])

    def coefficients(self, theta: Array) -> Array:
        """Return beta = T theta, shape (n,) or (n, k), in the precision of theta."""
        column = (-1,) + (1,) * (theta.ndim - 1)
        slopes = theta[self.intercept :] / self.scale.reshape(column)
        if not self.intercept:
            return slopes
        return np.concatenate([theta[:1] - (self.centre @ slopes)[None], slopes])

    def scaled(self, beta: Array) -> Array:
        """Return theta = T^{-1} beta, shape (n,)."""
        if not self.intercept:
            return self.scale * beta
        return np.append(beta[0] + self.centre @ beta[1:], self.scale * beta[1:])

    def gradient(self, gradient: Array) -> Array:
        """Return the gradient in beta, T'^{-1} g, from the gradient g in theta (n,)."""
        if not self.intercept:
            return self.scale * gradient
        return np.append(gradient[:1], self.scale * gradient[1:] + self.centre * gradient[0])

    def matrix(self) -> Array:
        """Return T (n x n)."""
        return self.coefficients(np.eye(len(self.scale) + self.intercept))

    def point(self, point: Point) -> Point:
        """Return a point of theta as the same point of beta."""
        return Point(self.coefficients(point.beta), point.value, self.gradient(point.gradient))

    def penalties(self, l2: float) -> Array:
        """Return the penalties of theta (n,) that penalise every slope of beta by ``l2``."""
        slopes = l2 / self.scale**2
        return np.append(0.0, slopes) if self.intercept else slopes


def _power_of_two(values: Array) -> Array:
    """Return the power of two nearest to each value, on the logarithmic scale; 1 for 0."""
    return np.exp2(np.round(np.log2(np.where(values > 0, values, 1.0))))
