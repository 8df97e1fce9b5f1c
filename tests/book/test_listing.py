"""The index of theorems leads to the pages that show them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest

from lrmath.theorems.listing import ELSEWHERE, Entry, address, entries

BOOK = Path(__file__).resolve().parents[2] / "book"


@cache
def shown(page: str) -> set[str]:
    """The labels of the equations that a page displays."""
    written = (BOOK / f"{address(page)}.ipynb").read_text(encoding="utf-8")
    return set(re.findall(r":label: (eq-[a-z0-9-]+)", written))


@pytest.mark.parametrize("entry", list(entries()), ids=lambda e: e.theorem.label)
def test_a_theorem_is_listed_under_the_page_that_shows_it(entry: Entry) -> None:
    """Also where a module's theorem stands on the page of another."""
    assert entry.theorem.label in shown(entry.page)


def test_only_theorems_of_the_book_stand_elsewhere() -> None:
    """A label that is no longer proved needs no page."""
    assert set(ELSEWHERE) <= {entry.theorem.label for entry in entries()}
