"""The arithmetic of the last digits: the widest of the hardware, or pairs of doubles."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np

from lrmath.numeric.linalg import double_double
from lrmath.numeric.linalg.arrays import Array
from lrmath.numeric.linalg.double_double import DoubleDouble

#: float64, a wider type of the hardware, or ``DoubleDouble``.
Precision: TypeAlias = type[Any]
#: Numbers of any of them.
Numbers: TypeAlias = Array | DoubleDouble


def widest() -> Precision:
    """Return long double where it is wider than double, else pairs of doubles.

    It has 64 bits on x86 processors with Linux or macOS, so that scores are right to 5e-20 relative
    to the terms that they add up; with pairs they are to 2^-98. On ARM and Windows it has 53 bits.
    """
    wider = np.finfo(np.longdouble).nmant > np.finfo(np.float64).nmant
    return np.longdouble if wider else DoubleDouble


#: What last digits are computed in.
EXTENDED: Precision = widest()
#: Standard deviations of the modelled rounding error that are taken for its size; measured against
#: 50-digit solutions, two are exceeded at times, because sums and products round as well.
CAUTION = 8


def extended() -> Precision:
    """Return the arithmetic of the last digits."""
    return EXTENDED


def epsilon(precision: Precision) -> float:
    """Return the relative rounding error of numbers in this precision."""
    return double_double.EPS if precision is DoubleDouble else float(np.finfo(precision).eps)


def raised(values: Numbers, precision: Precision) -> Any:
    """Return the numbers in this precision."""
    if precision is DoubleDouble:
        return DoubleDouble.of(values)
    return values.astype(precision)


def rounded(values: Numbers) -> Array:
    """Return pairs of doubles as doubles, and arrays as they are."""
    return values.astype(np.float64) if isinstance(values, DoubleDouble) else values
