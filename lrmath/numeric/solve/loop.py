"""The update lines of the book as pure functions, and the one loop that repeats them.

A rule proposes a direction, moves along it and says how far from the minimum it believes to be; the
loop knows nothing else. Every outcome is a ``Status``; an iteration that did not converge never
says it did.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

import numpy as np

from lrmath.numeric.linalg.arrays import Array, ArrayLike, floating, read_only
from lrmath.numeric.linalg.factor import cholesky, solve
from lrmath.numeric.model.iterate import Point
from lrmath.numeric.model.objective import Objective
from lrmath.numeric.solve.progress import report
from lrmath.numeric.solve.status import Status


def gradient_step(beta: ArrayLike, gradient: ArrayLike, step: float) -> Array:
    """Return beta - step * gradient: one step of gradient descent, shape (n,)."""
    return floating(beta) - step * floating(gradient)


def newton_step(beta: ArrayLike, gradient: ArrayLike, hessian: ArrayLike) -> Array:
    """Return beta - H^{-1} gradient: one full Newton step, shape (n,).

    For logistic regression this is iteratively reweighted least squares. The columns of H are
    scaled to unit diagonal before the Cholesky factorisation, which makes the result independent of
    their units. Raises ``numpy.linalg.LinAlgError`` if H is not positive definite.
    """
    return floating(beta) - solve(cholesky(floating(hessian)), floating(gradient))


@dataclass(frozen=True, eq=False)
class Solution:
    """Where an iteration ended: immutable. ``trace`` holds every point, the start first."""

    trace: tuple[Point, ...]
    status: Status

    @property
    def beta(self) -> Array:
        """The last iterate, shape (n,)."""
        return self.trace[-1].beta

    @property
    def value(self) -> float:
        """The objective at the last iterate."""
        return self.trace[-1].value

    @property
    def gradient_norm(self) -> float:
        """The Euclidean norm of the gradient at the last iterate."""
        return self.trace[-1].gradient_norm

    @property
    def iterations(self) -> int:
        """The number of steps taken."""
        return len(self.trace) - 1

    def __repr__(self) -> str:
        """Return one line without the trace."""
        return (
            f"Solution(beta={np.array2string(self.beta, precision=6)}, value={self.value:.10g}, "
            f"gradient_norm={self.gradient_norm:.3g}, iterations={self.iterations}, "
            f"status={self.status.name})"
        )


class Rule(Protocol):
    """How to go from one point to the next."""

    def direction(self, objective: Objective, point: Point) -> Array:
        """Return a direction (n,) along which the objective falls."""

    def distance(self, point: Point, direction: Array) -> float:
        """Return the quantity that must fall below the tolerance."""

    def move(self, objective: Objective, point: Point, direction: Array) -> Point | None:
        """Return the next point, or None if the direction leads nowhere."""


def minimise(
    objective: Objective,
    start: ArrayLike,
    rule: Rule,
    *,
    tolerance: float = 1e-10,
    max_iter: int = 100,
    order: int = 1,
) -> Solution:
    """Repeat the rule from ``start`` (n,) until its distance is at most ``tolerance``.

    At the start derivatives up to ``order`` are evaluated, which saves a rule that needs the
    Hessian there a second evaluation.

    The ``status`` of the solution says how it ended: converged, out of iterations, stalled,
    diverged or stopped at a singular Hessian. Nothing is raised for these, because a trace is worth
    looking at.
    """
    trace = [Point.at(objective, read_only(start), order)]
    while True:
        following = _advance(objective, trace[-1], rule, tolerance)
        if isinstance(following, Status):
            return Solution(tuple(trace), following)
        if len(trace) > max_iter:
            return Solution(tuple(trace), Status.BUDGET)
        trace.append(following)
        report(len(trace) - 1, following)


def _advance(objective: Objective, point: Point, rule: Rule, tolerance: float) -> Point | Status:
    """Return the next point, or the reason why there is none."""
    if not point.is_finite():
        return Status.DIVERGED
    try:
        direction = rule.direction(objective, point)
    except np.linalg.LinAlgError:
        return Status.SINGULAR
    if rule.distance(point, direction) <= tolerance:
        return Status.CONVERGED
    with np.errstate(over="ignore", invalid="ignore"):  # a diverged point is reported as such
        return rule.move(objective, point, direction) or Status.STALLED
