"""Every exercise accepts its right answers, refuses its wrong ones, and stands on a page."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lrmath.exercises import EXERCISES, check

PAGES = sorted(Path(__file__).parents[2].glob("book/chapters/*.md"))
ON_PAGES = [
    label
    for page in PAGES
    for label in re.findall(
        r"```\{exercise\}[^\n]*\n:label: (\S+)", page.read_text(encoding="utf-8")
    )
]


@pytest.mark.parametrize("label", EXERCISES)
def test_right_answers_are_accepted(label: str) -> None:
    """At least one right answer is known, and the judge takes each."""
    assert EXERCISES[label].right
    for answer in EXERCISES[label].right:
        assert check(label, answer).right, answer


@pytest.mark.parametrize("label", EXERCISES)
def test_wrong_answers_are_refused_with_a_reason(label: str) -> None:
    """At least one wrong answer is known; the judge refuses each and says something."""
    assert EXERCISES[label].wrong
    for answer in EXERCISES[label].wrong:
        feedback = check(label, answer)
        assert not feedback.right, answer
        assert feedback.message


def test_dots_are_no_answer() -> None:
    """The blank call on the page asks for an answer."""
    assert "in place of the dots" in repr(check("ex-gradient-five-points", ...))


def test_an_unknown_label_is_named() -> None:
    """A typing error in the label is reported as such."""
    with pytest.raises(KeyError, match="ex-nothing"):
        check("ex-nothing", 1)


def test_pages_and_judges_belong_together() -> None:
    """Every exercise of the book is marked, and every judge has its question on a page."""
    assert sorted(ON_PAGES) == sorted(EXERCISES)


def test_solutions_stand_behind_every_exercise() -> None:
    """Each question has a folded solution that puts a right answer before the judge."""
    text = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    for label in EXERCISES:
        solution = re.search(
            rf"\{{solution-start\}} {label}\n.*?\{{solution-end\}}", text, flags=re.DOTALL
        )
        assert solution is not None, label
        assert f'check("{label}"' in solution[0], label
