"""One map-reduce over the rows: the likelihood is a sum, so are its derivatives.

A kernel maps a block of rows to an ``Evaluation``; evaluations add. A ``Source`` is whatever can
map a kernel over its rows and add up: ``Rows`` in memory do it block after block, and blocks in
files or on Dask's workers do it where they are.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Protocol, TypeVar

import numpy as np

from lrmath.numeric.linalg.arrays import Array, Indices
from lrmath.numeric.linalg.double_double import DoubleDouble
from lrmath.numeric.linalg.parallel import tree_sum
from lrmath.numeric.linalg.storage import Matrix, dense, is_sparse
from lrmath.numeric.model.families import BERNOULLI, Family, Terms
from lrmath.numeric.model.scaling import Scaling

T = TypeVar("T")


#: Bytes of X in one block with so many vectors for each predictor, and the most rows. It is read
#: several times (eta, gradient, Hessian), so it should stay in the cache; but with less of it NumPy
#: returns to the interpreter before another thread has woken up, and threads take turns.
BLOCK_BYTES, VECTORS, BLOCK_ROWS = 1 << 22, 12, 1 << 15
#: Rows that a product with all of them sums one after the other; the sums of these are then added,
#: so that rounding errors stay small in whatever order the rows come.
PIECE = 1 << 7
#: Rows of an undivided X whose losses are computed together.
PART_ROWS = 1 << 13


@dataclass(frozen=True, eq=False)
class Evaluation:
    """A function's value at a point with the derivatives asked for, the others empty; they add."""

    value: Any
    gradient: Any = field(default_factory=lambda: np.empty(0))
    hessian: Array = field(default_factory=lambda: np.empty(0))

    def __add__(self, other: Evaluation) -> Evaluation:
        """Add the values, and the derivatives if both sides have them."""
        return Evaluation(
            self.value + other.value,
            self.gradient + other.gradient,
            self.hessian + other.hessian,
        )


class Source(Protocol):
    """Rows, wherever they are."""

    @property
    def family(self) -> Family:
        """The family of the responses."""

    @property
    def count(self) -> int:
        """The number of rows."""

    def total(self, kernel: Callable[[Rows], T], add: Callable[[T, T], T], least: int = 1) -> T:
        """Return the sum, in the sense of ``add``, of the kernel over blocks of all rows.

        The blocks have ``least`` rows or more, if there are so many.
        """

    def sample(self, size: int) -> tuple[Rows, float]:
        """Return about so many of the rows, and how many rows each of them stands for."""


