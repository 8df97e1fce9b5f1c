"""The front door: either the data are what ``fit`` needs, or the message says what to change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array

from lrmath.numeric.arrays import Array, ArrayLike
from lrmath.numeric.errors import DataError
from lrmath.numeric.matrices import Matrix, all_finite, by_rows, is_sparse, with_constant

INTERCEPT = "(intercept)"
_NUMERIC = "biuf"


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
    all_names = ((INTERCEPT,) if intercept else ()) + _full_names(columns, X.shape[1])
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


def check_labels(y: Any) -> NDArray[Any]:
    """Return y as a vector of sortable labels without missing ones; raises ``DataError``."""
    _check_unmasked(y, "y")
    labels: NDArray[Any] = np.asarray(y)
    if labels.ndim != 1:
        raise DataError(f"y has shape {labels.shape}; one label per row is needed")
    if labels.dtype.kind == "c":
        raise DataError(f"y has dtype {labels.dtype}; labels must have an order, e.g. y.real")
    if labels.dtype.kind == "f":
        _check_finite_vector(labels, "y")
    if labels.dtype.kind == "O" and len({type(label) for label in labels.tolist()}) > 1:
        raise DataError(f"y mixes types: {_some_values(labels)}. Use one kind of label")
    return labels


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


def column_names(X: Any) -> tuple[str, ...] | None:
    """Return the names of a data frame's columns, or None."""
    names = None if hasattr(X, "collect") else getattr(X, "columns", None)
    return None if names is None else tuple(map(str, names))


def check_matrix(X: Any, names: tuple[str, ...] | None, intercept: bool = True) -> Matrix:
    """Return X as a finite matrix of floats (m x p); raises ``DataError``."""
    X = _values(X)
    if X.ndim != 2:
        raise DataError(
            f"X has shape {X.shape}; one row per observation and one column per feature are "
            "needed. For a single feature use x.reshape(-1, 1)"
        )
    if X.shape[0] == 0 or (X.shape[1] == 0 and not intercept):
        raise DataError(f"X is empty: its shape is {X.shape}")
    if names is not None and len(names) != X.shape[1]:
        raise DataError(f"names has {len(names)} entries for the {X.shape[1]} columns of X")
    X = X if X.dtype in (np.float32, np.float64) else X.astype(np.float64)
    _check_finite_matrix(X, _full_names(names, X.shape[1]))
    return X


def check_response(y: Any, m: int) -> Array:
    """Return y as float64 of length m with values 0 and 1; raises ``DataError``."""
    _check_unmasked(y, "y")
    y = np.asarray(y)
    if y.ndim != 1:
        raise DataError(f"y has shape {y.shape}; one label per row is needed, shape ({m},)")
    if len(y) != m:
        raise DataError(f"y has {len(y)} entries and X has {m} rows")
    if y.dtype.kind in _NUMERIC:
        _check_finite_vector(y, "y")
        if np.all((y == 0) | (y == 1)):
            return np.asarray(y, dtype=np.float64)
    raise DataError(
        f"y must hold 0 and 1 only, but it holds {_some_values(y)}. Say which class is 1, "
        "e.g. y = (y == 'yes') or y = (y > 0)"
    )


def check_weights(weights: ArrayLike | None, m: int) -> Array | None:
    """Return the weights as float64 (m,), none negative; raises ``DataError``."""
    if weights is None:
        return None
    checked = check_vector(weights, m, "weights")
    if np.any(checked < 0):
        i = int(np.argmax(checked < 0))
        raise DataError(f"weights must not be negative, but weights[{i}] is {checked[i]:g}")
    return checked


def check_vector(values: ArrayLike, m: int, name: str) -> Array:
    """Return the values as finite float64 of length m; raises ``DataError``."""
    array = _numeric(values, name)
    if array.shape != (m,):
        raise DataError(f"{name} has shape {array.shape}; one per row of X is needed, ({m},)")
    _check_finite_vector(array, name)
    return np.asarray(array, dtype=np.float64)


def check_penalty(value: float, name: str = "l2") -> float:
    """Return the penalty, a finite number that is at least 0; raises ``DataError``."""
    if not (isinstance(value, (int, float, np.number)) and np.isfinite(value) and value >= 0):
        raise DataError(f"{name} must be a finite number, at least 0; got {value!r}")
    return float(value)


