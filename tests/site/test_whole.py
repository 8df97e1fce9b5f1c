"""The files of the built site together: links, names, what each page says of itself."""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import serve

import lrmath

pytestmark = pytest.mark.site

LIMIT = 160  # letters that a search engine shows of a description


@dataclass
class Outline(HTMLParser):
    """What a page names and what it leads to."""

    ids: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    meta: dict[str, list[str]] = field(default_factory=dict)
    blocking: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element's id, its links, its description."""
        found = dict(attrs)
        self.ids += [found["id"]] if found.get("id") else []
        places = ("href", "src", "action") if tag != "base" else ()
        self.links += [place for key in places if (place := found.get(key))]
        key = found.get("name") or found.get("property")
        if tag == "meta" and key:
            self.meta.setdefault(key, []).append(found.get("content") or "")
        if tag == "script" and "src" in found and not {"defer", "async"} & found.keys():
            self.blocking += [found["src"]] if found.get("type") != "module" else []


@cache
def outline(name: str) -> Outline:
    """Read a page once."""
    parser = Outline()
    parser.feed((serve.SITE / name).read_text(encoding="utf-8"))
    return parser


def books() -> list[str]:
    """Return the pages of the book, without the pages of source code."""
    return serve.pages(under="book/")


def dead(name: str) -> list[str]:
    """Return the links of a page, in the site, that lead nowhere."""
    return [link for link in outline(name).links if not leads_somewhere(name, link)]


def leads_somewhere(name: str, link: str) -> bool:
    """Return whether a link leaves the site, or leads to a file and a place in it."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return True
    goal = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(parts.path)))
    goal = goal if parts.path else name
    if not (serve.SITE / goal).is_file():
        return False
    inside = parts.fragment and goal.endswith(".html")
    return not inside or unquote(parts.fragment) in outline(goal).ids


def test_every_link_leads_somewhere(address: str) -> None:
    """To a page, a place on it, a picture, a notebook: no address of the site is empty."""
    found = {name: broken for name in serve.pages() if (broken := dead(name))}
    assert found == {}


def test_the_notebook_of_each_page_with_code_can_be_downloaded(address: str) -> None:
    """The button of the page leads to the committed notebook, outputs included."""
    root = Path(__file__).resolve().parents[2]
    for notebook in sorted((root / "book").rglob("*.ipynb")):
        place = notebook.relative_to(root)
        page = outline(place.with_suffix(".html").as_posix())
        assert [link for link in page.links if link.endswith(f"_sources/{place.as_posix()}")]
        assert (serve.SITE / "_sources" / place).read_bytes() == notebook.read_bytes()


def test_no_name_is_given_twice(address: str) -> None:
    """A link into a page has one goal."""
    twice = {
        name: [i for i, n in Counter(outline(name).ids).items() if n > 1] for name in serve.pages()
    }
    assert {name: ids for name, ids in twice.items() if ids} == {}


def test_each_page_says_what_it_is(address: str) -> None:
    """One viewport, one description that fits, a title for who shares it."""
    for name in books():
        meta = outline(name).meta
        (words,) = meta["description"]
        assert 20 <= len(words) <= LIMIT, (name, words)
        assert "\\" not in words, (name, words)
        assert meta["og:description"], name
        assert len(meta["og:title"]) == len(meta["viewport"]) == 1, name


def test_each_page_names_version_and_licence(address: str) -> None:
    """Who quotes the page knows which edition it was."""
    for name in books():
        page = (serve.SITE / name).read_text(encoding="utf-8")
        assert f"version {lrmath.__version__}" in page, name
        assert any(link.endswith("_static/LICENSE.txt") for link in outline(name).links), name


def test_no_script_holds_a_page_up(address: str) -> None:
    """Every script waits until the page is there, and every page has one style sheet."""
    for name in books():
        assert outline(name).blocking == [], name
        page = (serve.SITE / name).read_text(encoding="utf-8")
        assert len(re.findall(r'rel="stylesheet"', page)) == 1, name


def test_numbers_have_one_pair_of_brackets(address: str) -> None:
    """Not ((24)): the number of an equation has its own."""
    for name in books():
        page = (serve.SITE / name).read_text(encoding="utf-8")
        assert not re.search(r'\(<a class="reference internal"[^>]*>\([\d.]+\)</a>\)', page), name


def test_robots_are_welcome(address: str) -> None:
    """The site says so."""
    assert "Allow: /" in (serve.SITE / "robots.txt").read_text(encoding="utf-8")
