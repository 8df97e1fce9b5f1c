"""Figures about softmax regression."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import Patch
from numpy.typing import ArrayLike

from lrmath.numeric import log_sum_exp, softmax

from .style import BLUE, FAINT, GREEN, INK, ORANGE, PURPLE, SKY, YELLOW

#: One colour and one mark for each class, in this order.
CLASS_COLORS = (BLUE, ORANGE, GREEN, PURPLE, YELLOW, SKY, FAINT)
CLASS_MARKS = "o^sDvP*"
#: From one end of a scale to the other, with a neutral middle.
ORDERED_COLORS = (BLUE, SKY, GREEN, FAINT, YELLOW, ORANGE, PURPLE)

Predictor = Callable[[Any], Any]


def score_bars(o: ArrayLike, names: Sequence[str], axes: Any = None) -> Any:
    """Draw scores, their exponentials, and the shares of these in the total, as bars.

    ``o`` holds the K scores of one sample, ``names`` those of the classes.
    """
    o = np.asarray(o, float)
    if axes is None:
        axes = plt.subplots(1, 3, sharey=True, figsize=(5.4, 0.42 * len(o) + 1.0))[1]
    panels = {"score o": o, "exponential": np.exp(o), "share of the total": softmax(o)}
    for ax, (title, widths) in zip(axes, panels.items(), strict=True):
        ax.barh(names, widths, color=CLASS_COLORS[: len(o)], height=0.6)
        low, high = min(widths.min(), 0.0), widths.max()
        for place, width in enumerate(widths):
            ax.text(max(width, 0) + 0.04 * (high - low), place, f"{width:.2f}", va="center")
        ax.axvline(0, color=INK, linewidth=0.8)
        ax.set(title=title, xlim=(low * 1.08, high + 0.5 * (high - low)), xticks=[])
        ax.grid(visible=False)
        ax.tick_params(length=0)
        ax.spines[["left", "bottom"]].set_visible(False)
    axes[0].invert_yaxis()
    return axes


def temperature_paths(
    scores: Sequence[ArrayLike],
    names: Sequence[str],
    temperatures: Sequence[float] = (4.0, 1.0, 0.25),
    ax: Axes | None = None,
) -> Axes:
    """Draw softmax(o / T) in the triangle of three probabilities, as T falls from large to small.

    ``scores`` holds vectors of three scores; dots mark the ``temperatures``, the largest dot the
    first. The corners are the three classes, ``names``; the centre gives each one third.
    """
    ax = ax or plt.subplots(figsize=(5, 4.1))[1]
    corners = np.array([[0.0, 0.0], [1.0, 0.0], [0.5, np.sqrt(3) / 2]])
    ax.fill(*corners.T, facecolor="none", edgecolor=INK, linewidth=1.2)
    for k, corner in enumerate(corners):  # where two classes tie
        middle = (corners.sum(axis=0) - corner) / 2
        ax.plot(*np.transpose([corners.mean(axis=0), middle]), color=FAINT, linewidth=1, ls=":")
        side = "bottom" if k == 2 else "top"
        ax.text(
            corner[0],
            corner[1],
            f"{names[k]}\n" if k == 2 else f"\n{names[k]}",
            ha="center",
            va=side,
        )
    every = np.geomspace(200, 0.02, 400)[:, None]
    for o, color in zip(scores, CLASS_COLORS, strict=False):
        o = np.asarray(o, float)
        text = ", ".join(f"{score:g}" for score in o)
        ax.plot(*(softmax(o / every) @ corners).T, color=color, label=f"o = ({text})")
        for k, temperature in enumerate(temperatures):
            ax.plot(*(softmax(o / temperature) @ corners), "o", color=color, markersize=9 - 2 * k)
    ax.plot(*corners.mean(axis=0), "o", color=INK, markersize=5)
    ax.set(aspect="equal", ylim=(-0.12, 0.98))
    ax.axis("off")
    ax.legend(loc="upper left")
    return ax


def score_lines(
    intercepts: ArrayLike, slopes: ArrayLike, names: Sequence[str], reach: tuple[float, float]
) -> Any:
    """Draw the scores of classes as lines of one feature, and below them their probabilities.

    ``intercepts`` and ``slopes`` have shape (K,); the feature runs over ``reach``.
    """
    axes = plt.subplots(2, 1, sharex=True, figsize=(5, 4.4))[1]
    x = np.linspace(*reach, 201)
    o = np.asarray(intercepts, float) + np.outer(x, np.asarray(slopes, float))
    best = o.argmax(axis=1)
    for k, name in enumerate(names):
        look = {"color": CLASS_COLORS[k], "ls": ("-", "--", "-.", ":")[k % 4], "label": name}
        axes[0].plot(x, o[:, k], **look)
        axes[1].plot(x, softmax(o)[:, k], **look)
    for ax in axes:
        for place in x[1:][np.diff(best) != 0]:
            ax.axvline(place, color=FAINT, linewidth=1, ls=":")
    axes[0].set(ylabel="score")
    axes[0].legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=len(names))
    axes[1].set(xlabel="feature x", ylabel="probability", ylim=(0, 1))
    return axes


def smooth_maximum(
    intercepts: ArrayLike, slopes: ArrayLike, reach: tuple[float, float], ax: Axes | None = None
) -> Axes:
    """Draw the largest of several lines, log-sum-exp of them, and the largest plus ln K.

    ``intercepts`` and ``slopes`` have shape (K,); the feature runs over ``reach``.
    """
    ax = ax or plt.subplots(figsize=(5, 3.3))[1]
    x = np.linspace(*reach, 201)
    o = np.asarray(intercepts, float) + np.outer(x, np.asarray(slopes, float))
    for score in o.T:
        ax.plot(x, score, color=FAINT, linewidth=1)
    largest = o.max(axis=1)
    ax.fill_between(x, largest, largest + np.log(o.shape[1]), color=ORANGE, alpha=0.18, lw=0)
    ax.plot(x, largest, color=ORANGE, ls="--", label="largest score")
    ax.plot(x, log_sum_exp(o), color=BLUE, label="log-sum-exp")
    ax.set(xlabel="feature x", ylabel="score", ylim=(largest.min() - 1.5, None))
    ax.legend(loc="upper center")
    return ax


def shares_before_and_after(
    before: Mapping[str, float], after: Mapping[str, float], ax: Axes | None = None
) -> Axes:
    """Draw the shares of the classes before and after one more is offered, as two stacked bars.

    Both map names to probabilities; a class that is in both keeps its colour.
    """
    ax = ax or plt.subplots(figsize=(5, 2.2))[1]
    colors = dict(zip(dict.fromkeys([*before, *after]), CLASS_COLORS, strict=False))
    for place, shares in enumerate((before, after)):
        left = 0.0
        for name, share in shares.items():
            ax.barh(place, share, left=left, color=colors[name], height=0.6, edgecolor="white")
            text = f"{name}\n{share:.0%}"
            ax.text(left + share / 2, place, text, ha="center", va="center", color="white")
            left += share
    ax.set(yticks=[0, 1], yticklabels=["before", "after"], xlim=(0, 1), xlabel="probability")
    ax.invert_yaxis()
    ax.grid(visible=False)
    return ax


def class_regions(
    X: ArrayLike,
    y: ArrayLike,
    rules: Mapping[str, Predictor],
    names: Sequence[str],
    labels: tuple[str, str] = ("x1", "x2"),
) -> Any:
    """Draw the regions that each rule gives to the classes, and the samples in them.

    ``X`` has shape (m, 2), ``y`` holds classes 0 ... K-1, ``rules`` maps titles to functions that
    return the classes of new rows, ``labels`` names the two features. Samples on which the rules
    disagree have a ring.
    """
    X, y = np.asarray(X, float), np.asarray(y)
    axes = plt.subplots(1, len(rules), sharey=True, figsize=(2.6 * len(rules), 3.3))[1]
    low, high = X.min(axis=0) - 0.3, X.max(axis=0) + 0.3
    grid = np.meshgrid(np.linspace(low[0], high[0], 120), np.linspace(low[1], high[1], 120))
    levels = np.arange(len(names) + 1) - 0.5
    said = np.array([rule(X) for rule in rules.values()])
    apart = X[(said != said[0]).any(axis=0)]
    for ax, (title, rule) in zip(np.atleast_1d(axes), rules.items(), strict=True):
        given = np.reshape(rule(np.column_stack([g.ravel() for g in grid])), grid[0].shape)
        ax.contourf(*grid, given, levels, colors=CLASS_COLORS[: len(names)], alpha=0.22)
        for k, name in enumerate(names):
            ax.plot(*X[y == k].T, CLASS_MARKS[k], color=CLASS_COLORS[k], markersize=4, label=name)
        ax.plot(*apart.T, "o", color=INK, markersize=9, fillstyle="none", label="they differ")
        ax.set(title=title, xlabel=labels[0])
        ax.grid(visible=False)
    np.atleast_1d(axes)[0].set(ylabel=labels[1])
    shown = np.atleast_1d(axes)[0].get_legend_handles_labels()
    np.atleast_1d(axes)[0].figure.legend(*shown, loc="outside lower center", ncols=len(names) + 1)
    return axes


def class_shares(
    x: ArrayLike, y: ArrayLike, fitted: Predictor, names: Sequence[str], label: str = "x"
) -> Any:
    """Draw the shares of the ordered classes at each value of one feature: observed, and fitted.

    ``x`` (m,) takes few values, ``y`` holds classes 0 ... K-1, ``fitted`` maps values (r, 1) of the
    feature to probabilities (r, K).
    """
    x, y = np.asarray(x, float), np.asarray(y)
    axes = plt.subplots(1, 2, sharey=True, figsize=(5.4, 3.9))[1]
    values, grid = np.unique(x), np.linspace(x.min(), x.max(), 100)
    seen = np.array([[np.mean(y[x == v] == k) for k in range(len(names))] for v in values])
    colors = ORDERED_COLORS[: len(names)]
    base = np.zeros(len(values))
    for share, color in zip(seen.T, colors, strict=True):
        axes[0].bar(values, share, bottom=base, color=color, width=0.8)
        base = base + share
    axes[1].stackplot(grid, np.transpose(fitted(grid[:, None])), colors=colors)
    for ax, title in zip(axes, ("observed", "fitted"), strict=True):
        ax.set(title=title, xlabel=label, ylim=(0, 1), xticks=values)
        ax.grid(visible=False)
    axes[0].set(ylabel="share")
    handles = [Patch(color=c, label=n) for c, n in zip(colors, names, strict=True)]
    axes[0].figure.legend(handles=handles, loc="outside lower center", ncols=3, fontsize="small")
    return axes
