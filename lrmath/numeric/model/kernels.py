"""The kernels: what a block of rows adds to the likelihood and its derivatives.

They take the coefficients as theta, whose free entries a ``Coding`` puts in their places.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from lrmath.numeric.linalg.arrays import Array
from lrmath.numeric.linalg.double_double import DoubleDouble, product
from lrmath.numeric.linalg.factor import half_solve
from lrmath.numeric.linalg.storage import (
    dense,
    gram,
    is_sparse,
    mirrored,
    scale_rows,
    symmetric_product,
)
from lrmath.numeric.model.coding import PLAIN, Coding
from lrmath.numeric.model.families import Terms
from lrmath.numeric.model.precision import Precision
from lrmath.numeric.model.rows import Evaluation, Rows, summed

#: Entries of A, and least rows, that are scaled together and multiplied with each other.
PART, PART_ROWS = 1 << 15, 1 << 8


def evaluate_block(
    rows: Rows,
    beta: Array,
    order: int,
    coding: Coding = PLAIN,
    precision: Precision = np.float64,
) -> Evaluation:
    """Return the block's loss and its derivatives in the free entries up to ``order``.

    In a wider ``precision`` than that of the data, for which ``order`` is at most 1, sums are in
    pairs.
    """
    if precision is DoubleDouble:
        return score_in_pairs(rows, DoubleDouble.of(beta), coding)
    wide = precision != np.float64
    rows = rows.in_precision(precision) if wide and rows.X.dtype != precision else rows.centred()
    terms = rows.terms(coding.whole(beta, rows.width))
    value = rows.weighted(terms.loss).sum()
    if order == 0:
        return Evaluation(value)
    residual = rows.weighted(terms.residual)
    gradient = coding.entries(summed(rows.X, residual) if wide else rows.project(residual))
    if order == 1:
        return Evaluation(value, gradient)
    return Evaluation(value, gradient, hessian_block(rows, terms, coding))


def score_in_pairs(rows: Rows, beta: DoubleDouble, coding: Coding) -> Evaluation:
    """Return the block's loss in doubles, and its score in pairs of doubles."""
    A, whole = rows.model_in_pairs(), coding.whole_in_pairs(beta, rows.width)
    eta = product(A, whole.T).T
    eta = eta if rows.offset is None else eta + rows.offset
    residual = rows.family.residual_in_pairs(eta, rows.y)
    residual = residual if rows.weights is None else residual * rows.weights
    value = rows.weighted(rows.family.terms(eta.high, rows.y).loss).sum()
    return Evaluation(value, coding.entries_in_pairs(product(A.T, residual.T).T))


def hessian_block(rows: Rows, terms: Terms, coding: Coding) -> Array:
    """Return the block's Hessian in the free entries, one pair of predictors after the other."""
    if coding.is_plain:
        return gram_block(rows, rows.weighted(terms.curvature))
    k, width = rows.family.predictors, rows.width
    places = [coding.places(j, width) for j in range(k)]
    pairs = [(a, b) for a in range(k) for b in range(a + 1)]
    n = len(coding.column) if coding.column is not None else k * width
    H, size = np.zeros((n, n)), max(PART // max(width, 1), PART_ROWS)
    for start in range(0, rows.count, size):
        part = slice(start, start + size)
        A, some = dense(rows.part(part).model()), Terms(*(values[..., part] for values in terms))
        weights = None if rows.weights is None else rows.weights[part]
        for a, b in pairs:
            d = rows.family.second(some, a, b)
            d = d if weights is None else d * weights
            _add(H, places[a], places[b], A, d)
    return H


def _add(H: Array, left: Any, right: Any, A: Array, d: Array) -> None:
    """Add A'diag(d)A for the columns of two predictors to H, and across the diagonal."""
    (mine, columns), (others, further) = left, right
    block = A[:, columns].T @ (d[:, None] * A[:, further])
    places = (mine, others) if isinstance(mine, slice) else np.ix_(mine, others)
    H[places] += block
    if left is not right:
        across = (others, mine) if isinstance(mine, slice) else np.ix_(others, mine)
        H[across] += block.T


def gram_block(rows: Rows, d: Array, precision: type[np.floating[Any]] = np.float64) -> Array:
    """Return A' diag(d) A (n x n) for d >= 0 (m,), its products in the given precision.

    It is formed in parts, because fresh memory costs more than the products of few columns, and
    from X itself where that is possible: to multiply rows of few columns by anything is as slow.
    """
    if is_sparse(rows.X):
        return gram(rows.model(), d)
    p = rows.X.shape[1]
    if rows.is_plain or precision != np.float64:
        return _in_parts(lambda part: rows.part(part).model(), d, rows.width, precision)
    with np.errstate(over="ignore", invalid="ignore"):  # infinite products have no factor
        return rows.bordered(_in_parts(lambda part: rows.X[part], d, p, np.float64), d)


def _in_parts(
    take: Callable[[slice], Array], d: Array, columns: int, precision: type[np.floating[Any]]
) -> Array:
    """Return A' diag(d) A, added up in place over parts of A; a symmetric product costs BLAS half.

    Factors are copied into short rows before they are multiplied, which NumPy does faster.
    """
    size = min(max(PART // max(columns, 1), PART_ROWS), max(len(d), 1))
    total, root = None, np.sqrt(d)[:, None]
    scaled = np.empty((size, columns), precision)
    for start in range(0, max(len(d), 1), size):
        A = take(slice(start, start + size))
        S = scaled[: len(A)]
        S[...] = root[start : start + size]
        S *= A
        total = symmetric_product(S, total)
    assert total is not None
    return mirrored(total)


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
