"""What SymPy said of the book's steps is kept, asked again when it may differ, and shown."""

from __future__ import annotations

from pathlib import Path

import confirm
import pytest
from lrbook import opinions

from lrmath.calc import Context, Theorem, algebra

CONTEXT = Context().scalar("t s")


def theorem(context: Context = CONTEXT, line: str = "2*t") -> Theorem:
    """A theorem of one step."""
    return context.claim("eq-two", "t + t", line).step(line, by=algebra).qed()


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> dict[str, Theorem]:
    """A book of one theorem."""
    book = {"eq-two": theorem()}
    monkeypatch.setattr(confirm, "catalogue", lambda: book)
    return book


def test_the_mark_depends_on_all_that_was_asked() -> None:
    """Another line, domain, hypothesis, definition or judge: the step is asked again."""
    others = (
        theorem(line="t*2"),
        theorem(Context().scalar("t s", "positive")),
        theorem(CONTEXT.assume("s > 1")),
        theorem(CONTEXT.define("h", "s + 1")),
        theorem(CONTEXT.function("f(t)", range="positive")),
        theorem(CONTEXT.function("f(t)")),
    )
    marks = [confirm.mark_of(found, "judge") for found in (theorem(), *others)]
    assert len({*marks, confirm.mark_of(theorem(), "another judge")}) == len(marks) + 1
    assert confirm.mark_of(theorem(), "judge") == marks[0]


def test_answers_are_kept(small: dict[str, Theorem], tmp_path: Path) -> None:
    """What is known is not asked again; what has changed is."""
    path = tmp_path / "build" / "confirmed.json"
    found = confirm.answers(path)
    assert [name for name, _ in found["eq-two"]["steps"]] == ["CONFIRMED"]
    found["eq-two"]["steps"] = [["OPEN", "kept"]]
    confirm.write(path, found)
    assert list(confirm.exceptions(confirm.answers(path))) == ["eq-two, step 1: kept"]
    small["eq-two"] = theorem(line="t*2")
    assert list(confirm.exceptions(confirm.answers(path))) == []


def test_the_page_shows_today_s_lines_only() -> None:
    """The count of steps that SymPy agrees with; nothing where it was asked about other lines."""
    steps = [["CONFIRMED", ""], ["OPEN", "it finds no proof"]]
    record = {"lines": confirm.fingerprint(theorem()), "steps": steps}
    assert list(opinions.agreement(record, record["lines"])) == ["SymPy, 1 of 2 steps"]
    assert list(opinions.agreement({**record, "steps": steps[:1]}, record["lines"])) == [
        "SymPy, 1 of 1 step"
    ]
    assert not list(opinions.agreement(record, confirm.fingerprint(theorem(line="t*2"))))
