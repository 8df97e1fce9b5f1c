"""Numbers of twice the precision, as unevaluated sums of two doubles, on any hardware.

A sum or product of two doubles is a double plus its rounding error, which is a double, too, and
comes out of a few more operations (T. J. Dekker, Numerische Mathematik 18, 1971, 224; D. E. Knuth,
The Art of Computer Programming 2, 3rd ed. 1997, section 4.2.2). No fused multiply-add is needed.
Errors of the functions here are below ``EPS`` relative to the result, that of a sum relative to the
sum of absolute values.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from lrmath.numeric.linalg.arrays import Array

#: The relative error that is promised: 106 bits less eight, most of which the exponential takes.
EPS = 2.0**-98
#: Splits 53 bits into 26 and 27.
SPLITTER = 2.0**27 + 1
#: Beyond this a number is scaled before it is split, or SPLITTER times it would overflow.
LARGE, SCALE = 2.0**990, 2.0**-53
#: ln 2 as a sum of doubles, the first with 13 zeros at the end, so that multiples are exact.
LN2 = (0.6931471805592082, 7.371002565167799e-13, 1.94704509238075e-31)
#: Below e to minus this the second doubles would underflow.
FAR = 600.0
#: Halvings before the series of the exponential function, and its terms.
HALVINGS, TERMS = 6, 13


@dataclass(frozen=True, eq=False)
class DoubleDouble:
    """An array of numbers high + low, where low is at most half a last digit of high."""

    high: Array
    low: Array

    #: Arrays leave mixed operations to this class.
    __array_ufunc__ = None

    @classmethod
    def of(cls, values: Any) -> DoubleDouble:
        """Return values of any real type as pairs; more than a double has is kept."""
        if isinstance(values, DoubleDouble):
            return values
        high = np.asarray(values, dtype=np.float64)
        return cls(high, np.asarray(values - high, dtype=np.float64))

    def astype(self, dtype: type[np.floating[Any]]) -> Array:
        """Return the numbers rounded to this type."""
        return np.asarray(self.high.astype(dtype) + self.low.astype(dtype))

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape."""
        return self.high.shape

    @property
    def ndim(self) -> int:
        """The number of axes."""
        return self.high.ndim

    @property
    def T(self) -> DoubleDouble:  # noqa: N802
        """The transpose."""
        return DoubleDouble(self.high.T, self.low.T)

    def __len__(self) -> int:
        return len(self.high)

    def __getitem__(self, index: Any) -> DoubleDouble:
        return DoubleDouble(self.high[index], self.low[index])

    def reshape(self, *shape: int) -> DoubleDouble:
        """Return the numbers in another shape."""
        return DoubleDouble(self.high.reshape(*shape), self.low.reshape(*shape))

    def __neg__(self) -> DoubleDouble:
        return DoubleDouble(-self.high, -self.low)

    def __add__(self, other: Any) -> DoubleDouble:
        other = DoubleDouble.of(other)
        high, low = two_sum(self.high, other.high)
        more, least = two_sum(self.low, other.low)
        high, low = quick_sum(high, low + more)
        return DoubleDouble(*quick_sum(high, low + least))

    __radd__ = __add__

    def __sub__(self, other: Any) -> DoubleDouble:
        return self + -DoubleDouble.of(other)

    def __rsub__(self, other: Any) -> DoubleDouble:
        return (-self).__add__(other)

    def __mul__(self, other: Any) -> DoubleDouble:
        other = DoubleDouble.of(other)
        high, low = two_product(self.high, other.high)
        return DoubleDouble(*quick_sum(high, low + (self.high * other.low + self.low * other.high)))

    __rmul__ = __mul__

    def __truediv__(self, other: Any) -> DoubleDouble:
        other = DoubleDouble.of(other)
        first = self.high / other.high
        rest = self - other * first
        second = rest.high / other.high
        third = (rest - other * second).high / other.high
        return DoubleDouble(*quick_sum(*quick_sum(first, second))).__add__(third)

    def __rtruediv__(self, other: Any) -> DoubleDouble:
        return DoubleDouble.of(other) / self

    def sum(self, axis: int = 0) -> DoubleDouble:
        """Return the sums along an axis, added in pairs."""
        high, low = np.moveaxis(self.high, axis, 0), np.moveaxis(self.low, axis, 0)
        total = DoubleDouble(high, low)
        while len(total) > 1:
            half = len(total) // 2
            rest = total[2 * half :]
            total = total[:half] + total[half : 2 * half]
            total = _joined(total, rest) if len(rest) else total
        return total[0] if len(total) else DoubleDouble.of(np.zeros(high.shape[1:]))


