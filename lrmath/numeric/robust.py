"""Standard errors for models that are only roughly right, or observations in groups."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from lrmath.numeric.arrays import Array, ArrayLike, read_only
from lrmath.numeric.errors import DataError
from lrmath.numeric.family import BERNOULLI
from lrmath.numeric.model import Fit


def robust(fit: Fit, groups: ArrayLike | None = None) -> Fit:
    """Return the fit with the sandwich covariance H^{-1} (sum_g u_g u_g') H^{-1}.

    u_g is the score of one observation, or with ``groups`` (m,), labels of any kind, the sum over
    one group. Estimates stay; standard errors, tests and intervals change. No small-sample factor
    is applied (P. J. Huber, Proc. Fifth Berkeley Symp. 1, 1967, 221; H. White, Econometrica 50,
    1982, 1). A weight counts equal observations, which without groups are distinct.

    Raises ``DataError`` if groups and observations differ in number.
    """
    scores = _scores(fit)
    if groups is not None:
        scores = _group_sums(scores, np.asarray(groups))
    elif fit.data.weights is not None:
        scores = scores / np.sqrt(fit.data.weights)[:, None]
    spread = scores @ fit.covariance
    covariance = spread.T @ spread
    return replace(
        fit,
        covariance=read_only(covariance),
        standard_errors=read_only(np.sqrt(np.diag(covariance))),
        errors_from="sandwich" if groups is None else "sandwich over groups",
    )


def _scores(fit: Fit) -> Array:
    """Return w_i (p_i - y_i) x_i of each observation (m x n)."""
    data = fit.data
    residual = BERNOULLI.terms(fit.linear_predictor(data.X, data.offset), data.y).residual
    weighted = residual if data.weights is None else data.weights * residual
    columns = (weighted[:, None] * data.X,)
    return np.column_stack((weighted, *columns) if data.intercept else columns)


def _group_sums(scores: Array, groups: Array) -> Array:
    """Return the sum of the scores of each group (k x n)."""
    if groups.shape != (len(scores),):
        raise DataError(
            f"groups has shape {groups.shape}; one label for each of the {len(scores)} "
            "observations of positive weight is needed"
        )
    labels, index = np.unique(groups, return_inverse=True)
    sums = np.zeros((len(labels), scores.shape[1]))
    np.add.at(sums, index, scores)
    return sums
