"""One map-reduce over the rows: the likelihood is a sum, so are its derivatives.

A kernel maps a block of rows to an ``Evaluation``; evaluations add. ``map_reduce`` is the only loop
over the data in this package: the blocks are summed one after the other here, and any scheduler
that can map and add may take its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import reduce
from typing import TypeVar

import numpy as np

from lrmath.numeric.arrays import Array
from lrmath.numeric.family import BERNOULLI, Family

T = TypeVar("T")


def _empty() -> Array:
    return np.empty(0)


#: Bytes of X in one block. A block is read several times (eta, gradient, Hessian), so it should
#: stay in the second-level cache.
BLOCK_BYTES = 1 << 20


@dataclass(frozen=True)
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


@dataclass(frozen=True)
class Rows:
    """Observations: ``X`` (m x n); ``y`` and, if given, ``weights`` and ``offset`` (m,)."""

    X: Array
    y: Array
    weights: Array | None = None
    offset: Array | None = None
    family: Family = BERNOULLI

    def take(self, index: slice | Array) -> Rows:
        """Return the chosen rows; a slice gives views."""

        def pick(values: Array | None) -> Array | None:
            return None if values is None else values[index]

        return replace(
            self,
            X=self.X[index],
            y=self.y[index],
            weights=pick(self.weights),
            offset=pick(self.offset),
        )

    def blocks(self) -> Iterator[Rows]:
        """Yield the rows in blocks the size of a cache, at least one."""
        m, n = self.X.shape
        size = max(n, BLOCK_BYTES // (self.X.itemsize * max(n, 1)), 1)
        for start in range(0, max(m, 1), size):
            yield self if m <= size else self.take(slice(start, start + size))

    def eta(self, beta: Array) -> Array:
        """Return the linear predictor X beta + offset, shape (m,)."""
        eta: Array = self.X @ beta
        return eta if self.offset is None else eta + self.offset

    def weighted(self, values: Array) -> Array:
        """Return the values times the observations' weights."""
        return values if self.weights is None else self.weights * values


def evaluate_block(rows: Rows, beta: Array, order: int) -> Evaluation:
    """Return the block's loss and its derivatives up to ``order`` (0, 1 or 2)."""
    terms = rows.family.terms(rows.eta(beta), rows.y)
    value = rows.weighted(terms.loss).sum()
    if order == 0:
        return Evaluation(value)
    gradient = rows.X.T @ rows.weighted(terms.residual)
    if order == 1:
        return Evaluation(value, gradient)
    return Evaluation(value, gradient, gram(rows.X, rows.weighted(terms.curvature)))


def gram(X: Array, d: Array) -> Array:
    """Return X' diag(d) X for d >= 0 as a symmetric product, which costs BLAS half."""
    root: Array = X * np.sqrt(d)[:, None]
    return root.T @ root


def root_block(rows: Rows, beta: Array) -> Array:
    """Return S^{1/2} X of the block, whose Gram matrix is the Hessian."""
    curvature = rows.family.terms(rows.eta(beta), rows.y).curvature
    root: Array = rows.X * np.sqrt(rows.weighted(curvature))[:, None]
    return root


def map_reduce(kernel: Callable[[Rows], T], add: Callable[[T, T], T], rows: Rows) -> T:
    """Return the sum, in the sense of ``add``, of the kernel over the blocks of rows."""
    return reduce(add, map(kernel, rows.blocks()))
