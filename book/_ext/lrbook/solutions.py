"""Solutions are folded by the browser itself: no script, and nothing that moves at the start."""

from __future__ import annotations

import re

from docutils.nodes import Element
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator
from sphinx_exercise.nodes import solution_node

_TITLE = re.compile(r'<p class="admonition-title">(.*?)</p>', re.DOTALL)


def visit(writer: HTML5Translator, node: Element) -> None:
    """Open a box that the reader opens."""
    node["classes"] = [name for name in node["classes"] if name != "dropdown"]
    node["start"] = len(writer.body)
    writer.body.append(writer.starttag(node, "details", CLASS="admonition"))


def depart(writer: HTML5Translator, node: Element) -> None:
    """Close it; its title is the line that is always in sight."""
    box = "".join(writer.body[node["start"] :])
    writer.body[node["start"] :] = [summarised(box), "</details>\n"]


def summarised(box: str) -> str:
    """Make the first title of a box, without its link, the line that a press opens."""
    return _TITLE.sub(lambda found: _summary(found[1]), box, count=1)


def _summary(title: str) -> str:
    """Return a title without its link; the exercise stands right above."""
    words = re.sub(r"</?a\b[^>]*>", "", title)
    return f'<summary class="admonition-title">{words}</summary>'


def register(app: Sphinx) -> None:
    """Replace what sphinx-exercise writes for a solution."""
    app.setup_extension("sphinx_exercise")
    app.add_node(solution_node, override=True, html=(visit, depart))
