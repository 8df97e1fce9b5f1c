"""The page "Try your own derivation": what it shows to be tried is checked, and stands."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lrmath.calc.author.script import DECLARATIONS, check_text

PAGE = (Path(__file__).parents[2] / "book" / "try.md").read_text(encoding="utf-8")
FIRST = re.findall(r"<textarea[^>]*>\n(.*?)</textarea>", PAGE, flags=re.DOTALL)
EXAMPLES = re.findall(r"^:class: derivation-example\n\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
DECLARED = re.findall(r"^\| `(\w+) [^|]*` \|", PAGE, flags=re.MULTILINE)


@pytest.mark.parametrize("text", [*FIRST, *EXAMPLES])
def test_every_text_of_the_page_stands(text: str) -> None:
    """Each claims something, and every line of it may stand."""
    reports = check_text(text)
    assert len(reports) >= 3
    assert [str(report) for report in reports if not report.good] == []


def test_a_changed_sign_is_refuted_as_the_page_says() -> None:
    """The first thing that a reader is asked to do."""
    assert len(FIRST) == 1
    changed = FIRST[0].replace("*(1 - 1/(1", "*(1 + 1/(1")
    assert changed != FIRST[0]
    assert "REFUTED" in [report.status for report in check_text(changed)]


def test_the_declarations_of_the_page_are_those_of_the_format() -> None:
    """Every one that is explained exists."""
    assert DECLARED
    assert set(DECLARED) <= set(DECLARATIONS)
