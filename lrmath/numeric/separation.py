"""Decide whether the maximum-likelihood estimate exists.

It does exactly when no direction d with s_i x_i'd >= 0 for every row, s_i = 2 y_i - 1, has one of
these strictly positive (A. Albert and J. A. Anderson, Biometrika 71, 1984, 1: thm-separation).
Either answer comes with a certificate: a bound computed at a near-minimiser proves existence, and a
direction found by linear programming (K. Konis, Oxford D.Phil. thesis, 2007, chapter 4) proves the
opposite.
"""

from typing import Any

import numpy as np
from scipy.optimize import linprog

from lrmath.numeric.arrays import Array
from lrmath.numeric.factor import half_solve

#: What the linear program's answers are good for; its variables are scaled to [-1, 1].
FEASIBILITY = 1e-7


def minimum_exists(A: Array, gradient: Array, R: Array) -> bool:
    """Prove from one point that J has a minimum.

    Shapes: ``A`` (m x n), ``gradient`` (n,), ``R`` (n x n) with R'R the Hessian.

    Along any line through the point the curvature falls no faster than e^{-r|t|} with r = max
    |x_i'd| (F. Bach, Electronic Journal of Statistics 4, 2010, 384, section 2: |A'''| <= A''). The
    slope thus becomes positive on every ray if the Newton decrement times the largest
    ||x_i||_{H^{-1}} is below 1; 1/2 leaves room for rounding. On separated data the product stays
    near 1, however far one iterates.
    """
    decrement = np.linalg.norm(half_solve(R, gradient))
    reach = np.linalg.norm(half_solve(R, A.T), axis=0).max()
    return bool(decrement * reach < 0.5)


def separating_direction(A: Array, y: Array) -> Array | None:
    """Return a direction (n,) that separates the classes, or None if they overlap.

    Shapes: ``A`` (m x n) with columns of comparable size, ``y`` (m,) of 0 and 1. The direction
    satisfies s_i a_i'd >= 0 for every row, up to 1e-7, with at least one strict inequality.
    """
    signed = np.where(y > 0, 1.0, -1.0)[:, None] * A
    gain = signed.mean(axis=0)
    found: Any = linprog(-gain, A_ub=-signed, b_ub=np.zeros(len(A)), bounds=(-1, 1), method="highs")
    if not found.success or -found.fun <= FEASIBILITY:
        return None
    direction = np.where(np.abs(found.x) > FEASIBILITY, found.x, 0.0)
    return np.asarray(direction / np.abs(direction).max())
