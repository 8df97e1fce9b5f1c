"""The page "Use it in your own book": what it shows besides the example's own files."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

from lrmath.calc.author.script import check_text
from lrmath.sphinx.directive import Derivation

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "book" / "authors.md").read_text(encoding="utf-8")
EXAMPLE = (ROOT / "tests" / "sphinx" / "example" / "index.rst").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```text\n(.*?)^```$", PAGE, flags=re.DOTALL | re.MULTILINE)


def test_the_warning_of_the_page_is_the_checkers_own() -> None:
    """For the example's first derivation with one sign less, at its line of the page."""
    start = EXAMPLE.index(".. derivation::\n\n") + len(".. derivation::\n\n")
    body = textwrap.dedent(EXAMPLE[start : EXAMPLE.index("qed\n", start)] + "qed\n")
    changed = body.replace("= Sum(-2*(z[i] - c), i)", "= Sum(2*(z[i] - c), i)")
    assert changed != body
    (fault,) = [report for report in check_text(changed) if not report.good]
    line = EXAMPLE[:start].count("\n") + fault.line
    assert BLOCKS[0] == f"index.rst:{line}: WARNING: {fault.fault}\n"


def test_the_cell_of_the_page_stands() -> None:
    """Under its first line it is a derivation."""
    first, _, cell = BLOCKS[1].partition("\n")
    assert first == "%%derivation square"
    reports = check_text(cell)
    assert [report.status for report in reports] == ["PROVED", "PROVED"]


def test_the_options_of_the_page_are_those_of_the_directive() -> None:
    """Each has its row."""
    told = re.findall(r"^\| `:(\w+):", PAGE, flags=re.MULTILINE)
    assert told == sorted(Derivation.option_spec)
