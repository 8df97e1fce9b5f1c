"""A derivation with a blank: the reader's formula takes the place of ``hole``, and is judged."""

from __future__ import annotations

import html
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from lrmath.calc import CalcError, Status, Theorem, algebra
from lrmath.calc.author.judging import check, decide_terms
from lrmath.calc.kernel.proof import Line
from lrmath.calc.language import Term, parse, text
from lrmath.calc.language.binding import depends
from lrmath.calc.show import RELATION, Row, card, latex, reason_myst, reason_text
from lrmath.theorems.notation import book

from .core import Exercise, Feedback, explain


@dataclass(frozen=True)
class Gap:
    """A theorem whose line ``number``, counted from 1, is shown as ``template`` with a ``hole``."""

    theorem: Theorem
    number: int
    template: str

    def filled(self, answer: str) -> Term:
        """The line with the answer in place of the hole."""
        return parse(self.template.replace("hole", f"({answer})"), self.theorem.context)

    def judge(self, answer: Any, why: str = "") -> Feedback:
        """Accept what makes the line equal to the theorem's own by algebra alone."""
        if not isinstance(answer, str) or not answer.strip():
            return Feedback(False, "Give a line of text, as in a chain.")
        if "hole" in answer:
            return Feedback(False, "The blank is still empty.")
        try:
            term = parse(answer, self.theorem.context) and self.filled(answer)
        except CalcError as error:
            return Feedback(False, str(error))
        return self.compare(term, why)

    def compare(self, term: Term, why: str) -> Feedback:
        """Compare the filled line with the theorem's line, and with the line before it."""
        context, line = self.theorem.context, self.theorem.lines[self.number - 1]
        found = check(term, "=", line.term, (algebra,), context)
        if term == line.term or found.status is Status.PROVED:
            return Feedback(True, why)
        verdict = decide_terms(line.start, line.relation, term, context)
        if verdict.status is Status.PROVED:
            return Feedback(False, self.elsewhere(term))
        return Feedback(False, explain(verdict))

    def elsewhere(self, term: Term) -> str:
        """What to say of a line that is true, and not the one that the reason leads to."""
        if any(term == line.term for line in self.theorem.lines[self.number :]):
            return "That is the next line; this step must do with its own reason."
        return "It is true, but this step leads elsewhere; mind its reason."

    # ---------------------------------------------------------------- display
    def lines(self) -> Iterator[tuple[Line, Term, str]]:
        """Each line of the theorem, the formula to show for it, and its mark."""
        for number, line in enumerate(self.theorem.lines, 1):
            if number == self.number:
                yield line, parse(self.template, self.theorem.context), "blank"
            else:
                yield line, line.term, line.verdict.status.name.lower()

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/plain": str(self), "text/html": self.html(), "text/markdown": self.myst()}

    def myst(self) -> str:
        """The ``{derivation}`` card of the book, with a box for the blank."""
        context, rows = self.theorem.context, []
        for line, term, mark in self.lines():
            reason = " and ".join(reason_myst(r, context) for r in line.reasons)
            rows.append(Row(RELATION[line.relation], latex(term, context), reason, mark))
        shown = card("One line is yours", latex(self.theorem.left, context), rows)
        return "\n".join([shown, self.spelling()])

    def spelling(self) -> str:
        """How to type the letters that are printed otherwise than they are spelled."""
        context = self.theorem.context
        lines = [self.theorem.left, *(term for _, term, _ in self.lines())]
        parts = {part.name for part in frozenset().union(*map(depends, lines))}
        used = parts & set(context.latex) - set(book.latex)
        typed = [f"`{name}` for ${context.latex[name]}$" for name in sorted(used)]
        return f"\nIn your answer write {', '.join(typed)}." if typed else ""

    def html(self) -> str:
        """One aligned display, typeset by Jupyter."""
        context = self.theorem.context
        left = latex(self.theorem.left, context)
        lines = [f"&{RELATION[n.relation]} {latex(term, context)}" for n, term, _ in self.lines()]
        body = html.escape(left + r" \\[4pt] ".join(lines))
        return rf"$$\begin{{aligned}} {body} \end{{aligned}}$$<p>{self.spelling().strip()}</p>"

    def __str__(self) -> str:
        context = self.theorem.context
        rows = [f"    {text(self.theorem.left, context)}"]
        for line, term, _ in self.lines():
            reason = " and ".join(map(reason_text, line.reasons))
            rows.append(f"  {line.relation:>2} {text(term, context)}    {reason}")
        return "\n".join(rows)


def gap(
    label: str,
    theorem: Theorem,
    number: int,
    template: str,
    *,
    right: tuple[str, ...],
    wrong: tuple[Any, ...],
    why: str,
    level: int = 1,
) -> Exercise:
    """An exercise that asks for what stands in the hole of one line."""
    found = Gap(theorem, number, template)
    judge = partial(found.judge, why=why)
    return Exercise(label, judge, right, (*wrong, "hole", ""), shows=found, level=level)
