"""Figures about the model: its three parts, its labels, and where its curve comes from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from scipy import stats
from scipy.optimize import root

from lrmath.numeric import sigmoid

from .style import BLUE, INK, ORANGE


def model_parts(ax: Axes | None = None) -> Axes:
    """Draw the three parts of a generalised linear model, and what ours puts in each place."""
    ax = ax or plt.subplots(figsize=(5.2, 1.7))[1]
    nodes = ("features", "predictor", "mean", "label")
    symbols = (r"$x_i$", r"$\eta_i$", r"$p_i$", r"$y_i$")
    parts = ("linear", "link", "family")
    ours = (r"$\sum_k \beta_k x_{ik}$", r"logit$(p_i)=\eta_i$", r"1 with chance $p_i$")
    for place, (node, symbol) in enumerate(zip(nodes, symbols, strict=True)):
        box = {"boxstyle": "circle,pad=0.45", "facecolor": "none", "edgecolor": INK}
        ax.text(place, 0, symbol, ha="center", va="center", bbox=box, fontsize=13)
        ax.text(place, -0.3, node, ha="center", va="top")
    for place, (part, what) in enumerate(zip(parts, ours, strict=True)):
        color, dash = (ORANGE, "dashed") if part == "family" else (BLUE, "solid")
        arrow = {"arrowstyle": "->", "color": color, "lw": 1.6, "linestyle": dash}
        ax.annotate("", (place + 0.78, 0), (place + 0.22, 0), arrowprops=arrow)
        ax.text(place + 0.5, 0.5, part, ha="center", va="bottom", color=color, weight="bold")
        ax.text(place + 0.5, 0.36, what, ha="center", va="center", color=color, fontsize=9)
    ax.set(xlim=(-0.35, 3.35), ylim=(-0.5, 0.75))
    ax.axis("off")
    return ax


def noisy_threshold(
    predictors: Sequence[float] = (-1.5, 0, 1.5),
    law: Any = stats.logistic,
    axes: Sequence[Axes] | None = None,
) -> Sequence[Axes]:
    """Draw the law of predictor plus noise, once for each predictor, and shade what is above 0.

    The shaded area is the probability of a 1. ``law`` is a continuous distribution of
    ``scipy.stats``.
    """
    if axes is None:
        count = len(predictors)
        axes = plt.subplots(1, count, sharey=True, figsize=(5.2, 2.3), squeeze=False)[1][0]
    x = np.linspace(-6.5, 6.5, 521)
    for ax, predictor in zip(axes, predictors, strict=True):
        height = law.pdf(x - predictor)
        ax.plot(x, height, color=BLUE)
        ax.fill_between(x, height, where=x >= 0, color=ORANGE, alpha=0.45, linewidth=0)
        ax.axvline(0, color=INK, linewidth=1)
        ax.plot([predictor, predictor], [0, law.pdf(0)], ":", color=BLUE, linewidth=1.2)
        name = f"{predictor:g}".replace("-", "−")
        ax.set_title(f"η = {name}: area {law.sf(-predictor):.2f}")
        ax.set(yticks=[], ylim=(0, None))
        ax.spines["left"].set_visible(False)
        ax.grid(visible=False)
    axes[len(axes) // 2].set_xlabel("η + ε")
    return axes


def drawn_labels(
    places: Sequence[float], each: int = 60, seed: int = 0, ax: Axes | None = None
) -> Axes:
    """Draw labels drawn by chance at each predictor, their share of ones, and the logistic curve.

    The labels, ``each`` of them at a place, are spread sideways to be seen.
    """
    ax = ax or plt.subplots(figsize=(5, 3.2))[1]
    random = np.random.default_rng(seed)
    for place in places:
        labels = random.random(each) < sigmoid(place)
        beside = place + random.uniform(-0.32, 0.32, each)
        ax.plot(beside, labels, "o", color=INK, markersize=2.5, alpha=0.4)
        ax.plot(place, labels.mean(), "s", color=ORANGE, zorder=3)
    grid = np.linspace(min(places) - 0.5, max(places) + 0.5, 201)
    ax.plot(grid, sigmoid(grid), color=BLUE, label="probability of a 1")
    ax.plot([], [], "s", color=ORANGE, label="share of ones")
    ax.plot([], [], "o", color=INK, markersize=3, label="label")
    ax.set(xlabel="predictor", ylabel="label", yticks=[0, 0.5, 1])
    ax.figure.legend(loc="outside upper center", ncols=3)
    return ax


def neuron(inputs: Sequence[str] = ("1", "x_2", "x_3"), ax: Axes | None = None) -> Axes:
    """Draw logistic regression as one neuron: weighted inputs, their sum, and the curve."""
    ax = ax or plt.subplots(figsize=(5, 2.4))[1]
    circle = {"boxstyle": "circle,pad=0.45", "facecolor": "none", "edgecolor": INK}
    look = {"arrowstyle": "->", "color": BLUE, "lw": 1.6, "shrinkA": 13, "shrinkB": 15}
    middle = (len(inputs) - 1) / 2
    for row, name in enumerate(inputs):
        height = middle - row
        ax.text(0, height, f"${name}$", ha="center", va="center", bbox=circle, fontsize=12)
        ax.annotate("", (1.3, 0), (0, height), arrowprops=look)
        weight = rf"$\beta_{row + 1}$"
        ax.text(0.55, 0.62 * height + 0.1, weight, color=BLUE, ha="center", va="bottom")
    ax.text(1.3, 0, r"$\Sigma$", ha="center", va="center", bbox=circle, fontsize=13)
    ax.annotate("", (2.3, 0), (1.3, 0), arrowprops=look)
    ax.text(1.8, 0.12, r"$\eta$", color=BLUE, ha="center", va="bottom")
    t = np.linspace(-5, 5, 81)
    ax.plot(2.6 + t / 14, sigmoid(t) * 0.8 - 0.4, color=ORANGE)
    ax.text(2.6, -0.6, r"$\sigma$", color=ORANGE, ha="center", va="top", fontsize=13)
    ax.annotate("", (3.7, 0), (2.75, 0), arrowprops={**look, "shrinkB": 0})
    ax.text(3.8, 0, "$p$", va="center", fontsize=13)
    ax.set(xlim=(-0.35, 4.1), ylim=(-middle - 0.4, middle + 0.4))
    ax.axis("off")
    return ax


def two_bells(
    means: tuple[float, float], width: float = 1, axes: Sequence[Axes] | None = None
) -> Sequence[Axes]:
    """Draw the densities of two normal classes of equal width, and below the share of class 1.

    ``means`` are those of class 1 and of class 0, which are equally frequent.
    """
    if axes is None:
        axes = plt.subplots(2, 1, sharex=True, figsize=(5, 3.8))[1]
    x = np.linspace(min(means) - 3 * width, max(means) + 3 * width, 301)
    one, zero = (stats.norm.pdf(x, mean, width) for mean in means)
    axes[0].plot(x, one, color=ORANGE, label="class 1")
    axes[0].plot(x, zero, "--", color=BLUE, label="class 0")
    axes[0].set(ylabel="density", yticks=[0])
    axes[0].legend(loc="upper left")
    axes[1].plot(x, one / (one + zero), color=INK)
    axes[1].set(xlabel="measurement u", ylabel="share of class 1", yticks=[0, 0.5, 1])
    return axes


def misfit(ax: Axes | None = None) -> Axes:
    """Draw a wave of probabilities, and the logistic curve whose score is zero under it."""
    ax = ax or plt.subplots(figsize=(5, 3.2))[1]
    x = np.linspace(-3, 3, 6001)
    truth = 0.5 + 0.4 * np.sin(3 * x)
    design = np.column_stack([np.ones_like(x), x])

    def score(beta: Any) -> Any:
        return design.T @ (truth - sigmoid(design @ beta))

    fitted = sigmoid(design @ root(score, np.zeros(2)).x)
    worst = int(np.argmax(np.abs(fitted - truth)))
    ax.plot(x, truth, color=BLUE, label="truth")
    ax.plot(x, fitted, "--", color=ORANGE, label="best logistic curve")
    ax.plot([x[worst]] * 2, [truth[worst], fitted[worst]], color=INK, linewidth=1.2)
    distance = abs(fitted[worst] - truth[worst])
    where = x[worst], (truth[worst] + fitted[worst]) / 2
    ax.annotate(f" {distance:.2f}", where, va="center")
    ax.set(xlabel="x", ylabel="probability of a 1", ylim=(0, 1))
    ax.figure.legend(loc="outside upper center", ncols=2)
    return ax