@dataclass(frozen=True, eq=False)
class Rows:
    """Observations: ``X`` (m x p); ``y`` and, if given, ``weights`` and ``offset`` (m,).

    The model matrix A (m x n) is X itself, or if there is a ``scaling`` the scaled columns of X
    behind a constant one; then it is never stored, but formed block by block where it is needed.
    Rows are ``undivided`` where products with a sparse X are all that is needed, since taking rows
    from it copies them.
    """

    X: Matrix
    y: Array
    weights: Array | None = None
    offset: Array | None = None
    family: Family = BERNOULLI
    scaling: Scaling | None = None
    undivided: bool = False

    def take(self, index: slice | Indices) -> Rows:
        """Return the chosen rows; a slice gives views."""

        def pick(values: Array | None) -> Array | None:
            return None if values is None else values[index]

        weights, offset = pick(self.weights), pick(self.offset)
        return Rows(self.X[index], self.y[index], weights, offset, self.family, self.scaling)

    @property
    def count(self) -> int:
        """The number of rows."""
        return len(self.y)

    def total(self, kernel: Callable[[Rows], T], add: Callable[[T, T], T], least: int = 1) -> T:
        """Return the sum of the kernel over the blocks, on several threads if allowed."""
        most = self._block_rows(least)
        if self.undivided or self.count <= most:
            return kernel(self)
        blocks = -(-self.count // most)
        size = max(-(-self.count // blocks), least)  # equal shares for the threads

        def block(start: int) -> T:
            return kernel(self.take(slice(start, start + size)))

        return tree_sum(block, range(0, self.count, size), add)

    def _block_rows(self, least: int) -> int:
        entries = BLOCK_BYTES // int(self.X.dtype.itemsize)
        vectors = VECTORS * self.family.predictors
        return max(least, min(entries // (int(self.X.shape[1]) + vectors), BLOCK_ROWS), 1)

    def sample(self, size: int) -> tuple[Rows, float]:
        """Return rows at equal distances, and this distance."""
        stride = -(-len(self.y) // size)
        return (self.take(slice(None, None, stride)) if stride > 1 else self), float(stride)

    def in_precision(self, precision: type[np.floating[Any]]) -> Rows:
        """Return the rows in another floating format, scaled already."""
        X = self.X.astype(precision)
        if self.scaling is None:
            return replace(self, X=X)
        return replace(self, X=self.scaling.apply(X), scaling=None)

    def model_in_pairs(self) -> DoubleDouble:
        """Return A (m x n) in pairs of doubles: what centring would round is kept."""
        X = DoubleDouble.of(dense(self.X))
        return X if self.scaling is None else self.scaling.apply_in_pairs(X)

    @property
    def width(self) -> int:
        """The number n of columns of A."""
        return int(self.X.shape[1]) + int(self.scaling is not None and self.scaling.intercept)

    def part(self, index: slice) -> Rows:
        """Return the features of some rows, for their model matrix."""
        return Rows(self.X[index], self.y, scaling=self.scaling)

    def model(self) -> Matrix:
        """Return A (m x n); call it on blocks."""
        return self.X if self.scaling is None else self.scaling.apply(self.X)

    def eta(self, theta: Array) -> Array:
        """Return the linear predictor A theta + offset (m,), or (k x m) for theta (k x n)."""
        if self.is_plain:
            eta: Array = theta @ self.model().T
        else:
            first = int(self._scaling.intercept)
            eta = (theta[..., first:] / self._scaling.scale) @ self.X.T
            if first:
                eta += theta[..., :1]
        return eta if self.offset is None else eta + self.offset

    def centred(self) -> Rows:
        """Return the same rows with centred columns; call it on blocks.

        What is left of the scaling is a factor for each column, which coefficients can take over.
        """
        if self.scaling is None or not self.scaling.centres:
            return self
        return replace(self, X=self.scaling.centred(self.X), scaling=self.scaling.without_centre)

    def terms(self, theta: Array) -> Terms:
        """Return the loss and its derivatives in eta (m,), in parts if there are many rows."""
        eta = self.eta(theta)
        if eta.ndim > 1 or len(eta) <= BLOCK_ROWS:
            return self.family.terms(eta, self.y)
        whole = Terms(*np.empty((3, len(eta))))
        for start in range(0, len(eta), PART_ROWS):
            part = slice(start, start + PART_ROWS)
            for values, found in zip(
                whole, self.family.terms(eta[part], self.y[part]), strict=True
            ):
                values[part] = found
        return whole

    def project(self, residual: Array) -> Array:
        """Return A' residual (n,), or (k x n) for residuals (k x m)."""
        if self.is_plain:
            return _in_pieces(residual, self.model())
        products = _in_pieces(residual, self.X) / self._scaling.scale
        if not self._scaling.intercept:
            return np.asarray(products)
        return np.concatenate([residual.sum(axis=-1, keepdims=True), products], axis=-1)

    def bordered(self, products: Array, d: Array) -> Array:
        """Return A'DA (n x n) from X'DX (p x p) and the diagonal d (m,), if A is not plain."""
        sums = self.project(d)
        products /= self._scaling.scale[:, None]
        products /= self._scaling.scale
        if not self._scaling.intercept:
            return products
        H = np.empty((len(sums), len(sums)))
        H[0], H[1:, 0], H[1:, 1:] = sums, sums[1:], products
        return H

    def weighted(self, values: Array) -> Array:
        """Return the values times the observations' weights."""
        return values if self.weights is None else self.weights * values

    @property
    def _scaling(self) -> Scaling:
        assert self.scaling is not None
        return self.scaling

    @property
    def is_plain(self) -> bool:
        """Whether A must be formed: it is X, or its columns are centred, which must come first."""
        return self.scaling is None or self.scaling.centres


def _in_pieces(residual: Array, X: Matrix) -> Array:
    """Return residual X, dense rows summed in pieces; shapes as for ``project``."""
    if residual.ndim > 1 or len(residual) < 2 * PIECE or is_sparse(X) or X.shape[1] == 0:
        return np.asarray(residual @ X)
    whole = len(X) // PIECE * PIECE
    pieces = residual[:whole].reshape(-1, 1, PIECE) @ X[:whole].reshape(-1, PIECE, X.shape[1])
    total = np.ascontiguousarray(pieces[:, 0].T).sum(axis=1)  # NumPy adds them in pairs
    return np.asarray(total + residual[whole:] @ X[whole:])


def summed(A: Matrix, residual: Array) -> Array:
    """Return A' residual (n,) or (k x n), dense sums in pairs: where terms cancel, order matters.

    NumPy adds in pairs along contiguous memory (N. J. Higham, SIAM J. Sci. Comput. 14, 1993, 783).
    """
    if residual.ndim > 1:
        return np.array([summed(A, part) for part in residual])
    if is_sparse(A):
        return np.asarray(A.T @ residual)
    return np.asarray(np.multiply(A.T, residual, order="C").sum(axis=1))
