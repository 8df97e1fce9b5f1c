"""Find the columns that are linear combinations of the columns before them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.linalg import qr, solve_triangular

from lrmath.numeric.arrays import Array

#: How many rounding errors of the data a dependent column may differ from the combination it is.
SLACK = 32 * np.finfo(np.float64).eps


@dataclass(frozen=True)
class Dependence:
    """Column ``column`` is the sum of ``coefficients`` (k,) times the columns ``others`` (k,)."""

    column: int
    others: Array
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
    pivots = np.abs(np.diag(qr(R / norms, mode="r", pivoting=True)[0]))
    needed = 2 * np.sqrt(len(R) * SLACK * (sizes / norms).max())
    return bool(pivots.min() > max(needed, least))


def _scan(R: Array, sizes: Array) -> list[Dependence]:
    """Go through the columns from left to right, and keep those that bring something new."""
    kept: list[int] = []
    found = []
    for j in range(R.shape[1]):
        dependence = _dependence(R, sizes, kept, j)
        if dependence is None:
            kept.append(j)
        else:
            found.append(dependence)
    return found


def _dependence(R: Array, sizes: Array, kept: list[int], j: int) -> Dependence | None:
    basis, triangle = np.linalg.qr(R[:, kept])
    projection = basis.T @ R[:, j]
    residual = R[:, j] - basis @ projection
    coefficients = solve_triangular(triangle, projection) if kept else np.zeros(0)
    allowed = SLACK * (sizes[j] + np.abs(coefficients) @ sizes[kept])
    if np.linalg.norm(residual) > allowed:
        return None
    used = np.abs(coefficients) * sizes[kept] > 1e-9 * sizes[j]
    return Dependence(j, np.asarray(kept, dtype=int)[used], coefficients[used])
