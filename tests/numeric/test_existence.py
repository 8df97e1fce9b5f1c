"""Errors that prove that there is no unique estimate, and no false alarm."""

import pickle
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from lrmath.numeric import RankError, SeparationError, Status, fit

RNG = np.random.default_rng(1)
X = RNG.standard_normal((200, 3))
Y = (RNG.random(200) < 1 / (1 + np.exp(-(X @ [1.0, -2.0, 0.5] + 0.3)))).astype(int)
LINE = np.arange(1.0, 9.0)[:, None]


def margins(error, X, y):
    """Return s_i x_i'd of the certificate."""
    return (2 * y - 1) * (np.column_stack([np.ones(len(X)), X]) @ error.direction)


def separation(X, y):
    """Return the error that the fit raises."""
    with pytest.raises(SeparationError) as caught:
        fit(X, y)
    return caught.value


def test_complete_separation():
    """Every margin of the certificate is positive; the message has label and remedy."""
    y = (LINE[:, 0] > 4).astype(int)
    error = separation(LINE, y)
    assert np.all(margins(error, LINE, y) >= 0)
    assert np.any(margins(error, LINE, y) > 0)
    assert "thm-separation" in str(error)
    assert "fit(X, y, l2=1.0)" in str(error)


def test_quasi_complete_separation():
    """With a tie at the boundary all margins are at least 0 and some are positive."""
    x = np.append(LINE[:, 0], [4.0, 4.0])[:, None]
    y = np.append(LINE[:, 0] > 4, [1, 0]).astype(int)
    error = separation(x, y)
    assert np.all(margins(error, x, y) >= -1e-9)
    assert margins(error, x, y).max() > 0.1


def test_separation_hidden_in_a_dummy():
    """A dummy that is 1 only where y = 1 is the one column named."""
    dummy = np.zeros(200)
    dummy[np.flatnonzero(Y)[:7]] = 1
    error = separation(np.column_stack([X, dummy]), Y)
    assert error.columns == ("x4",)
    assert np.array_equal(error.direction, [0, 0, 0, 0, 1])


def test_penalty_is_the_remedy():
    """What the message recommends works."""
    found = fit(LINE, LINE[:, 0] > 4, l2=1.0)
    assert found.status is Status.CONVERGED


def test_certificate_is_exact_where_its_rounding_is_not():
    """Ties that no float direction meets hold in the fractions that the error carries."""
    Z = np.array([[3.0, 1.0], [3.0, 1.0], [1.0, 0.0], [0.0, 1.0]])
    caught = separation(Z, np.array([0, 1, 0, 1]))
    rows = [[1, *map(Fraction, row)] for row in Z]
    direction = caught.separation.direction
    exact = [sum(a * d for a, d in zip(row, direction, strict=True)) for row in rows]
    assert exact[0] == exact[1] == 0
    assert exact[2] < 0 < exact[3]
    assert_allclose(caught.direction, list(map(float, direction)), rtol=1e-16)
    again = pickle.loads(pickle.dumps(caught))
    assert (str(again), again.columns) == (str(caught), caught.columns)
    assert again.separation == caught.separation


@settings(max_examples=30)
@given(st.integers(0, 10_000), st.integers(1, 3))
def test_verdict_agrees_with_the_construction(seed, p):
    """Labels cut by a hyperplane separate; adding each row with the other label overlaps."""
    rng = np.random.default_rng(seed)
    Z = rng.standard_normal((20, p))
    y = (Z @ rng.standard_normal(p) > 0).astype(int)
    if 0 < y.sum() < 20:
        assert np.all(margins(separation(Z, y), Z, y) >= -1e-9)
    both = np.vstack([Z, Z])
    assert fit(both, np.append(y, 1 - y)).status is Status.CONVERGED


@pytest.mark.parametrize("gap", [1e-1, 1e-3, 1e-5])
def test_no_false_alarm_on_nearly_separated_data(gap):
    """Classes that overlap by a hair have an estimate, large as it is."""
    x = np.concatenate([np.linspace(0, 1, 10), np.linspace(1 - gap, 2, 10)])[:, None]
    y = np.repeat([0, 1], 10)
    found = fit(x, y)
    assert found.status is Status.CONVERGED
    assert np.abs(found.coefficients).max() > 10


RANK = {
    "duplicate": (np.column_stack([X, X[:, 0]]), r"'x4' is a combination of 'x1'. Drop 'x4'"),
    "constant": (
        np.column_stack([X, np.full(200, 5.0)]),
        r"'x4' is constant, a multiple of",
    ),
    "zero": (np.column_stack([X, np.zeros(200)]), r"'x4' is zero"),
    "sum": (np.column_stack([X, X[:, 0] + X[:, 1]]), r"'x4' is a combination of 'x1', 'x2'"),
    "sum far out": (
        np.column_stack([X + 1e6, X[:, 0] + X[:, 1] + 2e6]),
        r"'x4' is a combination of .*'x1', 'x2'",
    ),
    "dummies": (np.eye(4)[RNG.integers(0, 4, 200)], r"'x4' is a combination of '\(intercept\)'"),
    "units": (np.column_stack([X, 1e-9 * X[:, 1]]), r"'x4' is a combination of 'x2'"),
}


@pytest.mark.parametrize("case", RANK)
def test_dependent_columns_are_named(case):
    """The message names the column and those it depends on; the remedy is in it."""
    design, message = RANK[case]
    with pytest.raises(RankError, match=message) as caught:
        fit(design, Y)
    assert "rank" in str(caught.value)
    assert fit(design, Y, l2=1.0).status is Status.CONVERGED


def test_more_columns_than_rows():
    """With p > n the estimate is not unique, and a long list is cut short."""
    with pytest.raises(RankError, match=r"21 columns but rank 10.*and 5 more"):
        fit(RNG.standard_normal((10, 20)), np.arange(10) % 2)


def test_no_false_alarm_on_ill_conditioned_data():
    """Powers of x and columns equal to eight digits are independent."""
    x = RNG.uniform(5, 6, 200)
    fit(x[:, None] ** np.arange(1, 6), Y)
    fit(np.column_stack([X[:, 0], X[:, 0] + 1e-8 * X[:, 1]]), Y)
