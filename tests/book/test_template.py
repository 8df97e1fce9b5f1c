"""Every chapter has the parts that readers have learnt to expect, in their order."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
TOC = yaml.safe_load((ROOT / "_toc.yml").read_text(encoding="utf-8"))
CHAPTERS = [c["file"] for part in TOC["parts"] if part.get("numbered") for c in part["chapters"]]
PARTS = [
    "The idea",
    "The theorem",
    "Break it",
    "In numbers",
    "Where derivations slip",
    "Exercises",
    "Sources",
]


def text(chapter: str) -> str:
    """Return a chapter's text."""
    return (ROOT / f"{chapter}.md").read_text(encoding="utf-8")


def parts(page: str) -> list[str]:
    """List the headings of the form, in the order of the page."""
    found = re.findall(r"^## (.+)$", page, flags=re.MULTILINE)
    return [heading for heading in found if heading in PARTS]


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_has_its_parts_in_order(chapter: str) -> None:
    """The idea comes first, the sources last."""
    page = text(chapter)
    assert parts(page) == PARTS
    first, *_, last = re.findall(r"^## (.+)$", page, flags=re.MULTILINE)
    assert (first, last) == (PARTS[0], PARTS[-1])


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_chapter_begins_with_its_promise(chapter: str) -> None:
    """What the reader can do afterwards, and what is presupposed."""
    opening = text(chapter).split("## The idea")[0]
    assert "**After this chapter** you can" in opening
    assert re.search(r"\*\*You\s+need\*\*", opening)


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_code_fits_the_column(chapter: str) -> None:
    """A line of code that readers see is at most 84 characters long."""
    cells = re.findall(r"^```\{code-cell\} python\n(.*?)^```$", text(chapter), re.M | re.S)
    shown = [cell for cell in cells if "remove-input" not in cell and "hide-input" not in cell]
    assert [line for cell in shown for line in cell.splitlines() if len(line) > 84] == []


TORN = re.compile(r"^[^$\n]*(?:\$[^$\n]*\$[^$\n]*)*\$[^$\n]*\n(?:[-+*]|\d+\.|#+|>) ", re.MULTILINE)


@pytest.mark.parametrize("page", sorted((ROOT / "book").rglob("*.md")), ids=lambda page: page.stem)
def test_no_formula_is_torn_by_a_list(page: Path) -> None:
    """A line that begins with a minus sign ends a paragraph, and the formula with it."""
    prose = re.sub(r"^```.*?^```", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.S)
    assert TORN.findall(prose) == []


def test_a_torn_formula_is_found() -> None:
    """And no other: a list after a whole formula may stand."""
    assert TORN.search("It moves: $b \\gets b\n- a$ at once.")
    assert not TORN.search("With $a$ and $b$:\n- one\n- two")


def test_a_part_out_of_order_is_found() -> None:
    """The form is read off the page, not assumed."""
    page = "## The idea\n## Break it\n## The theorem\n## Exercises\n## Sources\n"
    assert parts(page) == ["The idea", "Break it", "The theorem", "Exercises", "Sources"]


LABEL = re.compile(r"^(?: +name|:label): *((?:fig|ex|thm|def|rem|lem)-[a-z0-9-]+)$", re.MULTILINE)


def test_every_label_is_used_once() -> None:
    """Figures, exercises and theorems in words have names of their own, on all pages together."""
    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "book").rglob("*.md")]
    found = Counter(label for text in texts for label in LABEL.findall(text))
    assert len(found) > 100
    assert {label for label, times in found.items() if times > 1} == set()
