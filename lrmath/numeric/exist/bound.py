"""Insist on exactly one maximum-likelihood estimate, or raise the proof that there is none."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np

from lrmath.numeric.data.observations import INTERCEPT
from lrmath.numeric.data.problem import Problem
from lrmath.numeric.exist.decision import decide
from lrmath.numeric.linalg.arrays import Array
from lrmath.numeric.linalg.factor import half_solve, inverse_norm, solve
from lrmath.numeric.linalg.rank import Dependence, clearly_independent, dependences
from lrmath.numeric.linalg.storage import dense
from lrmath.numeric.model.coding import Coding
from lrmath.numeric.model.errors import RankError, SeparationError
from lrmath.numeric.model.kernels import change_block
from lrmath.numeric.model.precision import extended
from lrmath.numeric.model.rows import Rows
from lrmath.numeric.model.separability import Separation
from lrmath.numeric.solve.loop import Solution, minimise
from lrmath.numeric.solve.refinement import ENOUGH, OF_SUMS, rounding_size
from lrmath.numeric.solve.rules import Settling
from lrmath.numeric.solve.status import Status

#: A Newton step that changes no log-odds by more ends the iteration: those after it are quadratic.
SETTLED = 1 / 16
#: Least pivot of a Cholesky factor that is no rounding error: these are of the order sqrt(eps).
LEAST_PIVOT = 1e-6
#: Keeps quotients by a gradient defined where it is 0.
TINY = np.finfo(np.float64).tiny
#: How many names a message lists before it only counts them.
LISTED = 6


def require_full_rank(problem: Problem) -> None:
    """Raise ``RankError`` naming the columns that are combinations of the others."""
    R = problem.triangle
    sizes = problem.sizes
    found = dependences(R, sizes)
    if found:
        raise rank_error(found, problem.names, sizes)


def has_full_rank(problem: Problem, R: Array) -> bool:
    """Say whether the factor of the Hessian, or of less, shows the columns to be independent."""
    if problem.largest is not None:  # no column is longer than if all its entries were largest
        longest = problem.data.count**0.5 * problem.largest
        if clearly_independent(R, _of_each(problem, longest), LEAST_PIVOT):
            return True
    return clearly_independent(R, _of_each(problem, problem.sizes), LEAST_PIVOT)


def _of_each(problem: Problem, values: Array) -> Array:
    """Return the values of the columns, once for each linear predictor."""
    k = problem.coding.predictors
    return np.tile(values, k) if k > 1 else values


def changes_little(problem: Problem, direction: Array) -> bool:
    """Say whether no log-odds changes by more than ``SETTLED`` along a direction of theta."""
    if _most_change(problem, direction) <= SETTLED:
        return True
    return largest_change(problem, direction) <= SETTLED


def _most_change(problem: Problem, direction: Array) -> float:
    """Return a bound on ``largest_change`` from the norms."""
    most = 1 if problem.coding.predictors == 1 else 2
    return most * problem.longest * float(np.linalg.norm(direction))


def largest_change(problem: Problem, direction: Array) -> float:
    """Return the largest change of an observation's log-odds along a direction of theta."""
    kernel = partial(change_block, direction=direction, coding=problem.coding)
    return problem.scaled.total(kernel, max)


def settled(
    problem: Problem, solution: Solution, R: Array | None, max_iter: int, limit: float = SETTLED
) -> tuple[Solution, Array | None]:
    """Go on from a solution until the next Newton step changes no log-odds by more than a limit.

    Where the likelihood is nearly flat the decrement that ended the iteration says nothing about
    the distance to the minimum. ``R`` is the factor of the Hessian at the solution; the one at the
    new solution is returned with it.
    """
    change = partial(largest_change, problem)
    if R is None or not solution.status.converged:
        return solution, R
    if change(solve(R, solution.trace[-1].gradient)) <= limit:
        return solution, R
    rule = Settling(change=change)
    rest = minimise(problem.objective, solution.beta, rule, tolerance=limit, max_iter=max_iter)
    lost = rest.status in (Status.STALLED, Status.SINGULAR)
    found = Solution(solution.trace[:-1] + rest.trace, Status.FLAT if lost else rest.status)
    return found, factor_at(problem, found)


def factor_at(problem: Problem, solution: Solution) -> Array | None:
    """Return the factor of the Hessian at a solution that converged, None elsewhere."""
    if not solution.status.converged:
        return None
    try:
        return problem.objective.factor(solution.beta)
    except np.linalg.LinAlgError:
        return None


def require_overlap(problem: Problem, solution: Solution, R: Array | None) -> Solution:
    """Raise ``SeparationError`` if the classes are separated, else return the solution.

    ``R`` is the factor of the Hessian at a solution that converged, None at another.
    The linear programme is solved only where the cheap proof of existence fails, which on
    overlapping data it rarely does. If it does not decide either, the status says so.
    """
    if R is not None and minimum_exists(problem, solution.trace[-1].gradient, R):
        return solution
    return judged(decide(problem), problem.labels, solution)


def judged(found: Separation, names: tuple[str, ...], solution: Solution) -> Solution:
    """Turn a verdict into an error, a doubt in the status, or the solution as it is."""
    if found.separated:
        raise _separation_error(found, names)
    if solution.status.converged and not found.exists:
        return replace(solution, status=Status.UNDECIDED)
    return solution


