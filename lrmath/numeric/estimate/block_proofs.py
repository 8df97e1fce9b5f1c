"""Prove, in few more passes, that the estimate of data in blocks exists, or that it does not."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial

import numpy as np

from lrmath.numeric.data.blocks import Block, Source
from lrmath.numeric.data.observations import Data, model_matrix
from lrmath.numeric.estimate.passes import Streamed, rows_of, stacked, taken
from lrmath.numeric.exist.bound import judged, rank_error
from lrmath.numeric.exist.certificates import independent_rows
from lrmath.numeric.exist.separation import decide
from lrmath.numeric.linalg.arrays import Array
from lrmath.numeric.linalg.factor import stack, triangular
from lrmath.numeric.linalg.rank import clearly_independent, dependences
from lrmath.numeric.linalg.rational import signs
from lrmath.numeric.linalg.storage import dense
from lrmath.numeric.model.rows import map_reduce
from lrmath.numeric.model.scaling import Scaling
from lrmath.numeric.model.separability import Kind, Separation
from lrmath.numeric.solve.loop import Solution
from lrmath.numeric.solve.status import Status

#: Least pivot of a Cholesky factor that is no rounding error: these are of the order sqrt(eps).
CHOLESKY = 1e-6
#: Rows of one block that may join the linear programme at a time.
JOINING = 1000


def proved(source: Source, found: Streamed) -> Solution:
    """Return the solution, its status UNDECIDED if nothing could be proved.

    Raises ``RankError`` or ``SeparationError`` if there is no unique minimiser. The usual case is
    settled by the bound of ``existence.minimum_exists``, without another pass.
    """
    if found.problem.penalised:
        singular = replace(found.solution, status=Status.SINGULAR)
        return singular if found.R is None else found.solution
    sizes = column_sizes(found)
    if found.R is None or not clearly_independent(found.R, sizes, CHOLESKY):
        require_full_rank(source, found, sizes)
    elif found.decrement * found.longest < 0.5 * _smallest_singular_value(found.R):
        return found.solution
    verdict = separation(source, found.survey.sample, found.problem.scaling)
    return judged(verdict, found.survey.sample.names, found.solution)


def _smallest_singular_value(R: Array) -> float:
    return float(np.linalg.svd(R, compute_uv=False)[-1])


def column_sizes(found: Streamed) -> Array:
    """Return the norms (n,) of the scaled columns before centring."""
    scaling, survey = found.problem.scaling, found.survey
    raw = np.sqrt(survey.squares) / scaling.scale
    return np.append(np.sqrt(survey.rows), raw) if scaling.intercept else raw


def require_full_rank(source: Source, found: Streamed, sizes: Array) -> None:
    """Raise ``RankError`` naming the columns that are combinations of the others."""
    R = source.total(partial(_triangle, scaling=found.problem.scaling), stack)
    dependent = dependences(R, sizes)
    if dependent:
        raise rank_error(dependent, found.survey.sample.names)


def _triangle(block: Block, scaling: Scaling) -> Array:
    rows = rows_of(block.data, scaling)
    return map_reduce(lambda some: triangular(dense(some.model())), stack, rows)


def separation(source: Source, sample: Data, scaling: Scaling) -> Separation:
    """Decide whether a direction separates all rows, as ``decide_rows`` does on a growing set.

    The set starts with the sample and a basis of the rows. A direction that separates it is tried
    on every block in exact arithmetic; the rows it fails join.
    """
    basis = source.total(partial(_basis, intercept=scaling.intercept), _joint_basis)
    chosen = stacked(sample, basis)
    while True:
        found = decide(dense(chosen.X), chosen.y, scaling)
        if not found.separated:
            return found
        wrong = source.total(partial(_failed, direction=found.direction), _both)
        if len(wrong.data.y) == 0:
            return _relaxed(found) if wrong.ties else found
        chosen = stacked(chosen, wrong.data)


def _relaxed(found: Separation) -> Separation:
    """Return the verdict for data with ties outside the set in which there were none."""
    return replace(found, kind=Kind.SEPARATED) if found.kind is Kind.COMPLETE else found


def _basis(block: Block, intercept: bool) -> Data:
    data = block.of(intercept)
    return taken(data, independent_rows(dense(model_matrix(data))))


def _joint_basis(a: Data, b: Data) -> Data:
    both = stacked(a, b)
    return taken(both, independent_rows(dense(model_matrix(both))))


@dataclass(frozen=True, eq=False)
class _Failed:
    """Rows on the wrong side, and whether others lie on the hyperplane."""

    data: Data
    ties: bool


def _failed(block: Block, direction: tuple[Fraction, ...]) -> _Failed:
    """Return the rows of the block that a direction does not separate, up to a number."""
    data = block.of(intercept=len(direction) > block.data.X.shape[1])
    A = dense(model_matrix(data)) * np.where(data.y > 0, 1.0, -1.0)[:, None]
    sides = signs(A, direction)
    return _Failed(taken(data, np.flatnonzero(sides < 0)[:JOINING]), bool((sides == 0).any()))


def _both(a: _Failed, b: _Failed) -> _Failed:
    return _Failed(stacked(a.data, b.data), a.ties or b.ties)
