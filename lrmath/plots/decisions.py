"""Figures about decisions: costs, boundaries, reliability, ROC curves, and classes that overlap."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from lrmath.numeric import logit, sigmoid

from .style import BLUE, FAINT, GREEN, INK, ORANGE, PURPLE

#: One colour, dash and mark for each forecast, in this order.
LINES = ((BLUE, "-", "o"), (ORANGE, "--", "s"), (GREEN, "-.", "^"), (PURPLE, ":", "D"))


def decision_costs(
    false_alarm: float, miss: float, probability: float | None = None, ax: Axes | None = None
) -> Axes:
    """Draw the expected cost of saying 1 and of saying 0 against the probability of class 1.

    The lower one is drawn bold; where the lines cross is the threshold. A dot on each line marks
    ``probability``.
    """
    ax = ax or plt.subplots(figsize=(5, 3.2))[1]
    q = np.linspace(0, 1, 201)
    says = {"say 0": miss * q, "say 1": false_alarm * (1 - q)}
    for (name, cost), (color, dash, _) in zip(says.items(), LINES, strict=False):
        ax.plot(q, cost, dash, color=color, linewidth=1.2, label=name)
        best = cost <= np.min(list(says.values()), axis=0)
        ax.plot(q[best], cost[best], color=color, linewidth=4, solid_capstyle="butt")
        if probability is not None:
            ax.plot(probability, np.interp(probability, q, cost), "o", color=INK, zorder=3)
    threshold = false_alarm / (false_alarm + miss)
    ax.axvline(threshold, color=FAINT, linewidth=1.2)
    ax.set(xlabel="probability of class 1", ylabel="expected cost")
    ax.set_xticks([0, threshold, 0.5, 1], ["0", f"{threshold:.2g}", "0.5", "1"])
    ax.legend(loc="upper center")
    return ax


def class_map(
    X: ArrayLike,
    y: ArrayLike,
    coefficients: ArrayLike,
    thresholds: Sequence[float],
    labels: Sequence[str] = ("x1", "x2"),
    ax: Axes | None = None,
) -> Axes:
    """Draw the samples, and the straight boundary of each threshold for the probability.

    ``X`` has shape (m, 2), ``coefficients`` holds intercept and slopes. The side where the first
    threshold says 1 is shaded. An arrow shows where the slopes w point, from the first boundary;
    one unit is as long on either axis, so that it stands at right angles.
    """
    X, y = np.asarray(X, float), np.asarray(y)
    ax = ax or plt.subplots(figsize=(5, 4.6))[1]
    margin = 0.03 * np.ptp(X, axis=0)
    low, high = X.min(axis=0) - margin, X.max(axis=0) + margin
    grid = np.meshgrid(np.linspace(low[0], high[0], 61), np.linspace(low[1], high[1], 61))
    constant, first, second = np.asarray(coefficients, float)
    p = sigmoid(constant + first * grid[0] + second * grid[1])
    ax.contourf(*grid, p, [-1, thresholds[0], 2], colors=[BLUE, ORANGE], alpha=0.13)
    for label, color, mark in ((0, BLUE, "o"), (1, ORANGE, "s")):
        ax.plot(*X[y == label].T, mark, color=color, markersize=2.6, label=f"class {label}")
    for threshold, (_, dash, _) in zip(thresholds, LINES, strict=False):
        level = float(logit(threshold)) - constant
        ends = (level - first * low[0]) / second, (level - first * high[0]) / second
        ax.plot([low[0], high[0]], ends, dash, color=INK, lw=1.4, label=f"p = {threshold:.2g}")
    _slopes_arrow(ax, np.asarray(coefficients, float), float(logit(thresholds[0])), low, high)
    ax.set(xlabel=labels[0], ylabel=labels[1], aspect="equal")
    ax.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]))
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=3)
    return ax


def _slopes_arrow(ax: Axes, beta: Any, level: float, low: Any, high: Any) -> None:
    """The direction of the slopes, drawn from a point of this level's boundary, high in the map."""
    height = high[1] - low[1]
    start: Any = np.array([0, low[1] + 0.82 * height])
    start[0] = (level - beta[0] - beta[2] * start[1]) / beta[1]
    way = 0.13 * height * beta[1:] / np.linalg.norm(beta[1:])
    look = {"arrowstyle": "-|>", "color": INK, "lw": 2.2, "shrinkA": 0, "shrinkB": 0}
    ax.annotate("", start + way, start, arrowprops=look)
    ax.annotate("w", start + 1.25 * way, ha="center", va="center", fontweight="bold")


