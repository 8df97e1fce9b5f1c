"""The entry to Firth's method: ``fit_firth(X, y)``, for rare events and separated classes."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from lrmath.numeric.data.observations import check_data
from lrmath.numeric.data.problem import Problem
from lrmath.numeric.data.vectors import check_budget
from lrmath.numeric.estimate.plan import Known, errors_at
from lrmath.numeric.exist.bound import require_full_rank
from lrmath.numeric.inference.restriction import known_names
from lrmath.numeric.inference.result import Fit
from lrmath.numeric.linalg.arrays import Array, ArrayLike, read_only
from lrmath.numeric.linalg.parallel import threads
from lrmath.numeric.model.errors import ConvergenceWarning
from lrmath.numeric.model.firth import CORRECTIONS, TOLERANCE, FirthObjective
from lrmath.numeric.model.objective import Likelihood
from lrmath.numeric.model.score import Extended
from lrmath.numeric.solve.affine import Affine
from lrmath.numeric.solve.loop import Solution, minimise
from lrmath.numeric.solve.refinement import corrected, right_digits
from lrmath.numeric.solve.rules import Newton


def fit_firth(
    X: Any,
    y: Any,
    *,
    weights: ArrayLike | None = None,
    offset: ArrayLike | None = None,
    intercept: bool = True,
    names: Sequence[str] | None = None,
    max_iter: int = 100,
) -> FirthFit:
    """Fit by Firth's penalised likelihood, whose estimate is finite under separation too.

    The arguments are those of ``fit``. Standard errors are from the inverse information at the
    estimate. Wald intervals are unreliable where the classes are separated:
    ``likelihood_ratio_test`` and ``profile_intervals`` of the result use the penalised likelihood
    (G. Heinze and M. Schemper, Statistics in Medicine 21, 2002, 2409).

    Raises
    ------
    DataError
        As for ``fit``.
    RankError
        If columns are linear combinations of others.

    Warns
    -----
    ConvergenceWarning
        If the iterations ended early; ``status`` says why.

    Source: D. Firth, Biometrika 80, 1993, 27.
    """
    data = check_data(X, y, weights, offset, intercept=intercept, names=names)
    problem, budget = Problem.of(data, 0.0), check_budget(max_iter)
    with threads(data.X.shape[0] * data.X.shape[1]):
        found = _fitted(problem, budget)
    if not found.status.converged:
        warnings.warn(str(found.status), ConvergenceWarning, stacklevel=2)
    return found


def _fitted(problem: Problem, budget: int) -> FirthFit:
    require_full_rank(problem)
    objective = _objective(problem)
    solution = minimise(objective, problem.start, Newton(), tolerance=TOLERANCE, max_iter=budget)
    return FirthFit._at(problem, objective, solution)


@dataclass(frozen=True, repr=False, eq=False)
class FirthFit(Fit):
    """A logistic regression fitted by Firth's penalised likelihood.

    ``log_likelihood`` is the ordinary one at the estimate; ``maximum`` is the penalised one, up to
    a constant that depends on the units of X.
    """

    maximum: float = np.nan

    @classmethod
    def _at(cls, problem: Problem, objective: FirthObjective, solution: Solution) -> FirthFit:
        theta, rounding = solution.beta, np.full(len(solution.beta), np.nan)
        if solution.status.converged:
            R = objective.factor(theta)
            found = corrected(objective.score, theta.astype(Extended), R, CORRECTIONS)
            theta = found.theta
            rounding = objective.rounding(theta.astype(np.float64), R) + found.remaining
        scaling, near = problem.scaling, theta.astype(np.float64)
        T = scaling.matrix()
        errors = errors_at(objective, near, T)
        coefficients = scaling.coefficients(theta).astype(np.float64)
        digits = right_digits(coefficients, errors.standard_errors, np.abs(T) @ rounding)
        return cls(
            names=problem.data.names,
            coefficients=read_only(coefficients),
            errors=Known(errors),
            log_likelihood=-objective.terms[0].evaluate(near, 0).value,
            status=solution.status,
            trace=problem.trace(solution.trace),
            digits=digits,
            l2=0.0,
            data=problem.data,
            errors_from="inverse information, Firth's penalty left out",
            maximum=-objective.value(near),
        )

    def restricted_optimum(self, values: Mapping[str, float]) -> tuple[float, Array]:
        """Return the largest penalised log-likelihood with the named coefficients fixed.

        The penalty stays that of all columns. The second value are the coefficients (n,).
        """
        problem = Problem.of(self.data, 0.0)
        objective = _objective(problem)
        fixed = [known_names(self.data, values).index(name) for name in values]
        C = problem.scaling.matrix()[fixed]
        path = Affine.of(objective, C, np.array(list(values.values())))
        theta = path.minimiser(path.near(problem.scaling.scaled(self.coefficients)))
        return -objective.value(theta), problem.scaling.coefficients(theta)

    def __repr__(self) -> str:
        """Return the estimates on one line."""
        return "Firth" + super().__repr__()


def _objective(problem: Problem) -> FirthObjective:
    return FirthObjective((Likelihood(replace(problem.rows, scaling=problem.scaling)),))
