"""What the captions of the chapter on curvature say is so in the figures."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np

from lrmath.plots import falling_losses

mpl.use("Agg")


def test_only_the_convex_loss_falls_less_and_less() -> None:
    """Both losses fall at each step; the falls of the squared error grow at first."""
    _, path, fall = falling_losses()
    squared, log_loss = (np.asarray(line.get_ydata()) for line in fall.lines)
    for line in path.lines:
        assert (np.diff(line.get_ydata()) < 0).all()
    assert (np.diff(log_loss) <= 0).all()
    assert np.diff(squared)[:20].min() > 0
