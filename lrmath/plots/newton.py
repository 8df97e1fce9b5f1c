"""Figures about Newton's method and its relatives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from lrmath.numeric import Newton, Solution, minimise, nll

from .style import BLUE, FAINT, GREEN, INK, ORANGE, PURPLE

#: One colour, dash and mark for each curve, so that no reader needs the colours.
CURVES = ((BLUE, "-", "o"), (GREEN, "--", "s"), (ORANGE, "-.", "^"), (PURPLE, ":", "d"))


def newton_cobweb(
    starts: Sequence[float] = (2.1, 2.2), count: int = 4, ax: Axes | None = None
) -> Axes:
    """Draw Newton's steps on one sample of each class at x = 1, as cobwebs of β - sinh β.

    A cobweb goes up or down to the curve of the map and across to the diagonal, again and again.
    """
    ax = ax or plt.subplots(figsize=(5, 4.2))[1]
    grid = np.linspace(-3.5, 3.5, 281)
    ax.plot(grid, grid - np.sinh(grid), color=INK, label=r"the map $\beta - \sinh\beta$")
    ax.plot(grid, grid, color=FAINT, linewidth=1.2, label="diagonal")
    for start, (color, dash, _) in zip(starts, CURVES[::2], strict=False):
        corners = [(start, 0.0)]
        here = start
        for _ in range(count):
            there = here - np.sinh(here)
            corners += [(here, there), (there, there)]
            here = there
        across, up = zip(*corners, strict=True)
        ax.plot(across, up, dash, color=color, linewidth=1.5, label=f"start {start:g}")
        ax.plot(start, 0.0, "o", color=color, zorder=3)
    ax.set(xlim=(-3.6, 3.6), ylim=(-3.6, 3.6), aspect="equal")
    ax.set(xlabel=r"coefficient $\beta$", ylabel="after Newton's step")
    ax.legend(loc="center left", bbox_to_anchor=(1, 0.5))
    return ax


def damped_and_pure(X: ArrayLike, y: ArrayLike, count: int = 10, ax: Axes | None = None) -> Axes:
    """Draw the loss at each iteration of Newton's method from 0, with and without damping.

    ``X`` has shape (m, n) with its column of ones, ``y`` (m,).
    """
    X, y = np.asarray(X, float), np.asarray(y, float)
    ax = ax or plt.subplots(figsize=(5.4, 3.3))[1]
    names = {False: "full steps", True: "halved when too long"}
    for damped, (color, dash, mark) in zip((False, True), CURVES[::-2], strict=False):
        losses = [point.value for point in _newton(X, y, damped, count).trace]
        ax.semilogy(losses, dash + mark, color=color, markersize=5, label=names[damped])
    ax.set(xlabel="iteration", ylabel="loss J")
    ax.legend()
    return ax


def _newton(X: Any, y: Any, damped: bool, count: int) -> Solution:
    start = np.zeros(X.shape[1])
    return minimise(nll(X, y), start, Newton(damped=damped), tolerance=0.0, max_iter=count)


def solver_race(
    solutions: Mapping[str, Solution],
    costs: Mapping[str, float],
    floor: float = 1e-11,
    axes: Sequence[Axes] | None = None,
) -> Sequence[Axes]:
    """Draw how far each solver's loss is above the best of all, by iterations and by operations.

    ``costs`` maps a solver to the operations of one iteration. Gaps below ``floor`` are rounding
    errors and left out; iterations start at 1, as a logarithmic axis has no 0.
    """
    if axes is None:
        axes = plt.subplots(1, 2, sharey=True, figsize=(5.4, 3.4))[1]
    best = min(solution.value for solution in solutions.values())
    for (name, solution), (color, dash, _) in zip(solutions.items(), CURVES, strict=False):
        gaps = np.array([point.value for point in solution.trace]) - best
        shown = np.array([k for k in range(1, len(gaps)) if gaps[k] > floor])
        for ax, unit in zip(axes, (1, costs[name]), strict=True):
            ax.loglog(shown * unit, gaps[shown], dash, color=color, linewidth=1.7, label=name)
    axes[0].set(xlabel="iterations", ylabel="loss above its minimum")
    axes[1].set(xlabel="multiplications")
    axes[0].figure.legend(*axes[0].get_legend_handles_labels(), loc="outside upper center", ncols=4)
    return axes
