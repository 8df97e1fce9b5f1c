"""The book's exercises: ``check(label, answer)`` marks an answer and says what is wrong with it."""

from __future__ import annotations

from typing import Any

from . import (
    checker,
    checking,
    computing,
    curvature,
    decisions,
    descent,
    errata,
    existence,
    families,
    generative,
    gradient,
    inference,
    likelihood,
    model,
    newton,
    odds,
    regularisation,
    softmax,
)
from .core import LEVELS, Exercise, Feedback
from .marks import Marks
from .planted import Planted
from .sheets import SHEETS

CHAPTERS = (
    odds,
    model,
    likelihood,
    gradient,
    curvature,
    existence,
    descent,
    newton,
    families,
    softmax,
    computing,
    regularisation,
    inference,
    checking,
    decisions,
    generative,
    checker,
    errata,
)
EXERCISES: dict[str, Exercise] = {e.label: e for chapter in CHAPTERS for e in chapter.EXERCISES}


#: What was answered since Python was started.
MARKS = Marks()


def check(label: str, answer: Any = None, seed: str | None = None) -> Feedback:
    """Mark an answer to the exercise, or to the error sheet drawn by a seed, and keep the mark.

    Raises ``KeyError`` if there is no such exercise, ``ValueError`` if a sheet is asked for
    without a seed.
    """
    found = EXERCISES.get(label)
    if found is None and label not in SHEETS:
        raise KeyError(f"no exercise is called {label}; the labels stand beside the questions")
    judge = found.judge if found else sheet(label, seed).judge
    if answer is None or answer is ...:
        return Feedback(False, "Put your answer in place of the dots.")
    feedback = judge(answer)
    MARKS.note(label, answer, feedback, level=found.level if found else 3, seed=seed)
    return feedback


def question(label: str) -> Any:
    """Return what the exercise with this label shows: a derivation with a blank, or with errors.

    Raises ``KeyError`` if there is no such exercise.
    """
    return EXERCISES[label].shows


def sheet(label: str, seed: str | None) -> Planted:
    """Return an error sheet as the seed draws it, such as a student's name: always the same.

    Raises ``KeyError`` if there is no such sheet, ``ValueError`` without a seed.
    """
    if label not in SHEETS:
        raise KeyError(f"no sheet is called {label}; there are {', '.join(SHEETS)}")
    if not seed:
        raise ValueError(f"{label} is drawn by a seed: give one, as in seed='Ada'")
    return SHEETS[label].sheet(seed)


def marks() -> dict[str, Any]:
    """Return what was answered since Python was started, as a dictionary that JSON can hold."""
    return MARKS.document()


def save_marks(path: str, student: str = "") -> None:
    """Write what was answered since Python was started to a file, as JSON."""
    MARKS.save(path, student)


__all__ = [
    "EXERCISES",
    "LEVELS",
    "SHEETS",
    "Exercise",
    "Feedback",
    "check",
    "marks",
    "question",
    "save_marks",
    "sheet",
]
