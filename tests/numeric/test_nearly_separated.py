"""Data that are all but separated: the estimate exists, far away, where the likelihood is flat.

The oracle is Newton's method in mpmath from the estimate that was found, in so many digits that the
flattest of the likelihoods here is steep; it must stay in the place where it starts.
"""

import warnings

import mpmath
import numpy as np
import pytest
from scipy.sparse import csr_array

from lrmath.numeric import Blocks, ConvergenceWarning, DataError, Raw, SeparationError, Status, fit

GAPS = [10.0**-k for k in (2, 4, 6, 8, 9, 10, 12, 14, 16, 20, 30, 50, 100, 200, 300)]


def six(gap):
    """Return six points whose classes overlap by twice the gap."""
    return np.array([-2, -1, -gap, gap, 1, 2.0])[:, None], np.array([0, 0, 1, 0, 1, 1])


def nine(gap):
    """Return nine points of three classes: as above, and three of a class that lies among all."""
    X, y = six(gap)
    return np.vstack([X, [[-1.5], [0.0], [1.5]]]), np.append(y, [2, 2, 2])


def in_blocks(X, y):
    """Fit the data in two blocks."""
    halves = [Raw(X[::2], y[::2]), Raw(X[1::2], y[1::2])]
    return fit(Blocks([lambda half=half: half for half in halves]))


def derivatives(A, y, W):
    """Return gradient and Hessian of the softmax loss; W has the coefficients of y = 1, 2, ..."""
    k, n = W.rows, W.cols
    g, H = mpmath.matrix(k * n, 1), mpmath.matrix(k * n, k * n)
    for i in range(A.rows):
        a = A[i, :]
        odds = [mpmath.exp((W[j, :] * a.T)[0]) for j in range(k)]
        p = [q / (1 + mpmath.fsum(odds)) for q in odds]
        for j in range(k):
            for s in range(n):
                g[j * n + s] += (p[j] - (y[i] == j + 1)) * a[s]
                for m in range(k):
                    weight = p[j] * ((j == m) - p[m])
                    for t in range(n):
                        H[j * n + s, m * n + t] += weight * a[s] * a[t]
    return g, H


def exact(X, y, start, dps=700):
    """Return coefficients and standard errors (k x n) near the start, as floats."""
    with mpmath.workdps(dps):
        A = mpmath.matrix([[1, *map(float, row)] for row in X])
        W = mpmath.matrix(np.atleast_2d(start).tolist())
        for _ in range(12):
            g, H = derivatives(A, y, W)
            step = mpmath.lu_solve(H, g)
            W -= mpmath.matrix(
                [[step[j * W.cols + s] for s in range(W.cols)] for j in range(W.rows)]
            )
            if mpmath.norm(step) <= mpmath.mpf(10) ** -40 * mpmath.norm(W):
                break
        inverse = derivatives(A, y, W)[1] ** -1
        errors = [float(mpmath.sqrt(inverse[j, j])) for j in range(inverse.rows)]
        shape = W.rows, W.cols
        return np.array(W.tolist(), dtype=float).reshape(shape), np.reshape(errors, shape)


def assert_claims_hold(found, X, y, errors=1e-6, dps=700, copies=1.0):
    """Compare a fit that says it converged with the truth, to the digits that it claims."""
    assert found.status is Status.CONVERGED
    coefficients = np.atleast_2d(found.coefficients)
    truth, deviations = exact(X, y, coefficients, dps)
    size = np.maximum(np.abs(truth), np.minimum(deviations, 2.0))
    wrong = np.abs(coefficients - truth) / size
    assert wrong.max() <= 10.0**-found.digits + 1e-15
    found_errors = np.atleast_2d(found.standard_errors) * np.sqrt(copies)
    np.testing.assert_allclose(found_errors, deviations, rtol=errors)


@pytest.mark.parametrize("gap", GAPS)
def test_two_classes(gap):
    """However small the overlap is, all digits of the estimate are right, and of its error ten."""
    X, y = six(gap)
    found = fit(X, y)
    assert_claims_hold(found, X, y, errors=1e-10)
    assert found.digits > 14


