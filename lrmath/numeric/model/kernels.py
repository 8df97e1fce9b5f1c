"""The kernels: what a block of rows adds to the likelihood and its derivatives.

They take the coefficients as theta, whose free entries a ``Coding`` puts in their places.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import reduce
from operator import iadd
from typing import Any

import numpy as np

from lrmath.numeric.linalg.arrays import Array
from lrmath.numeric.linalg.factor import half_solve
from lrmath.numeric.linalg.storage import dense, gram, is_sparse, scale_rows
from lrmath.numeric.model.coding import PLAIN, Coding
from lrmath.numeric.model.families import Terms
from lrmath.numeric.model.rows import Evaluation, Rows, summed

#: Entries of A, and least rows, that are scaled together and multiplied with each other.
PART, PART_ROWS = 1 << 16, 1 << 8
#: Up to so many columns BLAS takes no longer for a general product than for a symmetric one.
NARROW = 64


def evaluate_block(
    rows: Rows,
    beta: Array,
    order: int,
    coding: Coding = PLAIN,
    precision: type[np.floating[Any]] = np.float64,
) -> Evaluation:
    """Return the block's loss and its derivatives in the free entries up to ``order``.

    In a wider ``precision`` than that of the data, for which ``order`` is at most 1, sums are in
    pairs.
    """
    wide = precision != np.float64
    rows = rows.in_precision(precision) if wide and rows.X.dtype != precision else rows
    terms = rows.terms(coding.whole(beta, rows.width))
    value = rows.weighted(terms.loss).sum()
    if order == 0:
        return Evaluation(value)
    residual = rows.weighted(terms.residual)
    gradient = coding.entries(summed(rows.X, residual) if wide else rows.project(residual))
    if order == 1:
        return Evaluation(value, gradient)
    return Evaluation(value, gradient, hessian_block(rows, terms, coding))


def hessian_block(rows: Rows, terms: Terms, coding: Coding) -> Array:
    """Return the block's Hessian in the free entries, one pair of predictors after the other."""
    if coding.is_plain:
        return gram_block(rows, rows.weighted(terms.curvature))
    A, k = dense(rows.model()), rows.family.predictors
    places = [coding.places(j, A.shape[1]) for j in range(k)]
    sides = [A[:, columns] for _, columns in places]
    n = len(coding.column) if coding.column is not None else k * A.shape[1]
    H = np.zeros((n, n))
    for a, left in enumerate(sides):
        for b, right in enumerate(sides[: a + 1]):
            block = left.T @ (rows.weighted(rows.family.second(terms, a, b))[:, None] * right)
            _put(H, places[a][0], places[b][0], block)
    return H


def _put(H: Array, mine: Any, others: Any, block: Array) -> None:
    """Write a block of a symmetric matrix, and the one across the diagonal."""
    if isinstance(mine, slice):
        H[mine, others] = block
        H[others, mine] = block.T
    else:
        H[np.ix_(mine, others)] = block
        H[np.ix_(others, mine)] = block.T


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


def change_block(rows: Rows, direction: Array, coding: Coding = PLAIN) -> float:
    """Return the largest change of a log-odds between two classes along a direction of theta."""
    eta = np.atleast_2d(replace(rows, offset=None).eta(coding.whole(direction, rows.width)))
    change = np.maximum(eta.max(axis=0), 0) - np.minimum(eta.min(axis=0), 0)
    return float(change.max(initial=0))


def root_block(rows: Rows, beta: Array, coding: Coding = PLAIN) -> Array:
    """Return a root of the block's Hessian in the free entries: S^{1/2} A for two classes."""
    terms = rows.terms(coding.whole(beta, rows.width))
    if coding.is_plain:
        return dense(scale_rows(rows.model(), np.sqrt(rows.weighted(terms.curvature))))
    A = dense(rows.model())
    roots = rows.family.roots(terms)
    if rows.weights is not None:
        roots = roots * np.sqrt(rows.weights)
    if coding.column is None:
        products = np.einsum("lkm,mj->mlkj", roots, A)
    else:
        assert coding.predictor is not None
        products = np.einsum("lkm,mk->mlk", roots[:, coding.predictor], A[:, coding.column])
    return np.asarray(products.reshape(roots.shape[0] * len(A), -1))


def leverages(rows: Rows, beta: Array, R: Array, coding: Coding = PLAIN) -> Array:
    """Return |R'^{-1} row|^2 (l x m) for the l rows of ``root_block`` that an observation has."""
    spread = half_solve(R, root_block(rows, beta, coding).T)
    return np.asarray(np.einsum("ji,ji->i", spread, spread).reshape(len(rows.y), -1).T)
