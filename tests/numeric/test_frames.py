"""pandas in, pandas out."""

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose
from sklearn.datasets import load_iris

from lrmath.numeric import fit
from lrmath.numeric.data import frames

RNG = np.random.default_rng(0)
X = pd.DataFrame(RNG.standard_normal((30, 2)), index=RNG.permutation(30), columns=["a", "b"])
Y = pd.Series(np.arange(30) % 2, index=X.index)


@pytest.mark.parametrize("fitted", [fit(X, Y), fit(X, Y, firth=True), fit(X, Y, l1=0.1)])
def test_predictions_keep_the_index(fitted):
    """Series come back for frames, with their index, and arrays for arrays; the numbers agree."""
    for method in (fitted.linear_predictor, fitted.predict_proba, fitted.predict):
        series, array = method(X), method(X.to_numpy())
        assert isinstance(series, pd.Series)
        assert type(array) is np.ndarray
        assert series.index.equals(X.index)
        assert_allclose(series, array, rtol=1e-13)


def test_probabilities_of_classes_are_named():
    """A frame gives a frame with a column for each class."""
    measurements, species = load_iris(return_X_y=True, as_frame=True)
    found = fit(measurements, species, l2=1.0, classes="all")
    table = found.predict_proba(measurements)
    assert list(table.columns) == [0, 1, 2]
    assert_allclose(table, found.predict_proba(measurements.to_numpy()))
    assert found.predict(measurements).index.equals(measurements.index)


def test_table_of_numbers():
    """``frame`` has the numbers that the summary prints, rows named by the coefficients."""
    found = fit(X, Y)
    table = found.frame(0.9)
    assert list(table.index) == ["(intercept)", "a", "b"]
    assert_allclose(table["estimate"], found.coefficients)
    assert_allclose(table[["low", "high"]], found.intervals(0.9))
    assert_allclose(table["odds ratio"], np.exp(found.coefficients))


def test_without_pandas_the_remedy_is_named(monkeypatch):
    """Only the table needs pandas, and says so."""

    def absent(name):
        raise ImportError(name)

    monkeypatch.setattr(frames, "import_module", absent)
    with pytest.raises(ImportError, match="pip install pandas"):
        fit(X, Y).frame()