@pytest.mark.parametrize("gap", GAPS)
def test_weights_and_sparse_rows(gap):
    """The same holds with weights, and for sparse data."""
    X, y = six(gap)
    assert_claims_hold(fit(X, y, weights=np.full(6, 12e3)), X, y, 1e-10, copies=12e3)
    assert_claims_hold(fit(csr_array(X), y), X, y, errors=1e-10)


@pytest.mark.parametrize("gap", GAPS)
def test_blocks(gap):
    """The same holds in blocks, with fewer digits of the standard errors."""
    X, y = six(gap)
    assert_claims_hold(in_blocks(X, y), X, y, errors=1e-5)


@pytest.mark.parametrize("gap", GAPS)
def test_three_classes(gap):
    """The same holds for three classes."""
    X, y = nine(gap)
    assert_claims_hold(fit(X, y, classes="all"), X, y, errors=1e-9)


@pytest.mark.parametrize("copies", [100, 12_000])
@pytest.mark.parametrize("gap", [1e-6, 1e-9, 1e-12, 1e-14, 1e-20])
def test_many_copies(copies, gap):
    """Rows that come many times give the estimate of the single ones, or a doubt that is said."""
    X, y = six(gap)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        found = fit(np.repeat(X, copies, axis=0), np.repeat(y, copies))
    if found.status.converged:
        assert_claims_hold(found, X, y, copies=copies)
    else:
        assert found.digits <= 0.0


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("gap", [1e-2, 1e-4, 1e-6, 1e-8, 1e-10, 1e-12])
def test_a_gap_across_no_axis(gap, seed):
    """A plane that passes four rows on the wrong side by a little: right, or not converged."""
    rng = np.random.default_rng(seed)
    turn = np.linalg.qr(rng.standard_normal((3, 3)))[0]
    far = rng.standard_normal((60, 3))
    far[:, 0] += np.sign(far[:, 0])
    triangle = np.array([[-gap, 1, 0], [-gap, -1, 1], [-gap, -1, -1], [gap, 0, 0]])
    X = np.vstack([far, triangle]) @ turn + rng.standard_normal(3)
    y = np.append(far[:, 0] > 0, [1, 1, 1, 0]).astype(int)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        try:
            found = fit(X, y)
        except SeparationError:
            assert gap < 1e-15  # the rounded rows may be separated
            return
    if found.status.converged:
        assert_claims_hold(found, X, y, errors=1e-3, dps=60)
    else:
        assert gap < 1e-5
        assert found.digits <= 0.0


@pytest.mark.parametrize("seed", range(12))
def test_ties_that_rounding_breaks(seed):
    """Points of both classes on a line, in multiples of 0.1: rounded, they overlap by an ulp."""
    rng = np.random.default_rng(seed)
    X = np.round(rng.standard_normal((30, 2)), 1)
    side = np.round(10 * X[:, 0] + 5 * X[:, 1] - 10 * X[0, 0] - 5 * X[0, 1], 9)
    line = np.array([[X[0, 0] + 0.1 * j, X[0, 1] - 0.2 * j] for j in range(-4, 5)])
    X, y = np.vstack([X, line]), np.append(side > 0, np.arange(9) % 2).astype(int)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)
        try:
            found = fit(X, y)
        except SeparationError:
            return
    if found.status.converged:
        assert_claims_hold(found, X, y, errors=1e-3, dps=120)
    else:
        assert found.status in (Status.FLAT, Status.SINGULAR, Status.STALLED, Status.BUDGET)


@pytest.mark.parametrize("weight", [1e-320, 1e-300, 1e300, 1.7e308])
def test_weights_that_would_overflow_are_refused(weight):
    """The message says what to do, and doing it works."""
    X, y = six(0.5)
    with pytest.raises(DataError, match="Divide all by one number"):
        fit(X, y, weights=np.full(6, weight))
    np.testing.assert_allclose(
        fit(X, y, weights=np.full(6, 1e149)).coefficients, fit(X, y).coefficients, atol=1e-14
    )
