"""Verdicts on separation; every certificate is checked again here, in fractions."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.datasets import load_breast_cancer, load_iris

from lrmath.numeric import DataError, Kind, SeparationError, find_separation, fit
from lrmath.numeric.exist.certificates import exact_direction, exact_multipliers

LINE = np.arange(1.0, 9.0)[:, None]
CUT = (LINE[:, 0] > 4).astype(int)


def margins(found, X, y):
    """Return s_i x_i'd of the certificate in fractions."""
    rows = [[Fraction(1), *map(Fraction, map(float, row))] for row in X]
    return [
        (2 * int(label) - 1) * sum(a * d for a, d in zip(row, found.direction, strict=True))
        for row, label in zip(rows, y, strict=True)
    ]


def balance(found, X, y):
    """Return sum lambda_i s_i x_i of the certificate in fractions."""
    total = [Fraction(0)] * (X.shape[1] + 1)
    for i, multiplier in found.multipliers.items():
        row = [Fraction(1), *map(Fraction, map(float, X[i]))]
        signed = (2 * int(y[i]) - 1) * multiplier
        total = [t + signed * entry for t, entry in zip(total, row, strict=True)]
    return total


def prove(found, X, y):
    """Check the certificate of a verdict."""
    if found.multipliers is not None:
        assert min(found.multipliers.values()) > 0
        assert not any(balance(found, X, y))
    if found.kind is Kind.OVERLAP:
        rows = np.column_stack([np.ones(len(X)), X])[list(found.multipliers)]
        assert np.linalg.matrix_rank(rows) == rows.shape[1]
    elif found.kind is Kind.COMPLETE:
        assert min(margins(found, X, y)) > 0
    else:
        assert min(margins(found, X, y)) == 0 < max(margins(found, X, y))
        assert all(margins(found, X, y)[i] == 0 for i in found.multipliers)


def test_three_kinds_on_a_line():
    """A cut separates; a tie of both classes on it leaves no room; exchanged labels overlap."""
    tie = np.append(LINE, [[4.0], [4.0]], axis=0), np.append(CUT, [1, 0])
    mixed = LINE, np.array([0, 0, 1, 0, 1, 1, 0, 1])
    cases = [((LINE, CUT), Kind.COMPLETE), (tie, Kind.QUASI_COMPLETE), (mixed, Kind.OVERLAP)]
    for data, kind in cases:
        found = find_separation(*data)
        assert found.kind is kind
        assert found.exists is (kind is Kind.OVERLAP)
        assert found.separated is (kind is not Kind.OVERLAP)
        prove(found, *data)


def test_breast_cancer():
    """The first 29 features overlap, all 30 separate completely (chapter 6)."""
    X, benign = load_breast_cancer(return_X_y=True)
    y = 1 - benign
    for k, kind in ((29, Kind.OVERLAP), (30, Kind.COMPLETE)):
        found = find_separation(X[:, :k], y)
        assert found.kind is kind
        prove(found, X[:, :k], y)


def test_iris():
    """Setosa is separable; versicolor and virginica overlap (chapter 6)."""
    X, species = load_iris(return_X_y=True)
    setosa = (species == 0).astype(int)
    found = find_separation(X, setosa)
    assert found.kind is Kind.COMPLETE
    prove(found, X, setosa)
    found = find_separation(X[50:], species[50:] - 1)
    assert found.kind is Kind.OVERLAP
    prove(found, X[50:], species[50:] - 1)


