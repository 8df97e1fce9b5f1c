"""The card of a derivation on a page: a heading, then one list item a line.

It is the one place where cards are made: for :mod:`lrmath.sphinx`, which has checked the lines
itself, and for the pages of the book, whose notebooks hold lines that were checked there.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from docutils import nodes
from docutils.nodes import Node
from sphinx.application import Sphinx

#: The sign printed after a line, and the word a screen reader says for it.
MARKS = {
    "proved": ("✓", "proved"),
    "conditional": ("✓", "proved under a condition"),
    "cited": ("¶", "cited, not checked here"),
    "refuted": ("✗", "refuted"),
    "struck": ("✗", "struck out, because refuted"),
    "blank": ("?", "for you to fill in"),
    "open": ("?", "for you to judge"),
}

WIDE = 22  # signs; a longer formula has the whole width, and its reason below


class Card(nodes.container):
    """A derivation's card; its ``data``, a dictionary, is written as attributes of its tag."""


class CardLine(nodes.list_item):
    """A line of a card; its ``data`` is written as attributes of its tag."""


@dataclass(frozen=True)
class Line:
    """What stands on a line: sign, LaTeX, reason and mark; the line at the start has no mark."""

    relation: str
    tex: str
    reason: Sequence[Node] = field(default=())
    mark: str = ""


def card(title: Iterable[Node], lines: Sequence[Line]) -> Card:
    """Return the card of lines; the first is where they start from."""
    marks = [line.mark for line in lines[1:]]
    shown = nodes.enumerated_list(classes=["derivation-lines"])
    shown += [item(line) for line in lines]
    found: Card = Card(classes=["derivation", *["derivation-wrong"] * ("refuted" in marks)])
    found.extend([heading(title, count(marks)), shown])
    return found


def heading(title: Iterable[Node], said: str) -> nodes.paragraph:
    """Return what is derived, and what the checker made of it."""
    found = nodes.paragraph(classes=["derivation-title"])
    found += nodes.inline("", "", *title)
    found += nodes.inline("", said, classes=["derivation-count"])
    return found


def item(line: Line) -> CardLine:
    """Return one line: formula, reason, mark."""
    formula = f"{line.relation} {line.tex}".strip()
    found = CardLine("", nodes.math_block("", formula, nowrap=False, number=None))
    found["classes"].append(f"derivation-{line.mark or 'start'}")
    if line.mark and width(line.tex) > WIDE:
        found["classes"].append("derivation-wide")
    if line.mark:
        found += why(line)
    return found


def why(line: Line) -> list[nodes.paragraph]:
    """Return why a line holds, and its mark, which is also said in words."""
    sign, word = MARKS[line.mark]
    spoken = nodes.inline("", word, classes=["visually-hidden"])
    shown = nodes.raw("", f'<span aria-hidden="true">{sign}</span>', format="html")
    return [
        nodes.paragraph("", "", *line.reason, classes=["derivation-reason"]),
        nodes.paragraph("", "", shown, spoken, classes=["derivation-mark"]),
    ]


def width(tex: str) -> int:
    """Return about how many signs a formula has beside one another; a fraction counts in full.

    The limits of a sum or a product stand above and below its sign.
    """
    bare = re.sub(r"\\(?:sum|prod)_\{[^{}]*\}(?:\^\{[^{}]*\})?", "x", tex)
    letters = re.sub(r"\\(?!left|right|frac)[A-Za-z]+", "x", bare)
    return len(re.sub(r"\\(?:left|right|frac|[,!; ])|[{}_^\s]", "", letters))


def count(marks: Sequence[str]) -> str:
    """Say what the checker made of the steps."""
    for mark, said in (
        ("refuted", "refuted"),
        ("blank", "fill the box"),
        ("open", "yours to check"),
    ):
        if mark in marks:
            return said
    struck = marks.count("struck")
    proved = sum(mark in ("proved", "conditional") for mark in marks)
    noun = "step" if len(marks) - struck == 1 else "steps"
    said = f"{proved} of {len(marks) - struck} {noun} machine-checked"
    return f"{said}, {struck} struck" if struck else said


# ---------------------------------------------------------------- writing the nodes
def _visit(translator: Any, node: nodes.Element, visit: str) -> None:
    """Write the tag as Sphinx does, and put the attributes into it."""
    getattr(translator, visit)(node)
    told = "".join(f' {k}="{html.escape(v)}"' for k, v in node.get("data", {}).items())
    tag = translator.body[-1]
    end = tag.rindex(">")
    translator.body[-1] = f"{tag[:end]}{told}{tag[end:]}"


def _visit_card(translator: Any, node: Card) -> None:
    _visit(translator, node, "visit_container")


def _depart_card(translator: Any, node: Card) -> None:
    translator.depart_container(node)


def _visit_line(translator: Any, node: CardLine) -> None:
    _visit(translator, node, "visit_list_item")


def _depart_line(translator: Any, node: CardLine) -> None:
    translator.depart_list_item(node)


def register(app: Sphinx) -> None:
    """Tell Sphinx how both nodes are written; other builders than HTML take them as they come."""
    app.add_node(Card, html=(_visit_card, _depart_card))
    app.add_node(CardLine, html=(_visit_line, _depart_line))
