"""Lasso and elastic net: ``fit_lasso(X, y, l1=…)``, and the path over the penalty."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from lrmath.numeric.arrays import Array, ArrayLike, read_only
from lrmath.numeric.check import Data, check_budget, check_data, check_penalty
from lrmath.numeric.errors import ConvergenceWarning, DataError
from lrmath.numeric.estimate import right_digits
from lrmath.numeric.factor import half_solve
from lrmath.numeric.frames import frame
from lrmath.numeric.lasso import Lasso, solve, with_known_signs
from lrmath.numeric.parallel import threads
from lrmath.numeric.predictor import Predictor
from lrmath.numeric.refine import refine
from lrmath.numeric.status import Status
from lrmath.numeric.table import Table, number

#: Rounds of finding signs and solving for them; a path takes few for each penalty.
ROUNDS = 100


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
    standard errors, because the choice of columns depends on the data.

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
    lasso, budget = Lasso.of(data, _positive(l1), check_penalty(l2)), check_budget(max_iter)
    with threads(data.X.shape[0] * data.X.shape[1]):
        found = _solved(lasso, np.zeros(len(data.names)), l1, budget)
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
    if not (count >= 1 and 0 < smallest <= 1):
        raise DataError(
            f"a path needs count >= 1 and 0 < smallest <= 1; got {count!r} and {smallest!r}"
        )
    data = check_data(X, y, weights, offset, intercept=intercept, names=names)
    top = _largest(data, check_penalty(l2))
    with threads(data.X.shape[0] * data.X.shape[1]):
        return tuple(_path(data, top * np.geomspace(1, smallest, count), l2))


def largest_l1(
    X: Any,
    y: Any,
    *,
    weights: ArrayLike | None = None,
    offset: ArrayLike | None = None,
    intercept: bool = True,
) -> float:
    """Return max_j abs(x_j'(p - y)) at the fit without slopes: from this ``l1`` on all are zero."""
    return _largest(check_data(X, y, weights, offset, intercept=intercept), 0.0)


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


def _positive(l1: float) -> float:
    if check_penalty(l1, "l1") == 0:
        raise DataError("l1 must be positive; without it use fit(X, y, l2=…)")
    return float(l1)


def _largest(data: Data, l2: float) -> float:
    lasso = Lasso.of(data, 1.0, l2)
    theta, _ = with_known_signs(lasso, np.zeros(len(data.names)))
    gradient = lasso.problem.objective.gradient(theta)
    slopes = slice(int(data.intercept), None)
    return float(np.max(np.abs(gradient[slopes]) / lasso.lam[slopes], initial=0))


def _path(data: Data, penalties: Array, l2: float) -> Iterator[LassoFit]:
    """Yield the fits, each from the one before."""
    lasso = Lasso.of(data, 1.0, l2)
    start: Array = np.zeros(len(data.names))
    for l1 in map(float, penalties):
        scaled = Lasso(lasso.problem, l1 * lasso.lam, l2)
        found = _solved(scaled, start, l1, ROUNDS)
        if not found.status.converged:
            warnings.warn(str(found.status), ConvergenceWarning, stacklevel=3)
        start = lasso.problem.scaling.scaled(found.coefficients)
        yield found


def _solved(lasso: Lasso, start: Array, l1: float, budget: int) -> LassoFit:
    problem = lasso.problem
    theta, rounds, status = solve(lasso, start, budget)
    theta, digits = _refined(lasso, theta) if status.converged else (theta, 0.0)
    found = problem.objective.evaluate(theta, 1)
    slopes = lasso.lam > 0
    excess = lasso.violation(theta, found.gradient) / np.where(slopes, lasso.lam, l1)
    return LassoFit(
        names=problem.data.names,
        coefficients=read_only(problem.scaling.coefficients(theta)),
        l1=l1,
        l2=lasso.l2,
        log_likelihood=-problem.objective.terms[0].evaluate(theta, 0).value,
        kkt=float(excess.max()),
        digits=digits,
        status=status,
        iterations=rounds,
        data=problem.data,
    )


def _refined(lasso: Lasso, theta: Array) -> tuple[Array, float]:
    """Return theta with its last digits, and how many are right; the signs are known."""
    kept = lasso.support(theta)
    if len(kept) == 0:
        return theta, right_digits(theta, theta + 1, 0 * theta)
    part = lasso.columns(kept)
    sign = np.sign(theta[kept])
    R = part.signed(sign).factor(theta[kept])
    problem = part.problem
    refined = refine(
        problem.rows, problem.scaling, problem.penalties, theta[kept], R, part.lam * sign
    )
    theta = theta.copy()
    theta[kept] = refined.theta
    size = np.linalg.norm(half_solve(R, np.eye(len(R))), axis=0)
    return theta, right_digits(theta[kept], size, refined.error)
