"""Minimise J(theta) + sum_j lam_j |theta_j| by Newton steps within orthants, on few entries.

Where no entry changes its sign the penalty is linear, so Newton's method gives all digits. A step
goes to the minimum of the quadratic model with the present signs; entries that would change theirs
on the way stay at zero (R. H. Byrd, G. M. Chin, J. Nocedal and F. Oztoprak, Mathematical
Programming 157, 2016, 375). Entries that are zero take part only if they violate the optimality
conditions

    g_j = -lam_j sign(theta_j)  where theta_j is not 0,    |g_j| <= lam_j  where it is,

which at the end are the certificate; g is the gradient of J. Between two checks of all entries only
those are looked at that may soon be non-zero (R. Tibshirani et al., J. Royal Statistical Society B
74, 2012, 245: the strong rule).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from lrmath.numeric.linalg.arrays import Array, Indices
from lrmath.numeric.linalg.factor import cholesky, is_singular, stack
from lrmath.numeric.linalg.factor import solve as solve_factored
from lrmath.numeric.linalg.rank import Dependence
from lrmath.numeric.model.rows import Evaluation
from lrmath.numeric.solve.line_search import HALVINGS, ROUNDING, SUFFICIENT
from lrmath.numeric.solve.refinement import Refined
from lrmath.numeric.solve.rules import TINY
from lrmath.numeric.solve.status import Status

#: The decrement, relative to the root of the objective, at which a step is the last.
TOLERANCE = 1e-8
#: Relative excess of a gradient over its limit that counts as rounding error.
SLACK = 1e-10
#: Most steps on the same entries.
STEPS = 200
#: Entries that join at a time: at least so many, or as many as there are.
JOINING = 20
#: Least pivot, relative to its column, of a Cholesky factor that shows independent columns.
PIVOT = 1e-6
#: Added to a factor that is singular to working precision, relative to its columns.
DAMPING = 1e-6


class Smooth(Protocol):
    """A smooth convex function J of some entries of theta, the others being zero."""

    @property
    def most(self) -> int:
        """The largest number of entries that can have independent columns."""

    def evaluate(self, theta: Array, order: int) -> Evaluation:
        """Return value, gradient and Hessian up to ``order``."""

    def loss(self, theta: Array) -> float:
        """Return the negative log-likelihood, J without its penalty."""

    def factor(self, theta: Array) -> Array:
        """Return a triangular R with R'R the Hessian, by QR."""

    def refined(self, theta: Array, R: Array, slope: Array) -> Refined:
        """Return the minimiser of J + slope . theta with its last digits; R is J's factor."""

    def part(self, kept: Indices) -> Smooth:
        """Return the same for fewer entries, in this order."""

    def dependences(self) -> list[Dependence]:
        """Return the combinations of entries that leave J as it is, each with its last entry."""


@dataclass(frozen=True)
class Lasso:
    """A smooth function with the penalties ``lam`` (n,) of the absolute values of theta."""

    smooth: Smooth
    lam: Array

    def part(self, kept: Indices) -> Lasso:
        """Return the same for some entries of theta."""
        return Lasso(self.smooth.part(kept), self.lam[kept])

    def value(self, theta: Array) -> float:
        """Return the penalised value."""
        return float(self.smooth.evaluate(theta, 0).value + self.lam @ np.abs(theta))

    def support(self, theta: Array) -> Indices:
        """Return the entries that are not zero, or not penalised."""
        return np.flatnonzero((theta != 0) | (self.lam == 0))

    def at_zero(self, theta: Array) -> NDArray[np.bool]:
        """Return where an entry is held by its penalty (n,)."""
        return np.asarray((theta == 0) & (self.lam > 0))

    def signs(self, theta: Array, gradient: Array) -> Array:
        """Return the signs (n,); at zero that which an entry ought to have, or 0 to stay."""
        moves = self.at_zero(theta) & (np.abs(gradient) > (1 + SLACK) * self.lam)
        return np.where(moves, -np.sign(gradient), np.sign(theta))

    def violation(self, theta: Array, gradient: Array) -> Array:
        """Return by how much each entry (n,) violates the optimality conditions."""
        at_zero = np.maximum(np.abs(gradient) - self.lam, 0)
        return np.where(theta == 0, at_zero, np.abs(gradient + self.lam * np.sign(theta)))


class Found(NamedTuple):
    """A minimiser (n,), the rounds it took, and how it ended."""

    theta: Array
    rounds: int
    status: Status


def solve(lasso: Lasso, theta: Array, gradient: Array, max_iter: int, ahead: float = 1.0) -> Found:
    """Return the minimiser, from a start ``theta`` (n,) with its ``gradient``.

    Entries whose gradient exceeds ``ahead`` times its limit take part from the first round on.
    """
    joining = _joining(lasso, theta, gradient, ahead)
    for rounds in range(1, max_iter + 1):
        work = np.union1d(lasso.support(theta), joining)
        if len(work) == 0:
            return Found(theta, rounds, Status.CONVERGED)
        theta = theta.copy()
        theta[work], status = descend(lasso.part(work), theta[work])
        if not status.converged:
            return Found(theta, rounds, status)
        gradient = lasso.smooth.evaluate(theta, 1).gradient
        joining = _joining(lasso, theta, gradient, 1 + SLACK)
        if len(joining) == 0:
            return Found(theta, rounds, status)
    return Found(theta, max_iter, Status.BUDGET)


