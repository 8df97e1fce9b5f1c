"""The model with some coefficients held at given values: what tests and profiles compare with."""

from __future__ import annotations

from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np

from lrmath.numeric.data.problem import Problem
from lrmath.numeric.data.survey import BlockData
from lrmath.numeric.estimate.firth import firth_objective
from lrmath.numeric.estimate.subsample import SAMPLED
from lrmath.numeric.inference.constraints import Constraints
from lrmath.numeric.inference.fitted import Fitted
from lrmath.numeric.linalg.arrays import Array
from lrmath.numeric.linalg.factor import half_solve, is_singular, triangular
from lrmath.numeric.linalg.parallel import threads
from lrmath.numeric.model.errors import DataError
from lrmath.numeric.model.objective import Objective
from lrmath.numeric.solve.affine import Affine, closely
from lrmath.numeric.solve.metric import LimitedMemory, factored
from lrmath.numeric.solve.rules import Newton


@dataclass(frozen=True, eq=False)
class Surroundings:
    """What a fit has minimised, around the estimate theta; ``R`` is its factor there."""

    problem: Problem
    objective: Objective
    theta: Array
    R: Array

    def restricted(self, held: Constraints) -> Array:
        """Return the theta of the restricted optimum."""
        path = Affine.of(self.objective, held.R @ self.problem.matrix(), held.values)
        if path.basis.shape[1] == 0:
            return path.origin
        with threads(self.problem.data.entries):
            return path.point(self._free(path))

    def _free(self, path: Affine) -> Array:
        """Return the free coordinates: of few rows by Newton's method, of many in a metric."""
        near = path.near(self.theta)
        if not self._many:
            return closely(path, near, Newton())
        root = self.R @ path.basis
        start = np.linalg.lstsq(root, self.R @ (self.theta - path.origin))[0]
        try:
            return closely(path, start, LimitedMemory(factored(triangular(root))))
        except DataError:
            return closely(path, near, Newton())

    @property
    def _many(self) -> bool:
        return isinstance(self.problem.data, BlockData) or self.problem.data.entries > SAMPLED


def restricted_optimum(fit: Fitted, held: Constraints) -> tuple[float, Array]:
    """Return the largest value of what was maximised where the constraints hold.

    The second value are all coefficients there, in the order of ``fit.labels``. Raises
    ``DataError`` if it is not reached.
    """
    return _optimum(fit, held, fit.firth)


def likelihood_optimum(fit: Fitted, held: Constraints) -> tuple[float, Array]:
    """Return the same of the likelihood without any penalty; raises ``DataError``."""
    return _optimum(fit, held, firth=False)


def _optimum(fit: Fitted, held: Constraints, firth: bool) -> tuple[float, Array]:
    around = surroundings(fit, firth)
    theta = around.restricted(held)
    with threads(fit.data.entries):
        return -around.objective.value(theta), around.problem.coefficients(theta)


def score_statistic(fit: Fitted, held: Constraints) -> float:
    """Return U'I^{-1}U, score and information at the best likelihood where constraints hold.

    Raises ``DataError`` if that is not reached.
    """
    around = surroundings(fit, firth=False)
    theta = around.restricted(held)
    with threads(fit.data.entries):
        root = half_solve(around.objective.factor(theta), around.objective.gradient(theta))
    return float(root @ root)


#: What was computed for a fit, as long as that lives.
_known: WeakKeyDictionary[Fitted, dict[bool, Surroundings]] = WeakKeyDictionary()


def surroundings(fit: Fitted, firth: bool) -> Surroundings:
    """Return what is known around the estimate; raises ``DataError`` if it is no optimum."""
    known = _known.setdefault(fit, {})
    if firth not in known:
        known[firth] = _surroundings(fit, firth)
    return known[firth]


def _surroundings(fit: Fitted, firth: bool) -> Surroundings:
    problem = Problem.of(fit.data, 0.0)
    objective = firth_objective(problem) if firth else problem.objective
    theta = problem.theta(fit.coefficients.ravel())
    try:
        with threads(fit.data.entries):
            R = objective.factor(theta)
    except np.linalg.LinAlgError:
        R = np.zeros((len(theta), len(theta)))
    if is_singular(R) and not fit.status.converged:
        raise DataError(f"the fit has no information to start from. {fit.status}")
    return Surroundings(problem, objective, theta, R)
