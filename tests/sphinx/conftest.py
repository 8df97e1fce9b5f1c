"""A Sphinx project of one page, built in this process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from sphinx.testing.util import SphinxTestApp

CONF = 'project = "Tried"\nextensions = {!r}\nhtml_theme = "basic"\n'


@dataclass(frozen=True)
class Built:
    """What came of a build: the page's text, the warnings, and Sphinx itself."""

    text: str
    warnings: str
    app: SphinxTestApp


Build = Callable[..., Built]
OUTPUT = {"html": "index.html", "latex": "tried.tex", "text": "index.txt"}


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Return what builds a page; its name says in which mark-up it is written."""

    def built(page: str, text: str, *, builder: str = "html", **files: str) -> Built:
        extensions = ["lrmath.sphinx", *["myst_parser"] * page.endswith(".md")]
        (tmp_path / "conf.py").write_text(CONF.format(extensions), encoding="utf-8")
        (tmp_path / page).write_text(text, encoding="utf-8")
        for name, content in files.items():
            (tmp_path / f"{name}.txt").write_text(content, encoding="utf-8")
        app = SphinxTestApp(builder, srcdir=tmp_path)
        try:
            app.build()
            found = app.outdir / OUTPUT[builder]
            return Built(found.read_text(encoding="utf-8"), app.warning.getvalue(), app)
        finally:
            app.cleanup()

    return built
