"""One map-reduce over the rows: the likelihood is a sum, so are its derivatives.

A kernel maps a block of rows to an ``Evaluation``; evaluations add. ``map_reduce`` is the only loop
over the data in this package: the blocks are summed one after the other here, and any scheduler
that can map and add may take its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import reduce
from operator import iadd
from typing import Any, TypeVar

import numpy as np

from lrmath.numeric.linalg.arrays import Array, Indices
from lrmath.numeric.linalg.parallel import ordered_map
from lrmath.numeric.linalg.storage import Matrix, dense, gram, is_sparse, scale_rows
from lrmath.numeric.model.families import BERNOULLI, Family, Terms
from lrmath.numeric.model.scaling import Scaling

T = TypeVar("T")


def _empty() -> Array:
    return np.empty(0)


#: Bytes of X in one block, and the most rows. A block is read several times (eta, gradient,
#: Hessian) and has vectors of its own, so both should stay in the caches.
BLOCK_BYTES, BLOCK_ROWS = 1 << 22, 1 << 15
#: Rows that a product with all of them sums one after the other; the sums of these are then added,
#: so that rounding errors stay small in whatever order the rows come.
PIECE = 1 << 7
#: Entries of A, and least rows, that are scaled together and multiplied with each other.
PART, PART_ROWS = 1 << 16, 1 << 8
#: Up to so many columns BLAS takes no longer for a general product than for a symmetric one.
NARROW = 64


@dataclass(frozen=True, eq=False)
class Evaluation:
    """A function's value at a point with the derivatives asked for, the others empty; they add."""

    value: float
    gradient: Array = field(default_factory=_empty)
    hessian: Array = field(default_factory=_empty)

    def __add__(self, other: Evaluation) -> Evaluation:
        """Add the values, and the derivatives if both sides have them."""
        return Evaluation(
            self.value + other.value,
            self.gradient + other.gradient,
            self.hessian + other.hessian,
        )


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

    def part(self, index: slice) -> Rows:
        """Return the features of some rows, for their model matrix."""
        return Rows(self.X[index], self.y, scaling=self.scaling)

    def blocks(self) -> Iterator[Rows]:
        """Yield the rows in blocks the size of a cache, at least one."""
        m, p = self.X.shape
        if self.undivided:
            yield self
            return
        size = max(p, min(BLOCK_BYTES // (self.X.dtype.itemsize * max(p, 1)), BLOCK_ROWS), 1)
        for start in range(0, max(m, 1), size):
            yield self if m <= size else self.take(slice(start, start + size))

    def model(self) -> Matrix:
        """Return A (m x n); call it on blocks."""
        return self.X if self.scaling is None else self.scaling.apply(self.X)

    def eta(self, theta: Array) -> Array:
        """Return the linear predictor A theta + offset (m,), or (k x m) for theta (k x n)."""
        if self.is_plain:
            eta: Array = theta @ self.model().T
        else:
            beta = self._scaling.coefficients(theta.T).T
            first = int(self._scaling.intercept)
            eta = beta[..., first:] @ self.X.T
            if first:
                eta += beta[..., :1]
        return eta if self.offset is None else eta + self.offset

    def terms(self, theta: Array) -> Terms:
        """Return the loss and its derivatives in eta (m,), in parts if there are many rows."""
        eta = self.eta(theta)
        if len(eta) <= BLOCK_ROWS:
            return self.family.terms(eta, self.y)
        whole = Terms(*np.empty((3, len(eta))))
        for start in range(0, len(eta), BLOCK_ROWS):
            part = slice(start, start + BLOCK_ROWS)
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

    def bordered(self, products: Array, sums: Array) -> Array:
        """Return A'DA (n x n) from X'DX (p x p) and A'd (n,), if A is not plain."""
        products /= self._scaling.scale[:, None]
        products /= self._scaling.scale
        if not self._scaling.intercept:
            return products
        return np.block([[sums[:1, None], sums[None, 1:]], [sums[1:, None], products]])

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
    if residual.ndim > 1 or len(residual) < 2 * PIECE or is_sparse(X):
        return np.asarray(residual @ X)
    whole = len(X) // PIECE * PIECE
    pieces = residual[:whole].reshape(-1, 1, PIECE) @ X[:whole].reshape(-1, PIECE, X.shape[1])
    total = np.ascontiguousarray(pieces[:, 0].T).sum(axis=1)  # NumPy adds them in pairs
    return np.asarray(total + residual[whole:] @ X[whole:])


def evaluate_block(rows: Rows, beta: Array, order: int) -> Evaluation:
    """Return the block's loss and its derivatives up to ``order`` (0, 1 or 2)."""
    terms = rows.terms(beta)
    value = rows.weighted(terms.loss).sum()
    if order == 0:
        return Evaluation(value)
    gradient = rows.project(rows.weighted(terms.residual))
    if order == 1:
        return Evaluation(value, gradient)
    return Evaluation(value, gradient, gram_block(rows, rows.weighted(terms.curvature)))


def gram_block(rows: Rows, d: Array, precision: type[np.floating[Any]] = np.float64) -> Array:
    """Return A' diag(d) A (n x n) for d >= 0 (m,), its products in the given precision.

    It is formed in parts, because fresh memory costs more than the products of few columns, and
    from X itself where that is possible: to multiply rows of few columns by anything is as slow.
    """
    if is_sparse(rows.X):
        return gram(rows.model(), d)
    p = rows.X.shape[1]
    if rows.is_plain or precision != np.float64:
        return _in_parts(lambda part: rows.part(part).model().astype(precision, copy=False), d, p)
    with np.errstate(over="ignore", invalid="ignore"):  # infinite products have no factor
        return rows.bordered(_in_parts(lambda part: rows.X[part], d, p), rows.project(d))


def _in_parts(take: Callable[[slice], Array], d: Array, columns: int) -> Array:
    """Return the sum of ``_product`` over parts of the rows, as symmetric as it should be."""
    size = max(PART // max(columns, 1), PART_ROWS)
    parts = (slice(start, start + size) for start in range(0, len(d), size))
    several = len(d) > size
    products = (_product(take(part), d[part]) for part in parts) if several else ()
    total = reduce(iadd, products) if several else _product(take(slice(None)), d)
    return 0.5 * (total + total.T) if len(total) <= NARROW else total


def _product(A: Array, d: Array) -> Array:
    """Return A' diag(d) A; a symmetric product costs BLAS half, but only if A is not narrow."""
    if A.shape[1] <= NARROW:
        return np.asarray(A.T @ (A * d[:, None]))
    S = A * np.sqrt(d).astype(A.dtype, copy=False)[:, None]
    return np.asarray(S.T @ S)


def change_block(rows: Rows, direction: Array, predictors: int = 1) -> float:
    """Return the largest change of a log-odds between two classes along a direction (k n,)."""
    eta = replace(rows, offset=None).eta(direction.reshape(predictors, -1))
    change = np.maximum(eta.max(axis=0), 0) - np.minimum(eta.min(axis=0), 0)
    return float(change.max(initial=0))


def root_block(rows: Rows, beta: Array) -> Array:
    """Return S^{1/2} A of the block, whose Gram matrix is the Hessian."""
    curvature = rows.family.terms(rows.eta(beta), rows.y).curvature
    return dense(scale_rows(rows.model(), np.sqrt(rows.weighted(curvature))))


def map_reduce(kernel: Callable[[Rows], T], add: Callable[[T, T], T], rows: Rows) -> T:
    """Return the sum, in the sense of ``add``, of the kernel over the blocks of rows, in order."""
    return reduce(add, ordered_map(kernel, rows.blocks()))
