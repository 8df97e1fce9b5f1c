"""The book's derivations, one module a chapter; importing them checks every step.

A theorem that is missing here could not be proved: a step that does not follow raises an error at
its own line.
"""

from __future__ import annotations

from types import ModuleType

from lrmath.calc import Theorem

from . import (
    computing,
    curvature,
    curves,
    decisions,
    descent,
    directions,
    distances,
    existence,
    families,
    gradient,
    inequalities,
    inference,
    likelihood,
    limits,
    model,
    newton,
    odds,
    scores,
    softmax,
)

CHAPTERS: tuple[ModuleType, ...] = (
    odds,
    model,
    likelihood,
    gradient,
    curvature,
    inequalities,
    limits,
    curves,
    existence,
    descent,
    distances,
    directions,
    newton,
    families,
    scores,
    softmax,
    computing,
    inference,
    decisions,
)


def catalogue() -> dict[str, Theorem]:
    """Every theorem of the book by its label, in the order of the chapters."""
    found: dict[str, Theorem] = {}
    for chapter in CHAPTERS:
        for value in vars(chapter).values():
            if isinstance(value, Theorem) and value.module == chapter.__name__:
                if value.label in found:
                    raise ValueError(f"{value.label} names two theorems")
                found[value.label] = value
    return found


__all__ = ["CHAPTERS", "catalogue"]
