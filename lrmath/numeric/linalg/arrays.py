"""What the numeric room calls an array, and how it hands one out."""

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array: TypeAlias = NDArray[np.floating[Any]]
Indices: TypeAlias = NDArray[np.intp]

__all__ = ["Array", "ArrayLike", "Indices", "floating", "read_only"]


def floating(values: ArrayLike) -> Array:
    """Return a floating array: integers become float64, other precisions stay as they are."""
    array: Array = np.asarray(values)
    return array if array.dtype.kind == "f" else array.astype(np.float64)


def read_only(values: ArrayLike) -> Array:
    """Return a float64 copy that cannot be written to, for results that are handed out."""
    array: Array = np.array(values, dtype=np.float64)
    array.setflags(write=False)
    return array
