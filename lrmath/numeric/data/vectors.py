"""Weights, offsets and options: either what ``fit`` needs, or the message says what to change."""

from __future__ import annotations

from typing import Any

import numpy as np

from lrmath.numeric.linalg.arrays import Array, ArrayLike
from lrmath.numeric.model.errors import DataError

#: The kinds of NumPy's types that are real numbers.
REAL_KINDS = "biuf"
#: Weights beyond this, or below its inverse, would overflow where they are squared.
HEAVIEST = 1e150


def check_weights(weights: ArrayLike | None, m: int) -> Array | None:
    """Return the weights as float64 (m,), none negative; raises ``DataError``."""
    if weights is None:
        return None
    checked = check_vector(weights, m, "weights")
    if np.any(checked < 0):
        i = int(np.argmax(checked < 0))
        raise DataError(f"weights must not be negative, but weights[{i}] is {checked[i]:g}")
    extreme = (checked > HEAVIEST) | ((checked < 1 / HEAVIEST) & (checked > 0))
    if extreme.any():
        raise DataError(
            f"weights must be 0 or between {1 / HEAVIEST:g} and {HEAVIEST:g}, but "
            f"weights[{int(np.argmax(extreme))}] is {checked[extreme][0]:g}. Divide all by one "
            "number: estimates stay, and standard errors grow by its root"
        )
    return checked


def check_vector(values: ArrayLike, m: int, name: str) -> Array:
    """Return the values as finite float64 of length m; raises ``DataError``."""
    array = numeric(values, name)
    if array.shape != (m,):
        raise DataError(f"{name} has shape {array.shape}; one per row of X is needed, ({m},)")
    check_finite_vector(array, name)
    return np.asarray(array, dtype=np.float64)


def check_penalty(value: float, name: str = "l2") -> float:
    """Return the penalty, a finite number that is at least 0; raises ``DataError``."""
    if not (isinstance(value, (int, float, np.number)) and np.isfinite(value) and value >= 0):
        raise DataError(f"{name} must be a finite number, at least 0; got {value!r}")
    return float(value)


def check_level(level: float) -> float:
    """Return the level of an interval, between 0 and 1; raises ``DataError``."""
    if not 0 < level < 1:
        raise DataError(f"level must lie between 0 and 1, got {level}")
    return level


def check_budget(max_iter: int) -> int:
    """Return the number of iterations, a whole number that is at least 1; raises ``DataError``."""
    if not (isinstance(max_iter, (int, np.integer)) and max_iter >= 1):
        raise DataError(f"max_iter must be a whole number, at least 1; got {max_iter!r}")
    return int(max_iter)


def check_same_index(X: Any, **others: Any) -> None:
    """Raise ``DataError`` if pandas objects, given by name, label their rows unlike X."""
    for name, values in others.items():
        if hasattr(X, "iloc") and hasattr(values, "iloc") and not X.index.equals(values.index):
            raise DataError(
                f"X and {name} have different row labels (index), so rows would be mispaired. "
                f"Align them, e.g. {name} = {name}.loc[X.index], or reset both with "
                "reset_index(drop=True)"
            )


def numeric(values: Any, name: str) -> Array:
    """Return the values as an array of real numbers; raises ``DataError``."""
    check_unmasked(values, name)
    try:
        array = np.asarray(values)
    except ValueError as error:
        raise DataError(f"{name} is not rectangular: {error}") from error
    check_real(array, name)
    return array


def check_real(values: Any, name: str) -> None:
    """Raise ``DataError`` if an array, dense or sparse, holds no real numbers."""
    kind = values.dtype.kind
    if kind in REAL_KINDS:
        return
    own = {"c": f"Use {name}.real", "O": f"Convert it with {name}.astype(float)"}
    remedy = own.get(kind, "Convert it")
    raise DataError(
        f"{name} has dtype {values.dtype}; real numbers are needed. {remedy}, or encode it as "
        "dummies, e.g. with pandas.get_dummies"
    )


def check_unmasked(values: Any, name: str) -> None:
    """Raise ``DataError`` if entries of a masked array are hidden; NumPy would show them."""
    hidden = int(values.mask.sum()) if isinstance(values, np.ma.MaskedArray) else 0
    if hidden:
        raise DataError(f"{name} has {hidden} masked entries. Drop or impute them")


def check_finite_vector(values: Array, name: str) -> None:
    """Raise ``DataError`` unless all values are finite."""
    finite = np.isfinite(values)
    if not finite.all():
        i = int(np.argmin(finite))
        raise DataError(f"{name}[{i}] is {values[i]}; drop or impute it")
