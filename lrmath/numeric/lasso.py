"""Minimise J(theta) + sum_j lam_j |theta_j|: find which entries are zero, then solve for the rest.

Where no entry changes its sign the penalty is linear, so once the signs are known Newton's method
gives all digits. They are found by proximal Newton steps (J. D. Lee, Y. Sun and M. A. Saunders,
SIAM J. Optim. 24, 2014, 1420), each by cyclic coordinate descent on the quadratic model (J.
Friedman, T. Hastie and R. Tibshirani, J. Statistical Software 33, 2010, 1), on the few columns that
are not zero or violate the optimality conditions

    g_j = -lam_j sign(theta_j)  where theta_j is not 0,    |g_j| <= lam_j  where it is,

which at the end are the certificate; g is the gradient of J.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from lrmath.numeric.arrays import Array, Indices
from lrmath.numeric.check import Data
from lrmath.numeric.existence import column_sizes
from lrmath.numeric.factor import stack, triangular
from lrmath.numeric.kernel import Evaluation, map_reduce
from lrmath.numeric.line_search import HALVINGS, ROUNDING, SUFFICIENT
from lrmath.numeric.matrices import dense
from lrmath.numeric.objective import Objective
from lrmath.numeric.problem import Problem
from lrmath.numeric.rank import dependences
from lrmath.numeric.rules import TINY, Newton
from lrmath.numeric.solvers import Solution, minimise
from lrmath.numeric.status import Status

#: Proximal steps stop here, relative to the objective; they need to find the signs only.
ROUGH = 1e-4
#: Newton's method for known signs stops here.
TOLERANCE = 1e-8
#: Relative excess of a gradient over its limit that counts as rounding error.
SLACK = 1e-10
#: Most cycles of one coordinate descent, and proximal steps in a row.
CYCLES, STEPS = 200, 50
#: Columns that join at a time: at least so many, or as many as there are.
JOINING = 20


@dataclass(frozen=True)
class Linear:
    """The term slope . beta, which an absolute value is where the sign is known."""

    slope: Array

    def evaluate(self, beta: Array, order: int) -> Evaluation:
        """Return value, slope and a zero Hessian up to ``order``."""
        n = len(self.slope)
        return Evaluation(float(self.slope @ beta), *(self.slope, np.zeros((n, n)))[:order])

    def factor(self, beta: Array) -> Array:
        """Return zeros."""
        return np.zeros((len(beta), len(beta)))

    def factor_work(self, n: int) -> float:
        """Return 0."""
        return 0.0


@dataclass(frozen=True)
class Lasso:
    """The smooth ``problem`` with the penalties ``lam`` (n,) of the absolute values of theta."""

    problem: Problem
    lam: Array
    l2: float

    @classmethod
    def of(cls, data: Data, l1: float, l2: float) -> Lasso:
        """Penalise every slope by ``l1`` and ``l2`` in the units of the data."""
        problem = Problem.of(data, l2)
        slopes = l1 / problem.scaling.scale
        lam = np.append(0.0, slopes) if data.intercept else slopes
        return cls(problem, lam, l2)

    def columns(self, kept: Indices) -> Lasso:
        """Return the same for some entries of theta; the intercept's must be among them."""
        data, first = self.problem.data, int(self.problem.data.intercept)
        names = tuple(data.names[j] for j in kept)
        part = replace(data, X=data.X[:, kept[first:] - first], names=names, columns=None)
        return Lasso(Problem.of(part, self.l2), self.lam[kept], self.l2)

    def support(self, theta: Array) -> Indices:
        """Return the entries that are not zero, or not penalised."""
        return np.flatnonzero((theta != 0) | (self.lam == 0))

    def signed(self, sign: Array) -> Objective:
        """Return the objective where theta has these signs (n,)."""
        return self.problem.objective + Objective((Linear(self.lam * sign),))

    def violation(self, theta: Array, gradient: Array) -> Array:
        """Return by how much each entry (n,) violates the optimality conditions."""
        at_zero = np.maximum(np.abs(gradient) - self.lam, 0)
        return np.where(theta == 0, at_zero, np.abs(gradient + self.lam * np.sign(theta)))


def solve(lasso: Lasso, theta: Array, max_iter: int) -> tuple[Array, int, Status]:
    """Return the minimiser, the rounds it took, and how it ended, from a start ``theta`` (n,)."""
    for rounds in range(1, max_iter + 1):
        theta, status = with_known_signs(lasso, theta)
        if not status.converged:
            return theta, rounds, status
        joining = _joining(lasso, theta)
        if len(joining) == 0:
            return theta, rounds, status
        work = np.union1d(lasso.support(theta), joining)
        theta = theta.copy()
        theta[work] = _find_signs(lasso.columns(work), theta[work])
    return theta, max_iter, Status.BUDGET


def _joining(lasso: Lasso, theta: Array) -> Indices:
    """Return the worst of the zero entries that ought not to be zero."""
    gradient = lasso.problem.objective.gradient(theta)
    excess = np.where(theta == 0, np.abs(gradient) - (1 + SLACK) * lasso.lam, 0)
    worst = np.argsort(-excess)[: max(JOINING, np.count_nonzero(theta))]
    return np.sort(worst[excess[worst] > 0])


