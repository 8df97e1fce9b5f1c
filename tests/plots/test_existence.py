"""What the captions of the chapter on existence say is so in the figures."""

from __future__ import annotations

import matplotlib as mpl
import numpy as np
import pytest

from lrmath.plots import escape_path, signed_arrows
from lrmath.plots.existence import features_allowed

mpl.use("Agg")
X_FIVE = [-2.0, -1, 0, 1, 2]


def test_a_half_plane_is_shaded_where_a_direction_separates() -> None:
    """Two panels have one, and every arrow's tip is inside it; the third has none."""
    sets = {"a": (X_FIVE, [0, 0, 0, 1, 1]), "b": ([-2, -1, 0, 0, 2], [0, 0, 0, 1, 1])}
    axes = signed_arrows(sets | {"c": (X_FIVE, [0, 1, 0, 1, 1])})
    assert [len(ax.patches) for ax in axes] == [1, 1, 0]
    for ax in axes[:2]:
        edge = ax.patches[0].get_path()
        tips = np.array([arrow.xy for arrow in ax.texts])
        assert (
            edge.contains_points(tips, radius=0.01).all()
            or edge.contains_points(tips, radius=-0.01).all()
        )


def test_the_ray_has_the_direction_that_was_given() -> None:
    """It starts at 0 and is a little longer than the path."""
    path = np.outer(np.arange(101), [-1.0, 1.5])
    ray = np.asarray(escape_path(path, [-1, 2]).lines[0].get_xydata())
    assert ray[1] / np.linalg.norm(ray[1]) == pytest.approx(np.array([-1, 2]) / 5**0.5)
    assert np.linalg.norm(ray[1]) == pytest.approx(1.1 * np.linalg.norm(path[-1]))


def test_without_an_effect_the_border_is_cover_s_one_half() -> None:
    """With stronger effects fewer features are allowed."""
    assert features_allowed(0) == pytest.approx(0.5, abs=1e-6)
    assert (np.diff([features_allowed(g) for g in (0, 1, 2, 4, 8)]) < 0).all()


@pytest.mark.parametrize("strength", [1.0, 4.0])
def test_the_border_is_the_mean_that_was_minimised(strength: float) -> None:
    """At the best t of a plain simulation, the mean of the squares is near it, and not below."""
    random = np.random.default_rng(0)
    g, z = random.normal(size=(2, 200_000))
    v = np.where(random.random(200_000) < 1 / (1 + np.exp(-strength * g)), g, -g)
    means = [(np.maximum(0, t * v + z) ** 2).mean() for t in np.linspace(-6, 0, 61)]
    assert min(means) == pytest.approx(features_allowed(strength), rel=0.02)
