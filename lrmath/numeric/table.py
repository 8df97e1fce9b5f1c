"""A table of text cells, set in plain text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """Rows of text under a header, between lines of prose: ``title`` above, ``notes`` below."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Return the table in aligned columns."""
        cells = [self.header, *self.rows]
        widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
        lines = [_line(row, widths) for row in cells]
        rule = "-" * len(lines[0])
        return "\n".join([self.title, rule, lines[0], rule, *lines[1:], rule, *self.notes])

    __repr__ = __str__


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    """Set the first cell flush left and the others, which are numbers, flush right."""
    first = row[0].ljust(widths[0])
    rest = [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
    return "  ".join([first, *rest])


def number(value: float) -> str:
    """Write a number with four decimals, or with six digits where that would lose it."""
    return f"{value:.4f}" if 1e-3 <= abs(value) < 1e5 or value == 0 else f"{value:.5g}"


def probability(value: float) -> str:
    """Write a p-value; tiny ones as a bound, because their digits mean nothing."""
    return "<0.0001" if value < 1e-4 else f"{value:.4f}"
