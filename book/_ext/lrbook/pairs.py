"""A page with code has two files, its text and its notebook: the site reads the notebook."""

from __future__ import annotations

from pathlib import Path

from sphinx.application import Sphinx
from sphinx.config import Config


def exclude_texts(app: Sphinx, config: Config) -> None:
    """Leave out every Markdown file beside which there is a notebook of the same name."""
    root = Path(app.srcdir)
    for notebook in (root / "book").rglob("*.ipynb"):
        text = notebook.with_suffix(".md")
        if text.exists():
            config.exclude_patterns.append(text.relative_to(root).as_posix())


def register(app: Sphinx) -> None:
    """Tell Sphinx, before it looks for pages."""
    app.connect("config-inited", exclude_texts)
