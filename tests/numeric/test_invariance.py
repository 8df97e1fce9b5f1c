"""What must not matter does not: order, labels, units, storage, blocks; inputs stay as they are."""

from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose

from lrmath.numeric import fit
from lrmath.numeric.model import rows
from lrmath.numeric.model.categorical import Categorical
from lrmath.numeric.model.objective import Likelihood
from lrmath.numeric.model.rows import Rows

SEEDS = st.integers(0, 10_000)


def data(seed, classes=2):
    """Return 90 rows of two features and labels that overlap."""
    rng = np.random.default_rng(seed)
    X = rng.standard_normal((90, 2))
    return X, (X[:, 0].round() + rng.integers(0, classes, 90)).astype(int) % classes


FITS = {
    "maximum likelihood": fit,
    "ridge": lambda X, y, **more: fit(X, y, l2=0.5, **more),
    "lasso": lambda X, y, **more: fit(X, y, l1=1.0, **more),
    "firth": partial(fit, firth=True),
    "softmax": partial(fit, classes="all"),
    "softmax ridge": lambda X, y, **more: fit(X, y, l2=0.5, **more, classes="all"),
}


@pytest.fixture(params=FITS)
def method(request):
    """Return one of the ways to fit."""
    return FITS[request.param]


def test_order_of_rows(method):
    """A permutation of the rows changes nothing but the last digits."""
    X, y = data(1)
    order = np.random.default_rng(0).permutation(90)
    found, expected = method(X[order], y[order]), method(X, y)
    assert_allclose(found.coefficients, expected.coefficients, rtol=1e-11)


def test_duplicates_are_weights(method):
    """A row given k times is a row of weight k."""
    X, y = data(2)
    times = np.arange(90) % 3
    repeated = method(np.repeat(X, times, axis=0), np.repeat(y, times))
    assert_allclose(repeated.coefficients, method(X, y, weights=times).coefficients, rtol=1e-11)


def test_storage(method):
    """Any memory order, any stride, float32 of the same numbers: one and the same fit."""
    X, y = data(3)
    X = X.astype(np.float32).astype(float)
    expected = method(X, y).coefficients
    spaced = np.zeros((180, 4))
    spaced[::2, ::2] = X
    for form in (np.asfortranarray(X), spaced[::2, ::2], X[::-1][::-1], X.astype(np.float32)):
        assert_allclose(method(form, y).coefficients, expected, rtol=1e-12)


def test_size_of_blocks(method, monkeypatch):
    """However the rows are cut, the fit is the same; cut alike, it is so to the last bit."""
    X, y = data(4)
    expected = method(X, y).coefficients
    for bytes_ in (100, 1000):
        monkeypatch.setattr(rows, "BLOCK_BYTES", bytes_)
        found = method(X, y).coefficients
        assert_allclose(found, expected, rtol=1e-12)
        assert np.array_equal(found, method(X, y).coefficients)


def test_inputs_stay_as_they_are(method):
    """Read-only arrays are good enough, and hold the same numbers afterwards."""
    X, y = data(5)
    weights = np.ones(90)
    copies = X.copy(), y.copy(), weights.copy()
    for array in (X, y, weights):
        array.setflags(write=False)
    method(X, y, weights=weights)
    assert all(map(np.array_equal, copies, (X, y, weights)))


@settings(max_examples=15)
@given(SEEDS, st.permutations([0, 1, 2]))
def test_labels_of_classes(seed, names):
    """Renaming the classes permutes the rows of the symmetric coefficients, nothing else."""
    X, y = data(seed, classes=3)
    found = fit(X, np.asarray(names)[y], l2=0.1, classes="all")
    expected = fit(X, y, l2=0.1, classes="all")
    assert_allclose(found.symmetric[list(names)], expected.symmetric, rtol=1e-9, atol=1e-12)
    assert found.log_likelihood == pytest.approx(expected.log_likelihood, rel=1e-12)


@settings(max_examples=15)
@given(SEEDS)
def test_affine_change_of_columns(seed):
    """XM + c has the coefficients M^{-1} w, in softmax and Firth's method too."""
    X, y = data(seed, classes=3)
    rng = np.random.default_rng(seed)
    M, c = np.eye(2) + 0.3 * rng.standard_normal((2, 2)), rng.standard_normal(2)
    for function, labels in ((partial(fit, classes="all"), y), (partial(fit, firth=True), y > 0)):
        found, expected = function(X @ M + c, labels), function(X, labels)
        slopes = np.atleast_2d(expected.coefficients)[:, 1:].T
        moved = np.atleast_2d(found.coefficients)[:, 1:].T
        assert_allclose(moved, np.linalg.solve(M, slopes), rtol=1e-8, atol=1e-11)


def test_softmax_derivatives_by_complex_step():
    """The complex step through the textbook formula gives gradient and Hessian to 1e-12."""
    X, y = data(6, classes=3)
    A = np.column_stack([np.ones(90), X])
    likelihood = Likelihood.of(Rows(A, y.astype(float), family=Categorical(3)))
    beta = np.random.default_rng(1).standard_normal(6)
    found = likelihood.evaluate(beta, 2)

    def loss(beta):
        eta = np.column_stack([np.zeros(90), A @ beta.reshape(2, 3).T])
        return np.sum(np.log(np.exp(eta).sum(axis=1)) - eta[np.arange(90), y])

    def slope(beta):
        eta = np.column_stack([np.zeros(90), A @ beta.reshape(2, 3).T])
        p = np.exp(eta) / np.exp(eta).sum(axis=1, keepdims=True)
        return ((p - np.eye(3)[y])[:, 1:].T @ A).ravel()

    steps = 1e-30j * np.eye(6)
    gradient = [np.imag(loss(beta + step)) / 1e-30 for step in steps]
    hessian = [np.imag(slope(beta + step)) / 1e-30 for step in steps]
    assert_allclose(found.gradient, gradient, rtol=1e-12, atol=1e-12)
    assert_allclose(found.hessian, hessian, rtol=1e-12, atol=1e-12)
    assert loss(beta) == (pytest.approx(found.value, rel=1e-13))
