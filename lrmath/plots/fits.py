"""A fit at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import matplotlib.pyplot as plt
import numpy as np

from lrmath.numeric import sigmoid

from .style import BLUE, FAINT, INK, ORANGE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from matplotlib.axes import Axes
    from numpy.typing import ArrayLike

    from lrmath.numeric import Fit


def odds_ratios(fit: Fit, level: float = 0.95, ax: Axes | None = None) -> Axes:
    """Draw the odds ratio of each feature with its Wald interval, on a logarithmic scale.

    The line is at 1, where a feature has no effect. Units are those of the features: standardise
    these first if the ratios are to be compared.
    """
    kept = [j for j, name in enumerate(fit.names) if name != "(intercept)"]
    if ax is None:
        ax = plt.subplots(figsize=(5.2, 1.2 + 0.3 * len(kept)))[1]
    low, high = fit.intervals(level)[kept].T
    heights = np.arange(len(kept))
    with np.errstate(over="ignore"):  # an interval may leave the picture
        ax.hlines(heights, np.exp(low), np.exp(high), color=BLUE)
    ax.plot(fit.odds_ratios[kept], heights, "o", color=BLUE)
    ax.axvline(1, color=FAINT, linewidth=1)
    edges = len(kept) - 0.4, -0.6  # the first feature on top
    ax.set(xscale="log", xlabel="odds ratio", yticks=heights, ylim=edges)
    ax.set_yticklabels([fit.names[j] for j in kept])
    return ax


def turned_sign(
    names: tuple[str, str],
    alone: ArrayLike,
    joined: ArrayLike,
    starts: Mapping[float, float],
    end: float,
    ax: Axes | None = None,
) -> Axes:
    """Draw two fits against one feature: alone, and beside a second feature at some values of it.

    ``alone`` holds intercept and slope, ``joined`` intercept and both slopes; ``starts`` maps a
    value of the second feature to where its line begins, so that it stays among the data.
    """
    (a, b), (c, d, e) = np.asarray(alone, float), np.asarray(joined, float)
    ax = ax or plt.subplots(figsize=(5.2, 3.6))[1]
    x = np.linspace(min(starts.values()), end, 101)
    ax.plot(x, sigmoid(a + b * x), color=ORANGE, linewidth=2.6, label="all together")
    for (value, start), dash in zip(starts.items(), ("-", "--", ":"), strict=False):
        x = np.linspace(start, end, 101)
        label = f"{value:g} {names[1]}"
        ax.plot(x, sigmoid(c + d * x + e * value), dash, color=BLUE, label=label)
    ax.set(xlabel=names[0], ylabel="fitted probability", ylim=(0, None))
    ax.figure.legend(loc="outside upper center", ncols=2)
    return ax


def curve_and_line(
    x: ArrayLike, y: ArrayLike, beta: ArrayLike, name: str = "x", axes: Any = None
) -> Any:
    """Draw a fit of one feature twice: labels with the S-curve, and its line of log-odds.

    ``x`` and ``y`` have shape (m,), ``beta`` holds intercept and slope.
    """
    x, y, (a, b) = np.asarray(x, float), np.asarray(y, float), np.asarray(beta, float)
    axes = plt.subplots(1, 2, figsize=(5.4, 2.7))[1] if axes is None else axes
    grid = np.linspace(x.min(), x.max(), 201)
    axes[0].plot(x, y, "o", color=INK, markersize=4, alpha=0.55, clip_on=False)
    axes[0].plot(grid, sigmoid(a + b * grid), color=BLUE)
    axes[0].set(xlabel=name, title="probability of a yes", yticks=[0, 0.5, 1])
    axes[1].plot(grid, a + b * grid, color=ORANGE)
    axes[1].set(xlabel=name, title="the same as log-odds")
    return axes
