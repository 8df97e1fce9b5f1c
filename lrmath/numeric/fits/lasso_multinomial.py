"""Lasso and elastic net of any number of classes: ``fit_multinomial_lasso(X, y, l1=…)``."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from lrmath.numeric.data.observations import Data, check_classes
from lrmath.numeric.data.vectors import check_budget, check_penalty
from lrmath.numeric.estimate.lasso_softmax import ManyClasses
from lrmath.numeric.fits.lasso_fit import check_l1
from lrmath.numeric.inference.predictor import ClassPredictor
from lrmath.numeric.inference.table import Table, number
from lrmath.numeric.linalg.arrays import Array, ArrayLike, read_only
from lrmath.numeric.linalg.parallel import threads
from lrmath.numeric.model.errors import ConvergenceWarning
from lrmath.numeric.solve.orthants import Lasso
from lrmath.numeric.solve.path import ROUNDS, Certified, largest, path, solution
from lrmath.numeric.solve.status import Status


def fit_multinomial_lasso(
    X: Any,
    y: Any,
    *,
    l1: float,
    l2: float = 0.0,
    weights: ArrayLike | None = None,
    intercept: bool = True,
    names: Sequence[str] | None = None,
    max_iter: int = ROUNDS,
) -> MultinomialLassoFit:
    """Minimise J(W) + l1 sum_kj abs(w_kj) + 1/2 l2 sum_kj w_kj^2 over the slopes of all classes.

    J is the negative log-likelihood of P(y = k) proportional to e^{x'w_k}. No class is a reference,
    so the order of the classes does not matter; of two classes it is the fit of ``fit_lasso`` with
    the same ``l1`` and half the ``l2``. The penalties are in the units of the columns, and spare
    the intercepts. The other arguments are those of ``fit_multinomial``.

    Raises
    ------
    DataError
        As for ``fit_multinomial``, and unless ``l1 > 0``.

    Warns
    -----
    ConvergenceWarning
        If the iterations ended early; ``status`` says why.

    Source: J. Friedman, T. Hastie and R. Tibshirani, J. Statistical Software 33, 2010, 1, section
    4.
    """
    l1, budget = check_l1(l1), check_budget(max_iter)
    model = _Model.of(X, y, weights, intercept, names, l2)
    with model.threads():
        found = model.fit(solution(model.unit, l1, largest(model.unit), budget))
    if not found.status.converged:
        warnings.warn(str(found.status), ConvergenceWarning, stacklevel=2)
    return found


def multinomial_lasso_path(
    X: Any,
    y: Any,
    *,
    l2: float = 0.0,
    count: int = 50,
    smallest: float = 1e-3,
    weights: ArrayLike | None = None,
    intercept: bool = True,
    names: Sequence[str] | None = None,
) -> tuple[MultinomialLassoFit, ...]:
    """Return the fits for ``count`` penalties, as ``lasso_path`` does.

    The first is ``largest_multinomial_l1``. Raises and warns as ``fit_multinomial_lasso`` does.
    """
    model = _Model.of(X, y, weights, intercept, names, l2)
    with model.threads():
        fits = tuple(map(model.fit, path(model.unit, count, smallest)))
    for found in fits:
        if not found.status.converged:
            warnings.warn(str(found.status), ConvergenceWarning, stacklevel=2)
    return fits


def largest_multinomial_l1(
    X: Any, y: Any, *, weights: ArrayLike | None = None, intercept: bool = True
) -> float:
    """Return max_kj abs(x_j'(p_k - y_k)) without slopes: the least ``l1`` that has none."""
    model = _Model.of(X, y, weights, intercept, None, 0.0)
    with model.threads():
        return largest(model.unit).l1


@dataclass(frozen=True, repr=False, eq=False)
class MultinomialLassoFit(ClassPredictor):
    """A softmax regression of which many slopes are exactly zero.

    ``coefficients`` (K x n) has a row for each of the ``classes``. The intercepts sum to zero. If
    ``l2`` is 0, adding a number to the slopes of a feature in all classes may cost nothing, for an
    even number of classes; then the lower of the two middle slopes is taken to be zero. ``kkt`` and
    ``digits`` are as in ``LassoFit``.
    """

    names: tuple[str, ...]
    classes: tuple[Any, ...]
    coefficients: Array
    l1: float
    l2: float
    log_likelihood: float
    kkt: float
    digits: float
    status: Status
    iterations: int
    data: Data = field(repr=False)

    @property
    def active(self) -> tuple[str, ...]:
        """The names of the features that have a slope in some class."""
        first = int(self.data.intercept)
        used = self.coefficients[:, first:].any(axis=0)
        return tuple(np.asarray(self.names[first:])[used].tolist())

    @property
    def _all_coefficients(self) -> Array:
        return self.coefficients

    def summary(self) -> Table:
        """Return the table of the coefficients that are not zero."""
        places = np.argwhere(self.coefficients).tolist()
        return Table(
            title=f"Softmax regression of {self.data.size:g} observations, l1 = {self.l1:g}, "
            f"l2 = {self.l2:g}",
            header=("", "estimate"),
            rows=tuple(
                (f"{self.classes[k]}: {self.names[j]}", number(float(self.coefficients[k, j])))
                for k, j in places
            ),
            notes=(
                f"{len(self.active)} of {len(self.names) - self.data.intercept} features are used.",
                f"log-likelihood {self.log_likelihood:.4f}   optimality conditions hold to "
                f"{self.kkt:.1e} of l1",
                str(self.status),
            ),
        )

    def __repr__(self) -> str:
        """Return the size of the fit on one line, and the status if it is not the good one."""
        ending = "" if self.status.converged else f", status={self.status.name}"
        return (
            f"MultinomialLassoFit({len(self.classes)} classes; l1={self.l1:g}, l2={self.l2:g}; "
            f"{len(self.active)} features; log-likelihood {self.log_likelihood:.6g}{ending})"
        )


@dataclass(frozen=True)
class _Model:
    """Checked data with the lasso of unit penalty."""

    classes: tuple[Any, ...]
    smooth: ManyClasses
    unit: Lasso

    @classmethod
    def of(
        cls,
        X: Any,
        y: Any,
        weights: ArrayLike | None,
        intercept: bool,
        names: Sequence[str] | None,
        l2: float,
    ) -> _Model:
        """Check the data, and raise ``DataError`` if they cannot be fitted."""
        data, classes = check_classes(X, y, weights, intercept=intercept, names=names)
        smooth = ManyClasses.of(data, len(classes), check_penalty(l2))
        return cls(classes, smooth, smooth.unit())

    def threads(self) -> Any:
        """Return the context in which to solve."""
        m, p = self.smooth.problem.data.X.shape
        return threads(m * p * len(self.classes))

    def fit(self, found: Certified) -> MultinomialLassoFit:
        """Return a solution in the units of the data."""
        problem = self.smooth.problem
        return MultinomialLassoFit(
            names=problem.data.names,
            classes=self.classes,
            coefficients=read_only(self._coefficients(found.theta)),
            l1=found.l1,
            l2=self.smooth.l2,
            log_likelihood=-self.smooth.loss(found.theta),
            kkt=found.kkt,
            digits=found.digits,
            status=found.status,
            iterations=found.rounds,
            data=problem.data,
        )

    def _coefficients(self, theta: Array) -> Array:
        """Return W (K x n): of those with the same probabilities and penalty the one promised."""
        problem, first = self.smooth.problem, int(self.smooth.problem.data.intercept)
        whole = self.smooth.entries.whole(theta, len(problem.data.names))
        W = problem.scaling.coefficients(whole.T).T
        W[:, :first] -= W[:, :first].mean(axis=0)
        if not problem.penalised:
            W[:, first:] -= np.sort(W[:, first:], axis=0)[(len(W) - 1) // 2]
        return W
