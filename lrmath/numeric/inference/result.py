"""What is known about a fitted logistic or softmax regression: ``Fit``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
from scipy.special import ndtr, ndtri

from lrmath.numeric.data.formulas import Design
from lrmath.numeric.data.frames import frame
from lrmath.numeric.data.observations import Data
from lrmath.numeric.data.problem import Observations, labelled
from lrmath.numeric.estimate.plan import Errors, Known
from lrmath.numeric.inference import predictions
from lrmath.numeric.inference.null import null_log_likelihood, saturated_log_likelihood
from lrmath.numeric.inference.summary import summary
from lrmath.numeric.inference.table import Table
from lrmath.numeric.linalg.arrays import Array, ArrayLike, read_only
from lrmath.numeric.model.errors import DataError
from lrmath.numeric.model.iterate import Point
from lrmath.numeric.solve.status import Status


@dataclass(frozen=True, repr=False, eq=False)
class Fit:
    """A fitted regression of two or more classes: immutable, and made by ``fit`` only.

    Of two classes the ``coefficients`` and their errors are (n,), in the order of ``names``, the
    intercept first. Of K classes they are (K-1) x n, a row for each of ``classes[1:]``, relative to
    the reference ``classes[0]``; with ``l1``, where no class is a reference, they are K x n.
    ``covariance`` follows ``labels``. Errors are from the inverse Fisher information at the
    estimate with the ridge penalty added, or as ``errors_from`` says, and are computed when first
    asked for.

    ``log_likelihood`` is the ordinary one at the estimate; ``maximum`` is what was maximised: the
    same, or Firth's penalised one up to a constant that depends on the units of X. ``digits`` is
    the number of significant digits of the coefficients that rounding errors leave, as estimated
    from the data's condition. ``trace`` holds the iterates, the start first. ``kkt`` is the largest
    violation of the lasso's optimality conditions relative to ``l1``: the gradient g of the smooth
    part has g_j = -l1 sign(beta_j), or abs(g_j) <= l1 where beta_j = 0.
    """

    names: tuple[str, ...]
    coefficients: Array
    errors: Callable[[], Errors] = field(repr=False)
    log_likelihood: float
    status: Status
    trace: tuple[Point, ...] = field(repr=False)
    digits: float
    data: Observations = field(repr=False)
    iterations: int
    l1: float = 0.0
    l2: float = 0.0
    firth: bool = False
    maximum: float = np.nan
    kkt: float = 0.0
    errors_from: str = "inverse information"
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
    def _errors(self) -> Errors:
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

    @property
    def symmetric(self) -> Array:
        """The coefficients w_k of all classes (K x n), shifted so that they sum to zero."""
        full = predictions.of_all_classes(self)
        return np.asarray(full - full.mean(axis=0))

    def intervals(self, level: float = 0.95) -> Array:
        """Return the Wald intervals beta -+ z se (..., 2) at a ``level`` between 0 and 1."""
        if not 0 < level < 1:
            raise ValueError(f"level must lie between 0 and 1, got {level}")
        reach = ndtri((1 + level) / 2) * self.standard_errors
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

    def frame(self, level: float = 0.95) -> Any:
        """Return the numbers of ``summary`` as a pandas data frame, a row for each coefficient."""
        return frame(self.columns(level), self.labels)

    def summary(self, level: float = 0.95) -> Table:
        """Return the table of estimates, standard errors, tests, intervals and odds ratios.

        That of a lasso has the coefficients that are not zero. It prints as text, shows as HTML in
        a notebook, and has ``html()`` and ``latex()``.
        """
        return summary(self, level)

    def linear_predictor(self, X: Any, offset: ArrayLike | None = None) -> Any:
        """Return the log-odds eta = X beta + offset (m,) of new rows; raises ``DataError``.

        Of K classes these are (m x K), relative to the reference.
        """
        return predictions.linear_predictor(self, X, offset)

    def predict_proba(self, X: Any, offset: ArrayLike | None = None) -> Any:
        """Return the probability of the second of two classes (m,), sigma(eta) (eq-sigmoid).

        Of K classes return all (m x K), as ordered in ``classes``. For a pandas data frame they
        come as a series or a data frame with its index. Raises ``DataError``.
        """
        return predictions.probabilities(self, X, offset)

    def predict(self, X: Any, offset: ArrayLike | None = None, *, threshold: float = 0.5) -> Any:
        """Return the classes of new rows (m,); raises ``DataError``.

        The second of two classes is predicted where its probability is at least the ``threshold``,
        one of K where it is the most probable.
        """
        return predictions.classes(self, X, offset, threshold)

    def __repr__(self) -> str:
        """Return the fit on one line, with the status if it is not the good one."""
        ending = "" if self.status.converged else f", status={self.status.name}"
        likelihood = f"log-likelihood {self.log_likelihood:.6g}{ending}"
        penalties = "".join(f"{name}={getattr(self, name):g}, " for name in self._penalties)
        penalties += "firth, " if self.firth else ""
        if self.coefficients.ndim > 1:
            reference = "" if self.l1 else f"reference {self.classes[0]!r}, "
            size = f"{self.coefficients.size} coefficients"
            several = f"{len(self.classes)} classes, {reference}{size}"
            return f"Fit({penalties}{several}; {likelihood})"
        if self.l1:
            return f"Fit({penalties}{len(self.active)} slopes; {likelihood})"
        pairs = zip(self.names, self.coefficients, strict=True)
        listed = ", ".join(f"{name}={value:.6g}" for name, value in pairs)
        return f"Fit({'firth, ' if self.firth else ''}{listed}; {likelihood})"

    @property
    def _penalties(self) -> tuple[str, ...]:
        return tuple(name for name in ("l1", "l2") if getattr(self, name))