def two_sum(a: Array, b: Array) -> tuple[Array, Array]:
    """Return the rounded sum and its error."""
    total = a + b
    part = total - a
    return total, (a - (total - part)) + (b - part)


def quick_sum(a: Array, b: Array) -> tuple[Array, Array]:
    """Return the rounded sum and its error where b is not larger than a."""
    total = a + b
    return total, b - (total - a)


def two_product(a: Array, b: Array) -> tuple[Array, Array]:
    """Return the rounded product and its error, if neither overflows nor underflows."""
    product = a * b
    a_high, a_low = _split(a)
    b_high, b_low = _split(b)
    error = ((a_high * b_high - product) + a_high * b_low + a_low * b_high) + a_low * b_low
    return product, error


def _split(a: Array) -> tuple[Array, Array]:
    """Return two halves of 26 bits, whose products are exact."""
    large = np.abs(a) > LARGE
    scaled = np.where(large, a * SCALE, a)
    moved = SPLITTER * scaled
    high = np.where(large, 1 / SCALE, 1.0) * (moved - (moved - scaled))
    return high, a - high


def where(condition: Any, yes: Any, no: Any) -> DoubleDouble:
    """Return the numbers of one where the condition holds, and those of the other elsewhere."""
    yes, no = DoubleDouble.of(yes), DoubleDouble.of(no)
    high = np.where(condition, yes.high, no.high)
    return DoubleDouble(high, np.where(condition, yes.low, no.low))


def product(A: DoubleDouble | Array, B: DoubleDouble) -> DoubleDouble:
    """Return A B for A (m x n) and B (n,) or (n x k)."""
    if B.ndim == 2:
        columns = [product(A, B[:, k]) for k in range(B.shape[1])]
        return stacked(columns)
    return (DoubleDouble.of(A) * B).sum(axis=1)


def stacked(parts: list[DoubleDouble]) -> DoubleDouble:
    """Return vectors as the columns of a matrix."""
    high = np.stack([part.high for part in parts], axis=-1)
    return DoubleDouble(high, np.stack([part.low for part in parts], axis=-1))


def _joined(a: DoubleDouble, b: DoubleDouble) -> DoubleDouble:
    return DoubleDouble(np.concatenate([a.high, b.high]), np.concatenate([a.low, b.low]))


def exp(t: DoubleDouble) -> DoubleDouble:
    """Return e^t for t <= 0; below e^-600 it is 0.

    With t = k ln 2 + 2^h s the series at s needs few terms, and e^s - 1 keeps the digits that the
    squarings lose (D. H. Bailey's and Y. Hida's scheme: Y. Hida, X. S. Li, D. H. Bailey, Proc. 15th
    IEEE Symposium on Computer Arithmetic, 2001, 155).
    """
    k = np.round(t.high / LN2[0])
    far = t.high < -FAR
    k = np.where(far, 0.0, k)
    t = where(far, 0.0, t)
    rest = t - DoubleDouble.of(k * LN2[0]) - DoubleDouble(*two_product(k, np.asarray(LN2[1])))
    rest = rest - k * LN2[2]
    s = rest * 0.5**HALVINGS
    total = DoubleDouble.of(np.zeros_like(s.high))
    for n in range(TERMS, 0, -1):
        total = (total + 1) * s * (DoubleDouble.of(1.0) / float(n))
    for _ in range(HALVINGS):
        total = total * 2 + total * total
    total = total + 1
    scale = np.where(far, 0.0, np.ldexp(1.0, k.astype(np.intc)))
    return DoubleDouble(total.high * scale, total.low * scale)
