"""Tests, intervals, effects and robust errors, against statsmodels and chapter 12."""

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from scipy.stats import chi2, chi2_contingency

from lrmath.numeric import DataError, Fit, fit

TABLE = ([[1], [1], [0], [0]], [1, 0, 1, 0])


@pytest.fixture(scope="module")
def students(spector):
    """Return the fit of Spector's data."""
    return fit(*spector, names=["GPA", "TUCE", "PSI"])


@pytest.fixture(scope="module")
def peer(spector):
    """Return the same fit by statsmodels."""
    X, y = spector
    return sm.Logit(y, sm.add_constant(X)).fit(disp=0, tol=1e-14)


@pytest.fixture(scope="module")
def grouped():
    """Return weighted rows with an offset, their fit and that of statsmodels."""
    rng = np.random.default_rng(2)
    X = rng.standard_normal((60, 2))
    y = (rng.random(60) < 1 / (1 + np.exp(-X[:, 0]))).astype(int)
    weights = rng.integers(1, 4, 60).astype(float)
    offset = rng.standard_normal(60) / 2
    family = sm.families.Binomial()
    model = sm.GLM(y, sm.add_constant(X), family, freq_weights=weights, offset=offset)
    return fit(X, y, weights=weights, offset=offset), model.fit(tol=1e-14)


def test_three_tests_of_psi(students):
    """LR 6.2037, Wald 4.9926, Rao 6.0235 (exercise 12.2)."""
    tests = (Fit.likelihood_ratio_test, Fit.wald_test, Fit.score_test)
    found = [test(students, "PSI").statistic for test in tests]
    assert_allclose(found, [6.2037, 4.9926, 6.0235], atol=5e-5)


def test_test_of_all_slopes(students, peer):
    """Without names every slope is tested: LR 15.4042, p = 0.0015, pseudo R squared 0.3740."""
    found = students.likelihood_ratio_test()
    assert found.statistic == pytest.approx(peer.llr, rel=1e-10)
    assert found.p_value == pytest.approx(peer.llr_pvalue, rel=1e-9)
    assert repr(found) == "Likelihood-ratio test: chi2(3) = 15.4042, p = 0.0015"
    assert students.null_log_likelihood() == pytest.approx(peer.llnull, rel=1e-12)
    assert students.mcfadden() == pytest.approx(peer.prsquared, rel=1e-11)


def test_wald_test_of_several_values(students, peer):
    """The hypothesis b = 1 for two coefficients agrees with statsmodels' matrix form."""
    R = np.eye(4)[[1, 3]]
    expected = peer.wald_test((R, np.ones(2)), scalar=True, use_f=False)
    found = students.wald_test("GPA", "PSI", value=1.0)
    assert (found.statistic, found.p_value) == pytest.approx(
        (expected.statistic, expected.pvalue), rel=1e-10
    )


def test_score_test_agrees_with_statsmodels(spector, students):
    """Rao's statistic for two added columns is that of a GLM without them."""
    X, y = spector
    small = sm.GLM(y, sm.add_constant(X[:, :1]), sm.families.Binomial()).fit(tol=1e-14)
    statistic, p_value = small.score_test(exog_extra=X[:, 1:])
    found = students.score_test("TUCE", "PSI")
    assert found.df == 2
    assert found.statistic == pytest.approx(float(np.squeeze(statistic)), rel=1e-9)
    assert found.p_value == pytest.approx(float(np.squeeze(p_value)), rel=1e-9)


def test_score_test_of_a_dummy_is_pearsons():
    """On the table (7, 3, 2, 8) Rao's statistic is Pearson's, 5.0505 (exercise 12.3)."""
    found = fit(*TABLE, weights=[7, 3, 2, 8]).score_test().statistic
    pearson = chi2_contingency([[7, 3], [2, 8]], correction=False).statistic
    assert found == pytest.approx(pearson, rel=1e-12)
    assert found == pytest.approx(5.0505, abs=5e-5)


def test_tests_with_weights_and_offset(grouped):
    """Weights and offset enter both models of a likelihood ratio."""
    found, expected = grouped
    assert found.null_log_likelihood() == pytest.approx(expected.llnull, rel=1e-9)
    assert found.wald_test("x1").statistic == pytest.approx(expected.tvalues[1] ** 2, rel=1e-8)


def test_hauck_donner():
    """Wald's z peaks at 12.905 for a = 979 and falls to 6.769, while LR grows to 258.4 (T12.6)."""

    def table(a):
        return fit(*TABLE, weights=[a, 1000 - a, 50, 50])

    z = {a: table(a).z_values[1] for a in (978, 979, 980, 999)}
    assert z[978] < z[979] > z[980]
    assert (z[979], z[999]) == pytest.approx((12.905, 6.769), abs=5e-4)
    ratios = [table(a).likelihood_ratio_test().statistic for a in (979, 999)]
    assert ratios == pytest.approx([184.0, 258.4], abs=0.05)


