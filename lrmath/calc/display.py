"""Theorems as a reader sees them: plain text in a terminal, HTML in Jupyter, MyST in the book.

All three are written from the checked terms, so what is shown is what was proved.
"""

from __future__ import annotations

import html
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .context import Context
from .latex import RELATION, latex
from .rules import Citation, Definition, Induction, Instance, Reason, Touch
from .statement import line_tex, name_tex, statement_tex, statement_text, told_apart
from .syntax import parse
from .term import Term
from .text import text
from .verdict import Counterexample, Status, Verdict, show_data

if TYPE_CHECKING:
    from .domains import Condition
    from .kernel import Chain, Line, Theorem

MARK = {Status.PROVED: "✓", Status.CITED: "(cited)", Status.REFUTED: "✗"}


# ---------------------------------------------------------------- pieces
def reason_text(reason: object) -> str:
    """A reason in plain words."""
    match reason:
        case Reason(name):
            return name
        case Definition(names):
            return f"definition of {', '.join(names)}"
        case Citation(source):
            return source
        case Induction(size):
            return f"induction on {size}"
        case Touch(name, variable, point):
            return f"{name} in {variable}, from {variable} = {point}"
        case Instance(_, values):
            put = ", ".join(f"{name} = {value}" for name, value in values)
            return f"{reason.label} with {put}"
    return str(getattr(reason, "label", reason))


def reason_myst(reason: object, context: Context) -> str:
    """A reason for a page of the book, with a link where it is a theorem."""
    if isinstance(reason, Definition):
        return "definition of " + ", ".join(f"${name_tex(n, context)}$" for n in reason.names)
    if isinstance(reason, Induction):
        return f"induction on ${name_tex(reason.size, context)}$"
    if isinstance(reason, Touch):
        variable = name_tex(reason.variable, context)
        return f"{reason.name} in ${variable}$, from ${variable} = {_tex(reason.point, context)}$"
    if hasattr(reason, "label"):
        values = reason.values if isinstance(reason, Instance) else ()
        put = ", ".join(f"${name_tex(n, context)} = {_tex(v, context)}$" for n, v in values)
        return f"{{eq}}`{reason.label}`" + (f" with {put}" if put else "")
    return reason_text(reason)


def reason_tex(reason: object, context: Context) -> str:
    """A reason inside a formula."""
    if isinstance(reason, Definition):
        return r"\text{definition of }" + ", ".join(name_tex(n, context) for n in reason.names)
    return rf"\text{{{reason_text(reason)}}}"


def _tex(line: str, context: Context) -> str:
    return latex(parse(line, context), context)


def conditions(found: Iterable[Condition], context: Context) -> str:
    """Conditions as a readable list."""
    return ", ".join(
        f"{text(c.term)} {c.relation}" + " 0" * (not c.relation.startswith("in ")) for c in found
    )


