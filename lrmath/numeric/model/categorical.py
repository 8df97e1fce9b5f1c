"""The categorical family: K classes, of which the first is the reference with linear predictor 0.

eta (m x K) holds the linear predictors, its first column zero, and p = softmax(eta). As with two
classes only exponentials of non-positive numbers are formed.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from operator import add
from typing import NamedTuple

import numpy as np

from lrmath.numeric.linalg.arrays import Array, ArrayLike, Indices, floating
from lrmath.numeric.linalg.factor import stack, triangular
from lrmath.numeric.linalg.storage import dense
from lrmath.numeric.model.rows import Evaluation, Rows, map_reduce


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


class CategoricalTerms(NamedTuple):
    """Loss (m,), residual p - y with y in 0-1 coding (m x K), and p (m x K)."""

    loss: Array
    residual: Array
    p: Array


def categorical_terms(eta: Array, labels: Array) -> CategoricalTerms:
    """Return log_sum_exp(eta) - eta_y with its derivatives; labels (m,) count from 0.

    The entry of the residual at the label is minus the sum of the other probabilities, so nothing
    cancels where p_y rounds to 1; the loss is a log1p there for the same reason.
    """
    own = np.arange(len(labels)), labels.astype(np.intp)
    z = eta - eta[own][:, None]
    top = z.max(axis=1)
    e = np.exp(z - top[:, None])
    at_label = e[own]
    others = e.copy()
    others[own] = 0
    rest = others.sum(axis=1)
    sure = top == 0
    loss = np.where(sure, np.log1p(np.where(sure, rest, 0)), top + np.log(at_label + rest))
    p = e / (at_label + rest)[:, None]
    residual = p.copy()
    residual[own] = -rest / (at_label + rest)
    return CategoricalTerms(loss, residual, p)


@dataclass(frozen=True)
class CategoricalLikelihood:
    """The negative log-likelihood of rows whose ``y`` are labels 0 ... K-1.

    Coefficients are a vector of length (K-1)n: those of class 1 first, then of class 2, and so on.
    """

    rows: Rows
    classes: int

    def evaluate(self, beta: Array, order: int) -> Evaluation:
        """Return loss, gradient and Hessian up to ``order``."""
        found: Evaluation = map_reduce(
            partial(_evaluate, beta=beta, k=self.classes - 1, order=order), add, self.rows
        )
        return found

    def factor(self, beta: Array) -> Array:
        """Return a triangular R (n x n) with R'R the Hessian, by QR."""
        return map_reduce(lambda rows: triangular(root(rows, beta)), stack, self.rows)

    def factor_work(self, n: int) -> float:
        """Return m K n^2."""
        return float(len(self.rows.y)) * self.classes * n**2


def linear_predictors(rows: Rows, beta: Array) -> Array:
    """Return eta (m x K): zeros, then A times the coefficients of each class."""
    A = rows.model()
    return from_reference(A @ beta.reshape(-1, A.shape[1]).T)


def from_reference(eta: Array) -> Array:
    """Return the linear predictors with a first column of zeros for the reference class."""
    return np.column_stack([np.zeros(len(eta), dtype=eta.dtype), eta])


def _evaluate(rows: Rows, beta: Array, k: int, order: int) -> Evaluation:
    theta = beta.reshape(k, -1)
    loss, residual = _loss_and_residual(rows.eta(theta), rows.y.astype(np.intp))
    value = float(rows.weighted(loss).sum())
    if order == 0:
        return Evaluation(value)
    gradient = rows.project(rows.weighted(residual)).ravel()
    if order == 1:
        return Evaluation(value, gradient)
    p = softmax(linear_predictors(rows, beta))[:, 1:]
    weights = rows.weighted(np.ones(len(p)))
    return Evaluation(value, gradient, _hessian(dense(rows.model()), p, weights))


def _loss_and_residual(eta: Array, labels: Indices) -> tuple[Array, Array]:
    """Return the loss (m,) and p - y (k x m) for eta (k x m), all without the reference class.

    The same as ``categorical_terms``, class by class and in place, which is faster.
    """
    own = labels, np.arange(len(labels))
    e = np.vstack([np.zeros_like(eta[:1]), eta])
    e -= e[own]
    top = e.max(axis=0)
    np.exp(np.subtract(e, top, out=e), out=e)
    at_label = e[own]
    e[own] = 0
    rest = e.sum(axis=0)
    total = at_label + rest
    loss = np.where(top == 0, np.log1p(rest), top + np.log(total))
    e /= total
    e[own] = -rest / total
    return loss, e[1:]


def _hessian(A: Array, p: Array, weights: Array) -> Array:
    """Return sum_i w_i (diag(p_i) - p_i p_i') (x) a_i a_i', one pair of classes after the other."""
    n, k = A.shape[1], p.shape[1]
    blocks = np.empty((k, n, k, n))
    for a in range(k):
        for b in range(a + 1):
            curvature = weights * p[:, a] * ((a == b) - p[:, b])
            blocks[a, :, b] = blocks[b, :, a] = A.T @ (curvature[:, None] * A)
    return blocks.reshape(k * n, k * n)


def root(rows: Rows, beta: Array) -> Array:
    """Return sqrt(w p_l) (e_l - p) (x) a for every row and class, whose Gram matrix is H."""
    A = dense(rows.model())
    p = softmax(linear_predictors(rows, beta))
    products: Array = np.einsum("ilk,ij->ilkj", deviations(rows, p)[:, :, 1:], A)
    return products.reshape(p.size, -1)


def deviations(rows: Rows, p: Array) -> Array:
    """Return sqrt(w_i p_il) (e_l - p_i) for p (m x K), shape (m, K, K); their Gram matrix is S."""
    weights = np.ones(len(p)) if rows.weights is None else rows.weights
    inner = np.eye(p.shape[1]) - p[:, None, :]
    return np.asarray(np.sqrt(weights[:, None] * p)[:, :, None] * inner)
