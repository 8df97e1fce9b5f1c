"""Formulas: dummies, transformations, new rows, and what is wrong said clearly."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.formula.api as smf
from numpy.testing import assert_allclose

from lrmath.numeric import DataError, fit, fit_formula, formula

RNG = np.random.default_rng(8)
FRAME = pd.DataFrame(
    {
        "age": RNG.uniform(20, 70, 120),
        "dose": RNG.uniform(1, 9, 120),
        "city": RNG.choice(["Oslo", "Rome", "Wien"], 120),
        "sick": np.where(RNG.random(120) < 0.4, "yes", "no"),
    }
).assign(y=lambda frame: (frame["sick"] == "yes").astype(int))


def test_agrees_with_statsmodels():
    """Dummies, a transformation and an interaction are those of statsmodels' formula."""
    model = "y ~ age + np.log(dose) + C(city) + age:dose"
    peer = smf.logit(model, FRAME).fit(disp=0, tol=1e-12)
    found = fit_formula(model.replace("np.log", "log"), FRAME)
    assert_allclose(np.sort(found.coefficients), np.sort(peer.params), rtol=1e-7)
    assert found.names[0] == "(intercept)"
    assert "C(city)[T.Rome]" in found.names


def test_text_and_events():
    """Text columns need no C(); a comparison on the left says which value is 1."""
    found = fit_formula("{sick == 'yes'} ~ age + city", FRAME)
    same = fit_formula("y ~ age + C(city)", FRAME.to_dict("series"))
    assert_allclose(found.coefficients, same.coefficients, rtol=1e-12)


def test_new_rows_go_through_the_formula():
    """Predictions take the columns that the formula names, also when a category is absent."""
    found = fit_formula("y ~ log(dose) + city", FRAME)
    X = np.column_stack([np.log(FRAME["dose"]), FRAME["city"] == "Rome", FRAME["city"] == "Wien"])
    plain = fit(X, FRAME["y"])
    some = FRAME[FRAME["city"] == "Rome"].head(3)
    expected = plain.predict_proba(X[FRAME["city"] == "Rome"][:3])
    assert_allclose(found.predict_proba(some), expected, rtol=1e-12)
    assert found.predict_proba(some).index.equals(some.index)
    with pytest.raises(DataError, match="the formula cannot be used"):
        found.predict_proba(FRAME[["age"]])


def test_without_intercept_and_with_penalty():
    """``- 1`` leaves out the constant; options go to the fit."""
    assert fit_formula("y ~ age - 1", FRAME).names == ("age",)
    assert fit_formula("y ~ age", FRAME, l2=2.0).l2 == 2.0


@pytest.mark.parametrize(
    ("model", "message"),
    [
        ("y ~ height", "`height` is not present"),
        ("y ~ age +", "the formula cannot be used"),
        ("age", "has no response; write 'y ~ age'"),
        ("city ~ age", r"not one column of 0 and 1 but \['city\[Oslo\]'"),
        ("age ~ dose", "y must hold 0 and 1 only"),
    ],
)
def test_refusals(model, message):
    """Each refusal says what is missing or wrong."""
    with pytest.raises(DataError, match=message):
        fit_formula(model, FRAME)


def test_missing_values_are_refused():
    """They are never dropped in silence."""
    with pytest.raises(DataError, match=r"`age` contains null.*Drop or impute"):
        fit_formula("y ~ age", FRAME.assign(age=FRAME["age"].where(FRAME["age"] > 21)))


def test_without_formulaic_the_remedy_is_named(monkeypatch):
    """The package is needed here only, and said so."""

    def absent(name):
        raise ImportError(name)

    monkeypatch.setattr(formula, "import_module", absent)
    with pytest.raises(ImportError, match="pip install formulaic"):
        fit_formula("y ~ age", FRAME)
