"""What the captions of the chapter on Newton's method say is so in the figures."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np
import pytest
from scipy.optimize import brentq

from lrmath.numeric import bfgs, hessian, nll
from lrmath.plots import bowl_and_bound, learned_hessians, newton_basin, newton_bowls

mpl.use("Agg")
X_FIVE = np.column_stack([np.ones(5), [-2.0, -1, 0, 1, 2]])
Y_FIVE = np.array([0, 1, 0, 1, 1])


def bottom(ax: mpl.axes.Axes, mark: int) -> float:
    """Where the triangle number ``mark`` of a panel stands."""
    triangles = [line for line in ax.lines if line.get_marker() == "v"]
    return float(np.asarray(triangles[mark].get_xdata()).item())


def test_the_bowl_of_a_near_start_has_the_right_bottom() -> None:
    """Newton's step is t - sinh t: from 1 it lands near 0, from 2.5 farther off than it was."""
    near, far = newton_bowls((1.0, 2.5))
    assert bottom(near, 0) == pytest.approx(1 - np.sinh(1))
    assert bottom(far, 0) == pytest.approx(2.5 - np.sinh(2.5))
    assert abs(bottom(near, 0)) < 0.2 < 2.5 < abs(bottom(far, 0))


def test_the_bowl_of_the_bound_stays_above_the_loss() -> None:
    """Newton's does not."""
    ax = bowl_and_bound()
    loss, newton, bound = (ax.lines[k] for k in (0, 1, 4))
    assert [line.get_label() for line in (loss, newton, bound)] == [
        "loss J",
        "Newton's bowl",
        "bowl of the bound",
    ]
    heights = np.asarray(loss.get_ydata())
    assert (np.asarray(bound.get_ydata()) >= heights - 1e-12).all()
    assert (np.asarray(newton.get_ydata()) < heights - 1).any()


def test_the_island_ends_at_the_exact_border() -> None:
    """Two pairs of samples, a coefficient for each: every coefficient steps on its own."""
    border = brentq(lambda r: np.sinh(r) - 2 * r, 1, 3)
    X, y = np.array([[1.0, 0], [1, 0], [0, 1], [0, 1]]), np.array([1, 0, 1, 0])
    ax = newton_basin(X, y, first=(-3.2, 3.2), second=(-3.2, 3.2))
    shaded = np.vstack([path.vertices for path in ax.collections[0].get_paths()])
    assert np.abs(shaded).max() == pytest.approx(border, abs=0.05)


def test_what_bfgs_has_learned_in_the_end_is_the_hessian() -> None:
    """The last ellipse lies on the thick one; the first is a circle."""
    run = bfgs(nll(X_FIVE, Y_FIVE), [0, 0])
    ax = learned_hessians(run, hessian(X_FIVE, Y_FIVE, run.beta), [0, 1, 2, run.iterations])
    true, circle, *_, last = (np.asarray(line.get_xydata()) for line in ax.lines)
    assert np.linalg.norm(circle, axis=1) == pytest.approx(1)
    assert np.abs(last - true).max() < 0.01 < np.abs(circle - true).max()
