"""Firth's penalised likelihood l(beta) + 1/2 ln det X'SX: finite estimates on any labels.

Its maximum removes the bias of first order from the estimate, and exists under separation too if X
has full rank (D. Firth, Biometrika 80, 1993, 27; I. Kosmidis and D. Firth, Biometrika 108, 2021,
71). Its score is the ordinary one with p - y + h (p - 1/2) in place of the residual p - y, where
h_i = w_i s_i x_i'(X'SX)^{-1} x_i is the leverage of a row. Newton's rule with the information X'SX
in place of the Hessian is Fisher scoring.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from operator import add

import numpy as np

from lrmath.numeric.linalg.arrays import Array, ArrayLike, floating
from lrmath.numeric.linalg.factor import half_solve, is_singular, solve
from lrmath.numeric.linalg.storage import dense
from lrmath.numeric.model.categorical import CategoricalLikelihood
from lrmath.numeric.model.objective import Likelihood, Objective
from lrmath.numeric.model.rows import Evaluation, Rows, map_reduce
from lrmath.numeric.model.score import CAUTION, Extended, Score

#: Fisher scoring stops here, relative to the objective; the corrections go on to the last digits.
TOLERANCE = 1e-6
#: Corrections contract by a constant factor only, because the information is not the Hessian.
CORRECTIONS = 200


@dataclass(frozen=True)
class FirthObjective(Objective):
    """The negative log-likelihood of one ``Likelihood`` minus 1/2 ln det of its information.

    ``evaluate`` goes up to the gradient; ``factor`` is that of the information.
    """

    def evaluate(self, beta: ArrayLike, order: int = 1) -> Evaluation:
        """Return value and gradient at ``beta`` (n,); infinite where the information is singular.

        Raises ``ValueError`` if second derivatives are asked for.
        """
        if order > 1:
            raise ValueError("Firth's objective has a gradient only; order must be 0 or 1")
        beta = floating(beta)
        R = self.factor(beta)
        if is_singular(R):
            return Evaluation(np.inf, np.full(len(beta), np.nan))
        plain = super().evaluate(beta, order)
        value = plain.value - float(np.log(np.abs(np.diag(R))).sum())
        if order == 0:
            return Evaluation(value)
        return Evaluation(value, plain.gradient + self._pull(beta, R))

    def _pull(self, beta: Array, R: Array) -> Array:
        """Return the gradient (n,) of -1/2 ln det."""
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

    @property
    def _rows(self) -> Rows:
        (term,) = self.terms
        assert isinstance(term, (Likelihood, CategoricalLikelihood))
        return term.rows


def leverages(rows: Rows, beta: Array, R: Array) -> Array:
    """Return h_i = w_i s_i |R'^{-1} a_i|^2 (m,) for the factor R of the information at beta."""
    curvature = rows.weighted(rows.family.terms(rows.eta(beta), rows.y).curvature)
    roots = half_solve(R, dense(rows.model()).T)
    return np.asarray(curvature * np.einsum("ji,ji->i", roots, roots))


def _pull_block(rows: Rows, beta: Array, R: Array) -> Array:
    """Return sum_i h_i (p_i - 1/2) a_i (n,), the gradient of -1/2 ln det."""
    return rows.project(leverages(rows, beta, R) * (rows.family.mean(rows.eta(beta)) - 0.5))


def _extended_block(rows: Rows, theta: Array, near: Array, R: Array) -> Score:
    X = dense(rows.X).astype(Extended)
    A = X if rows.scaling is None else rows.scaling.apply(X)
    eta = A @ theta if rows.offset is None else A @ theta + rows.offset
    terms = rows.family.terms(eta, rows.y)
    pull = leverages(rows, near, R) * (rows.family.mean(eta) - 0.5)
    return Score(rows.weighted(terms.loss).sum(), A.T @ (rows.weighted(terms.residual) + pull))


def _noise_block(rows: Rows, beta: Array, R: Array) -> Array:
    spread = solve(R, dense(rows.model()).T * leverages(rows, beta, R))
    return np.asarray(np.sum(spread**2, axis=1))
