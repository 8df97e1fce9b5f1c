"""What rests on what: the citations of all theorems, a graph without a circle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from graphlib import TopologicalSorter

from .listing import entries

Citations = Mapping[str, Iterable[str]]


def citations() -> dict[str, list[str]]:
    """For each theorem of the book, in its order, the labels of those that its proof cites."""
    return {entry.theorem.label: entry.rests_on for entry in entries()}


def depths(cited: Citations) -> dict[str, int]:
    """For each label the length of the longest chain of citations under it; 0 if it cites none.

    Raises ``graphlib.CycleError`` if a theorem rests on itself by a detour, and names the circle.
    """
    found: dict[str, int] = {}
    for label in TopologicalSorter(cited).static_order():
        found[label] = 1 + max((found[below] for below in cited.get(label, ())), default=-1)
    return found


def carried(cited: Citations) -> dict[str, list[str]]:
    """For each label those that cite it, in the order of the book."""
    found: dict[str, list[str]] = {label: [] for label in cited}
    for label, below in cited.items():
        for other in below:
            found.setdefault(other, []).append(label)
    return found


def support(label: str, cited: Citations) -> set[str]:
    """All that a theorem rests on, directly or by a chain of citations."""
    found: set[str] = set()
    waiting = [*cited.get(label, ())]
    while waiting:
        other = waiting.pop()
        if other not in found:
            found.add(other)
            waiting += cited.get(other, ())
    return found
