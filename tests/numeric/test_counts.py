"""Grouped counts are what R's glm and statsmodels make of them, and the same as their rows."""

import numpy as np
import pandas as pd
import pytest
import scipy.sparse as sp
import statsmodels.api as sm
from numpy.testing import assert_allclose

from lrmath.numeric import DataError, SeparationError, fit

#: Tobacco budworms killed of twenty by doses of 1 to 32 micrograms (D. Collett, Modelling Binary
#: Data, 1991; W. N. Venables and B. D. Ripley, Modern Applied Statistics with S, 4th
#: ed., section 7.2).
WORMS = pd.DataFrame(
    {
        "dead": [1, 4, 9, 13, 18, 20, 0, 2, 6, 10, 12, 16],
        "ldose": np.tile(np.arange(6.0), 2),
        "sex": np.repeat(["M", "F"], 6),
    }
).assign(alive=lambda frame: 20 - frame["dead"], total=20)
FORMULA = "cbind(dead, alive) ~ sex + ldose"


@pytest.fixture(scope="module")
def peer():
    """Return statsmodels' fit of the same counts."""
    X = sm.add_constant(np.column_stack([WORMS["sex"] == "M", WORMS["ldose"]]).astype(float))
    y = WORMS[["dead", "alive"]].to_numpy()
    return sm.GLM(y, X, family=sm.families.Binomial()).fit(tol=1e-14)


def test_published_figures():
    """Coefficients, deviances and degrees of freedom are those that R prints (MASS, page 191)."""
    found = fit(FORMULA, WORMS)
    assert np.round(found.coefficients, 4).tolist() == [-3.4732, 1.1007, 1.0642]
    assert np.round(found.standard_errors, 4).tolist() == [0.4685, 0.3558, 0.1311]
    assert round(found.deviance, 3) == 6.757
    assert round(found.aic, 3) == 42.867
    assert (found.nobs, found.df_resid) == (12, 9)


def test_every_spelling(peer):
    """Two columns, successes of trials, a sparse X and a formula are one model."""
    X = np.column_stack([WORMS["sex"] == "M", WORMS["ldose"]]).astype(float)
    fits = [
        fit(X, WORMS[["dead", "alive"]]),
        fit(X, WORMS["dead"], trials=WORMS["total"]),
        fit(sp.csr_matrix(X), WORMS[["dead", "alive"]].to_numpy()),
        fit("dead ~ sex + ldose", WORMS, trials="total"),
        fit(FORMULA, WORMS),
    ]
    for found in fits:
        assert_allclose(found.coefficients, peer.params, rtol=1e-9)
        assert_allclose(found.standard_errors, peer.bse, rtol=1e-7)
        assert found.log_likelihood == pytest.approx(peer.llf, rel=1e-12)
        assert found.deviance == pytest.approx(peer.deviance, rel=1e-10)
        assert found.bic == pytest.approx(peer.bic_llf, rel=1e-12)


def test_diagnostics_of_groups(peer):
    """There is one residual for each group; the squares sum to the statistics."""
    found, influence = fit(FORMULA, WORMS), peer.get_influence()
    assert_allclose(found.deviance_residuals(), peer.resid_deviance, rtol=1e-8, atol=1e-12)
    assert np.sum(found.deviance_residuals() ** 2) == pytest.approx(found.deviance, rel=1e-12)
    assert_allclose(found.pearson_residuals(), peer.resid_pearson, rtol=1e-8, atol=1e-12)
    assert_allclose(found.leverage(), influence.hat_matrix_diag, rtol=1e-8)
    assert_allclose(found.cooks_distance(), influence.cooks_distance[0], rtol=1e-6)
    assert found.null_log_likelihood() == pytest.approx(peer.llnull, rel=1e-10)
    A = np.column_stack([np.ones(12), WORMS["sex"] == "M", WORMS["ldose"]])
    scores = A * (WORMS["dead"].to_numpy() - 20 * peer.fittedvalues)[:, None]
    meat = found.covariance @ scores.T @ scores @ found.covariance
    assert_allclose(found.robust().covariance, meat, rtol=1e-7)


def test_counts_are_repeated_rows():
    """Tests and estimates are those of a row for each worm, though deviances differ."""
    rows = WORMS.loc[WORMS.index.repeat(20)].reset_index(drop=True)
    rows["y"] = (np.arange(240) % 20 < rows["dead"]).astype(int)
    found, expected = fit(FORMULA, WORMS), fit("y ~ sex + ldose", rows)
    assert_allclose(found.coefficients, expected.coefficients, rtol=1e-10)
    tests = [one.likelihood_ratio_test("sex").statistic for one in (found, expected)]
    assert tests[0] == pytest.approx(tests[1], rel=1e-9)
    assert "240 trials in 12 groups" in str(found.summary())


def test_counts_that_cannot_be_meant():
    """Negative, broken and impossible counts are refused; separation is found in them, too."""
    X = WORMS[["ldose"]]
    with pytest.raises(DataError, match="more successes than trials"):
        fit(X, WORMS["dead"], trials=np.full(12, 5))
    with pytest.raises(DataError, match="counts must be whole numbers"):
        fit(X, WORMS["dead"] / 20, trials=np.ones(12))
    with pytest.raises(DataError, match="successes and failures must be at least 0"):
        fit(X, WORMS[["dead", "alive"]] - 1)
    with pytest.raises(DataError, match=r"y has shape \(12, 3\)"):
        fit(X, np.ones((12, 3)))
    with pytest.raises(DataError, match="a fit to counts goes without weights"):
        fit(X, WORMS[["dead", "alive"]], weights=np.ones(12))
    with pytest.raises(SeparationError):
        fit(X, np.where(X.to_numpy() > 2, [3, 0], [0, 3]))
    with pytest.raises(DataError, match="there are no trials"):
        fit(X, np.zeros((12, 2)))


def test_groups_without_trials():
    """They are no observations."""
    more = pd.concat([WORMS, pd.DataFrame({"dead": [0], "alive": 0, "ldose": 9.0, "sex": "M"})])
    found = fit(FORMULA, more)
    assert_allclose(found.coefficients, fit(FORMULA, WORMS).coefficients, rtol=1e-12)
    assert (found.nobs, len(found.leverage())) == (12, 12)
