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
    eta, error = _log_odds(fit, X, offset, "intervals for probabilities")
    reach = ndtri((1 + check_level(level)) / 2) * error
    bounds = sigmoid(np.column_stack([eta - reach, eta + reach]))
    return like(X, bounds, ("low", "high"))


def laplace_probabilities(fit: Fitted, X: Any, offset: ArrayLike | None = None) -> Any:
    """Return E sigma(eta) of new rows (m,), averaged over what the data leave open of eta.

    eta is normal with mean x' beta and variance x' Cov x: Laplace's approximation of the posterior,
    whose prior is the ridge penalty, flat where there is none (C. M. Bishop, Pattern Recognition
    and Machine Learning, 2006, section 4.5). It lies nearer to 1/2 than ``predict_proba``. Right to
    12 digits after the point. Raises ``DataError`` on a lasso, which has no covariance, and as
    ``prediction_intervals`` does.
    """
    eta, error = _log_odds(fit, X, offset, "averaged probabilities")
    return like(X, _averaged_sigmoid(eta, error), f"P(y = {fit.classes[1]})")


#: Standard deviations to either side that carry all but 1e-18 of a normal distribution.
REACH = 9.0
#: The most rows times nodes that are evaluated at once.
AT_ONCE = 1 << 20


def _averaged_sigmoid(eta: Array, error: Array) -> Array:
    """Return E sigma(eta + error z) for a standard normal z, by the trapezoidal rule.

    Its error is about exp(-2 pi^2 / (step error)), as sigma has its poles at odd multiples of pi i,
    and exp(-2 pi^2 / step^2) for the normal density.
    """
    step = min(0.5, 0.5 / max(float(error.max(initial=0.0)), 1.0))
    z = np.arange(-np.ceil(REACH / step), np.ceil(REACH / step) + 1) * step
    weights = np.exp(-(z**2) / 2)
    rows = range(0, len(eta), max(1, AT_ONCE // len(z)))
    parts = [slice(first, first + rows.step) for first in rows]
    found = [sigmoid(eta[p, None] + error[p, None] * z) @ weights for p in parts]
    return np.asarray(np.concatenate([np.empty(0), *found]) / weights.sum())


def _log_odds(fit: Fitted, X: Any, offset: Any, asked: str) -> tuple[Array, Array]:
    """Return the log-odds of new rows and their standard errors, both (m,)."""
    if len(fit.classes) > 2:
        raise DataError(f"{asked} are those of two classes")
    rows, known = check_new_rows(fit, X, offset)
    A = dense(with_constant(rows) if fit.data.intercept else rows)
    variances = np.einsum("ij,ij->i", A @ fit.covariance, A)
    return eta_of(fit, rows, known), np.sqrt(variances)


def _of_two_classes(fit: Fitted) -> Data:
    if len(fit.classes) > 2:
        raise DataError("residuals and leverage are those of two classes; this fit has more")
    data = in_memory(fit.data)
    return data if data.grouped is None else data.grouped.unchanged()


def _terms(fit: Fitted, data: Data) -> Terms:
    return BERNOULLI.terms(eta_of(fit, data.X, data.offset), data.y)


def _weights(data: Data) -> Array:
    return np.ones(data.count) if data.weights is None else data.weights
