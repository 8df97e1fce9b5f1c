"""Figures: SVG inside the page, in the theme's colours; none without alternative text.

A figure drawn by a cell is put into the HTML itself, so that style sheets reach its colours and
fonts, text can be selected, and no further file is fetched. The colours of ``lrmath.plots``
become CSS variables (``#0072b2`` is ``var(--lr-blue)``), which the theme sets for light and dark.
"""

from __future__ import annotations

import functools
import hashlib
import html
import importlib
import re
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import logging

log = logging.getLogger(__name__)

_COLOUR = re.compile("#[0-9a-f]{6}", re.IGNORECASE)
_PREAMBLE = re.compile(r"^.*?(?=<svg\b)", re.DOTALL)
_METADATA = re.compile(r"\s*<metadata>.*?</metadata>", re.DOTALL)
_SIZE = re.compile(r'<svg\b([^>]*?)\swidth="([\d.]+)pt"([^>]*)>')
_HEIGHT = re.compile(r'\sheight="[\d.]+pt"')
_LETTERS = re.compile(r'<text style="font-size: ([\d.]+)px')

#: A screen narrower than a figure scrolls it sideways rather than show smaller letters (in px).
LEAST_LETTERS = 11


@functools.cache
def variables() -> dict[str, str]:
    """Return each colour's CSS variable; Matplotlib is not imported before the first figure."""
    palette = importlib.import_module("lrmath.plots").PALETTE
    return {colour: f"var(--lr-{name})" for name, colour in palette.items()}


def inline_svg(text: str, alt: str) -> str:
    """Return an SVG file's text as an element of a page, named by its alternative text."""
    prefix = "f" + hashlib.sha256((alt + text).encode()).hexdigest()[:6]
    svg = _METADATA.sub("", _PREAMBLE.sub("", text)).strip()
    svg = re.sub(r'\bid="', f'id="{prefix}-', svg)
    svg = re.sub(r'(url\(#|href="#)', rf"\1{prefix}-", svg)
    svg = _COLOUR.sub(lambda found: variables().get(found[0].lower(), found[0]), svg)
    smallest = min((float(size) for size in _LETTERS.findall(svg)), default=10.0)
    svg = _SIZE.sub(lambda found: _opening_tag(found, alt, smallest), svg, count=1)
    return f'<div class="lr-drawing">{svg}</div>'


def _opening_tag(found: re.Match[str], alt: str, smallest: float) -> str:
    """Give the picture its name and, for its printed size, two limits instead of a fixed width.

    Matplotlib counts in points; 10 of them are a figure's text, and one em here. The least width
    is that at which the ``smallest`` letters, in points, are as large as they must be.
    """
    before, points, after = found[1], float(found[2]), _HEIGHT.sub("", found[3])
    size = f"min-width: {points * LEAST_LETTERS / smallest:.0f}px; max-width: {points / 10:.1f}em"
    name = f'role="img" aria-label="{html.escape(alt)}"'
    return f'<svg{before} class="lr-figure" style="{size}" {name}{after}>'


class InlineSvg(SphinxPostTransform):
    """Replace each SVG image that a cell drew by the drawing itself."""

    default_priority = 8  # after the choice among a cell's outputs, before images are collected
    formats = ("html",)

    def run(self, **_: object) -> None:
        """Visit every image of the page."""
        for image in list(self.document.findall(nodes.image)):
            path = Path(self.app.srcdir, image["uri"].lstrip("/"))
            if path.suffix == ".svg" and "jupyter_execute" in path.parts and image.get("alt"):
                svg = inline_svg(path.read_text(encoding="utf-8"), image["alt"])
                image.replace_self(nodes.raw("", svg, format="html"))


def require_words(app: Sphinx, doctree: nodes.document) -> None:
    """Warn, which fails the build, of a picture without words for who cannot see it."""
    for image in doctree.findall(nodes.image):
        alt = image.get("alt", "")
        if not alt or alt.endswith((".svg", ".png", ".jpg")):
            log.warning("image without alternative text (mystnb: image: alt)", location=image)
        if "jupyter_execute" in image["uri"] and not _captioned(image):
            log.warning("figure without a caption (mystnb: figure: caption)", location=image)


def _captioned(image: nodes.image) -> bool:
    """Return whether the image stands in a figure that has a caption."""
    node = image.parent
    while node is not None and not isinstance(node, nodes.figure):
        node = node.parent
    return node is not None and any(isinstance(c, nodes.caption) for c in node.children)


def register(app: Sphinx) -> None:
    """Tell Sphinx of the transform and the guard."""
    app.add_post_transform(InlineSvg)
    app.connect("doctree-read", require_words)
