"""The estimator obeys scikit-learn's contract, and agrees with scikit-learn's own."""

import pickle

import numpy as np
import pandas as pd
import pytest
import scipy.sparse as sp
from numpy.testing import assert_allclose
from sklearn.calibration import CalibratedClassifierCV
from sklearn.datasets import load_breast_cancer, load_iris
from sklearn.exceptions import NotFittedError
from sklearn.linear_model import LogisticRegression as Peer
from sklearn.linear_model import LogisticRegressionCV
from sklearn.model_selection import GridSearchCV, StratifiedKFold, cross_val_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler
from sklearn.utils.estimator_checks import parametrize_with_checks

from lrmath.numeric import RankError, SeparationError, fit
from lrmath.sklearn import FALLBACK, LogisticRegression, NoEstimateWarning


@pytest.mark.filterwarnings("ignore::lrmath.sklearn.NoEstimateWarning")
@pytest.mark.filterwarnings("ignore::lrmath.numeric.ConvergenceWarning")
@pytest.mark.filterwarnings("ignore::sklearn.exceptions.SkipTestWarning")
@parametrize_with_checks(
    [
        LogisticRegression(),
        LogisticRegression(l2=1.0),
        LogisticRegression(l1=0.5),
        LogisticRegression(l1=0.1, l2=0.5),
        LogisticRegression(firth=True),
    ]
)
def test_contract(estimator, check):
    """Every check of scikit-learn passes, none expected to fail."""
    check(estimator)


@pytest.fixture(scope="module")
def tumours():
    """Return standardised breast-cancer data."""
    X, y = load_breast_cancer(return_X_y=True)
    return StandardScaler().fit_transform(X), y


def test_agrees_with_scikit_learn(tumours):
    """With l2 = 1/C coefficients and probabilities are scikit-learn's."""
    X, y = tumours
    ours = LogisticRegression(l2=2.0).fit(X, y)
    peer = Peer(C=0.5, tol=1e-12, solver="newton-cholesky").fit(X, y)
    assert_allclose(ours.coef_, peer.coef_, rtol=1e-7)
    assert_allclose(ours.intercept_, peer.intercept_, rtol=1e-7)
    assert_allclose(ours.predict_proba(X), peer.predict_proba(X), rtol=1e-6)
    assert_allclose(ours.decision_function(X), peer.decision_function(X), rtol=1e-6)


def test_more_than_two_classes():
    """Three species by softmax, in the symmetric coding of scikit-learn."""
    X, y = load_iris(return_X_y=True)
    ours = LogisticRegression(l2=1.0).fit(X, y)
    peer = Peer(C=1.0, tol=1e-10, solver="newton-cg", max_iter=1000).fit(X, y)
    assert_allclose(ours.coef_, peer.coef_, atol=2e-5)
    assert_allclose(ours.predict_log_proba(X), peer.predict_log_proba(X), atol=2e-4)
    assert np.array_equal(ours.predict(X), peer.predict(X))


def test_result_has_the_statistics(tumours):
    """``result_`` is the fit, with the names of a data frame."""
    X, y = tumours
    frame = pd.DataFrame(X[:, :2], columns=["radius", "texture"])
    ours = LogisticRegression().fit(frame, y)
    assert ours.result_.names == ("(intercept)", "radius", "texture")
    assert np.array_equal(ours.result_.coefficients, fit(X[:, :2], y).coefficients)
    assert list(ours.feature_names_in_) == ["radius", "texture"]


def test_separated_data_warn_or_raise(tumours):
    """All thirty features separate the classes: a penalty with a warning, or the error."""
    X, y = tumours
    with pytest.warns(NoEstimateWarning, match=f"thm-separation.*used l2={FALLBACK}"):
        found = LogisticRegression().fit(X, y)
    assert found.result_.l2 == FALLBACK
    assert found.score(X, y) > 0.99
    with pytest.raises(SeparationError):
        LogisticRegression(separated="raise").fit(X, y)
    twice = np.column_stack([X[:, :2], X[:, 0]])
    with pytest.warns(NoEstimateWarning, match="rank"):
        LogisticRegression().fit(twice, y)
    with pytest.raises(RankError):
        LogisticRegression(separated="raise").fit(twice, y)
    with pytest.raises(ValueError, match="separated must be 'warn' or 'raise', got 'no'"):
        LogisticRegression(separated="no").fit(X, y)


def test_in_company(tumours):
    """Pipeline, grid search, cross-validation and calibration use it as any classifier."""
    X, y = tumours
    grid = GridSearchCV(
        make_pipeline(StandardScaler(), LogisticRegression()),
        {"logisticregression__l2": [0.1, 10.0]},
        cv=3,
    ).fit(X, y)
    assert grid.best_score_ > 0.95
    assert cross_val_score(LogisticRegression(l2=1.0), sp.csr_array(X), y, cv=3).min() > 0.95
    calibrated = CalibratedClassifierCV(LogisticRegression(l2=1.0), cv=3).fit(X, y)
    assert calibrated.score(X, y) > 0.95


