"""What the captions of the chapter on softmax say is so in the figures."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np

from lrmath.plots import score_lines, shares_before_and_after, smooth_maximum

mpl.use("Agg")
LINES = [0.0, 1.5, -1.0], [-1.2, 0.0, 1.4]


def test_probabilities_cross_where_lines_cross() -> None:
    """The class with the highest score is the most probable one, everywhere."""
    scores, shares = score_lines(*LINES, ["a", "b", "c"], (-4, 4))
    high = np.argmax([line.get_ydata() for line in scores.lines[:3]], axis=0)
    likely = np.argmax([line.get_ydata() for line in shares.lines[:3]], axis=0)
    assert (high == likely).all()
    assert set(high) == {0, 1, 2}


def test_log_sum_exp_stays_in_its_band() -> None:
    """Above the largest score, by ln K at most."""
    ax = smooth_maximum(*LINES, (-4, 4))
    largest, smooth = (np.asarray(line.get_ydata()) for line in ax.lines[3:5])
    assert ((smooth > largest) & (smooth < largest + np.log(3))).all()


def test_shares_fill_the_bar() -> None:
    """Both bars are as wide as one."""
    ax = shares_before_and_after({"a": 0.5, "b": 0.5}, {"a": 0.25, "b": 0.25, "c": 0.5})
    widths = [patch.get_width() for patch in ax.patches]
    assert np.isclose(sum(widths), 2)
