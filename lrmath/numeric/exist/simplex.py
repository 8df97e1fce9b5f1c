"""Separation decided in fractions, for the few data sets that floating point leaves open.

Multipliers lambda_i = 1 + mu_i with sum lambda_i a_i = 0 are a solution mu >= 0 of n equations.
Phase one of the simplex method finds one; if there is none, its dual variables are a direction
that separates (G. B. Dantzig, Linear Programming and Extensions, 1963, sections 5.2 and 6.3).
"""

from __future__ import annotations

from fractions import Fraction

from lrmath.numeric.linalg.arrays import Array
from lrmath.numeric.linalg.rational import fractions

Row = list[Fraction]


def exact_alternative(A: Array) -> tuple[list[Fraction], list[Fraction]]:
    """Return a direction (n,) with all a_i'd >= 0, one of them > 0, or multipliers (m,) >= 1.

    One of the two is empty: the rows of A (m x n) have exactly one of them.
    """
    m, n = A.shape
    columns = [fractions(column) for column in A.T]
    flips = [1 if sum(column) <= 0 else -1 for column in columns]
    table = [
        _equation(column, flip, k, n)
        for k, (column, flip) in enumerate(zip(columns, flips, strict=True))
    ]
    gain = [sum(entries, Fraction(0)) for entries in zip(*table, strict=True)]
    gain[m : m + n] = [Fraction(0)] * n
    basis = _optimise(table, gain, m)
    if gain[-1]:
        return [-flip * (1 + dual) for flip, dual in zip(flips, gain[m : m + n], strict=True)], []
    multipliers = [Fraction(1)] * m
    for j, row in zip(basis, table, strict=True):
        if j < m:
            multipliers[j] += row[-1]
    return [], multipliers


def _equation(column: Row, flip: int, k: int, n: int) -> Row:
    """Return sum_i mu_i a_ik = -sum_i a_ik with its artificial variable, the right side >= 0."""
    artificial = [Fraction(int(j == k)) for j in range(n)]
    return [*(flip * a for a in column), *artificial, -flip * sum(column, Fraction(0))]


def _optimise(table: list[Row], gain: Row, m: int) -> list[int]:
    """Drive out the artificial variables as far as they go, in place; return the basis.

    The first variable that helps enters; of those equally tight the first leaves, so that it ends
    (R. G. Bland, Mathematics of Operations Research 2, 1977, 103).
    """
    basis = list(range(m, m + len(table)))
    while (entering := next((j for j in range(m) if gain[j] > 0), None)) is not None:
        tight = [
            (row[-1] / row[entering], basis[i], i)
            for i, row in enumerate(table)
            if row[entering] > 0
        ]
        leaving = min(tight)[2]
        basis[leaving] = entering
        _pivot(table, gain, leaving, entering)
    return basis


def _pivot(table: list[Row], gain: Row, leaving: int, entering: int) -> None:
    """Solve the leaving equation for the entering variable, and put it into the others."""
    head = table[leaving]
    pivot = head[entering]
    head[:] = [a / pivot for a in head]
    for row in (*table[:leaving], *table[leaving + 1 :], gain):
        factor = row[entering]
        if factor:
            row[:] = [a - factor * b for a, b in zip(row, head, strict=True)]
