"""What the captions of the chapters on descent and Newton say is so in the figures."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np

from lrmath.numeric import GradientDescent, Newton, lipschitz_constant, minimise, nll
from lrmath.plots import descent_paths, loss_heights, predicted_errors, solver_race

mpl.use("Agg")
X_FIVE = np.column_stack([np.ones(5), [-2.0, -1, 0, 1, 2]])
Y_FIVE = np.array([0, 1, 0, 1, 1])


def test_a_first_step_looks_perpendicular_where_it_is() -> None:
    """One unit is as long on either axis of both panels."""
    shifted = X_FIVE + np.array([0, 3])
    axes = descent_paths({"raw": shifted, "centred": X_FIVE}, Y_FIVE, count=3)
    assert [ax.get_aspect() for ax in axes] == [1, 1]


def test_operations_are_iterations_times_their_cost() -> None:
    """The second panel has the curves of the first, each stretched by its own factor."""
    loss, rule = nll(X_FIVE, Y_FIVE), GradientDescent(1 / lipschitz_constant(X_FIVE))
    runs = {name: minimise(loss, np.zeros(2), r) for name, r in
            {"Newton": Newton(), "descent": rule}.items()}  # fmt: skip
    by_steps, by_cost = solver_race(runs, {"Newton": 40.0, "descent": 20.0})
    for steps, cost, factor in zip(by_steps.lines, by_cost.lines, (40, 20), strict=True):
        np.testing.assert_allclose(cost.get_xdata(), factor * np.asarray(steps.get_xdata()))
        np.testing.assert_array_equal(cost.get_ydata(), steps.get_ydata())


def test_the_prediction_starts_at_an_error_and_falls_at_the_rate() -> None:
    """Where each error is half of the one before, the two lines are one."""
    errors = 0.5 ** np.arange(12)
    seen, line = predicted_errors(errors, 0.5, since=4).lines[:2]
    np.testing.assert_allclose(np.asarray(seen.get_ydata())[4:], line.get_ydata())
    np.testing.assert_array_equal(line.get_xdata(), np.arange(4, 12))


def test_rounding_errors_are_left_out() -> None:
    """A loss that has arrived is not drawn, and a step keeps its number."""
    (line,) = loss_heights({"one": [3.0, 2.0, 1.0, 1.5]}, least=1.0).lines
    np.testing.assert_array_equal(line.get_xydata(), [[1, 2], [2, 1], [4, 0.5]])