@settings(max_examples=40)
@given(st.integers(0, 10**6), st.integers(1, 3), st.booleans())
def test_certificates_hold_on_lattice_points(seed, p, decimal):
    """Many points on one hyperplane, also with coordinates that are no binary fractions."""
    rng = np.random.default_rng(seed)
    X = rng.integers(-3, 4, (25, p)) * (0.1 if decimal else 1.0)
    side = np.sign(np.round((X / (0.1 if decimal else 1)) @ rng.integers(-2, 3, p))).astype(int)
    y = np.where(side == 0, rng.integers(0, 2, 25), (side + 1) // 2)
    try:
        found = find_separation(X, y)
    except DataError:
        return
    if found.kind not in (Kind.UNDECIDED, Kind.SEPARATED) and np.linalg.matrix_rank(X) == p:
        prove(found, X, y)


@settings(max_examples=25)
@given(st.integers(0, 10**6))
def test_the_fit_and_the_verdict_agree(seed):
    """The fit raises exactly where the verdict is separation."""
    rng = np.random.default_rng(seed)
    X, y = rng.integers(-2, 3, (12, 2)).astype(float), np.tile([0, 1], 6)
    found = find_separation(X, y)
    if np.linalg.matrix_rank(X - X.mean(axis=0)) < 2:
        return
    if found.separated:
        with pytest.raises(SeparationError, match=str(found.kind).replace(".", r"\.")):
            fit(X, y)
    else:
        assert found.exists
        assert fit(X, y).status.converged


def test_a_sample_of_the_rows_is_enough():
    """Ten thousand rows are decided on a part of them, and proved for all."""
    rng = np.random.default_rng(0)
    X = rng.standard_normal((10_000, 2))
    eta = X @ [1.0, -1.0]
    noisy = (rng.random(10_000) < 1 / (1 + np.exp(-eta))).astype(int)
    found = find_separation(X, noisy)
    assert found.kind is Kind.OVERLAP
    assert len(found.multipliers) < 5000
    prove(found, X, noisy)
    found = find_separation(X, (eta > 0).astype(int))
    assert found.kind is Kind.COMPLETE
    assert min(margins(found, X, (eta > 0).astype(int))) > 0


def test_a_rare_dummy_is_found_in_many_rows():
    """Five ones among ten thousand rows, all with y = 1, are a quasi-complete separation."""
    rng = np.random.default_rng(1)
    X = rng.standard_normal((10_000, 2))
    y = (rng.random(10_000) < 0.5).astype(int)
    X[:, 1] = 0
    X[np.flatnonzero(y)[:5], 1] = 1
    found = find_separation(X, y)
    assert found.kind is Kind.QUASI_COMPLETE
    assert found.direction == (0, 0, 1)


@pytest.mark.parametrize("gap", [1e-9, 1e-12])
def test_what_the_programme_cannot_resolve_is_not_claimed(gap):
    """An overlap far below the tolerance of linear programming is never called separation."""
    x = np.concatenate([np.linspace(0, 1, 10), np.linspace(1 - gap, 2, 10)])[:, None]
    assert not find_separation(x, np.repeat([0, 1], 10)).separated


def test_without_intercept():
    """Through the origin (-1, 2) with y = (0, 1) is separated, (1, 2) is not."""
    assert find_separation([[-1.0], [2.0]], [0, 1], intercept=False).kind is Kind.COMPLETE
    assert find_separation([[1.0], [2.0]], [0, 1], intercept=False).kind is Kind.OVERLAP


def test_repair_of_multipliers():
    """Multipliers that nearly cancel are made to cancel; wrong ones are not accepted."""
    A = np.array([[1.0, 0.1], [-1.0, 0.2], [0.5, -0.3]])
    exact = exact_multipliers(A, np.linalg.svd(A.T)[2][-1] * np.sign(np.linalg.svd(A.T)[2][-1][0]))
    assert exact is not None
    assert exact_multipliers(np.array([[1.0], [2.0]]), np.ones(2)) is None


def test_repair_of_a_direction():
    """A direction nearly orthogonal to a tie becomes exactly so; without ties it stays."""
    A = np.array([[0.1, 0.3]])
    near = [Fraction(3), Fraction(-0.99999)]
    repaired = exact_direction(A, np.array([0]), near)
    assert Fraction(0.1) * repaired[0] + Fraction(0.3) * repaired[1] == 0
    assert exact_direction(A, np.array([], dtype=int), near) == near
