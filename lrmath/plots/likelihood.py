"""Figures about likelihoods and losses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from lrmath.numeric import loss, sigmoid, softplus

from .style import BLUE, FAINT, GREEN, INK, ORANGE, PURPLE


def likelihood_bars(
    x: ArrayLike, y: ArrayLike, candidates: Sequence[ArrayLike], axes: Sequence[Axes] | None = None
) -> Sequence[Axes]:
    """Draw, for each candidate, its curve and the probability that it gives to each label as a bar.

    ``x`` and ``y`` have shape (m,); a candidate holds intercept and slope. The product of the bars,
    the likelihood, stands above each panel.
    """
    x, y = np.asarray(x, float), np.asarray(y, float)
    if axes is None:
        size = (2.6 * len(candidates), 3.0)
        axes = plt.subplots(1, len(candidates), sharey=True, squeeze=False, figsize=size)[1][0]
    for ax, candidate in zip(axes, candidates, strict=True):
        _bars(ax, x, y, *np.asarray(candidate, float))
    axes[0].set(ylabel="probability")
    handles, names = axes[0].get_legend_handles_labels()
    axes[0].figure.legend(handles, names, loc="outside upper center", ncols=3)
    return axes


def _bars(ax: Axes, x: Any, y: Any, intercept: float, slope: float) -> None:
    grid = np.linspace(x.min() - 1, x.max() + 1, 200)
    fitted = sigmoid(intercept + slope * x)
    ax.plot(grid, sigmoid(intercept + slope * grid), color=BLUE, label="probability of 1")
    for label, color in ((1, ORANGE), (0, GREEN)):
        some, name = y == label, f"bar of a label {label}"
        ends = x[some], 1 - label, fitted[some]
        ax.vlines(*ends, color=color, linewidth=7, alpha=0.75, label=name)
    ax.plot(x, y, "o", color=INK, zorder=3)
    product = np.prod(np.where(y == 1, fitted, 1 - fitted))
    ax.set(title=f"product of the bars: {product:.4f}", xlabel="feature x", ylim=(-0.08, 1.08))


def surprise(p: ArrayLike = (), y: ArrayLike = (), ax: Axes | None = None) -> Axes:
    """Draw the log loss of both labels against the fitted probability, and samples as dots.

    ``p`` holds fitted probabilities strictly between 0 and 1, ``y`` their labels.
    """
    ax = ax or plt.subplots()[1]
    grid = np.linspace(0.004, 0.996, 400)
    ax.plot(grid, -np.log(grid), color=BLUE, label=r"$-\ln\,p$, label 1")
    ax.plot(grid, -np.log1p(-grid), color=ORANGE, label=r"$-\ln\,(1 - p)$, label 0")
    p, y = np.asarray(p, float), np.asarray(y, float)
    ax.plot(p, -np.log(np.where(y == 1, p, 1 - p)), "o", color=INK, zorder=3)
    ax.set(xlabel="fitted probability p", ylabel="loss", ylim=(-0.1, 5))
    ax.legend(loc="upper center")
    return ax


def divergence_bound(truths: Sequence[float], ax: Axes | None = None) -> Axes:
    """Draw the excess of the log loss for some true probabilities q, above twice that of Brier."""
    ax = ax or plt.subplots()[1]
    r = np.linspace(0.002, 0.998, 500)
    for q, color in zip(truths, (BLUE, ORANGE, GREEN, PURPLE), strict=False):
        excess = q * np.log(q / r) + (1 - q) * np.log((1 - q) / (1 - r))
        ax.plot(r, excess, color=color, label=f"q = {q:g}")
        ax.plot(r, 2 * (r - q) ** 2, "--", color=color, linewidth=1.4)
    ax.plot([], [], color=INK, label="KL")
    ax.plot([], [], "--", color=INK, linewidth=1.4, label=r"$2(r - q)^2$")
    ax.set(xlabel="probability r that the forecast says", ylabel="excess loss", ylim=(-0.04, 1.5))
    ax.legend(loc="upper center", ncols=2)
    return ax


def pulls(ax: Axes | None = None) -> Axes:
    """Draw how hard a sample with label 1 pulls at its log-odds, under two losses."""
    ax = ax or plt.subplots()[1]
    t = np.linspace(-7, 5, 400)
    p = sigmoid(t)
    ax.plot(t, 1 - p, color=BLUE, label="log loss: $1 - p$")
    ax.plot(t, p * (1 - p) ** 2, color=ORANGE, label=r"squared error: $p\,(1 - p)^2$")
    ax.plot(-np.log(2), 4 / 27, "o", color=ORANGE)
    ax.annotate("p = 1/3", (-np.log(2), 4 / 27), (0, 6), textcoords="offset points", ha="center")
    ax.set(xlabel="log-odds that the model gives to the label 1", ylabel="pull")
    ax.legend()
    return ax


def two_losses(
    x: ArrayLike,
    y: ArrayLike,
    slopes: ArrayLike,
    *,
    log_minima: Sequence[float] = (),
    squared_minima: Sequence[float] = (),
    ceiling: float | None = None,
    start: float | None = None,
    axes: Sequence[Axes] | None = None,
) -> Sequence[Axes]:
    """Draw log loss and squared error of a model with one slope and no intercept, minima marked.

    ``x`` and ``y`` have shape (m,); ``slopes`` are the places to draw at. The log loss is cut off
    at ``ceiling``. A triangle marks where a descent of the squared error starts, dots its steps.
    """
    x, y, slopes = (np.asarray(a, float) for a in (x, y, slopes))
    if axes is None:
        axes = plt.subplots(2, 1, sharex=True, figsize=(5.2, 4.4))[1]
    curves = (
        (_log_loss, log_minima, BLUE, "log loss J"),
        (_squared_error, squared_minima, ORANGE, "squared error Q"),
    )
    for ax, (curve, minima, color, name) in zip(axes, curves, strict=True):
        ax.plot(slopes, [curve(x, y, slope) for slope in slopes], color=color)
        for slope in minima:
            height = curve(x, y, slope)
            ax.plot(slope, height, "o", color=INK, zorder=3)
            ax.axvline(slope, color=FAINT, linewidth=0.8, linestyle=":")
        ax.set(ylabel=name)
    if start is not None:
        path = _squared_descent(x, y, start)
        heights = [_squared_error(x, y, slope) for slope in path]
        axes[1].plot(path, heights, ".", color=BLUE, markersize=5)
        axes[1].plot(path[0], heights[0], "v", color=BLUE, markersize=8, zorder=3)
    axes[0].set(ylim=(0, ceiling))
    axes[-1].set(xlabel="slope")
    return axes


def _squared_descent(x: Any, y: Any, slope: float, step: float = 0.3, count: int = 60) -> Any:
    """The slopes that a descent of the squared error visits."""
    path = [slope]
    for _ in range(count):
        p = sigmoid(path[-1] * x)
        path.append(path[-1] - step * float(np.sum((p - y) * p * (1 - p) * x)))
    return np.array(path)


def _log_loss(x: Any, y: Any, slope: float) -> float:
    return loss(x[:, None], y, np.array([slope]))


def _squared_error(x: Any, y: Any, slope: float) -> float:
    return float(np.sum((sigmoid(slope * x) - y) ** 2) / 2)


#: Losses as functions of the margin s·t: positive where the model sides with the label.
MARGIN_LOSSES: dict[str, Any] = {
    "0-1": lambda z: (z < 0).astype(float),
    "hinge": lambda z: np.maximum(0, 1 - z),
    "log, in bits": lambda z: softplus(-z) / np.log(2),
    "squared": lambda z: (1 - z) ** 2,
    "exponential": lambda z: np.exp(-z),
}


def margin_losses(losses: dict[str, Any] | None = None, ax: Axes | None = None) -> Axes:
    """Draw losses against the margin; ``losses`` maps a name to a function of margins."""
    ax = ax or plt.subplots(figsize=(5, 3.6))[1]
    margin = np.linspace(-2, 3, 1001)
    looks = zip((INK, GREEN, BLUE, PURPLE, ORANGE), ("-", "--", "-", ":", "-."), strict=True)
    for (name, curve), (color, dash) in zip((losses or MARGIN_LOSSES).items(), looks, strict=False):
        ax.plot(margin, curve(margin), dash, color=color, label=name)
    ax.set(xlabel="margin", ylabel="loss", ylim=(-0.1, 4.2))
    ax.figure.legend(loc="outside upper center", ncols=3)
    return ax


def mean_losses(truth: float, sizes: Sequence[int], seed: int = 0, ax: Axes | None = None) -> Axes:
    """Draw the mean log loss of a forecast r on samples of several sizes, and the expected one.

    The labels are drawn with probability ``truth``; a dot marks the lowest point of each curve.
    """
    ax = ax or plt.subplots(figsize=(5, 3.4))[1]
    r = np.linspace(0.02, 0.98, 481)
    labels = np.random.default_rng(seed).random(max(sizes)) < truth
    shares = {f"{size} labels": labels[:size].mean() for size in sizes}
    looks = zip((ORANGE, GREEN, PURPLE, BLUE), (":", "-.", "--", "-"), strict=True)
    for (name, q), (color, dash) in zip(
        (shares | {"expected": truth}).items(), looks, strict=False
    ):
        ax.plot(r, -q * np.log(r) - (1 - q) * np.log1p(-r), dash, color=color, label=name)
        ax.plot(q, -q * np.log(q) - (1 - q) * np.log1p(-q), "o", color=color)
    ax.axvline(truth, color=FAINT, linewidth=0.8)
    ax.set(xlabel="forecast r", ylabel="mean log loss", xlim=(0, 0.8), ylim=(0.4, 1.2))
    ax.legend(loc="upper center")
    return ax


def product_and_loss(
    x: ArrayLike, y: ArrayLike, slopes: ArrayLike, axes: Sequence[Axes] | None = None
) -> Sequence[Axes]:
    """Draw the likelihood of a model with one slope and no intercept, and below it the loss.

    ``x`` and ``y`` have shape (m,); ``slopes`` are the places to draw at.
    """
    x, y, slopes = (np.asarray(a, float) for a in (x, y, slopes))
    if axes is None:
        axes = plt.subplots(2, 1, sharex=True, figsize=(5, 4))[1]
    heights = np.array([_log_loss(x, y, slope) for slope in slopes])
    best = slopes[heights.argmin()]
    for ax, curve, name in zip(axes, (np.exp(-heights), heights), ("product", "loss"), strict=True):
        ax.plot(slopes, curve, color=BLUE)
        ax.axvline(best, color=FAINT, linewidth=0.8, linestyle=":")
        ax.set(ylabel=name, ylim=(0, None))
    axes[-1].set(xlabel="slope")
    return axes