def minimum_exists(problem: Problem, gradient: Array, R: Array) -> bool:
    """Prove from one point that J has a minimum.

    Shapes: ``gradient`` of theta, ``R`` its Hessian's factor, or that of less than the Hessian.

    Along any line through the point the curvature falls no faster than e^{-r|t|}, where r is the
    largest change of a log-odds (F. Bach, Electronic Journal of Statistics 4, 2010, 384, section 2:
    |A'''| <= A''; the third derivative of log_sum_exp is at most the range of the predictors times
    the second). The slope thus becomes positive on every ray if the Newton decrement times the
    largest change in a step of decrement 1 is below 1; 1/2 leaves room for rounding. On separated
    data the product stays near 1, however far one iterates.
    """
    decrement = float(np.linalg.norm(half_solve(R, gradient)))
    if decrement * reach(problem, R) < 0.5:
        return True
    kernel = partial(_reach_block, R=R, coding=problem.coding)
    return decrement * problem.scaled.total(kernel, max) < 0.5


def has_arrived(problem: Problem, R: Array, step: Array, gradient: Array) -> bool:
    """Prove that there is a minimum, and that the next Newton step changes no log-odds by much.

    The step (n,) has led from a point where ``R`` is the factor of the Hessian to one with this
    ``gradient`` (n,). If it changed no log-odds by more than r, the Hessian has fallen to e^{-r} of
    what it was at most (Bach 2010, section 2), so both the next decrement and the reach have
    grown by e^{r/2} at most. Their product bounds the change, and proves the minimum as in
    ``minimum_exists``. A bound on r may do; else one pass over the rows finds r itself, which must
    be small so that ``R`` serves for corrections.
    """
    far = reach(problem, R)
    allowed = SETTLED / far / max(float(np.linalg.norm(half_solve(R, gradient))), TINY)
    if not allowed > 1:
        return False
    longest = min(float(np.log(allowed)), SETTLED)
    bounds = float(np.linalg.norm(R @ step)) * far, _most_change(problem, step)
    return min(bounds) <= longest or largest_change(problem, step) <= longest


def reach(problem: Problem, R: Array) -> float:
    """Return a bound on the change of a log-odds in a step of decrement 1.

    It is the bound on the norms of the rows times that on the norm of R^{-1}.
    """
    most = 1 if problem.coding.predictors == 1 else 2
    return most * problem.longest * inverse_norm(R)


def most_moved(problem: Problem, theta: Array, R: Array) -> float:
    """Return a bound on what rounding in extended precision moves a log-odds of two classes by.

    It is that of ``rounding`` with largest values in place of sums: no residual exceeds 1, nor its
    derivative 1/4, nor the norm of all a_i'R^{-1} together ``far``.
    """
    rows = problem.scaled
    assert isinstance(rows, Rows)
    norm = rows.count**0.5 * problem.longest
    far = norm * inverse_norm(R)
    heaviest = 1.0 if rows.weights is None else float(rows.weights.max())
    offset = 0.0 if rows.offset is None else float(np.abs(rows.offset).max())
    own = 1 + (float(np.linalg.norm(theta)) * norm + offset) / 4
    stride = -(-rows.count // ENOUGH)
    variance = (far**2 * heaviest * stride * (own + OF_SUMS * rows.count**0.5)) ** 2
    return float(rounding_size(np.asarray(variance), extended()))


def _reach_block(rows: Rows, R: Array, coding: Coding) -> float:
    """Return the largest ||a||_{H^{-1}}, or twice the largest ||e_k (x) a||_{H^{-1}}."""
    A = dense(rows.model())
    if coding.is_plain:
        return float(np.linalg.norm(half_solve(R, A.T), axis=0).max())
    unit, predictors = np.eye(len(R)), range(coding.predictors)
    parts = [half_solve(R, unit[:, coding.places(k, A.shape[1])[0]]) for k in predictors]
    return 2 * max(float(np.linalg.norm(part @ A.T, axis=0).max()) for part in parts)


def rank_error(found: list[Dependence], names: tuple[str, ...], sizes: Array) -> RankError:
    """Return the error that names the superfluous columns, of norms ``sizes``, and remedies."""
    n = len(names)
    reasons = "; ".join(_reason(dependence, names, sizes) for dependence in found[:LISTED])
    superfluous = _listed([names[dependence.column] for dependence in found])
    return RankError(
        f"the model matrix has {n} columns but rank {n - len(found)}, so the estimate is not "
        f"unique (thm-convex): {reasons}. Drop {superfluous}, or add a penalty: "
        "fit(X, y, l2=1.0)"
    )


def _reason(dependence: Dependence, names: tuple[str, ...], sizes: Array) -> str:
    column, others = names[dependence.column], [names[k] for k in dependence.others]
    if not others and sizes[dependence.column] == 0:
        return f"{column!r} is zero"
    if others in ([], [INTERCEPT]):  # without others it is zero only since it was centred
        return f"{column!r} is constant, a multiple of {INTERCEPT!r}"
    return f"{column!r} is a combination of {_listed(others)}"


def _separation_error(found: Separation, names: tuple[str, ...]) -> SeparationError:
    direction = np.array([float(entry) for entry in found.direction])
    columns = tuple(name for name, entry in zip(names, found.direction, strict=True) if entry)
    shown = np.array2string(direction, precision=4, threshold=LISTED, edgeitems=LISTED // 2)
    return SeparationError(
        f"the classes are separated by w = {shown}, not zero for {_listed(columns)}, so the "
        f"likelihood has no maximum (thm-separation). {found.kind} Drop or merge such columns, "
        "collect more data, or add a penalty: fit(X, y, l2=1.0)",
        found,
        columns,
    )


def _listed(names: tuple[str, ...] | list[str]) -> str:
    more = f" and {len(names) - LISTED} more" if len(names) > LISTED else ""
    return ", ".join(map(repr, names[:LISTED])) + more
