r"""``{derivation}``: a chain of lines, each with its reason and the mark of its check.

The argument is the label of the equation derived; the body is YAML::

    ```{derivation} eq-gradient
    start: '\frac{\partial J}{\partial \beta_j}'
    steps:
    - relation: '='
      tex: '\sum_{i=1}^m (p_i - y_i) x_{ij}'
      reason: 'calculus, and {eq}`eq-softplus-derivative`'
      mark: proved
    ```

``start`` and ``tex`` are LaTeX without dollars; ``reason`` is one line of MyST; ``mark`` is one of
``MARKS``. A page may carry a ``refuted`` line only where it shows an error on purpose, and a
``blank`` or an ``open`` one in an exercise. A ``struck`` line is one that some text prints, shown
before the line that repairs it. ``margin``, beside a line or the start, names the item of that
text; links find it there (``lrbook.items``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar

import yaml
from docutils import nodes
from docutils.nodes import Node
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

from lrbook import items, live

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
KEYS = {"relation", "tex", "reason", "mark"}


class Derivation(SphinxDirective):
    """A checked chain of equalities or inequalities."""

    has_content = True
    optional_arguments = 1
    option_spec: ClassVar = {"title": directives.unchanged}

    def run(self) -> list[Node]:
        """Return the card: a heading and one list item a line."""
        try:
            chain = parse("\n".join(self.content))
        except (ValueError, yaml.YAMLError) as error:
            raise self.error(f"derivation: {error}") from error
        lines = nodes.enumerated_list(classes=["derivation-lines"])
        lines += self.line({"relation": "", "tex": chain["start"], **chain})
        for step in chain["steps"]:
            lines += self.line(step)
        wrong = any(step["mark"] == "refuted" for step in chain["steps"])
        numbered = any("margin" in line for line in (chain, *chain["steps"]))
        kinds = {"derivation": True, "derivation-wrong": wrong, "derivation-numbered": numbered}
        card = live.LiveCard(classes=[name for name, given in kinds.items() if given])
        card += [self.heading(chain["steps"]), lines]
        self.mark(card, lines, chain)
        self.set_source_info(card)
        return [card]

    def mark(self, card: live.LiveCard, lines: nodes.Element, chain: Mapping[str, Any]) -> None:
        """Tell the page's live checker what the lines are, where they are a theorem's."""
        found = live.marking(self.arguments[0], chain) if self.arguments else None
        if found is None:
            return
        card["live"] = found.card
        for line, told in zip(lines.children, found.lines, strict=True):
            line["live"] = told

    def heading(self, steps: list[dict[str, str]]) -> nodes.paragraph:
        """Say what is derived, and what the checker made of it."""
        label = self.arguments[0] if self.arguments else None
        title = self.options.get("title") or (f"Derivation of {{eq}}`{label}`" if label else "")
        heading = nodes.paragraph(classes=["derivation-title"])
        heading += nodes.inline("", "", *self.inline(title or "Derivation"))
        heading += nodes.inline("", count(steps), classes=["derivation-count"])
        return heading

    def line(self, line: Mapping[str, Any]) -> nodes.list_item:
        """Return one line: number, formula, reason, mark; the line at the start has no reason."""
        formula = f"{line['relation']} {line['tex']}".strip()
        math = nodes.math_block("", formula, nowrap=False, number=None)
        self.set_source_info(math)
        item = live.LiveLine("", math)
        if "margin" in line:
            item.insert(0, items.number(line["margin"], item, self.state.document))
        mark = line.get("mark")
        item["classes"].append(f"derivation-{mark or 'start'}")
        if mark and width(line["tex"]) > WIDE:
            item["classes"].append("derivation-wide")
        if mark:
            item += self.reason(line["reason"], mark)
        return item

    def reason(self, reason: str, mark: str) -> list[nodes.paragraph]:
        """Return why a line holds, and its mark, which is also said in words."""
        sign, word = MARKS[mark]
        spoken = nodes.inline("", word, classes=["visually-hidden"])
        shown = nodes.raw("", f'<span aria-hidden="true">{sign}</span>', format="html")
        return [
            nodes.paragraph("", "", *self.inline(reason), classes=["derivation-reason"]),
            nodes.paragraph("", "", shown, spoken, classes=["derivation-mark"]),
        ]

    def inline(self, text: str) -> list[Node]:
        """Parse one line of the page's mark-up."""
        found, messages = self.state.inline_text(text, self.lineno)
        return [*found, *messages]


def width(tex: str) -> int:
    """Return about how many signs a formula has beside one another; a fraction counts in full.

    The limits of a sum or a product stand above and below its sign.
    """
    bare = re.sub(r"\\(?:sum|prod)_\{[^{}]*\}(?:\^\{[^{}]*\})?", "x", tex)
    letters = re.sub(r"\\(?!left|right|frac)[A-Za-z]+", "x", bare)
    return len(re.sub(r"\\(?:left|right|frac|[,!; ])|[{}_^\s]", "", letters))


def count(steps: list[dict[str, str]]) -> str:
    """Say what the checker made of the steps."""
    marks = [step["mark"] for step in steps]
    if "refuted" in marks:
        return "refuted"
    if "blank" in marks:
        return "fill the box"
    if "open" in marks:
        return "yours to check"
    struck = marks.count("struck")
    proved = sum(mark in ("proved", "conditional") for mark in marks)
    noun = "step" if len(marks) - struck == 1 else "steps"
    said = f"{proved} of {len(marks) - struck} {noun} machine-checked"
    return f"{said}, {struck} struck" if struck else said


def parse(body: str) -> dict[str, Any]:
    """Read a derivation's YAML, and refuse whatever it should not contain."""
    chain = yaml.safe_load(body)
    if not isinstance(chain, Mapping) or set(chain) - {"margin"} != {"start", "steps"}:
        raise ValueError("the body is a mapping with 'start' and 'steps'")
    if not isinstance(chain["steps"], list) or not chain["steps"]:
        raise ValueError("'steps' is a list of at least one step")
    for number, step in enumerate(chain["steps"], 1):
        if not isinstance(step, Mapping) or set(step) - {"margin"} != KEYS:
            raise ValueError(f"step {number} has not just 'relation', 'tex', 'reason', 'mark'")
        if step["mark"] not in MARKS:
            raise ValueError(f"step {number}: {step['mark']!r} is not one of {', '.join(MARKS)}")
    return dict(chain)


def register(app: Sphinx) -> None:
    """Tell Sphinx of the directive."""
    app.add_directive("derivation", Derivation)
