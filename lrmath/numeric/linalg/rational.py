"""Exact arithmetic on floating-point data, for certificates that admit no rounding."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction
from math import lcm

import numpy as np

from lrmath.numeric.linalg.arrays import Array, Indices


def fractions(values: Iterable[float]) -> list[Fraction]:
    """Return each float as the fraction that it is, an integer over a power of two."""
    return [Fraction(float(value)) for value in values]


def cleared(values: Sequence[Fraction]) -> list[int]:
    """Return the values times their least common denominator."""
    common = lcm(*(value.denominator for value in values))
    return [value.numerator * (common // value.denominator) for value in values]


def integers(values: Iterable[float]) -> tuple[list[int], int]:
    """Return integers and the power of two that divides them to give the values."""
    ratios = [float(value).as_integer_ratio() for value in values]
    common = max((denominator for _, denominator in ratios), default=1)
    return [numerator * (common // denominator) for numerator, denominator in ratios], common


def solve_exactly(
    matrix: Sequence[Sequence[Fraction]], right: Sequence[Fraction]
) -> list[Fraction] | None:
    """Return the solution of a square system, or None if it is singular.

    Each equation is multiplied up to integers, then eliminated without fractions: every division is
    exact, and entries stay minors of the matrix (E. H. Bareiss, Mathematics of Computation 22,
    1968, 565).
    """
    rows = [cleared([*row, entry]) for row, entry in zip(matrix, right, strict=True)]
    return _substitute_back(rows) if _eliminate(rows) else None


def _eliminate(rows: list[list[int]]) -> bool:
    """Bring the augmented rows to triangular form in place; say whether that was possible."""
    previous = 1
    for k in range(len(rows)):
        pivot = next((i for i in range(k, len(rows)) if rows[i][k]), None)
        if pivot is None:
            return False
        rows[k], rows[pivot] = rows[pivot], rows[k]
        head = rows[k]
        for i in range(k + 1, len(rows)):
            rows[i] = _reduced(rows[i], head, k, previous)
        previous = head[k]
    return True


def _reduced(row: list[int], head: list[int], k: int, previous: int) -> list[int]:
    """Return the row with its k-th entry eliminated."""
    pivot, factor = head[k], row[k]
    return [(pivot * a - factor * b) // previous for a, b in zip(row, head, strict=True)]


def _substitute_back(rows: list[list[int]]) -> list[Fraction]:
    n = len(rows)
    solution = [Fraction(0)] * n
    for k in reversed(range(n)):
        known = sum((rows[k][j] * solution[j] for j in range(k + 1, n)), Fraction(0))
        solution[k] = (rows[k][n] - known) / rows[k][k]
    return solution


def signs(A: Array, direction: Sequence[Fraction]) -> Indices:
    """Return the signs (m,) of A (m x n) times direction (n,), without any rounding.

    Floating-point products decide where they exceed their error bound; only the rest is computed in
    fractions (J. R. Shewchuk, Discrete & Computational Geometry 18, 1997, 305: adaptive
    predicates).
    """
    used = [j for j, entry in enumerate(direction) if entry]
    A, exact = A[:, used], cleared([direction[j] for j in used])
    approximate = np.array([float(direction[j]) for j in used])
    products = A @ approximate
    limits = np.finfo(np.float64)
    bound = (len(used) + 3) * (limits.eps * (np.abs(A) @ np.abs(approximate)) + limits.tiny)
    found: Indices = np.sign(products).astype(np.intp)
    for i in np.flatnonzero((np.abs(products) <= bound) & A.any(axis=1)):
        value = sum(a * b for a, b in zip(fractions(A[i]), exact, strict=True))
        found[i] = (value > 0) - (value < 0)
    return found
