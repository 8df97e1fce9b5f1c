"""The last digits: residuals in extended precision, corrections in working precision.

The score at the estimate is a sum of cancelling terms, so its rounding errors decide how many
digits of the estimate are right. Here it is summed in long double; the correction H^{-1} score
needs only a few digits and reuses the triangular factor (J. H. Wilkinson, Rounding Errors in
Algebraic Processes, 1963, section 3.34 on iterative refinement; N. J. Higham, 2002, chapter 12).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from operator import add

import numpy as np

from lrmath.numeric.arrays import Array
from lrmath.numeric.factor import solve
from lrmath.numeric.kernel import Rows, map_reduce
from lrmath.numeric.matrices import Matrix, dense, is_sparse
from lrmath.numeric.scaling import Scaling

#: The widest hardware format: 64 bits of precision on x86, 113 on some, 53 where there is none.
Extended = np.longdouble
#: Corrections contract by the relative error of the frozen Hessian, about 1e-6; so few are enough.
CORRECTIONS = 8
#: Standard deviations of the modelled rounding error that are taken for its size; measured against
#: 50-digit solutions, two are exceeded at times, because sums and products round as well.
CAUTION = 8
#: The rounding error of a sum in pairs, in units of eps times the sum of absolute values, where one
#: half cancels the other.
OF_SUMS = 1 / 8


@dataclass(frozen=True)
class Score:
    """Loss and score (n,) of some rows in extended precision; they add."""

    loss: Extended
    gradient: Array

    def __add__(self, other: Score) -> Score:
        """Add losses and scores."""
        return Score(self.loss + other.loss, self.gradient + other.gradient)


def score_block(rows: Rows, theta: Array, scaling: Scaling) -> Score:
    """Evaluate a block of unscaled rows at theta (n,) in extended precision."""
    A = scaling.apply(rows.X.astype(Extended))
    terms = rows.family.terms(_eta(rows, A, theta), rows.y)
    return Score(rows.weighted(terms.loss).sum(), summed(A, rows.weighted(terms.residual)))


def summed(A: Matrix, residual: Array) -> Array:
    """Return A' residual (n,), dense sums in pairs: where large terms cancel, order matters.

    NumPy adds in pairs along contiguous memory (N. J. Higham, SIAM J. Sci. Comput. 14, 1993, 783).
    """
    if is_sparse(A):
        return np.asarray(A.T @ residual)
    return np.asarray(np.multiply(A.T, residual, order="C").sum(axis=1))


def rounding_block(rows: Rows, theta: Array, scaling: Scaling, R: Array) -> Array:
    """Return the variance (n,), over eps^2, that rounding the residuals gives to H^{-1} score.

    A residual inherits the error of its eta and adds its own; errors of different rows are
    independent.
    """
    A = dense(scaling.apply(rows.X))
    terms = rows.family.terms(_eta(rows, A, theta), rows.y)
    noise = np.abs(terms.residual) + terms.curvature * (np.abs(A) @ np.abs(theta))
    spread = solve(R, A.T * rows.weighted(noise))
    return np.asarray(np.sum(spread**2, axis=1))


def _eta(rows: Rows, A: Matrix, theta: Array) -> Array:
    eta: Array = A @ theta
    return eta if rows.offset is None else eta + rows.offset


@dataclass(frozen=True)
class Refined:
    """The estimate theta (n,), its unpenalised loss, and the rounding error (n,) to expect."""

    theta: Array
    loss: float
    error: Array


def refine(
    rows: Rows,
    scaling: Scaling,
    penalties: Array,
    theta: Array,
    R: Array,
    slope: Array | float = 0.0,
) -> Refined:
    """Refine theta (n,) for unscaled rows; ``R`` (n x n) is the Hessian's factor near it.

    The penalty is 1/2 sum_j penalties_j theta_j^2 + slope . theta.
    """

    def score(theta: Array) -> Score:
        total: Score = map_reduce(partial(score_block, theta=theta, scaling=scaling), add, rows)
        return Score(total.loss, total.gradient + penalties * theta + slope)

    theta = correct(score, theta, R)
    loss = float(score(theta).loss)
    return Refined(theta, loss, _rounding(rows, scaling, theta.astype(np.float64), R))


def correct(
    score: Callable[[Array], Score], theta: Array, R: Array, corrections: int = CORRECTIONS
) -> Array:
    """Correct theta (n,) until its last extended digit settles or corrections stop shrinking."""
    theta = theta.astype(Extended)
    previous = np.inf
    for _ in range(corrections):
        correction = solve(R, score(theta).gradient.astype(np.float64))
        size = float(np.linalg.norm(correction))
        if not size < previous:
            break
        theta, previous = theta - correction, size
        if size <= np.finfo(Extended).eps * float(np.linalg.norm(theta)):
            break
    return theta


def _rounding(rows: Rows, scaling: Scaling, theta: Array, R: Array) -> Array:
    """Return the size (n,) of the rounding error to expect, of the terms and of their sums."""
    kernel = partial(rounding_block, theta=theta, scaling=scaling, R=R)
    sizes = map_reduce(partial(_size_block, theta=theta, scaling=scaling), add, rows)
    of_sums = np.sum(solve(R, np.diag(OF_SUMS * sizes)) ** 2, axis=1)
    return rounding_size(map_reduce(kernel, add, rows) + of_sums)


def _size_block(rows: Rows, theta: Array, scaling: Scaling) -> Array:
    """Return sum_i |w_i r_i a_i| (n,), which bounds the partial sums of the score."""
    A = dense(scaling.apply(rows.X))
    residual = rows.family.terms(_eta(rows, A, theta), rows.y).residual
    return np.asarray(np.abs(rows.weighted(residual)) @ np.abs(A))


def rounding_size(variance: Array) -> Array:
    """Return ``CAUTION`` deviations, from a variance that was given in units of eps^2."""
    return np.asarray(CAUTION * float(np.finfo(Extended).eps) * np.sqrt(variance))