def check_budget(max_iter: int) -> int:
    """Return the number of iterations, a whole number that is at least 1; raises ``DataError``."""
    if not (isinstance(max_iter, (int, np.integer)) and max_iter >= 1):
        raise DataError(f"max_iter must be a whole number, at least 1; got {max_iter!r}")
    return int(max_iter)


def check_same_index(X: Any, y: Any) -> None:
    """Raise ``DataError`` if two pandas objects label their rows differently."""
    if hasattr(X, "iloc") and hasattr(y, "iloc") and not X.index.equals(y.index):
        raise DataError(
            "X and y have different row labels (index), so rows would be mispaired. Align them, "
            "e.g. y = y.loc[X.index], or reset both with reset_index(drop=True)"
        )


def _numeric(values: Any, name: str) -> Array:
    _check_unmasked(values, name)
    try:
        array = np.asarray(values)
    except ValueError as error:
        raise DataError(f"{name} is not rectangular: {error}") from error
    _check_real(array, name)
    return array


def _check_real(values: Any, name: str) -> None:
    """Raise ``DataError`` if an array, dense or sparse, holds no real numbers."""
    kind = values.dtype.kind
    if kind in _NUMERIC:
        return
    own = {"c": f"Use {name}.real", "O": f"Convert it with {name}.astype(float)"}
    remedy = own.get(kind, "Convert it")
    raise DataError(
        f"{name} has dtype {values.dtype}; real numbers are needed. {remedy}, or encode it as "
        "dummies, e.g. with pandas.get_dummies"
    )


def _check_unmasked(values: Any, name: str) -> None:
    """Raise ``DataError`` if entries of a masked array are hidden; NumPy would show them."""
    hidden = int(values.mask.sum()) if isinstance(values, np.ma.MaskedArray) else 0
    if hidden:
        raise DataError(f"{name} has {hidden} masked entries. Drop or impute them")


def _values(X: Any) -> Matrix:
    """Return the entries of X as an array of real numbers, dense or sparse by rows."""
    if hasattr(X, "collect"):
        raise DataError(f"X is a {type(X).__name__}, whose rows are not there yet: X.collect()")
    if is_sparse(X):
        _check_real(X, "X")
        return by_rows(X)
    return _frame_values(X) if hasattr(X, "columns") else _numeric(X, "X")


def _frame_values(frame: Any) -> Array:
    """Return a data frame's columns side by side; each may have its own numeric type."""

    def column(j: int, name: str) -> Array:
        values = frame.iloc[:, j] if hasattr(frame, "iloc") else frame[name]
        if hasattr(values.dtype, "categories"):
            raise DataError(
                f"X[{name!r}] is categorical, and categories are no quantities. Encode it as "
                "dummies, e.g. with pandas.get_dummies, or use a formula: fit('y ~ g', frame)"
            )
        return _numeric(values, f"X[{name!r}]")

    columns = [column(j, name) for j, name in enumerate(frame.columns)]
    return np.column_stack(columns) if columns else np.empty((len(frame), 0))


def _check_finite_matrix(X: Matrix, names: tuple[str, ...]) -> None:
    if all_finite(X):
        return
    wrong: Any = coo_array(X)
    found = ~np.isfinite(wrong.data)
    i, j = wrong.row[found][0], wrong.col[found][0]
    raise DataError(
        f"X is {X[i, j]} in row {i}, column {names[j]!r}: {found.sum()} such entries in all. Drop "
        "or impute them"
    )


def _check_finite_vector(values: Array, name: str) -> None:
    finite = np.isfinite(values)
    if not finite.all():
        i = int(np.argmin(finite))
        raise DataError(f"{name}[{i}] is {values[i]}; drop or impute it")


def _some_values(y: Array) -> str:
    """Return up to five of the values of y, as Python writes them."""
    values = list(dict.fromkeys(y.tolist()))
    shown = ", ".join(repr(value) for value in values[:5])
    return shown + (f", … ({len(values)} different values)" if len(values) > 5 else "")


def _full_names(names: tuple[str, ...] | None, p: int) -> tuple[str, ...]:
    return tuple(f"x{j}" for j in range(1, p + 1)) if names is None else names


def _without_empty_rows(data: Data) -> Data:
    """Drop rows of weight zero."""
    if data.weights is not None and not np.all(data.weights > 0):
        kept = data.weights > 0
        offset = None if data.offset is None else data.offset[kept]
        data = replace(
            data, X=data.X[kept], y=data.y[kept], weights=data.weights[kept], offset=offset
        )
    return data
