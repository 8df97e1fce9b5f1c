"""The categorical family: K classes, of which the first is the reference unless none is.

As with two classes only exponentials of non-positive numbers are formed, and nothing cancels.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from lrmath.numeric.linalg.arrays import Array, ArrayLike, floating
from lrmath.numeric.linalg.double_double import DoubleDouble, exp, where
from lrmath.numeric.model.families import Terms


def log_sum_exp(eta: ArrayLike) -> Array:
    """Return ln sum_k e^{eta_k} along the last axis, the cumulant function of the family."""
    eta = floating(eta)
    top = eta.max(axis=-1, keepdims=True)
    total: Array = np.log(np.exp(eta - top).sum(axis=-1)) + top[..., 0]
    return total


def softmax(eta: ArrayLike) -> Array:
    """Return p_k = e^{eta_k} / sum_j e^{eta_j} along the last axis, the gradient of log_sum_exp."""
    eta = floating(eta)
    e = np.exp(eta - eta.max(axis=-1, keepdims=True))
    return np.asarray(e / e.sum(axis=-1, keepdims=True))


@dataclass(frozen=True)
class Categorical:
    """Labels 0 ... K-1; linear predictors of all classes but the first, or if ``symmetric`` of all.

    Shapes: eta (k x m) with k = K - 1, or k = K; labels (m,). ``Terms.curvature`` holds the
    probabilities of all classes (K x m), each with its own digits, however small.
    """

    classes: int
    symmetric: bool = False

    @property
    def predictors(self) -> int:
        """The number of classes that have coefficients."""
        return self.classes if self.symmetric else self.classes - 1

    def terms(self, t: Array, y: Array) -> Terms:
        """Return log_sum_exp(eta) - eta_y, p - y in 0-1 coding, and p.

        The entry of the residual at the label is minus the sum of the other probabilities, so
        nothing cancels where p_y rounds to 1; the loss is a log1p there for the same reason.
        """
        own = y.astype(np.intp) * len(y) + np.arange(len(y))
        e = self._all(t)
        entries = e.reshape(-1)
        e -= entries.take(own)
        top = e.max(axis=0)
        np.exp(np.subtract(e, top, out=e), out=e)
        at_label = entries.take(own)
        entries[own] = 0
        rest = e.sum(axis=0)
        total = at_label + rest
        loss = np.where(top == 0, np.log1p(rest), top + np.log(total))
        e /= total
        p = e.copy()
        p.reshape(-1)[own] = at_label / total
        entries[own] = -rest / total
        return Terms(loss, e[self._first :], p)

    def residual_in_pairs(self, t: DoubleDouble, y: Array) -> DoubleDouble:
        """Return p - y in 0-1 coding, written as in ``terms``."""
        t = DoubleDouble(self._all(t.high), self._all(t.low))
        own, m = y.astype(np.intp), np.arange(len(y))
        at_label = np.arange(self.classes)[:, None] == own
        t = t - t[own, m]
        e = exp(t - t.high.max(axis=0))
        rest = where(at_label, 0.0, e).sum()
        total = e[own, m] + rest
        return where(at_label, -rest / total, e / total)[self._first :]

    def second(self, terms: Terms, a: int, b: int) -> Array:
        """Return p_a (1 - p_a), or -p_a p_b."""
        p = terms.curvature[self._first :]
        return np.asarray(p[a] * ((a == b) - p[b]))

    def roots(self, terms: Terms) -> Array:
        """Return sqrt(p_l) (e_l - p) for every class l, shape (K x k x m)."""
        p, unit = terms.curvature, np.eye(self.classes)[:, self._first :, None]
        return np.asarray(np.sqrt(p)[:, None] * (unit - p[self._first :]))

    def pull(self, leverage: Array, t: Array) -> Array:
        """Return 1/2 (p_k sum_l t_l - t_k) (k x m) for the leverages t (K x m)."""
        p = softmax(self._all(t).T).T
        return np.asarray(0.5 * (p * leverage.sum(axis=0) - leverage))[self._first :]

    def pull_noise(self, leverage: Array, t: Array) -> Array:
        """Return t_k + p_k sum_l t_l (k x m)."""
        p = softmax(self._all(t).T).T
        return np.asarray(leverage + p * leverage.sum(axis=0))[self._first :]

    def noise(self, terms: Terms, size: Array) -> Array:
        """Return the error that residuals (k x m) have of their own, and through that of eta.

        The sum of the second derivatives' absolute values is 2 p (1 - p).
        """
        residual = np.abs(terms.residual)
        p = terms.curvature[self._first :]
        return np.asarray(residual + 2 * p * np.minimum(1 - p, residual) * size)

    @property
    def _first(self) -> int:
        return int(not self.symmetric)

    def _all(self, t: Array) -> Array:
        """Return a copy of eta with the zeros of the reference class, if there is one (K x m)."""
        whole = np.empty((self.classes, t.shape[1]), t.dtype)
        whole[: self._first] = 0
        whole[self._first :] = t
        return whole
