"""The fit, against 50-digit solutions, statsmodels, scikit-learn, and the laws it must obey."""

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.testing import assert_allclose
from sklearn.datasets import load_breast_cancer
from sklearn.linear_model import LogisticRegression

from lrmath.numeric import ConvergenceWarning, SeparationError, Status, fit, nll, ridge

RNG = np.random.default_rng(5)


def overlapping(seed, m=40, p=2):
    """Return random rows with overlapping labels: every row comes with both."""
    rng = np.random.default_rng(seed)
    X = rng.standard_normal((m, p))
    return np.vstack([X, X, X]), np.concatenate(
        [np.ones(m), np.zeros(m), rng.integers(0, 2, m)]
    ).astype(int)


def test_spector_table(spector):
    """The classic table of chapter 12, to the digits printed there."""
    found = fit(*spector, names=["GPA", "TUCE", "PSI"])
    assert_allclose(found.coefficients, [-13.0213, 2.8261, 0.0952, 2.3787], atol=5e-5)
    assert_allclose(found.standard_errors, [4.9313, 1.2629, 0.1416, 1.0646], atol=5e-5)
    assert found.log_likelihood == pytest.approx(-12.8896, abs=5e-5)
    assert found.deviance == pytest.approx(25.7793, abs=5e-5)
    assert found.aic == pytest.approx(33.7793, abs=5e-5)
    assert found.odds_ratios[3] == pytest.approx(10.79, abs=5e-3)
    assert_allclose(np.exp(found.intervals()[3]), [1.339, 86.94], rtol=5e-4)


def ill_conditioned():
    """Yield name, data and the digits demanded of coefficients and of standard errors."""
    m, p = 150, 4
    U = np.sqrt(0.99) * RNG.standard_normal((m, 1)) + 0.1 * RNG.standard_normal((m, p))
    y = (RNG.random(m) < 1 / (1 + np.exp(-U.sum(axis=1) / 2))).astype(int)
    nearly_equal = RNG.standard_normal((m, 1)) + 1e-4 * RNG.standard_normal((m, p))
    powers = RNG.uniform(5, 6, m)[:, None] ** np.arange(1, 7)
    yield "scales 1e-4 to 1e4, correlation 0.99", U * np.logspace(-4, 4, p), y, 14, 14
    yield "correlation 1 - 1e-8", nearly_equal, y, 14, 12
    yield "mean 1e6", RNG.standard_normal((m, 3)) + 1e6, y, 15, 14
    yield "powers 1 to 6 of x in [5, 6]", powers, y, 9.5, 7


@pytest.mark.parametrize(("name", "X", "y", "beta", "se"), list(ill_conditioned()))
def test_digits_on_ill_conditioned_data(name, X, y, beta, se, newton_50_digits, digits):
    """The estimate keeps its digits where the normal equations lose them, and promises no more."""
    found, truth = fit(X, y), newton_50_digits(X, y)
    right = digits(found.coefficients, truth.coefficients)
    assert right >= beta, name
    assert digits(found.standard_errors, truth.standard_errors) >= se
    assert digits([found.log_likelihood], [truth.log_likelihood]) >= 13
    assert found.digits <= right + 0.5 or right >= 15


def test_digits_on_spector(spector, newton_50_digits, digits):
    """At least 14.5 digits of the coefficients, 14 of the standard errors."""
    found, truth = fit(*spector), newton_50_digits(*spector)
    assert digits(found.coefficients, truth.coefficients) >= 14.5
    assert digits(found.standard_errors, truth.standard_errors) >= 14
    assert digits([found.log_likelihood], [truth.log_likelihood]) >= 15
    assert found.digits > 15


def test_agrees_with_statsmodels(spector):
    """Coefficients, covariance, criteria, z and p agree with an independent implementation."""
    X, y = spector
    found, peer = fit(X, y), sm.Logit(y, sm.add_constant(X)).fit(disp=0, tol=1e-14)
    assert_allclose(found.coefficients, peer.params, rtol=1e-12)
    assert_allclose(found.covariance, peer.cov_params(), rtol=1e-11)
    assert_allclose(found.z_values, peer.tvalues, rtol=1e-11)
    assert_allclose(found.p_values, peer.pvalues, rtol=1e-11)
    assert_allclose(found.intervals(0.9), peer.conf_int(0.1), rtol=1e-11)
    assert (found.aic, found.bic) == pytest.approx((peer.aic, peer.bic), rel=1e-13)


