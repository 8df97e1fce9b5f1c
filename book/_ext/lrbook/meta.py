"""What a page says of itself: description, version, licence; where the whole site stands.

Where the book will be published is not known to its source. Two variables of the environment tell
the build, and each may be left out:

``ADDRESS``
    the address of the site, as in ``make book ADDRESS=https://example.org/lr/``: with it come
    canonical links, the picture of a shared link, and the map of the site;
``REPOSITORY``
    the address of its source: with it comes *Edit this page*.
"""

from __future__ import annotations

import html
import importlib
import os
import re
import shutil
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config

LONGEST = 160  # letters of a description; search engines show no more
PICTURE = "_static/page.png"
FORMULA = "\0"

NOT_FOUND = """<!DOCTYPE html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>Page not found</title>
<base href="{base}">
<link rel="icon" href="_static/favicon.svg">
<style>
:root {{ color-scheme: light dark; background: #fff; color: #24292f }}
main {{ max-width: 34rem; margin: 18vh auto; padding: 0 1rem; font: 1.1rem/1.6 Georgia, serif }}
a {{ color: #0067a8 }}
@media (prefers-color-scheme: dark) {{
  :root {{ background: #14181e; color: #ced6dd }}
  a {{ color: #6cb8f0 }}
}}
input, button {{ font: inherit; max-width: 100% }}
</style>
<main>
<h1>Page not found</h1>
<p>There is nothing at this address. It may have moved.</p>
<p><a href="book/index.html">Go to the first page</a>, or search the book:</p>
<form action="search.html"><input type="search" name="q" aria-label="Search this book">
<button>Search</button></form>
</main>
</html>
"""


def configure(app: Sphinx, config: Config) -> None:
    """Take the version from the package, and the address from the environment."""
    config.version = config.release = importlib.import_module("lrmath").__version__
    address = os.environ.get("ADDRESS", "").strip()
    config.html_baseurl = f"{address.rstrip('/')}/" if address else ""


def describe(
    app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None
) -> None:
    """Give a page's template its description, its picture, and the place of its source."""
    title = html.unescape(re.sub(r"<[^>]*>|\\[()]", "", context.get("title") or ""))
    words = description(doctree) if doctree else ""
    context["lr_description"] = words or f"{title}: a page of the book {app.config.project}."
    context["lr_picture"] = app.config.html_baseurl + PICTURE
    context["lr_edit"] = edit_link(os.environ.get("REPOSITORY", ""), app.env, page)


def description(doctree: nodes.document) -> str:
    """Return the page's first sentences, as many as fit; those with formulas are left out."""
    chosen = ""
    for paragraph in doctree.findall(nodes.paragraph):
        if isinstance(paragraph.parent, nodes.section | nodes.container):
            for sentence in re.split(r"(?<=[.?!])\s+", plain(paragraph)):
                if FORMULA in sentence or not sentence.endswith((".", "?", "!")):
                    continue
                if len(chosen) + len(sentence) >= LONGEST:
                    return chosen or shortened(sentence)
                chosen = f"{chosen} {sentence}".strip()
    return chosen


def plain(paragraph: nodes.paragraph) -> str:
    """Return a paragraph's words on one line, with a sign in the place of each formula."""
    parts = (
        FORMULA if isinstance(node.parent, nodes.math) else node.astext()
        for node in paragraph.findall(nodes.Text)
    )
    return " ".join("".join(parts).split())


def shortened(sentence: str) -> str:
    """Cut a sentence at a word."""
    if len(sentence) <= LONGEST:
        return sentence
    return sentence[: LONGEST - 1].rsplit(" ", 1)[0].rstrip(",;:") + "…"


def edit_link(repository: str, env: Any, page: str) -> str:
    """Return where the text of a page is edited; a notebook is made from the text beside it."""
    if not repository or page not in env.found_docs:
        return ""
    source = Path(env.doc2path(page, base=False)).with_suffix(".md").as_posix()
    return f"{repository.rstrip('/')}/edit/main/{source}"


def publish(app: Sphinx, failure: Exception | None) -> None:
    """Write what belongs to the site as a whole."""
    if failure or app.builder.format != "html":
        return
    site, address = Path(app.outdir), app.config.html_baseurl
    licence = Path(__file__).resolve().parents[3] / "LICENSE"
    shutil.copyfile(licence, site / "_static" / "LICENSE.txt")
    base = urlsplit(address).path or "/"
    (site / "404.html").write_text(NOT_FOUND.format(base=base), encoding="utf-8")
    (site / "robots.txt").write_text(robots(address), encoding="utf-8")
    if address:
        pages = [page for page in sorted(app.env.found_docs) if not page.startswith("source/")]
        (site / "sitemap.xml").write_text(sitemap(address, pages), encoding="utf-8")


def robots(address: str) -> str:
    """Allow everything, and say where the map is, if there is one."""
    return "User-agent: *\nAllow: /\n" + (f"Sitemap: {address}sitemap.xml\n" if address else "")


def sitemap(address: str, pages: list[str]) -> str:
    """Return the list of the book's pages in the form that search engines read."""
    places = "".join(f"<url><loc>{html.escape(address)}{p}.html</loc></url>\n" for p in pages)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{places}</urlset>\n'
    )


def register(app: Sphinx) -> None:
    """Tell Sphinx of every step."""
    app.connect("config-inited", configure)
    app.connect("html-page-context", describe)
    app.connect("build-finished", publish)
