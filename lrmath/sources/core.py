"""A derivation of another text, repaired: its own letters and order, each line checked.

A :class:`Draft` grows line by line, as the text does::

    slope = (
        draft(notes, "The slope of $p$", "D(P, w)", "P*(1 - P)*x", item="S3.20")
        .line("S3.21", "D(1/(1 + exp(-u)), w)", by=definition("P"))
        .slip("S3.22", "E19", "D(1 + exp(-u), w)/(1 + exp(-u))**2")
        .line("S3.22", "-D(1 + exp(-u), w)/(1 + exp(-u))**2", by=calculus)
        ...
        .done()
    )

``line`` is what the text says, or what it ought to say; it is checked at once. ``slip`` is what it
prints instead; it stands before the line that repairs it, and must be refused.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, replace

from lrmath.calc import Chain, Context, Theorem
from lrmath.calc.kernel.proof import Line as Checked
from lrmath.calc.language import starting
from lrmath.calc.language.declarations import Declarations
from lrmath.calc.language.text import text as spelled
from lrmath.calc.show import RELATION, Row, card, latex, reason_myst
from lrmath.calc.show.views import plain_line
from lrmath.errata import ERRORS, Erratum, Line
from lrmath.errata.core import span, statement


@dataclass(frozen=True)
class Step:
    """A line that holds, and the items of the text that it repeats or repairs."""

    items: str
    text: str


@dataclass(frozen=True)
class Slip:
    """A line as printed, refused; ``error`` is its erratum, if it has one.

    ``apart``: its left side is not the line before it, and so it is shown.
    """

    error: str
    line: Line
    apart: bool = False

    @property
    def said(self) -> str:
        """What the checker says of it, in MyST."""
        found = self.line.verdict.counterexample
        answer = f"counterexample: {self.line.answer}" if found else self.line.answer
        return f"{link(self.error)}, {answer}" if self.error else answer

    def row(self, *, again: bool = False) -> Row:
        """The struck row of a card; ``again`` where the card has the same counterexample above."""
        relation, tex = RELATION[self.line.relation], self.line.right_tex
        if self.apart:
            relation, tex = "", f"{self.line.left_tex} {relation} {tex}"
        said = f"{link(self.error)} again, at the same numbers" if again else self.said
        return Row(relation, tex, said, "struck", self.line.item)


# ---------------------------------------------------------------- a derivation on its way
@dataclass(frozen=True)
class Draft:
    """A derivation on its way; each ``line`` is checked against the one before."""

    title: str
    items: str
    last: str
    chain: Chain
    context: Context
    rows: tuple[Step | Slip, ...] = ()

    def line(self, items: str, text: str, *, by: object) -> Draft:
        """Add a line that follows by these reasons, with the items that it stands for."""
        longer = self.chain.step(text, by=by)
        rows = (*self.rows, Step(items, text))
        return replace(self, chain=longer, rows=rows, last=starting(text)[1])

    def slip(
        self, item: str, error: str, text: str, *, left: str = "", context: Context | None = None
    ) -> Draft:
        """Add a line as printed, which is not equal to the line before, or not to ``left``.

        ``context`` is another one to read it in, where the slip shows.
        """
        line = Line(left or self.last, text, item, context or self.context)
        return replace(self, rows=(*self.rows, Slip(error, line, bool(left))))

    def erratum(self, error: str, number: int, context: Context) -> Draft:
        """Add a struck line of an erratum, with its left side, in the letters of ``context``."""
        line = replace(ERRORS[error].wrong[number], context=context)
        return replace(self, rows=(*self.rows, Slip(error, line, apart=True)))

    def done(self) -> Repaired:
        """Close the chain: its last line is the claimed right side."""
        return Repaired(self.title, self.items, self.chain.qed(), self.rows)


def draft(context: Context, title: str, left: str, right: str, *, items: str = "") -> Draft:
    """Open a derivation of ``left = right`` in a text's letters; ``items`` stand at the left side.

    The title, one line of MyST, says what is derived.
    """
    label = re.sub(r"[^A-Za-z0-9]+", "-", title).strip("-")
    return Draft(title, items, left, context.claim(label, left, right), context)


# ---------------------------------------------------------------- a derivation, repaired
@dataclass(frozen=True)
class Repaired:
    """A derivation of a text with its slips struck and its lines checked."""

    title: str
    items: str
    theorem: Theorem
    rows: tuple[Step | Slip, ...]

    @property
    def slips(self) -> list[Slip]:
        """The lines that are struck."""
        return [row for row in self.rows if isinstance(row, Slip)]

    @property
    def shown(self) -> list[Row]:
        """The rows of the card: struck lines as they are, each other one with its checked line."""
        checked, told = iter(self.theorem.lines), set[str]()
        rows = []
        for row in self.rows:
            if isinstance(row, Slip):
                rows.append(row.row(again=row.said in told))
                told.add(row.said)
            else:
                rows.append(right_row(row, next(checked), self.context))
        return rows

    @property
    def context(self) -> Declarations:
        """What the letters mean."""
        return self.theorem.context

    # ---------------------------------------------------------------- views
    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/plain": str(self), "text/html": self.html(), "text/markdown": self.myst()}

    def myst(self) -> str:
        """The card, in MyST."""
        start = latex(self.theorem.left, self.context)
        return card(self.title, start, self.shown, margin=self.items)

    def html(self) -> str:
        """For Jupyter, which typesets what stands between dollars."""
        start = Row("", latex(self.theorem.left, self.context), "", "", self.items)
        body = "".join(map(html_row, [start, *self.shown]))
        return f"<p><b>{html.escape(self.title)}</b></p><table>{body}</table>"

    def __str__(self) -> str:
        checked = iter(self.theorem.lines)
        lines = [
            f"{plain(self.title)}",
            f"{self.items:>12}    {spelled(self.theorem.left, self.context)}",
        ]
        for row in self.rows:
            if isinstance(row, Slip):
                left = f"{row.line.left} " * row.apart
                found = row.line.verdict.counterexample or row.line.answer
                said = f"✗ {left}{statement(row.line.right)}    {row.error} {found}"
                lines.append(f"{row.line.item:>12}  {said}")
            else:
                lines.append(f"{row.items:>12}  {plain_line(next(checked), self.context)}")
        return "\n".join(lines)


def right_row(step: Step, line: Checked, context: Declarations) -> Row:
    """The row of a line that holds."""
    why = " and ".join(reason_myst(reason, context) for reason in line.reasons)
    why = re.sub(r"\{eq\}`(?!eq-)[^`]*`", "the lines above", why)  # it has no number on the page
    mark = line.verdict.status.name.lower()
    return Row(RELATION[line.relation], latex(line.term, context), why, mark, step.items)


def html_row(row: Row) -> str:
    """A row of Jupyter's table."""
    formula = f"${html.escape(f'{row.relation} {row.tex}'.strip())}$"
    shown = f"<s>{formula}</s>" if row.mark == "struck" else formula
    mark = {"": "", "struck": "✗"}.get(row.mark, "✓")
    cells = (html.escape(row.margin), shown, html.escape(plain(row.reason)), mark)
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def plain(myst: str) -> str:
    """MyST without its links."""
    return re.sub(r"\{\w+\}`([^`<]*?)(?: <[^`]*>)?`", r"\1", myst)


