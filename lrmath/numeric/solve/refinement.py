"""The last digits: residuals in extended precision, corrections in working precision.

The score at the estimate is a sum of cancelling terms, so its rounding errors decide how many
digits of the estimate are right. Here it is summed in long double, or where that is no wider than
double in pairs of doubles; the correction H^{-1} score needs only a few digits and reuses the
triangular factor (J. H. Wilkinson, Rounding Errors in
Algebraic Processes, 1963, section 3.34 on iterative refinement; N. J. Higham, 2002, chapter 12).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, partial
from typing import Any, NamedTuple

import numpy as np

from lrmath.numeric.linalg.arrays import Array
from lrmath.numeric.linalg.double_double import DoubleDouble
from lrmath.numeric.linalg.factor import solve
from lrmath.numeric.linalg.storage import dense, is_sparse
from lrmath.numeric.model.coding import Coding
from lrmath.numeric.model.objective import Likelihood, Objective
from lrmath.numeric.model.precision import CAUTION, Precision, epsilon, extended, raised, rounded
from lrmath.numeric.model.rows import Evaluation, Rows, Source

#: Corrections contract by the relative error of the frozen Hessian, about 1e-6; so few are enough.
CORRECTIONS = 8
#: The rounding error of a sum in pairs or in pieces, in units of eps times the sum of absolute
#: values, where one half cancels the other, in whatever order.
OF_SUMS = 1 / 8
#: The part of the rounding error that corrections may leave in doubles.
ENOUGH_LEFT = 1 / 16
#: Rows from which rounding errors are estimated.
ENOUGH = 1 << 9
#: A bound on what moves the log-odds that needs no closer look.
CLEARLY_LITTLE = 1e-3
#: Rows whose log-odds are looked at together.
PART = 1 << 6
#: Entries of X that are kept in extended precision.
FEW = 1 << 14


class Noise(NamedTuple):
    """Errors to expect in theta (n,), and a bound on those in the log-odds of an observation."""

    error: Array | float = 0.0
    moved: float = 0.0


@dataclass(frozen=True)
class Refined:
    """The estimate theta (n,), its unpenalised loss, and what may remain to correct (n,).

    ``noise`` returns the rounding errors to expect besides. The last correction was made at
    ``before`` (n,), where the score was ``gradient`` (n,).
    """

    theta: Any
    loss: float
    remaining: Array
    noise: Callable[[], Noise] = Noise
    before: Array = field(default_factory=lambda: np.empty(0))
    gradient: Array = field(default_factory=lambda: np.empty(0))

    @cached_property
    def _noise(self) -> Noise:
        return self.noise()

    @property
    def error(self) -> Array:
        """The error (n,) to expect in theta."""
        return self._noise.error + self.remaining

    @property
    def moved(self) -> float:
        """What rounding errors change the log-odds of an observation by."""
        return self._noise.moved


def refine(
    likelihood: Likelihood,
    penalty: Objective,
    theta: Array,
    R: Array,
    *,
    precision: Precision | None = None,
    previous: float = np.inf,
    exact: Source | None = None,
) -> Refined:
    """Refine theta (n,), with scores of the likelihood and of the penalty in this precision.

    ``R`` (n x n) is the Hessian's factor near theta; ``previous`` is the length of the last step to
    theta, if that was a Newton step. ``exact`` are the rows whose score is taken, by default those
    of the likelihood, which may have been rounded when they were scaled.
    """
    rows, coding = likelihood.rows, likelihood.coding
    precision = extended() if precision is None else precision
    ready = _ready(rows if exact is None else exact, precision)
    score = partial(
        (Objective((Likelihood(ready, coding, precision),)) + penalty).evaluate, order=1
    )
    expected = partial(rounding, rows, coding, R=R, precision=precision)
    if precision == np.float64:  # the noise is needed now, to know when to stop
        noise = expected(theta)
        enough, later = ENOUGH_LEFT * noise.error, partial(Noise, *noise)
        found = corrected(score, theta, R, previous=previous, enough=enough)
    else:
        found = corrected(score, raised(theta, precision), R, previous=previous)
        later = partial(expected, found.theta.astype(np.float64))
    own = penalty.evaluate(rounded(found.theta), 0).value if penalty.terms else 0.0
    before, gradient = found.before.astype(np.float64), found.gradient.astype(np.float64)
    loss = float(found.value - own)
    return Refined(found.theta, loss, found.remaining, later, before, gradient)


def _ready(rows: Source, precision: Precision) -> Source:
    """Return few rows scaled once and for all, and others as they are."""
    stays = precision in (np.float64, DoubleDouble)
    if not isinstance(rows, Rows) or is_sparse(rows.X) or stays:
        return rows
    return rows.in_precision(precision) if rows.X.size <= FEW else rows


class Corrected(NamedTuple):
    """A corrected theta (n,), and what may remain to correct (n,).

    ``value`` and ``gradient`` (n,) are those at ``before`` (n,), where the last correction began.
    """

    theta: Any
    remaining: Array
    value: Any
    before: Any
    gradient: Any


def corrected(
    score: Callable[[Any], Evaluation],
    theta: Any,
    R: Array,
    corrections: int = CORRECTIONS,
    previous: float = np.inf,
    enough: Array | float = 0.0,
) -> Corrected:
    """Correct theta (n,) until its last digit settles or corrections stop shrinking.

    Each correction is shorter than the one before, of length ``previous``, by about one factor, so
    the next need not be computed to be known for too short: not above ``enough`` (n,). What remains
    is as large as the last correction times this factor, or as large as that if they do not shrink.
    The value is that before the last correction, which changes it by its square only.
    """
    last = epsilon(DoubleDouble if isinstance(theta, DoubleDouble) else theta.dtype.type)
    shrinking = 1.0
    for _ in range(corrections):
        found, before = score(theta), theta
        correction = solve(R, found.gradient.astype(np.float64))
        size = float(np.linalg.norm(correction))
        if not size < previous:
            shrinking = 1.0
            break
        theta = theta - correction
        shrinking = size / previous if np.isfinite(previous) else 1.0
        settled = size * shrinking <= last * float(np.linalg.norm(theta.astype(np.float64)))
        if settled or np.all(shrinking * np.abs(correction) <= enough):
            break
        previous = size
    remaining = shrinking * np.abs(correction)
    return Corrected(theta, remaining, found.value, before, found.gradient)


def rounding(source: Source, coding: Coding, theta: Array, R: Array, precision: Precision) -> Noise:
    """Return the errors to expect from scores that are rounded to the precision.

    A residual inherits the error of its eta and adds its own, and sums add theirs, which are in
    proportion to sum_i |w_i r_i a_i|; errors of different rows are independent. Of many rows some
    stand for all.
    """
    rows, stride = source.sample(ENOUGH)
    A = dense(rows.model())
    whole = coding.whole(theta, rows.width)
    terms = rows.family.terms(rows.eta(whole), rows.y)
    size = np.atleast_2d(np.abs(whole) @ np.abs(A).T).max(axis=0)
    size = size if rows.offset is None else size + np.abs(rows.offset)
    noise = np.atleast_2d(rows.weighted(rows.family.noise(terms, size)))
    residual = np.atleast_2d(rows.weighted(np.abs(terms.residual)))
    inverse = solve(R, np.eye(len(R)))
    sums = coding.entries(OF_SUMS * stride * (residual @ np.abs(A)))
    spread = np.hstack([np.sqrt(stride) * coding.spread(A, noise, inverse), inverse * sums])
    deviations = partial(rounding_size, precision=precision)
    variances = np.sum(spread**2, axis=1)
    moved = float(deviations(np.sum(A**2, axis=1).max(initial=0.0) * variances.sum()))
    if moved > CLEARLY_LITTLE:
        moved = max(float(deviations(part).max()) for part in _moved(A, spread, coding))
    return Noise(deviations(variances), moved)


def _moved(A: Array, spread: Array, coding: Coding) -> Iterator[Array]:
    """Yield the variances of linear predictors, of some rows at a time."""
    for k in range(coding.predictors):
        mine, columns = coding.places(k, A.shape[1])
        for start in range(0, len(A), PART):
            yield np.sum((A[start : start + PART, columns] @ spread[mine]) ** 2, axis=1)


def rounding_size(variance: Array, precision: Precision) -> Array:
    """Return ``CAUTION`` deviations, from a variance that was given in units of eps^2."""
    return np.asarray(CAUTION * epsilon(precision) * np.sqrt(variance))


def right_digits(
    coefficients: Array, standard_errors: Array, rounding: Array, units: Array | float = np.inf
) -> float:
    """Return the digits of the worst coefficient, relative to it or to its standard error.

    Where that is huge the error is relative to ``units`` (n,), what changes the log-odds by 1.
    """
    size = np.maximum(np.abs(coefficients), np.minimum(standard_errors, units))
    relative = np.max(rounding / size) + np.finfo(np.float64).eps / 2
    return float(-np.log10(relative)) if np.isfinite(relative) else 0.0
