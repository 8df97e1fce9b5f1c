"""A fit at a glance."""

from __future__ import annotations

from typing import TYPE_CHECKING

import matplotlib.pyplot as plt
import numpy as np

from .style import BLUE, FAINT

if TYPE_CHECKING:
    from matplotlib.axes import Axes

    from lrmath.numeric import Fit


def odds_ratios(fit: Fit, level: float = 0.95, ax: Axes | None = None) -> Axes:
    """Draw the odds ratio of each feature with its Wald interval, on a logarithmic scale.

    The line is at 1, where a feature has no effect. Units are those of the features: standardise
    these first if the ratios are to be compared.
    """
    kept = [j for j, name in enumerate(fit.names) if name != "(intercept)"]
    if ax is None:
        ax = plt.subplots(figsize=(5.2, 1.2 + 0.3 * len(kept)))[1]
    low, high = fit.intervals(level)[kept].T
    heights = np.arange(len(kept))
    with np.errstate(over="ignore"):  # an interval may leave the picture
        ax.hlines(heights, np.exp(low), np.exp(high), color=BLUE)
    ax.plot(fit.odds_ratios[kept], heights, "o", color=BLUE)
    ax.axvline(1, color=FAINT, linewidth=1)
    edges = len(kept) - 0.4, -0.6  # the first feature on top
    ax.set(xscale="log", xlabel="odds ratio", yticks=heights, ylim=edges)
    ax.set_yticklabels([fit.names[j] for j in kept])
    return ax
