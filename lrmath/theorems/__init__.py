"""The book's derivations, one module a chapter; importing a module checks every step of it.

A theorem that is missing here could not be proved: a step that does not follow raises an error at
its own line. A chapter is imported when it is asked for, together with those it builds on;
``CHAPTERS`` and ``catalogue()`` ask for all of them.
"""

from __future__ import annotations

import sys
from functools import cache
from importlib import import_module
from types import ModuleType

from lrmath.calc import Theorem

NAMES = (
    "odds",
    "model",
    "likelihood",
    "steepest",
    "gradient",
    "curvature",
    "inequalities",
    "limits",
    "curves",
    "existence",
    "descent",
    "distances",
    "directions",
    "newton",
    "families",
    "scores",
    "softmax",
    "computing",
    "regularisation",
    "priors",
    "inference",
    "comparisons",
    "checking",
    "decisions",
)
CHAPTERS: tuple[ModuleType, ...]


@cache
def _chapters() -> tuple[ModuleType, ...]:
    return tuple(import_module(f"{__name__}.{name}") for name in NAMES)


def __getattr__(name: str) -> tuple[ModuleType, ...]:
    if name == "CHAPTERS":
        return _chapters()
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def theorems_of(chapter: ModuleType) -> dict[str, Theorem]:
    """The theorems that a chapter proves itself, by their labels, in the order of the file."""
    found: dict[str, Theorem] = {}
    for value in vars(chapter).values():
        if isinstance(value, Theorem) and value.module == chapter.__name__:
            if value.label in found:
                raise ValueError(f"{value.label} names two theorems")
            found[value.label] = value
    return found


def catalogue() -> dict[str, Theorem]:
    """Every theorem of the book by its label, in the order of the chapters."""
    found: dict[str, Theorem] = {}
    for chapter in _chapters():
        more = theorems_of(chapter)
        for label in found.keys() & more.keys():
            raise ValueError(f"{label} names two theorems")
        found |= more
    return found


def theorem(label: str) -> Theorem:
    """The theorem with this label; no chapter is imported if one that already is proves it.

    Raises ``KeyError`` if there is no such theorem.
    """
    loaded = [name for name in NAMES if f"{__name__}.{name}" in sys.modules]
    for name in dict.fromkeys((*loaded, *NAMES)):
        found = theorems_of(import_module(f"{__name__}.{name}")).get(label)
        if found is not None:
            return found
    raise KeyError(f"no theorem is called {label}")


__all__ = ["CHAPTERS", "NAMES", "catalogue", "theorem", "theorems_of"]
