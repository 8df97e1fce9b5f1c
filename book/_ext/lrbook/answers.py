"""A place for the answer under each exercise, which a script turns into a form (``_static/live``).

It tells the label, what kind of answer is asked for, and what the question already shows in the
checker's spelling: never an answer::

    <lr-answer data-exercise="ex-gradient-five-points" data-kind="numbers"></lr-answer>
"""

from __future__ import annotations

import functools
import html
import importlib
import json
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx_exercise.nodes import is_exercise_node


@functools.cache
def exercises() -> dict[str, Any]:
    """Return the exercises by their labels."""
    found: dict[str, Any] = importlib.import_module("lrmath.exercises").EXERCISES
    return found


def told(exercise: Any) -> dict[str, str]:
    """Return what the script must know of an exercise."""
    kind = importlib.import_module("lrmath.live.answers").kind(exercise)
    found = {"exercise": exercise.label, "kind": kind}
    if kind == "lines":
        found["count"] = str(len(exercise.shows.lines))
    if kind == "chain":
        found |= {"start": exercise.shows.left, "lines": json.dumps(list(exercise.shows.typed()))}
    return found


def markup(exercise: Any) -> str:
    """Return the element of an exercise."""
    data = "".join(f' data-{k}="{html.escape(v)}"' for k, v in told(exercise).items())
    return f"<lr-answer{data}></lr-answer>"


class Answers(SphinxPostTransform):
    """Put the element at the end of each exercise."""

    default_priority = 31  # after the levels
    formats = ("html",)

    def run(self, **_: object) -> None:
        """Visit the page's exercises."""
        for node in self.document.findall(is_exercise_node):
            exercise = exercises().get(node.get("label", ""))
            if exercise is not None:
                element = nodes.raw("", markup(exercise), format="html")
                element["answer"] = exercise.label
                node += element


def add_script(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Load the script on the pages with exercises."""
    if doctree and any("answer" in element for element in doctree.findall(nodes.raw)):
        app.add_js_file("live/answer.js", type="module")


def register(app: Sphinx) -> None:
    """Tell Sphinx of the transform."""
    app.add_post_transform(Answers)
    app.connect("html-page-context", add_script)
