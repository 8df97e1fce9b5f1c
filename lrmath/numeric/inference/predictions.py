"""What a fit says of new rows: log-odds, probabilities, classes; their columns are checked."""

from __future__ import annotations

from typing import Any

import numpy as np

from lrmath.numeric.data.columns import check_matrix, column_names
from lrmath.numeric.data.frames import like
from lrmath.numeric.data.responses import TWO
from lrmath.numeric.data.vectors import check_vector
from lrmath.numeric.inference.fitted import Fitted
from lrmath.numeric.linalg.arrays import Array, ArrayLike
from lrmath.numeric.linalg.storage import Matrix
from lrmath.numeric.model.categorical import softmax
from lrmath.numeric.model.errors import DataError
from lrmath.numeric.model.families import sigmoid


def linear_predictor(fit: Fitted, X: Any, offset: ArrayLike | None) -> Any:
    """Return the log-odds of new rows, in the form of X."""
    eta = _eta(fit, X, offset)
    return like(X, eta, "log-odds" if eta.ndim == 1 else fit.classes)


def probabilities(fit: Fitted, X: Any, offset: ArrayLike | None) -> Any:
    """Return the probabilities of new rows, in the form of X."""
    eta = _eta(fit, X, offset)
    if eta.ndim > 1:
        return like(X, softmax(eta), fit.classes)
    return like(X, sigmoid(eta), f"P(y = {fit.classes[1]})")


def classes(fit: Fitted, X: Any, offset: ArrayLike | None, threshold: float) -> Any:
    """Return the classes of new rows, in the form of X."""
    eta = _eta(fit, X, offset)
    best = eta.argmax(axis=1) if eta.ndim > 1 else (sigmoid(eta) >= threshold).astype(np.int64)
    return like(X, best if fit.classes == TWO else np.asarray(fit.classes)[best], "class")


def of_all_classes(fit: Fitted) -> Array:
    """Return coefficients of all classes (K x n), zeros for a reference."""
    rows = np.atleast_2d(fit.coefficients)
    missing = len(fit.classes) - len(rows)
    return np.vstack([np.zeros((missing, rows.shape[1])), rows])


def eta_of(fit: Fitted, X: Matrix, offset: Array | None) -> Array:
    """Return the log-odds of checked rows, (m,) or (m x K)."""
    first = int(fit.data.intercept)
    W = fit.coefficients if fit.coefficients.ndim == 1 else of_all_classes(fit)
    eta: Array = X @ W[..., first:].T
    eta = eta + W[..., 0] if first else eta
    return eta if offset is None else eta + offset


def _eta(fit: Fitted, X: Any, offset: ArrayLike | None) -> Array:
    return eta_of(fit, *check_new_rows(fit, X, offset))


def check_new_rows(fit: Fitted, X: Any, offset: Any) -> tuple[Matrix, Array | None]:
    """Return new rows X (m x p) and their offset (m,); raises ``DataError``.

    Their columns must be those of the data. An offset in the formula is found there.
    """
    if fit.design is not None:
        X, own, _ = fit.design.rows(X)
        offset = offset if own is None else own + (0 if offset is None else np.asarray(offset))
        rows = check_matrix(X, None).X
    else:
        rows = _check_columns(fit, X)
    if (offset is None) == fit.data.has_offset:
        raise DataError("give the offset of new rows exactly if the fit has one: offset=…")
    return rows, None if offset is None else check_vector(offset, rows.shape[0], "offset")


def _check_columns(fit: Fitted, X: Any) -> Matrix:
    given, own = column_names(X), fit.data.columns
    named = fit.names[int(fit.data.intercept) :]
    permuted = given is not None and given != named and set(given) == set(named)
    if permuted or (None not in (own, given) and given != own):
        raise DataError(f"the fit has the columns {own or named}, and X has {given}")
    matrix = check_matrix(X, given).X
    p = len(fit.names) - fit.data.intercept
    if matrix.shape[1] != p:
        raise DataError(f"the fit has {p} columns, and X has {matrix.shape[1]}")
    return matrix
