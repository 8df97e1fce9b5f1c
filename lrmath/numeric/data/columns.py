"""The matrix of features: either what ``fit`` needs, or the message says what to change."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from scipy.sparse import coo_array

from lrmath.numeric.data.vectors import check_real, numeric
from lrmath.numeric.linalg.arrays import Array
from lrmath.numeric.linalg.storage import (
    Matrix,
    all_within,
    by_rows,
    dense,
    is_sparse,
    largest_entries,
)
from lrmath.numeric.model.errors import DataError

#: Columns smaller than this, or larger than its inverse, leave the range of floats when squared.
SMALLEST = 1e-152


def column_names(X: Any) -> tuple[str, ...] | None:
    """Return the names of a data frame's columns, or None."""
    names = None if hasattr(X, "collect") else getattr(X, "columns", None)
    return None if names is None else tuple(map(str, names))


class Checked(NamedTuple):
    """A finite matrix of floats (m x p), and if it is dense the largest sizes in it (p,)."""

    X: Matrix
    largest: Array | None


def check_matrix(X: Any, names: tuple[str, ...] | None, intercept: bool = True) -> Checked:
    """Return X as a finite matrix of floats; raises ``DataError``."""
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
    largest = None if is_sparse(X) else largest_entries(X)
    sizes = X.data if largest is None else largest
    if not all_within(sizes, 1 / SMALLEST):
        _refuse_entries(X, full_names(names, X.shape[1]))
    return Checked(X, largest)


def _values(X: Any) -> Matrix:
    """Return the entries of X as an array of real numbers, dense or sparse by rows."""
    if hasattr(X, "collect"):
        raise DataError(f"X is a {type(X).__name__}, whose rows are not there yet: X.collect()")
    if is_sparse(X):
        check_real(X, "X")
        return by_rows(X)
    return _frame_values(X) if hasattr(X, "columns") else numeric(X, "X")


def _frame_values(frame: Any) -> Array:
    """Return a data frame's columns side by side; each may have its own numeric type."""

    def column(j: int, name: str) -> Array:
        values = frame.iloc[:, j] if hasattr(frame, "iloc") else frame[name]
        if hasattr(values.dtype, "categories"):
            raise DataError(
                f"X[{name!r}] is categorical, and categories are no quantities. Encode it as "
                "dummies, e.g. with pandas.get_dummies, or use a formula: fit('y ~ g', frame)"
            )
        return numeric(values, f"X[{name!r}]")

    columns = [column(j, name) for j, name in enumerate(frame.columns)]
    return np.column_stack(columns) if columns else np.empty((len(frame), 0))


def _refuse_entries(X: Matrix, names: tuple[str, ...]) -> None:
    """Raise ``DataError`` for entries that are no numbers, or of a size that squares too far."""
    wrong: Any = coo_array(X)
    found = ~np.isfinite(wrong.data)
    if not found.any():
        require_ordinary(dense(abs(X).max(axis=0)).ravel(), names)
        return
    i, j = wrong.row[found][0], wrong.col[found][0]
    raise DataError(
        f"X is {X[i, j]} in row {i}, column {names[j]!r}: {found.sum()} such entries in all. Drop "
        "or impute them"
    )


def require_different(names: tuple[str, ...]) -> None:
    """Raise ``DataError`` if two coefficients have the same name: tests go by names."""
    if len(set(names)) < len(names):
        twice = next(name for j, name in enumerate(names) if name in names[:j])
        raise DataError(f"two columns are called {twice!r}. Rename one, e.g. with names=[...]")


def require_ordinary(sizes: Array, names: tuple[str, ...]) -> None:
    """Raise ``DataError`` if a column is of a size whose squares leave the range of floats."""
    ordinary = (sizes == 0) | ((sizes >= SMALLEST) & (sizes <= 1 / SMALLEST))
    if not ordinary.all():
        raise DataError(
            f"the column {names[int(np.argmin(ordinary))]!r} has entries whose squares leave the "
            f"range of floating-point numbers; sizes from {SMALLEST:.0e} to {1 / SMALLEST:.0e} can "
            "be used. Choose another unit: divide the column by a power of ten"
        )


def full_names(names: tuple[str, ...] | None, p: int) -> tuple[str, ...]:
    """Return the names of p columns, x1, x2, ... if they have none."""
    return tuple(f"x{j}" for j in range(1, p + 1)) if names is None else names
