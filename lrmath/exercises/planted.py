"""A derivation with planted errors: the reader names the lines that do not follow."""

from __future__ import annotations

import html
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from lrmath.calc import Context, Status, Verdict, decide
from lrmath.calc.language import parse, starting
from lrmath.calc.show import RELATION, Row, card, latex
from lrmath.theorems.notation import book

from .core import Exercise, Feedback


@dataclass(frozen=True)
class Planted:
    """Numbered lines, each claimed to follow from the line before; the checker says which do."""

    lines: tuple[str, ...]
    context: Context = book

    @cached_property
    def verdicts(self) -> dict[int, Verdict]:
        """What the checker says of each line from the second on, by the line's number."""
        found = {}
        for number, (before, line) in enumerate(zip(self.lines, self.lines[1:], strict=False), 2):
            relation, right = starting(line)
            found[number] = decide(starting(before)[1], relation, right, self.context)
        return found

    @property
    def errors(self) -> set[int]:
        """The numbers of the lines that are refuted."""
        return {n for n, verdict in self.verdicts.items() if verdict.status is Status.REFUTED}

    def judge(self, answer: Any) -> Feedback:
        """Accept the numbers of all planted errors, and no other."""
        try:
            named = {int(n) for n in (answer if hasattr(answer, "__iter__") else [answer])}
        except (TypeError, ValueError):
            return Feedback(False, "Give the numbers of lines, e.g. [3, 7].")
        innocent = sorted(named - self.errors)
        if innocent:
            return Feedback(False, f"Line {innocent[0]} {self.innocence(innocent[0])}")
        missing = len(self.errors - named)
        if missing:
            more = "one more" if missing == 1 else f"{missing} more"
            return Feedback(False, f"What you name is wrong, but there is {more}.")
        return Feedback(True, " ".join(self.proof(n) for n in sorted(named)))

    def innocence(self, number: int) -> str:
        """Why a line is none of the planted errors."""
        return (
            "follows from the line before." if number in self.verdicts else "does not follow any."
        )

    def proof(self, number: int) -> str:
        """The counterexample to a line."""
        return f"Line {number} fails {self.verdicts[number].counterexample}."

    # ---------------------------------------------------------------- display
    def formulas(self) -> list[tuple[str, str]]:
        """The relation and the LaTeX of each line."""
        split = map(starting, self.lines)
        return [(RELATION[r], latex(parse(text, self.context), self.context)) for r, text in split]

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/plain": str(self), "text/html": self.html(), "text/markdown": self.myst()}

    def myst(self) -> str:
        """The ``{derivation}`` card of the book, with numbers for reasons and without verdicts."""
        (_, start), *following = self.formulas()
        rows = [Row(*line, f"line {number}", "open") for number, line in enumerate(following, 2)]
        return card("Which lines do not follow?", start, rows)

    def html(self) -> str:
        """A numbered list, typeset by Jupyter."""
        (_, start), *following = self.formulas()
        lines = [start, *(f"{relation} {tex}" for relation, tex in following)]
        rows = [rf"<li>$\displaystyle {html.escape(tex)}$</li>" for tex in lines]
        return f"<ol>{''.join(rows)}</ol>"

    def __str__(self) -> str:
        return "\n".join(f"{n:3}  {line}" for n, line in enumerate(self.lines, 1))


def planted(
    label: str, *lines: str, right: tuple[Any, ...], wrong: tuple[Any, ...], level: int = 2
) -> Exercise:
    """An exercise that asks for the numbers of the lines that do not follow."""
    found = Planted(lines)
    return Exercise(label, found.judge, right, (*wrong, "first"), shows=found, level=level)
