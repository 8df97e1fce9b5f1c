"""Figures about the curvature of the loss."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from lrmath.numeric import (
    Newton,
    hessian,
    loss,
    minimise,
    nll,
    sigmoid,
    sigmoid_derivative,
    softplus,
)

from .style import BLUE, FAINT, GREEN, INK, ORANGE


def sum_of_bowls(
    x: ArrayLike, y: ArrayLike, intercept: float = 0.0, ax: Axes | None = None
) -> Axes:
    """Draw the loss of each sample against the slope of one feature, and the sum of them all.

    ``x`` and ``y`` have shape (m,); the intercept is held fixed.
    """
    x, y = np.asarray(x, float), np.asarray(y, float)
    ax = ax or plt.subplots(figsize=(5, 3.3))[1]
    slope = np.linspace(-2.5, 3.5, 241)
    eta = intercept + np.outer(x, slope)
    losses = softplus(eta) - y[:, None] * eta
    ax.plot(slope, losses.T, color=BLUE, linewidth=1.2)
    ax.plot([], [], color=BLUE, linewidth=1.2, label="loss of one sample")
    ax.plot(slope, losses.sum(axis=0), color=ORANGE, label="their sum")
    ax.set(xlabel=r"slope $\beta_2$", ylabel="loss", ylim=(0, None))
    ax.legend(loc="upper center")
    return ax


def valleys(
    designs: Mapping[str, ArrayLike], y: ArrayLike, axes: Sequence[Axes] | None = None
) -> Sequence[Axes]:
    """Draw the contours of the loss for several designs with two columns, side by side.

    ``designs`` maps a title to a matrix of shape (m, 2), ``y`` has shape (m,). A direction in
    which the loss does not change is drawn as an arrow.
    """
    if axes is None:
        size = (2.6 * len(designs), 2.7)
        axes = plt.subplots(1, len(designs), squeeze=False, figsize=size, sharey=True)[1][0]
    y, grid = np.asarray(y, float), np.linspace(-2.5, 3.5, 61)
    for ax, (title, design) in zip(axes, designs.items(), strict=True):
        X = np.asarray(design, float)
        heights = np.array([[loss(X, y, np.array([a, b])) for a in grid] for b in grid])
        levels = heights.min() + np.array([0.05, 0.2, 0.5, 1, 1.7, 2.6, 3.8, 5.4])
        ax.contour(grid, grid, heights, levels=levels, colors=BLUE, linewidths=1.1)
        if np.linalg.matrix_rank(X) < 2:
            flat = np.linalg.svd(X)[2][-1]
            _arrow(ax, np.array([0.5, 0.5]), 1.5 * flat * np.sign(flat[1]))
        ax.set(
            title=title, xlabel=r"$\beta_1$", aspect="equal", xticks=[-2, 0, 2], yticks=[-2, 0, 2]
        )
    axes[0].set(ylabel=r"$\beta_2$")
    return axes


def _arrow(ax: Axes, start: Any, step: Any) -> None:
    style = {"arrowstyle": "->", "color": ORANGE, "lw": 2, "shrinkA": 0, "shrinkB": 0}
    ax.annotate("", start + step, start, arrowprops=style)


def tangent_and_parabola(t: float, ax: Axes | None = None) -> Axes:
    """Draw softplus, its tangent at ``t``, and the parabola of curvature 1/4 that touches it."""
    ax = ax or plt.subplots(figsize=(5, 3.3))[1]
    at = np.linspace(-6, 6, 241)
    tangent = softplus(t) + sigmoid(t) * (at - t)
    ax.plot(at, tangent + (at - t) ** 2 / 8, "--", color=ORANGE, label="parabola, curvature ¼")
    ax.plot(at, softplus(at), color=BLUE, label="A")
    ax.plot(at, tangent, "-.", color=GREEN, label="tangent")
    ax.plot(t, softplus(t), "o", color=INK, zorder=3)
    ax.set(xlabel="log-odds", ylim=(-1.5, 6.5))
    ax.legend(loc="upper left")
    return ax


def curvature_ellipses(X: ArrayLike, y: ArrayLike, at: ArrayLike, ax: Axes | None = None) -> Axes:
    """Draw contours of the loss of two coefficients, and an ellipse v'Hv = 1/10 at some points.

    An ellipse is narrow where the loss bends much; a star marks the minimum. ``X`` has shape
    (m, 2), ``at`` holds points of shape (number of points, 2).
    """
    X, y, at = np.asarray(X, float), np.asarray(y, float), np.asarray(at, float)
    ax = ax or plt.subplots(figsize=(5, 4.2))[1]
    first, second = (np.linspace(a.min() - 1.3, a.max() + 1.3, 70) for a in at.T)
    heights = [[loss(X, y, np.array([a, b])) for a in first] for b in second]
    ax.contour(first, second, heights, levels=14, colors=FAINT, linewidths=0.9)
    angle = np.linspace(0, 2 * np.pi, 121)
    circle = np.sqrt(0.1) * np.array([np.cos(angle), np.sin(angle)])
    for beta in at:
        root = np.linalg.cholesky(hessian(X, y, beta)).T
        ax.plot(*(beta[:, None] + np.linalg.solve(root, circle)), color=BLUE)
        ax.plot(*beta, "o", color=INK, markersize=3.5)
    best = minimise(nll(X, y), np.zeros(2), Newton()).beta
    ax.plot(*best, "*", color=ORANGE, markersize=11, zorder=3)
    ax.set(xlabel="intercept", ylabel="slope", aspect="equal")
    return ax


def curvature_band(t: float, ax: Axes | None = None) -> Axes:
    """Draw the curvature of softplus near ``t`` on a log scale, in a cone that it cannot leave."""
    ax = ax or plt.subplots(figsize=(5, 3.3))[1]
    u = np.linspace(-4, 4, 161)
    here = sigmoid_derivative(t)
    ax.semilogy(t + u, sigmoid_derivative(t + u), color=BLUE, label="curvature of A")
    ax.fill_between(
        t + u, here * np.exp(-abs(u)), here * np.exp(abs(u)), color=ORANGE, alpha=0.18, lw=0
    )
    ax.plot([], [], color=ORANGE, alpha=0.4, lw=7, label=r"within factors $e^{\pm|u|}$")
    ax.plot(t, here, "o", color=INK, zorder=3)
    ax.set(xlabel="log-odds t + u", ylabel="curvature", ylim=(1e-3, 8))
    ax.legend(loc="upper right")
    return ax


def falling_losses(
    start: float = -4.0, steps: int = 2000, axes: Sequence[Axes] | None = None
) -> Sequence[Axes]:
    """Draw two losses of one sample with label 1, and how gradient descent with step 1 lowers them.

    One is the log loss, which is convex, the other the squared error, which is not. Each is drawn
    relative to its value at the start; below the descent is how much it falls in each step. The
    three axes are those of the losses, of the descent, and of the falls.
    """
    if axes is None:
        drawn = plt.figure(figsize=(5.4, 4.2)).subplot_mosaic([["loss", "path"], ["loss", "fall"]])
        axes = list(drawn.values())
    grid = np.linspace(start - 2, 5, 241)
    for name, value, slope, color, dash in LOSSES:
        fallen = _descended(value, slope, start, steps)
        axes[0].plot(grid, value(grid) / value(start), dash, color=color, label=name)
        axes[1].loglog(1 + np.arange(steps + 1), fallen, dash, color=color)
        axes[2].loglog(1 + np.arange(steps), -np.diff(fallen), dash, color=color)
    axes[0].set(xlabel="log-odds", title="loss, relative", ylim=(-0.05, 1.6), xticks=[-4, 0, 4])
    axes[1].set(title="its descent")
    axes[2].set(xlabel="iteration", title="fall in each step")
    axes[0].figure.legend(loc="outside lower center", ncols=2)
    return axes


def _descended(value: Curve, slope: Curve, start: float, steps: int) -> Any:
    """The loss at the start and after each step of length 1, relative to the start."""
    t, values = start, []
    for _ in range(steps + 1):
        values.append(value(t) / value(start))
        t = t - slope(t)
    return np.array(values)


Curve = Callable[[Any], Any]
LOSSES: tuple[tuple[str, Curve, Curve, str, str], ...] = (
    (
        "squared error",
        lambda t: sigmoid(-t) ** 2 / 2,
        lambda t: -sigmoid(t) * sigmoid(-t) ** 2,
        ORANGE,
        "--",
    ),
    ("log loss", lambda t: softplus(-t), lambda t: -sigmoid(-t), BLUE, "-"),
)
