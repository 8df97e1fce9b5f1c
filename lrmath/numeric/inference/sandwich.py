"""Standard errors for models that are only roughly right, or observations in groups."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from lrmath.numeric.data.observations import Data, family_of, model_matrix
from lrmath.numeric.data.problem import in_memory
from lrmath.numeric.estimate.plan import Errors
from lrmath.numeric.inference.diagnostics import leverage
from lrmath.numeric.inference.fitted import Fitted
from lrmath.numeric.inference.predictions import eta_of
from lrmath.numeric.linalg.arrays import Array, ArrayLike, Indices, read_only
from lrmath.numeric.linalg.storage import dense, scale_rows
from lrmath.numeric.model.errors import DataError
from lrmath.numeric.model.families import BERNOULLI

F = TypeVar("F", bound=Fitted)
#: Less than this is rounding error of 0.
WHOLE = 1e-10
#: The power of 1 / (1 - h) that a squared residual is multiplied by, for every kind.
KINDS = {"HC0": 0, "HC1": 0, "HC2": 1, "HC3": 2}


def robust(fit: F, groups: ArrayLike | None = None, kind: str = "HC0") -> F:
    """Return the fit with the sandwich covariance H^{-1} (sum_g u_g u_g') H^{-1}.

    u_g is the score of one observation, or with ``groups`` (m,), labels of any kind, the sum over
    one group. Estimates stay; standard errors, tests and intervals change (P. J. Huber, Proc. Fifth
    Berkeley Symp. 1, 1967, 221; H. White, Econometrica 50, 1982, 1). A weight counts equal
    observations, which without groups are distinct; the trials of counts are one group, as in R.

    ``kind`` corrects for few observations, m, of n coefficients. ``"HC0"`` does not; ``"HC1"`` has
    the factor m / (m - n), with G groups G / (G - 1) (m - 1) / (m - n); ``"HC2"`` divides u_i u_i'
    by 1 - h_i, ``"HC3"`` by its square, where h is the ``leverage`` (J. G. MacKinnon and H. White,
    J. Econometrics 29, 1985, 305).

    Raises ``DataError`` if groups and observations differ in number or in their labels of rows, if
    a group is missing, and if there is one only; on HC2 and HC3 with groups or more classes.
    """
    _check_kind(fit, kind, groups)
    data = _rows(fit)
    own = np.arange(data.count) if groups is None and data is not fit.data else groups
    codes = None if own is None else _codes(data, own)
    residuals = _residuals(fit) * _inflation(fit, data, KINDS[kind])
    meat = _observed(fit, residuals) if codes is None else _grouped(fit, residuals, codes)
    clusters = None if groups is None or codes is None else int(codes.max()) + 1
    factor = _factor(fit, clusters) if kind == "HC1" else 1.0
    covariance = factor * (fit.bread.covariance @ meat @ fit.bread.covariance)
    source = "sandwich" if groups is None else "sandwich over groups"
    errors = np.sqrt(np.diag(covariance)).reshape(fit.coefficients.shape)
    return replace(
        fit,
        sandwich=Errors(read_only(errors), read_only(covariance)),
        errors_from=source + ("" if kind == "HC0" else f", {kind}"),
    )


def _check_kind(fit: Fitted, kind: str, groups: Any) -> None:
    if kind not in KINDS:
        raise DataError(f"kind must be one of {', '.join(KINDS)}; got {kind!r}")
    if KINDS[kind] and (groups is not None or len(fit.classes) > 2):
        raise DataError(
            f"{kind} needs the leverage of single observations of two classes; with groups or more "
            "classes take kind='HC1'"
        )


def _factor(fit: Fitted, clusters: int | None) -> float:
    """Return the factor for few observations, or for few clusters of them."""
    m, left = fit.nobs, fit.df_resid
    if left <= 0:
        raise DataError(f"HC1 needs more observations than coefficients; there are {m:g}")
    return m / left if clusters is None else clusters / (clusters - 1) * (m - 1) / left


def _inflation(fit: Fitted, data: Data, power: int) -> Any:
    """Return (1 - h)^{-power/2} of each row (m,); a weight counts rows, each of its own leverage.

    Raises ``DataError`` where a leverage is 1: nothing is left of that observation.
    """
    if power == 0:
        return 1.0
    h = leverage(fit)
    if data is fit.data and data.weights is not None:
        h = h / data.weights
    if np.any(1 - h < WHOLE):
        raise DataError(
            f"observation {int(np.argmax(h))} has leverage 1, so its residual is 0 whatever its "
            "label, and HC2 and HC3 divide by 0; take kind='HC1', or leave it out"
        )
    return (1 - h) ** (-power / 2)


def _observed(fit: Fitted, residuals: Array) -> Array:
    """Return sum_i w_i (r_i r_i') (x) (x_i x_i') for the residuals r_i of every predictor."""
    A, weights = model_matrix(in_memory(fit.data)), fit.data.weights
    weighted = residuals if weights is None else weights * residuals
    blocks = [[dense(A.T @ scale_rows(A, a * b)) for b in residuals] for a in weighted]
    return np.block(blocks)


def _rows(fit: Fitted) -> Data:
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


def _grouped(fit: Fitted, residuals: Array, index: Indices) -> Array:
    """Return sum_g u_g u_g', where u_g sums w_i r_i (x) x_i over a group."""
    m, weights = len(index), _rows(fit).weights
    entries = (np.ones(m), (index, np.arange(m)))
    membership: Any = csr_array(entries, shape=(int(index.max()) + 1, m))
    A = model_matrix(_rows(fit))
    weighted = residuals if weights is None else weights * residuals
    sums = np.hstack([dense(membership @ scale_rows(A, of_predictor)) for of_predictor in weighted])
    return np.asarray(sums.T @ sums)


def _residuals(fit: Fitted) -> Array:
    """Return p - y for every linear predictor (k x m)."""
    data = _rows(fit)
    family = family_of(fit.classes) if data is fit.data else BERNOULLI  # of shares
    eta = eta_of(fit, data.X, data.offset)
    eta = eta if eta.ndim == 1 else eta[:, 1:].T
    return np.atleast_2d(family.terms(eta, data.y).residual)
