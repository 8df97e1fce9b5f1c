"""The Bernoulli family with its canonical link, and what any family must say of itself.

With A(t) = ln(1 + e^t), the mean is A'(t) = sigma(t) and the variance A''(t) = sigma(t)(1 -
sigma(t)). Only e^{-|t|} is ever formed. It lies in (0, 1], so nothing overflows, and each quantity
is a sum or a quotient of terms of one sign, so nothing cancels (N. J. Higham, Accuracy and
Stability of Numerical Algorithms, 2002, section 1.7 on cancellation).
"""

from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np

from lrmath.labels import implements
from lrmath.numeric.linalg.arrays import Array, ArrayLike, floating
from lrmath.numeric.linalg.double_double import DoubleDouble, exp, where


@implements("eq-softplus")
def softplus(t: ArrayLike) -> Array:
    """Return A(t) = ln(1 + e^t), the cumulant function (eq-softplus); any shape."""
    t = floating(t)
    return np.maximum(t, 0) + np.log1p(np.exp(-np.abs(t)))


@implements("eq-sigmoid")
def sigmoid(t: ArrayLike) -> Array:
    """Return sigma(t) = 1 / (1 + e^{-t}), the mean A'(t) (eq-sigmoid); any shape."""
    t = floating(t)
    e = np.exp(-np.abs(t))
    p: Array = np.where(t >= 0, 1, e) / (1 + e)
    return p


@implements("eq-sigmoid-derivative")
def sigmoid_derivative(t: ArrayLike) -> Array:
    """Return sigma(t)(1 - sigma(t)), the variance A''(t) (eq-sigmoid-derivative); any shape."""
    e = np.exp(-np.abs(floating(t)))
    variance: Array = (e / (1 + e)) / (1 + e)
    return variance


@implements("eq-logit")
def logit(p: ArrayLike) -> Array:
    """Return ln(p / (1 - p)), the log-odds of a probability (eq-logit); any shape.

    Near p = 1/2 the logarithm of a quotient would cancel; there 2 artanh(2p - 1) is used, whose
    argument is exact. Raises ``ValueError`` outside [0, 1]; 0 and 1 give -inf and inf.
    """
    p = floating(p)
    if not np.all((p >= 0) & (p <= 1)):
        raise ValueError("logit(p) needs probabilities, 0 <= p <= 1 (eq-logit)")
    with np.errstate(divide="ignore"):
        far = np.log(p) - np.log1p(-p)
        near = 2 * np.arctanh(2 * p - 1)
    return np.where(np.abs(p - 0.5) < 0.25, near, far)[()]  # a number for a number


class Terms(NamedTuple):
    """What each observation adds: its loss (m,), and the derivatives of the loss in eta.

    ``residual`` has the shape of eta: (m,) for one linear predictor, (k x m) for k. From
    ``curvature``, of the same shape, the family makes the second derivatives.
    """

    loss: Array
    residual: Array
    curvature: Array


class Family(Protocol):
    """An exponential family with canonical link and k linear predictors; one has shape (m,)."""

    @property
    def predictors(self) -> int:
        """The number k of linear predictors."""

    def terms(self, t: Array, y: Array) -> Terms:
        """Return the loss with its derivatives at the linear predictors t, (m,) or (k x m)."""

    def residual_in_pairs(self, t: DoubleDouble, y: Array) -> DoubleDouble:
        """Return the first derivatives of the loss, shaped like t, in pairs of doubles."""

    def second(self, terms: Terms, a: int, b: int) -> Array:
        """Return the second derivatives (m,) of the loss in the predictors a and b."""

    def roots(self, terms: Terms) -> Array:
        """Return (l x k x m) whose products, summed over l, are the second derivatives."""

    def pull(self, leverage: Array, t: Array) -> Array:
        """Return what Firth's penalty adds to the residuals for leverages (l x m) of ``roots``."""

    def pull_noise(self, leverage: Array, t: Array) -> Array:
        """Return the size of the terms that ``pull`` adds up."""

    def noise(self, terms: Terms, size: Array) -> Array:
        """Return the error of the residuals if t, of this size (m,), is rounded to 1."""


