"""Marks as JSON: what was answered is kept, and can be marked again without running anything."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lrmath.exercises import EXERCISES, MARKS, check, save_marks, sheet
from lrmath.exercises.command import main
from lrmath.exercises.marks import Marks, marked_again, plain


@pytest.fixture(autouse=True)
def _fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin without marks."""
    monkeypatch.setattr(MARKS, "by_label", {})


def written(path: Path, answers: dict[str, Any]) -> str:
    """The file of a session in which these answers were given."""
    for label, answer in answers.items():
        check(label, answer)
    save_marks(str(path), "Ada")
    return str(path)


def test_the_last_answer_and_the_tries_are_kept() -> None:
    """Two tries, the second one right."""
    check("ex-softmax-three", [1, 2, 3])
    check("ex-softmax-three", np.array([0.09003, 0.24473, 0.66524]))
    mark = MARKS.document()["exercises"]["ex-softmax-three"]
    assert (mark["right"], mark["tries"], mark["level"]) == (True, 2, 1)
    assert mark["answer"] == [0.09003, 0.24473, 0.66524]


def test_dots_are_no_try() -> None:
    """The cell of the page, as it stands, leaves no mark."""
    check("ex-softmax-three", ...)
    assert MARKS.document()["exercises"] == {}


@pytest.mark.parametrize(
    ("answer", "kept"),
    [
        (Fraction(1, 2), 0.5),
        ({3, 1}, [1, 3]),
        (np.float64(2.0), 2.0),
        ((1, (2.0, "a")), [1, [2.0, "a"]]),
        (len, None),
        ([1, len], None),
    ],
)
def test_answers_become_what_json_has(answer: Any, kept: Any) -> None:
    """Numbers, texts, lists of them; a function is left out."""
    assert plain(answer) == kept


@pytest.mark.parametrize("label", EXERCISES)
def test_a_right_answer_is_right_again(label: str) -> None:
    """After the way through JSON, unless JSON cannot hold it."""
    kept, answer = Marks(), EXERCISES[label].right[0]
    kept.note(label, answer, check(label, answer), level=1)
    found = marked_again(json.loads(json.dumps(kept.document("Ada"))), check)
    assert found["right"] + found["not marked"] == [label]
    assert (found["not marked"] == []) is (plain(answer) is not None)


def test_a_forged_mark_does_not_count(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What the file says of itself is ignored: its answers are marked anew."""
    name = written(tmp_path / "ada.json", {"ex-softmax-three": [1, 2, 3]})
    text = Path(name).read_text(encoding="utf-8")
    Path(name).write_text(text.replace('"right": false', '"right": true'), encoding="utf-8")
    assert main(["--json", name]) == 0
    (found,) = json.loads(capsys.readouterr().out)
    assert (found["right"], found["wrong"]) == ([], ["ex-softmax-three"])


def test_the_table_has_one_line_a_student(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Name, right, wrong, not marked."""
    answers = {"ex-softmax-three": [0.09003, 0.24473, 0.66524], "ex-decisions-thresholds": 3}
    assert main([written(tmp_path / "ada.json", answers)]) == 0
    assert capsys.readouterr().out.splitlines()[1].split() == ["Ada", "1", "1", "0"]


def test_a_sheet_is_marked_again_with_its_seed(tmp_path: Path) -> None:
    """The seed stands in the file."""
    check("sheet-slope", sheet("sheet-slope", "Ada").errors, seed="Ada")
    found = marked_again(MARKS.document("Ada"), check)
    assert found["right"] == ["sheet-slope"]


@pytest.mark.parametrize(
    "text",
    ["[]", "{}", '{"format": 1}', '{"format": 1, "exercises": {"ex-a": 3}}', "no JSON",
     '{"format": 1, "exercises": {"ex-unknown": {"answer": 1}}}'],
)  # fmt: skip
def test_another_file_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    """With its name and what is wrong, and status 2."""
    path = tmp_path / "other.json"
    path.write_text(text, encoding="utf-8")
    assert main([str(path)]) == 2
    assert capsys.readouterr().err.startswith(f"{path}: ")
