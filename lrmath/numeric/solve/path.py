"""From a lasso with unit penalty to certified solutions, one or a path of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np

from lrmath.numeric.linalg.arrays import Array
from lrmath.numeric.linalg.factor import half_solve
from lrmath.numeric.model.errors import DataError
from lrmath.numeric.solve.orthants import Lasso, clear_factor, descend, solve
from lrmath.numeric.solve.refinement import right_digits
from lrmath.numeric.solve.status import Status

#: Penalties with a smaller ratio are tried once only.
NEAR = 1.5
#: Rounds of finding the entries that are not zero; a path takes few for each penalty.
ROUNDS = 100


@dataclass(frozen=True, eq=False)
class Certified:
    """A solution theta (n,), with the gradient there and what is known of it.

    ``kkt`` is the largest violation of the optimality conditions, relative to ``l1``.
    """

    l1: float
    theta: Array = field(repr=False)
    gradient: Array = field(repr=False)
    kkt: float
    digits: float
    status: Status
    rounds: int


def largest(unit: Lasso) -> Certified:
    """Return the solution without slopes, for the least penalty that has none."""
    theta, free = np.zeros(len(unit.lam)), np.flatnonzero(unit.lam == 0)
    status = Status.CONVERGED
    if len(free):
        theta[free], status = descend(unit.part(free), theta[free])
    gradient = unit.smooth.evaluate(theta, 1).gradient
    slopes = unit.lam > 0
    top = float(np.max(np.abs(gradient[slopes]) / unit.lam[slopes], initial=0))
    return Certified(top, theta, gradient, 0.0, 0.0, status, 0)


def solution(unit: Lasso, l1: float, near: Certified, budget: int = ROUNDS) -> Certified:
    """Return the solution for ``l1``, from the one for another penalty.

    If the way is too long for that, it is gone in two halves.
    """
    found = _attempt(unit, l1, near, budget)
    lost = found.status in (Status.STALLED, Status.SINGULAR)
    if lost and near.l1 > NEAR * l1:
        between = solution(unit, float(np.sqrt(near.l1 * l1)), near, budget)
        return solution(unit, l1, between, budget)
    return found


def _attempt(unit: Lasso, l1: float, near: Certified, budget: int) -> Certified:
    lasso = Lasso(unit.smooth, l1 * unit.lam)
    ahead = float(np.clip(2 - near.l1 / l1, 0, 1))
    theta, rounds, status = solve(lasso, near.theta, near.gradient, budget, ahead)
    theta, digits = _refined(lasso, theta) if status.converged else (theta, 0.0)
    gradient = lasso.smooth.evaluate(theta, 1).gradient
    excess = lasso.violation(theta, gradient) / np.where(lasso.lam > 0, lasso.lam, l1)
    return Certified(l1, theta, gradient, float(excess.max()), digits, status, rounds)


def path(unit: Lasso, count: int, smallest: float) -> Iterator[Certified]:
    """Yield ``count`` solutions, from the largest penalty to ``smallest`` times that.

    Raises ``DataError`` unless there is at least one and they do not grow, and if none is needed.
    """
    if not (count >= 1 and 0 < smallest <= 1):
        raise DataError(
            f"a path needs count >= 1 and 0 < smallest <= 1; got {count!r} and {smallest!r}"
        )
    near = largest(unit)
    if not near.l1 > 0:
        raise DataError("there is no path: without any penalty all slopes are zero already")
    for l1 in map(float, near.l1 * np.geomspace(1, smallest, count)):
        near = solution(unit, l1, near)
        yield near


def _refined(lasso: Lasso, theta: Array) -> tuple[Array, float]:
    """Return theta with its last digits, and how many are right; the signs are known."""
    kept = lasso.support(theta)
    if len(kept) == 0:
        return theta, right_digits(theta, theta + 1, 0 * theta)
    part = lasso.part(kept)
    R = clear_factor(part.smooth.evaluate(theta[kept], 2).hessian)
    R = part.smooth.factor(theta[kept]) if R is None else R
    refined = part.smooth.refined(theta[kept], R, part.lam * np.sign(theta[kept]))
    theta = theta.copy()
    theta[kept] = refined.theta
    size = np.linalg.norm(half_solve(R, np.eye(len(R))), axis=0)
    return theta, right_digits(theta[kept], size, refined.error)
