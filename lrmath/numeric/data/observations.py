"""Checked observations, all or some of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from lrmath.numeric.data.columns import check_matrix, column_names, full_names
from lrmath.numeric.data.vectors import (
    check_labels,
    check_response,
    check_same_index,
    check_vector,
    check_weights,
)
from lrmath.numeric.linalg.arrays import Array, ArrayLike
from lrmath.numeric.linalg.storage import Matrix, with_constant
from lrmath.numeric.model.errors import DataError

INTERCEPT = "(intercept)"


@dataclass(frozen=True, eq=False)
class Data:
    """Checked observations: ``X`` (m x p) without a constant column, ``y`` (m,) of 0.0 and 1.0.

    ``X`` is float64, or float32 if it came so, or a ``csr_array`` of these.

    ``weights`` and ``offset`` are (m,) or None. ``names`` are those of the coefficients, the
    intercept's first; ``columns`` are the names X came with, if it did. Rows of weight zero are
    gone. Arrays that came as float64 are not copied.
    """

    X: Matrix
    y: Array
    weights: Array | None
    offset: Array | None
    names: tuple[str, ...]
    intercept: bool
    columns: tuple[str, ...] | None = None

    @property
    def size(self) -> float:
        """The number of observations; each counts as often as its weight says."""
        return float(len(self.y)) if self.weights is None else float(self.weights.sum())


def check_data(
    X: Any,
    y: Any,
    weights: ArrayLike | None = None,
    offset: ArrayLike | None = None,
    *,
    intercept: bool = True,
    names: Sequence[str] | None = None,
) -> Data:
    """Return the observations as float64 arrays, or raise ``DataError`` naming what is wrong."""
    data = check_part(X, y, weights, offset, intercept=intercept, names=names)
    _require_weight(data)
    if data.y.min() == data.y.max():
        raise DataError(
            f"y is {data.y[0]:g} in every row, so the likelihood has no maximum (thm-separation). "
            "Both classes are needed"
        )
    return data


def check_part(
    X: Any,
    y: Any,
    weights: ArrayLike | None = None,
    offset: ArrayLike | None = None,
    *,
    intercept: bool = True,
    names: Sequence[str] | None = None,
) -> Data:
    """Return some of the observations as ``check_data`` does; they may be of one class."""
    check_same_index(X, y)
    own = column_names(X)
    columns = own if names is None else tuple(map(str, names))
    X = check_matrix(X, columns, intercept)
    m = X.shape[0]
    y = check_response(y, m)
    weights = check_weights(weights, m)
    offset = None if offset is None else check_vector(offset, m, "offset")
    all_names = ((INTERCEPT,) if intercept else ()) + full_names(columns, X.shape[1])
    return _without_empty_rows(Data(X, y, weights, offset, all_names, intercept, own))


def check_classes(
    X: Any,
    y: Any,
    weights: ArrayLike | None = None,
    *,
    intercept: bool = True,
    names: Sequence[str] | None = None,
) -> tuple[Data, tuple[Any, ...]]:
    """Return the observations with labels 0 ... K-1 in place of ``y``, and the classes in order."""
    check_same_index(X, y)
    labels = check_labels(y)
    data = check_part(X, np.zeros(len(labels)), weights, intercept=intercept, names=names)
    _require_weight(data)
    kept = slice(None) if weights is None else np.asarray(weights) > 0
    classes, codes = np.unique(labels[kept], return_inverse=True)
    if len(classes) < 2:
        raise DataError(
            f"y is {classes.tolist()[0]!r} in every row; at least two classes are needed"
        )
    return replace(data, y=codes.astype(np.float64)), tuple(classes.tolist())


def _require_weight(data: Data) -> None:
    if len(data.y) == 0:
        raise DataError("weights are all zero, so no observation is left")


def model_matrix(data: Data) -> Matrix:
    """Return the columns of the coefficients (m x n): a constant, if one is fitted, and X."""
    return with_constant(data.X) if data.intercept else data.X


def check_new_rows(data: Data, X: Any) -> Matrix:
    """Return new rows X (m x p) if their columns are those of the data; raises ``DataError``."""
    given = column_names(X)
    if None not in (data.columns, given) and given != data.columns:
        raise DataError(f"the fit has the columns {data.columns}, and X has {given}")
    matrix = check_matrix(X, given)
    p = len(data.names) - data.intercept
    if matrix.shape[1] != p:
        raise DataError(f"the fit has {p} columns, and X has {matrix.shape[1]}")
    return matrix


def _without_empty_rows(data: Data) -> Data:
    """Drop rows of weight zero."""
    if data.weights is not None and not np.all(data.weights > 0):
        kept = data.weights > 0
        offset = None if data.offset is None else data.offset[kept]
        data = replace(
            data, X=data.X[kept], y=data.y[kept], weights=data.weights[kept], offset=offset
        )
    return data
