"""L-BFGS in a given metric, an approximation of the inverse Hessian that steps improve."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial

import numpy as np

from lrmath.numeric.linalg.arrays import Array, Indices
from lrmath.numeric.linalg.factor import cholesky, solve
from lrmath.numeric.model.iterate import Point
from lrmath.numeric.model.objective import Objective
from lrmath.numeric.solve.line_search import backtrack

#: Applies an approximation of H^{-1} to a gradient (n,).
Metric = Callable[[Array], Array]

#: Curvature below this, relative to the lengths of step and change, is taken for rounding error.
CURVED = 1e-12
#: The part of the intercept's curvature that the other columns may explain in the arrow metric.
HELD = 0.9


class LimitedMemory:
    """L-BFGS whose first approximation of H^{-1} is a metric instead of a multiple of the identity.

    Converged when the decrement sqrt(g'Hg), H the current approximation, is small: in units of the
    likelihood it is the distance to the minimum in standard errors (J. Nocedal and S. J. Wright,
    Numerical Optimization, 2nd ed. 2006, algorithm 7.4). The rule remembers steps; use a new one
    for each run.

    If a Newton step is to follow, the next point after a decrement of ``newton_below`` comes with
    its Hessian, from the same pass over the rows, and ends the run.
    """

    def __init__(self, metric: Metric, memory: int = 10, newton_below: float = 0.0) -> None:
        self._metric = metric
        self._newton_below = newton_below
        self._pairs: deque[tuple[Array, Array, float]] = deque(maxlen=memory)

    def direction(self, objective: Objective, point: Point) -> Array:
        """Return minus the approximate inverse Hessian times the gradient."""
        return -self.apply(point.gradient)

    def apply(self, gradient: Array) -> Array:
        """Return the approximate inverse Hessian times the gradient."""
        q = gradient.copy()
        parts = []
        for step, change, inner in reversed(self._pairs):
            part = float(step @ q) / inner
            q -= part * change
            parts.append(part)
        q = self._metric(q)
        for (step, change, inner), part in zip(self._pairs, reversed(parts), strict=True):
            q += step * (part - float(change @ q) / inner)
        return q

    def distance(self, point: Point, direction: Array) -> float:
        """Return the decrement, 0 at a point with its Hessian."""
        if point.hessian is not None:
            return 0.0
        return float(np.sqrt(max(-float(point.gradient @ direction), 0.0)))

    def move(self, objective: Objective, point: Point, direction: Array) -> Point | None:
        """Take the step, or the first of its halves that descends, and remember it."""
        order = 2 if self.distance(point, direction) <= self._newton_below else 1
        following = backtrack(objective, point, direction, order)
        if following is not None:
            step, change = following.beta - point.beta, following.gradient - point.gradient
            inner = float(step @ change)
            if inner > CURVED * float(np.linalg.norm(step) * np.linalg.norm(change)):
                self._pairs.append((step, change, inner))
        return following


def factored(R: Array) -> Metric:
    """Return the metric (R'R)^{-1} of a triangular factor."""
    return partial(solve, R)


def arrow(diagonal: Array, border: Array) -> Metric:
    """Return the inverse of a matrix with this diagonal and first row, zeros elsewhere.

    Shapes: ``diagonal`` (n,), ``border`` (n-1,). It is the Hessian of sparse data without the
    products of different columns, the intercept's excepted. Without these products it need not be
    positive definite; then the border is shortened until it is.
    """
    load = float(border @ (border / diagonal[1:])) / diagonal[0]
    ratio = border / diagonal[1:] * (np.sqrt(HELD / load) if load > HELD else 1.0)
    pivot = diagonal[0] - float(ratio @ (ratio * diagonal[1:]))

    def apply(g: Array) -> Array:
        first = (g[0] - float(ratio @ g[1:])) / pivot
        return np.append(first, g[1:] / diagonal[1:] - ratio * first)

    return apply


def levelled(diagonal: Array, groups: Indices, units: Array, constants: Array) -> Metric:
    """Return the inverse diagonal plus the exact inverse on what is constant within each group.

    Shapes: ``diagonal``, ``groups`` and ``units`` (n,), where the vector of group k has the
    ``units`` of its members and zeros elsewhere; ``constants`` (k x k) is the Hessian on these
    vectors. In one-hot data each of them moves every row alike, as the intercept does, so they hold
    the largest curvature by far (the two-level additive Schwarz method; A. Toselli and O. Widlund,
    Domain Decomposition Methods, 2005, chapter 2).
    """
    R = cholesky(constants)

    def apply(g: Array) -> Array:
        sums = np.asarray(np.bincount(groups, units * g), dtype=np.float64)
        return np.asarray(g / diagonal + units * solve(R, sums)[groups])

    return apply
