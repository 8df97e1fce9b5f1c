"""What a page and the site say of themselves, and what the search reads of them."""

from __future__ import annotations

import re
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest
from docutils import nodes
from lrbook import explorers, meta, sections, solutions, theme

import book as builder


def page(*paragraphs: nodes.paragraph) -> nodes.document:
    """Return a page of these paragraphs."""
    document = nodes.document(None, None)
    document += nodes.section("", nodes.title("", "A page"), *paragraphs, ids=["a-page"])
    return document


def paragraph(*parts: str | nodes.Node) -> nodes.paragraph:
    """Return a paragraph of words and formulas."""
    return nodes.paragraph("", "", *(nodes.Text(p) if isinstance(p, str) else p for p in parts))


def formula(tex: str) -> nodes.math:
    """Return a formula within the text."""
    return nodes.math("", tex)


def test_a_description_is_made_of_whole_sentences_without_formulas():
    """A search engine shows words only, and not many."""
    long = "It goes on for many more words than a search engine shows, " * 3
    text = page(paragraph("A slope has ", formula(r"\beta"), ". It is the same everywhere. ", long))
    assert meta.description(text) == "It is the same everywhere."


def test_a_long_first_sentence_is_cut_at_a_word():
    """Better a beginning than nothing."""
    words = meta.description(page(paragraph("word " * 60 + "end.")))
    assert len(words) <= meta.LONGEST
    assert re.fullmatch(r"(word )+word…", words)


def test_the_map_of_the_site_can_be_read():
    """Every page once, at its full address, in the standard's form."""
    tree = ElementTree.fromstring(meta.sitemap("https://example.org/lr/", ["book/a", "book/b"]))
    places = [element.text for element in tree.iter() if element.tag.endswith("loc")]
    assert places == ["https://example.org/lr/book/a.html", "https://example.org/lr/book/b.html"]


def test_robots_are_told_of_a_map_only_if_there_is_one():
    """Without an address there is no map."""
    assert "Sitemap" not in meta.robots("")
    assert meta.robots("https://example.org/").endswith(
        "Sitemap: https://example.org/sitemap.xml\n"
    )


def test_the_source_of_a_page_is_its_text():
    """A notebook is not edited; where the source is not known, there is no link."""
    known = SimpleNamespace(found_docs={"book/a"}, doc2path=lambda page, base: f"{page}.ipynb")
    link = meta.edit_link("https://example.org/code/", known, "book/a")
    assert link == "https://example.org/code/edit/main/book/a.md"
    assert meta.edit_link("", known, "book/a") == ""
    assert meta.edit_link("https://example.org/code", known, "genindex") == ""


def test_the_root_page_leads_where_the_first_page_leads():
    """Links are moved; fragments, other hosts and inline data are left alone."""
    html = (
        '<head></head><a href="../x.css"></a><a href="chapters/odds.html#a"></a><a href="#b"></a>'
    )
    moved = builder.root_page(html + '<a href="https://example.org/"></a><img src="data:,">')
    found = re.findall(r'<(?:a|img) (?:href|src)="([^"]*)"', moved)
    assert found == ["x.css", "book/chapters/odds.html#a", "#b", "https://example.org/", "data:,"]
    assert 'rel="canonical" href="book/index.html"' in moved


@pytest.mark.parametrize(
    ("tex", "read"),
    [
        (r"\sigma(t) = \frac{1}{1 + e^{-t}}", "σ(t) = 1/(1 + e^-t)"),
        (r"\sum_{i=1}^{m} (p_i - y_i)\,x_{ij}", "Σ_i=1^m (p_i - y_i)x_ij"),
        (r"\hat\beta \ne 0", "β ≠ 0"),
    ],
)
def test_the_search_reads_formulas_in_letters(tex, read):
    """Nobody searches for a backslash."""
    assert sections.legible(tex) == read


def test_a_section_is_a_record_with_its_labels():
    """Its subsections are records of their own; a formula is in it once."""
    equation = nodes.math_block("", r"\nabla J = 0", ids=["equation-eq-zero"], label="eq-zero")
    inner = nodes.section("", nodes.title("", "Inner"), paragraph("Deep."), ids=["inner"])
    (outer,) = page(paragraph("A ", formula(r"\beta"), " of ours."), equation).findall(
        nodes.section
    )
    outer += inner
    found = sections.record(outer, "book/a")
    assert found["place"] == "book/a.html#a-page"
    assert found["title"] == "A page"
    assert "eq-zero" in found["labels"].split()
    assert found["text"] == "A β of ours. ∇ J = 0"


def test_a_solution_shows_its_title_only():
    """The title is what opens the box; titles inside the box keep their links."""
    title = '<p class="admonition-title">Solution to<a href="#ex"> Exercise 1</a></p>'
    box = solutions.summarised(f"<details>{title}<section>{title}</section>")
    summary = '<summary class="admonition-title">Solution to Exercise 1</summary>'
    assert box == f"<details>{summary}<section>{title}</section>"


def test_a_card_names_its_list_and_prose_may_wrap():
    """Repairs of a finished page; a second repair changes nothing."""
    card = '<p class="derivation-title"><span>D</span></p>\n<ol class="derivation-lines simple">'
    html = theme.repaired(f"{card}</ol>{card}</ol><pre><span></span>✓ Right.</pre><pre>a  b</pre>")
    assert re.findall(r'aria-labelledby="([^"]+)"', html) == ["derivation-1", "derivation-2"]
    assert '<pre class="lr-said"><span></span>✓ Right.</pre><pre>a  b</pre>' in html
    assert theme.repaired(html) == html


@pytest.mark.parametrize("name", sorted(explorers.EXPLORERS))
def test_an_explorer_has_a_script(name):
    """The element, and the file that wakes it."""
    script = builder.ROOT / "book" / "_static" / "explorers" / f"{name}.js"
    assert f'customElements.define("lr-{name}"' in script.read_text(encoding="utf-8")
    assert explorers.markup(name).startswith(f'<lr-{name} data-explorer="{name}"')
