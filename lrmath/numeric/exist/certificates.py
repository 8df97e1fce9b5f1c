"""Repair the floating-point answers of a linear programme so that they hold exactly.

Both repairs keep the entries that may vary as they are and solve for the others in integers:
multipliers so that their sum cancels, a direction so that its ties are ties.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

import numpy as np
from scipy.linalg import qr

from lrmath.numeric.linalg.arrays import Array, Indices
from lrmath.numeric.linalg.rational import cleared, fractions, integers, signs, solve_exactly

#: Systems up to this size are solved exactly; the integers in larger ones grow too long.
EXACT_SIZE = 64
#: Rows whose part outside the span of others is below this are taken to lie in it.
DEPENDENT = 1e-10


def exact_multipliers(A: Array, approximate: Array) -> list[Fraction] | None:
    """Return positive multipliers (k,) with sum lambda_i a_i = 0 exactly, or None.

    Shapes: ``A`` (k x n) and ``approximate`` (k,), positive, nearly so. The multipliers of a
    largest set of independent rows change, the others stay.
    """
    rows, columns = independent_rows(A), independent_rows(A.T)
    if not 0 < len(rows) == len(columns) <= EXACT_SIZE:
        return None
    multipliers = [Fraction(float(value)) for value in approximate]
    for i in rows:
        multipliers[i] = Fraction(0)
    totals = combination(A, multipliers)
    matrix = [[Fraction(float(A[i, j])) for i in rows] for j in columns]
    solved = solve_exactly(matrix, [-totals[j] for j in columns])
    if solved is None:
        return None
    for i, value in zip(rows, solved, strict=True):
        multipliers[i] = value
    proved = min(multipliers) > 0 and not any(combination(A, multipliers))
    return multipliers if proved else None


def exact_direction(A: Array, ties: Indices, approximate: Sequence[Fraction]) -> list[Fraction]:
    """Return the direction (n,) changed in as few entries as make a_i'd = 0 exactly for the ties.

    If there are none, or too many to solve for, it is returned as it is.
    """
    direction = list(approximate)
    if not signs(A[ties], direction).any():
        return direction
    rows = ties[independent_rows(A[ties])]
    columns = independent_rows(A[rows].T)
    if not 0 < len(rows) == len(columns) <= EXACT_SIZE:
        return direction
    rest = [Fraction(0) if j in columns else entry for j, entry in enumerate(direction)]
    matrix = [fractions(A[i, columns]) for i in rows]
    solved = solve_exactly(matrix, [-entry for entry in combination(A[rows].T, rest)])
    for j, value in zip(columns, solved or (), strict=False):
        direction[j] = value
    return direction


def combination(A: Array, multipliers: Sequence[Fraction]) -> list[Fraction]:
    """Return sum lambda_i a_i (n,) over the rows of A (k x n) exactly."""
    whole = cleared(multipliers)
    unit = lcm(*(multiplier.denominator for multiplier in multipliers))
    return [_dot(column, whole) / unit for column in A.T]


def _dot(column: Array, whole: Sequence[int]) -> Fraction:
    entries, common = integers(column)
    return Fraction(sum(a * b for a, b in zip(entries, whole, strict=True)), common)


def independent_rows(A: Array) -> Indices:
    """Return the indices of a largest set of independent rows, chosen to be far from dependent."""
    norms = np.linalg.norm(A, axis=1)
    usable = np.flatnonzero(norms > 0)
    if len(usable) == 0:
        return usable
    R, pivots = qr((A[usable] / norms[usable, None]).T, mode="r", pivoting=True)
    diagonal = np.abs(np.diag(R))
    rank = int(np.sum(diagonal > DEPENDENT * diagonal[0]))
    return np.sort(usable[pivots[:rank]])
