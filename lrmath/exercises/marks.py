"""What was answered in a session, as JSON; and the same answers marked again, for grading.

A file of answers is data: to mark it, nothing in it is run.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from .core import Feedback

#: Marks an answer: label, answer, seed.
Check = Callable[[str, Any, str | None], Feedback]
FORMAT = 1


@dataclass
class Mark:
    """The latest answer to one exercise; ``answer`` is None if JSON cannot hold it."""

    right: bool
    message: str
    answer: Any
    tries: int
    level: int
    seed: str | None = None


@dataclass
class Marks:
    """The marks of one session, by the exercises' labels."""

    by_label: dict[str, Mark] = field(default_factory=dict)

    def note(
        self, label: str, answer: Any, found: Feedback, *, level: int, seed: str | None = None
    ) -> None:
        """Keep the latest answer, and count how often one was given."""
        before = self.by_label.get(label)
        tries = before.tries + 1 if before else 1
        self.by_label[label] = Mark(found.right, found.message, plain(answer), tries, level, seed)

    def document(self, student: str = "") -> dict[str, Any]:
        """All marks, as a dictionary that JSON can hold."""
        right = sum(mark.right for mark in self.by_label.values())
        marks = {label: asdict(mark) for label, mark in sorted(self.by_label.items())}
        return {"format": FORMAT, "student": student, "right": right, "exercises": marks}

    def save(self, path: str | Path, student: str = "") -> None:
        """Write the marks to a file."""
        text = json.dumps(self.document(student), ensure_ascii=False, indent=1)
        Path(path).write_text(text + "\n", encoding="utf-8")


def plain(answer: Any) -> Any:
    """The answer as numbers, texts and lists of these; None if it is something else."""
    answer = answer.tolist() if hasattr(answer, "tolist") else answer
    if isinstance(answer, bool | int | float | str):
        return answer
    if isinstance(answer, set | frozenset):
        answer = sorted(answer)
    if isinstance(answer, list | tuple):
        parts = [plain(part) for part in answer]
        return None if None in parts else parts
    try:
        return float(answer)
    except (TypeError, ValueError):
        return None


def marked_again(document: Mapping[str, Any], check: Check) -> dict[str, Any]:
    """Mark the answers of a document anew, whatever marks it has; list those that it lacks.

    Raises ``ValueError`` if the document has another form than ``Marks.document`` gives.
    """
    answers, student = _answers(document), str(document.get("student", ""))
    found = {
        label: check(label, given["answer"], given.get("seed"))
        for label, given in answers.items()
        if given["answer"] is not None
    }
    right = sorted(label for label, feedback in found.items() if feedback.right)
    wrong = sorted(set(found) - set(right))
    return {
        "student": student,
        "right": right,
        "wrong": wrong,
        "not marked": sorted(set(answers) - set(found)),
    }


def _answers(document: Mapping[str, Any]) -> dict[str, Any]:
    """The answers of a document, whose form is made sure of."""
    good = isinstance(document, dict) and document.get("format") == FORMAT
    answers = document.get("exercises") if good else None
    whole = isinstance(answers, dict) and all(
        isinstance(given, dict) and "answer" in given and isinstance(given.get("seed"), str | None)
        for given in answers.values()
    )
    if not isinstance(answers, dict) or not whole:
        raise ValueError("this is no file of answers; save_marks(path, student) writes one")
    return answers
