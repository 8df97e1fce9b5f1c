"""Rules for the loop: gradient descent, Newton's method, and the bound that never fails."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from lrmath.numeric.linalg.arrays import Array, ArrayLike, floating
from lrmath.numeric.linalg.factor import cholesky, is_singular, solve, triangular
from lrmath.numeric.model.iterate import Point
from lrmath.numeric.model.objective import Objective
from lrmath.numeric.solve.line_search import backtrack, lengthen
from lrmath.numeric.solve.loop import gradient_step

#: Keeps a relative distance defined where the objective has underflowed to 0.
TINY = np.finfo(np.float64).tiny


def lipschitz_constant(X: ArrayLike, lam: float = 0.0) -> float:
    """Return L = lambda_max(X'X) / 4 + lam, the largest curvature that nll + ridge can have.

    Shape: ``X`` (m x n), with its column of ones. p(1 - p) <= 1/4 makes it a bound, attained at
    beta = 0; so 1/L is a safe step for gradient descent.
    """
    return float(np.linalg.norm(floating(X), 2) ** 2 / 4 + lam)


@dataclass(frozen=True)
class GradientDescent:
    """Steps of fixed length down the gradient; ``damped`` halves those that do not descend.

    Converged when the Euclidean norm of the gradient is small. With step 1/L, L the
    ``lipschitz_constant`` of the gradient, every step descends and J falls to its minimum at least
    like 1/k (Y. Nesterov, Introductory Lectures on Convex Optimization, 2004, corollary 2.1.2).
    """

    step: float
    damped: bool = False

    def direction(self, objective: Objective, point: Point) -> Array:
        """Return the step down the gradient."""
        return -self.step * point.gradient

    def distance(self, point: Point, direction: Array) -> float:
        """Return the norm of the gradient."""
        return point.gradient_norm

    def move(self, objective: Objective, point: Point, direction: Array) -> Point | None:
        """Take the step, or the first of its halves that descends."""
        if self.damped:
            return backtrack(objective, point, direction)
        return Point.at(objective, gradient_step(point.beta, point.gradient, self.step))


@dataclass(frozen=True)
class Newton:
    """Newton's method, here the same as IRLS; ``damped`` halves steps that do not descend.

    The direction solves R'R d = -gradient with R from QR, so the condition number is not squared;
    where half the digits will do, ``squared`` forms the Hessian, which is faster.
    Converged when the Newton decrement, relative to the objective, is small: the squared decrement
    g'H^{-1}g is twice the decrease that the quadratic model predicts, whatever the units of X
    (S. Boyd and L. Vandenberghe, Convex Optimization, 2004, section 9.5.1).
    """

    damped: bool = True
    squared: bool = False

    def direction(self, objective: Objective, point: Point) -> Array:
        """Return -H^{-1} gradient; raises ``numpy.linalg.LinAlgError`` if H is singular."""
        if self.squared:
            H = objective.hessian(point.beta) if point.hessian is None else point.hessian
            return -solve(cholesky(H), point.gradient)
        R = objective.factor(point.beta)
        if is_singular(R):
            raise np.linalg.LinAlgError
        return -solve(R, point.gradient)

    def distance(self, point: Point, direction: Array) -> float:
        """Return the Newton decrement over the square root of the objective."""
        squared = max(-float(point.gradient @ direction), 0.0)
        return math.sqrt(squared / max(abs(point.value), TINY))

    def move(self, objective: Objective, point: Point, direction: Array) -> Point | None:
        """Take the full step, or the first of its halves that descends."""
        if self.damped:
            return backtrack(objective, point, direction, 2 if self.squared else 1)
        return Point.at(objective, point.beta + direction)


@dataclass(frozen=True)
class Settling(Newton):
    """Newton's method until the next step would change no observation's log-odds by much.

    ``change`` returns the largest of these changes for a direction (n,). The decrement alone does
    not tell: where the likelihood is nearly flat it is small long before the minimum, while Newton
    still adds 1 to some log-odds in every step. Below 1 the convergence is quadratic (F. Bach,
    Electronic Journal of Statistics 4, 2010, 384, proposition 2).
    """

    change: Callable[[Array], float] = field(kw_only=True)

    def distance(self, point: Point, direction: Array) -> float:
        """Return the largest change of the log-odds in the step."""
        return self.change(direction)

    def move(self, objective: Objective, point: Point, direction: Array) -> Point | None:
        """Take the full step, a shorter one that descends, or a longer one if that is needed."""
        return lengthen(objective, point, direction)


@dataclass(frozen=True)
class Majorise:
    """The bound of Boehning and Lindsay: Newton steps with X'X/4 in place of X'SX, never too long.

    ``R`` (n x n) is the triangular factor of the bound, made once by ``Majorise.of(X)``. The loss
    falls in every step, without a line search (D. Boehning and B. G. Lindsay, Annals of the
    Institute of Statistical Mathematics 40, 1988, 641, theorem 4.1). Converged when the Euclidean
    norm of the gradient is small.
    """

    R: Array

    @classmethod
    def of(cls, X: ArrayLike, lam: float = 0.0) -> Majorise:
        """Return the rule for nll(X, y) + ridge(lam), with ``X`` (m x n) as given there."""
        X = floating(X)
        root = np.sqrt(lam) * np.eye(X.shape[1])
        return cls(triangular(np.vstack([X / 2, root])))

    def direction(self, objective: Objective, point: Point) -> Array:
        """Return -4 (X'X)^{-1} gradient; raises ``numpy.linalg.LinAlgError`` if it is singular."""
        if is_singular(self.R):
            raise np.linalg.LinAlgError
        return -solve(self.R, point.gradient)

    def distance(self, point: Point, direction: Array) -> float:
        """Return the norm of the gradient."""
        return point.gradient_norm

    def move(self, objective: Objective, point: Point, direction: Array) -> Point:
        """Take the step."""
        return Point.at(objective, point.beta + direction)
