"""What every fit has: estimates, their errors, and what follows from these two."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from scipy.special import ndtr, ndtri

from lrmath.numeric.data.frames import frame
from lrmath.numeric.data.observations import Data
from lrmath.numeric.estimate.plan import Errors
from lrmath.numeric.linalg.arrays import Array, read_only
from lrmath.numeric.model.iterate import Point
from lrmath.numeric.solve.status import Status


@dataclass(frozen=True, repr=False, eq=False)
class Estimates:
    """Estimated coefficients: immutable, and made by a fit function only.

    ``names`` are those of the columns, the intercept's first. ``errors`` returns standard errors
    and covariance, from the inverse Fisher information at the estimate with the penalty added, or
    as ``errors_from`` says; they are computed when first asked for. ``digits`` is the
    number of significant digits of the coefficients that rounding errors leave, as estimated from
    the data's condition. ``trace`` holds the iterates, the start first.
    """

    names: tuple[str, ...]
    coefficients: Array
    errors: Callable[[], Errors] = field(repr=False)
    log_likelihood: float
    status: Status
    trace: tuple[Point, ...] = field(repr=False)
    digits: float
    l2: float
    data: Data = field(repr=False)
    errors_from: str = "inverse information"

    @cached_property
    def _errors(self) -> Errors:
        standard_errors, covariance = self.errors()
        shaped = standard_errors.reshape(self.coefficients.shape)
        return Errors(read_only(shaped), read_only(covariance))

    @property
    def standard_errors(self) -> Array:
        """The standard errors, in the shape of the coefficients."""
        return self._errors.standard_errors

    @property
    def covariance(self) -> Array:
        """The covariance of the coefficients, in the order of ``labels``."""
        return self._errors.covariance

    @property
    def labels(self) -> tuple[str, ...]:
        """A name for each coefficient, in the order of the covariance."""
        return self.names

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
        return self.deviance + 2 * self.coefficients.size

    @property
    def bic(self) -> float:
        """Schwarz's criterion, deviance + n ln m, with m the sum of the weights."""
        return self.deviance + self.coefficients.size * float(np.log(self.data.size))

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

    def frame(self, level: float = 0.95) -> Any:
        """Return the numbers of ``summary`` as a pandas data frame, a row for each coefficient."""
        low, high = np.moveaxis(self.intervals(level), -1, 0)
        return frame(
            {
                "estimate": self.coefficients.ravel(),
                "std. error": self.standard_errors.ravel(),
                "z": self.z_values.ravel(),
                "p-value": self.p_values.ravel(),
                "low": low.ravel(),
                "high": high.ravel(),
                "odds ratio": self.odds_ratios.ravel(),
            },
            self.labels,
        )

    def intervals(self, level: float = 0.95) -> Array:
        """Return the Wald intervals beta -+ z se (..., 2) at a ``level`` between 0 and 1."""
        if not 0 < level < 1:
            raise ValueError(f"level must lie between 0 and 1, got {level}")
        reach = ndtri((1 + level) / 2) * self.standard_errors
        return np.stack([self.coefficients - reach, self.coefficients + reach], axis=-1)
