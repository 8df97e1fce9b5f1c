"""The look of the book's figures, on the page and in your own notebooks.

Figures are SVG and the same bytes on every run. Colours are Okabe and Ito's (2008), which readers
with any colour vision tell apart; the site maps each of them to a colour of the page's theme, so
the same figure serves light and dark.
"""

from __future__ import annotations

from typing import Any

import matplotlib as mpl
from cycler import cycler
from matplotlib_inline.backend_inline import set_matplotlib_formats

BLUE, ORANGE, GREEN = "#0072b2", "#d55e00", "#009e73"
PURPLE, YELLOW, SKY = "#cc79a7", "#e69f00", "#56b4e9"
INK, FAINT = "#1b1f24", "#8a919a"

#: Every colour of a figure by name; the site has a light and a dark value for each.
PALETTE = {
    "blue": BLUE,
    "orange": ORANGE,
    "green": GREEN,
    "purple": PURPLE,
    "yellow": YELLOW,
    "sky": SKY,
    "ink": INK,
    "faint": FAINT,
}

_RC: dict[Any, Any] = {
    "axes.edgecolor": INK,
    "axes.facecolor": "none",
    "axes.grid": True,
    "axes.labelcolor": INK,
    "axes.linewidth": 0.8,
    "axes.prop_cycle": cycler(color=[BLUE, ORANGE, GREEN, PURPLE, YELLOW, SKY]),
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlecolor": INK,
    "axes.titlesize": "medium",
    "figure.constrained_layout.use": True,
    "figure.facecolor": "none",
    "figure.figsize": (5.2, 3.2),  # so that a phone shows its text at a readable size
    "font.family": "DejaVu Sans",  # ships with Matplotlib: text has one width everywhere
    "grid.alpha": 0.35,
    "grid.color": FAINT,
    "grid.linewidth": 0.6,
    "legend.frameon": False,
    "lines.linewidth": 2.0,
    "mathtext.fontset": "dejavusans",
    "patch.edgecolor": INK,
    "savefig.transparent": True,
    "svg.fonttype": "none",  # text stays text: searchable, and it takes the theme's colour
    "svg.hashsalt": "lrmath",  # ids depend on the figure alone
    "text.color": INK,
    "xtick.color": INK,
    "ytick.color": INK,
}


def style() -> None:
    """Draw every later figure of this session in the book's style, as reproducible SVG."""
    mpl.rcParams.update(_RC)
    undated = {"Date": None, "Creator": None}
    set_matplotlib_formats("svg", metadata=undated, bbox_inches="tight")  # type: ignore[no-untyped-call]
