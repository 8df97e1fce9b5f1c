"""Real data sets: statsmodels and scikit-learn agree, and 50 digits say how many are right."""

import warnings

import mpmath
import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from numpy.testing import assert_allclose
from sklearn.datasets import load_breast_cancer, load_iris
from sklearn.linear_model import LogisticRegression

from lrmath.numeric import Status, fit


def datasets(name):
    """Return a data set of statsmodels."""
    return getattr(sm.datasets, name).load_pandas()


def spector():
    """Return the students: GPA, TUCE, PSI, and whether the grade rose."""
    data = datasets("spector")
    return data.exog.to_numpy(), data.endog.to_numpy(), None


def fair():
    """Return 6366 marriages and whether there were affairs (R. C. Fair, 1978)."""
    data = datasets("fair")
    return data.exog.to_numpy(), (data.endog.to_numpy() > 0).astype(float), None


def star98():
    """Return 303 school districts as binomial counts, each outcome a row with a weight."""
    data = datasets("star98")
    X, table = data.exog.to_numpy(), data.endog.to_numpy()
    return np.vstack([X, X]), np.repeat([1.0, 0.0], len(X)), table.T.ravel()


def smokers():
    """Return lung cancer in eight cities by smoking, as counts."""
    tables = datasets("china_smoking").data.to_numpy()
    smoker, cancer = np.tile([[1, 1, 0, 0], [1, 0, 1, 0]], 8)
    city = pd.get_dummies(np.repeat(np.arange(8), 4), drop_first=True)
    return np.column_stack([smoker, city]).astype(float), cancer.astype(float), tables.ravel()


def democrats():
    """Return 944 voters of 1996 and whether they lean to the left."""
    data = datasets("anes96")
    return data.exog.to_numpy(), (data.endog.to_numpy() < 3).astype(float), None


def tumours():
    """Return the first ten features of 569 tumours in their units, whose scales differ by 1e5."""
    X, y = load_breast_cancer(return_X_y=True)
    return X[:, :10], y.astype(float), None


BINARY = (spector, fair, star98, smokers, democrats, tumours)


@pytest.fixture(scope="module", params=BINARY, ids=lambda load: load.__name__)
def case(request):
    """Return features, labels, weights, and our fit."""
    X, y, weights = request.param()
    found = fit(X, y, weights=weights)
    assert found.status is Status.CONVERGED
    return X, y, weights, found


def exact_gradient(X, y, weights, beta):
    """Return X'W(p - y) in 50 digits, rounded to floats."""
    gradient = [mpmath.mpf(0)] * (X.shape[1] + 1)
    exact = [mpmath.mpf(float(b)) for b in beta]
    for row, label, weight in zip(X.tolist(), y.tolist(), weights.tolist(), strict=True):
        full = [1.0, *row]
        eta = mpmath.fdot(zip(full, exact, strict=True))
        pull = weight * (1 / (1 + mpmath.exp(-eta)) - label)
        gradient = [g + pull * x for g, x in zip(gradient, full, strict=True)]
    return np.array([float(g) for g in gradient])


def test_digits(case):
    """The Newton step from our estimate, with a score in 50 digits, is the error that is left."""
    X, y, weights, found = case
    given = np.ones(len(y)) if weights is None else weights
    with mpmath.workdps(50):
        score = exact_gradient(X, y, given, found.coefficients)
    error = np.abs(found.covariance @ score)
    size = np.maximum(np.abs(found.coefficients), found.standard_errors)
    right = -np.log10(np.max(error / size) + 1e-17)
    assert right >= min(14.5, found.digits)
    assert found.digits > 13


def test_statsmodels(case):
    """A binomial GLM has the same estimates, errors, likelihood and deviance."""
    X, y, weights, found = case
    scale = np.abs(X).max(axis=0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model = sm.GLM(y, sm.add_constant(X / scale), sm.families.Binomial(), freq_weights=weights)
        peer = model.fit(tol=1e-12, tol_criterion="params", maxiter=200)
    unit = np.append(1.0, scale)
    tolerance = 1e-6 * found.standard_errors
    assert np.all(np.abs(found.coefficients - peer.params / unit) < tolerance)
    assert_allclose(found.standard_errors, peer.bse / unit, rtol=1e-5)
    assert found.log_likelihood == pytest.approx(peer.llf, rel=1e-9)
    assert found.deviance == pytest.approx(peer.deviance, rel=1e-9)


def test_scikit_learn(case):
    """Its unpenalised fit of standardised columns has the same probabilities."""
    X, y, weights, found = case
    Z = (X - X.mean(axis=0)) / X.std(axis=0)
    peer = LogisticRegression(C=np.inf, solver="newton-cholesky", tol=1e-10, max_iter=500)
    peer.fit(Z, y, sample_weight=weights)
    assert_allclose(found.predict_proba(X), peer.predict_proba(Z)[:, 1], rtol=1e-4, atol=1e-9)


def test_anes96_in_seven_classes():
    """Softmax regression agrees with statsmodels' MNLogit and scikit-learn's."""
    data = datasets("anes96")
    found = fit(data.exog, data.endog, classes="all")
    peer = sm.MNLogit(data.endog, sm.add_constant(data.exog)).fit(disp=0, tol=1e-12)
    assert_allclose(found.coefficients.T, peer.params, rtol=1e-6)
    assert_allclose(found.standard_errors.T, peer.bse, rtol=1e-6)
    assert found.log_likelihood == pytest.approx(peer.llf, rel=1e-11)
    other = LogisticRegression(C=np.inf, solver="newton-cg", tol=1e-9, max_iter=1000)
    Z = (data.exog - data.exog.mean()) / data.exog.std()
    other.fit(Z, data.endog)
    assert_allclose(found.predict_proba(data.exog), other.predict_proba(Z), atol=1e-4)


def test_digits_of_a_softmax_regression():
    """Iris by its sepals: the penalised score of three classes, in 50 digits, is nearly zero."""
    X, y = load_iris(return_X_y=True)
    found = fit(X[:, :2], y, l2=0.5, classes="all")
    rows = np.column_stack([np.ones(150), X[:, :2]])
    with mpmath.workdps(50):
        W = mpmath.matrix(np.vstack([np.zeros(3), found.coefficients]).tolist())
        e = (mpmath.matrix(rows.tolist()) * W.T).apply(mpmath.exp)
        score = mpmath.matrix(3, 3)
        for i, label in enumerate(y.tolist()):
            total = mpmath.fsum(e[i, :])
            for k in range(3):
                pull = e[i, k] / total - (k == label)
                score[k, :] += pull * mpmath.matrix([rows[i].tolist()])
        for j in (1, 2):
            mean = mpmath.fsum(W[:, j]) / 3
            for k in range(3):
                score[k, j] += (W[k, j] - mean) / 2
        left = np.array(score.tolist(), dtype=float)[1:].ravel()
    error = np.abs(found.covariance @ left) / np.abs(found.coefficients).ravel()
    assert error.max() < 1e-14
