"""Figures about separated classes and losses without a minimum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import comb

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from lrmath.numeric import Kind, find_separation, loss, sigmoid

from .style import BLUE, FAINT, GREEN, INK, ORANGE

WORDS = {Kind.COMPLETE: "complete", Kind.QUASI_COMPLETE: "quasi-complete", Kind.OVERLAP: "overlap"}


def separated_points(
    designs: Sequence[ArrayLike], y: ArrayLike, axes: Sequence[Axes] | None = None
) -> Sequence[Axes]:
    """Draw several sets of points with the same labels, and the line that separates each.

    A design has shape (m, 2), ``y`` has shape (m,). The verdict stands above each panel.
    """
    y = np.asarray(y)
    if axes is None:
        size = (1.8 * len(designs), 2.3)
        axes = plt.subplots(1, len(designs), squeeze=False, figsize=size, sharey=True)[1][0]
    for ax, design in zip(axes, designs, strict=True):
        X = np.asarray(design, float)
        found = find_separation(X, y)
        if found.separated:
            _boundary(ax, *(float(entry) for entry in found.direction))
        for label, color, marker in ((0, BLUE, "o"), (1, ORANGE, "s")):
            ax.plot(*X[y == label].T, marker, color=color, markersize=8)
        ax.set(
            title=WORDS.get(found.kind, "open"), xlim=(-2, 2), ylim=(-1.6, 1.6), xticks=[-1, 0, 1]
        )
    return axes


def _boundary(ax: Axes, constant: float, first: float, second: float) -> None:
    """Draw the line where constant + first x + second y is zero."""
    normal = np.array([first, second])
    foot = -constant * normal / (normal @ normal)
    along = 4 * np.array([-second, first]) / np.linalg.norm(normal)
    ax.plot(*np.transpose([foot - along, foot + along]), "--", color=INK, linewidth=1.4)


def losses_along(
    rays: Mapping[str, tuple[ArrayLike, ArrayLike]], y: ArrayLike, ax: Axes | None = None
) -> Axes:
    """Draw the loss at t times a direction against t, for several designs with the same labels.

    ``rays`` maps a name to a matrix (m, n), its constant column included, and a direction (n,).
    """
    ax = ax or plt.subplots(figsize=(5, 3.3))[1]
    t = np.linspace(0, 12, 241)
    dashes = zip((BLUE, GREEN, ORANGE), ("-", "--", "-."), strict=True)
    for (name, ray), (color, dash) in zip(rays.items(), dashes, strict=False):
        X, step = (np.asarray(part, float) for part in ray)
        heights = [loss(X, np.asarray(y, float), s * step) for s in t]
        ax.plot(t, heights, dash, color=color, label=name)
    ax.axhline(0, color=INK, linewidth=0.8)
    ax.set(xlabel="distance t along the direction", ylabel="loss", ylim=(-0.15, 6))
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=3)
    return ax


def escape(
    steps: int = 10_000, lengths: Sequence[float] = (0.1, 1, 4), ax: Axes | None = None
) -> Axes:
    """Draw how gradient descent on one sample with label 1 runs away, for several step lengths.

    Dots are ln(length times number of steps).
    """
    ax = ax or plt.subplots(figsize=(5, 3.3))[1]
    k = np.arange(steps + 1)
    for length, color, dash in zip(lengths, (BLUE, GREEN, ORANGE), ("-", "--", "-."), strict=False):
        w = np.zeros(steps + 1)
        for i in range(steps):
            w[i + 1] = w[i] + length * sigmoid(-w[i])
        ax.semilogx(k[1:], w[1:], dash, color=color, label=f"step {length:g}")
        few = np.unique(np.geomspace(max(20 / length, 20), steps, 10).astype(int))
        ax.plot(few, np.log(length * few), ".", color=INK, markersize=5)
    ax.plot([], [], ".", color=INK, label="ln(step · k)")
    ax.set(xlabel="number of steps k", ylabel="coefficient")
    ax.legend(loc="upper left")
    return ax


def separable_share(sizes: Sequence[int] = (5, 20, 100), ax: Axes | None = None) -> Axes:
    """Draw which share of all labelings is completely separable, against samples per coefficient.

    One curve for each number n of coefficients, points in general position (Cover 1965).
    """
    ax = ax or plt.subplots(figsize=(5, 3.3))[1]
    for n, color, dash in zip(sizes, (BLUE, GREEN, ORANGE), ("-", "--", "-."), strict=False):
        samples = range(1, 4 * n + 1)
        share = [2 * sum(comb(m - 1, k) for k in range(n)) / 2**m for m in samples]
        ax.plot(np.array(samples) / n, share, dash, color=color, label=f"n = {n}")
    ax.axvline(2, color=FAINT, linewidth=1.2)
    ax.set(xlabel="samples per coefficient, m / n", ylabel="share of labelings", xlim=(0, 4))
    ax.legend(loc="upper right")
    return ax