def link(error: str) -> str:
    """A link to an erratum."""
    return f"{{ref}}`{error} <err-{error.lower()}>`"


# ---------------------------------------------------------------- a claim in words
@dataclass(frozen=True)
class Struck:
    """A claim of a text that does not hold: struck, with its counterexample and what is true."""

    erratum: Erratum
    items: tuple[str, ...] = ()

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/plain": str(self), "text/markdown": self.myst()}

    def myst(self) -> str:
        """The claim beside its numbers, in MyST."""
        erratum = self.erratum
        found = [f"*Counterexample.* {erratum.evidence.words}"] if erratum.evidence else []
        body = [*found, f"*Right.* {erratum.reads} ({link(erratum.number)})"]
        head = f":::{{item}} {span(self.items or erratum.items)}\n:struck: {erratum.printed}\n"
        return "\n\n".join([head.rstrip("\n"), *body]) + "\n:::"

    def __str__(self) -> str:
        erratum = self.erratum
        found = f"\n  ✗ {erratum.evidence.words}" if erratum.evidence else ""
        return f"{span(self.items or erratum.items)}: {erratum.printed}{found}\n  {erratum.reads}"


def struck(number: str, *items: str) -> Struck:
    """The claim of an erratum such as ``"E1"``; ``items`` if it is shown in some places only."""
    return Struck(ERRORS[number], items)
