"""Insist on exactly one maximum-likelihood estimate, or raise the proof that there is none."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from lrmath.numeric.data.observations import INTERCEPT
from lrmath.numeric.data.problem import Problem
from lrmath.numeric.exist.separation import decide
from lrmath.numeric.linalg.arrays import Array
from lrmath.numeric.linalg.factor import half_solve, stack, triangular
from lrmath.numeric.linalg.rank import Dependence, dependences
from lrmath.numeric.linalg.storage import column_norms, dense
from lrmath.numeric.model.errors import RankError, SeparationError
from lrmath.numeric.model.objective import Objective
from lrmath.numeric.model.rows import Rows, map_reduce
from lrmath.numeric.model.separability import Separation
from lrmath.numeric.solve.loop import Solution, minimise
from lrmath.numeric.solve.rules import Settling
from lrmath.numeric.solve.status import Status

#: A Newton step that changes no log-odds by more ends the iteration: those after it are quadratic.
SETTLED = 1 / 16
#: How many names a message lists before it only counts them.
LISTED = 6


def require_full_rank(problem: Problem) -> None:
    """Raise ``RankError`` naming the columns that are combinations of the others."""
    R = map_reduce(lambda rows: triangular(dense(rows.model())), stack, problem.scaled)
    found = dependences(R, column_sizes(problem))
    if found:
        raise rank_error(found, problem.data.names)


def column_sizes(problem: Problem) -> Array:
    """Return the norms (n,) of the scaled columns before centring, which bound their rounding."""
    raw = column_norms(problem.data.X) / problem.scaling.scale
    return np.append(np.sqrt(len(problem.data.y)), raw) if problem.data.intercept else raw


def require_overlap(problem: Problem, solution: Solution, R: Array | None) -> Solution:
    """Raise ``SeparationError`` if the classes are separated, else return the solution.

    ``R`` (n x n) is the factor of the Hessian at a solution that converged, None at another.
    The linear programme is solved only where the cheap proof of existence fails, which on
    overlapping data it rarely does. If it does not decide either, the status says so.
    """
    if R is not None and minimum_exists(problem.scaled, solution.trace[-1].gradient, R):
        return solution
    found = decide(dense(problem.data.X), problem.data.y, problem.scaling)
    return judged(found, problem.data.names, solution)


def settled(
    objective: Objective,
    change: Callable[[Array], float],
    solution: Solution,
    max_iter: int,
    limit: float = SETTLED,
) -> Solution:
    """Go on from a solution until the next Newton step changes no log-odds by more than a limit.

    ``change`` returns the largest change for a direction (n,). Where the likelihood is nearly flat
    the decrement that ended the iteration says nothing about the distance to the minimum.
    """
    if not solution.status.converged:
        return solution
    rule = Settling(change=change)
    rest = minimise(objective, solution.beta, rule, tolerance=limit, max_iter=max_iter)
    return Solution(solution.trace[:-1] + rest.trace, rest.status)


def judged(found: Separation, names: tuple[str, ...], solution: Solution) -> Solution:
    """Turn a verdict into an error, a doubt in the status, or the solution as it is."""
    if found.separated:
        raise _separation_error(found, names)
    if solution.status.converged and not found.exists:
        return replace(solution, status=Status.UNDECIDED)
    return solution


def minimum_exists(rows: Rows, gradient: Array, R: Array) -> bool:
    """Prove from one point that J has a minimum.

    Shapes: ``gradient`` (n,), ``R`` (n x n) with R'R the Hessian of the rows.

    Along any line through the point the curvature falls no faster than e^{-r|t|} with r = max
    |x_i'd| (F. Bach, Electronic Journal of Statistics 4, 2010, 384, section 2: |A'''| <= A''). The
    slope thus becomes positive on every ray if the Newton decrement times the largest
    ||x_i||_{H^{-1}} is below 1; 1/2 leaves room for rounding. On separated data the product stays
    near 1, however far one iterates.
    """
    decrement = np.linalg.norm(half_solve(R, gradient))

    def reach(block: Rows) -> float:
        return float(np.linalg.norm(half_solve(R, dense(block.model()).T), axis=0).max())

    return bool(decrement * map_reduce(reach, max, rows) < 0.5)


def rank_error(found: list[Dependence], names: tuple[str, ...]) -> RankError:
    """Return the error that names the superfluous columns, and the remedies."""
    n = len(names)
    reasons = "; ".join(_reason(dependence, names) for dependence in found[:LISTED])
    superfluous = _listed([names[dependence.column] for dependence in found])
    return RankError(
        f"the model matrix has {n} columns but rank {n - len(found)}, so the estimate is not "
        f"unique (thm-convex): {reasons}. Drop {superfluous}, or add a penalty: "
        "fit(X, y, l2=1.0)"
    )


def _reason(dependence: Dependence, names: tuple[str, ...]) -> str:
    column = names[dependence.column]
    if len(dependence.others) == 0:
        return f"{column!r} is zero"
    if [names[k] for k in dependence.others] == [INTERCEPT]:
        return f"{column!r} is constant, a multiple of {INTERCEPT!r}"
    return f"{column!r} is a combination of {_listed([names[k] for k in dependence.others])}"


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
