"""Standard errors for models that are only roughly right, or observations in groups."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from lrmath.numeric.data.observations import Data, family_of, model_matrix
from lrmath.numeric.data.problem import in_memory
from lrmath.numeric.estimate.plan import Errors, Known
from lrmath.numeric.inference.predictions import eta_of
from lrmath.numeric.inference.result import Fit
from lrmath.numeric.linalg.arrays import Array, ArrayLike, Indices
from lrmath.numeric.linalg.storage import dense, scale_rows
from lrmath.numeric.model.errors import DataError
from lrmath.numeric.model.families import BERNOULLI


def robust(fit: Fit, groups: ArrayLike | None = None) -> Fit:
    """Return the fit with the sandwich covariance H^{-1} (sum_g u_g u_g') H^{-1}.

    u_g is the score of one observation, or with ``groups`` (m,), labels of any kind, the sum over
    one group. Estimates stay; standard errors, tests and intervals change. No small-sample factor
    is applied (P. J. Huber, Proc. Fifth Berkeley Symp. 1, 1967, 221; H. White, Econometrica 50,
    1982, 1). A weight counts equal observations, which without groups are distinct; the trials of
    counts are one group, as in R.

    Raises ``DataError`` if groups and observations differ in number or in their labels of rows, if
    a group is missing, and if there is one only.
    """
    data = _rows(fit)
    own = np.arange(data.count) if groups is None and data is not fit.data else groups
    meat = _observed(fit) if own is None else _grouped(fit, _codes(data, own))
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


def _rows(fit: Fit) -> Data:
    """Return the observations, of counts the groups."""
    data = in_memory(fit.data)
    return data if data.grouped is None else data.grouped


def _codes(data: Data, groups: Any) -> Indices:
    """Return the group of each observation (m,), counted from 0; raises ``DataError``."""
    own = getattr(groups, "index", None) if hasattr(groups, "iloc") else None
    labels: NDArray[Any] = np.asarray(groups)
    if labels.shape != (data.count,):
        raise DataError(
            f"groups has shape {labels.shape}; one label for each of the {data.count} observations "
            "of positive weight is needed"
        )
    if own is not None and data.index is not None and not own.equals(data.index):
        raise DataError(
            "groups and X have different row labels (index), so rows would be mispaired. Align "
            "them: groups.loc[fit.data.index]"
        )
    if any(label is None or label != label for label in labels.tolist()):
        raise DataError("groups has missing labels. Drop these rows, or give each a group")
    there, index = np.unique(labels, return_inverse=True)
    if len(there) == 1:
        raise DataError("all observations are in one group; errors over groups need several")
    return np.asarray(index)


def _grouped(fit: Fit, index: Indices) -> Array:
    """Return sum_g u_g u_g', where u_g sums w_i r_i (x) x_i over a group."""
    residuals, weights = _residuals(fit), _rows(fit).weights
    m = len(index)
    entries = (np.ones(m), (index, np.arange(m)))
    membership: Any = csr_array(entries, shape=(int(index.max()) + 1, m))
    A = model_matrix(_rows(fit))
    weighted = residuals if weights is None else weights * residuals
    sums = np.hstack([dense(membership @ scale_rows(A, of_predictor)) for of_predictor in weighted])
    return np.asarray(sums.T @ sums)


def _residuals(fit: Fit) -> Array:
    """Return p - y for every linear predictor (k x m)."""
    data = _rows(fit)
    family = family_of(fit.classes) if data is fit.data else BERNOULLI  # of shares
    eta = eta_of(fit, data.X, data.offset)
    eta = eta if eta.ndim == 1 else eta[:, 1:].T
    return np.atleast_2d(family.terms(eta, data.y).residual)
