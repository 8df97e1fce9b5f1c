"""Firth's penalised likelihood of K classes: l(B) + 1/2 ln det I(B).

I is the information on the coefficients relative to a reference class, (K-1)n x (K-1)n. Another
reference changes these by a linear map of determinant 1 or -1, which leaves det I as it is, so the
estimate is the same model whichever class is the reference. With

    t_il = w_i p_il |R'^{-1} ((e_l - p_i) (x) x_i)|^2,    R'R = I,

the part of a row and a class in the trace of I^{-1} I, the score is the ordinary one with

    y_ik - p_ik + 1/2 (t_ik - p_ik sum_l t_il)

in place of y_ik - p_ik (I. Kosmidis and D. Firth, Biometrika 98, 2011, 755). With two classes it is
that of ``firth``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from operator import add

import numpy as np

from lrmath.numeric.linalg.arrays import Array
from lrmath.numeric.linalg.factor import half_solve, solve
from lrmath.numeric.linalg.storage import dense
from lrmath.numeric.model.categorical import (
    categorical_terms,
    from_reference,
    linear_predictors,
    root,
    softmax,
)
from lrmath.numeric.model.firth import FirthObjective
from lrmath.numeric.model.rows import Rows, map_reduce
from lrmath.numeric.model.score import CAUTION, Extended, Score


@dataclass(frozen=True)
class CategoricalFirth(FirthObjective):
    """The same for one ``CategoricalLikelihood``; coefficients are one class after the other."""

    def _pull(self, beta: Array, R: Array) -> Array:
        return map_reduce(partial(_pull_block, beta=beta, R=R), add, self._rows)

    def score(self, theta: Array) -> Score:
        """Return the objective and its gradient in extended precision, leverages excepted."""
        near = theta.astype(np.float64)
        R = self.factor(near)
        kernel = partial(_extended_block, theta=theta, near=near, R=R)
        found: Score = map_reduce(kernel, add, self._rows)
        return Score(found.loss - np.log(np.abs(np.diag(R))).sum(), found.gradient)

    def rounding(self, theta: Array, R: Array) -> Array:
        """Return the rounding errors (n,) to expect at theta: leverages are right to eps cond."""
        unit = R / np.linalg.norm(R, axis=0)
        size = CAUTION * float(np.finfo(np.float64).eps * np.linalg.cond(unit))
        variance = map_reduce(partial(_noise_block, beta=theta, R=R), add, self._rows)
        return np.asarray(size * np.sqrt(variance))


def leverages(rows: Rows, beta: Array, R: Array) -> Array:
    """Return t_il = w_i p_il |R'^{-1} ((e_l - p_i) (x) a_i)|^2 (m x K); their sum is (K-1)n."""
    spread = half_solve(R, root(rows, beta).T)
    return np.asarray(np.einsum("ji,ji->i", spread, spread).reshape(len(rows.y), -1))


def _pulls(t: Array, p: Array) -> Array:
    """Return 1/2 (p_ik sum_l t_il - t_ik) (m x K), what is added to the residual p - y."""
    return np.asarray(0.5 * (p * t.sum(axis=1, keepdims=True) - t))


def _pull_block(rows: Rows, beta: Array, R: Array) -> Array:
    p = softmax(linear_predictors(rows, beta))
    return rows.project(_pulls(leverages(rows, beta, R), p)[:, 1:].T).ravel()


def _extended_block(rows: Rows, theta: Array, near: Array, R: Array) -> Score:
    X = dense(rows.X).astype(Extended)
    A = X if rows.scaling is None else rows.scaling.apply(X)
    terms = categorical_terms(from_reference(A @ theta.reshape(-1, A.shape[1]).T), rows.y)
    residual = rows.weighted(terms.residual.T).T + _pulls(leverages(rows, near, R), terms.p)
    return Score(rows.weighted(terms.loss).sum(), (residual[:, 1:].T @ A).ravel())


def _noise_block(rows: Rows, beta: Array, R: Array) -> Array:
    """Return the variance of the step (n,) that errors of the leverages cause, for eps = 1."""
    A, t = dense(rows.model()), leverages(rows, beta, R)
    p = softmax(linear_predictors(rows, beta))
    noise = (t + p * t.sum(axis=1, keepdims=True))[:, 1:]
    n, variance = A.shape[1], np.zeros(len(beta))
    for k, of_class in enumerate(noise.T):
        right = np.zeros((len(beta), len(A)))
        right[k * n : (k + 1) * n] = A.T * of_class
        variance += np.sum(solve(R, right) ** 2, axis=1)
    return variance
