"""Figures of the coverage table."""

from __future__ import annotations

from collections.abc import Mapping

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from .style import BLUE, INK


def heat_map(
    counts: Mapping[str, Mapping[str, int]], *, colour: str = BLUE, ax: Axes | None = None
) -> Axes:
    """Draw a table of counts, row by row; the larger a count, the deeper its cell.

    The number stands in each cell, so that nothing depends on telling shades apart.
    """
    axes = plt.subplots(figsize=(5.2, 0.45 * len(counts) + 0.6))[1] if ax is None else ax
    columns = list(dict.fromkeys(name for row in counts.values() for name in row))
    most = max((n for row in counts.values() for n in row.values()), default=1) or 1
    for y, row in enumerate(counts.values()):
        for x, name in enumerate(columns):
            number = row.get(name, 0)
            shade = 0.5 * number / most  # pale enough for the ink on it
            axes.add_patch(Rectangle((x, y), 0.96, 0.9, facecolor=colour, alpha=shade, lw=0))
            axes.text(x + 0.48, y + 0.45, str(number), ha="center", va="center", color=INK)
    axes.set(xlim=(0, len(columns)), ylim=(len(counts), 0))
    axes.set_xticks([x + 0.48 for x in range(len(columns))], columns)
    axes.set_yticks([y + 0.45 for y in range(len(counts))], list(counts))
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.grid(False)
    axes.spines[:].set_visible(False)
    return axes
