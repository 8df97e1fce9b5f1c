"""Find the columns that are linear combinations of the columns before them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.linalg import solve_triangular
from scipy.linalg.lapack import dgeqp3

from lrmath.numeric.linalg.arrays import Array, Indices

#: How many rounding errors of the data a dependent column may differ from the combination it is.
SLACK = 32 * np.finfo(np.float64).eps


@dataclass(frozen=True)
class Dependence:
    """Column ``column`` is the sum of ``coefficients`` (k,) times the columns ``others`` (k,)."""

    column: int
    others: Indices
    coefficients: Array


def dependences(R: Array, sizes: Array) -> list[Dependence]:
    """Return the columns of the model matrix that depend on earlier ones; none if it has full rank.

    ``R`` (n x n) is the triangular factor of the model matrix; ``sizes`` (n,) are the norms of its
    columns before centring. A column counts as dependent when it differs from a combination of
    others by no more than the rounding errors of the data, which are proportional to those norms.
    """
    if clearly_independent(R, sizes):
        return []
    return _scan(R, sizes)


def clearly_independent(R: Array, sizes: Array, least: float = 0.0) -> bool:
    """Settle the usual case by one pivoted factorisation.

    With unit columns and least pivot q no combination has coefficients much above 1/q, so the scan
    allows a residual of about n SLACK max(sizes) / q, which is less than q if q is above this root.
    A factor that is itself inexact needs pivots of ``least`` or more.
    """
    norms = np.linalg.norm(R, axis=0)
    if not np.all(norms > SLACK * sizes):
        return False
    pivots = np.abs(dgeqp3(R / norms)[0].diagonal())
    needed = 2 * np.sqrt(len(R) * SLACK * (sizes / norms).max())
    return bool(pivots.min() > max(needed, least))


def _scan(R: Array, sizes: Array) -> list[Dependence]:
    """Go through the columns from left to right, and keep those that bring something new.

    The kept ones are ``basis`` times ``triangle``, which grow by a column at a time.
    """
    kept: list[int] = []
    found = []
    basis, triangle = np.zeros(R.shape), np.zeros(R.shape)
    for j, column in enumerate(R.T):
        k = len(kept)
        projection, residual = _projected(basis[:, :k], column)
        coefficients = solve_triangular(triangle[:k, :k], projection) if kept else np.zeros(0)
        allowed = SLACK * (sizes[j] + np.abs(coefficients) @ sizes[kept])
        length = np.linalg.norm(residual)
        if length <= allowed:
            used = np.abs(coefficients) * sizes[kept] > 1e-9 * sizes[j]
            found.append(Dependence(j, np.asarray(kept, dtype=int)[used], coefficients[used]))
        else:
            basis[:, k], triangle[:k, k], triangle[k, k] = residual / length, projection, length
            kept.append(j)
    return found


def _projected(basis: Array, column: Array) -> tuple[Array, Array]:
    """Return the coordinates (k,) in an orthonormal basis (n x k), and what is left (n,).

    Twice is enough for a residual orthogonal to working precision (B. N. Parlett, The Symmetric
    Eigenvalue Problem, 1980, section 6.9, after W. Kahan).
    """
    projection = basis.T @ column
    residual = column - basis @ projection
    again = basis.T @ residual
    return projection + again, residual - basis @ again
