"""What one unit of a feature changes in the probability, on average over the observations."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr, ndtri

from lrmath.numeric.data.observations import model_matrix
from lrmath.numeric.data.problem import in_memory
from lrmath.numeric.inference.fitted import Fitted
from lrmath.numeric.inference.predictions import eta_of
from lrmath.numeric.inference.summary import bounds
from lrmath.numeric.inference.table import Table, number, probability
from lrmath.numeric.linalg.arrays import Array, read_only
from lrmath.numeric.model.errors import DataError
from lrmath.numeric.model.families import BERNOULLI


@dataclass(frozen=True, repr=False, eq=False)
class Effects:
    """Functions of the coefficients with their standard errors, (k,) each."""

    names: tuple[str, ...]
    effects: Array
    standard_errors: Array
    title: str = "Average marginal effects on P(y = 1)"

    def summary(self, level: float = 0.95) -> Table:
        """Return the table of effects with normal tests and intervals."""
        z = self.effects / self.standard_errors
        reach = ndtri((1 + level) / 2) * self.standard_errors
        columns = [
            self.effects,
            self.standard_errors,
            z,
            self.effects - reach,
            self.effects + reach,
        ]
        cells = [list(map(number, column)) for column in columns]
        cells.insert(3, list(map(probability, 2 * ndtr(-np.abs(z)))))
        return Table(
            title=self.title,
            header=("", "effect", "std. error", "z", "p-value", *bounds(level)),
            rows=tuple(zip(self.names, *cells, strict=True)),
        )

    def __repr__(self) -> str:
        """Return the summary as text."""
        return str(self.summary())


def average_marginal_effects(fit: Fitted) -> Effects:
    """Return the mean over the observations of dp_i/dx_ij = p_i (1 - p_i) beta_j, for each slope.

    Standard errors follow from the covariance of the fit by the delta method (W. H. Greene,
    Econometric Analysis, 7th ed. 2012, section 17.3.2).
    """
    if len(fit.classes) > 2:
        raise DataError("average marginal effects are those of two classes; there are more")
    data, first = in_memory(fit.data), int(fit.data.intercept)
    eta = eta_of(fit, data.X, data.offset)
    weights = np.ones(len(eta)) if data.weights is None else data.weights
    share = weights / weights.sum()
    slope = BERNOULLI.variance(eta)
    bend = slope * (1 - 2 * BERNOULLI.mean(eta))
    slopes = fit.coefficients[first:]
    turn = (share * bend) @ model_matrix(data)
    jacobian = (share @ slope) * np.eye(len(fit.names))[first:] + np.outer(slopes, turn)
    variances = np.sum((jacobian @ fit.covariance) * jacobian, axis=1)
    return Effects(
        fit.names[first:], read_only((share @ slope) * slopes), read_only(np.sqrt(variances))
    )
