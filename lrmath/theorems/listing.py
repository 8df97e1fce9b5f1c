"""The index of all theorems: what each says, where it stands, and what it rests on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lrmath.calc import Theorem
from lrmath.calc.show import RELATION, latex, reason_text

from . import CHAPTERS
from .letters import PAGE

#: Theorems of a chapter's module that another page shows.
ELSEWHERE = {
    "eq-sigmoid-power": "curve",
    "eq-growth-unique": "curve",
    "eq-pinsker-slope": "inequalities",
    "eq-entropy-slope": "inequalities",
    "eq-entropy-curvature": "inequalities",
    "eq-fenchel": "inequalities",
    "eq-softmax-around": "inequalities",
    "eq-lse-variational": "inequalities",
    "eq-bayes-log-odds": "generative",
    "eq-normal-classes": "generative",
    "eq-naive-bayes": "generative",
}
#: The pages that stand beside the chapters and not among them.
BESIDE = {
    "curve": "curve",
    "inequalities": "inequalities",
    "limits": "limits",
    "curves": "sources/convexity-article",
    "directions": "sources/study-notes",
}


@dataclass(frozen=True)
class Entry:
    """A theorem and the page that shows it."""

    theorem: Theorem
    page: str

    @property
    def rests_on(self) -> list[str]:
        """The labels of the theorems that its steps cite, in the order of the steps."""
        words = " ".join(reason_text(r) for line in self.theorem.lines for r in line.reasons)
        return list(dict.fromkeys(re.findall(r"\beq-[a-z0-9-]+", words)))

    @property
    def formula(self) -> str:
        """Its two sides as LaTeX, without the conditions."""
        found = self.theorem
        sides = latex(found.left, found.context), latex(found.right, found.context)
        return f" {RELATION[found.relation]} ".join(sides)

    def row(self) -> str:
        """A row of a pipe table: the number, then the label, the statement and what it rests on."""
        cited = ", ".join(f"{{eq}}`{label}`" for label in self.rests_on)
        grounds = f"<br>*Rests on* {cited}" if cited else ""
        label, formula = self.theorem.label, self.formula.replace("|", r"\vert ")
        return f"| {{eq}}`{label}` | `{label}`<br>${formula}${grounds} |"


def entries() -> Iterator[Entry]:
    """Every theorem of the book, in the order of the chapters."""
    for module in CHAPTERS:
        name = module.__name__.rsplit(".", 1)[-1]
        page = PAGE.get(name, name)
        for found in vars(module).values():
            if isinstance(found, Theorem) and found.module == module.__name__:
                yield Entry(found, ELSEWHERE.get(found.label, page))


def address(page: str) -> str:
    """The page's name for a link from the folder of the book."""
    return BESIDE.get(page, f"chapters/{page}")


def sections() -> Iterator[str]:
    """For each page, in MyST, a link to it and the table of its theorems."""
    grouped: dict[str, list[Entry]] = {}
    for entry in entries():
        grouped.setdefault(entry.page, []).append(entry)
    for page, found in grouped.items():
        rows = "\n".join(entry.row() for entry in found)
        yield f"**{{doc}}`{address(page)}`**\n\n| no. | theorem |\n|---|---|\n{rows}\n"
