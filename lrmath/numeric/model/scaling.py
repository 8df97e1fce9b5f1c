"""Columns brought to comparable size without a rounding error, and estimates brought back.

The columns of the model matrix become (x - centre) / scale. Scales are powers of two and centres
are multiples of them, so dividing is exact, and so is subtracting when the mean dwarfs the spread
(P. H. Sterbenz, Floating-Point Computation, 1974, theorem 4.3.1). Neither changes the fitted model.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from lrmath.numeric.linalg.arrays import Array
from lrmath.numeric.linalg.double_double import DoubleDouble
from lrmath.numeric.linalg.storage import (
    Matrix,
    column_norms,
    is_sparse,
    scale_columns,
    with_constant,
)

#: Columns whose mean exceeds so many spreads are centred; others already are, nearly.
FAR = 4.0
#: Rows from which scales are chosen; they need to be right to a factor only.
ENOUGH = 1 << 11
#: Rows that are taken for one where the columns are few.
FOLDED = 32


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
    def of(cls, X: Matrix, intercept: bool) -> Scaling:
        """Choose centres and scales for the columns of X (m x p), from some rows if there are many.

        Sparse columns are not centred, so that they stay sparse.
        """
        X = X[:: -(-X.shape[0] // ENOUGH)]
        mean, spread = _sparse_location(X) if is_sparse(X) else _location(X, intercept)
        size = np.abs(mean)
        scale = _power_of_two(np.where(spread > 0, spread, size))
        far = size > FAR * spread
        return cls(np.where(far, np.rint(mean / scale) * scale, 0.0), scale, intercept)

    @cached_property
    def centres(self) -> bool:
        """Whether any column is centred."""
        return bool(self.centre.any())

    @cached_property
    def without_centre(self) -> Scaling:
        """The scaling of columns that are centred already."""
        return replace(self, centre=np.zeros_like(self.centre))

    def centred(self, X: Array) -> Array:
        """Return x - centre in the precision of X (m x p), at least float64.

        Several rows are taken for one, because NumPy is slow on short ones.
        """
        dtype, several = np.result_type(X.dtype, np.float64), FOLDED
        if X.shape[1] >= several or not X.flags.c_contiguous:
            return np.subtract(X, self.centre, dtype=dtype)
        A = np.empty(X.shape, dtype)
        whole = len(X) // several * several
        shape = whole // several, several * X.shape[1]
        centre = np.tile(self.centre, several)
        np.subtract(X[:whole].reshape(shape), centre, out=A[:whole].reshape(shape))
        np.subtract(X[whole:], self.centre, out=A[whole:])
        return A

    def apply(self, X: Matrix) -> Matrix:
        """Return the scaled model matrix (m x n) in the precision of X, at least float64."""
        if is_sparse(X):
            columns = scale_columns(X, 1 / self.scale)
            return with_constant(columns) if self.intercept else columns
        first = int(self.intercept)
        A = np.empty((len(X), X.shape[1] + first), np.result_type(X.dtype, np.float64))
        A[:, :first] = 1
        columns = np.subtract(X, self.centre, out=A[:, first:]) if self.centres else X
        np.multiply(columns, 1 / self.scale, out=A[:, first:])
        return A

    def apply_in_pairs(self, X: DoubleDouble) -> DoubleDouble:
        """Return the scaled model matrix (m x n) in pairs of doubles."""
        columns = (X - self.centre) * (1 / self.scale)
        if not self.intercept:
            return columns
        shape = X.shape[0], 1
        high = np.hstack([np.ones(shape), columns.high])
        return DoubleDouble(high, np.hstack([np.zeros(shape), columns.low]))

    def coefficients(self, theta: Any) -> Any:
        """Return beta = T theta, shape (n,) or (n, k), in the precision of theta."""
        if isinstance(theta, DoubleDouble):
            return self._coefficients_in_pairs(theta)
        column = (-1,) + (1,) * (theta.ndim - 1)
        slopes = theta[self.intercept :] / self.scale.reshape(column)
        if not self.intercept:
            return slopes
        return np.concatenate([theta[:1] - (self.centre @ slopes)[None], slopes])

    def _coefficients_in_pairs(self, theta: DoubleDouble) -> DoubleDouble:
        column = (-1,) + (1,) * (theta.ndim - 1)
        slopes = theta[self.intercept :] / self.scale.reshape(column)
        if not self.intercept:
            return slopes
        first = theta[0] - (slopes * self.centre.reshape(column)).sum()
        high = np.concatenate([first.high[None], slopes.high])
        return DoubleDouble(high, np.concatenate([first.low[None], slopes.low]))

    def scaled(self, beta: Array) -> Array:
        """Return theta = T^{-1} beta, shape (n,)."""
        if not self.intercept:
            return self.scale * beta
        return np.append(beta[0] + self.centre @ beta[1:], self.scale * beta[1:])

    def gradient(self, gradient: Array) -> Array:
        """Return the gradient in beta, T'^{-1} g, from that in theta, shape (n,) or (n, k)."""
        first, column = int(self.intercept), (-1,) + (1,) * (gradient.ndim - 1)
        slopes = self.scale.reshape(column) * gradient[first:]
        if not self.intercept:
            return slopes
        return np.concatenate([gradient[:1], slopes + self.centre.reshape(column) * gradient[:1]])

    def matrix(self) -> Array:
        """Return T (n x n)."""
        return np.asarray(self.coefficients(np.eye(len(self.scale) + self.intercept)))

    @property
    def units(self) -> Array:
        """What each coefficient of X (n,) changes by if those of the scaled columns do by 1."""
        slopes = 1 / self.scale
        first = 1 + np.abs(self.centre) @ slopes
        return np.append(first, slopes) if self.intercept else slopes

    def penalties(self, l2: float) -> Array:
        """Return the penalties of theta (n,) that penalise every slope of beta by ``l2``."""
        slopes = l2 / self.scale**2
        return np.append(0.0, slopes) if self.intercept else slopes


def _location(X: Array, intercept: bool) -> tuple[Array, Array]:
    """Return means, zero where columns may not be centred, and mean distances from them (p,)."""
    mean = _mean(X) if intercept else np.zeros(X.shape[1])
    deviation = X - mean
    return mean, _mean(np.abs(deviation, out=deviation))


def _mean(X: Array) -> Array:
    """Return the means of the columns (p,), for small data in half the time of ``X.mean``."""
    return np.asarray(np.add.reduce(X, axis=0, dtype=np.float64) / len(X))


def _sparse_location(X: Matrix) -> tuple[Array, Array]:
    """Return zeros and the root mean squares of the columns (p,)."""
    return np.zeros(X.shape[1]), column_norms(X) / np.sqrt(X.shape[0])


def _power_of_two(values: Array) -> Array:
    """Return the power of two nearest to each value, on the logarithmic scale; 1 for 0."""
    return np.asarray(np.exp2(np.rint(np.log2(np.where(values > 0, values, 1.0)))))
