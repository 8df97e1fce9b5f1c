"""What the captions about classes, splits and launches say is so in the figures."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np

from lrmath.plots import many_splits, ones_and_all, scattered_slopes, shared_and_own_spread

mpl.use("Agg")


def test_only_equal_spreads_have_a_straight_boundary() -> None:
    """All points of the left boundary lie on one line, those of the right one do not."""
    axes = shared_and_own_spread([[0, -1], [1, 2]], [[2, 0.5], [0.5, 1]], [[0.5, 0], [0, 2]])
    left, right = (ax.collections[2].get_paths()[0].vertices for ax in axes)
    bent = [np.linalg.svd(points - points.mean(axis=0))[1][1] for points in (left, right)]
    assert bent[0] < 1e-9
    assert bent[1] > 0.1


def test_both_methods_are_drawn_on_the_same_axes() -> None:
    """So that the eye may compare the clouds; a star marks the truth in each."""
    found = {"wide": np.random.default_rng(1).normal(size=(50, 2)), "narrow": np.zeros((50, 2))}
    left, right = scattered_slopes(found, [1, 2])
    assert left.get_xlim() == right.get_xlim()
    assert left.get_ylim() == right.get_ylim()
    for ax, slopes in zip((left, right), found.values(), strict=True):
        dots, star = ax.lines
        np.testing.assert_array_equal(dots.get_xydata(), slopes)
        np.testing.assert_array_equal(np.ravel(star.get_xydata()), [1, 2])


def test_every_split_is_counted() -> None:
    """The bars add up to the splits, and the named ones stand where they are."""
    ax = many_splits(np.linspace(0, 2, 77), {"one": 0.4, "other": 1.6}, right=1)
    assert sum(bar.get_height() for bar in ax.patches) == 77
    hoped, one, other = (line.get_xdata()[0] for line in ax.lines)
    assert (hoped, one, other) == (1, 0.4, 1.6)


def test_the_upper_panel_has_the_ones_alone() -> None:
    """And the lower one every sample, also where two have the same value."""
    above, below = ones_and_all([70, 70, 60, 70], [1, 1, 0, 0])
    (ones,) = above.lines
    assert sorted(ones.get_xdata()) == [70, 70]
    assert sum(len(line.get_xdata()) for line in below.lines) == 4
    assert len({tuple(place) for line in below.lines for place in line.get_xydata()}) == 4
