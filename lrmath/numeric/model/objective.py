"""What is minimised: the negative log-likelihood, a penalty, and their sum.

The three functions at the top are the book's formulas. An ``Objective`` is a sum of terms that each
know their value, gradient and Hessian, so that those of a penalty cannot disagree.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial, reduce
from operator import add
from typing import Any, Protocol

import numpy as np

from lrmath.labels import implements
from lrmath.numeric.linalg.arrays import Array, ArrayLike, floating
from lrmath.numeric.linalg.double_double import DoubleDouble, product
from lrmath.numeric.linalg.factor import cholesky, condition, stack, triangular
from lrmath.numeric.linalg.storage import Matrix, dense, gram
from lrmath.numeric.model.coding import PLAIN, Coding
from lrmath.numeric.model.families import BERNOULLI, Family
from lrmath.numeric.model.kernels import evaluate_block, root_block
from lrmath.numeric.model.precision import Precision, rounded
from lrmath.numeric.model.rows import Evaluation, Rows, Source


@implements("eq-nll")
def loss(X: ArrayLike, y: ArrayLike, beta: ArrayLike) -> float:
    """Return J(beta) = sum_i [A(eta_i) - y_i eta_i] with eta = X beta (eq-nll).

    Shapes: ``X`` (m x n), ``y`` (m,), ``beta`` (n,). In nats.
    """
    return float(BERNOULLI.terms(floating(X) @ floating(beta), floating(y)).loss.sum())


@implements("eq-gradient", "eq-gradient-matrix")
def gradient(X: ArrayLike, y: ArrayLike, beta: ArrayLike) -> Array:
    """Return X'(p - y) with p = sigma(X beta), shape (n,) (eq-gradient, eq-gradient-matrix).

    Shapes: ``X`` (m x n), ``y`` (m,), ``beta`` (n,).
    """
    X = floating(X)
    return X.T @ BERNOULLI.terms(X @ floating(beta), floating(y)).residual


@implements("eq-hessian")
def hessian(X: ArrayLike, y: ArrayLike, beta: ArrayLike) -> Array:
    """Return X'SX with S = diag(p_i (1 - p_i)), shape (n, n) (eq-hessian).

    Shapes: ``X`` (m x n), ``y`` (m,), ``beta`` (n,). The labels do not enter: under the canonical
    link observed and expected information are equal.
    """
    X = floating(X)
    return gram(X, BERNOULLI.variance(X @ floating(beta)))


#: Multiplications up to which a Hessian is factored by QR, which keeps more digits than Cholesky,
#: in any case, and up to which it is if Cholesky's factor turns out to lose digits.
QR_ALWAYS, QR_LIMIT = 1e7, 1e9
#: So many digits, as a factor, may be lost.
LOST = 1e3
#: Rows for each column in a block whose Hessian is formed: fewer add up Hessians all the time.
TALL = 8


class Term(Protocol):
    """One summand of an objective."""

    def evaluate(self, beta: Any, order: int) -> Evaluation:
        """Return the value with the derivatives up to ``order``."""

    def factor(self, beta: Array) -> Array:
        """Return an upper triangular R with R'R equal to the Hessian, by QR."""

    def factor_work(self, n: int) -> float:
        """Return the multiplications that ``factor`` takes for n coefficients, roughly."""


@dataclass(frozen=True)
class Objective:
    """A smooth convex function of ``beta`` (n,), a sum of terms: ``nll(X, y) + ridge(1.0)``."""

    terms: tuple[Term, ...]

    def evaluate(self, beta: Any, order: int = 2) -> Evaluation:
        """Return value, gradient and Hessian up to ``order`` (0, 1 or 2), computed together.

        ``beta`` is an array, or of pairs of doubles; then so is the gradient.
        """
        beta = beta if isinstance(beta, DoubleDouble) else floating(beta)
        if len(self.terms) == 1:
            return self.terms[0].evaluate(beta, order)
        return reduce(add, (term.evaluate(beta, order) for term in self.terms))

    def value(self, beta: ArrayLike) -> float:
        """Return the objective at ``beta``."""
        return float(self.evaluate(beta, 0).value)

    def gradient(self, beta: ArrayLike) -> Array:
        """Return the gradient at ``beta``, shape (n,)."""
        return np.asarray(self.evaluate(beta, 1).gradient)

    def hessian(self, beta: ArrayLike) -> Array:
        """Return the Hessian at ``beta``, shape (n, n)."""
        return self.evaluate(beta, 2).hessian

    def factor(self, beta: ArrayLike) -> Array:
        """Return an upper triangular R (n x n) with R'R the Hessian.

        The Hessian is not formed, unless QR would take long. Then R is Cholesky's if that keeps
        nearly all digits or QR would take very long, and of all terms together because each alone
        may be singular; raises ``numpy.linalg.LinAlgError`` if their sum is.
        """
        beta = floating(beta)
        work = sum(term.factor_work(len(beta)) for term in self.terms)
        if work > QR_LIMIT:
            return cholesky(self.hessian(beta))
        R = self._exact_cholesky(beta) if work > QR_ALWAYS else None
        return reduce(stack, (term.factor(beta) for term in self.terms)) if R is None else R

    def _exact_cholesky(self, beta: Array) -> Array | None:
        """Return Cholesky's factor, None if it loses digits."""
        try:
            R = cholesky(self.hessian(beta))
        except np.linalg.LinAlgError:
            return None
        return R if condition(R) ** 2 < LOST else None

    def __add__(self, other: Objective) -> Objective:
        """Return the sum of both functions."""
        return Objective(self.terms + other.terms)


