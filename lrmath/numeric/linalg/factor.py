"""Triangular factors: H = R'R from the QR factorisation of S^{1/2} X, without ever forming H.

Forming X'SX squares the condition number; its Cholesky factor R is also the R of QR, and QR
computes it with the condition number of S^{1/2} X itself (A. Bjorck, Numerical Methods for Least
Squares Problems, 1996, sections 2.2 and 2.4). Factors of row blocks combine by QR of the stacked
factors, so this is a map-reduce too (J. Demmel et al., SIAM J. Sci. Comput. 34, 2012, A206: TSQR).
"""

import math

import numpy as np
from scipy.linalg.blas import dtrsm, dtrsv, strsm, strsv
from scipy.linalg.lapack import dpotrf, spotrf

from lrmath.numeric.linalg.arrays import Array

_EPS = np.finfo(np.float64).eps


def triangular(A: Array) -> Array:
    """Return R (n x n, upper triangular) with R'R = A'A, where A is m x n."""
    m, n = A.shape
    if m < n:
        A = np.vstack([A, np.zeros((n - m, n))])
    return np.asarray(np.linalg.qr(A, mode="r"))


def stack(R: Array, S: Array) -> Array:
    """Return the triangular factor of R'R + S'S."""
    return triangular(np.vstack([R, S]))


def cholesky(H: Array) -> Array:
    """Return R from the Cholesky factorisation of H, its diagonal scaled to ones before.

    Only the upper triangle of H is looked at. Single precision stays single.

    The scaling is within a factor n of the best one (A. van der Sluis, Numerische Mathematik 14,
    1969, 14). Raises ``numpy.linalg.LinAlgError`` if H is not positive definite.
    """
    diagonal = H.diagonal()
    if not ((diagonal > 0) & (diagonal < np.inf)).all():
        raise np.linalg.LinAlgError("the Hessian is not positive definite")
    unit = np.sqrt(diagonal)
    scaled = H / unit
    scaled /= unit[:, None]
    potrf = spotrf if H.dtype == np.float32 else dpotrf
    L, failed = potrf(scaled.T, lower=1, overwrite_a=1)
    if failed:
        raise np.linalg.LinAlgError("the Hessian is not positive definite")
    L *= unit[:, None]
    return np.asarray(L.T)


def is_singular(R: Array) -> bool:
    """Say whether a column of R is, to working precision, in the span of the columns before it."""
    norms = np.linalg.norm(R, axis=0)
    return bool(np.any(np.abs(np.diag(R)) <= _EPS * norms))


def condition(R: Array) -> float:
    """Return ``inverse_norm`` of R with columns of length 1; inf if it is singular.

    Digits are lost in proportion to its square where R is Cholesky's factor (N. J. Higham, Accuracy
    and Stability of Numerical Algorithms, 2002, section 10.1).
    """
    if not R.diagonal().all():
        return float("inf")
    return inverse_norm(R / np.linalg.norm(R, axis=0))


def inverse_norm(R: Array) -> float:
    """Return a bound on the spectral norm of R^{-1}; raises ``LinAlgError`` if R is singular.

    Its square is that of R'^{-1}R^{-1}, of which the Frobenius norm is a sharper bound than that of
    R^{-1} is of its own.
    """
    inverse = back_solve(R, np.eye(len(R), dtype=R.dtype))
    return math.sqrt(np.linalg.norm(inverse.T @ inverse))


def half_solve(R: Array, B: Array) -> Array:
    """Return R'^{-1} B, whose squared norm is B' H^{-1} B; raises ``LinAlgError``."""
    _require_regular(R)
    return _triangular_solve(R, B, transposed=False)


def solve(R: Array, b: Array) -> Array:
    """Return H^{-1} b for H = R'R, by two triangular solves; raises ``LinAlgError``."""
    return _triangular_solve(R, half_solve(R, b), transposed=True)


def back_solve(R: Array, B: Array) -> Array:
    """Return R^{-1} B; raises ``LinAlgError``."""
    _require_regular(R)
    return _triangular_solve(R, B, transposed=True)


def _require_regular(R: Array) -> None:
    if not R.diagonal().all():
        raise np.linalg.LinAlgError("the triangular factor is singular")


def _triangular_solve(R: Array, B: Array, transposed: bool) -> Array:
    """Solve with the lower triangle R' or its transpose, without a copy of R.

    By BLAS and not by dtrtrs, which wakes a thread for each core even for matrices of four rows.
    """
    if B.ndim == 1:
        trsv = strsv if R.dtype == np.float32 else dtrsv
        return np.asarray(trsv(R.T, B, lower=1, trans=int(transposed)))
    trsm = strsm if R.dtype == np.float32 else dtrsm
    return np.asarray(trsm(1.0, R.T, B, lower=1, trans_a=int(transposed)))
