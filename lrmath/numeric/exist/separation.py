"""Decide whether the maximum-likelihood estimate exists, with a certificate either way.

With rows a_i = s_i x_i, s_i = 2 y_i - 1, exactly one of two things is true (E. Stiemke, Math.
Annalen 76, 1915, 340): some direction d has a_i'd >= 0 for every row and > 0 for one, and then the
likelihood grows for ever along d; or positive multipliers exist with sum lambda_i a_i = 0, and then
the estimate exists (A. Albert and J. A. Anderson, Biometrika 71, 1984, 1: thm-separation). One
linear programme finds d and, as its dual solution, lambda; both are then repaired and checked in
exact arithmetic.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.sparse import csr_array, eye_array, hstack

from lrmath.numeric.exist.certificates import exact_direction, exact_multipliers, independent_rows
from lrmath.numeric.exist.simplex import exact_alternative
from lrmath.numeric.linalg.arrays import Array, Indices
from lrmath.numeric.linalg.rational import fractions, signs
from lrmath.numeric.model.separability import Kind, Separation

#: What the linear programme's answers are good for.
FEASIBILITY = 1e-7
#: Data with more entries than this are not decided in fractions, which would take long.
EXACT_ENTRIES = 2000
#: Rows in the first linear programme: at least so many, and so many for each column.
SAMPLE, SAMPLE_PER_COLUMN = 2000, 100


#: Takes a direction of scaled columns to that of the columns as they came.
Unscale: TypeAlias = Callable[[Array], Array]


def decide_rows(raw: Array, scaled: Array, unscale: Unscale) -> Separation:
    """Decide whether a direction has all a_i'd >= 0.

    Shapes: ``raw`` (m x n) has the rows a_i exactly, ``scaled`` (m x n) those of comparable columns
    whose directions ``unscale`` takes back. What rounding leaves open is decided in fractions, if
    the data are small.
    """
    found = _by_programmes(raw, scaled, unscale)
    open_ = found.kind is Kind.UNDECIDED and raw.size <= EXACT_ENTRIES
    return _in_fractions(raw) if open_ else found


def _by_programmes(raw: Array, scaled: Array, unscale: Unscale) -> Separation:
    """Decide by linear programmes on growing sets of rows.

    If some of the rows overlap with full rank, so do all. A direction that separates some is tried
    on all, and those it fails join the set; so do ties, as long as none is known to be inevitable.
    """
    chosen = _first_rows(scaled)
    while True:
        found = _programme(scaled[chosen])
        tied = chosen[~found.strict]
        if len(tied) == len(chosen):
            return _overlap(raw, chosen, found)
        wrong = _wrong_rows(scaled @ found.direction, chosen, ties_too=len(tied) == 0)
        if len(wrong) == 0:
            return _separated(raw, scaled, unscale, chosen, found)
        chosen = np.union1d(chosen, wrong[: len(chosen)])


def _first_rows(A: Array) -> Indices:
    """Return all rows, or a sample with full rank."""
    m, n = A.shape
    size = max(SAMPLE, SAMPLE_PER_COLUMN * n)
    if m <= size:
        return np.arange(m)
    sample = np.random.default_rng(0).choice(m, size, replace=False)
    return np.union1d(sample, independent_rows(A))


def _wrong_rows(margins: Array, chosen: Indices, ties_too: bool) -> Indices:
    """Return the rows outside the set that a direction does not separate, the worst first."""
    limit = FEASIBILITY if ties_too else -FEASIBILITY
    wrong = np.setdiff1d(np.flatnonzero(margins < limit), chosen)
    return wrong[np.argsort(margins[wrong])]


class _Programme(NamedTuple):
    """A direction (n,), the rows it separates strictly (m,), and multipliers (m,) of the others."""

    direction: Array
    strict: NDArray[np.bool_]
    multipliers: Array


def _programme(A: Array) -> _Programme:
    """Separate as many rows of A (m x n) strictly as can be.

    Maximise sum t_i with t_i <= a_i'd and 0 <= t_i <= 1: since d may be scaled, t_i is 1 for every
    row that any direction can separate, and 0 for the others. The dual multipliers are at least 1
    on these.
    """
    m, n = A.shape
    found: Any = linprog(
        np.append(np.zeros(n), -np.ones(m)),
        A_ub=hstack([csr_array(-A), eye_array(m)], format="csr"),
        b_ub=np.zeros(m),
        bounds=[(None, None)] * n + [(0, 1)] * m,
        method="highs",
    )
    if not found.success:
        return _Programme(np.zeros(n), np.zeros(m, dtype=bool), np.zeros(m))
    return _Programme(found.x[:n], found.x[n:] > 0.5, -found.ineqlin.marginals)


def _in_fractions(raw: Array) -> Separation:
    """Decide by the simplex method in exact arithmetic."""
    direction, multipliers = exact_alternative(raw)
    if not direction:
        return _full_rank(raw, dict(enumerate(multipliers)))
    largest = max(map(abs, direction))
    proof = tuple(entry / largest for entry in direction)
    ties = signs(raw, proof).min() == 0
    return Separation(Kind.SEPARATED if ties else Kind.COMPLETE, proof)


def _full_rank(raw: Array, multipliers: Mapping[int, Fraction]) -> Separation:
    """Return the overlap that multipliers prove if their rows have full rank."""
    if len(independent_rows(raw[list(multipliers)])) < raw.shape[1]:
        return Separation(Kind.UNDECIDED)
    return Separation(Kind.OVERLAP, multipliers=multipliers)


def _overlap(raw: Array, chosen: Indices, found: _Programme) -> Separation:
    """Prove the overlap of rows that no direction separates."""
    multipliers = _proved(raw, chosen, found.multipliers)
    return Separation(Kind.UNDECIDED) if multipliers is None else _full_rank(raw, multipliers)


def _proved(raw: Array, rows: Indices, approximate: Array) -> Mapping[int, Fraction] | None:
    """Return exact multipliers of the rows that have any, by row number."""
    positive = approximate > FEASIBILITY
    rows = rows[positive]
    exact = exact_multipliers(raw[rows], approximate[positive])
    return None if exact is None else dict(zip(map(int, rows), exact, strict=True))


def _separated(
    raw: Array, scaled: Array, unscale: Unscale, chosen: Indices, found: _Programme
) -> Separation:
    """Prove the direction on every row, and that its ties are inevitable if there are any."""
    direction = _rounded(found.direction)
    ties = np.flatnonzero(np.abs(scaled @ direction) <= FEASIBILITY)
    exact = exact_direction(raw, ties, fractions(unscale(direction)))
    sides = signs(raw, exact)
    if sides.min() < 0 or sides.max() <= 0:
        return Separation(Kind.UNDECIDED)
    largest = max(map(abs, exact))
    proof = tuple(entry / largest for entry in exact)
    if sides.min() > 0:
        return Separation(Kind.COMPLETE, proof)
    tied = ~found.strict
    multipliers = _proved(raw, chosen[tied], found.multipliers[tied])
    kind = Kind.SEPARATED if multipliers is None else Kind.QUASI_COMPLETE
    return Separation(kind, proof, multipliers)


def _rounded(direction: Array) -> Array:
    """Return the direction without the entries that are rounding errors of zero."""
    small = np.abs(direction) <= FEASIBILITY * np.abs(direction).max()
    return np.where(small, 0.0, direction)