def with_known_signs(lasso: Lasso, theta: Array) -> tuple[Array, Status]:
    """Minimise with the signs that theta (n,) has; an entry that would change its sign is dropped.

    The way to the minimiser is cut where the first entry reaches zero. The objective has fallen
    there, so this ends.
    """
    theta = theta.copy()
    while True:
        kept = lasso.support(theta)
        if len(kept) == 0:
            return theta, Status.CONVERGED
        target, status = _target(lasso.columns(kept), theta[kept])
        length = _first_zero(theta[kept], target, lasso.lam[kept])
        theta[kept] = _moved(theta[kept], target, length)
        if length.min() == 1 or not status.converged:
            return theta, status


def _target(part: Lasso, theta: Array) -> tuple[Array, Status]:
    """Return the minimiser for the signs of theta (k,), or a way out where there are many."""
    solution = _newton(part, theta)
    if solution.status is Status.SINGULAR:
        direction = _idle_direction(part, theta)
        if direction is not None:
            return theta + direction, Status.CONVERGED
    return solution.beta, solution.status


def _newton(part: Lasso, theta: Array) -> Solution:
    return minimise(part.signed(np.sign(theta)), theta, Newton(), tolerance=TOLERANCE)


def _first_zero(theta: Array, target: Array, lam: Array) -> Array:
    """Return the part of the way (k,) after which each entry reaches zero, at most all of it."""
    crosses = (theta * target < 0) & (lam > 0)
    return np.where(crosses, theta / np.where(crosses, theta - target, 1.0), 1.0)


def _moved(theta: Array, target: Array, length: Array) -> Array:
    """Go to the first zero, which is exact, or to the target."""
    if length.min() == 1:
        return target
    there = theta + length.min() * (target - theta)
    there[length == length.min()] = 0
    return np.asarray(there)


def _idle_direction(part: Lasso, theta: Array) -> Array | None:
    """Return a step (k,) that changes no row's predictor nor raises the penalty, past a zero.

    It exists where columns are dependent; the estimate is then one of many, and the step leads to
    one with a column less.
    """
    rows = part.problem.scaled
    R = map_reduce(lambda block: triangular(dense(block.model())), stack, rows)
    found = dependences(R, column_sizes(part.problem))
    if not found:
        return None
    step = np.zeros(len(theta))
    step[found[0].column] = 1.0
    step[found[0].others] = -found[0].coefficients
    if part.lam * np.sign(theta) @ step > 0:
        step = -step
    shrinks = (theta * step < 0) & (part.lam > 0)
    if not shrinks.any():
        return None
    past = 2 * float(np.min(np.abs(theta[shrinks] / step[shrinks])))
    return np.asarray(past * step)


def _find_signs(part: Lasso, theta: Array) -> Array:
    """Take proximal Newton steps until they gain little."""
    for _ in range(STEPS):
        here = part.problem.objective.evaluate(theta, 2)
        step = coordinate_descent(here.hessian, here.gradient, theta, part.lam)
        gain = -float(here.gradient @ step + part.lam @ (np.abs(theta + step) - np.abs(theta)))
        following = _search(part, theta, step, gain)
        if following is None:
            break
        theta = following
        if gain <= ROUGH**2 * max(abs(here.value), TINY):
            break
    return theta


def _search(part: Lasso, theta: Array, step: Array, gain: float) -> Array | None:
    """Return the first of the points theta + d, theta + d/2, ... that descends, or None."""
    start = _penalised_value(part, theta)
    slack = ROUNDING * abs(start)
    for k in range(HALVINGS):
        length = 0.5**k
        candidate = np.asarray(theta + length * step)
        if _penalised_value(part, candidate) <= start + slack - SUFFICIENT * length * gain:
            return candidate
    return None


def _penalised_value(part: Lasso, theta: Array) -> float:
    return part.problem.objective.value(theta) + float(part.lam @ np.abs(theta))


def coordinate_descent(H: Array, g: Array, theta: Array, lam: Array) -> Array:
    """Return the step d (n,) that minimises g'd + d'Hd / 2 + sum_j lam_j |theta_j + d_j|.

    One entry after the other is set to its best value, by soft thresholding. It ends when a cycle
    changes nothing by more than a thousandth of what the first has changed.
    """
    d, slope, first = np.zeros_like(theta), g.copy(), 0.0
    for _ in range(CYCLES):
        largest = 0.0
        for j in np.flatnonzero(np.diag(H) > 0):
            here, bend = theta[j] + d[j], H[j, j]
            change = soft_threshold(here - slope[j] / bend, lam[j] / bend) - here
            if change:
                d[j] += change
                slope += change * H[j]
                largest = max(largest, float(bend * change**2))
        first = first or largest
        if largest <= 1e-6 * first:
            break
    return d


def soft_threshold(t: float, limit: float) -> float:
    """Return the b with least (b - t)^2 / 2 + limit |b|: t moved towards 0, but not past it."""
    return float(np.sign(t)) * max(abs(t) - limit, 0.0)
