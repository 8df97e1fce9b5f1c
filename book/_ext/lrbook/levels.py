"""How hard an exercise is, beside its title: from the field ``level`` of the exercise, never typed.

Three discs, filled up to the level. A reader who does not see them is told in words.
"""

from __future__ import annotations

import functools
import importlib

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx_exercise.nodes import is_exercise_node


@functools.cache
def levels() -> dict[str, int]:
    """Return the level of every exercise by its label."""
    exercises = importlib.import_module("lrmath.exercises").EXERCISES
    return {label: exercise.level for label, exercise in exercises.items()}


@functools.cache
def words() -> dict[int, str]:
    """Return what each level is called."""
    found: dict[int, str] = importlib.import_module("lrmath.exercises").LEVELS
    return found


def mark(level: int) -> list[nodes.Node]:
    """Return the discs of a level, for the eye only, and its words, for a screen reader only."""
    discs = "●" * level + "○" * (len(words()) - level)
    said = f"difficulty {level} of {len(words())}: {words()[level]}"
    seen = f'<span class="level" aria-hidden="true" title="{said}">{discs}</span>'
    heard = f'<span class="visually-hidden">, {said}</span>'
    return [nodes.Text(" "), nodes.raw("", seen + heard, format="html")]


class Levels(SphinxPostTransform):
    """Write the level beside the title of each exercise."""

    default_priority = 30  # after sphinx_exercise has made the titles
    formats = ("html",)

    def run(self, **_: object) -> None:
        """Visit the page's exercises."""
        for exercise in self.document.findall(is_exercise_node):
            level = levels().get(exercise.get("label", ""))
            if level is not None:
                exercise.children[0].extend(mark(level))


def register(app: Sphinx) -> None:
    """Tell Sphinx of the transform."""
    app.add_post_transform(Levels)
