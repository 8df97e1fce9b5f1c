"""Lighter and more open pages than the theme writes: nothing unused, nothing from another host.

Formulas are set at build time, so MathJax goes; cells run in the reader's Jupyter, so Thebe goes;
the few icons are drawn by our style sheet, so FontAwesome's script (half of a page) goes. The
scripts of the theme and of the extensions (150 KB) go too: ``site.js`` has the few lines of them
that a reader needs. What the accessibility checker objects to in the theme's HTML is repaired, one
pattern an objection.
"""

from __future__ import annotations

import re
from itertools import count
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

_UNUSED = re.compile(
    r"thebe|mathjax|fontawesome|toggle|copybutton|clipboard|design-tabs|doctools|sphinx_highlight"
    r"|documentation_options|DOCUMENTATION_OPTIONS|sphinx-book-theme\.js",
    re.IGNORECASE,
)

#: What is cut from or put into a finished page, and why.
REPAIRS = [
    # Scripts that templates write past Sphinx.
    (r'\s*<script type="text/x-thebe-config">.*?</script>', ""),
    # A handler in the HTML itself; site.js has it.
    (r' onclick="window\.print\(\)"', ""),
    (r"\s*<script>kernelName = '[^']*'</script>", ""),
    # The same word about the window, from three templates.
    (r'(<meta name="viewport"[^>]*>)\s*<meta name="viewport"[^>]*>', r"\1"),
    # A name that differs from the words on the button.
    (r'(<button class="[^"]*search-button-field[^>]*?) aria-label="Search"', r"\1"),
    (r'<summary aria-label="Toggle hidden content">', "<summary>"),
    # A button that opens a part of the contents, and says nothing.
    (
        r'<summary><span class="toctree-toggle" role="presentation">',
        '<summary aria-label="Show the pages of this part"><span class="toctree-toggle">',
    ),
    # A sidebar outside of every landmark.
    (
        r'(<(?:div|dialog) id="pst-primary-sidebar"(?! role))',
        r'\1 role="region" aria-label="Contents of the book"',
    ),
    # A role that is no longer in the standard; its parent is a list.
    (r'role="doc-biblioentry"', 'role="listitem"'),
    # The empty corner of a table is not a heading.
    (r"<th(?: scope=\"col\")?></th>", "<td></td>"),
    # The same id on every theorem, proof and exercise of a page.
    (r'(<(?:section|div)\b[^>]*?) id="(?:(?:proof|exercise|solution)-content|proof)"', r"\1"),
    # The number of an equation brings its brackets along.
    (r'\((<a class="reference internal" href="[^"]*#equation-[^"]*">\([\d.]+\)</a>)\)', r"\1"),
]
_REPAIRS = [(re.compile(old, re.DOTALL), new) for old, new in REPAIRS]


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


_CARD = re.compile(
    r'<p class="derivation-title">(.*?</p>\s*<ol class="[^"]*derivation-lines[^"]*")', re.DOTALL
)
_SAID = re.compile(r"<pre>(<span></span>)?([^<]*)</pre>")


def repaired(html: str) -> str:
    """Return a page with every repair made; repairing twice changes nothing more."""
    for old, new in _REPAIRS:
        html = old.sub(new, html)
    numbers = count(1)
    html = _CARD.sub(lambda found: _named(found[1], f"derivation-{next(numbers)}"), html)
    return _SAID.sub(_sentences, html)


def _named(card: str, name: str) -> str:
    """Give the lines of a card the name that its heading shows."""
    return f'<p class="derivation-title" id="{name}">{card} aria-labelledby="{name}"'


def _sentences(found: re.Match[str]) -> str:
    """Mark an output that is prose, and so may wrap: nothing in it stands in columns."""
    prose = not re.search(r"\S {2,}\S|^ +\S", found[2], re.MULTILINE)
    return f'<pre class="lr-said">{found[1] or ""}{found[2]}</pre>' if prose else found[0]


def repair(app: Sphinx, failure: Exception | None) -> None:
    """Repair every page of the site, once all are there."""
    if failure or app.builder.format != "html":
        return
    for page in Path(app.outdir).rglob("*.html"):
        before = page.read_text(encoding="utf-8")
        after = repaired(before)
        if after != before:
            page.write_text(after, encoding="utf-8")


def register(app: Sphinx) -> None:
    """Tell Sphinx of both steps."""
    app.connect("html-page-context", drop_scripts, priority=900)
    app.connect("build-finished", repair)