def test_penalty_agrees_with_scikit_learn():
    """With l2 = 1/C the estimate is scikit-learn's, whose intercept is free as well."""
    X, y = load_breast_cancer(return_X_y=True)
    X = (X - X.mean(axis=0)) / X.std(axis=0)
    peer = LogisticRegression(C=0.5, tol=1e-12, solver="newton-cholesky").fit(X, y)
    found = fit(X, y, l2=2.0)
    assert_allclose(found.coefficients, np.append(peer.intercept_, peer.coef_), rtol=1e-8)
    assert_allclose(found.predict_proba(X), peer.predict_proba(X)[:, 1], rtol=1e-7)
    assert np.array_equal(found.predict(X), peer.predict(X))


def test_weights_and_offset_agree_with_statsmodels():
    """Frequency weights and an offset are those of a binomial GLM."""
    X, y = overlapping(0)
    weights = np.random.default_rng(1).integers(0, 4, len(y)).astype(float)
    offset = np.linspace(-1, 1, len(y))
    family = sm.families.Binomial()
    peer = sm.GLM(y, sm.add_constant(X), family, freq_weights=weights, offset=offset)
    expected = peer.fit(tol=1e-14)
    found = fit(X, y, weights=weights, offset=offset)
    assert_allclose(found.coefficients, expected.params, rtol=1e-10)
    assert_allclose(found.standard_errors, expected.bse, rtol=1e-10)
    assert found.log_likelihood == pytest.approx(expected.llf, rel=1e-12)
    assert found.bic == pytest.approx(-2 * expected.llf + 3 * np.log(weights.sum()), rel=1e-12)


def test_twenty_three_points(twenty_three):
    """Where the plain Newton iteration diverges, the fit is (3.79182, 1.77764) (T8.4)."""
    found = fit(*twenty_three)
    assert found.status is Status.CONVERGED
    assert_allclose(found.coefficients, [3.79182, 1.77764], atol=5e-6)
    assert found.log_likelihood == pytest.approx(-3.16736, abs=5e-6)


def test_two_by_two_table():
    """Grouped data as weights: the estimate is the log odds and the log odds ratio (T8.8)."""
    a, b, c, d = 7, 3, 2, 8
    found = fit([[1], [1], [0], [0]], [1, 0, 1, 0], weights=[a, b, c, d])
    assert_allclose(found.coefficients, [np.log(c / d), np.log(a * d / (b * c))], rtol=1e-15)
    assert found.standard_errors[1] == pytest.approx(np.sqrt(1 / a + 1 / b + 1 / c + 1 / d))


def test_intercept_only():
    """Without features the estimate is logit(k/m) (T3.7)."""
    y = np.repeat([1, 0], [212, 357])
    found = fit(np.empty((569, 0)), y)
    assert found.coefficients[0] == pytest.approx(np.log(212 / 357), rel=1e-15)


def test_optimum_of_the_penalised_objective():
    """The gradient of nll + ridge vanishes at the estimate, whatever the scaling inside did."""
    X, y = overlapping(3, p=3)
    X = X * [1e-3, 1.0, 1e3] + [0, 50, 0]
    found = fit(X, y, l2=0.3)
    objective = nll(np.column_stack([np.ones(len(X)), X]), y) + ridge(0.3, intercept=True)
    start = np.linalg.norm(objective.gradient(np.zeros(4)))
    assert np.linalg.norm(objective.gradient(found.coefficients)) < 1e-11 * start
    inverse = np.linalg.inv(objective.hessian(found.coefficients))
    assert_allclose(found.covariance, inverse, rtol=1e-6)
    assert_allclose(found.trace[0].gradient, objective.gradient(np.zeros(4)), rtol=1e-12)
    assert found.trace[0].value == pytest.approx(objective.value(np.zeros(4)), rel=1e-13)


def test_score_equations():
    """X'p = X'y; with an intercept the fitted probabilities sum to the successes (T4.3)."""
    X, y = overlapping(4)
    p = fit(X, y).predict_proba(X)
    assert_allclose(X.T @ p, X.T @ y, atol=1e-12)
    assert p.sum() == pytest.approx(y.sum(), rel=1e-14)


seeds = st.integers(0, 10_000)


@settings(max_examples=20)
@given(seeds)
def test_order_of_rows_does_not_matter(seed):
    """Permuting the observations leaves the estimate where it is."""
    X, y = overlapping(seed)
    order = np.random.default_rng(seed).permutation(len(y))
    assert_allclose(fit(X[order], y[order]).coefficients, fit(X, y).coefficients, rtol=1e-13)


