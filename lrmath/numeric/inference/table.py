"""A table of text cells, set in plain text, HTML or LaTeX."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape


@dataclass(frozen=True)
class Table:
    """Rows of text under a header, between lines of prose: ``title`` above, ``notes`` below.

    Notebooks show it as HTML, a terminal as text.
    """

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

    def html(self) -> str:
        """Return the table as HTML, with row and column headers marked as such."""
        head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in self.header)
        body = "\n".join(f"<tr>{_html_row(row)}</tr>" for row in self.rows)
        notes = "<br>".join(map(escape, self.notes))
        return (
            f"<table>\n<caption>{escape(self.title)}</caption>\n"
            f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>\n<p>{notes}</p>"
        )

    _repr_html_ = html

    def latex(self) -> str:
        """Return the table as a LaTeX ``tabular``, without packages, between title and notes."""
        lines = [_latex_row(row) for row in (self.header, *self.rows)]
        columns = "l" + "r" * (len(self.header) - 1)
        notes = [_latex_text(note) + r"\\" for note in self.notes]
        return "\n".join(
            [
                _latex_text(self.title) + r"\\",
                rf"\begin{{tabular}}{{{columns}}}",
                r"\hline",
                lines[0],
                r"\hline",
                *lines[1:],
                r"\hline",
                r"\end{tabular}\\",
                *notes,
            ]
        )


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    """Set the first cell flush left and the others, which are numbers, flush right."""
    first = row[0].ljust(widths[0])
    rest = [cell.rjust(width) for cell, width in zip(row[1:], widths[1:], strict=True)]
    return "  ".join([first, *rest])


def _html_row(row: Sequence[str]) -> str:
    cells = "".join(f"<td>{escape(cell)}</td>" for cell in row[1:])
    return f'<th scope="row">{escape(row[0])}</th>{cells}'


_LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "<": "$<$",
        ">": "$>$",
        **{mark: "\\" + mark for mark in "#$%&_{}"},
    }
)


def _latex_text(text: str) -> str:
    return text.translate(_LATEX)


def _latex_cell(cell: str) -> str:
    """Set a negative number with a minus sign, which text would set as a hyphen."""
    text = _latex_text(cell)
    return f"$-${text[1:]}" if cell.startswith("-") else text


def _latex_row(row: Sequence[str]) -> str:
    return " & ".join([_latex_text(row[0]), *map(_latex_cell, row[1:])]) + r" \\"


def number(value: float) -> str:
    """Write a number with four decimals, or with five digits where that would lose it."""
    return f"{value:.4f}" if 1e-3 <= abs(value) < 1e5 or value == 0 else f"{value:.5g}"


def probability(value: float) -> str:
    """Write a p-value; tiny ones as a bound, because their digits mean nothing."""
    return "<0.0001" if value < 1e-4 else f"{value:.4f}"