@dataclass(frozen=True)
class Bernoulli:
    """The family of logistic regression: y is 0 or 1, or a proportion in between."""

    @property
    def predictors(self) -> int:
        """One linear predictor, the log-odds."""
        return 1

    def cumulant(self, t: ArrayLike) -> Array:
        """Return A(t) = ln(1 + e^t)."""
        return softplus(t)

    def mean(self, t: ArrayLike) -> Array:
        """Return A'(t) = sigma(t)."""
        return sigmoid(t)

    def variance(self, t: ArrayLike) -> Array:
        """Return A''(t) = sigma(t)(1 - sigma(t))."""
        return sigmoid_derivative(t)

    def terms(self, t: Array, y: Array) -> Terms:
        """Return A(t) - yt, sigma(t) - y and sigma(t)(1 - sigma(t)) from one exponential.

        The residual is written (1 - y) sigma(t) - y sigma(-t): for y in {0, 1} one term is exactly
        zero, so it keeps all its digits where sigma(t) rounds to 1.
        """
        e = np.exp(-np.abs(t))
        near = 1 / (1 + e)  # sigma(|t|)
        far = e * near  # sigma(-|t|)
        positive = t >= 0
        up, down = np.where(positive, near, far), np.where(positive, far, near)
        loss = np.log1p(e) + (1 - y) * np.maximum(t, 0) + y * np.maximum(-t, 0)
        return Terms(loss, (1 - y) * up - y * down, near * far)

    def residual_in_pairs(self, t: DoubleDouble, y: Array) -> DoubleDouble:
        """Return sigma(t) - y, written as in ``terms``."""
        positive = t.high >= 0
        e = exp(where(positive, -t, t))
        near = 1 / (e + 1)
        far = e * near
        return where(positive, near, far) * (1 - y) - where(positive, far, near) * y

    def second(self, terms: Terms, a: int, b: int) -> Array:
        """Return sigma(t)(1 - sigma(t))."""
        return terms.curvature

    def roots(self, terms: Terms) -> Array:
        """Return the square root of sigma(t)(1 - sigma(t)), shape (1 x 1 x m)."""
        return np.sqrt(terms.curvature)[None, None]

    def pull(self, leverage: Array, t: Array) -> Array:
        """Return h (sigma(t) - 1/2) (m,)."""
        return np.asarray(leverage[0] * (self.mean(t) - 0.5))

    def pull_noise(self, leverage: Array, t: Array) -> Array:
        """Return h (m,)."""
        return np.asarray(leverage[0])

    def noise(self, terms: Terms, size: Array) -> Array:
        """Return the error that a residual (m,) has of its own, and what that of t makes of it."""
        return np.abs(terms.residual) + terms.curvature * size


@dataclass(frozen=True)
class Binary(Bernoulli):
    """The same family for y in {0, 1} only, where all terms are functions of (1 - 2y) t."""

    def terms(self, t: Array, y: Array) -> Terms:
        """Return A(u), (1 - 2y) sigma(u) and sigma(u)(1 - sigma(u)) at u = (1 - 2y) t."""
        sign = -2 * y
        sign += 1
        u = sign * t
        e = np.abs(u)
        positive = u + e
        positive *= 0.5  # max(u, 0), in half the time
        np.exp(np.negative(e, out=e), out=e)
        near = e + 1
        np.reciprocal(near, out=near)  # sigma(|u|)
        loss = np.log1p(e)
        loss += positive
        residual = np.exp(np.subtract(u, positive, out=u), out=u)  # 1, or e where u is negative
        residual *= near
        residual *= sign
        e *= near  # sigma(-|u|)
        e *= near
        return Terms(loss, residual, e)


BERNOULLI = Bernoulli()
BINARY = Binary()
