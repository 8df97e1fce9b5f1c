"""Lasso and elastic net: ``fit_lasso(X, y, l1=…)``, and the path over the penalty."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from lrmath.numeric.data.frames import frame
from lrmath.numeric.data.observations import Data, check_data
from lrmath.numeric.data.vectors import check_budget, check_penalty
from lrmath.numeric.estimate.lasso_binary import TwoClasses
from lrmath.numeric.inference.predictor import Predictor
from lrmath.numeric.inference.table import Table, number
from lrmath.numeric.linalg.arrays import Array, ArrayLike, read_only
from lrmath.numeric.linalg.parallel import threads
from lrmath.numeric.model.errors import ConvergenceWarning, DataError
from lrmath.numeric.solve.path import ROUNDS, Certified, largest, path, solution
from lrmath.numeric.solve.status import Status


def fit_lasso(
    X: Any,
    y: Any,
    *,
    l1: float,
    l2: float = 0.0,
    weights: ArrayLike | None = None,
    offset: ArrayLike | None = None,
    intercept: bool = True,
    names: Sequence[str] | None = None,
    max_iter: int = ROUNDS,
) -> LassoFit:
    """Minimise J(beta) + l1 sum_j abs(beta_j) + 1/2 l2 sum_j beta_j^2, the intercept left out.

    With ``l2`` it is the elastic net. The penalties are in the units of the columns: standardise
    these first if their units are arbitrary. The other arguments are those of ``fit``. There are no
    standard errors, because the choice of columns depends on the data. The time grows with the cube
    of the number of slopes that are not zero, of which there may be some hundreds.

    Raises
    ------
    DataError
        As for ``fit``, and unless ``l1 > 0``.

    Warns
    -----
    ConvergenceWarning
        If the iterations ended early; ``status`` says why.

    Source: R. Tibshirani, J. Royal Statistical Society B 58, 1996, 267; H. Zou and T. Hastie, the
    same B 67, 2005, 301.
    """
    data = check_data(X, y, weights, offset, intercept=intercept, names=names)
    l1, budget = check_l1(l1), check_budget(max_iter)
    smooth = TwoClasses.of(data, check_penalty(l2))
    with threads(data.X.shape[0] * data.X.shape[1]):
        unit = smooth.unit()
        found = LassoFit._of(smooth, solution(unit, l1, largest(unit), budget))
    if not found.status.converged:
        warnings.warn(str(found.status), ConvergenceWarning, stacklevel=2)
    return found


def lasso_path(
    X: Any,
    y: Any,
    *,
    l2: float = 0.0,
    count: int = 50,
    smallest: float = 1e-3,
    weights: ArrayLike | None = None,
    offset: ArrayLike | None = None,
    intercept: bool = True,
    names: Sequence[str] | None = None,
) -> tuple[LassoFit, ...]:
    """Return the fits for ``count`` penalties, equally spaced in the logarithm.

    The first is ``largest_l1``, where all slopes are zero, the last ``smallest`` times that. Each
    starts at the one before. Raises and warns as ``fit_lasso`` does.
    """
    data = check_data(X, y, weights, offset, intercept=intercept, names=names)
    smooth = TwoClasses.of(data, check_penalty(l2))
    with threads(data.X.shape[0] * data.X.shape[1]):
        solutions = path(smooth.unit(), count, smallest)
        fits = tuple(LassoFit._of(smooth, found) for found in solutions)
    for found in fits:
        if not found.status.converged:
            warnings.warn(str(found.status), ConvergenceWarning, stacklevel=2)
    return fits


def largest_l1(
    X: Any,
    y: Any,
    *,
    weights: ArrayLike | None = None,
    offset: ArrayLike | None = None,
    intercept: bool = True,
) -> float:
    """Return max_j abs(x_j'(p - y)) at the fit without slopes: from this ``l1`` on all are zero."""
    data = check_data(X, y, weights, offset, intercept=intercept)
    with threads(data.X.shape[0] * data.X.shape[1]):
        return largest(TwoClasses.of(data, 0.0).unit()).l1


@dataclass(frozen=True, repr=False, eq=False)
class LassoFit(Predictor):
    """A logistic regression of which many slopes are exactly zero.

    ``kkt`` is the largest violation of the optimality conditions relative to ``l1``: the gradient g
    of the smooth part has g_j = -l1 sign(beta_j), or abs(g_j) <= l1 where beta_j = 0. ``digits`` is
    the number of right digits of the coefficients that are not zero, as in ``Fit``.
    """

    names: tuple[str, ...]
    coefficients: Array
    l1: float
    l2: float
    log_likelihood: float
    kkt: float
    digits: float
    status: Status
    iterations: int
    data: Data = field(repr=False)

    @classmethod
    def _of(cls, smooth: TwoClasses, found: Certified) -> LassoFit:
        problem = smooth.problem
        return cls(
            names=problem.data.names,
            coefficients=read_only(problem.scaling.coefficients(found.theta)),
            l1=found.l1,
            l2=smooth.l2,
            log_likelihood=-smooth.loss(found.theta),
            kkt=found.kkt,
            digits=found.digits,
            status=found.status,
            iterations=found.rounds,
            data=problem.data,
        )

    @property
    def active(self) -> tuple[str, ...]:
        """The names of the slopes that are not zero."""
        first = int(self.data.intercept)
        slopes = zip(self.names[first:], self.coefficients[first:], strict=True)
        return tuple(name for name, slope in slopes if slope)

    def frame(self) -> Any:
        """Return the coefficients as a pandas data frame."""
        return frame({"estimate": self.coefficients}, self.names)

    def summary(self) -> Table:
        """Return the table of the coefficients that are not zero."""
        kept = np.flatnonzero(self.coefficients)
        rows = tuple((self.names[j], number(float(self.coefficients[j]))) for j in kept)
        slopes = len(self.names) - self.data.intercept
        return Table(
            title=f"Logistic regression of {self.data.size:g} observations, l1 = {self.l1:g}, "
            f"l2 = {self.l2:g}",
            header=("", "estimate"),
            rows=rows,
            notes=(
                f"{len(self.active)} of {slopes} slopes are not zero.",
                f"log-likelihood {self.log_likelihood:.4f}   optimality conditions hold to "
                f"{self.kkt:.1e} of l1",
                str(self.status),
            ),
        )

    def __repr__(self) -> str:
        """Return the size of the fit on one line, and the status if it is not the good one."""
        ending = "" if self.status.converged else f", status={self.status.name}"
        return (
            f"LassoFit(l1={self.l1:g}, l2={self.l2:g}; {len(self.active)} slopes; "
            f"log-likelihood {self.log_likelihood:.6g}{ending})"
        )


def check_l1(l1: float) -> float:
    """Return the penalty if it is a positive number; raises ``DataError``."""
    if check_penalty(l1, "l1") == 0:
        raise DataError("l1 must be positive; without it use fit(X, y, l2=…)")
    return float(l1)
