"""What is known about the estimate of a softmax regression: ``MultinomialFit``."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from lrmath.numeric.data.observations import Data, check_classes
from lrmath.numeric.data.problem import Problem
from lrmath.numeric.data.vectors import check_budget, check_penalty
from lrmath.numeric.estimate.classes import estimate_multinomial
from lrmath.numeric.estimate.plan import Estimate
from lrmath.numeric.inference.estimates import Estimates
from lrmath.numeric.inference.predictor import ClassPredictor
from lrmath.numeric.inference.restriction import places, score_statistic
from lrmath.numeric.inference.summary import summary
from lrmath.numeric.inference.table import Table
from lrmath.numeric.linalg.arrays import Array, ArrayLike, read_only
from lrmath.numeric.model.categorical import CategoricalLikelihood
from lrmath.numeric.model.errors import ConvergenceWarning
from lrmath.numeric.model.objective import Objective
from lrmath.numeric.model.scaling import Scaling
from lrmath.numeric.solve.affine import Affine


def fit_multinomial_arrays(
    X: Any,
    y: Any,
    *,
    l2: float = 0.0,
    weights: ArrayLike | None = None,
    intercept: bool = True,
    names: Sequence[str] | None = None,
    max_iter: int = 100,
    stacklevel: int = 2,
) -> MultinomialFit:
    """Fit data in memory, as ``fit_multinomial`` does."""
    data, classes = check_classes(X, y, weights, intercept=intercept, names=names)
    found = estimate_multinomial(data, classes, check_penalty(l2), check_budget(max_iter))
    if not found.status.converged:
        warnings.warn(str(found.status), ConvergenceWarning, stacklevel=stacklevel + 1)
    return MultinomialFit._of(data, classes, float(l2), found)


@dataclass(frozen=True, repr=False, eq=False)
class MultinomialFit(ClassPredictor, Estimates):
    """A fitted softmax regression of K classes.

    ``coefficients`` and ``standard_errors`` are (K-1) x n: a row for each of ``classes[1:]``,
    relative to the reference ``classes[0]``, and a column for each of ``names``. ``covariance`` is
    that of the rows one after the other, (K-1)n x (K-1)n.
    """

    classes: tuple[Any, ...] = ()

    @classmethod
    def _of(
        cls, data: Data, classes: tuple[Any, ...], l2: float, found: Estimate
    ) -> MultinomialFit:
        shape = len(classes) - 1, len(data.names)
        return cls(
            names=data.names,
            coefficients=read_only(found.coefficients.reshape(shape)),
            errors=found.errors,
            log_likelihood=found.log_likelihood,
            status=found.status,
            trace=found.trace,
            digits=found.digits,
            l2=l2,
            data=data,
            classes=classes,
        )

    @property
    def labels(self) -> tuple[str, ...]:
        """A name for each coefficient, in the order of the covariance: class, then column."""
        return tuple(f"{label}: {name}" for label in self.classes[1:] for name in self.names)

    @property
    def maximum(self) -> float:
        """The maximised function: here the log-likelihood, unless the fit is penalised."""
        return self.log_likelihood

    def restricted_optimum(self, values: Mapping[str, float]) -> tuple[float, Array]:
        """Return the largest log-likelihood with coefficients fixed, by label, and where it is.

        Raises ``DataError`` on a label that is not in ``labels``.
        """
        return self.likelihood_optimum(values)

    def likelihood_optimum(self, values: Mapping[str, float]) -> tuple[float, Array]:
        """Return the same of the likelihood without any penalty; raises ``DataError``."""
        problem, theta = self._restricted(values)
        return -self._objective(problem).value(theta), _unscaled(problem, theta)

    def score_statistic(self, values: Mapping[str, float]) -> float:
        """Return U'I^{-1}U, score and information at the optimum of the likelihood for the values.

        Raises ``DataError`` on a label that is not in ``labels``.
        """
        problem, theta = self._restricted(values)
        return score_statistic(self._objective(problem), theta)

    def _restricted(self, values: Mapping[str, float]) -> tuple[Problem, Array]:
        problem = Problem.of(self.data, 0.0)
        path = self._path(self._objective(problem), problem.scaling, values)
        return problem, path.minimiser(path.near(self._scaled(problem.scaling)))

    def _path(self, objective: Objective, scaling: Scaling, values: Mapping[str, float]) -> Affine:
        """Return the objective where the labelled coefficients have the values."""
        T = np.kron(np.eye(len(self.classes) - 1), scaling.matrix())
        return Affine.of(objective, T[places(self.labels, values)], np.array([*values.values()]))

    def _scaled(self, scaling: Scaling) -> Array:
        """Return the estimate in scaled columns, one class after the other."""
        return np.concatenate([scaling.scaled(row) for row in self.coefficients])

    def _objective(self, problem: Problem) -> Objective:
        return Objective((CategoricalLikelihood(problem.scaled, len(self.classes)),))

    @property
    def symmetric(self) -> Array:
        """The coefficients w_k of all classes (K x n), shifted so that they sum to zero."""
        full = self._all_coefficients
        return np.asarray(full - full.mean(axis=0))

    @property
    def _all_coefficients(self) -> Array:
        return np.vstack([np.zeros(len(self.names)), self.coefficients])

    def summary(self, level: float = 0.95) -> Table:
        """Return the table of all classes but the reference; see ``Fit.summary``."""
        size, reference = self.data.size, self.classes[0]
        title = f"Softmax regression of {size:g} observations, reference {reference!r}"
        return summary(self, title, level)

    def __repr__(self) -> str:
        """Return classes, size and log-likelihood on one line, and the status if it is not good."""
        ending = "" if self.status.converged else f", status={self.status.name}"
        return (
            f"MultinomialFit({len(self.classes)} classes, reference {self.classes[0]!r}, "
            f"{self.coefficients.size} coefficients; "
            f"log-likelihood {self.log_likelihood:.6g}{ending})"
        )


def _unscaled(problem: Problem, theta: Array) -> Array:
    """Return the coefficients of the columns as they came, one class after the other."""
    parts = theta.reshape(-1, len(problem.data.names)).T
    return problem.scaling.coefficients(parts).T.ravel()
