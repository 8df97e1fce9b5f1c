r"""``{derivation}`` of the book: a chain as a theorem writes it, or a text that is checked here.

A card of :mod:`lrmath.sphinx` whose lines were checked when a cell was run. The argument is the
label of the equation derived; the body is YAML::

    ```{derivation} eq-gradient
    start: '\frac{\partial J}{\partial \beta_j}'
    steps:
    - relation: '='
      tex: '\sum_{i=1}^m (p_i - y_i) x_{ij}'
      reason: 'calculus, and {eq}`eq-softplus-derivative`'
      mark: proved
    ```

``start`` and ``tex`` are LaTeX without dollars; ``reason`` is one line of MyST; ``mark`` is one of
``card.MARKS``. A page may carry a ``refuted`` line only where it shows an error on purpose, and a
``blank`` or an ``open`` one in an exercise. A ``struck`` line is one that some text prints, shown
before the line that repairs it. ``margin``, beside a line or the start, names the item of that
text; links find it there (``lrbook.items``).

A body that does not begin with ``start:`` is in the text format of ``lrmath check``, and is checked
as in every other project that uses :mod:`lrmath.sphinx`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

import yaml
from docutils.nodes import Node
from sphinx.application import Sphinx

from lrbook import items, live
from lrmath.sphinx import card, directive

KEYS = {"relation", "tex", "reason", "mark"}


class Derivation(directive.Derivation):
    """A checked chain of equalities or inequalities."""

    optional_arguments = 1
    option_spec: ClassVar = directive.Derivation.option_spec

    def run(self) -> list[Node]:
        """Return the card: a heading and one list item a line."""
        if not "".join(self.content[:1]).startswith("start:"):
            return super().run()
        try:
            chain = parse("\n".join(self.content))
        except (ValueError, yaml.YAMLError) as error:
            raise self.error(f"derivation: {error}") from error
        start = card.Line("", chain["start"])
        found = card.card(self.title(), [start, *map(self.written, chain["steps"])])
        self.number(found, [chain, *chain["steps"]])
        self.mark(found, chain)
        self.set_source_info(found)
        return [found]

    def title(self) -> list[Node]:
        """Return what is derived."""
        label = self.arguments[0] if self.arguments else None
        title = self.options.get("title") or (f"Derivation of {{eq}}`{label}`" if label else "")
        return self.inline(title or "Derivation")

    def written(self, step: Mapping[str, Any]) -> card.Line:
        """Return a line of the body."""
        reason = self.inline(step["reason"])
        return card.Line(step["relation"], step["tex"], reason, step["mark"])

    def number(self, found: card.Card, lines: list[Mapping[str, Any]]) -> None:
        """Put the items of a text into the margin of its lines."""
        if any("margin" in line for line in lines):
            found["classes"].append("derivation-numbered")
        for item, line in zip(found[-1].children, lines, strict=True):
            if "margin" in line:
                item.insert(0, items.number(line["margin"], item, self.state.document))

    def mark(self, found: card.Card, chain: Mapping[str, Any]) -> None:
        """Tell the page's live checker what the lines are, where they are a theorem's."""
        told = live.marking(self.arguments[0], chain) if self.arguments else None
        if told is None:
            return
        found["data"] = told.card
        for item, data in zip(found[-1].children, told.lines, strict=True):
            item["data"] = data


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
        if step["mark"] not in card.MARKS:
            known = ", ".join(card.MARKS)
            raise ValueError(f"step {number}: {step['mark']!r} is not one of {known}")
    return dict(chain)


def register(app: Sphinx) -> None:
    """Tell Sphinx of the directive, in the place of the one that checks only."""
    app.setup_extension("lrmath.sphinx")
    app.add_directive("derivation", Derivation, override=True)
