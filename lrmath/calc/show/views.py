"""Theorems as a reader sees them: plain text in a terminal, HTML in Jupyter, MyST in the book.

All three are written from the checked terms, so what is shown is what was proved.
"""

from __future__ import annotations

import html
from collections.abc import Sequence
from dataclasses import dataclass

from ..kernel.proof import Line
from ..language.declarations import Declarations
from ..language.terms import Term
from ..language.text import text
from ..logic.citing import Sequent
from ..logic.verdict import Status
from .card import Row, card
from .latex import RELATION, latex
from .statement import statement_tex, statement_text
from .words import counterexample_myst, reason_myst, reason_tex, reason_text

MARK = {Status.PROVED: "✓", Status.CITED: "cited", Status.REFUTED: "✗"}
MARK_TEX = {Status.PROVED: r"\ \checkmark", Status.CITED: r"\ \text{(cited)}"}


@dataclass(frozen=True, slots=True)
class Shown:
    """What there is to show of a theorem."""

    sequent: Sequent
    lines: tuple[Line, ...]
    wrong_lines: tuple[Line, ...]
    cited: bool


@dataclass(frozen=True, slots=True)
class View:
    """A part of a theorem for display: its statement, some of its lines, or its wrong lines."""

    shown: Shown
    statement: bool = False
    start: int = 0
    stop: int = 0
    wrong: bool = False

    @property
    def context(self) -> Declarations:
        """What the names mean."""
        return self.shown.sequent.context

    @property
    def label(self) -> str:
        """The label of the theorem."""
        return self.shown.sequent.label

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/plain": str(self), "text/html": self.html(), "text/markdown": self.myst()}

    def rows(self) -> list[tuple[Term | None, Line]]:
        """Lines to show, the first with its left side."""
        found = self.shown
        lines = found.wrong_lines if self.wrong else found.lines[self.start : self.stop]
        return [
            (line.start if k == 0 or self.wrong else None, line) for k, line in enumerate(lines)
        ]

    # ---------------------------------------------------------------- plain text
    def __str__(self) -> str:
        parts = []
        if self.statement:
            cited = "  (rests on a citation)" * self.shown.cited
            parts.append(f"{self.label}: {statement_text(self.shown.sequent)}{cited}")
        for left, line in self.rows():
            if left is not None:
                parts.append(f"    {text(left, self.context)}")
            parts.append(f"  {plain_line(line, self.context)}")
        return "\n".join(parts)

    # ---------------------------------------------------------------- Jupyter
    def html(self) -> str:
        """One aligned display, typeset by Jupyter's MathJax."""
        rows = []
        if self.statement:
            cited = r"\quad \text{(rests on a citation)}" * self.shown.cited
            written = statement_tex(self.shown.sequent)
            rows.append(rf"&\textbf{{{self.label}}}\quad {written}{cited}")
        for left, line in self.rows():
            start = latex(left, self.context) if left is not None else ""
            written = latex(line.term, self.context)
            rows.append(rf"{start} &{RELATION[line.relation]} {written} && {self.tex_reason(line)}")
        body = r" \\[4pt] ".join(rows)
        found = "".join(
            f"<p>✗ {html.escape(str(line.verdict.counterexample))}</p>"
            for _, line in self.rows()
            if line.verdict.counterexample
        )
        return rf"$$\begin{{aligned}} {html.escape(body)} \end{{aligned}}$$" + found

    def tex_reason(self, line: Line) -> str:
        """The reason with its mark, as LaTeX."""
        if line.verdict.counterexample is not None:
            return r"\text{refuted}"
        reasons = r"\text{ and }".join(reason_tex(r, self.context) for r in line.reasons)
        return reasons + MARK_TEX[line.verdict.status]

    # ---------------------------------------------------------------- the book's pages
    def myst(self) -> str:
        """MyST source: a labelled equation, then a card with one line for each step."""
        parts = []
        if self.statement:
            equation = statement_tex(self.shown.sequent)
            parts.append(f"```{{math}}\n:label: {self.label}\n\n{equation}\n```")
            parts += ["*Rests on a citation.*"] if self.shown.cited else []
        if self.wrong:
            parts += [self.card([line]) for line in self.shown.wrong_lines]
        elif self.stop > self.start:
            parts.append(self.card(self.shown.lines[self.start : self.stop]))
        return "\n\n".join(parts)

    def card(self, lines: Sequence[Line]) -> str:
        """The card of some lines."""
        rows = [
            Row(
                RELATION[line.relation],
                latex(line.term, self.context),
                self.myst_reason(line),
                line.verdict.status.name.lower(),
            )
            for line in lines
        ]
        return card(self.title(lines), latex(lines[0].start, self.context), rows, self.label)

    def title(self, lines: Sequence[Line]) -> str:
        """What the card shows: the derivation, some of its steps, or a step to avoid."""
        equation, total = f"{{eq}}`{self.label}`", len(self.shown.lines)
        if self.wrong:
            return f"A wrong step for {equation}"
        if len(lines) == total:
            return f"Derivation of {equation}"
        first, last = self.start + 1, self.stop
        steps = f"Step {first}" if first == last else f"Steps {first}–{last}"
        return f"{steps} of {total} for {equation}"

    def myst_reason(self, line: Line) -> str:
        """The reason in MyST, or the counterexample of a wrong line."""
        found = line.verdict.counterexample
        if found is not None:
            return counterexample_myst(found, self.context)
        return " and ".join(reason_myst(r, self.context) for r in line.reasons)


def plain_line(line: Line, context: Declarations) -> str:
    """A line with its relation, its reason and its mark."""
    return f"{line.relation:>2} {text(line.term, context)}    {plain_reason(line)}"


def plain_reason(line: Line) -> str:
    """The reason with its mark, or the counterexample."""
    found = line.verdict.counterexample
    if found is not None:
        return f"✗ {found}"
    return f"{' and '.join(map(reason_text, line.reasons))} {MARK[line.verdict.status]}"