@settings(max_examples=15)
@given(st.integers(0, 1000), st.floats(-1, 1))
def test_the_three_tests_vanish_at_the_estimate(seed, shift):
    """At the estimate itself all statistics are 0; elsewhere all are positive."""
    rng = np.random.default_rng(seed)
    Z = rng.standard_normal((15, 2))
    X, y = np.vstack([Z, Z, Z]), np.repeat([0, 1, 0], 15)
    y[30:] = rng.integers(0, 2, 15)
    found = fit(X, y)
    value = float(found.coefficients[2])
    for test in (Fit.wald_test, Fit.likelihood_ratio_test, Fit.score_test):
        assert test(found, "x2", value=value).statistic == pytest.approx(0, abs=1e-10)
        if abs(shift) > 1e-3:
            assert test(found, "x2", value=value + shift).statistic > 0


def test_all_coefficients_may_be_fixed(students):
    """With every coefficient fixed nothing is fitted, and the statistic is still right."""
    found = students.likelihood_ratio_test(*students.names)
    assert found.df == 4
    assert found.statistic == pytest.approx(2 * (students.log_likelihood + 32 * np.log(2)))


def test_profile_interval_of_psi(students):
    """The odds ratio of PSI lies in (1.614, 122.72) by profile likelihood (chapter 12)."""
    interval = np.exp(students.profile_intervals("PSI"))
    assert_allclose(interval, [[1.614, 122.72]], rtol=5e-5, atol=5e-4)


def test_profile_interval_inverts_the_ratio_test(students):
    """At both ends the likelihood-ratio test has p = 1 - level, for every coefficient."""
    for name, ends in zip(students.names, students.profile_intervals(level=0.9), strict=True):
        for end in ends:
            test = students.likelihood_ratio_test(name, value=end)
            assert test.p_value == pytest.approx(0.1, rel=1e-7)


def test_profile_is_below_the_maximum(students):
    """The profile touches the maximum at the estimate and falls on both sides."""
    at = students.coefficients[3]
    low, top, high = students.profile_log_likelihood("PSI", [at - 1, at, at + 1])
    assert top == pytest.approx(students.log_likelihood, rel=1e-14)
    assert max(low, high) < top
    drop = 2 * (top - students.profile_log_likelihood("PSI", 0.0)[0])
    assert drop == pytest.approx(students.likelihood_ratio_test("PSI").statistic, rel=1e-9)


def test_profile_far_out_needs_no_luck(students):
    """A value fifty standard errors away moves the offset far, and is still fitted."""
    assert students.profile_log_likelihood("GPA", 60.0)[0] < students.log_likelihood - 10


def test_deviance_residuals(students, peer):
    """Their squares sum to the deviance; they are statsmodels' own."""
    residuals = students.deviance_residuals()
    assert_allclose(residuals, peer.resid_dev, rtol=1e-9)
    assert np.sum(residuals**2) == pytest.approx(students.deviance, rel=1e-13)


def test_average_marginal_effects(students, peer):
    """(0.3626, 0.0122, 0.3052), with the delta-method errors of statsmodels (chapter 12)."""
    found, expected = students.average_marginal_effects(), peer.get_margeff()
    assert found.names == ("GPA", "TUCE", "PSI")
    assert_allclose(found.effects, [0.3626, 0.0122, 0.3052], atol=5e-5)
    assert_allclose(found.effects, expected.margeff, rtol=1e-10)
    assert_allclose(found.standard_errors, expected.margeff_se, rtol=1e-9)
    assert "PSI   0.3052      0.0924" in repr(found)


def test_marginal_effects_are_derivatives(grouped):
    """Moving a feature by h moves the weighted mean probability by h times its effect."""
    found, _ = grouped
    data, h = found.data, 1e-5

    def mean(X):
        return np.average(found.predict_proba(X, data.offset), weights=data.weights)

    for j, effect in enumerate(found.average_marginal_effects().effects):
        step = h * np.eye(2)[j]
        slope = (mean(data.X + step) - mean(data.X - step)) / (2 * h)
        assert slope == pytest.approx(effect, rel=1e-8)


def test_p_value_is_the_upper_tail(students):
    """The p-value is the chi-squared survival function."""
    found = students.wald_test("GPA", "TUCE")
    assert found.p_value == pytest.approx(chi2.sf(found.statistic, 2), rel=1e-12)


def test_refusals(students, spector):
    """Unknown names, penalised fits, wrong groups and levels are refused with the reason."""
    for test in (Fit.wald_test, Fit.likelihood_ratio_test, Fit.score_test):
        with pytest.raises(DataError, match=r"no coefficient is called \['AGE'\]; there are"):
            test(students, "AGE")
    with pytest.raises(DataError, match="no coefficient is called"):
        students.profile_intervals("AGE")
    with pytest.raises(DataError, match="no coefficient is called"):
        students.profile_log_likelihood("AGE", [0.0])
    penalised = fit(*spector, l2=1.0)
    for function in (Fit.likelihood_ratio_test, Fit.score_test, Fit.profile_intervals):
        with pytest.raises(DataError, match="penalised"):
            function(penalised)
    with pytest.raises(DataError, match=r"groups has shape \(3,\); one label for each of the 32"):
        students.robust([1, 2, 3])
    with pytest.raises(ValueError, match="level must lie between"):
        students.profile_intervals(level=95)
