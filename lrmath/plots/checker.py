"""Figures about the derivation checker."""

from __future__ import annotations

from collections.abc import Sequence

import matplotlib.pyplot as plt
from matplotlib.axes import Axes

from .style import BLUE, FAINT, GREEN, INK, ORANGE

STAGES = ("line", "tree", "rewritten\ntree", "normal\nform")
WORK = ("read", "reason", "laws")


def path_of_a_step(ax: Axes | None = None) -> Axes:
    """Draw what happens to the two lines of a step, and where their difference is judged."""
    ax = ax or plt.subplots(figsize=(5.2, 2.5))[1]
    for row, name in ((1.0, "left"), (0.0, "right")):
        for place, stage in enumerate(STAGES):
            _box(ax, place, row, f"{name}\n{stage}" if place == 0 else stage)
        for place, work in enumerate(WORK):
            _arrow(ax, (place + 0.36, row), (place + 0.64, row))
            if row:
                ax.text(place + 0.5, 1.2, work, ha="center", color=BLUE, fontsize=9)
    for row in (1.0, 0.0):
        _arrow(ax, (3.36, row), (3.72, 0.5 + 0.16 * (row - 0.5)))
    ax.text(3.78, 0.62, "zero: ✓", color=GREEN, va="center", fontsize=9)
    ax.text(3.78, 0.36, "else: try\nnumbers", color=ORANGE, va="center", fontsize=9)
    ax.set(xlim=(-0.45, 4.6), ylim=(-0.45, 1.5))
    ax.axis("off")
    return ax


def _box(ax: Axes, x: float, y: float, text: str) -> None:
    box = {"boxstyle": "round,pad=0.35", "facecolor": "none", "edgecolor": FAINT}
    ax.text(x, y, text, ha="center", va="center", bbox=box, color=INK, fontsize=9)


def _arrow(ax: Axes, start: tuple[float, float], end: tuple[float, float]) -> None:
    ax.annotate("", end, start, arrowprops={"arrowstyle": "->", "color": BLUE, "lw": 1.4})


def footprints(sizes: Sequence[int], whole: int, ax: Axes | None = None) -> Axes:
    """Draw how many lines each theorem rests on, and how many the checker has."""
    ax = ax or plt.subplots(figsize=(5.2, 2.6))[1]
    ax.hist(sizes, bins=range(0, max(sizes) + 100, 50), color=BLUE, edgecolor="none")
    ax.axvline(whole, color=ORANGE)
    ax.text(
        whole - 40,
        0.9,
        "the whole\nchecker",
        color=ORANGE,
        ha="right",
        va="top",
        transform=ax.get_xaxis_transform(),
    )
    ax.text(
        max(sizes) + 60,
        0.5,
        "one theorem",
        color=BLUE,
        va="center",
        transform=ax.get_xaxis_transform(),
    )
    ax.set(xlabel="lines of the checker", ylabel="theorems", xlim=(0, 1.04 * whole))
    return ax
