"""The book's exercises: ``check(label, answer)`` marks an answer and says what is wrong with it.

A chapter's exercises are imported when one of them is asked for; ``EXERCISES`` asks for all.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

from .core import LEVELS, Exercise, Feedback
from .marks import Marks
from .planted import Planted

if TYPE_CHECKING:
    from .sheets import Sheet

    EXERCISES: dict[str, Exercise]
    SHEETS: dict[str, Sheet]

NAMES = (
    "odds",
    "model",
    "likelihood",
    "gradient",
    "curvature",
    "existence",
    "descent",
    "newton",
    "families",
    "softmax",
    "computing",
    "regularisation",
    "inference",
    "checking",
    "decisions",
    "generative",
    "checker",
    "errata",
)
#: The modules of labels that have another name, or two: these chapters were one.
HOMES = {"glm": ("families", "model"), "inference": ("inference", "checking")}


@cache
def _of_chapter(name: str) -> dict[str, Exercise]:
    return {e.label: e for e in import_module(f"{__name__}.{name}").EXERCISES}


@cache
def _all() -> dict[str, Exercise]:
    return {label: found for name in NAMES for label, found in _of_chapter(name).items()}


def __getattr__(name: str) -> Any:
    if name == "EXERCISES":
        return _all()
    if name == "SHEETS":
        return import_module(f"{__name__}.sheets").SHEETS
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def homes(label: str) -> tuple[str, ...]:
    """Return the modules in one of which the exercise with this label is, as the label says."""
    kind, _, rest = label.partition("-")
    name = rest.partition("-")[0]
    named = HOMES.get(name, (name,) if name in NAMES else ())
    return named if kind == "ex" else ()


def find(label: str) -> Exercise:
    """Return the exercise with this label; only its chapter is imported.

    Raises ``KeyError`` if there is no such exercise.
    """
    for name in homes(label):
        if label in _of_chapter(name):
            return _of_chapter(name)[label]
    raise KeyError(f"no exercise is called {label}; the labels stand beside the questions")


#: What was answered since Python was started.
MARKS = Marks()


def check(label: str, answer: Any = None, seed: str | None = None) -> Feedback:
    """Mark an answer to the exercise, or to the error sheet drawn by a seed, and keep the mark.

    Raises ``KeyError`` if there is no such exercise, ``ValueError`` if a sheet is asked for
    without a seed.
    """
    asked = sheet(label, seed) if label.startswith("sheet-") else find(label)
    if answer is None or answer is ...:
        return Feedback(False, "Put your answer in place of the dots.")
    feedback = asked.judge(answer)
    MARKS.note(label, answer, feedback, level=getattr(asked, "level", 3), seed=seed)
    return feedback


def question(label: str) -> Any:
    """Return what the exercise with this label shows: a derivation with a blank, or with errors.

    Raises ``KeyError`` if there is no such exercise.
    """
    return find(label).shows


def sheet(label: str, seed: str | None) -> Planted:
    """Return an error sheet as the seed draws it, such as a student's name: always the same.

    Raises ``KeyError`` if there is no such sheet, ``ValueError`` without a seed.
    """
    from .sheets import SHEETS

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
    "find",
    "marks",
    "question",
    "save_marks",
    "sheet",
]
