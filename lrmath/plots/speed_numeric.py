"""Figures of the benchmark of ``fit``, drawn from its stored results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .style import BLUE, FAINT, GREEN, INK, ORANGE, PURPLE, YELLOW

#: One colour, dash and mark for each curve, so that no reader needs the colours.
CURVES = ((BLUE, "-", "o"), (GREEN, "--", "s"), (ORANGE, "-.", "^"))

#: A colour and a mark for each package, by the first word of a solver's name.
PACKAGES = {
    "scikit-learn": (BLUE, "o"),
    "statsmodels": (ORANGE, "s"),
    "glum": (GREEN, "^"),
    "liblinear": (PURPLE, "D"),
    "optax": (YELLOW, "v"),
}

#: Sizes that stay below this are written out on the axis.
DECADES = 100


def ratios(times: Mapping[str, Mapping[str, Any]], ours: str, ax: Axes | None = None) -> Axes:
    """Draw each solver's time over ours, one line of marks for each workload.

    ``times`` maps a workload to its solvers, and these to ``seconds``, None if they did not end,
    and whether the accuracy was ``reached``; the marks of solvers that did not reach it are hollow.
    """
    ax = ax or plt.subplots(figsize=(5.4, 3.9))[1]
    for place, solvers in enumerate(times.values()):
        unit = solvers[ours]["seconds"]
        for name, found in solvers.items():
            if name == ours or found["seconds"] is None:
                continue
            color, mark = PACKAGES[name.split()[0]]
            fill = "full" if found["reached"] else "none"
            ax.plot(
                found["seconds"] / unit, place, mark, color=color, fillstyle=fill, markersize=6.5
            )
    for package, (color, mark) in PACKAGES.items():
        ax.plot([], [], mark, color=color, markersize=6.5, label=package)
    ax.plot([], [], "o", color=INK, fillstyle="none", markersize=6.5, label="not reached")
    ax.axvline(1, color=INK, linewidth=1)
    ax.figure.legend(loc="outside upper center", ncols=3)
    ax.set(xscale="log", xlabel="time over ours", yticks=range(len(times)), yticklabels=list(times))
    ax.invert_yaxis()
    ax.grid(axis="y", color=FAINT, linewidth=0.6)
    return ax


def growth(curves: Mapping[str, Sequence[Mapping[str, Any]]]) -> Figure:
    """Draw seconds against size, a panel for each of the ``curves``, a curve for each solver."""
    fig, axes = plt.subplots(1, len(curves), figsize=(5.4, 2.9), sharey=True)
    for ax, (label, points) in zip(axes, curves.items(), strict=True):
        names = list(dict.fromkeys(name for point in points for name in point["seconds"]))
        sizes = [point["size"] for point in points]
        for name, (color, dash, mark) in zip(names, CURVES, strict=False):
            seconds = [point["seconds"][name] for point in points]
            ax.plot(sizes, seconds, dash + mark, color=color, markersize=4, label=name)
        ax.set(xscale="log", yscale="log", xlabel=label)
        if max(sizes) < DECADES:
            ax.set_xticks(sizes, [str(size) for size in sizes])
            ax.set_xticks([], minor=True)
    axes[0].set(ylabel="seconds")
    handles, labels = axes[0].get_legend_handles_labels()
    fig.legend(handles, labels, loc="outside upper center", ncols=2, fontsize=8)
    return fig
