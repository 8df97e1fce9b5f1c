"""What R and Stata print for the classical data sets, as statsmodels' own tests record it."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from numpy.testing import assert_allclose
from scipy.special import gammaln
from statsmodels.discrete.tests.results import results_glm_logit_constrained as constrained
from statsmodels.discrete.tests.results.results_discrete import Anes, DiscreteL1, Spector
from statsmodels.genmod.tests.results import glmnet_r_results
from statsmodels.genmod.tests.results.results_glm import Lbw, Star98

from lrmath.numeric import fit

RESULTS = Path(glmnet_r_results.__file__).parent


def constant_last(values):
    """Return the entries with the intercept, which comes first here, at the end."""
    return np.append(values[1:], values[0])


def counts(X, table):
    """Return rows, labels and weights of binomial counts: successes and failures (m x 2)."""
    table = np.asarray(table, dtype=float)
    labels = np.repeat([1, 0], len(table))
    return np.vstack([X, X]), labels, table.T.ravel()


def test_spector_in_stata(spector):
    """L. C. Spector and M. Mazzeo (1980): estimates, errors and covariance."""
    published = Spector.logit
    found = fit(*spector)
    assert_allclose(constant_last(found.coefficients), published.params, rtol=2e-7)
    assert_allclose(constant_last(found.standard_errors), published.bse, rtol=2e-7)
    order = [1, 2, 3, 0]
    assert_allclose(found.covariance[np.ix_(order, order)], published.cov_params, rtol=1e-5)
    assert found.log_likelihood == pytest.approx(published.llf, rel=1e-7)
    assert found.null_log_likelihood() == pytest.approx(published.llnull, rel=1e-7)
    assert found.mcfadden() == pytest.approx(published.prsquared, rel=1e-6)
    ratio = found.likelihood_ratio_test()
    assert ratio.statistic == pytest.approx(published.llr, rel=1e-6)
    assert ratio.p_value == pytest.approx(published.llr_pvalue, rel=1e-5)
    assert_allclose(found.deviance_residuals(), published.resid_dev, atol=1e-6)


def test_wald_statistic_in_stata(spector):
    """The joint test of the three slopes."""
    published, test = constrained.results_noconstraint, fit(*spector).wald_test()
    assert test.statistic == pytest.approx(published.chi2, rel=1e-6)
    assert test.p_value == pytest.approx(published.p, rel=1e-6)


def test_low_birth_weight_in_r():
    """D. W. Hosmer and S. Lemeshow's 189 births: estimates, errors, deviances, criteria."""
    published = Lbw()
    found = fit(published.exog.drop(columns="const"), published.endog)
    assert_allclose(constant_last(found.coefficients), published.params, rtol=1e-6)
    assert_allclose(constant_last(found.standard_errors), published.bse, rtol=2e-5)  # R's IRLS
    assert found.deviance == pytest.approx(published.deviance, rel=1e-12)
    assert -2 * found.null_log_likelihood() == pytest.approx(published.null_deviance, rel=1e-12)
    assert found.aic == pytest.approx(published.aic_R, rel=1e-11)
    assert_allclose(found.predict_proba(published.exog.drop(columns="const")),
                    published.fittedvalues, atol=1e-8)  # fmt: skip


def test_star98_in_r():
    """California's schools: binomial counts of 303 districts, as weights of both outcomes."""
    published, data = Star98(), sm.datasets.star98.load_pandas()
    X, y, weights = counts(data.exog.to_numpy(), data.endog)
    found = fit(X, y, weights=weights)
    assert_allclose(constant_last(found.coefficients), published.params, rtol=1e-5)
    assert_allclose(constant_last(found.standard_errors), published.bse, rtol=1e-6)
    assert_allclose(found.predict_proba(data.exog.to_numpy()), published.fittedvalues, rtol=1e-6)
    good, bad = data.endog.to_numpy().T
    binomial = gammaln(good + bad + 1) - gammaln(good + 1) - gammaln(bad + 1)
    likelihood = found.log_likelihood + binomial.sum()
    assert likelihood == pytest.approx(published.llf, rel=1e-9)
    drop = found.deviance + 2 * found.null_log_likelihood()
    assert drop == pytest.approx(published.deviance - published.null_deviance, rel=1e-9)


