"""The figure of all theorems and their citations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import matplotlib.pyplot as plt
from matplotlib.axes import Axes

from .style import BLUE, FAINT, ORANGE


def citation_map(
    pages: Mapping[str, str],
    cited: Mapping[str, Sequence[str]],
    depths: Mapping[str, int],
    named: Mapping[str, str] | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw each theorem as a dot, right of all that it rests on, in the row of its page.

    ``pages`` maps a label to its page, ``cited`` to the labels that it cites, ``depths`` to the
    length of the longest chain under it; ``named`` maps the labels to be marked to their names.
    """
    ax = ax or plt.subplots(figsize=(5.4, 6.4))[1]
    rows = {page: -number for number, page in enumerate(dict.fromkeys(pages.values()))}
    places = _places(pages, depths, rows)
    for label, below in cited.items():
        for other in below:
            ends = zip(places[other], places[label], strict=True)
            ax.plot(*ends, color=FAINT, linewidth=0.7, alpha=0.45)
    ax.plot(*zip(*places.values(), strict=True), "o", color=BLUE, markersize=3)
    for label, name in (named or {}).items():
        ax.plot(*places[label], "D", color=ORANGE, markersize=6)
        ax.annotate(name, places[label], xytext=(6, 6), textcoords="offset points", color=ORANGE)
    ax.set(yticks=[*rows.values()], yticklabels=[*rows], xticks=range(max(depths.values()) + 1))
    ax.set(xlabel="longest chain of citations under it")
    ax.grid(visible=False)
    return ax


def _places(
    pages: Mapping[str, str], depths: Mapping[str, int], rows: Mapping[str, int]
) -> dict[str, tuple[float, float]]:
    """Put theorems of one page and one depth side by side."""
    seen: Counter[tuple[str, int]] = Counter()
    found = {}
    for label, page in pages.items():
        number = seen[page, depths[label]]
        seen[page, depths[label]] += 1
        across, up = divmod(number, 3)
        found[label] = (depths[label] + 0.07 * across, rows[page] + 0.25 * (up - 1))
    return found
