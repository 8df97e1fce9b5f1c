"""A whole derivation as the answer: each line is checked, the first that fails is named."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from lrmath.calc import (
    CalcError,
    Chain,
    Context,
    StepError,
    algebra,
    calculus,
    cases,
    definition,
    given,
    linearity,
    positivity,
)
from lrmath.calc.language import parse
from lrmath.calc.language.relations import starting
from lrmath.calc.show import RELATION, Row, card, latex
from lrmath.theorems import theorem

from .core import Exercise, Feedback, explain

BY_NAME = {
    reason.name: reason for reason in (algebra, calculus, cases, given, linearity, positivity)
}
LINE = re.compile(r"\s*(?P<line>\S.*?)\s+by\s+(?P<reasons>.+?)\s*")
SHAPE = "Write each line as in a text file: = formula by reason, reason."


@dataclass(frozen=True)
class Derivation:
    """A claim that the reader derives; ``shown`` are the lines of a chain that needs repair.

    ``may_cite`` are the labels of the theorems that a line may rest on; a hint stands beside the
    first line that does not follow.
    """

    context: Context
    left: str
    right: str
    shown: tuple[str, ...] = ()
    may_cite: tuple[str, ...] = ()
    hint: str = ""

    def judge(self, answer: Any, why: str = "") -> Feedback:
        """Check the lines of a text one by one, and that they end at the claim."""
        if not isinstance(answer, str) or not answer.strip():
            return Feedback(False, SHAPE)
        chain = self.context.claim("eq-yours", self.left, self.right)
        for number, line in enumerate(answer.strip().splitlines(), 1):
            try:
                chain = self.longer(chain, line)
            except StepError as error:
                return Feedback(False, self.stopped(number, explain(error.verdict)))
            except (CalcError, ValueError) as error:
                return Feedback(False, self.stopped(number, str(error)))
        return self.ended(chain, why)

    def longer(self, chain: Chain, line: str) -> Chain:
        """The chain with one line more."""
        found = LINE.fullmatch(line)
        if found is None:
            raise ValueError(SHAPE)
        return chain.step(found["line"], by=list(self.reasons(found["reasons"])))

    def reasons(self, text: str) -> Iterator[Any]:
        """The reasons that a line names."""
        for name in map(str.strip, text.split(",")):
            if name in BY_NAME:
                yield BY_NAME[name]
            elif name.startswith("definition "):
                yield definition(name.removeprefix("definition ").strip())
            elif name in self.may_cite:
                yield theorem(name)
            else:
                known = ", ".join([*sorted(BY_NAME), "definition NAME", *self.may_cite])
                raise ValueError(f"{name} is no reason here; there are {known}")

    def stopped(self, number: int, message: str) -> str:
        """What to say of the first line that does not follow."""
        told = f"Line {number} does not follow. {message[:1].upper()}{message[1:].rstrip('.')}."
        return f"{told} Hint: {self.hint}" if self.hint else told

    def ended(self, chain: Chain, why: str) -> Feedback:
        """Whether the chain, whose lines all follow, ends at the claim."""
        try:
            chain.qed()
        except CalcError as error:
            return Feedback(False, f"Every line follows, but {str(error).partition(': ')[2]}.")
        return Feedback(True, f"{len(chain.lines)} lines, each follows. {why}".strip())

    # ---------------------------------------------------------------- display
    def typed(self) -> Iterator[dict[str, Any]]:
        """The lines of the broken chain, and their reasons, as they are typed."""
        for line in self.shown:
            found = LINE.fullmatch(line)
            assert found is not None, line
            yield {"line": found["line"], "by": found["reasons"].split(", ")}

    def rows(self) -> Iterator[tuple[str, str, str, str]]:
        """Relation, LaTeX, reason and mark of each line: those of the broken chain, or the goal."""
        for line in self.shown:
            found = LINE.fullmatch(line)
            assert found is not None, line
            reason = re.sub(r"(eq-[a-z0-9-]+)", r"{eq}`\1`", found["reasons"])
            yield (*self.formula(found["line"]), reason, "open")
        if not self.shown:
            yield (*self.formula(self.right), "for you to derive", "blank")

    def formula(self, line: str) -> tuple[str, str]:
        """The relation and the LaTeX of a line."""
        relation, text = starting(line)
        return RELATION[relation], latex(parse(text, self.context), self.context)

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/plain": str(self), "text/html": self.html(), "text/markdown": self.myst()}

    def myst(self) -> str:
        """The ``{derivation}`` card of the book, and the claim in the checker's spelling."""
        title = "One line is wrong" if self.shown else "Derive this"
        start = latex(parse(self.left, self.context), self.context)
        shown = card(title, start, (Row(*row) for row in self.rows()))
        typed = f"`{self.left}`, to end at `{self.right}`"
        cited = [f"{{eq}}`{label}` as `{label}`" for label in self.may_cite]
        cite = f" You may cite {', '.join(cited)}." if cited else ""
        copy = " `print(question(...))` gives the lines, to copy." if self.shown else ""
        return "\n".join([shown, "", f"Start from {typed}.{cite}{copy}"])

    def html(self) -> str:
        """The lines, typeset by Jupyter."""
        start = latex(parse(self.left, self.context), self.context)
        rows = [start, *(f"{relation} {tex}" for relation, tex, _, _ in self.rows())]
        items = [rf"<li>$\displaystyle {html.escape(tex)}$</li>" for tex in rows]
        return f"<ol>{''.join(items)}</ol>"

    def __str__(self) -> str:
        return "\n".join([self.left, *(self.shown or (f"= {self.right}    for you to derive",))])


def derivation(
    label: str,
    asked: Derivation,
    *,
    right: tuple[str, ...],
    wrong: tuple[Any, ...],
    why: str = "",
    level: int = 3,
) -> Exercise:
    """An exercise whose answer is a chain, as text with one line a step."""
    broken = ("\n".join(asked.shown),) if asked.shown else ()
    refused = (*wrong, *broken, "", 3, "no reason")
    judge = partial(asked.judge, why=why)
    return Exercise(label, judge, right, refused, shows=asked, level=level)
