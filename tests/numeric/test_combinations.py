"""Every penalty, with two classes and with three, goes with arrays, formulas and blocks.

The other solution is found by SciPy from the textbook's function, whose derivatives are taken by
the complex step; of a lasso the optimality conditions are checked with the same derivatives.
"""

from functools import partial

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose
from scipy.optimize import root

from lrmath.numeric import Blocks, DataError, Fit, Raw, Status, fit

RNG = np.random.default_rng(12)
X = RNG.standard_normal((90, 2)) * [1.0, 5.0] + [0.5, 2.0]
A = np.column_stack([np.ones(90), X])
LABELS = {
    2: (RNG.random(90) < 1 / (1 + np.exp(-X[:, 0]))).astype(int),
    3: (RNG.random(90) < 0.4) + (RNG.random(90) < 1 / (1 + np.exp(X[:, 0]))).astype(int),
}
PENALTIES = {"none": {}, "ridge": {"l2": 2.0}, "lasso": {"l1": 3.0}, "firth": {"firth": True}}
KINDS = ("arrays", "formula", "blocks")


def fitted(kind, classes, **options):
    """Return the fit of the data in this form."""
    y = LABELS[classes]
    if classes > 2:
        options["classes"] = "all"
    if kind == "formula":
        return fit("y ~ a + b", pd.DataFrame(X, columns=["a", "b"]).assign(y=y), **options)
    if kind == "blocks":
        cuts = [slice(0, 31), slice(31, 32), slice(32, 90)]
        return fit(Blocks([partial(Raw, X[cut], y[cut]) for cut in cuts]), **options)
    return fit(X, y, **options)


def objective(theta, y, l2=0.0, firth=False):
    """Return the textbook's function of the coefficients relative to class 0; complex allowed."""
    k = y.max()
    eta = np.column_stack([np.zeros(90), A @ theta.reshape(k, 3).T])
    value = np.sum(np.log(np.exp(eta).sum(axis=1)) - eta[np.arange(90), y])
    W = np.vstack([np.zeros(3), theta.reshape(k, 3)])
    slopes = W[1:, 1:] if k == 1 else (W - W.mean(axis=0))[:, 1:]
    value += 0.5 * l2 * np.sum(slopes**2)
    if firth:
        p = (np.exp(eta) / np.exp(eta).sum(axis=1, keepdims=True))[:, 1:]
        S = np.einsum("ik,kl->ikl", p, np.eye(k)) - np.einsum("ik,il->ikl", p, p)
        value -= 0.5 * np.log(
            np.linalg.det(np.einsum("ikl,ir,is->krls", S, A, A).reshape(3 * k, -1))
        )
    return value


def derivatives(function, theta):
    """Return the gradient by the complex step."""
    return (
        np.array([np.imag(function(theta + 1e-30j * unit)) for unit in np.eye(theta.size)]) / 1e-30
    )


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("classes", [2, 3])
@pytest.mark.parametrize("penalty", ["none", "ridge", "firth"])
def test_smooth_penalties(penalty, classes, kind):
    """The estimate is SciPy's, to 1e-9."""
    y, options = LABELS[classes], PENALTIES[penalty]
    found = fitted(kind, classes, **options)
    slope = partial(derivatives, partial(objective, y=y, **options))
    other = root(slope, np.zeros(3 * (classes - 1)), tol=1e-13).x
    assert found.status is Status.CONVERGED
    assert_allclose(found.coefficients.ravel(), other, rtol=1e-9, atol=1e-10)
    assert found.standard_errors.shape == found.coefficients.shape
    assert found.log_likelihood == pytest.approx(
        -objective(found.coefficients.ravel(), y), rel=1e-12
    )


def all_classes(W, y):
    """Return the loss of the coefficients W (K x 3) of all classes; complex allowed."""
    eta = A @ W.reshape(-1, 3).T
    return np.sum(np.log(np.exp(eta).sum(axis=1)) - eta[np.arange(90), y])


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("classes", [2, 3])
def test_lasso(classes, kind):
    """The optimality conditions, which are sufficient, hold to 1e-9 of the penalty."""
    found, y = fitted(kind, classes, l1=3.0), LABELS[classes]
    loss = partial(objective if classes == 2 else all_classes, y=y)
    g = derivatives(loss, found.coefficients.ravel()).reshape(-1, 3)
    slopes = np.atleast_2d(found.coefficients)[:, 1:]
    at_zero = np.maximum(np.abs(g[:, 1:]) - 3.0, 0)
    wrong = np.where(slopes == 0, at_zero, np.abs(g[:, 1:] + 3.0 * np.sign(slopes)))
    assert wrong.max() < 3e-9
    assert np.abs(g[:, 0]).max() < 3e-9
    assert found.status is Status.CONVERGED
    assert_allclose(found.coefficients, fitted("arrays", classes, l1=3.0).coefficients, rtol=1e-9)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("classes", [2, 3])
def test_what_mathematics_does_not_allow(classes, kind):
    """Errors of a lasso, and tests of penalised fits, are refused with the reason."""
    lasso = fitted(kind, classes, l1=3.0)
    with pytest.raises(DataError, match="a lasso has no standard errors"):
        _ = lasso.standard_errors
    for found in (lasso, fitted(kind, classes, l2=2.0)):
        for test in (Fit.likelihood_ratio_test, Fit.score_test, Fit.profile_intervals):
            with pytest.raises(DataError, match=r"the fit is penalised, l\d = \d"):
                test(found)
    with pytest.raises(DataError, match="firth goes without l1 and l2"):
        fitted(kind, classes, l2=1.0, firth=True)


def test_classes_on_request():
    """More labels than two are fitted if that is asked for; the refusal names them."""
    y = LABELS[3]
    with pytest.raises(DataError, match=r"holds 1, 0, 2.*classes='all'"):
        fit(X, y)
    chosen = fit(X, y, classes=[2, 0, 1])
    assert chosen.classes == (2, 0, 1)
    assert_allclose(chosen.symmetric[[1, 2, 0]], fit(X, y, classes="all").symmetric, rtol=1e-9)
    with pytest.raises(DataError, match="y holds 2, which is not among the classes"):
        fit(X, y, classes=[0, 1])
    with pytest.raises(DataError, match="no row is of class 7"):
        fit(X, y, classes=[0, 1, 2, 7])
    with pytest.raises(DataError, match="classes must be 'all' or a list"):
        fit(X, y, classes="none")
    with pytest.raises(DataError, match="two or more different labels"):
        fit(X, y, classes=[0, 0])
    with pytest.raises(DataError, match="Is it a quantity"):
        fit(X, X[:, 0], classes="all")
    with pytest.raises(DataError, match="offset is a known part of the log-odds of two"):
        fit(X, y, classes="all", offset=y)
    levels = pd.Categorical.from_codes(y, ["low", "mid", "high"], ordered=True)
    assert fit(X, levels, classes="all").classes == ("low", "mid", "high")


def test_options_that_do_not_fit_the_data():
    """A source of blocks has its own labels; labels are needed otherwise; flags are flags."""
    source = Blocks([lambda: Raw(X, LABELS[2])])
    with pytest.raises(DataError, match="blocks goes without y"):
        fit(source, LABELS[2])
    with pytest.raises(DataError, match="labels are missing"):
        fit(X)
    with pytest.raises(DataError, match="intercept must be True or False; got 'no'"):
        fit(X, LABELS[2], intercept="no")
