"""Rows with missing values: refused, or dropped and counted."""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from lrmath.numeric.linalg.storage import is_sparse
from lrmath.numeric.model.errors import DataError


class Complete(NamedTuple):
    """What is left of values that belong together, and how many rows went."""

    values: tuple[Any, ...]
    dropped: int


def complete(*values: Any) -> Complete:
    """Return the rows in which nothing is missing, of frames, arrays and lists; None stays.

    Raises ``DataError`` if no row is left, and on sparse matrices.
    """
    shaped = tuple(_shaped(value) for value in values)
    lengths = {value.shape[0] for value in shaped if value is not None}
    if len(lengths) != 1:
        return Complete(shaped, 0)  # what is wrong is said where lengths are checked
    gaps = [_missing(value) for value in shaped if value is not None]
    kept = ~np.logical_or.reduce(gaps)
    if kept.all():
        return Complete(shaped, 0)
    if not kept.any():
        raise DataError("every row has a missing value, so none is left. Impute some columns")
    return Complete(tuple(_taken(value, kept) for value in shaped), int((~kept).sum()))


def check_missing(missing: Any) -> bool:
    """Return whether rows with missing values are dropped; raises ``DataError``."""
    if missing not in ("raise", "drop"):
        raise DataError(f"missing must be 'raise' or 'drop'; got {missing!r}")
    return bool(missing == "drop")


def _shaped(value: Any) -> Any:
    if is_sparse(value):
        raise DataError("missing='drop' is for dense X; drop rows of a sparse one by a mask")
    return value if value is None or hasattr(value, "shape") else np.asarray(value)


def _missing(value: Any) -> NDArray[np.bool]:
    """Return which rows have a missing entry (m,)."""
    if hasattr(value, "isna"):
        gaps = np.asarray(value.isna())
    elif np.asarray(value).dtype.kind == "f":
        gaps = np.isnan(value)
    else:
        flat = np.asarray(value)
        is_gap = np.frompyfunc(lambda entry: entry is None or entry != entry, 1, 1)
        gaps = is_gap(flat).astype(bool) if flat.dtype.kind == "O" else np.zeros(flat.shape, bool)
    return gaps if gaps.ndim == 1 else np.asarray(gaps.any(axis=1))


def _taken(value: Any, kept: NDArray[np.bool]) -> Any:
    if value is None:
        return None
    return value[kept] if not hasattr(value, "loc") else value.loc[kept]
