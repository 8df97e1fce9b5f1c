"""What the captions of the chapter on likelihood say is so in the figures."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np

from lrmath.plots import likelihood_bars, two_losses

mpl.use("Agg")
X_HILL, Y_HILL = np.array([1.0, 1, 1, 0.5, 12]), np.array([0, 0, 0, 1, 1])


def test_the_descent_ends_in_the_higher_valley() -> None:
    """The steps go down, to a place that is lower than all near it and higher than the best."""
    slopes = np.linspace(-3.5, 1.5, 400)
    curve, steps, _ = two_losses(X_HILL, Y_HILL, slopes, start=-0.6)[1].lines
    heights = np.asarray(steps.get_ydata())
    assert (np.diff(heights) < 0).all()
    left = np.asarray(curve.get_ydata())[slopes < -0.4]
    assert np.isclose(heights[-1], left.min(), atol=1e-3)
    assert heights[-1] > np.min(curve.get_ydata()) + 0.2


def test_both_kinds_of_bars_are_explained() -> None:
    """The legend has a line for the curve and one for each label."""
    axes = likelihood_bars([-1.0, 0, 1], [0, 1, 1], [[0, 1]])
    names = [text.get_text() for text in axes[0].figure.legends[0].texts]
    assert names == ["probability of 1", "bar of a label 1", "bar of a label 0"]
