"""Which coefficients are free: between their vector theta and the linear predictors' (k x n)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lrmath.numeric.linalg.arrays import Array, Indices
from lrmath.numeric.linalg.double_double import DoubleDouble


@dataclass(frozen=True, eq=False)
class Coding:
    """For each free entry of theta its linear predictor, of k in all, and its column, of n.

    Without ``predictor`` and ``column`` all entries are free, one predictor after the other.
    """

    predictors: int = 1
    predictor: Indices | None = None
    column: Indices | None = None

    @property
    def is_plain(self) -> bool:
        """Whether theta is the vector of one linear predictor."""
        return self.predictors == 1 and self.predictor is None

    def columns(self, size: int) -> int:
        """Return about how many columns there are if theta has this size."""
        return -(-size // self.predictors)

    def whole(self, theta: Array, width: int) -> Array:
        """Return the coefficients (k x n) of ``width`` columns; of a plain coding (n,)."""
        if self.predictor is None:
            return theta if self.predictors == 1 else theta.reshape(self.predictors, width)
        W = np.zeros((self.predictors, width), dtype=theta.dtype)
        W[self.predictor, self.column] = theta
        return W

    def entries(self, W: Array) -> Array:
        """Return the free entries (theta's length) of W, (k x n) or (n,)."""
        if self.predictor is None:
            return W.ravel()
        return np.asarray(np.atleast_2d(W)[self.predictor, self.column])

    def whole_in_pairs(self, theta: DoubleDouble, width: int) -> DoubleDouble:
        """Return what ``whole`` does, of pairs of doubles."""
        return DoubleDouble(self.whole(theta.high, width), self.whole(theta.low, width))

    def entries_in_pairs(self, W: DoubleDouble) -> DoubleDouble:
        """Return what ``entries`` does, of pairs of doubles."""
        return DoubleDouble(self.entries(W.high), self.entries(W.low))

    def places(self, k: int, width: int) -> tuple[Indices | slice, Indices | slice]:
        """Return where theta has the entries of predictor k, and which columns these are."""
        if self.predictor is None:
            return slice(k * width, (k + 1) * width), slice(None)
        assert self.column is not None
        mine = np.flatnonzero(self.predictor == k)
        return mine, self.column[mine]

    def spread(self, A: Array, noise: Array, inverse: Array) -> Array:
        """Return H^{-1} (e_k (x) a_i) noise_ik for every k and i, side by side (n x km).

        Shapes: ``A`` (m x n), ``noise`` (k x m), ``inverse`` that of the Hessian in theta.
        """
        if self.is_plain:
            return np.asarray(inverse @ (A.T * noise))
        parts = []
        for k, of_predictor in enumerate(noise):
            mine, columns = self.places(k, A.shape[1])
            parts.append(inverse[:, mine] @ (A[:, columns].T * of_predictor))
        return np.hstack(parts)


#: All entries of one linear predictor.
PLAIN = Coding()
