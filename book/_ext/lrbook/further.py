"""Sections named *Further …* are folded: who reads the chapter once can do without them."""

from __future__ import annotations

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

OPENED = '<details class="lr-further"><summary>Read on</summary>'
CLOSED = "</details>"


class FoldFurther(SphinxPostTransform):
    """Put what stands under the title of such a section into an element that opens on a click."""

    default_priority = 900  # references and pictures are resolved by then
    formats = ("html",)

    def run(self, **_: object) -> None:
        """Visit every section of the page; its title, and so the contents, stay in sight."""
        for section in list(self.document.findall(nodes.section)):
            title, *body = section.children
            if title.astext().startswith("Further") and isinstance(section.parent, nodes.section):
                opened, closed = (nodes.raw("", t, format="html") for t in (OPENED, CLOSED))
                section[:] = [title, opened, *body, closed]


def register(app: Sphinx) -> None:
    """Tell Sphinx of the transform."""
    app.add_post_transform(FoldFurther)
