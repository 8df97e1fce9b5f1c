"""What is known about the maximum-likelihood estimate of two classes: ``Fit``."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lrmath.numeric.data.observations import Data, check_data
from lrmath.numeric.data.problem import Problem
from lrmath.numeric.data.vectors import check_budget, check_penalty
from lrmath.numeric.estimate.plan import Estimate, estimate
from lrmath.numeric.inference.estimates import Estimates
from lrmath.numeric.inference.predictor import Predictor
from lrmath.numeric.inference.restriction import restricted_optimum, score_statistic
from lrmath.numeric.inference.summary import summary
from lrmath.numeric.inference.table import Table
from lrmath.numeric.linalg.arrays import Array, ArrayLike, read_only
from lrmath.numeric.model.errors import ConvergenceWarning


def fit_arrays(
    X: Any,
    y: Any,
    *,
    l2: float = 0.0,
    weights: ArrayLike | None = None,
    offset: ArrayLike | None = None,
    intercept: bool = True,
    names: Sequence[str] | None = None,
    max_iter: int = 100,
    stacklevel: int = 2,
) -> Fit:
    """Fit data in memory, as ``fit`` does."""
    data = check_data(X, y, weights, offset, intercept=intercept, names=names)
    found = estimate(data, check_penalty(l2), check_budget(max_iter))
    if not found.status.converged:
        warnings.warn(str(found.status), ConvergenceWarning, stacklevel=stacklevel + 1)
    return Fit._of(data, float(l2), found)


@dataclass(frozen=True, repr=False, eq=False)
class Fit(Predictor, Estimates):
    """A fitted logistic regression; its vectors (n,) and matrices (n x n) follow ``names``."""

    @classmethod
    def _of(cls, data: Data, l2: float, found: Estimate) -> Fit:
        return cls(
            names=data.names,
            coefficients=read_only(found.coefficients),
            errors=found.errors,
            log_likelihood=found.log_likelihood,
            status=found.status,
            trace=found.trace,
            digits=found.digits,
            l2=l2,
            data=data,
        )

    @property
    def maximum(self) -> float:
        """The maximised function: here the log-likelihood, unless the fit is penalised."""
        return self.log_likelihood

    def restricted_optimum(self, values: Mapping[str, float]) -> tuple[float, Array]:
        """Return the largest log-likelihood with the named coefficients fixed, and where it is.

        Raises ``DataError`` on a name that is not a coefficient.
        """
        return self.likelihood_optimum(values)

    def likelihood_optimum(self, values: Mapping[str, float]) -> tuple[float, Array]:
        """Return the same of the likelihood without any penalty; raises ``DataError``."""
        return restricted_optimum(self.data, values)

    def score_statistic(self, values: Mapping[str, float]) -> float:
        """Return U'I^{-1}U, score and information at the optimum of the likelihood for the values.

        Raises ``DataError`` on a name that is not a coefficient.
        """
        problem = Problem.of(self.data, 0.0)
        theta = problem.scaling.scaled(self.likelihood_optimum(values)[1])
        return score_statistic(problem.objective, theta)

    def summary(self, level: float = 0.95) -> Table:
        """Return the table of estimates, standard errors, tests, intervals and odds ratios.

        It prints as text, shows as HTML in a notebook, and has ``html()`` and ``latex()``.
        """
        title = f"Logistic regression of {self.data.size:g} observations"
        return summary(self, title, level)

    def __repr__(self) -> str:
        """Return the estimates on one line, and the status if it is not the good one."""
        listed = ", ".join(
            f"{name}={value:.6g}" for name, value in zip(self.names, self.coefficients, strict=True)
        )
        ending = "" if self.status.converged else f", status={self.status.name}"
        return f"Fit({listed}; log-likelihood {self.log_likelihood:.6g}{ending})"
