"""The few operations on the model matrix that differ between dense and sparse storage."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
from scipy.linalg.blas import dsyrk, ssyrk
from scipy.sparse import csr_array, hstack, issparse

from lrmath.numeric.linalg.arrays import Array, Indices

#: A dense array of any real type, or a ``csr_array``; X @ b, X.T @ r and X[rows] work alike on
#: both.
Matrix: TypeAlias = Any

#: Entries in a row that is made of several, and how many such rows are looked at together.
LONG, TOGETHER = 1 << 10, 1 << 6

#: Sparse arrays are typed as ``Matrix``, like dense ones.
_csr: Any = csr_array


def by_rows(X: Any) -> Matrix:
    """Return a sparse matrix of any format as a ``csr_array``, without copying one that is."""
    return _csr(X)


def is_sparse(X: Matrix) -> bool:
    """Say whether only the non-zero entries are stored."""
    return not isinstance(X, np.ndarray) and bool(issparse(X))


def dense(X: Matrix) -> Array:
    """Return X as a dense array; use it on blocks of rows."""
    return np.asarray(X.toarray() if is_sparse(X) else X)


def scale_rows(X: Matrix, factors: Array) -> Matrix:
    """Return diag(factors) X."""
    if is_sparse(X):
        return _csr(X.multiply(factors[:, None]))
    return X * factors[:, None]


def scale_columns(X: Matrix, factors: Array) -> Matrix:
    """Return X diag(factors)."""
    return _csr(X.multiply(factors)) if is_sparse(X) else X * factors


def with_constant(X: Matrix) -> Matrix:
    """Return [1 X] in the precision of X, if that is floating."""
    if is_sparse(X):
        constant: Matrix = np.ones((X.shape[0], 1), dtype=X.dtype)
        return _csr(hstack([constant, X], format="csr"))
    dtype = X.dtype if X.dtype.kind == "f" else np.float64
    return np.column_stack([np.ones(len(X), dtype=dtype), X])


def gram(X: Matrix, d: Array) -> Array:
    """Return X' diag(d) X for d >= 0 as a symmetric product, which costs BLAS half."""
    root = scale_rows(X, np.sqrt(d))
    return dense(root.T @ root)


def all_within(values: Array, bound: float) -> bool:
    """Say whether every entry of a vector is a number between -bound and bound, without a copy.

    The bound must be larger than any number of single precision.
    """

    def within(part: Array) -> Array:
        single = part.dtype == np.float32
        return np.isfinite(part) if single else np.asarray(np.abs(part) <= bound)

    return _all(within, values, 1 << 16)


def largest_entries(X: Array) -> Array:
    """Return the largest absolute value in each column of X (p,), nan where there is one.

    Several rows are taken for one long row, because NumPy is slow to compare short ones.
    """
    if X.size <= LONG * TOGETHER:
        return np.asarray(np.abs(X).max(axis=0, initial=0.0), np.float64)
    m, p = X.shape
    several = max(LONG // max(p, 1), 1) if X.flags.c_contiguous else 1
    whole = m // several * several
    folded = X[:whole].reshape(m // several, several * p)
    largest = np.zeros(several * p)
    for start in range(0, len(folded), TOGETHER):
        part = folded[start : start + TOGETHER]
        for extreme in (part.min(axis=0), part.max(axis=0)):
            np.maximum(largest, np.abs(extreme), out=largest)
    rest = np.abs(X[whole:]).max(axis=0, initial=0.0)
    return np.asarray(np.maximum(largest.reshape(several, p).max(axis=0), rest), np.float64)


def symmetric_product(S: Array, total: Array | None = None) -> Array:
    """Return the upper triangle of S'S, added to that of ``total`` in place if there is one."""
    if S.shape[1] == 0:
        return np.zeros((0, 0), S.dtype)
    syrk = ssyrk if S.dtype == np.float32 else dsyrk
    if total is None:
        found: Any = syrk(1.0, S.T, lower=1)
    else:
        found = syrk(1.0, S.T, beta=1.0, c=total.T, lower=1, overwrite_c=1)
    return np.asarray(found.T)


def mirrored(H: Array) -> Array:
    """Return the symmetric matrix of which H has the upper triangle, and zeros below."""
    whole: Array = np.add(H, H.T, order="C")
    whole.ravel()[:: len(whole) + 1] *= 0.5
    return whole


def _all(test: Callable[[Array], Array], values: Array, rows: int) -> bool:
    """Say whether the test holds everywhere; so many rows are tested together."""
    return all(test(values[i : i + rows]).all() for i in range(0, len(values), rows))


def column_norms(X: Matrix) -> Array:
    """Return the Euclidean norms of the columns (n,)."""
    if is_sparse(X):
        return np.sqrt(np.asarray(X.multiply(X).sum(axis=0), dtype=np.float64))
    squares: Array = np.einsum("ij,ij->j", X, X, dtype=np.float64)
    return np.sqrt(squares)


def one_hot_groups(X: Matrix) -> Indices | None:
    """Return the group of each column (p,) if X is sparse and one-hot, else None.

    One-hot means that every row has ones only, the same number of them, and that the first ones of
    all rows stand left of the second ones, and so on: each group of columns is one factor.
    """
    k = X.nnz // X.shape[0]
    ones = _all(lambda part: part == 1, X.data, 1 << 16)
    if k == 0 or not (ones and np.all(np.diff(X.indptr) == k)):
        return None
    places = X.indices.reshape(-1, k)
    first, last = places.min(axis=0), places.max(axis=0)
    if not np.all(last[:-1] < first[1:]):
        return None
    return np.maximum(np.searchsorted(first, np.arange(X.shape[1]), side="right") - 1, 0)