# ---------------------------------------------------------------- views
@dataclass(frozen=True)
class View:
    """A part of a theorem for display: its statement, some of its lines, or its wrong lines."""

    theorem: Theorem
    statement: bool = False
    start: int = 0
    stop: int = 0
    wrong: bool = False

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/plain": str(self), "text/html": self.html(), "text/markdown": self.myst()}

    def rows(self) -> list[tuple[Term | None, Line]]:
        """Lines to show, the first with its left side."""
        theorem = self.theorem
        lines = theorem.wrong_lines if self.wrong else theorem.lines[self.start : self.stop]
        return [
            (line.start if k == 0 or self.wrong else None, line) for k, line in enumerate(lines)
        ]

    # ---------------------------------------------------------------- plain text
    def __str__(self) -> str:
        theorem, parts = self.theorem, []
        ranges = theorem.context.ranges
        if self.statement:
            parts.append(f"{theorem.label}: {statement_text(theorem)}")
        for left, line in self.rows():
            if left is not None:
                parts.append(f"    {text(left, ranges)}")
            parts.append(
                f"  {line.relation:>2} {text(line.term, ranges)}    {self.plain_reason(line)}"
            )
        return "\n".join(parts)

    def plain_reason(self, line: Line) -> str:
        """The reason with its mark, or the counterexample."""
        found = line.verdict.counterexample
        if found is not None:
            return f"✗ {found}"
        return f"{' and '.join(map(reason_text, line.reasons))} {MARK[line.verdict.status]}"

    # ---------------------------------------------------------------- Jupyter
    def html(self) -> str:
        """One aligned display, typeset by Jupyter's MathJax."""
        rows = []
        told_apart(self.theorem)
        if self.statement:
            rows.append(rf"&\textbf{{{self.theorem.label}}}\quad {statement_tex(self.theorem)}")
        for left, line in self.rows():
            start = line_tex(self.theorem, left) if left is not None else ""
            reason = self.tex_reason(line)
            rows.append(
                rf"{start} &{RELATION[line.relation]} {line_tex(self.theorem, line.term)} "
                rf"&& {reason}"
            )
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
        reasons = r"\text{ and }".join(reason_tex(r, self.theorem.context) for r in line.reasons)
        return reasons + (
            r"\ \checkmark" if line.verdict.status is Status.PROVED else r"\ \text{(cited)}"
        )

    # ---------------------------------------------------------------- the book's pages
    def myst(self) -> str:
        """MyST source: a labelled equation, then a card with one line for each step."""
        parts = []
        if self.statement:
            equation = statement_tex(self.theorem)
            parts.append(f"```{{math}}\n:label: {self.theorem.label}\n\n{equation}\n```")
        if self.wrong:
            parts += [self.card([line]) for line in self.theorem.wrong_lines]
        elif self.stop > self.start:
            parts.append(self.card(self.theorem.lines[self.start : self.stop]))
        return "\n\n".join(parts)

    def card(self, lines: Sequence[Line]) -> str:
        """The ``{derivation}`` directive of the book; JSON strings are valid YAML."""
        told_apart(self.theorem)
        rows = [f"```{{derivation}} {self.theorem.label}", f":title: {self.title(lines)}"]
        rows += [f"start: {json.dumps(line_tex(self.theorem, lines[0].start))}", "steps:"]
        for line in lines:
            rows += [
                f"- relation: {json.dumps(RELATION[line.relation])}",
                f"  tex: {json.dumps(line_tex(self.theorem, line.term))}",
                f"  reason: {json.dumps(self.myst_reason(line), ensure_ascii=False)}",
                f"  mark: {line.verdict.status.name.lower()}",
            ]
        return "\n".join([*rows, "```"])

    def title(self, lines: Sequence[Line]) -> str:
        """What the card shows: the derivation, some of its steps, or a step to avoid."""
        equation, total = f"{{eq}}`{self.theorem.label}`", len(self.theorem.lines)
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
            return counterexample_myst(found, self.theorem.context)
        return " and ".join(reason_myst(r, self.theorem.context) for r in line.reasons)


def counterexample_myst(found: Counterexample, context: Context) -> str:
    """A counterexample in words and formulas."""
    values = found.sizes | found.indices | found.data
    where = ", ".join(f"${_value_tex(k, v, context)}$" for k, v in values.items())
    place = f"at {where}: " if where else ""
    return f"{place}left ${found.left}$, right ${found.right}$"


def _value_tex(name: str, value: object, context: Context) -> str:
    """The value of a datum, or the formula of a function that stands for any."""
    if not isinstance(value, str):
        return f"{name_tex(name, context)} = {show_data(value)}"
    return f"{name_tex(name, context)}(u) = {_tex(value, Context().scalar('u'))}"


# ---------------------------------------------------------------- whole theorems and complaints
def mimebundle(theorem: Theorem) -> dict[str, str]:
    """A theorem shows its statement and its whole chain."""
    return whole(theorem)._repr_mimebundle_()


def plain(theorem: Theorem) -> str:
    """A theorem in a terminal."""
    return str(whole(theorem))


def whole(theorem: Theorem) -> View:
    """Statement and chain."""
    return View(theorem, statement=True, stop=len(theorem.lines))


def complaint(
    chain: Chain, relation: str, term: Term, reasons: Iterable[object], verdict: Verdict
) -> str:
    """Why a step was not accepted: the step, the verdict, the counterexample, the left-over."""
    why = " and ".join(map(reason_text, reasons))
    ranges = chain.context.ranges
    rows = [
        f"{chain.label}, step {len(chain.lines) + 1}, by {why}",
        f"    {text(chain.last, ranges)}",
        f"  {relation:>2} {text(term, ranges)}    {verdict.status.name}",
    ]
    if verdict.counterexample is not None:
        rows.append(f"  {verdict.counterexample}")
    if verdict.conditions:
        rows.append(f"  assume in the context: {conditions(verdict.conditions, chain.context)}")
    if verdict.left_over is not None:
        rows.append(f"  left over: {text(verdict.left_over, ranges)}")
    if verdict.message:
        rows.append(f"  {verdict.message}")
    return "\n".join(rows)


def unfinished(chain: Chain) -> str:
    """Why a chain cannot be closed: where it stands, and where it should end."""
    ranges = chain.context.ranges
    return (
        f"{chain.label}: the last line is not the claimed right side\n"
        f"    last line      {text(chain.last, ranges)}\n"
        f"    claimed side   {text(chain.right, ranges)}\n"
        "  add a step that ends there, or correct the claim"
    )
