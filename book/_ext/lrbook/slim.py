"""Take from the theme what no page of this book uses, and every request to another host.

Formulas are rendered at build time, so MathJax goes; cells run in the reader's Jupyter, so Thebe
goes; the few icons are drawn by our style sheet, so FontAwesome's script (half the page) goes.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

_UNUSED = re.compile(r"thebe|mathjax|fontawesome", re.IGNORECASE)
_FROM_TEMPLATES = re.compile(
    r'\s*<script[^>]*fontawesome\.js[^>]*></script>|\s*<link rel="preload"[^>]*fontawesome[^>]*>'
)


def drop_scripts(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Leave unused scripts and style sheets out of a page."""
    for kind in ("script_files", "css_files"):
        context[kind] = [f for f in context.get(kind, []) if not _UNUSED.search(_described(f))]


def _described(asset: object) -> str:
    """Return a script's file name and, for a script without a file, its text."""
    body = getattr(asset, "attributes", {}).get("body", "")
    return f"{getattr(asset, 'filename', asset)} {body}"


def drop_from_templates(app: Sphinx, failure: Exception | None) -> None:
    """Cut what the theme's templates write past Sphinx, once all pages are there."""
    if failure or app.builder.format != "html":
        return
    for page in Path(app.outdir).rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        light = _FROM_TEMPLATES.sub("", text)
        if light != text:
            page.write_text(light, encoding="utf-8")


def register(app: Sphinx) -> None:
    """Tell Sphinx of both cuts."""
    app.connect("html-page-context", drop_scripts, priority=900)
    app.connect("build-finished", drop_from_templates)