def nll(
    X: ArrayLike,
    y: ArrayLike,
    weights: ArrayLike | None = None,
    offset: ArrayLike | None = None,
    family: Family = BERNOULLI,
) -> Objective:
    """Return the negative log-likelihood sum_i w_i [A(eta_i) - y_i eta_i] (eq-nll).

    Here eta = X beta + offset. Shapes: ``X`` (m x n), with its column of ones if there is an
    intercept; ``y``, ``weights``, ``offset`` (m,). The data are used as they come: ``fit`` is the
    entry that checks them.
    """
    return Objective((Likelihood.of(_rows(X, y, weights, offset, family)),))


def ridge(lam: ArrayLike, *, intercept: bool = False) -> Objective:
    """Return the penalty 1/2 sum_j lam_j beta_j^2; ``intercept`` spares the first coefficient.

    ``lam`` is a number, or one number per coefficient (n,). It is the precision of a Gaussian
    prior, so its unit is 1 / beta^2. Raises ``ValueError`` unless every lam is finite and at least
    0.
    """
    lam = floating(lam)
    if not np.all(np.isfinite(lam) & (lam >= 0)):
        raise ValueError(f"ridge(lam) needs finite lam >= 0, got {lam}")
    return Objective((Ridge(lam, intercept),))


@dataclass(frozen=True)
class Likelihood:
    """The negative log-likelihood of the rows, wherever they are.

    In a wider ``precision`` it has a value and a gradient only.
    """

    rows: Source
    coding: Coding = PLAIN
    precision: Precision = np.float64

    @classmethod
    def of(cls, rows: Source) -> Likelihood:
        """Return it as a function of all coefficients, one linear predictor after the other."""
        k = rows.family.predictors
        return cls(rows, PLAIN if k == 1 else Coding(k))

    def evaluate(self, beta: Any, order: int) -> Evaluation:
        """Return loss, score and information up to ``order`` from one pass over the rows."""
        coding, precision = self.coding, self.precision
        kernel = partial(evaluate_block, beta=beta, order=order, coding=coding, precision=precision)
        least = TALL * self.coding.columns(len(beta)) if order == 2 else 1
        found: Evaluation = self.rows.total(kernel, add, least)
        return found

    def factor(self, beta: Array) -> Array:
        """Return the R of the QR factorisation of a root of the information."""
        kernel = partial(_triangle, beta=beta, coding=self.coding)
        return self.rows.total(kernel, stack, self.coding.columns(len(beta)))

    def factor_work(self, n: int) -> float:
        """Return the number of rows of the root, times n^2."""
        k = self.coding.predictors
        return float(self.rows.count) * (k + (k > 1)) * n**2


def _triangle(rows: Rows, beta: Array, coding: Coding) -> Array:
    return triangular(root_block(rows, beta, coding))


@dataclass(frozen=True)
class Linear:
    """slope . beta for a given ``slope`` (n,)."""

    slope: Array

    def evaluate(self, beta: Any, order: int) -> Evaluation:
        """Return value, slope and zeros up to ``order``."""
        n = len(beta)
        return Evaluation(self.slope @ beta, *(self.slope, np.zeros((n, n)))[:order])

    def factor(self, beta: Array) -> Array:
        """Return zeros."""
        return np.zeros((len(beta), len(beta)))

    def factor_work(self, n: int) -> float:
        """Return 0: the factor is empty."""
        return 0.0


@dataclass(frozen=True)
class Quadratic:
    """1/2 |root beta|^2 for a given ``root`` (k x n), dense or sparse."""

    root: Matrix

    def evaluate(self, beta: Any, order: int) -> Evaluation:
        """Return value, root' root beta and root' root up to ``order``."""
        if isinstance(beta, DoubleDouble):
            root = dense(self.root)
            near = self.evaluate(rounded(beta), 0)
            return replace(near, gradient=product(root.T, product(root, beta)))
        image = self.root @ beta
        value, gradient = 0.5 * (image @ image), self.root.T @ image
        if order < 2:
            return Evaluation(value, *(gradient,)[:order])
        return Evaluation(value, gradient, dense(self.root.T @ self.root))

    def factor(self, beta: Array) -> Array:
        """Return the triangular factor of the root."""
        return triangular(dense(self.root))

    def factor_work(self, n: int) -> float:
        """Return k n^2."""
        return float(self.root.shape[0]) * n**2


@dataclass(frozen=True)
class Ridge:
    """1/2 sum_j lam_j beta_j^2."""

    lam: Array
    intercept: bool

    def penalties(self, n: int) -> Array:
        """Return one penalty per coefficient, shape (n,)."""
        lam = np.broadcast_to(self.lam, n).copy()
        if self.intercept:
            lam[0] = 0
        return lam

    def evaluate(self, beta: Any, order: int) -> Evaluation:
        """Return 1/2 sum lam beta^2, lam beta and diag(lam) up to ``order``."""
        lam = self.penalties(len(beta))
        value = 0.5 * (lam @ rounded(beta) ** 2)
        if order < 2:
            return Evaluation(value, *(lam * beta,)[:order])
        return Evaluation(value, lam * beta, np.diag(lam))

    def factor(self, beta: Array) -> Array:
        """Return diag(sqrt(lam))."""
        return np.diag(np.sqrt(self.penalties(len(beta))))

    def factor_work(self, n: int) -> float:
        """Return 0: the factor is diagonal."""
        return 0.0


def _rows(
    X: ArrayLike,
    y: ArrayLike,
    weights: ArrayLike | None = None,
    offset: ArrayLike | None = None,
    family: Family = BERNOULLI,
) -> Rows:
    def optional(values: ArrayLike | None) -> Array | None:
        return None if values is None else floating(values)

    return Rows(floating(X), floating(y), optional(weights), optional(offset), family)
