"""Exercises in a row, with their difficulty, for a plan of a course."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .core import LEVELS, Exercise


@dataclass(frozen=True)
class Listing:
    """Exercises by their level, each a link to its page."""

    exercises: Sequence[Exercise]

    def by_level(self) -> Iterator[tuple[str, list[str]]]:
        """What a level is called, and the labels of its exercises, if there are any."""
        for level, name in LEVELS.items():
            labels = [exercise.label for exercise in self.exercises if exercise.level == level]
            if labels:
                yield name, labels

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, str]:
        return {"text/plain": str(self), "text/markdown": self.myst()}

    def myst(self) -> str:
        """One line of MyST: numbered references, which the site resolves."""
        found = [f"{name}: {', '.join(map(_numbered, these))}" for name, these in self.by_level()]
        return "; ".join(found) + "."

    def __str__(self) -> str:
        return "\n".join(f"{name}: {', '.join(labels)}" for name, labels in self.by_level())


def _numbered(label: str) -> str:
    return f"{{numref}}`{label}`"
