"""What the captions of the chapter on the gradient say is so in the figures."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np

from lrmath.numeric import fit
from lrmath.plots import gradient_field, residual_pulls

mpl.use("Agg")
X_FIVE = np.column_stack([np.ones(5), [-2.0, -1, 0, 1, 2]])
Y_FIVE = np.array([0, 1, 0, 1, 1])
POINTS = np.array([[-0.6, -0.2], [1.9, 0.0], [1.7, 2.1]])


def arrows(ax: mpl.axes.Axes) -> np.ndarray:
    """Return start and way of every arrow, in the order in which they were drawn."""
    drawn = [(note.xyann, note.xy) for note in ax.texts]
    return np.array([(start, np.subtract(end, start)) for start, end in drawn])


def test_right_angles_look_right() -> None:
    """One unit is as long on either axis, and all arrows have one length."""
    ax = gradient_field(X_FIVE, Y_FIVE, POINTS)
    assert ax.get_aspect() == 1
    lengths = np.linalg.norm(arrows(ax)[:, 1], axis=1)
    np.testing.assert_allclose(lengths, lengths[0], rtol=1e-12)


def test_newton_turns_towards_the_minimum() -> None:
    """At each point the second arrow is nearer to the way to the minimum than the first."""
    best = fit(X_FIVE[:, 1:], Y_FIVE).coefficients
    drawn = arrows(gradient_field(X_FIVE, Y_FIVE, POINTS))
    for (start, down), (_, newton) in zip(drawn[::2], drawn[1::2], strict=True):
        way = best - start
        assert newton @ way > down @ way


def test_each_label_pulls_towards_itself() -> None:
    """An arrow ends at each label."""
    ax = residual_pulls(X_FIVE[:, 1], Y_FIVE, [0.2, 0.4])
    ends = arrows(ax).sum(axis=1)
    np.testing.assert_allclose(ends, np.column_stack([X_FIVE[:, 1], Y_FIVE]), atol=1e-12)
