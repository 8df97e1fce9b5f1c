"""The last digits: residuals in extended precision, corrections in working precision.

The score at the estimate is a sum of cancelling terms, so its rounding errors decide how many
digits of the estimate are right. Here it is summed in long double; the correction H^{-1} score
needs only a few digits and reuses the triangular factor (J. H. Wilkinson, Rounding Errors in
Algebraic Processes, 1963, section 3.34 on iterative refinement; N. J. Higham, 2002, chapter 12).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from operator import add
from typing import Any, NamedTuple

import numpy as np

from lrmath.numeric.linalg.arrays import Array
from lrmath.numeric.linalg.factor import solve
from lrmath.numeric.linalg.storage import Matrix, dense, is_sparse
from lrmath.numeric.model.rows import Rows, map_reduce
from lrmath.numeric.model.scaling import Scaling
from lrmath.numeric.model.score import CAUTION, Extended, Score

#: Corrections contract by the relative error of the frozen Hessian, about 1e-6; so few are enough.
CORRECTIONS = 8
#: The rounding error of a sum in pairs or in pieces, in units of eps times the sum of absolute
#: values, where one half cancels the other, in whatever order.
OF_SUMS = 1 / 8
#: Rows from which rounding errors are estimated.
ENOUGH = 1 << 9
#: Rows whose log-odds are looked at together.
PART = 1 << 6
#: Entries of X that are kept in extended precision.
FEW = 1 << 14


def score_block(rows: Rows, theta: Array, scaling: Scaling | None) -> Score:
    """Evaluate a block of rows at theta (n,) in extended precision; they are scaled before."""
    A = rows.X if scaling is None else scaling.apply(rows.X.astype(Extended))
    terms = rows.family.terms(_eta(rows, A, theta), rows.y)
    return Score(rows.weighted(terms.loss).sum(), summed(A, rows.weighted(terms.residual)))


def summed(A: Matrix, residual: Array) -> Array:
    """Return A' residual (n,), dense sums in pairs: where large terms cancel, order matters.

    NumPy adds in pairs along contiguous memory (N. J. Higham, SIAM J. Sci. Comput. 14, 1993, 783).
    """
    if is_sparse(A):
        return np.asarray(A.T @ residual)
    return np.asarray(np.multiply(A.T, residual, order="C").sum(axis=1))


def _eta(rows: Rows, A: Matrix, theta: Array) -> Array:
    eta: Array = A @ theta
    return eta if rows.offset is None else eta + rows.offset


@dataclass(frozen=True)
class Refined:
    """The estimate theta (n,), its unpenalised loss, and the rounding error (n,) to expect.

    ``moved`` is what such errors change the log-odds of an observation by.
    """

    theta: Array
    loss: float
    error: Array
    moved: float = 0.0


def refine(
    rows: Rows,
    scaling: Scaling,
    penalties: Array,
    theta: Array,
    R: Array,
    slope: Array | float = 0.0,
    previous: float = np.inf,
) -> Refined:
    """Refine theta (n,) for unscaled rows; ``R`` (n x n) is the Hessian's factor near it.

    The penalty is 1/2 sum_j penalties_j theta_j^2 + slope . theta; ``previous`` is the length of
    the last step to theta, if that was a Newton step. Few rows are scaled once and for all.
    """
    few = not is_sparse(rows.X) and rows.X.size <= FEW
    wide = replace(rows, X=scaling.apply(rows.X.astype(Extended))) if few else rows
    kernel = partial(score_block, scaling=None if few else scaling)

    def penalty(theta: Array) -> Array:
        return theta @ (0.5 * penalties * theta + slope)

    def score(theta: Array) -> Score:
        total: Score = map_reduce(partial(kernel, theta=theta), add, wide)
        gradient = total.gradient + penalties * theta + slope
        return Score(total.loss + penalty(theta), gradient)

    found = corrected(score, theta.astype(Extended), R, previous=previous)
    noise = rounding(rows, scaling, found.theta.astype(np.float64), R, Extended)
    loss = float(found.value - penalty(found.theta))
    return Refined(found.theta, loss, noise.error + found.remaining, noise.moved)


class Corrected(NamedTuple):
    """A corrected theta (n,), the value just before it, and what may remain to correct (n,)."""

    theta: Array
    value: Any
    remaining: Array


def corrected(
    score: Callable[[Array], Score],
    theta: Array,
    R: Array,
    corrections: int = CORRECTIONS,
    previous: float = np.inf,
) -> Corrected:
    """Correct theta (n,) until its last digit settles or corrections stop shrinking.

    The value is that before the last correction, which changes it by its square only. Each
    correction is shorter than the one before, of length ``previous``, by about one factor, so the
    next need not be computed to be known for too short. What remains is as large as the last
    correction times this factor, or as large as that if they do not shrink.
    """
    precision = np.finfo(theta.dtype).eps
    shrinking = 1.0
    for _ in range(corrections):
        found = score(theta)
        correction = solve(R, found.gradient.astype(np.float64))
        size = float(np.linalg.norm(correction))
        if not size < previous:
            shrinking = 1.0
            break
        theta = theta - correction
        shrinking = size / previous if np.isfinite(previous) else 1.0
        if size * shrinking <= precision * float(np.linalg.norm(theta)):
            break
        previous = size
    return Corrected(theta, found.loss, shrinking * np.abs(correction))


class Noise(NamedTuple):
    """Errors to expect in theta (n,), and the largest in the log-odds of an observation."""

    error: Array
    moved: float


def rounding(
    rows: Rows, scaling: Scaling, theta: Array, R: Array, precision: type[np.floating[Any]]
) -> Noise:
    """Return the errors to expect from scores that are rounded to the precision.

    A residual inherits the error of its eta and adds its own, and sums add theirs, which are in
    proportion to sum_i |w_i r_i a_i|; errors of different rows are independent. Of many rows some
    stand for all.
    """
    stride = -(-len(rows.y) // ENOUGH)
    rows = rows.take(slice(None, None, stride)) if stride > 1 else rows
    A = dense(scaling.apply(rows.X))
    terms = rows.family.terms(_eta(rows, A, theta), rows.y)
    size = np.abs(A) @ np.abs(theta) + (0.0 if rows.offset is None else np.abs(rows.offset))
    residual = rows.weighted(np.abs(terms.residual))
    noise = residual + rows.weighted(terms.curvature) * size
    sums = OF_SUMS * stride * (residual @ np.abs(A))
    inverse = solve(R, np.eye(len(R)))
    spread = np.hstack([np.sqrt(stride) * (inverse @ (A.T * noise)), inverse * sums])
    deviations = partial(rounding_size, precision=precision)
    moved = max(float(deviations(np.sum((part @ spread) ** 2, axis=1)).max()) for part in _parts(A))
    return Noise(deviations(np.sum(spread**2, axis=1)), moved)


def _parts(A: Array) -> Iterator[Array]:
    """Yield some rows at a time."""
    return (A[start : start + PART] for start in range(0, len(A), PART))


def rounding_size(variance: Array, precision: type[np.floating[Any]] = Extended) -> Array:
    """Return ``CAUTION`` deviations, from a variance that was given in units of eps^2."""
    return np.asarray(CAUTION * float(np.finfo(precision).eps) * np.sqrt(variance))


def right_digits(
    coefficients: Array, standard_errors: Array, rounding: Array, units: Array | float = np.inf
) -> float:
    """Return the digits of the worst coefficient, relative to it or to its standard error.

    Where that is huge the error is relative to ``units`` (n,), what changes the log-odds by 1.
    """
    size = np.maximum(np.abs(coefficients), np.minimum(standard_errors, units))
    relative = np.max(rounding / size) + np.finfo(np.float64).eps / 2
    return float(-np.log10(relative)) if np.isfinite(relative) else 0.0
