"""What an erratum is: a printed line refused, the line beside it proved, and a kind word.

Nothing is decided on import; every verdict is found when it is asked for, and found once.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import groupby

from lrmath.calc import Context, Status, StepError, Theorem, Verdict, decide
from lrmath.calc.language import parse, starting
from lrmath.calc.show import RELATION, Row, card, counterexample_myst, latex
from lrmath.theorems.notation import book

REFUSED = (Status.REFUTED, Status.ILL_TYPED, Status.PROVED_UNDER)


@dataclass(frozen=True)
class Line:
    """A relation put to the checker; ``right`` may begin with another relation, as in ``">= 0"``.

    ``item`` says where it is printed. ``tex`` is the LaTeX of a right side that is no formula at
    all, so that the checker cannot write it. A line that repeats the slip of the line before is
    checked, but not ``shown``.
    """

    left: str
    right: str
    item: str = ""
    context: Context = field(default=book, repr=False)
    tex: str = ""
    shown: bool = True

    @cached_property
    def verdict(self) -> Verdict:
        """What the checker says; of a line that is not defined everywhere, the conditions."""
        relation, right = starting(self.right)
        verdict = decide(self.left, relation, right, self.context)
        if verdict.status is Status.UNDECIDED:
            try:
                self.context.claim("line", self.left, self.right)
            except StepError as error:
                if isinstance(error.verdict, Verdict):
                    return error.verdict
        return verdict

    @property
    def relation(self) -> str:
        """The relation between the two sides."""
        return starting(self.right)[0]

    @property
    def left_tex(self) -> str:
        """The left side in LaTeX."""
        return latex(parse(self.left, self.context), self.context)

    @property
    def right_tex(self) -> str:
        """The right side in LaTeX."""
        right = starting(self.right)[1]
        return self.tex or latex(parse(right, self.context), self.context)

    @property
    def answer(self) -> str:
        """The checker's answer, in MyST."""
        verdict = self.verdict
        if verdict.counterexample is not None:
            return counterexample_myst(verdict.counterexample, self.context)
        if verdict.status is Status.PROVED_UNDER:
            needed = dict.fromkeys(map(str, verdict.conditions))
            return f"defined only where {', '.join(needed)}"
        if verdict.status is Status.ILL_TYPED:
            return re.sub(r"\s*\(column \d+\)", "", verdict.message.splitlines()[0])
        return "decided"

    @property
    def tagged(self) -> str:
        """The answer after the place where the line is printed."""
        return f"{self.item}: {self.answer}" if self.item else self.answer


Right = Line | Theorem


@dataclass(frozen=True)
class Evidence:
    """A counterexample: in words, its numbers, and whether they contradict the claim."""

    words: str
    values: dict[str, float]
    contradicts: bool


