"""Tests by term, contrasts in words and inflated variances, against statsmodels' models."""

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
import statsmodels.formula.api as smf
from numpy.testing import assert_allclose

from lrmath.numeric import DataError, fit

RNG = np.random.default_rng(4)
FRAME = pd.DataFrame({"x": RNG.normal(size=150), "g": np.tile(["a", "b", "c"], 50)})
FRAME["z"] = FRAME["x"] + RNG.normal(size=150)
FRAME["y"] = (RNG.random(150) < 1 / (1 + np.exp(-FRAME["x"] + 0.5 * (FRAME["g"] == "b")))) * 1


def llf(formula):
    """Return statsmodels' log-likelihood."""
    return smf.logit(formula, FRAME).fit(disp=0, tol=1e-13).llf


def test_type_two():
    """A main effect is tested beside all that does not contain it."""
    found = fit("y ~ x * g + z", FRAME).term_tests()
    pairs = {
        "x": ("y ~ x + g + z", "y ~ g + z"),
        "g": ("y ~ x + g + z", "y ~ x + z"),
        "z": ("y ~ x * g + z", "y ~ x * g"),
        "x:g": ("y ~ x * g + z", "y ~ x + g + z"),
    }
    assert {name: test.df for name, test in found.items()} == {"x": 1, "g": 2, "z": 1, "x:g": 2}
    for name, (larger, smaller) in pairs.items():
        expected = 2 * (llf(larger) - llf(smaller))
        assert found[name].statistic == pytest.approx(expected, rel=1e-6, abs=1e-9)
    assert "x:g" in str(fit("y ~ x * g + z", FRAME).term_table())


def test_columns_are_terms():
    """Of arrays each column is one, of K classes with a coefficient for each."""
    X, labels = FRAME[["x", "z"]], FRAME["g"]
    found = fit(X, labels, classes="all")
    expected = found.likelihood_ratio_test("z")
    assert found.term_tests()["z"].statistic == pytest.approx(expected.statistic, rel=1e-9)
    assert found.term_tests()["z"].df == expected.df == 2
    with pytest.raises(DataError, match="the fit is penalised"):
        fit(X, FRAME["y"], l2=1.0).term_tests()


@pytest.mark.parametrize(
    "text", ["g[T.b] - g[T.c] = 0", "g[T.b] = g[T.c]", "2*x - g[T.b] = 1.5", "-x + 3 = z"]
)
def test_contrasts(text):
    """Wald, likelihood-ratio and score tests of an equation agree with the models it makes."""
    found = fit("y ~ x + z + g", FRAME)
    peer = smf.logit("y ~ x + z + g", FRAME).fit(disp=0, tol=1e-13)
    theirs = peer.wald_test(text.replace("-x + 3 = z", "-x - z = -3"), scalar=True)
    assert found.wald_test(text).statistic == pytest.approx(theirs.statistic, rel=1e-6)
    smaller = smf.glm("y ~ x + z + g", FRAME, family=sm.families.Binomial())
    held = smaller.fit_constrained(text.replace("-x + 3 = z", "-x - z = -3"), tol=1e-13)
    ratio = found.likelihood_ratio_test(text)
    assert ratio.statistic == pytest.approx(2 * (peer.llf - held.llf), rel=1e-6)
    score = smaller.score(held.params)
    information = smaller.information(held.params)
    rao = score @ np.linalg.solve(-information, score)
    assert found.score_test(text).statistic == pytest.approx(rao, rel=1e-5)


def test_estimated_contrasts():
    """Estimate and error are those of statsmodels' t_test; several equations are one test."""
    found = fit("y ~ x + z + g", FRAME)
    peer = smf.logit("y ~ x + z + g", FRAME).fit(disp=0, tol=1e-13)
    theirs, ours = peer.t_test("g[T.b] - g[T.c] = 0"), found.contrasts("g[T.b] - g[T.c]", "2*x")
    assert ours.effects[0] == pytest.approx(theirs.effect[0], rel=1e-6)
    assert ours.standard_errors[0] == pytest.approx(theirs.sd[0][0], rel=1e-6)
    assert ours.effects[1] == pytest.approx(2 * peer.params["x"], rel=1e-6)
    assert str(ours).startswith("Contrasts of log-odds")
    both = peer.wald_test("g[T.b] = g[T.c], x = z", scalar=True).statistic
    tested = found.wald_test("g[T.b] = g[T.c]", "x = z")
    assert (tested.statistic, tested.df) == (pytest.approx(both, rel=1e-6), 2)


@pytest.mark.parametrize(
    ("texts", "message"),
    [
        (["x - nobody = 0"], "cannot be read at 'nobody"),
        (["x * z = 0"], "cannot be read"),
        (["x - x = 0"], "not independent"),
        (["x = 1", "2*x = 2"], "not independent"),
        (["= 1"], "a side without anything"),
    ],
)
def test_hypotheses_that_cannot_be_meant(texts, message):
    """What is not linear, or says nothing, is refused."""
    with pytest.raises(DataError, match=message):
        fit("y ~ x + z + g", FRAME).wald_test(*texts)


def test_variance_inflation():
    """It is 1 / (1 - R^2) of the weighted regression of a column on the others."""
    found = fit("y ~ x + z + g", FRAME)
    p = found.predict_proba(FRAME)
    A = np.column_stack([np.ones(150), FRAME["z"], FRAME["g"] == "b", FRAME["g"] == "c"])
    peer = sm.WLS(FRAME["x"], A.astype(float), weights=p * (1 - p)).fit()
    ours = found.variance_inflation()
    assert ours["x"] == pytest.approx(1 / (1 - peer.rsquared), rel=1e-8)
    assert set(ours) == {"x", "z", "g"}
    assert ours["g"] >= 1


def test_deviances_in_the_summary():
    """Null and residual deviance stand beside their degrees of freedom, as in R."""
    offset = FRAME["z"].to_numpy() / 4
    for options in ({}, {"offset": offset}):
        X = sm.add_constant(FRAME[["x"]])
        peer = sm.GLM(FRAME["y"], X, sm.families.Binomial(), **options).fit(tol=1e-13)
        found = fit(FRAME[["x"]], FRAME["y"], **options)
        assert_allclose(found.null_deviance, peer.null_deviance, rtol=1e-8)
        expected = (
            f"null deviance {peer.null_deviance:.4f} on 149 df   deviance {peer.deviance:.4f}"
        )
        assert f"{expected} on 148 df" in str(found.summary())
