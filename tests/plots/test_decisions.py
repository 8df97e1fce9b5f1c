"""What the captions of the chapter on decisions say is so in the figures."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np

from lrmath.plots import class_map

mpl.use("Agg")


def test_the_arrow_stands_at_right_angles_on_the_boundaries() -> None:
    """In the data and to the eye, and no sample is cut off at an edge."""
    X = np.random.default_rng(1).normal(size=(40, 2)) * [1, 3]
    ax = class_map(X, X[:, 0] > 0, [0.1, 1.0, 0.4], [0.5, 0.2])
    assert ax.get_aspect() == 1
    arrow = np.subtract(ax.texts[0].xy, ax.texts[0].xyann)
    boundary = np.array(ax.lines[2].get_data())
    assert abs(arrow @ np.diff(boundary, axis=1).ravel()) < 1e-12
    assert (X.min(axis=0) > [ax.get_xlim()[0], ax.get_ylim()[0]]).all()
    assert (X.max(axis=0) < [ax.get_xlim()[1], ax.get_ylim()[1]]).all()
