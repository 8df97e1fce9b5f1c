"""Figures about separated classes and losses without a minimum."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import comb
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike
from scipy.optimize import linprog, minimize_scalar
from scipy.stats import norm

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


def signed_arrows(
    sets: Mapping[str, tuple[ArrayLike, ArrayLike]], axes: Sequence[Axes] | None = None
) -> Sequence[Axes]:
    """Draw s (1, x) of each sample as an arrow, and shade a half-plane that holds them all.

    ``sets`` maps a title to one feature (m,) and labels (m,) of 0 and 1. The half-plane is that of
    a direction that separates, if there is one.
    """
    if axes is None:
        axes = plt.subplots(1, len(sets), squeeze=False, figsize=(5.4, 2.3), sharey=True)[1][0]
    for ax, (title, (x, y)) in zip(axes, sets.items(), strict=True):
        signs = 2 * np.asarray(y) - 1
        found = find_separation(np.asarray(x, float)[:, None], y)
        if found.separated:
            _half_plane(ax, *(float(entry) for entry in found.direction))
        for tip in zip(signs, signs * np.asarray(x, float), strict=True):
            style = {"arrowstyle": "->", "color": BLUE, "lw": 1.6, "shrinkA": 0, "shrinkB": 0}
            ax.annotate("", tip, (0, 0), arrowprops=style)
        ax.set(title=title, xlim=(-1.6, 1.6), ylim=(-2.6, 2.6), xlabel="$s$", xticks=[-1, 0, 1])
    axes[0].set(ylabel="$s x$")
    return axes


def _half_plane(ax: Axes, first: float, second: float) -> None:
    """Shade the points whose product with a direction is not negative, and draw the direction."""
    normal = np.array([first, second]) / np.hypot(first, second)
    along = 9 * np.array([-normal[1], normal[0]])
    corners = np.array([along, -along, 9 * normal - along, 9 * normal + along])
    ax.fill(*corners.T, color=ORANGE, alpha=0.15, linewidth=0)
    style = {"arrowstyle": "->", "color": ORANGE, "lw": 2, "shrinkA": 0, "shrinkB": 0}
    ax.annotate("", 1.3 * normal, (0, 0), arrowprops=style)


def escape_path(path: ArrayLike, direction: ArrayLike, ax: Axes | None = None) -> Axes:
    """Draw a descent (k, 2) that runs off, and the ray of a ``direction`` (2,) it turns towards.

    Marks stand at 1, 10, 100, … steps.
    """
    path, direction = np.asarray(path, float), np.asarray(direction, float)
    ax = ax or plt.subplots(figsize=(5, 3.6))[1]
    length = 1.1 * np.linalg.norm(path[-1])
    goal = length * direction / np.linalg.norm(direction)
    ax.plot([0, goal[0]], [0, goal[1]], "--", color=ORANGE, label="widest margin")
    ax.plot(*path.T, color=BLUE, label="descent")
    for k in 10 ** np.arange(int(np.log10(len(path))) + 1):
        ax.plot(*path[k], "o", color=INK, markersize=4, zorder=3)
    ax.set(xlabel="intercept", ylabel="slope")
    ax.legend()
    return ax


def existence_border(
    samples: int = 60,
    trials: int = 8,
    strengths: Sequence[float] = (0.0, 2.0, 4.0, 8.0),
    ax: Axes | None = None,
) -> Axes:
    """Draw the border of existence against the strength of the effect, and simulated sets.

    Features are normal, there is no intercept, and the strength is the standard deviation of the
    true log-odds. A mark is filled by the share of ``trials`` that a plane separates.
    """
    ax = ax or plt.subplots(figsize=(5.2, 3.4))[1]
    grid = np.linspace(0, max(strengths) + 1, 41)
    ax.plot(grid, [features_allowed(g) for g in grid], color=BLUE)
    random = np.random.default_rng(1)
    for strength in strengths:
        for factor in (0.5, 0.75, 1.0, 1.25, 1.5):
            n = max(round(factor * features_allowed(strength) * samples), 1)
            sets = (_simulated(random, samples, n, strength) for _ in range(trials))
            share = float(np.mean([_separated(*pair) for pair in sets]))
            ax.plot(strength, n / samples, "o", color=ORANGE, markersize=9, fillstyle="none")
            ax.plot(strength, n / samples, "o", color=ORANGE, markersize=9 * share**0.5)
    ax.set(xlabel=r"strength $\gamma$ of the effect", ylabel="features per sample, n / m")
    ax.set(ylim=(0, 0.8))
    return ax


def features_allowed(strength: float) -> float:
    """Return h: with fewer features per sample the estimate exists, in the limit.

    It is min over t of E max(0, t V + Z)², where Z is normal and V = S G, with G normal and S the
    sign that has the log-odds ``strength`` times G (Candès and Sur 2020, without an intercept).
    The mean over Z is done by hand, that over G by Gauss and Hermite's rule.
    """
    nodes, weights = np.polynomial.hermite_e.hermegauss(120)
    weights = 2 * sigmoid(strength * nodes) * weights / weights.sum()

    def mean(t: float) -> float:
        at = t * nodes
        return float(weights @ ((1 + at**2) * norm.cdf(at) + at * norm.pdf(at)))

    return float(minimize_scalar(mean, bounds=(-30, 0), method="bounded").fun)


def _simulated(random: np.random.Generator, m: int, n: int, strength: float) -> tuple[Any, Any]:
    """Features (m, n) and labels (m,) that depend on the first of them."""
    X = random.normal(size=(m, n))
    return X, (random.random(m) < sigmoid(strength * X[:, 0])).astype(int)


def _separated(X: Any, y: Any) -> bool:
    """Whether a plane through 0 separates, by a linear programme without certificate."""
    rows = (2 * y - 1)[:, None] * X
    found: Any = linprog(-rows.sum(axis=0), A_ub=-rows, b_ub=np.zeros(len(y)), bounds=(-1, 1))
    return bool(-found.fun > 1e-7)
