"""Figures about Newton's method and its relatives."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from lrmath.numeric import Newton, gradient, hessian, loss, minimise, nll, sigmoid
from lrmath.numeric.solve.loop import Solution

from .style import BLUE, FAINT, GREEN, INK, ORANGE, PURPLE, SKY

#: One colour, dash and mark for each curve, so that no reader needs the colours.
CURVES = ((BLUE, "-", "o"), (GREEN, "--", "s"), (ORANGE, "-.", "^"), (PURPLE, ":", "d"))


def newton_bowls(
    starts: Sequence[float] = (1.0, 2.5), axes: Sequence[Axes] | None = None
) -> Sequence[Axes]:
    """Draw, on one sample of each class at x = 1, the bowl that Newton's step takes for the loss.

    One panel for each start; a dot is where the step begins, a triangle the bottom of the bowl.
    """
    if axes is None:
        axes = plt.subplots(1, len(starts), squeeze=False, sharey=True, figsize=(5.4, 2.8))[1][0]
    for ax, start in zip(axes, starts, strict=True):
        _pair_loss(ax, -8, 8)
        bend = float(hessian(*PAIR, [start])[0, 0])
        _bowl(ax, start, bend, ORANGE, "--", "Newton's bowl")
        ax.set(xlabel=r"coefficient $\beta$", ylim=(-0.2, 7), title=f"from {start:g}")
    axes[0].set(ylabel="loss J")
    axes[0].figure.legend(*axes[0].get_legend_handles_labels(), loc="outside upper center", ncols=2)
    return axes


def bowl_and_bound(start: float = 2.5, ax: Axes | None = None) -> Axes:
    """Draw the loss of two samples, Newton's bowl at ``start``, and the bowl with the bound.

    The bowl of the bound bends by the most that the loss can bend, so it lies above the loss.
    """
    ax = ax or plt.subplots(figsize=(5, 3.3))[1]
    _pair_loss(ax, -8, 6)
    _bowl(ax, start, float(hessian(*PAIR, [start])[0, 0]), ORANGE, "--", "Newton's bowl")
    _bowl(ax, start, float(hessian(*PAIR, [0.0])[0, 0]), GREEN, "-.", "bowl of the bound")
    ax.set(xlabel=r"coefficient $\beta$", ylabel="loss J", ylim=(-0.2, 7))
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=3)
    return ax


#: One sample of each class at x = 1.
PAIR = np.ones((2, 1)), np.array([1.0, 0.0])


def _pair_loss(ax: Axes, low: float, high: float) -> None:
    grid = np.linspace(low, high, 241)
    ax.plot(grid, [loss(*PAIR, [t]) for t in grid], color=BLUE, label="loss J")
    ax.set_xlim(low, high)


def _bowl(ax: Axes, start: float, bend: float, color: str, dash: str, name: str) -> None:
    """Draw the parabola with the loss's value and slope at ``start`` that bends by ``bend``."""
    here, slope = loss(*PAIR, [start]), float(gradient(*PAIR, [start])[0])
    bottom = start - slope / bend
    grid = np.linspace(*ax.get_xlim(), 241)
    ax.plot(
        grid,
        here + slope * (grid - start) + bend / 2 * (grid - start) ** 2,
        dash,
        color=color,
        linewidth=1.6,
        label=name,
    )
    ax.plot(start, here, "o", color=INK, zorder=3)
    ax.plot(bottom, here - slope**2 / (2 * bend), "v", color=color, zorder=3)


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


def newton_basin(
    X: ArrayLike,
    y: ArrayLike,
    first: tuple[float, float] = (-4.0, 4.0),
    second: tuple[float, float] = (-2.0, 4.0),
    ax: Axes | None = None,
) -> Axes:
    """Shade the starts from which Newton's full steps reach the minimum of two coefficients.

    ``X`` has shape (m, 2), ``y`` (m,). A cross marks the start 0, a star the minimum.
    """
    X, y = np.asarray(X, float), np.asarray(y, float)
    ax = ax or plt.subplots(figsize=(5, 3.9))[1]
    across, up = (np.linspace(*ends, 161) for ends in (first, second))
    starts = np.stack(np.meshgrid(across, up), axis=-1).reshape(-1, 2)
    arrived = _arrived(X, y, starts).reshape(len(up), len(across))
    ax.contourf(across, up, arrived, levels=[0.5, 1.5], colors=[SKY], alpha=0.5)
    ax.plot(0, 0, "x", color=INK, label="start 0", linestyle="none")
    best = _newton(X, y, True, 50).beta
    ax.plot(*best, "*", color=ORANGE, markersize=11, label="minimum", linestyle="none")
    ax.set(xlabel="intercept", ylabel="slope", aspect="equal", xlim=first, ylim=second)
    ax.legend(loc="upper right")
    return ax


def _arrived(X: Any, y: Any, starts: Any, steps: int = 40) -> Any:
    """Whether full Newton steps from each of the starts (k, 2) end where the gradient is 0."""
    beta = starts.copy()
    with np.errstate(all="ignore"):  # what leaves the plane has not arrived
        for _ in range(steps):
            p = sigmoid(beta @ X.T)
            g, c = (p - y) @ X, p * (1 - p)
            H = np.einsum("ki,ij,il->kjl", c, X, X)
            d = H[:, 0, 0] * H[:, 1, 1] - H[:, 0, 1] ** 2
            beta[:, 0] -= (H[:, 1, 1] * g[:, 0] - H[:, 0, 1] * g[:, 1]) / d
            beta[:, 1] -= (H[:, 0, 0] * g[:, 1] - H[:, 0, 1] * g[:, 0]) / d
        return (np.abs((sigmoid(beta @ X.T) - y) @ X).max(axis=1) < 1e-8).astype(float)


def learned_hessians(
    solution: Solution, true: ArrayLike, after: Sequence[int], ax: Axes | None = None
) -> Axes:
    """Draw the matrix B that BFGS has learned after some steps, as ellipses v'Bv = 1.

    ``true`` is the Hessian (2, 2) at the minimum, drawn thick. B starts as the unit matrix.
    """
    ax = ax or plt.subplots(figsize=(5, 3.6))[1]
    learned = [np.eye(2)]
    for old, new in zip(solution.trace, solution.trace[1:], strict=False):
        learned.append(_corrected(learned[-1], new.beta - old.beta, new.gradient - old.gradient))
    ax.plot(*_ellipse(np.asarray(true, float)), color=FAINT, linewidth=5, label="Hessian")
    inks = (*CURVES[: len(after) - 1], (INK, "-", ""))
    for k, (color, dash, _) in zip(after, inks, strict=True):
        ax.plot(*_ellipse(learned[k]), dash, color=color, linewidth=1.6, label=f"after {k} steps")
    ax.set(xlabel="$v_1$", ylabel="$v_2$", aspect="equal")
    ax.legend(loc="center left", bbox_to_anchor=(1, 0.5))
    return ax


def _corrected(B: Any, s: Any, w: Any) -> Any:
    """The matrix after the step ``s`` (n,) that has changed the gradient by ``w`` (n,)."""
    return B - np.outer(B @ s, B @ s) / (s @ B @ s) + np.outer(w, w) / (w @ s)


def _ellipse(B: Any) -> Any:
    """Points (2, 121) with v'Bv = 1."""
    angle = np.linspace(0, 2 * np.pi, 121)
    circle = np.array([np.cos(angle), np.sin(angle)])
    return np.linalg.solve(np.linalg.cholesky(B).T, circle)


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
