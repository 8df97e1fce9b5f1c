"""What the captions and tables of the chapter on standard errors say is so in the figures."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np
import pytest
from scipy.stats import chi2_contingency
from statsmodels.api import GLM, add_constant
from statsmodels.genmod.families import Binomial

from lrmath.numeric import Kind, find_separation, fit, sigmoid
from lrmath.plots import inference as drawn

mpl.use("Agg")


def labels_of_a_model(seed: int, samples: int, sets: int) -> tuple[np.ndarray, np.ndarray]:
    """One design of two features and a constant, and labels drawn from one model."""
    source = np.random.default_rng(seed)
    X = np.column_stack([np.ones(samples), source.normal(size=(samples, 2))])
    p = sigmoid(X @ [-0.5, 1.5, 0.0])
    return X, (source.random((sets, samples)) < p).astype(float)


def test_many_fits_are_the_fits_one_by_one() -> None:
    """To ten digits, as statsmodels has them."""
    X, labels = labels_of_a_model(0, 60, 5)
    theirs = [GLM(y, X, family=Binomial()).fit(tol=1e-14, tol_criterion="params") for y in labels]
    np.testing.assert_allclose(
        drawn.estimates(X, labels), [found.params for found in theirs], rtol=1e-8, atol=1e-9
    )


def test_no_estimate_is_invented() -> None:
    """Separated labels, and only they, have none: with ten samples both kinds occur."""
    X, labels = labels_of_a_model(1, 10, 60)
    mixed = labels[(labels.min(axis=1) == 0) & (labels.max(axis=1) == 1)]
    missing = np.isnan(drawn.estimates(X, mixed)).any(axis=1)
    separated = [find_separation(X[:, 1:], y).kind is not Kind.OVERLAP for y in mixed]
    assert missing.tolist() == separated
    assert 0 < sum(separated) < len(mixed)


def test_wald_turns_and_the_likelihood_ratio_does_not() -> None:
    """Fifty of a hundred against a of a thousand; both statistics as other programs have them."""
    a = np.arange(500, 1000)
    wald, ratio = drawn.wald_and_ratio(a, 1000, (50, 50))
    assert a[np.argmax(wald)] == 979
    assert np.sqrt(wald.max()) == pytest.approx(12.905, abs=5e-4)
    assert np.sqrt(wald[-1]) == pytest.approx(6.769, abs=5e-4)
    assert (np.diff(ratio[50:]) > 0).all()
    table = [[990, 10], [50, 50]]
    theirs = chi2_contingency(table, correction=False, lambda_="log-likelihood").statistic
    assert ratio[a == 990] == pytest.approx(theirs)
    cells = np.ravel(table)
    group, label = np.repeat([1, 1, 0, 0], cells), np.repeat([1, 0, 1, 0], cells)
    rows = GLM(label, add_constant(group), family=Binomial()).fit(tol=1e-14)
    assert np.sqrt(wald[a == 990]) == pytest.approx(rows.tvalues[1], rel=1e-8)


def test_the_figure_marks_the_turn() -> None:
    """One dot, at the top of Wald's curve."""
    ax = drawn.hauck_donner()
    dot = ax.lines[-1]
    assert np.asarray(dot.get_xdata()).tolist() == [979]


def test_the_three_tests_are_measured_on_one_curve() -> None:
    """The tangent has the slope at 0, the dashed line ends at the maximum."""
    curve, tangent, along, down, _ = drawn.three_tests(15, 20).lines[:5]
    x, height = curve.get_data()
    slope = np.interp(1e-3, x, height) - np.interp(-1e-3, x, height)
    (x0, x1), (y0, y1) = tangent.get_data()
    assert (y1 - y0) / (x1 - x0) == pytest.approx(slope / 2e-3, rel=0.02)
    assert np.asarray(along.get_xdata()).tolist() == pytest.approx([0, np.log(3)])
    assert np.ptp(np.asarray(down.get_ydata())) == pytest.approx(
        np.max(height) - np.interp(0, x, height), abs=1e-3
    )


def test_the_profile_falls_slower_than_the_parabola_on_the_right(spector_fit: object) -> None:
    """And faster on the left; both touch 0 at the estimate."""
    values = np.linspace(-0.4, 5.6, 21)
    profile, parabola = drawn.profile(spector_fit, "PSI", values).lines[:2]
    right = values > 3
    above = np.asarray(profile.get_ydata()) - np.asarray(parabola.get_ydata())
    assert (above[right] > 0).all()
    assert above[0] < 0


@pytest.fixture(name="spector_fit")
def _spector_fit() -> object:
    from statsmodels.datasets import spector

    data = spector.load_pandas()
    return fit(data.exog, data.endog)


def test_the_labelled_sample_has_the_largest_distance(spector_fit: object) -> None:
    """One step without it is a good forecast of the fit without it."""
    ax = drawn.influence(spector_fit)
    worst = int(np.argmax(spector_fit.cooks_distance()))
    (label,) = ax.texts
    assert label.get_text() == f"sample {worst}"
    assert label.xy[0] == pytest.approx(spector_fit.leverage()[worst])


def test_the_mean_of_two_strata_is_flatter() -> None:
    """Its log odds ratio from 0 to 1 is 0.801983, where each stratum has 1."""
    lines = drawn.collapsed_strata(1.0).lines
    t, mean = lines[2].get_data()
    odds = np.interp([0, 1], t, mean)
    found = np.log(odds / (1 - odds))
    assert found[1] - found[0] == pytest.approx(0.801983, abs=1e-3)


def test_means_of_residuals_stand_where_the_values_are() -> None:
    """Each mean is that of its group."""
    values, left = np.array([1, 1, 2, 2, 2.0]), np.array([1, 3, 0, 3, 6.0])
    (ax,) = drawn.residual_means(values, [("a line", left)], "years")
    x, y = ax.containers[0].lines[0].get_data()
    assert (list(x), list(y)) == ([1, 2], [2, 3])


def test_the_histogram_has_the_predicted_width() -> None:
    """The curve is the normal one around the truth."""
    ax = drawn.scatter_of_estimates(np.array([0.9, 1.1, np.nan]), 1.0, 0.1)
    x, y = ax.lines[0].get_data()
    assert np.trapezoid(y, x) == pytest.approx(1, abs=1e-3)
    assert x[np.argmax(y)] == pytest.approx(1)


def test_crowded_means_are_means() -> None:
    """One square for each true value."""
    ax = drawn.crowded([0, 0, 2], [[0, 1, 3], [0, 1, 5]])
    squares = ax.lines[-2]
    assert np.asarray(squares.get_ydata()).tolist() == [0.5, 4]


def test_few_events_are_drawn_to_the_left() -> None:
    """The curves are those given."""
    ax = drawn.by_events([3, 10], [1.5, 1.1], [0.2, 0.0])
    assert np.asarray(ax.lines[1].get_ydata()).tolist() == [1.5, 1.1]


def test_the_forest_is_centred_at_the_ratios() -> None:
    """On the scale of odds ratios."""
    ax = drawn.forest(["a", "b"], np.log([2, 3]), [0.1, 0.2], (np.log(2.4), 0.1))
    assert np.asarray(ax.lines[0].get_xdata()) == pytest.approx([2, 3])
