"""Firth's penalised likelihood l(beta) + 1/2 ln det I(beta): finite estimates on any labels.

Its maximum removes the bias of first order from the estimate, and exists under separation too if X
has full rank (D. Firth, Biometrika 80, 1993, 27; I. Kosmidis and D. Firth, Biometrika 108, 2021,
71). For two classes its score is the ordinary one with p - y + h (p - 1/2) in place of the residual
p - y, where h_i is the leverage of a row. For K classes, with

    t_il = w_i p_il |R'^{-1} ((e_l - p_i) (x) x_i)|^2,    R'R = I,

it has y_ik - p_ik + 1/2 (t_ik - p_ik sum_l t_il) in place of y_ik - p_ik (I. Kosmidis and D. Firth,
Biometrika 98, 2011, 755). Another reference class changes the coefficients by a linear map of
determinant 1 or -1, which leaves det I as it is. Newton's rule with the information in place of the
Hessian is Fisher scoring.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from operator import add
from typing import Any

import numpy as np

from lrmath.numeric.linalg.arrays import Array, floating
from lrmath.numeric.linalg.double_double import DoubleDouble
from lrmath.numeric.linalg.factor import is_singular, solve
from lrmath.numeric.linalg.storage import dense
from lrmath.numeric.model.coding import Coding
from lrmath.numeric.model.kernels import leverages
from lrmath.numeric.model.objective import Likelihood, Objective
from lrmath.numeric.model.precision import CAUTION, Precision
from lrmath.numeric.model.rows import Evaluation, Rows, summed


@dataclass(frozen=True)
class FirthObjective(Objective):
    """The negative log-likelihood of one ``Likelihood`` minus 1/2 ln det of its information.

    ``evaluate`` goes up to the gradient; ``factor`` is that of the information.
    """

    @property
    def likelihood(self) -> Likelihood:
        """The ordinary part."""
        (term,) = self.terms
        assert isinstance(term, Likelihood)
        return term

    def in_precision(self, precision: Precision) -> FirthObjective:
        """Return the objective in another format, leverages excepted."""
        return FirthObjective((replace(self.likelihood, precision=precision),))

    def evaluate(self, beta: Any, order: int = 1) -> Evaluation:
        """Return value and gradient at ``beta`` (n,); infinite where the information is singular.

        Raises ``ValueError`` if second derivatives are asked for.
        """
        if order > 1:
            raise ValueError("Firth's objective has a gradient only; order must be 0 or 1")
        beta = beta if isinstance(beta, DoubleDouble) else floating(beta)
        near = beta.astype(np.float64)
        R = self.factor(near)
        if is_singular(R):
            return Evaluation(np.inf, np.full(len(beta), np.nan))
        plain = super().evaluate(beta, order)
        value = plain.value - np.log(np.abs(np.diag(R))).sum()
        if order == 0:
            return Evaluation(value)
        part = self.likelihood
        given: dict[str, Any] = {"coding": part.coding, "precision": part.precision}
        kernel = partial(_pull_block, beta=beta, near=near, R=R, **given)
        return Evaluation(value, plain.gradient + part.rows.total(kernel, add))

    def rounding(self, theta: Array, R: Array) -> Array:
        """Return the rounding errors (n,) to expect at theta: leverages are right to eps cond."""
        unit = R / np.linalg.norm(R, axis=0)
        size = CAUTION * float(np.finfo(np.float64).eps * np.linalg.cond(unit))
        kernel = partial(_noise_block, beta=theta, R=R, coding=self.likelihood.coding)
        return np.asarray(size * np.sqrt(self.likelihood.rows.total(kernel, add)))


def _pull_block(
    rows: Rows,
    beta: Array,
    near: Array,
    R: Array,
    coding: Coding,
    precision: Precision,
) -> Array:
    """Return the gradient (n,) of -1/2 ln det, with leverages from ``near``, beta rounded.

    Pairs of doubles would gain nothing here, because leverages are only right to double precision.
    """
    leverage = leverages(rows, near, R, coding)
    if precision is DoubleDouble:
        precision, beta = np.float64, near
    wide = precision != np.float64
    rows = rows.in_precision(precision) if wide else rows
    pull = rows.family.pull(leverage, rows.eta(coding.whole(beta, rows.width)))
    return coding.entries(summed(rows.X, pull) if wide else rows.project(pull))


def _noise_block(rows: Rows, beta: Array, R: Array, coding: Coding) -> Array:
    """Return the variance of the step (n,) that errors of the leverages cause, for eps = 1."""
    leverage = leverages(rows, beta, R, coding)
    eta = rows.eta(coding.whole(beta, rows.width))
    noise = np.atleast_2d(rows.family.pull_noise(leverage, eta))
    spread = coding.spread(dense(rows.model()), noise, solve(R, np.eye(len(R))))
    return np.asarray(np.sum(spread**2, axis=1))
