r"""``{item}``: a paragraph beside the numbers of the items of a text that it speaks of.

The argument has the numbers, the body is the page's own prose. ``struck`` is a claim of the text
that does not hold, in one line of MyST; it is shown struck out above the body::

    ```{item} S0.15
    :struck: The ratio $\frac{y}{1 - y}$ is called the log-odds.

    It is the *odds*.
    ```

Each number is a target: ``{ref}`S0.15 <s0-15>``` leads to it, from every page.
"""

from __future__ import annotations

import re
from typing import ClassVar

from docutils import nodes
from docutils.nodes import Element, Node
from docutils.parsers.rst import directives
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

ITEM = re.compile(r"\bS\d+\.\d+\b")


def target(item: str) -> str:
    """Return the name of an item as a target: ``s3-22``."""
    return item.lower().replace(".", "-")


def number(items: str, place: Element, document: nodes.document) -> nodes.paragraph:
    """Return what stands in the margin, and make the place the target of the items in it.

    An item that is named twice is found where it is named first.
    """
    for item in ITEM.findall(items):
        if target(item) not in document.nameids:
            place["names"].append(target(item))
    if place["names"]:
        document.note_explicit_target(place)
    return nodes.paragraph("", "", nodes.inline("", items), classes=["item-number"])


class Item(SphinxDirective):
    """Prose with its numbers in the margin."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar = {"struck": directives.unchanged_required}

    def run(self) -> list[Node]:
        """Return the numbers, what is struck, and the prose."""
        if not ITEM.search(self.arguments[0]):
            raise self.error(f"item: {self.arguments[0]!r} names no item such as S3.22")
        part = nodes.container(classes=["source-item"])
        part += number(self.arguments[0], part, self.state.document)
        body = nodes.container(classes=["source-item-body"])
        if "struck" in self.options:
            body += self.struck(self.options["struck"])
        self.state.nested_parse(self.content, self.content_offset, body)
        part += body
        self.set_source_info(part)
        return [part]

    def struck(self, claim: str) -> nodes.paragraph:
        """Return the claim that does not hold, and its mark, which is also said in words."""
        found, messages = self.state.inline_text(claim, self.lineno)
        spoken = nodes.inline("", "struck out: ", classes=["visually-hidden"])
        mark = nodes.raw("", '<span class="item-mark" aria-hidden="true">✗</span>', format="html")
        return nodes.paragraph(
            "", "", spoken, nodes.inline("", "", *found, classes=["item-struck"]), mark, *messages
        )


def register(app: Sphinx) -> None:
    """Tell Sphinx of the directive."""
    app.add_directive("item", Item)