def reliability(
    y: ArrayLike, forecasts: Mapping[str, ArrayLike], groups: int = 10, ax: Axes | None = None
) -> Axes:
    """Draw the share of ones against the mean forecast, in groups of equal size.

    ``y`` and each forecast have shape (m,). A bar is two standard errors of the share, each way.
    """
    y = np.asarray(y, float)
    ax = ax or plt.subplots(figsize=(4.6, 3.9))[1]
    ax.plot([0, 1], [0, 1], color=INK, linewidth=0.9)
    for (name, forecast), (color, _, mark) in zip(forecasts.items(), LINES, strict=False):
        p = np.asarray(forecast, float)
        rows = np.array_split(np.argsort(p, kind="stable"), groups)
        means, shares = (np.array([a[r].mean() for r in rows]) for a in (p, y))
        error = 2 * np.sqrt(shares * (1 - shares) / [len(r) for r in rows])
        ax.errorbar(means, shares, error, fmt=mark, color=color, markersize=5, lw=1.1, label=name)
    ax.set(xlabel="mean forecast", ylabel="share of ones", xlim=(-0.02, 1.02), ylim=(-0.02, 1.02))
    ax.legend(loc="upper left")
    return ax


def roc_curves(
    y: ArrayLike,
    scores: Mapping[str, ArrayLike],
    thresholds: Sequence[float] = (),
    ax: Axes | None = None,
) -> Axes:
    """Draw hits against false alarms as the threshold falls, and mark some thresholds.

    ``y`` and each score have shape (m,). The marks lie on the curve of the first score.
    """
    y = np.asarray(y)
    ax = ax or plt.subplots(figsize=(4, 3.6))[1]
    ax.plot([0, 1], [0, 1], color=FAINT, linewidth=1)
    for (name, score), (color, dash, _) in zip(scores.items(), LINES, strict=False):
        values = np.append(np.unique(score), np.inf)[::-1]
        ax.plot(*_rates(y, score, values), dash, color=color, label=name)
    first = next(iter(scores.values()))
    for threshold, mark in zip(thresholds, "osD^", strict=False):
        place = _rates(y, first, np.array([threshold]))
        ax.plot(*place, mark, color=INK, markersize=6, label=f"threshold {threshold:.2g}", ls="")
    ax.set(xlabel="false alarms / class 0", ylabel="hits / class 1", aspect="equal")
    ax.legend(loc="lower right")
    return ax


def _rates(y: Any, score: ArrayLike, thresholds: Any) -> tuple[list[float], list[float]]:
    """The shares of class 0 and of class 1 whose score reaches each threshold."""
    score = np.asarray(score, float)
    false_alarms = [float(np.mean(score[y == 0] >= t)) for t in thresholds]
    return false_alarms, [float(np.mean(score[y == 1] >= t)) for t in thresholds]


def four_cells(y: ArrayLike, said: ArrayLike, ax: Axes | None = None) -> Axes:
    """Draw the four kinds of decision as areas: classes side by side, what was said upwards.

    ``y`` and ``said`` have shape (m,) and hold 0 and 1. Widths are the shares of the classes.
    """
    y, said = np.asarray(y, int), np.asarray(said, int)
    ax = ax or plt.subplots(figsize=(5, 3.4))[1]
    kinds = {(0, 0): "passed", (0, 1): "false alarms", (1, 0): "misses", (1, 1): "hits"}
    left = 0.0
    for label in (0, 1):
        width, base = float(np.mean(y == label)), 0.0
        for answer, color in ((0, BLUE), (1, ORANGE)):
            count = int(np.sum((y == label) & (said == answer)))
            height = count / max(int(np.sum(y == label)), 1)
            alpha = 0.75 if answer == label else 0.25
            ax.bar(left, height, width, base, align="edge", color=color, alpha=alpha, ec=INK)
            text = f"{kinds[label, answer]}: {count}"
            ax.text(left + width / 2, base + height / 2, text, ha="center", va="center")
            base += height
        left += width
    names = ["class 0", "class 1"]
    middles = [np.mean(y == 0) / 2, np.mean(y == 0) + np.mean(y == 1) / 2]
    ax.set(xlim=(0, 1), ylim=(0, 1), ylabel="share of the class")
    ax.set_xticks(middles, names)
    ax.grid(visible=False)
    return ax


def precision_curves(
    y: ArrayLike, score: ArrayLike, keep: Sequence[float] = (1.0, 0.1), axes: Any = None
) -> Any:
    """Draw the ROC and the precision-recall curve of one score, when class 1 is made rarer.

    Each number of ``keep`` is a weight for the samples of class 1, ``y`` (m,) and ``score`` (m,).
    """
    y, score = np.asarray(y), np.asarray(score, float)
    axes = plt.subplots(1, 2, figsize=(5.4, 3.2))[1] if axes is None else axes
    values = np.unique(score)[::-1]
    alarms, hits = map(np.array, _rates(y, score, values))
    for weight, (color, dash, _) in zip(keep, LINES, strict=False):
        ones, zeros = weight * np.sum(y == 1), np.sum(y == 0)
        precision = ones * hits / (ones * hits + zeros * alarms)
        name = f"class 1: {ones / (ones + zeros):.0%}"
        axes[0].plot(alarms, hits, dash, color=color, label=name)
        axes[1].plot(hits, precision, dash, color=color, label=name)
        axes[1].axhline(ones / (ones + zeros), color=color, ls=":", linewidth=1)
    axes[0].set(xlabel="false alarms / class 0", ylabel="recall", title="ROC")
    axes[1].set(xlabel="recall", ylabel="precision", title="precision and recall", ylim=(0, 1.03))
    axes[1].legend(loc="upper right")
    return axes