def _joining(lasso: Lasso, theta: Array, gradient: Array, limit: float) -> Indices:
    """Return the entries at zero whose gradients exceed their limits most."""
    excess = np.where(lasso.at_zero(theta), np.abs(gradient) - limit * lasso.lam, 0)
    worst = np.argsort(-excess)[: max(JOINING, np.count_nonzero(theta))]
    return worst[excess[worst] > 0]


def descend(lasso: Lasso, theta: Array) -> tuple[Array, Status]:
    """Minimise over all entries from theta (n,)."""
    for _ in range(STEPS):
        here = lasso.smooth.evaluate(theta, 2)
        sign = lasso.signs(theta, here.gradient)
        way = _way(lasso, theta, sign, here)
        if isinstance(way, Status):
            return theta, way
        following = _along(lasso, theta, way, here.value)
        last = way.gain <= TOLERANCE**2 * max(abs(here.value), TINY) and not way.idle
        if following is None:
            return theta, Status.CONVERGED if last else Status.STALLED
        theta = following
        if last:
            return theta, Status.CONVERGED
    return theta, Status.BUDGET


class Way(NamedTuple):
    """A step (n,) and the squared decrement; an ``idle`` step changes the penalty only."""

    step: Array
    gain: float = 0.0
    idle: bool = False


def _way(lasso: Lasso, theta: Array, sign: Array, here: Evaluation) -> Way | Status:
    """Return the Newton step within the orthant, or an idle one if there is any."""
    right = here.gradient + lasso.lam * sign
    free = _free(lasso, theta, here.gradient)
    while True:
        R = clear_factor(here.hessian[np.ix_(free, free)])
        if R is None:
            idle, fewer = _idle(lasso, theta, sign, free)
            if idle is not None:
                return idle
            if len(fewer) < len(free):
                free = fewer
                continue
            R = _damped(lasso.smooth.part(free).factor(theta[free]))
        if is_singular(R):
            return Status.SINGULAR
        step = -solve_factored(R, right[free])
        wrong = (theta[free] == 0) & (step * sign[free] < 0)
        if not wrong.any():
            whole = np.zeros_like(theta)
            whole[free] = step
            return Way(whole, -float(step @ right[free]))
        free = free[~wrong]


def _free(lasso: Lasso, theta: Array, gradient: Array) -> Indices:
    """Return the entries that move: the support first, then the joining ones."""
    support = lasso.support(theta)
    room = max(lasso.smooth.most - len(support), 1)
    return np.append(support, _joining(lasso, theta, gradient, 1 + SLACK)[:room])


def clear_factor(H: Array) -> Array | None:
    """Return Cholesky's factor if it shows that the columns are independent, else None."""
    try:
        R = cholesky(H)
    except np.linalg.LinAlgError:
        return None
    clear = np.abs(np.diag(R)) > PIVOT * np.linalg.norm(R, axis=0)
    return R if clear.all() else None


def _damped(R: Array) -> Array:
    """Return R, or if it is singular, where few rows are left that weigh anything, a larger one."""
    return stack(R, DAMPING * np.diag(np.linalg.norm(R, axis=0))) if is_singular(R) else R


def _idle(lasso: Lasso, theta: Array, sign: Array, free: Indices) -> tuple[Way | None, Indices]:
    """Return a step that leaves J as it is and does not raise the penalty; or fewer free entries.

    There is one if columns are dependent. An entry at zero is left out if others can do its part.
    """
    fewer, held = list(free), lasso.at_zero(theta)
    for found in lasso.smooth.part(free).dependences():
        last, others = free[found.column], free[found.others]
        step = np.zeros_like(theta)
        step[last], step[others] = 1.0, -found.coefficients
        slope = float(lasso.lam * sign @ step)
        forwards = sign[last] if held[last] else -np.sign(slope) or 1.0
        if held[last] and (held[others].any() or forwards * slope >= -SLACK * lasso.lam[last]):
            fewer.remove(last)
        elif np.any((forwards * step * theta < 0) & (lasso.lam > 0)):
            return Way(forwards * step, idle=True), free
    return None, np.array(fewer)


def _along(lasso: Lasso, theta: Array, way: Way, smooth: float) -> Array | None:
    """Return the first point on the way that descends, trying shorter and shorter ones, or None.

    Entries that reach zero stay there. An idle way ends where the first one does.
    """
    zero = _zero_at(lasso, theta, way.step)
    if way.idle:
        return _point(theta, way.step, zero.min(), zero)
    start = smooth + float(lasso.lam @ np.abs(theta))
    slack = ROUNDING * abs(start)
    for length in _lengths(zero.min()):
        there = _point(theta, way.step, length, zero)
        if lasso.value(there) <= start + slack - SUFFICIENT * length * way.gain:
            return there
    return None


def _zero_at(lasso: Lasso, theta: Array, step: Array) -> Array:
    """Return the length (n,) of the step at which each penalised entry is zero, or infinity."""
    shrinks = (theta * step < 0) & (lasso.lam > 0)
    return np.where(shrinks, -theta / np.where(shrinks, step, 1.0), np.inf)


def _point(theta: Array, step: Array, length: float, zero: Array) -> Array:
    return np.where(zero <= length, 0.0, theta + length * step)


def _lengths(first: float) -> Iterator[float]:
    """Yield 1, 1/2, 1/4, ..., and among them that at which the first entry reaches zero.

    Where J is nearly flat a step may be so long that only very small parts of it are of use.
    """
    for k in range(2 * HALVINGS):
        yield 0.5**k
        if 0.5 ** (k + 1) < first < 0.5**k:
            yield first
