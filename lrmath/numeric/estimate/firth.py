"""The estimate by Firth's penalised likelihood."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np

from lrmath.numeric.data.problem import Problem
from lrmath.numeric.estimate.plan import Estimate, errors_at, scaled_back
from lrmath.numeric.estimate.wide import require_narrow
from lrmath.numeric.exist.bound import require_full_rank
from lrmath.numeric.linalg.parallel import threads
from lrmath.numeric.model.jeffreys import FirthObjective
from lrmath.numeric.model.precision import extended, raised
from lrmath.numeric.solve.loop import minimise
from lrmath.numeric.solve.refinement import Refined, corrected
from lrmath.numeric.solve.rules import Newton

#: Fisher scoring stops here, relative to the objective; the corrections go on to the last digits.
TOLERANCE = 1e-6
#: Corrections contract by a constant factor only, because the information is not the Hessian.
CORRECTIONS = 200


def firth_objective(problem: Problem) -> FirthObjective:
    """Return the penalised function of theta."""
    return FirthObjective((replace(problem.likelihood, rows=problem.rows),))


def firth_estimate(problem: Problem, max_iter: int) -> Estimate:
    """Return the maximiser of the penalised likelihood; raises ``RankError``."""
    with threads(problem.data.entries):
        require_narrow(problem)
        require_full_rank(problem)
        objective = firth_objective(problem)
        start = problem.start
        found = minimise(objective, start, Newton(), tolerance=TOLERANCE, max_iter=max_iter)
        theta, rounding = found.beta, np.full(len(start), np.nan)
        if found.status.converged:
            R = objective.factor(theta)
            score = partial(objective.in_precision(extended()).evaluate, order=1)
            last = corrected(score, raised(theta, extended()), R, CORRECTIONS)
            theta = last.theta
            rounding = objective.rounding(theta.astype(np.float64), R) + last.remaining
        near = theta.astype(np.float64)
        refined = Refined(theta, objective.likelihood.evaluate(near, 0).value, rounding)
        errors = errors_at(problem, objective, near)
        return scaled_back(problem, refined, errors, found, maximum=-objective.value(near))
