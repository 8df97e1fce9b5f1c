"""Standard errors for models that are only roughly right, or observations in groups."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from scipy.sparse import csr_array

from lrmath.numeric.data.observations import model_matrix
from lrmath.numeric.estimate.plan import Errors, Known
from lrmath.numeric.inference.result import Fit
from lrmath.numeric.linalg.arrays import Array, ArrayLike
from lrmath.numeric.linalg.storage import dense, gram
from lrmath.numeric.model.errors import DataError
from lrmath.numeric.model.families import BERNOULLI


def robust(fit: Fit, groups: ArrayLike | None = None) -> Fit:
    """Return the fit with the sandwich covariance H^{-1} (sum_g u_g u_g') H^{-1}.

    u_g is the score of one observation, or with ``groups`` (m,), labels of any kind, the sum over
    one group. Estimates stay; standard errors, tests and intervals change. No small-sample factor
    is applied (P. J. Huber, Proc. Fifth Berkeley Symp. 1, 1967, 221; H. White, Econometrica 50,
    1982, 1). A weight counts equal observations, which without groups are distinct.

    Raises ``DataError`` if groups and observations differ in number.
    """
    meat = _observed(fit) if groups is None else _grouped(fit, np.asarray(groups))
    covariance = fit.covariance @ meat @ fit.covariance
    return replace(
        fit,
        errors=Known(Errors(np.sqrt(np.diag(covariance)), covariance)),
        errors_from="sandwich" if groups is None else "sandwich over groups",
    )


def _observed(fit: Fit) -> Array:
    """Return sum_i w_i r_i^2 x_i x_i' (n x n)."""
    residual, weights = _residual(fit), fit.data.weights
    square = residual**2
    return gram(model_matrix(fit.data), square if weights is None else weights * square)


def _grouped(fit: Fit, groups: Any) -> Array:
    """Return sum_g u_g u_g' (n x n), where u_g sums w_i r_i x_i over a group."""
    residual, weights = _residual(fit), fit.data.weights
    if groups.shape != residual.shape:
        raise DataError(
            f"groups has shape {groups.shape}; one label for each of the {len(residual)} "
            "observations of positive weight is needed"
        )
    labels, index = np.unique(groups, return_inverse=True)
    weighted = residual if weights is None else weights * residual
    entries = (weighted, (index, np.arange(len(index))))
    membership: Any = csr_array(entries, shape=(len(labels), len(index)))
    sums = membership @ model_matrix(fit.data)
    return dense(sums.T @ sums)


def _residual(fit: Fit) -> Array:
    """Return p_i - y_i (m,)."""
    data = fit.data
    return BERNOULLI.terms(fit.linear_predictor(data.X, data.offset), data.y).residual
