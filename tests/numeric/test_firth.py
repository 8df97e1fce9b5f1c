"""Firth's method against closed forms, mpmath, and what R's logistf prints."""

from pathlib import Path

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from lrmath.numeric import ConvergenceWarning, RankError, SeparationError, Status, fit, nll
from lrmath.numeric.inference.constraints import fixed
from lrmath.numeric.inference.restriction import restricted_optimum
from lrmath.numeric.model.jeffreys import FirthObjective
from lrmath.numeric.solve.affine import Affine

COUNTS = st.integers(0, 30)


@pytest.fixture(scope="module")
def endometrial():
    """Return neovasculation, pulsatility and height, and the histology, of 79 patients.

    G. Heinze and M. Schemper, Statistics in Medicine 21, 2002, 2409.
    """
    file = Path(__file__).parent / "data" / "endometrial.csv"
    data = np.genfromtxt(file, delimiter=",", skip_header=1)
    return data[:, :3], data[:, 3]


@pytest.fixture(scope="module")
def patients(endometrial):
    """Return the fit of all three features."""
    return fit(*endometrial, names=["NV", "PI", "EH"], firth=True)


@given(COUNTS, COUNTS, COUNTS, COUNTS)
def test_two_by_two_table_adds_a_half(a, b, c, d):
    """The saturated estimates are the log odds of the counts plus 1/2, zero cells included."""
    if 0 in (a + b, c + d, a + c, b + d):
        return
    X, y = np.array([[1.0], [1.0], [0.0], [0.0]]), np.array([1, 0, 1, 0])
    found = fit(X, y, weights=[a, b, c, d], firth=True)
    odds, reference = (a + 0.5) / (b + 0.5), (c + 0.5) / (d + 0.5)
    assert found.status is Status.CONVERGED
    assert_allclose(found.coefficients, np.log([reference, odds / reference]), atol=1e-13)


def test_separated_data_have_an_estimate(endometrial, patients):
    """All eleven patients with neovasculation are of one class: no estimate but Firth's."""
    with pytest.raises(SeparationError):
        fit(*endometrial)
    assert_allclose(
        patients.coefficients, [3.77455951, 2.92927330, -0.03475175, -2.60416387], rtol=1e-6
    )
    assert patients.status is Status.CONVERGED


def test_profile_of_the_penalised_likelihood(patients):
    """Intervals and test are those that the R package logistf documents for these data."""
    published = [
        [1.0825371, 7.20928050],
        [0.6097244, 7.85463171],
        [-0.1244587, 0.04045547],
        [-4.3651832, -1.23272106],
    ]
    assert_allclose(patients.profile_intervals(), published, rtol=1e-6)
    for name, interval in zip(patients.names, published, strict=True):
        test = patients.likelihood_ratio_test(name, value=interval[0])
        assert test.p_value == pytest.approx(0.05, abs=1e-6)


def test_fixing_every_coefficient(patients):
    """With nothing left to fit the test compares the penalised likelihoods themselves."""
    test = patients.likelihood_ratio_test(*patients.names)
    origin = restricted_optimum(
        patients, fixed(patients.labels, dict.fromkeys(patients.names, 0.0))
    )
    assert test.statistic == pytest.approx(2 * (patients.maximum - origin[0]), rel=1e-12)
    assert np.array_equal(origin[1], np.zeros(4))


def modified_score(X, y, beta):
    """Return X'(y - p + h (1/2 - p)) in mpmath."""
    A = mpmath.matrix([[1, *map(float, row)] for row in X])
    p = [1 / (1 + mpmath.exp(-t)) for t in A * beta]
    S = mpmath.diag([q * (1 - q) for q in p])
    hat = S * A * (A.T * S * A) ** -1 * A.T
    pull = [float(t) - q + hat[i, i] * (0.5 - q) for i, (t, q) in enumerate(zip(y, p, strict=True))]
    return A.T * mpmath.matrix(pull)


def test_digits_against_mpmath(endometrial, patients, digits):
    """The root of the modified score, found by mpmath to 30 digits, is met to 13 or as promised."""
    X, y = endometrial
    with mpmath.workdps(40):
        start = mpmath.matrix(list(map(float, patients.coefficients)))
        root = mpmath.findroot(
            lambda *b: modified_score(X, y, mpmath.matrix(b)), list(start), tol=1e-60
        )
        right = digits(patients.coefficients, list(root))
    assert right >= min(patients.digits, 13)
    assert patients.digits > 13


def test_gradient_is_that_of_the_value(endometrial):
    """Central differences of the penalised value give the gradient, in free coordinates too."""
    X, y = endometrial
    A = np.column_stack([np.ones(len(y)), X])
    whole = FirthObjective(nll(A, y).terms)
    for J in (whole, Affine.of(whole, np.array([[0.0, 1.0, 0.0, 2.0]]), np.array([0.5]))):
        beta, h = np.full(4 if J is whole else 3, 0.01), 1e-5
        steps = h * np.eye(len(beta))
        differences = [(J.value(beta + e) - J.value(beta - e)) / (2 * h) for e in steps]
        assert_allclose(J.gradient(beta), differences, rtol=1e-6)
    with pytest.raises(ValueError, match="gradient only"):
        whole.hessian(np.zeros(4))


def test_weights_offset_and_units(endometrial):
    """Weights are counts, an offset moves the constant, units of the columns are free."""
    X, y = endometrial
    plain = fit(np.repeat(X, 2, axis=0), np.repeat(y, 2), firth=True)
    assert_allclose(fit(X, y, weights=np.full(79, 2), firth=True).coefficients, plain.coefficients)
    moved = fit(X * [1, 1e6, 1e-6] + 1e3, y, offset=np.full(79, 1.5), firth=True)
    base = fit(X, y, firth=True)
    assert_allclose(moved.coefficients[1:] * [1, 1e6, 1e-6], base.coefficients[1:], rtol=1e-7)
    assert_allclose(
        moved.predict_proba(X * [1, 1e6, 1e-6] + 1e3, np.full(79, 1.5)),
        base.predict_proba(X),
        rtol=1e-6,
    )


def test_refusals(endometrial):
    """Dependent columns are named; too few iterations are not called converged."""
    X, y = endometrial
    with pytest.raises(RankError, match="'x4' is a combination of 'x1'"):
        fit(np.column_stack([X, X[:, 0]]), y, firth=True)
    with pytest.warns(ConvergenceWarning, match="ran out"):
        found = fit(X, y, max_iter=1, firth=True)
    assert found.status is Status.BUDGET
    assert "Fit(firth, " in repr(found)
