"""What is known about a fitted regression: the numbers that predictions, tables and tests need."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from scipy.special import ndtr, ndtri

from lrmath.numeric.data.formulas import Design
from lrmath.numeric.data.observations import Data
from lrmath.numeric.data.problem import Observations, labelled
from lrmath.numeric.data.vectors import check_level
from lrmath.numeric.estimate.plan import Errors, Known
from lrmath.numeric.inference.null import null_log_likelihood, saturated_log_likelihood
from lrmath.numeric.linalg.arrays import Array, read_only
from lrmath.numeric.model.errors import DataError
from lrmath.numeric.model.iterate import Point
from lrmath.numeric.solve.status import Status


@dataclass(frozen=True, repr=False, eq=False)
class Fitted:
    """The numbers of a fit and what follows from them; see ``Fit``."""

    names: tuple[str, ...]
    coefficients: Array
    errors: Callable[[], Errors] = field(repr=False)
    log_likelihood: float
    status: Status
    points: Callable[[], tuple[Point, ...]] = field(repr=False)
    precision: Callable[[], float] = field(repr=False)
    data: Observations = field(repr=False)
    iterations: int
    l1: float = 0.0
    l2: float = 0.0
    firth: bool = False
    maximum: float = np.nan
    kkt: float = 0.0
    errors_from: str = "inverse information"
    sandwich: Errors | None = field(default=None, repr=False)
    design: Design | None = field(default=None, repr=False)

    @property
    def classes(self) -> tuple[Any, ...]:
        """The classes; of two, the second is the one whose probability is modelled."""
        return self.data.classes

    @property
    def formula(self) -> str | None:
        """The formula, if the model came as one."""
        return None if self.design is None else self.design.formula

    @property
    def labels(self) -> tuple[str, ...]:
        """A name for each coefficient: of its column, or of K classes with that of its class."""
        if self.coefficients.ndim > 1 and len(self.coefficients) == len(self.classes):
            return tuple(f"{label}: {name}" for label in self.classes for name in self.names)
        return labelled(self.classes, self.names)

    @cached_property
    def trace(self) -> tuple[Point, ...]:
        """The iterates, the start first."""
        return self.points()

    @cached_property
    def digits(self) -> float:
        """The number of significant digits of the coefficients that rounding errors leave."""
        return self.precision()

    @property
    def _errors(self) -> Errors:
        return self.bread if self.sandwich is None else self.sandwich

    @cached_property
    def bread(self) -> Errors:
        """The errors from the inverse information, which ``robust`` leaves as they are."""
        if self.l1 > 0:
            raise DataError(
                "a lasso has no standard errors: which slopes are zero depends on the data, and "
                "estimates are shrunk. Fit the columns of fit.active anew, to other data if you can"
            )
        if isinstance(self.data, Data) and not isinstance(self.errors, Known):
            self.data.unchanged()
        standard_errors, covariance = self.errors()
        shaped = standard_errors.reshape(self.coefficients.shape)
        return Errors(read_only(shaped), read_only(covariance))

    @property
    def standard_errors(self) -> Array:
        """The standard errors, in the shape of the coefficients; a lasso raises ``DataError``."""
        return self._errors.standard_errors

    @property
    def covariance(self) -> Array:
        """The covariance of the coefficients, in the order of ``labels``."""
        return self._errors.covariance

    @property
    def active(self) -> tuple[str, ...]:
        """The names of the columns with a slope that is not zero."""
        first = int(self.data.intercept)
        used = np.flatnonzero(np.any(np.atleast_2d(self.coefficients)[:, first:], axis=0))
        return tuple(self.names[first + j] for j in used)

    @property
    def deviance(self) -> float:
        """Twice what the saturated model's log-likelihood exceeds this one's by.

        Of 0s and 1s the saturated one has likelihood 1; of counts each group its own share.
        """
        return 2 * (saturated_log_likelihood(self) - self.log_likelihood)

    @cached_property
    def null_deviance(self) -> float:
        """The deviance of the model without slopes."""
        return 2 * (saturated_log_likelihood(self) - null_log_likelihood(self))

    @property
    def parameters(self) -> int:
        """The number of coefficients, with ``l1`` of those that are not zero."""
        return int(np.count_nonzero(self.coefficients)) if self.l1 else self.coefficients.size

    @property
    def nobs(self) -> float:
        """The number of observations, the sum of the weights; of counts that of the groups."""
        return self.data.size if self.data.grouped is None else float(self.data.grouped.count)

    @property
    def df_model(self) -> int:
        """The number of coefficients without the intercepts."""
        return self.parameters - int(self.data.intercept) * (
            self.coefficients.size // len(self.names)
        )

    @property
    def df_resid(self) -> float:
        """The number of observations less that of the coefficients."""
        return self.nobs - self.parameters

    @property
    def aic(self) -> float:
        """Akaike's criterion, -2 log-likelihood + 2 parameters."""
        return -2 * self.log_likelihood + 2 * self.parameters

    @property
    def bic(self) -> float:
        """Schwarz's criterion, -2 log-likelihood + parameters ln nobs."""
        return -2 * self.log_likelihood + self.parameters * float(np.log(self.nobs))

    @property
    def z_values(self) -> Array:
        """Each coefficient over its standard error."""
        return self.coefficients / self.standard_errors

    @property
    def p_values(self) -> Array:
        """Two-sided p-values of the Wald tests that a coefficient is 0."""
        return 2 * ndtr(-np.abs(self.z_values))

    @property
    def odds_ratios(self) -> Array:
        """e^beta: by what one unit of the feature multiplies the odds."""
        with np.errstate(over="ignore"):  # infinite odds are what the units of the feature say
            return np.exp(self.coefficients)

    def intervals(self, level: float = 0.95) -> Array:
        """Return the Wald intervals beta -+ z se (..., 2) at a ``level`` between 0 and 1."""
        reach = ndtri((1 + check_level(level)) / 2) * self.standard_errors
        return np.stack([self.coefficients - reach, self.coefficients + reach], axis=-1)

    def columns(self, level: float = 0.95) -> dict[str, Array]:
        """Return the numbers of ``summary``, each (n,) in the order of ``labels``."""
        if self.l1:
            return {"estimate": self.coefficients.ravel()}
        low, high = np.moveaxis(self.intervals(level), -1, 0)
        columns = {
            "estimate": self.coefficients,
            "std. error": self.standard_errors,
            "z": self.z_values,
            "p-value": self.p_values,
            "low": low,
            "high": high,
            "odds ratio": self.odds_ratios,
        }
        return {name: column.ravel() for name, column in columns.items()}
