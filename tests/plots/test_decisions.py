"""What the captions of the chapter on decisions say is so in the figures."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np

from lrmath.plots import added_evidence, class_map, four_cells, precision_curves

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


def test_the_four_cells_fill_the_square() -> None:
    """Areas are shares of all samples, and the counts are written on them."""
    y, said = np.repeat([0, 1], [30, 10]), np.tile([0, 0, 0, 1], 10)
    ax = four_cells(y, said)
    areas = [patch.get_width() * patch.get_height() for patch in ax.patches]
    assert np.isclose(sum(areas), 1)
    numbers = [int(text.get_text().split(": ")[1]) for text in ax.texts]
    assert numbers == [np.sum((y == a) & (said == b)) for a in (0, 1) for b in (0, 1)]


def test_a_rarer_class_moves_precision_only() -> None:
    """The ROC curve is the same line twice; precision falls at every recall."""
    random = np.random.default_rng(1)
    y = (random.random(300) < 0.4).astype(int)
    roc, precision = precision_curves(y, y + random.normal(size=300))
    assert np.array_equal(roc.lines[0].get_ydata(), roc.lines[1].get_ydata())
    often, rare = (np.asarray(precision.lines[k].get_ydata()) for k in (0, 2))
    assert (rare <= often).all()
    assert rare[-1] < often[-1]


def test_evidence_adds_up() -> None:
    """The last bar is the sum of the others."""
    ax = added_evidence({"prior": -0.8, "evidence": 0.4})
    assert np.isclose(ax.patches[-1].get_width(), -0.4)
