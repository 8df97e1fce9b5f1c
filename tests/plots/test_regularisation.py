"""What the captions of the chapter on regularisation say is so in the figures."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np
import pytest
from scipy.optimize import minimize, minimize_scalar

from lrmath.numeric import fit
from lrmath.plots import regularisation as drawn

mpl.use("Agg")
Data = tuple[np.ndarray, np.ndarray]


@pytest.fixture(scope="module")
def two() -> Data:
    """Return 60 samples of two centred features, and labels that overlap."""
    source = np.random.default_rng(1)
    X = source.normal(size=(60, 2))
    X -= X.mean(axis=0)
    return X, (source.random(60) < 1 / (1 + np.exp(-1.5 * X[:, 0]))).astype(float)


@pytest.mark.parametrize("penalty", [0.1, 1.0, 7.0])
def test_the_pair_s_minimum_is_least(penalty: float) -> None:
    """A search over the loss finds the same point as the root of its slope."""
    found = minimize_scalar(drawn.pair_loss, (0, 1), args=(penalty,), tol=1e-12)
    assert drawn.pair_minimum(penalty) == pytest.approx(found.x, abs=1e-6)


def test_a_larger_penalty_has_a_nearer_minimum() -> None:
    """Without one the curve falls to the end of the figure; the dots of the others move left."""
    ax = drawn.penalised_losses((0, 0.1, 1))
    free, small, _, large, _ = (np.asarray(line.get_ydata(), float) for line in ax.lines)
    assert (np.diff(free) < 0).all()
    assert small.argmin() > large.argmin() > 0


def test_the_lasso_reaches_zero_and_the_ridge_does_not(two: Data) -> None:
    """From the border on, the dashed line is exactly 0."""
    X, y = two
    ax = drawn.shrinking(X[:, 0], y, count=7)
    places = np.asarray(ax.lines[0].get_xdata(), float)
    smooth, sparse = (np.asarray(line.get_ydata(), float) for line in ax.lines[:2])
    assert (smooth > 0).all()
    assert (sparse[places >= 1] == 0).all()
    assert (sparse[places < 1] > 0).all()


def test_the_dots_are_the_best_points_of_the_balls(two: Data) -> None:
    """A constrained search over disc and diamond does not find a lower loss."""
    X, y = two
    for ax, order in zip(drawn.balls(X, y, 0.8), (2, 1), strict=True):
        slopes = np.array([ax.lines[-1].get_xdata()[0], ax.lines[-1].get_ydata()[0]])
        assert np.linalg.norm(slopes, order) == pytest.approx(0.8, abs=1e-2)
        angles = np.linspace(0, 2 * np.pi, 181)
        circle = np.array([np.cos(angles), np.sin(angles)])
        edge = (0.8 * circle / np.linalg.norm(circle, order, axis=0)).T
        heights = [_best_loss(X, y, point) for point in edge]
        assert _best_loss(X, y, slopes) <= min(heights) + 1e-2


def _best_loss(X: np.ndarray, y: np.ndarray, slopes: np.ndarray) -> float:
    """The least loss over the intercept."""
    return float(
        minimize_scalar(
            lambda a: np.sum(np.logaddexp(0, a + X @ slopes) - y * (a + X @ slopes))
        ).fun
    )


def test_the_dual_bound_is_below_and_meets_the_loss(two: Data) -> None:
    """Every bound is below every loss; at the end both are the minimum that SciPy finds."""
    X, y = two
    values, bounds = drawn.newton_bounds(X, y, lam=1.0, steps=8)
    assert bounds.max() <= values.min() + 1e-10

    def objective(beta: np.ndarray) -> float:
        return float(np.sum(np.logaddexp(0, X @ beta) - y * (X @ beta)) + beta @ beta / 2)

    least = minimize(objective, np.zeros(2), tol=1e-12).fun
    assert values[-1] == pytest.approx(least, abs=1e-8)
    assert bounds[-1] == pytest.approx(least, abs=1e-8)


def test_paths_gaps_and_curves_show_the_data_given(two: Data) -> None:
    """One line a slope, one mark a step, one thin line a split."""
    X, y = two
    path = [(lam, fit(X, y, l2=lam).coefficients[1:]) for lam in (0.1, 1.0, 10.0)]
    left, _ = drawn.coefficient_paths({"a": path, "b": path})
    assert [len(line.get_ydata()) for line in left.lines[:2]] == [3, 3]
    ax = drawn.gaps({"a": [1.0, 1e-30], "b": [0.5, 0.0]})
    assert min(ax.lines[1].get_ydata()) == 1e-16
    losses = np.array([[3.0, 1.0, 2.0], [5.0, 2.0, 4.0]])
    ax = drawn.validation_curve([1, 10, 100], losses, 10)
    assert list(ax.lines[3].get_ydata()) == [4.0, 1.5, 3.0]


def test_bars_are_two_standard_errors() -> None:
    """Of the mean of the estimates, not of one estimate."""
    estimates = np.random.default_rng(0).normal(size=(50, 2))
    ax = drawn.biases({"a": estimates, "b": estimates}, [0, 0])
    (bars,) = ax.containers[0].lines[2]
    (_, low), (_, high) = bars.get_segments()[0]
    error = estimates[:, 0].std(ddof=1) / np.sqrt(50)
    assert high - low == pytest.approx(4 * error)


def test_the_averaged_curve_is_nearer_to_a_half(two: Data) -> None:
    """Everywhere, and inside the band."""
    X, y = two
    found = fit(X[:, :1], y)
    ax = drawn.averaged_curve(found, np.linspace(-6, 6, 21), "x", (X[:, 0], y))
    plain, averaged = (np.asarray(line.get_ydata(), float) for line in ax.lines[:2])
    assert (np.abs(averaged - 0.5) <= np.abs(plain - 0.5)).all()
