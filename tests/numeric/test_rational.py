"""Exact arithmetic on floats."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lrmath.numeric.linalg.rational import cleared, fractions, integers, signs, solve_exactly

ordinary = st.floats(-1e6, 1e6, allow_subnormal=False)


def matrices(n):
    """Return a strategy for square matrices of small integers."""
    row = st.lists(st.integers(-5, 5), min_size=n, max_size=n)
    return st.lists(row, min_size=n, max_size=n)


@given(st.lists(ordinary, min_size=1, max_size=5))
def test_floats_are_integers_over_a_power_of_two(values):
    """The integers divided by their unit are the floats themselves."""
    whole, unit = integers(values)
    assert unit & (unit - 1) == 0
    assert [Fraction(number, unit) for number in whole] == fractions(values)


def test_clearing_denominators():
    """1/2, 1/3 and -1/6 are 3, 2 and -1 over 6."""
    assert cleared([Fraction(1, 2), Fraction(1, 3), Fraction(-1, 6)]) == [3, 2, -1]


@given(st.integers(1, 4).flatmap(matrices))
def test_the_solution_solves(matrix):
    """M x = b holds exactly; no solution is offered exactly when the determinant is 0."""
    right = [Fraction(k + 1, 3) for k in range(len(matrix))]
    rows = [[Fraction(entry) for entry in row] for row in matrix]
    solution = solve_exactly(rows, right)
    if solution is None:
        assert round(np.linalg.det(matrix)) == 0
    else:
        products = [sum(a * x for a, x in zip(row, solution, strict=True)) for row in rows]
        assert products == right


def test_hilbert_matrix_is_no_difficulty():
    """The Hilbert matrix of order 20, hopeless in floating point, is solved exactly."""
    hilbert = [[Fraction(1, i + j + 1) for j in range(20)] for i in range(20)]
    assert solve_exactly(hilbert, [sum(row) for row in hilbert]) == [1] * 20


@given(st.lists(st.tuples(ordinary, ordinary), min_size=1, max_size=6), ordinary, ordinary)
def test_signs_are_those_of_exact_products(rows, a, b):
    """Every sign is the sign of the product in fractions, however close to zero."""
    direction = [Fraction(a), Fraction(b)]
    exact = [Fraction(x) * direction[0] + Fraction(y) * direction[1] for x, y in rows]
    expected = [(value > 0) - (value < 0) for value in exact]
    assert signs(np.array(rows), direction).tolist() == expected


@pytest.mark.parametrize(("last", "sign"), [(0.0, 0), (2.0**-80, 1), (-(2.0**-80), -1)])
def test_sign_of_a_cancelling_product(last, sign):
    """0.1 + 0.2 - (0.1 + 0.2) + last has the sign of last, which floats lose."""
    total = Fraction(0.1) + Fraction(0.2)
    rows = np.array([[0.1, 0.2, 1.0, last]])
    assert signs(rows, [Fraction(1), Fraction(1), -total, Fraction(1)]).tolist() == [sign]
