"""The pages of the repaired texts: which module has the derivations of which page."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from .core import Repaired

#: The module of each source, named as its page; a module is checked when it is asked for.
MODULES = {
    0: "odds_to_descent",
    1: "study_notes",
    2: "convexity_article",
    3: "matrix_derivatives",
    4: "course_gradient",
}


def derivations(source: int) -> dict[str, Repaired]:
    """The derivations of one source, by their names in its module."""
    module = import_module(f"{__package__}.{MODULES[source]}")
    return {name: v for name, v in vars(module).items() if isinstance(v, Repaired)}


def repaired() -> Iterator[Repaired]:
    """Every derivation of every repaired text."""
    for source in MODULES:
        yield from derivations(source).values()
