"""BFGS and L-BFGS, which learn the curvature from gradients: SciPy's, with our trace.

SciPy's line searches compare values of the objective. Near the minimum these agree in all their
digits while gradients still tell, so SciPy gives up there; the last steps are then taken with the
curvature it has learned, and with the line search that looks at slopes.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy import optimize

from lrmath.numeric.linalg.arrays import Array, ArrayLike, read_only
from lrmath.numeric.model.iterate import Point
from lrmath.numeric.model.objective import Objective
from lrmath.numeric.solve.loop import Solution, minimise
from lrmath.numeric.solve.metric import LimitedMemory
from lrmath.numeric.solve.status import Status

#: What SciPy returns when the iterations are used up.
OUT_OF_ITERATIONS = 1
#: Steps for the last digits; what these do not reach is out of reach.
LAST_STEPS = 50


def bfgs(
    objective: Objective,
    start: ArrayLike,
    *,
    memory: int | None = None,
    tolerance: float = 1e-8,
    max_iter: int = 1000,
) -> Solution:
    """Minimise from ``start`` (n,) until no entry of the gradient exceeds ``tolerance``.

    With a ``memory`` only so many pairs of steps and gradient changes are kept, which is L-BFGS;
    without one the whole matrix is (J. Nocedal and S. J. Wright, Numerical Optimization, 2nd ed.
    2006, chapters 6 and 7). Nothing is raised: the ``status`` says how it ended.
    """
    trace = [Point.at(objective, read_only(start))]

    def evaluate(beta: Array) -> tuple[float, Array]:
        point = Point.at(objective, beta)
        return point.value, point.gradient

    found: Any = optimize.minimize(
        evaluate,
        trace[0].beta,
        jac=True,
        callback=lambda beta: trace.append(Point.at(objective, read_only(beta))),
        **_options(memory, tolerance, max_iter),
    )
    if _status(trace[-1], tolerance, found.status) is Status.STALLED:
        return _last_digits(objective, tuple(trace), found.hess_inv, tolerance)
    return Solution(tuple(trace), _status(trace[-1], tolerance, found.status))


class _LastDigits(LimitedMemory):
    """L-BFGS in the metric that was learned, until no entry of the gradient is large."""

    def distance(self, point: Point, direction: Array) -> float:
        """Return the largest entry of the gradient."""
        return float(np.abs(point.gradient).max())


def _last_digits(
    objective: Objective, trace: tuple[Point, ...], inverse: Any, tolerance: float
) -> Solution:
    """Go on from the last point with the inverse Hessian that SciPy has built."""
    rule = _LastDigits(lambda g: np.asarray(inverse @ g))
    rest = minimise(objective, trace[-1].beta, rule, tolerance=tolerance, max_iter=LAST_STEPS)
    status = Status.STALLED if rest.status is Status.BUDGET else rest.status
    return Solution(trace[:-1] + rest.trace, status)


def _options(memory: int | None, tolerance: float, max_iter: int) -> dict[str, Any]:
    common = {"gtol": tolerance, "maxiter": max_iter}
    if memory is None:
        return {"method": "BFGS", "options": common}
    limits = {"maxcor": memory, "ftol": 0.0, "maxfun": 20 * max_iter}
    return {"method": "L-BFGS-B", "options": common | limits}


def _status(point: Point, tolerance: float, code: int) -> Status:
    """Judge by the gradient itself, not by what the library calls success."""
    if not point.is_finite():
        return Status.DIVERGED
    if np.abs(point.gradient).max() <= tolerance:
        return Status.CONVERGED
    return Status.BUDGET if code == OUT_OF_ITERATIONS else Status.STALLED