@settings(max_examples=20)
@given(seeds)
def test_duplicates_are_weights(seed):
    """A row given k times is a row of weight k."""
    X, y = overlapping(seed, m=15)
    counts = np.random.default_rng(seed).integers(1, 4, len(y))
    repeated = fit(np.repeat(X, counts, axis=0), np.repeat(y, counts))
    weighted = fit(X, y, weights=counts)
    assert_allclose(weighted.coefficients, repeated.coefficients, rtol=1e-13, atol=1e-15)
    assert_allclose(weighted.covariance, repeated.covariance, rtol=1e-12, atol=1e-15)
    assert weighted.log_likelihood == pytest.approx(repeated.log_likelihood, rel=1e-13)


@settings(max_examples=20)
@given(seeds)
def test_affine_change_of_features(seed):
    """Fitting XM + c gives the coefficients M^{-1} beta and the same probabilities."""
    X, y = overlapping(seed)
    M = np.random.default_rng(seed).standard_normal((2, 2))
    assume(np.linalg.cond(M) < 100)
    before, after = fit(X, y), fit(X @ M + [3.0, -7.0], y)
    assert_allclose(M @ after.coefficients[1:], before.coefficients[1:], rtol=1e-9, atol=1e-11)
    assert_allclose(after.predict_proba(X @ M + [3.0, -7.0]), before.predict_proba(X), rtol=1e-9)
    assert after.log_likelihood == pytest.approx(before.log_likelihood, rel=1e-12)


@settings(max_examples=20)
@given(seeds)
def test_swapping_the_classes_negates(seed):
    """Exchanging 0 and 1 changes the sign of every coefficient."""
    X, y = overlapping(seed)
    assert_allclose(fit(X, 1 - y).coefficients, -fit(X, y).coefficients, rtol=1e-12, atol=1e-15)


def test_few_iterations_are_not_called_converged():
    """Out of budget the fit warns, and its status says the same."""
    X, y = overlapping(7)
    with pytest.warns(ConvergenceWarning, match="iterations ran out"):
        found = fit(X, y, max_iter=1)
    assert found.status is Status.BUDGET
    assert "Not converged" in str(found.summary())
    assert "BUDGET" in repr(found)
    assert found.digits == 0


def test_summary(spector):
    """The table names every coefficient, with its odds ratio and interval."""
    text = str(fit(*spector, names=["GPA", "TUCE", "PSI"]).summary())
    assert "32 observations" in text
    assert "PSI            2.3787      1.0646   2.2344   0.0255" in text
    assert "2.5 %" in text
    assert "log-likelihood -12.8896" in text
    assert "Converged. Newton steps: 5." in text
    assert len({len(line) for line in text.splitlines()[1:8]}) == 1


def test_summary_says_when_penalised_or_ill_conditioned():
    """A penalty and a loss of digits are stated below the table."""
    X, y = overlapping(8)
    assert "Penalised, l2 = 0.5" in str(fit(X, y, l2=0.5).summary())
    x = np.random.default_rng(0).uniform(5, 6, len(y))
    assert "Ill-conditioned: about" in str(fit(x[:, None] ** np.arange(1, 7), y).summary())


def test_repr_is_short_and_tells():
    """The repr names coefficients and log-likelihood on one line."""
    X, y = overlapping(9)
    shown = repr(fit(X, y, names=["a", "b"]))
    assert shown.startswith("Fit((intercept)=")
    assert "a=" in shown
    assert "log-likelihood" in shown
    assert "\n" not in shown


def test_fit_is_immutable():
    """Neither fields nor arrays of a fit can be written to."""
    found = fit(*overlapping(10))
    with pytest.raises(AttributeError):
        found.l2 = 1.0
    for array in (found.coefficients, found.standard_errors, found.covariance):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0
    assert len({found, found, fit(*overlapping(10))}) == 2


def test_breast_cancer_is_fitted_as_far_as_it_can_be():
    """29 features overlap: log-likelihood -13.470; all 30 separate the classes (chapter 6)."""
    X, malignant = load_breast_cancer(return_X_y=True)
    y = 1 - malignant
    found = fit(X[:, :29], y)
    assert found.status is Status.CONVERGED
    assert found.log_likelihood == pytest.approx(-13.470, abs=5e-4)
    with pytest.raises(SeparationError):
        fit(X, y)


def test_extreme_scales_and_margins():
    """Columns of 1e-150 and 1e150, and points at z = 1e4, are fitted without a warning."""
    X, y = overlapping(14)
    found, scaled = fit(X, y), fit(X * [1e-150, 1e150], y)
    assert_allclose(scaled.coefficients[1:] * [1e-150, 1e150], found.coefficients[1:], rtol=1e-12)
    far = fit(np.vstack([X, [[8e3, 0], [-8e3, 0]]]), np.append(y, [0, 1]))
    assert far.status is Status.CONVERGED
