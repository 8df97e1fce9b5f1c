"""Every item of the sources leads to a place in the book, or waits for a planned chapter."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
import yaml

from lrmath.errata import ERRORS
from lrmath.errata.coverage import Audit, Item, Topic, by_topic, dictionary, page, topics
from lrmath.theorems import catalogue

ROOT = Path(__file__).parents[2]
DATA = ROOT / "book" / "data"
AUDIT = Audit.read(DATA / "audit.json")
TOC = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
FIGURES = {
    found
    for text in (ROOT / "book").rglob("*.md")
    for found in re.findall(r"^    name: (fig-[a-z0-9-]+)$", text.read_text("utf-8"), re.MULTILINE)
}
PAGES = {c["file"].removeprefix("book/") for part in TOC["parts"] for c in part["chapters"]}


def name(item: Item) -> str:
    """Name an item in a test's id."""
    return item.id


def test_all_items_of_the_audit_are_there() -> None:
    """Their number, and the counts of the verdicts."""
    assert len(AUDIT.items) == len({item.id for item in AUDIT.items}) == 213
    columns = zip(*(row.values() for row in AUDIT.counts.values()), strict=True)
    assert [sum(column) for column in columns] == [108, 60, 45]
    assert sum(item.reconstructed for item in AUDIT.items) == 56


@pytest.mark.parametrize("item", AUDIT.items, ids=name)
def test_every_item_leads_to_a_page_or_is_planned(item: Item) -> None:
    """The pages exist, the labels are proved, the errata are there."""
    assert set(item.labels) <= set(catalogue()), "a label that the book does not prove"
    assert {page(chapter) for chapter in AUDIT.written(item)} <= PAGES
    assert not item.error or item.error in ERRORS
    assert not item.figure or item.figure in FIGURES
    assert AUDIT.covered(item) or set(item.chapters) <= AUDIT.planned
    assert AUDIT.place(item)


@pytest.mark.parametrize("chapter", sorted(AUDIT.planned))
def test_a_planned_chapter_is_not_written_yet(chapter: str) -> None:
    """Strike a chapter from "planned" in book/data/audit.json when it is in the contents."""
    assert page(chapter) not in PAGES, f"{chapter} is written: see book/data/audit.json, planned"


LED_TO = sorted({c for item in AUDIT.items if item.error for c in AUDIT.written(item)} - {"errata"})


@pytest.mark.parametrize("chapter", LED_TO)
def test_a_page_names_the_errors_that_lead_to_it(chapter: str) -> None:
    """Whoever follows the coverage table from a wrong line finds the erratum on the page."""
    notebook = ROOT / "book" / f"{page(chapter)}.ipynb"
    expected = json.dumps(AUDIT.slips(chapter).myst().splitlines()[0])[1:-1]
    shown = notebook.read_text(encoding="utf-8")
    assert expected in shown
    rows = AUDIT.slips(chapter).rows
    assert rows
    assert all(row[0] in shown for row in rows)


@pytest.mark.parametrize("item", [i for i in AUDIT.items if i.source in AUDIT.pages], ids=name)
def test_an_item_leads_first_to_its_line_in_the_repaired_text(item: Item) -> None:
    """Before the chapters; the page is in the contents."""
    first = f"{{ref}}`line {item.id} <{item.id.lower().replace('.', '-')}>`"
    assert AUDIT.place(item).split(", ")[0] == first
    assert f"sources/{AUDIT.pages[item.source]}" in PAGES


def test_chapters_have_names() -> None:
    """Each chapter that an item or the plan names is known."""
    named = {chapter for item in AUDIT.items for chapter in item.chapters}
    assert named | AUDIT.planned <= set(AUDIT.names)


def test_imprecise_items_say_what_is_missing() -> None:
    """And only wrong ones say how they are wrong."""
    for item in AUDIT.items:
        assert bool(item.missing) == (item.verdict == "imprecise"), item.id
        assert bool(item.wrong) == bool(item.error) == (item.verdict == "wrong"), item.id


def test_the_data_name_nobody_and_quote_no_sentence() -> None:
    """No paths, no addresses, no quotation marks, no text in the sources' language."""
    for file in ("audit.json", "dictionary.json"):
        text = (DATA / file).read_text(encoding="utf-8")
        assert not re.search(r"\.txt|\.py|https?:|[“”「」]|[\u4e00-\u9fff]", text), file


def test_the_dictionary_has_a_word_for_every_source() -> None:
    """Five columns beside ours, none empty; and our letters are those of the notation."""
    rows = json.loads((DATA / "dictionary.json").read_text(encoding="utf-8"))
    assert all(len(row["sources"]) == 5 and all(row["sources"]) for row in rows)
    assert dictionary(DATA / "dictionary.json").myst().count("\n") == len(rows) + 1


TOPICS = topics(DATA / "topics.json")
THEOREMS = {
    found
    for text in (ROOT / "book").rglob("*.md")
    for found in re.findall(r"^:label: (thm-[a-z0-9-]+)$", text.read_text("utf-8"), re.MULTILINE)
}


@pytest.mark.parametrize("topic", TOPICS, ids=[topic.name for topic in TOPICS])
def test_every_topic_leads_somewhere(topic: Topic) -> None:
    """To equations that are proved, theorems and figures that are there, and pages."""
    assert topic.where
    assert set(topic.where) <= {*catalogue(), *THEOREMS, *FIGURES, *PAGES}


def test_the_table_of_topics() -> None:
    """Each subject once; the part of the field at its first row."""
    assert len({topic.name for topic in TOPICS}) == len(TOPICS)
    written = by_topic(TOPICS).myst()
    assert written.count("**The model**") == 1
    assert "{eq}`eq-odds`" in written
    assert "{prf:ref}`thm-separation`" in written