def test_anes96_in_stata():
    """Party identification in seven classes, checked there against R's nnet."""
    published, data = Anes.mnlogit_basezero, sm.datasets.anes96.load_pandas()
    found = fit(data.exog, data.endog, classes="all")
    ours = np.apply_along_axis(constant_last, 1, found.coefficients).T
    errors = np.apply_along_axis(constant_last, 1, found.standard_errors).T
    assert_allclose(ours, published.params, rtol=2e-6)
    assert_allclose(errors, published.bse, rtol=1e-8)
    assert found.log_likelihood == pytest.approx(published.llf, rel=1e-10)
    assert_allclose(found.predict_proba(data.exog.to_numpy()), published.phat, atol=1e-5)


@pytest.mark.parametrize("number", range(9))
def test_glmnet_in_r(number):
    """Ridge, elastic net and lasso without intercept, to the tolerance of glmnet.

    The R script that made them took the first row of the file for its header.
    """
    alpha, lam, *published = getattr(glmnet_r_results, f"rslt_binomial_{number}")
    data = np.genfromtxt(RESULTS / "enet_binomial.csv", delimiter=",", skip_header=1)
    X = (data[:, 1:] - data[:, 1:].mean(axis=0)) / data[:, 1:].std(axis=0, ddof=1)
    l1, l2 = len(X) * lam * alpha, len(X) * lam * (1 - alpha)
    found = (
        fit(X, data[:, 0], l1=l1, l2=l2, intercept=False)
        if alpha
        else fit(X, data[:, 0], l2=l2, intercept=False)
    )
    assert_allclose(found.coefficients, published, atol=2e-5)


def test_lasso_of_spector(spector):
    """The estimates that statsmodels records for its own lasso, with the same zeros."""
    published = DiscreteL1.logit
    found = fit(*spector, l1=3.0)
    assert_allclose(found.coefficients, published.params, atol=2e-5)
    assert found.active == ("x2",)


def test_eight_chinese_cities():
    """Smoking and lung cancer in strata: odds ratio 2.1751 (1.9845, 2.3839), a published study."""
    tables = sm.datasets.china_smoking.load_pandas().data.to_numpy()
    smoker, cancer = np.tile([[1, 1, 0, 0], [1, 0, 1, 0]], 8)
    city = pd.Series(np.repeat(np.arange(8), 4))
    X = pd.get_dummies(city, drop_first=True).assign(smoker=smoker).astype(float)
    found = fit(X, cancer, weights=tables.ravel())
    low, high = np.exp(found.intervals()[-1])
    assert found.odds_ratios[-1] == pytest.approx(2.1751, abs=5e-5)
    assert (low, high) == pytest.approx((1.9845, 2.3839), abs=5e-5)


def test_the_cities_pooled_and_thrown_together():
    """Mantel and Haenszel's ratio is 2.1745; without strata it would be 2.1356."""
    frame = sm.datasets.china_smoking.load_pandas().data
    counted = {1: frame.iloc[:, :2], 0: frame.iloc[:, 2:]}
    parts = [
        part.set_axis(["cancer", "none"], axis=1).assign(smoking=s) for s, part in counted.items()
    ]
    lungs = pd.concat(parts).rename_axis("city").reset_index()
    by_city = fit("cbind(cancer, none) ~ smoking + C(city)", lungs)
    together = fit("cbind(cancer, none) ~ smoking", lungs)
    assert by_city.odds_ratios[by_city.names.index("smoking")] == pytest.approx(2.1751, abs=5e-5)
    assert together.odds_ratios[1] == pytest.approx(2.1356, abs=5e-5)
    strata = [row.reshape(2, 2) for row in frame.to_numpy(float)]
    haenszel = sm.stats.StratifiedTable(strata).oddsratio_pooled
    assert haenszel == pytest.approx(2.1745, abs=5e-5)


def test_school_districts_are_overdispersed():
    """Deviance 4078.77 on 282 degrees of freedom; dispersion and errors as in statsmodels."""
    data = sm.datasets.star98.load_pandas()
    found = fit(data.exog, data.endog.iloc[:, 0], trials=data.endog.sum(axis=1))
    assert found.deviance == pytest.approx(4078.77, abs=5e-3)
    assert found.df_resid == 282
    model = sm.GLM(data.endog, sm.add_constant(data.exog), family=sm.families.Binomial())
    plain = model.fit(tol=1e-12)
    dispersion = np.sum(found.pearson_residuals() ** 2) / found.df_resid
    assert dispersion == pytest.approx(plain.pearson_chi2 / plain.df_resid, rel=1e-6)
    sandwich = model.fit(tol=1e-12, cov_type="HC0").bse
    assert_allclose(found.robust().standard_errors, sandwich, rtol=1e-4)
    assert_allclose(found.standard_errors, plain.bse, rtol=1e-5)
