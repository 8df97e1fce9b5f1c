"""What single observations say of a fit: residuals, leverage, influence; intervals for new ones.

All are those of two classes, in memory; each observation of weight w counts as w equal ones.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.special import ndtri, xlogy

from lrmath.numeric.data.frames import like
from lrmath.numeric.data.observations import Data, model_matrix
from lrmath.numeric.data.problem import in_memory
from lrmath.numeric.data.vectors import check_level
from lrmath.numeric.inference.fitted import Fitted
from lrmath.numeric.inference.predictions import check_new_rows, eta_of
from lrmath.numeric.linalg.arrays import Array, ArrayLike
from lrmath.numeric.linalg.storage import dense, with_constant
from lrmath.numeric.model.errors import DataError
from lrmath.numeric.model.families import BERNOULLI, Terms, sigmoid


def deviance_residuals(fit: Fitted) -> Array:
    """Return sign(y - p) sqrt(2 w loss) of each observation (m,), of counts of each group.

    The loss is relative to that of the saturated model, which of 0s and 1s is 0. The squares sum to
    the deviance (P. McCullagh and J. A. Nelder, Generalized Linear Models, 2nd ed. 1989, section
    2.4.3). Raises ``DataError`` on more than two classes, and on blocks.
    """
    data = _of_two_classes(fit)
    terms = _terms(fit, data)
    least = -xlogy(data.y, data.y) - xlogy(1 - data.y, 1 - data.y)
    excess = np.maximum(terms.loss - least, 0)
    return np.asarray(-np.sign(terms.residual) * np.sqrt(2 * _weights(data) * excess))


def pearson_residuals(fit: Fitted) -> Array:
    """Return sqrt(w) (y - p) / sqrt(p (1 - p)) of each observation (m,).

    Raises ``DataError`` as ``deviance_residuals`` does.
    """
    data = _of_two_classes(fit)
    terms = _terms(fit, data)
    return np.asarray(-np.sqrt(_weights(data) / terms.curvature) * terms.residual)


def leverage(fit: Fitted) -> Array:
    """Return h_i = w_i p_i (1 - p_i) x_i' I^{-1} x_i (m,), the diagonal of the hat matrix.

    I is the information, ridge penalty included. Without a penalty they sum to the number of
    coefficients (D. Pregibon, Annals of Statistics 9, 1981, 705). Raises ``DataError`` as
    ``deviance_residuals`` does.
    """
    data = _of_two_classes(fit)
    A = dense(model_matrix(data))
    variances = np.einsum("ij,ij->i", A @ fit.bread.covariance, A)
    return np.asarray(_weights(data) * _terms(fit, data).curvature * variances)


def cooks_distance(fit: Fitted) -> Array:
    """Return r_i^2 h_i / (n (1 - h_i)^2) (m,), how far each observation moves the estimate.

    r are Pearson's residuals; it is one Newton step towards the fit without the observation
    (D. Pregibon, Annals of Statistics 9, 1981, 705). Raises ``DataError`` as they do.
    """
    h = leverage(fit)
    return np.asarray(pearson_residuals(fit) ** 2 * h / (len(fit.names) * (1 - h) ** 2))


def prediction_intervals(
    fit: Fitted, X: Any, level: float = 0.95, offset: ArrayLike | None = None
) -> Any:
    """Return intervals (m x 2) for the probabilities of new rows at a ``level`` between 0 and 1.

    They are Wald's for the log-odds, eta -+ z sqrt(x' Cov x), taken to probabilities. Raises
    ``DataError`` on columns that are not those of the fit.
    """
    if len(fit.classes) > 2:
        raise DataError("intervals for probabilities are those of two classes")
    rows, known = check_new_rows(fit, X, offset)
    A = dense(with_constant(rows) if fit.data.intercept else rows)
    reach = ndtri((1 + check_level(level)) / 2) * np.sqrt(
        np.einsum("ij,ij->i", A @ fit.covariance, A)
    )
    eta = eta_of(fit, rows, known)
    bounds = sigmoid(np.column_stack([eta - reach, eta + reach]))
    return like(X, bounds, ("low", "high"))


def _of_two_classes(fit: Fitted) -> Data:
    if len(fit.classes) > 2:
        raise DataError("residuals and leverage are those of two classes; this fit has more")
    data = in_memory(fit.data)
    return data if data.grouped is None else data.grouped.unchanged()


def _terms(fit: Fitted, data: Data) -> Terms:
    return BERNOULLI.terms(eta_of(fit, data.X, data.offset), data.y)


def _weights(data: Data) -> Array:
    return np.ones(data.count) if data.weights is None else data.weights
