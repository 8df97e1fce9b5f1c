"""Where the two sides of an inequality come nearest, among small numbers."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from ..language.declarations import Declarations
from ..language.terms import Term
from ..logic.verdict import show_data
from .interval import Undefined, enclose, operate, shown
from .point import Exhausted, Point
from .search import Search

MOST_POINTS = 60
Gap = tuple[float, str]  # how large, and at which place


def smallest_gap(left: Term, relation: str, right: Term, context: Declarations) -> str:
    """The place in words, and the gap there; empty where no number is found."""
    search = Search(left, relation, right, context)
    found: list[Gap] = []
    try:
        for point in islice(search.points(), MOST_POINTS):
            found += gaps(point, search)
    except Exhausted:
        pass
    return min(found, key=lambda gap: gap[0])[1] if found else ""


def gaps(point: Point, search: Search) -> Iterator[Gap]:
    """The gap at each value of the indices."""
    asked = search.question
    sides = (asked.left, asked.right) if asked.relation[0] == ">" else (asked.right, asked.left)
    if not search.admitted(point):
        return
    for indices in point.index_values(asked.indices):
        try:
            gap = operate("-", *(point.value(side, indices) for side in sides))
        except Undefined:
            continue
        where = {getattr(index, "name", ""): value for index, value in indices.items()}
        values = {**point.named_sizes(), **where, **point.nested()}
        place = ", ".join(f"{name} = {show_data(value)}" for name, value in values.items())
        yield float(enclose(gap).mid), f"at {place}, where it is {shown(gap)}"