@dataclass(frozen=True)
class Erratum:
    """One error: what is printed and where, what is true, and how it may have happened."""

    number: str
    title: str
    items: tuple[str, ...]
    printed: str
    reads: str
    told: str
    wrong: tuple[Line, ...] = ()
    right: tuple[Right, ...] = ()
    counterexample: Callable[[], Evidence] | None = None
    asked: str = "As printed, in the book's symbols"
    shown: str = "As it should read"

    @cached_property
    def evidence(self) -> Evidence | None:
        """The counterexample, computed."""
        return self.counterexample() if self.counterexample else None

    # ---------------------------------------------------------------- views
    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/plain": str(self), "text/html": self.html(), "text/markdown": self.myst()}

    def myst(self) -> str:
        """MyST source: what is printed, what refutes it, what is proved instead, the kind word."""
        parts = [f"*Printed ({linked(self.items)}).* {self.printed}", *self.refuted_cards()]
        if self.evidence:
            parts.append(f"*A counterexample.* {self.evidence.words}")
        parts += [f"*Right.* {self.reads}", *self.proved_cards(), self.told]
        return "\n\n".join(parts)

    def refuted_cards(self) -> list[str]:
        """The printed lines; lines that continue one left side share a card."""
        shown = [line for line in self.wrong if line.shown]
        cards = []
        for left, lines in groupby(shown, key=lambda line: line.left_tex):
            rows = [Row(RELATION[n.relation], n.right_tex, n.tagged, "refuted") for n in lines]
            cards.append(card(self.asked, left, rows))
        hidden = [line.item for line in self.wrong if not line.shown]
        if hidden:
            cards.append(f"The lines {span(hidden)} repeat it, and are refuted likewise.")
        return cards

    def proved_cards(self) -> list[str]:
        """The right lines, each a theorem of the book or decided on the spot."""
        rows = map(proved_row, self.right)
        return [
            card(self.shown, left, [row for _, row in found])
            for left, found in groupby(rows, key=lambda pair: pair[0])
        ]

    def html(self) -> str:
        """For Jupyter, which typesets what stands between dollars."""
        rows = [
            f"<p><b>{self.number}. {html.escape(self.title)}</b> {html.escape(self.printed)}</p>"
        ]
        for line in self.wrong:
            sides = f"{line.left_tex} {RELATION[line.relation]} {line.right_tex}"
            rows.append(f"<p>✗ ${html.escape(sides)}$ ({html.escape(line.answer)})</p>")
        if self.evidence:
            rows.append(f"<p>✗ {html.escape(self.evidence.words)}</p>")
        rows.append(f"<p>{html.escape(self.reads)}</p>")
        for left, row in map(proved_row, self.right):
            rows.append(f"<p>✓ ${html.escape(f'{left} {row.relation} {row.tex}')}$</p>")
        return "".join([*rows, f"<p>{html.escape(self.told)}</p>"])

    def __str__(self) -> str:
        rows = [f"{self.number} ({span(self.items)}): {self.title}"]
        rows += [f"  ✗ {n.left} {statement(n.right)}    {n.answer}" for n in self.wrong]
        if self.evidence:
            rows.append(f"  ✗ {self.evidence.words}")
        for right in self.right:
            if isinstance(right, Line):
                rows.append(f"  ✓ {right.left} {statement(right.right)}")
            else:
                rows.append(f"  ✓ {right.label}")
        return "\n".join(rows)


def statement(right: str) -> str:
    """``= q`` for ``q``, and ``>= 0`` as it is."""
    return " ".join(starting(right))


def proved_row(right: Right) -> tuple[str, Row]:
    """The left side and the one line of a proved card."""
    if isinstance(right, Line):
        left, tex, reason = right.left_tex, right.right_tex, "decided by the checker"
    else:
        left, tex = (latex(side, right.context) for side in (right.left, right.right))
        reason = f"{{eq}}`{right.label}`"
    return left, Row(RELATION[right.relation], tex, reason, "proved")


def span(items: Sequence[str]) -> str:
    """``S3.22–S3.25`` for four items in a row."""
    return ", ".join(map(named, runs(items)))


def linked(items: Sequence[str]) -> str:
    """The same in MyST; a run of one of the five texts leads to its first line, repaired."""
    return ", ".join(link(run) if run[0].startswith("S") else named(run) for run in runs(items))


def link(run: Sequence[str]) -> str:
    """A run of items as a link to the page where their text is repaired."""
    return f"{{ref}}`{named(run)} <{anchor(run[0])}>`"


def runs(items: Sequence[str]) -> list[list[str]]:
    """The items, those that follow one another together."""
    found: list[list[str]] = []
    for item in items:
        if found and follows(found[-1][-1], item):
            found[-1].append(item)
        else:
            found.append([item])
    return found


def named(run: Sequence[str]) -> str:
    """The first and the last of a run, or the one that it has."""
    return run[0] if len(run) == 1 else f"{run[0]}–{run[-1]}"


def anchor(item: str) -> str:
    """The target of an item's line on the page where its text is repaired."""
    return item.lower().replace(".", "-")


def follows(item: str, other: str) -> bool:
    """Whether one item comes right after another in the same source."""
    source, number = item.split(".")
    return other == f"{source}.{int(number) + 1}"
