"""Whether a direction separates the classes, for data in memory or in blocks."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial
from typing import Any

import numpy as np

from lrmath.numeric.data.blocks import Block
from lrmath.numeric.data.observations import Data, check_data, model_matrix
from lrmath.numeric.data.problem import Problem
from lrmath.numeric.data.survey import BlockData, BlockRows, View, stacked
from lrmath.numeric.exist.certificates import independent_rows
from lrmath.numeric.exist.separation import decide_rows
from lrmath.numeric.linalg.arrays import Array, Indices
from lrmath.numeric.linalg.rational import signs
from lrmath.numeric.linalg.storage import dense
from lrmath.numeric.model.separability import Kind, Separation

#: Rows of one block that may join the linear programme at a time.
JOINING = 1000


def find_separation(X: Any, y: Any, *, intercept: bool = True, classes: Any = None) -> Separation:
    """Decide whether a direction separates the classes (thm-separation).

    Shapes: ``X`` (m x p) without a constant column, of full column rank, ``y`` (m,) of 0 and 1, or
    of the ``classes`` as for ``fit``. Raises ``DataError`` on anything that ``fit`` refuses.
    """
    data = check_data(X, y, intercept=intercept, classes=classes)
    return decide(Problem.of(data, 0.0))


def decide(problem: Problem) -> Separation:
    """Decide for the data of a problem."""
    if isinstance(problem.data, Data):
        return _decide_data(problem, problem.data)
    return _decide_blocks(problem, problem.data)


def _decide_data(problem: Problem, data: Data) -> Separation:
    scaled = dense(problem.scaling.apply(data.X))
    return decide_rows(contrasts(data), _contrasts(scaled, data), problem.coefficients)


def contrasts(data: Data) -> Array:
    """Return the rows (e_y - e_l) (x) a for every observation and every other class l.

    Of two classes these are -a and a.
    """
    return _contrasts(dense(model_matrix(data)), data)


def _contrasts(A: Array, data: Data) -> Array:
    k = len(data.classes) - 1
    if k == 1:
        return A * np.where(data.y > 0, 1.0, -1.0)[:, None]
    unit, labels = np.vstack([np.zeros(k), np.eye(k)]), data.y.astype(np.intp)
    parts = []
    for other, chosen in enumerate(_others(data)):
        contrast = unit[labels[chosen]] - unit[other]
        products = contrast[:, :, None] * A[chosen, None, :]
        parts.append(products.reshape(-1, k * A.shape[1]))
    return np.vstack(parts)


def _others(data: Data) -> list[Indices]:
    """Return for each class the observations that are not of it."""
    return [np.flatnonzero(data.y != other) for other in range(len(data.classes))]


def _decide_blocks(problem: Problem, data: BlockData) -> Separation:
    """Decide on a growing set of rows.

    The set starts with the sample and a basis of the rows. A direction that separates it is tried
    on every block in exact arithmetic; the rows it fails join.
    """
    rows = problem.rows
    assert isinstance(rows, BlockRows)
    chosen = stacked(data.sample, data.storage.total(partial(_basis, view=rows.view), _joint_basis))
    while True:
        found = _decide_data(problem, chosen)
        if not found.separated:
            return found
        kernel = partial(_failed, view=rows.view, direction=found.direction)
        wrong = data.storage.total(kernel, _both)
        if len(wrong.data.y) == 0:
            return _relaxed(found) if wrong.ties else found
        chosen = stacked(chosen, wrong.data)


def _relaxed(found: Separation) -> Separation:
    """Return the verdict for data with ties outside the set in which there were none."""
    return replace(found, kind=Kind.SEPARATED) if found.kind is Kind.COMPLETE else found


def _basis(block: Block, view: View) -> Data | None:
    data = view.data(block)
    return _independent(data) if len(data.y) else None


def _joint_basis(a: Data, b: Data) -> Data:
    return _independent(stacked(a, b))


def _independent(data: Data) -> Data:
    """Return independent rows, or of more than two classes those of each."""
    A, labels = dense(model_matrix(data)), data.y
    if len(data.classes) == 2:
        return data.take(independent_rows(A))
    places = [np.flatnonzero(labels == label) for label in np.unique(labels)]
    return data.take(np.concatenate([place[independent_rows(A[place])] for place in places]))


@dataclass(frozen=True, eq=False)
class _Failed:
    """Rows on the wrong side, and whether others lie on the hyperplane."""

    data: Data
    ties: bool


def _failed(block: Block, view: View, direction: tuple[Fraction, ...]) -> _Failed | None:
    """Return the rows of the block that a direction does not separate, up to a number."""
    data = view.data(block)
    if len(data.y) == 0:
        return None
    sides = signs(contrasts(data), direction)
    wrong = np.flatnonzero(sides < 0)
    several = len(data.classes) > 2
    rows = np.unique(np.concatenate(_others(data))[wrong]) if several else wrong
    return _Failed(data.take(rows[:JOINING]), bool((sides == 0).any()))


def _both(a: _Failed, b: _Failed) -> _Failed:
    return _Failed(stacked(a.data, b.data), a.ties or b.ties)