def recalibrated(
    forecasts: ArrayLike, maps: Mapping[str, ArrayLike], ax: Axes | None = None
) -> Axes:
    """Draw what each map makes of the forecasts, (m,): new probability against old."""
    p = np.asarray(forecasts, float)
    order = np.argsort(p)
    ax = ax or plt.subplots(figsize=(4.4, 3.8))[1]
    ax.plot([0, 1], [0, 1], color=FAINT, linewidth=1)
    for (name, new), (color, dash, _) in zip(maps.items(), LINES, strict=False):
        ax.plot(p[order], np.asarray(new, float)[order], dash, color=color, label=name)
    ax.set(xlabel="forecast", ylabel="recalibrated", xlim=(0, 1), ylim=(0, 1), aspect="equal")
    ax.legend(loc="upper left")
    return ax


def cost_curve(
    y: ArrayLike, p: ArrayLike, false_alarm: float, miss: float, ax: Axes | None = None
) -> Axes:
    """Draw the mean cost of the decisions against the threshold for the probability.

    ``y`` and ``p`` have shape (m,). The vertical line is the threshold that the costs ask for.
    """
    y, p = np.asarray(y), np.asarray(p, float)
    ax = ax or plt.subplots(figsize=(4, 3.2))[1]
    thresholds = np.linspace(0, 1, 201)
    cost = [np.mean(np.where(p >= t, false_alarm * (y == 0), miss * (y == 1))) for t in thresholds]
    ax.plot(thresholds, cost, color=BLUE, drawstyle="steps-post")
    ax.axvline(false_alarm / (false_alarm + miss), color=ORANGE, linewidth=1.4, ls="--")
    ax.set(xlabel="threshold", ylabel="mean cost", ylim=(0, None))
    return ax


def normal_classes(
    means: tuple[float, float], deviation: float = 1.0, share: float = 0.5, ax: Axes | None = None
) -> Axes:
    """Draw two normal classes of equal spread, each at its share, and the probability of class 1.

    ``means`` are those of class 0 and class 1; ``share`` is that of class 1. The probability is
    class 1's part of the height, a logistic curve (eq-normal-classes).
    """
    ax = ax or plt.subplots(figsize=(5, 3.2))[1]
    middle, reach = np.mean(means), abs(means[1] - means[0]) / 2 + 3 * deviation
    x = np.linspace(middle - reach, middle + reach, 241)
    heights = [
        weight * _bell(x, mean, deviation)
        for weight, mean in zip((1 - share, share), means, strict=True)
    ]
    for label, (height, color) in enumerate(zip(heights, (BLUE, ORANGE), strict=True)):
        ax.fill_between(x, height / np.max(heights), color=color, alpha=0.25, lw=0)
        ax.plot(x, height / np.max(heights), color=color, lw=1.4, label=f"class {label}")
    ax.plot(x, heights[1] / (heights[0] + heights[1]), color=INK, label="probability of class 1")
    ax.set(xlabel="x", ylim=(0, 1.05))
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=3)
    return ax


def added_evidence(parts: Mapping[str, float], ax: Axes | None = None) -> Axes:
    """Draw log-odds that add up: one bar for each part, from where the last one ended, and the sum.

    ``parts`` maps names to log-odds, the prior first.
    """
    ax = ax or plt.subplots(figsize=(5, 0.5 * len(parts) + 1.3))[1]
    at = 0.0
    for place, ((name, value), (color, _, _)) in enumerate(zip(parts.items(), LINES, strict=False)):
        ax.barh(place, value, left=at, color=color, height=0.55, label=name)
        at += float(value)
        ax.plot([at, at], [place, len(parts)], color=FAINT, linewidth=1, ls=":")
    ax.barh(len(parts), at, color=INK, height=0.55)
    ax.axvline(0, color=INK, linewidth=0.9)
    ax.set(yticks=range(len(parts) + 1), yticklabels=[*parts, "posterior"], xlabel="log-odds")
    ax.invert_yaxis()
    return ax


def _bell(x: Any, mean: float, deviation: float) -> Any:
    return np.exp(-(((x - mean) / deviation) ** 2) / 2)
