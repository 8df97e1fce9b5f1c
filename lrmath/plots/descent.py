"""Figures about gradient descent and its stochastic version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from lrmath.numeric import GradientDescent, gradient, lipschitz_constant, loss, minimise, nll
from lrmath.numeric.solve.loop import Solution

from .style import BLUE, FAINT, GREEN, INK, ORANGE, PURPLE

#: One colour, dash and mark for each curve, so that no reader needs the colours.
CURVES = ((BLUE, "-", "o"), (GREEN, "--", "s"), (ORANGE, "-.", "^"), (PURPLE, ":", "d"))


def descent_parabola(x: ArrayLike, y: ArrayLike, beta: float = 3.0, ax: Axes | None = None) -> Axes:
    """Draw the loss of one coefficient, and the parabola above it whose lowest point is a step.

    ``x`` and ``y`` have shape (m,). The parabola touches the loss at ``beta`` and bends by the
    Lipschitz constant L, so its lowest point is the gradient step of length 1/L.
    """
    X, y = np.asarray(x, float)[:, None], np.asarray(y, float)
    ax = ax or plt.subplots(figsize=(5, 3.3))[1]
    L, here = lipschitz_constant(X), loss(X, y, [beta])
    slope = gradient(X, y, [beta])[0]
    goal = beta - slope / L
    low, high = min(goal, -beta) - 1.2, max(beta, -beta) + 1.2
    grid = np.linspace(low, high, 201)
    parabola = here + slope * (grid - beta) + L / 2 * (grid - beta) ** 2
    ax.plot(grid, [loss(X, y, [b]) for b in grid], color=BLUE, label="loss J")
    ax.plot(grid, parabola, "--", color=ORANGE, label="parabola, curvature L")
    bottom, landed = here - slope**2 / (2 * L), loss(X, y, [goal])
    ax.plot(beta, here, "o", color=INK, zorder=3)
    ax.plot(goal, bottom, "v", color=ORANGE, zorder=3)
    ax.plot(goal, landed, "o", color=BLUE, zorder=3)
    ax.vlines(goal, landed, bottom, color=FAINT, linewidth=1.2)
    ax.set(xlabel=r"coefficient $\beta$", ylabel="loss", ylim=(0, here + 1.4))
    ax.legend(loc="lower left")
    return ax


def descent_steps(
    X: ArrayLike,
    y: ArrayLike,
    steps: Sequence[float],
    start: ArrayLike,
    count: int = 24,
    ax: Axes | None = None,
) -> Axes:
    """Draw the first coefficient in each iteration of gradient descent, for several steps.

    ``X`` has shape (m, n), ``y`` (m,), ``start`` (n,); the steps are on the mean loss J/m.
    """
    ax = ax or plt.subplots(figsize=(5.4, 3.3))[1]
    rows = len(np.asarray(y))
    for step, (color, dash, mark) in zip(steps, CURVES, strict=False):
        trace = _run(X, y, step / rows, start, count).trace
        path = [point.beta[0] for point in trace]
        label = f"step {step:g}"
        ax.plot(path, dash + mark, color=color, markersize=4, linewidth=1.3, label=label)
    ax.set(xlabel="iteration", ylabel=r"coefficient $\beta$")
    ax.legend(loc="center left", bbox_to_anchor=(1, 0.5))
    return ax


def descent_paths(
    designs: Mapping[str, ArrayLike],
    y: ArrayLike,
    count: int = 40,
    axes: Sequence[Axes] | None = None,
) -> Sequence[Axes]:
    """Draw the way of gradient descent from 0 with step 1/L on the contours of the loss.

    ``designs`` maps a title to a matrix of shape (m, 2), ``y`` has shape (m,). One unit is as long
    on either axis, so that each step stands at right angles on its contour.
    """
    if axes is None:
        size = (2.7 * len(designs), 3.2)
        axes = plt.subplots(1, len(designs), squeeze=False, figsize=size)[1][0]
    y = np.asarray(y, float)
    for ax, (title, design) in zip(axes, designs.items(), strict=True):
        X = np.asarray(design, float)
        trace = _run(X, y, 1 / lipschitz_constant(X), np.zeros(2), count).trace
        best = _run(X, y, 1 / lipschitz_constant(X), np.zeros(2), 20000).beta
        path = np.array([point.beta for point in trace])
        _contours(ax, X, y, np.vstack([path, best]))
        ax.plot(*path.T, "o-", color=ORANGE, markersize=3, linewidth=1.2)
        ax.plot(*best, "*", color=INK, markersize=9, zorder=3)
        ax.set(title=title, xlabel="intercept", aspect="equal")
    axes[0].set(ylabel="slope")
    return axes


def _contours(ax: Axes, X: Any, y: Any, seen: Any) -> None:
    """Contours of the loss around everything seen."""
    low, high = seen.min(axis=0) - 0.6, seen.max(axis=0) + 0.6
    first, second = (np.linspace(a, b, 90) for a, b in zip(low, high, strict=True))
    heights = np.array([[loss(X, y, np.array([a, b])) for a in first] for b in second])
    rise = np.array([0.01, 0.05, 0.15, 0.35, 0.7, 1.3, 2.2, 4])
    ax.contour(first, second, heights, heights.min() + rise, colors=FAINT, linewidths=0.9)


def loss_heights(
    losses: Mapping[str, ArrayLike],
    least: float,
    floor: float = 1e-11,
    unit: str = "step",
    ax: Axes | None = None,
) -> Axes:
    """Draw how far several sequences of losses are above ``least``, on logarithmic axes.

    ``losses`` maps a name to the loss after each step, from the first. What is not above ``floor``
    is rounding error and left out.
    """
    ax = ax or plt.subplots(figsize=(5.4, 3.3))[1]
    for (name, values), (color, dash, _) in zip(losses.items(), CURVES, strict=False):
        above = np.asarray(values, float) - least
        shown = np.flatnonzero(above > floor)
        ax.loglog(1 + shown, above[shown], dash, color=color, label=name)
    ax.set(xlabel=unit, ylabel="loss above its minimum")
    ax.figure.legend(loc="outside upper center", ncols=len(losses))
    return ax


def descent_distances(
    runs: Mapping[str, Sequence[ArrayLike]], goal: ArrayLike, ax: Axes | None = None
) -> Axes:
    """Draw the distance to ``goal`` (n,) against the epoch, for several sequences of coefficients.

    ``runs`` maps a name to the coefficients after each epoch, the start first. Each mark is the
    mean over a stretch of epochs; the stretches grow in proportion to the epoch.
    """
    ax = ax or plt.subplots(figsize=(5.4, 3.6))[1]
    for (name, path), (color, dash, mark) in zip(runs.items(), CURVES, strict=False):
        gaps = np.linalg.norm(np.asarray(path) - np.asarray(goal), axis=1)[1:]
        ends = np.unique(np.geomspace(1, len(gaps), 22).astype(int))
        means = [part.mean() for part in np.split(gaps, ends[:-1])]
        ax.loglog(ends, means, dash + mark, color=color, linewidth=1.4, markersize=4, label=name)
    ax.set(xlabel="epoch", ylabel="distance to the minimiser")
    ax.figure.legend(loc="outside lower center", ncols=2)
    return ax


def predicted_errors(errors: ArrayLike, rate: float, since: int, ax: Axes | None = None) -> Axes:
    """Draw the error after each step, and the line that its rate predicts from one of them on.

    ``errors`` has shape (k,); in each step after number ``since`` the error is multiplied by
    ``rate``, if the prediction is right.
    """
    errors = np.asarray(errors, float)
    ax = ax or plt.subplots(figsize=(5.2, 3.2))[1]
    ahead = np.arange(since, len(errors))
    ax.semilogy(errors, color=BLUE, label="error")
    line = errors[since] * rate ** (ahead - since)
    ax.semilogy(ahead, line, "--", color=ORANGE, linewidth=3.5, alpha=0.6, label="predicted")
    ax.plot(since, errors[since], "o", color=INK, zorder=3)
    ax.set(xlabel="step", ylabel="distance to the minimiser")
    ax.legend()
    return ax


def _run(X: ArrayLike, y: ArrayLike, step: float, start: ArrayLike, count: int) -> Solution:
    """Gradient descent on the summed loss."""
    return minimise(nll(X, y), start, GradientDescent(step), tolerance=1e-12, max_iter=count)
