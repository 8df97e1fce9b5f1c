"""What the page "Run it yourself" shows is what a reader gets."""

from __future__ import annotations

import contextlib
import io
import re
from pathlib import Path

import pytest

from lrmath.calc import StepError

PAGE = (Path(__file__).parents[2] / "book" / "run.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```(\w*)\n(.*?)^```$", PAGE, flags=re.DOTALL | re.MULTILINE)
PROGRAMS = [text for language, text in BLOCKS if language == "python"]
OUTPUTS = [text for language, text in BLOCKS if not language]


def test_the_first_cell_prints_what_stands_below_it() -> None:
    """The mark and its reason."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(PROGRAMS[0], {})
    assert printed.getvalue() == OUTPUTS[0]


def test_the_shortest_derivation_proves_and_a_changed_one_does_not() -> None:
    """As the page says: change the 4, and there is an answer."""
    exec(PROGRAMS[1], {})
    with pytest.raises(StepError, match="REFUTED"):
        exec(PROGRAMS[1].replace("4*t", "5*t"), {})


def test_every_page_with_exercises_leads_to_it() -> None:
    """Who is asked to run a cell is told how."""
    pages = (Path(__file__).parents[2] / "book").rglob("*.md")
    asking = [p for p in pages if "in place of the dots" in p.read_text(encoding="utf-8")]
    silent = [p.stem for p in asking if "{doc}`/book/run`" not in p.read_text(encoding="utf-8")]
    assert set(silent) <= {"checker"}  # whose text is not yet adapted
