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


def extrapolated(
    x: ArrayLike,
    y: ArrayLike,
    curves: Mapping[str, tuple[ArrayLike, ArrayLike]],
    band: tuple[ArrayLike, ArrayLike, ArrayLike],
    at: float,
    label: str = "x",
    ax: Axes | None = None,
) -> Axes:
    """Draw labels against one feature, fitted curves, a band of intervals, and a place far out.

    ``x`` and ``y`` have shape (m,); ``curves`` maps names to abscissae and probabilities; ``band``
    holds abscissae, lower and upper ends; ``at`` is the place that is asked for.
    """
    x, y = np.asarray(x, float), np.asarray(y, float)
    ax = ax or plt.subplots(figsize=(5.2, 3.6))[1]
    where, low, high = (np.asarray(part, float) for part in band)
    ax.fill_between(where, low, high, color=BLUE, alpha=0.15, lw=0)
    dashes = zip(curves.items(), ((BLUE, "-"), (ORANGE, "--"), (INK, ":")), strict=False)
    for (name, (places, p)), (color, dash) in dashes:
        ax.plot(places, p, dash, color=color, label=name)
    again = np.array([np.sum((x[:i] == x[i]) & (y[:i] == y[i])) for i in range(len(x))])
    ax.plot(x, y + 0.03 * again * np.where(y > 0.5, -1, 1), "o", color=INK, markersize=4)
    ax.axvline(at, color=FAINT, linewidth=1.2)
    ax.axvspan(at - 2, x.min(), color=FAINT, alpha=0.12, lw=0)
    ax.text((at + x.min()) / 2, 0.5, "no data", ha="center", color=INK)
    ax.set(xlabel=label, ylabel="probability", ylim=(-0.04, 1.04), xlim=(at - 2, None))
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=3)
    return ax


def ones_and_all(x: ArrayLike, y: ArrayLike, label: str = "x") -> Any:
    """Draw one feature of the ones alone, and of all samples, as rows of dots one above the other.

    ``x`` and ``y`` have shape (m,), ``y`` of 0 and 1. Equal values are stacked.
    """
    x, y = np.asarray(x, float), np.asarray(y, int)
    axes = plt.subplots(2, 1, sharex=True, figsize=(5.2, 3), height_ratios=[2, 3])[1]
    for ax, kinds in zip(axes, ((1,), (1, 0)), strict=True):
        for kind, color, mark in ((1, ORANGE, "s"), (0, BLUE, "o")):
            if kind in kinds:
                values = x[y == kind]
                above = [0.18 * np.sum(values[:i] == values[i]) for i in range(len(values))]
                ax.plot(values, kind * (len(kinds) - 1) + np.array(above), mark, color=color)
        ax.set(yticks=[k * (len(kinds) - 1) for k in kinds], yticklabels=kinds)
        ax.set_ylim(-0.3, 0.6 + len(kinds) - 1)
    axes[0].set_title("ones alone")
    axes[1].set(title="all", xlabel=label, ylabel="label")
    return axes


def curved_boundaries(X: ArrayLike, y: ArrayLike, forecasts: Mapping[str, Any]) -> Any:
    """Draw samples of two classes, and where each forecast is one half, one panel a forecast.

    ``X`` has shape (m, 2), ``y`` (m,); ``forecasts`` maps titles to functions from rows to
    probabilities. The thin lines are at 0.1 and 0.9.
    """
    X, y = np.asarray(X, float), np.asarray(y, int)
    axes = plt.subplots(1, len(forecasts), sharey=True, figsize=(5.4, 2.4))[1]
    low, high = X.min(axis=0) - 0.2, X.max(axis=0) + 0.2
    grid = np.meshgrid(np.linspace(low[0], high[0], 81), np.linspace(low[1], high[1], 81))
    rows = np.column_stack([part.ravel() for part in grid])
    for ax, (title, forecast) in zip(np.atleast_1d(axes), forecasts.items(), strict=True):
        p = np.reshape(forecast(rows), grid[0].shape)
        ax.contour(*grid, p, [0.1, 0.5, 0.9], colors=[INK], linewidths=[0.6, 1.8, 0.6])
        for label, color, mark in ((0, BLUE, "o"), (1, ORANGE, "s")):
            ax.plot(*X[y == label].T, mark, color=color, markersize=2.6)
        ax.set(title=title, xticks=[], yticks=[], xlabel="$x_1$")
        ax.grid(visible=False)
    np.atleast_1d(axes)[0].set(ylabel="$x_2$")
    return axes
