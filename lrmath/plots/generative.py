"""Figures about classes that have a law of their own, and what two methods make of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from .decisions import LINES
from .style import BLUE, FAINT, INK, ORANGE


def shared_and_own_spread(means: ArrayLike, spread: ArrayLike, other: ArrayLike) -> Any:
    """Draw two normal classes and where they are equally dense, with equal and unequal spread.

    ``means`` has shape (2, 2), class 0 first. On the left both classes have the covariance matrix
    ``spread``, (2, 2); on the right class 1 has ``other``.
    """
    means, spread, other = (np.asarray(a, float) for a in (means, spread, other))
    axes = plt.subplots(1, 2, figsize=(5.4, 3.1), sharex=True, sharey=True)[1]
    for ax, second in zip(axes, (spread, other), strict=True):
        _spreads(ax, means, (spread, second))
    axes[0].set(title="equal spread", ylabel="feature 2")
    axes[1].set(title="unequal spread")
    axes[0].figure.legend(*axes[0].get_legend_handles_labels(), loc="outside lower center", ncols=3)
    return axes


def _spreads(ax: Axes, means: Any, spreads: Any) -> None:
    """Two ellipses for each class, and the curve on which the densities agree."""
    reach = 3 * np.sqrt(np.max([np.diag(s) for s in spreads], axis=0))
    low, high = means.min(axis=0) - reach, means.max(axis=0) + reach
    grid = np.stack(np.meshgrid(*np.linspace(low, high, 121).T), axis=-1)
    distances = [_distance(grid, m, s) for m, s in zip(means, spreads, strict=True)]
    for d, (color, dash, _), label in zip(distances, LINES, ("class 0", "class 1"), strict=False):
        ax.contour(*np.moveaxis(grid, -1, 0), d, [1, 4], colors=color, linestyles=dash)
        ax.plot([], [], dash, color=color, label=label)
    sizes = [np.log(np.linalg.det(s)) for s in spreads]
    ratio = distances[0] + sizes[0] - distances[1] - sizes[1]
    ax.contour(*np.moveaxis(grid, -1, 0), ratio, [0], colors=INK, linewidths=2)
    ax.plot([], [], color=INK, label="equal density")
    ax.set(xlabel="feature 1", aspect="equal")


def _distance(grid: Any, mean: Any, spread: Any) -> Any:
    """The squared distance to the mean, as the inverse covariance measures it."""
    away = grid - mean
    return np.einsum("...i,ij,...j", away, np.linalg.inv(spread), away)


def scattered_slopes(estimates: Mapping[str, ArrayLike], truth: ArrayLike) -> Any:
    """Draw two slopes, as each method finds them from many samples, one panel for each.

    ``estimates`` maps the name of a method to an array of shape (number of samples, 2); a star
    marks ``truth``, (2,). The panels have the same axes.
    """
    _, axes = plt.subplots(
        1, len(estimates), figsize=(5.4, 3), sharex=True, sharey=True, squeeze=False
    )
    for ax, (name, slopes), (color, _, _) in zip(axes[0], estimates.items(), LINES, strict=False):
        ax.plot(*np.asarray(slopes, float).T, ".", color=color, markersize=3, alpha=0.6)
        ax.plot(*np.asarray(truth, float), "*", color=INK, markersize=11)
        ax.set(xlabel="slope of feature 1", title=name)
    axes[0, 0].set_ylabel("slope of feature 2")
    return axes[0]


def many_splits(
    values: ArrayLike, marked: Mapping[str, float], right: float, ax: Axes | None = None
) -> Axes:
    """Draw how a number scatters over many random splits of one data set.

    ``values`` has shape (number of splits,); ``marked`` are named splits among the possible ones,
    and ``right`` is the number that one hopes for.
    """
    ax = ax or plt.subplots(figsize=(5.2, 3))[1]
    ax.hist(np.asarray(values, float), bins=24, color=BLUE, alpha=0.55)
    ax.axvline(right, color=FAINT, linewidth=1.4)
    for (name, value), dash in zip(marked.items(), ("--", ":", "-."), strict=False):
        ax.axvline(value, color=ORANGE, linestyle=dash, linewidth=2, label=name)
    ax.set(xlabel="calibration slope on the other half", ylabel="splits")
    ax.figure.legend(loc="outside upper center", ncols=2)
    return ax