def test_penalties_are_those_of_the_functions(tumours):
    """Lasso, elastic net and Firth's method give the coefficients of ``lrmath.numeric``."""
    X, y = tumours
    for options, function in (
        ({"l1": 2.0}, fit),
        ({"l1": 2.0, "l2": 3.0}, fit),
        ({"firth": True}, fit),
    ):
        ours = LogisticRegression(**options).fit(X[:, :3], y)
        given = options
        expected = function(X[:, :3], y, **given).coefficients
        assert np.array_equal(np.append(ours.intercept_, ours.coef_), expected)
    search = GridSearchCV(LogisticRegression(), {"l1": [1.0, 10.0], "l2": [0.0, 1.0]}, cv=3)
    assert search.fit(X, y).best_score_ > 0.95


def test_a_search_is_scikit_learns_cross_validated_class(tumours):
    """``GridSearchCV`` chooses the penalty of ``LogisticRegressionCV``, and its coefficients."""
    X, y = tumours
    shared = {"scoring": "neg_log_loss", "cv": StratifiedKFold(4)}
    strengths = [0.001, 0.1, 1.0, 1000.0]
    search = GridSearchCV(LogisticRegression(), {"C": strengths}, **shared).fit(X, y)
    found = search.best_estimator_
    options = {"solver": "newton-cholesky", "tol": 1e-10, "use_legacy_attributes": False}
    peer = LogisticRegressionCV(Cs=strengths, l1_ratios=(0.0,), **shared, **options).fit(X, y)
    assert search.best_params_ == {"C": peer.C_}
    assert 0.001 < peer.C_ < 1000
    assert_allclose(found.coef_, peer.coef_, rtol=1e-6)


def test_penalties_of_more_than_two_classes():
    """Lasso, elastic net and Firth's method of three species are those of ``lrmath.numeric``."""
    X, y = load_iris(return_X_y=True)
    for options in ({"l1": 2.0}, {"l1": 2.0, "l2": 3.0}):
        ours, found = (
            LogisticRegression(**options).fit(X, y),
            fit(X, y, **options, classes="all"),
        )
        assert np.array_equal(np.column_stack([ours.intercept_, ours.coef_]), found.coefficients)
        assert_allclose(ours.predict_proba(X), found.predict_proba(X), rtol=1e-9)
    ours, found = LogisticRegression(firth=True).fit(X, y), fit(X, y, classes="all", firth=True)
    assert np.array_equal(np.column_stack([ours.intercept_, ours.coef_]), found.symmetric)
    assert ours.score(X, y) > 0.95


def test_frames_of_neighbours(tumours):
    """A transformer that hands on data frames gives the names of its columns."""
    X, y = tumours
    frame = pd.DataFrame(X[:, :2], columns=["radius", "texture"])
    scaler = StandardScaler().set_output(transform="pandas")
    pipe = make_pipeline(scaler, LogisticRegression()).fit(frame, y)
    assert pipe[-1].result_.names == ("(intercept)", "radius", "texture")
    assert pipe.predict_proba(frame).shape == (569, 2)
    encoder = OneHotEncoder(drop="first", sparse_output=False).set_output(transform="pandas")
    size = pd.DataFrame({"size": np.where(X[:, 0] > 0, "large", "small")})
    coded = make_pipeline(encoder, LogisticRegression(firth=True)).fit(size, y)
    assert coded[-1].result_.names == ("(intercept)", "size_small")


def test_pickle_and_weights(tumours):
    """A pickled estimator predicts the same; a weight of zero removes a row."""
    X, y = tumours
    weights = np.tile([0.0, 1.0, 2.0], len(y))[: len(y)]
    found = LogisticRegression(l2=1.0).fit(X, y, sample_weight=weights)
    kept = np.repeat(np.arange(len(y)), weights.astype(int))
    expected = LogisticRegression(l2=1.0).fit(X[kept], y[kept])
    assert_allclose(found.coef_, expected.coef_, rtol=1e-9)
    again = pickle.loads(pickle.dumps(found))
    assert np.array_equal(again.predict_proba(X), found.predict_proba(X))
    assert np.array_equal(again.result_.standard_errors, found.result_.standard_errors)


def test_refusals():
    """One class only, or prediction before fitting, is refused as scikit-learn does."""
    with pytest.raises(ValueError, match="only one class"):
        LogisticRegression().fit([[1.0], [2.0]], [1, 1])
    with pytest.raises(ValueError, match="firth goes without l1 and l2"):
        LogisticRegression(firth=True, l2=1.0).fit([[1.0], [2.0], [3.0]], [0, 1, 0])
    with pytest.raises(NotFittedError):
        LogisticRegression().predict([[1.0]])
