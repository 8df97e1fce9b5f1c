"""Standard errors for models that are only roughly right, or observations in groups."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from scipy.sparse import csr_array

from lrmath.numeric.data.observations import family_of, model_matrix
from lrmath.numeric.data.problem import in_memory
from lrmath.numeric.estimate.plan import Errors, Known
from lrmath.numeric.inference.predictions import eta_of
from lrmath.numeric.inference.result import Fit
from lrmath.numeric.linalg.arrays import Array, ArrayLike
from lrmath.numeric.linalg.storage import dense, scale_rows
from lrmath.numeric.model.errors import DataError


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
    """Return sum_i w_i (r_i r_i') (x) (x_i x_i') for the residuals r_i of every predictor."""
    A, residuals, weights = model_matrix(in_memory(fit.data)), _residuals(fit), fit.data.weights
    weighted = residuals if weights is None else weights * residuals
    blocks = [[dense(A.T @ scale_rows(A, a * b)) for b in residuals] for a in weighted]
    return np.block(blocks)


def _grouped(fit: Fit, groups: Any) -> Array:
    """Return sum_g u_g u_g', where u_g sums w_i r_i (x) x_i over a group."""
    residuals, weights = _residuals(fit), fit.data.weights
    m = residuals.shape[1]
    if groups.shape != (m,):
        raise DataError(
            f"groups has shape {groups.shape}; one label for each of the {m} observations of "
            "positive weight is needed"
        )
    labels, index = np.unique(groups, return_inverse=True)
    entries = (np.ones(m), (index, np.arange(m)))
    membership: Any = csr_array(entries, shape=(len(labels), m))
    A = model_matrix(in_memory(fit.data))
    weighted = residuals if weights is None else weights * residuals
    sums = np.hstack([dense(membership @ scale_rows(A, of_predictor)) for of_predictor in weighted])
    return np.asarray(sums.T @ sums)


def _residuals(fit: Fit) -> Array:
    """Return p - y for every linear predictor (k x m)."""
    data, family = fit.data, family_of(fit.classes)
    eta = eta_of(fit, data.X, data.offset)
    eta = eta if eta.ndim == 1 else eta[:, 1:].T
    return np.atleast_2d(family.terms(eta, data.y).residual)
