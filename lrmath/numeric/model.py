"""The entry: ``fit(X, y)`` returns everything known about the maximum-likelihood estimate."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from scipy.special import ndtr, ndtri

from lrmath.numeric.arrays import Array, ArrayLike, read_only
from lrmath.numeric.check import Data, check_data, check_matrix, check_vector, column_names
from lrmath.numeric.errors import ConvergenceWarning, DataError
from lrmath.numeric.estimate import Estimate, estimate
from lrmath.numeric.family import sigmoid
from lrmath.numeric.matrices import Matrix
from lrmath.numeric.point import Point
from lrmath.numeric.status import Status
from lrmath.numeric.summary import summary
from lrmath.numeric.table import Table


def fit(
    X: Any,
    y: Any,
    *,
    l2: float = 0.0,
    weights: ArrayLike | None = None,
    offset: ArrayLike | None = None,
    intercept: bool = True,
    names: Sequence[str] | None = None,
    max_iter: int = 100,
) -> Fit:
    """Fit P(y = 1) = sigma(X beta) by maximum likelihood (eq-nll); unpenalised by default.

    Parameters
    ----------
    X
        Features (m x p) without a constant column: array, nested list or data frame, whose column
        names are kept, or a SciPy sparse matrix. It is not modified, and not copied if it is
        float64 or float32; its numbers are used in float64 in any case.
    y
        Labels (m,): 0 and 1, as numbers or booleans.
    l2
        Penalty 1/2 l2 sum_j beta_j^2 on the slopes, not on the intercept, in nats.
    weights
        How often each observation counts (m,); at least 0.
    offset
        Known part of the linear predictor (m,), in log-odds.
    intercept
        Whether a constant is fitted; it is the first coefficient.
    names
        Names of the columns of X (p,), if X has none or to replace them.
    max_iter
        Largest number of Newton steps.

    Raises
    ------
    DataError
        If the data are not as above. It is a ``ValueError``.
    RankError
        If columns are linear combinations of others, unless ``l2 > 0``.
    SeparationError
        If the classes are separated, so that no estimate exists, unless ``l2 > 0``.

    Warns
    -----
    ConvergenceWarning
        If the iterations ended early; ``status`` says why.

    Source: A. Agresti, Categorical Data Analysis, 3rd ed. 2013, section 5.5.
    """
    data = check_data(X, y, weights, offset, intercept=intercept, names=names)
    found = estimate(data, _check_penalty(l2), _check_budget(max_iter))
    if not found.status.converged:
        warnings.warn(str(found.status), ConvergenceWarning, stacklevel=2)
    return Fit._of(data, float(l2), found)


@dataclass(frozen=True, repr=False)
class Fit:
    """A fitted logistic regression; made by ``fit`` only, and immutable.

    Vectors over the coefficients (n,) follow ``names``, where the intercept comes first.
    ``covariance`` (n x n) is the inverse Fisher information X'SX at the estimate, the penalty added
    if there is one. ``digits`` is the number of significant digits of the coefficients that
    rounding errors leave, as estimated from the data's condition. ``trace`` holds the iterates, the
    start first.
    """

    names: tuple[str, ...]
    coefficients: Array
    standard_errors: Array
    covariance: Array
    log_likelihood: float
    status: Status
    trace: tuple[Point, ...] = field(repr=False)
    digits: float
    l2: float
    data: Data = field(repr=False)
    errors_from: str = "inverse information"

    @classmethod
    def _of(cls, data: Data, l2: float, found: Estimate) -> Fit:
        return cls(
            names=data.names,
            coefficients=read_only(found.coefficients),
            standard_errors=read_only(found.standard_errors),
            covariance=read_only(found.covariance),
            log_likelihood=found.log_likelihood,
            status=found.status,
            trace=found.trace,
            digits=_digits(found),
            l2=l2,
            data=data,
        )

    @property
    def iterations(self) -> int:
        """The number of Newton steps."""
        return len(self.trace) - 1

    @property
    def deviance(self) -> float:
        """Minus twice the log-likelihood; a saturated model of 0s and 1s has likelihood 1."""
        return -2 * self.log_likelihood

    @property
    def aic(self) -> float:
        """Akaike's criterion, deviance + 2n."""
        return self.deviance + 2 * len(self.names)

    @property
    def bic(self) -> float:
        """Schwarz's criterion, deviance + n ln m, with m the sum of the weights."""
        return self.deviance + len(self.names) * float(np.log(self.data.size))

    @property
    def z_values(self) -> Array:
        """Each coefficient over its standard error (n,)."""
        return self.coefficients / self.standard_errors

    @property
    def p_values(self) -> Array:
        """Two-sided p-values (n,) of the Wald tests that a coefficient is 0."""
        return 2 * ndtr(-np.abs(self.z_values))

    @property
    def odds_ratios(self) -> Array:
        """e^beta (n,): by what one unit of the feature multiplies the odds."""
        with np.errstate(over="ignore"):  # infinite odds are what the units of the feature say
            return np.exp(self.coefficients)

    def intervals(self, level: float = 0.95) -> Array:
        """Return the Wald intervals beta_j -+ z se_j (n x 2) at a ``level`` between 0 and 1."""
        if not 0 < level < 1:
            raise ValueError(f"level must lie between 0 and 1, got {level}")
        reach = ndtri((1 + level) / 2) * self.standard_errors
        return np.column_stack([self.coefficients - reach, self.coefficients + reach])

    def linear_predictor(self, X: Any, offset: ArrayLike | None = None) -> Array:
        """Return the log-odds eta = X beta + offset (m,) of new rows; raises ``DataError``."""
        X = self._checked(X)
        if (offset is None) != (self.data.offset is None):
            raise DataError("give the offset of new rows exactly if the fit has one: offset=…")
        first = int(self.data.intercept)
        eta: Array = X @ self.coefficients[first:] + (self.coefficients[0] if first else 0.0)
        return eta if offset is None else eta + check_vector(offset, len(eta), "offset")

    def predict_proba(self, X: Any, offset: ArrayLike | None = None) -> Array:
        """Return P(y = 1) = sigma(eta) of new rows (m,) (eq-sigmoid); raises ``DataError``."""
        return sigmoid(self.linear_predictor(X, offset))

    def predict(self, X: Any, offset: ArrayLike | None = None, *, threshold: float = 0.5) -> Array:
        """Return 1 where P(y = 1) is at least the threshold, else 0 (m,); raises ``DataError``."""
        return (self.predict_proba(X, offset) >= threshold).astype(np.int64)

    def summary(self, level: float = 0.95) -> Table:
        """Return the table of estimates, standard errors, tests, intervals and odds ratios.

        It prints as text, shows as HTML in a notebook, and has ``html()`` and ``latex()``.
        """
        return summary(self, level)

    def __repr__(self) -> str:
        """Return the estimates on one line, and the status if it is not the good one."""
        listed = ", ".join(
            f"{name}={value:.6g}" for name, value in zip(self.names, self.coefficients, strict=True)
        )
        ending = "" if self.status.converged else f", status={self.status.name}"
        return f"Fit({listed}; log-likelihood {self.log_likelihood:.6g}{ending})"

    def _checked(self, X: Any) -> Matrix:
        """Return new rows as a matrix whose columns are those of the fit, in the same order."""
        expected, given = self.data.columns, column_names(X)
        if None not in (expected, given) and given != expected:
            raise DataError(f"the fit has the columns {expected}, and X has {given}")
        matrix = check_matrix(X, given)
        p = self.data.X.shape[1]
        if matrix.shape[1] != p:
            raise DataError(f"the fit has {p} columns, and X has {matrix.shape[1]}")
        return matrix


def _digits(found: Estimate) -> float:
    """Return the digits of the worst coefficient, relative to it or to its standard error."""
    if not found.status.converged:
        return 0.0
    size = np.maximum(np.abs(found.coefficients), found.standard_errors)
    relative = np.max(found.error / size) + np.finfo(np.float64).eps / 2
    return float(-np.log10(relative))


def _check_penalty(l2: float) -> float:
    if not (isinstance(l2, (int, float, np.number)) and np.isfinite(l2) and l2 >= 0):
        raise DataError(f"l2 must be a finite number, at least 0; got {l2!r}")
    return float(l2)


def _check_budget(max_iter: int) -> int:
    if not (isinstance(max_iter, (int, np.integer)) and max_iter >= 1):
        raise DataError(f"max_iter must be a whole number, at least 1; got {max_iter!r}")
    return int(max_iter)
