"""The entry to Firth's method for any number of classes: ``fit_multinomial_firth(X, y)``."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from lrmath.numeric.data.observations import check_classes
from lrmath.numeric.data.problem import Problem
from lrmath.numeric.data.vectors import check_budget
from lrmath.numeric.estimate.plan import Known, errors_at
from lrmath.numeric.exist.bound import require_full_rank
from lrmath.numeric.inference.multinomial import MultinomialFit
from lrmath.numeric.linalg.arrays import Array, ArrayLike, read_only
from lrmath.numeric.linalg.parallel import threads
from lrmath.numeric.model.categorical import CategoricalLikelihood
from lrmath.numeric.model.errors import ConvergenceWarning
from lrmath.numeric.model.firth import CORRECTIONS, TOLERANCE
from lrmath.numeric.model.firth_classes import CategoricalFirth
from lrmath.numeric.model.iterate import Point
from lrmath.numeric.model.scaling import Scaling
from lrmath.numeric.model.score import Extended
from lrmath.numeric.solve.loop import Solution, minimise
from lrmath.numeric.solve.refinement import corrected, right_digits
from lrmath.numeric.solve.rules import Newton


def fit_multinomial_firth(
    X: Any,
    y: Any,
    *,
    weights: ArrayLike | None = None,
    intercept: bool = True,
    names: Sequence[str] | None = None,
    max_iter: int = 100,
) -> MultinomialFirthFit:
    """Fit classes by Firth's penalised likelihood, whose estimate is finite under separation too.

    The penalty is 1/2 ln det I, with I the information on the coefficients relative to the first
    class; another reference gives the same probabilities. The arguments are those of
    ``fit_multinomial``. Standard errors are from the inverse information at the estimate.

    Raises
    ------
    DataError
        As for ``fit_multinomial``.
    RankError
        If columns are linear combinations of others.

    Warns
    -----
    ConvergenceWarning
        If the iterations ended early; ``status`` says why.

    Source: I. Kosmidis and D. Firth, Biometrika 98, 2011, 755.
    """
    data, classes = check_classes(X, y, weights, intercept=intercept, names=names)
    problem, budget = Problem.of(data, 0.0), check_budget(max_iter)
    with threads(data.X.shape[0] * data.X.shape[1] * len(classes)):
        require_full_rank(problem)
        objective = _objective(problem, len(classes))
        start = np.zeros((len(classes) - 1) * len(data.names))
        solution = minimise(objective, start, Newton(), tolerance=TOLERANCE, max_iter=budget)
        found = MultinomialFirthFit._at(problem, classes, objective, solution)
    if not found.status.converged:
        warnings.warn(str(found.status), ConvergenceWarning, stacklevel=2)
    return found


@dataclass(frozen=True, repr=False, eq=False)
class MultinomialFirthFit(MultinomialFit):
    """A softmax regression fitted by Firth's penalised likelihood.

    ``log_likelihood`` is the ordinary one at the estimate; ``maximum`` is the penalised one, up to
    a constant that depends on the units of X.
    """

    maximum: float = np.nan

    @classmethod
    def _at(
        cls,
        problem: Problem,
        classes: tuple[Any, ...],
        objective: CategoricalFirth,
        solution: Solution,
    ) -> MultinomialFirthFit:
        theta, rounding = solution.beta, np.full(len(solution.beta), np.nan)
        if solution.status.converged:
            R = objective.factor(theta)
            found = corrected(objective.score, theta.astype(Extended), R, CORRECTIONS)
            theta = found.theta
            rounding = objective.rounding(theta.astype(np.float64), R) + found.remaining
        near = theta.astype(np.float64)
        T = np.kron(np.eye(len(classes) - 1), problem.scaling.matrix())
        errors = errors_at(objective, near, T)
        coefficients = _in_units(problem.scaling, theta).astype(np.float64)
        digits = right_digits(coefficients, errors.standard_errors, np.abs(T) @ rounding)
        return cls(
            names=problem.data.names,
            coefficients=read_only(coefficients.reshape(len(classes) - 1, -1)),
            errors=Known(errors),
            log_likelihood=-objective.terms[0].evaluate(near, 0).value,
            status=solution.status,
            trace=tuple(_point(problem.scaling, point) for point in solution.trace),
            digits=digits,
            l2=0.0,
            data=problem.data,
            errors_from="inverse information, Firth's penalty left out",
            classes=classes,
            maximum=-objective.value(near),
        )

    def restricted_optimum(self, values: Mapping[str, float]) -> tuple[float, Array]:
        """Return the largest penalised log-likelihood with coefficients fixed, by label.

        The penalty stays that of all coefficients. The second value are these, class by class.
        Raises ``DataError`` on a label that is not in ``labels``.
        """
        problem = Problem.of(self.data, 0.0)
        objective = _objective(problem, len(self.classes))
        path = self._path(objective, problem.scaling, values)
        theta = path.minimiser(path.near(self._scaled(problem.scaling)))
        return -objective.value(theta), _in_units(problem.scaling, theta)

    def __repr__(self) -> str:
        """Return classes, size and log-likelihood on one line."""
        return super().__repr__().replace("MultinomialFit", "MultinomialFirthFit", 1)


def _objective(problem: Problem, classes: int) -> CategoricalFirth:
    rows = replace(problem.rows, scaling=problem.scaling)
    return CategoricalFirth((CategoricalLikelihood(rows, classes),))


def _in_units(scaling: Scaling, theta: Array) -> Array:
    """Return the coefficients of the columns as they came, classes one after the other."""
    n = len(scaling.scale) + scaling.intercept
    return scaling.coefficients(theta.reshape(-1, n).T).T.ravel()


def _point(scaling: Scaling, point: Point) -> Point:
    """Return a point of theta as the same point of the coefficients."""
    n = len(scaling.scale) + scaling.intercept
    gradients = [scaling.gradient(part) for part in point.gradient.reshape(-1, n)]
    return Point(_in_units(scaling, point.beta), point.value, np.concatenate(gradients))
