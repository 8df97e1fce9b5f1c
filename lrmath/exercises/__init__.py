"""The book's exercises: ``check(label, answer)`` marks an answer and says what is wrong with it."""

from __future__ import annotations

from typing import Any

from . import (
    checker,
    curvature,
    decisions,
    descent,
    errata,
    existence,
    families,
    gradient,
    likelihood,
    model,
    newton,
    odds,
    softmax,
)
from .core import Exercise, Feedback

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
    decisions,
    checker,
    errata,
)
EXERCISES: dict[str, Exercise] = {e.label: e for chapter in CHAPTERS for e in chapter.EXERCISES}


def check(label: str, answer: Any = None) -> Feedback:
    """Mark an answer to the exercise with this label.

    Raises ``KeyError`` if there is no such exercise.
    """
    if label not in EXERCISES:
        raise KeyError(f"no exercise is called {label}; the labels stand beside the questions")
    if answer is None or answer is ...:
        return Feedback(False, "Put your answer in place of the dots.")
    return EXERCISES[label].judge(answer)


def question(label: str) -> Any:
    """Return what the exercise with this label shows: a derivation with a blank, or with errors.

    Raises ``KeyError`` if there is no such exercise.
    """
    return EXERCISES[label].shows


__all__ = ["EXERCISES", "Exercise", "Feedback", "check", "question"]
