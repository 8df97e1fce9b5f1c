"""``definition(...)``: unfolds or folds the named definitions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from ...language.declarations import Declarations
from ...language.errors import IllTyped
from ...language.terms import Thing
from ...language.things import body_of
from ..proof import Proof
from .base import Named, Reason, Words


@dataclass(frozen=True, slots=True)
class ByDefinition(Reason):
    """The lines are equal when these definitions are put."""

    names: tuple[str, ...]
    in_a_file: ClassVar[str] = "definition NAME"

    def known(self, context: Declarations) -> None:
        """Each name has a body here."""
        for name in self.names:
            thing = context.names.get(name)
            if not isinstance(thing, Thing) or body_of(thing) is None:
                raise IllTyped(f"{name} has no definition here")

    def unfolds(self, context: Declarations) -> Iterable[Thing]:
        """The things of these names."""
        found = (context.names.get(name) for name in self.names)
        return [thing for thing in found if isinstance(thing, Thing)]

    def words(self) -> Words:
        """Definition of these names."""
        names = [Named(name) for name in self.names]
        return ("definition of ", *_joined(names))

    @classmethod
    def read(cls, text: str, theorems: Mapping[str, Proof]) -> Reason | None:
        """``definition NAME NAME`` in a file."""
        word, _, rest = text.partition(" ")
        return definition(*rest.split()) if word == "definition" else None


def _joined(names: list[Named]) -> Words:
    found: list[str | Named] = []
    for name in names:
        found += [", ", name] if found else [name]
    return tuple(found)


def definition(*names: str) -> ByDefinition:
    """The reason "by definition of these names"."""
    if not names:
        raise IllTyped("definition() needs the name of what is defined, e.g. definition('sigma')")
    return ByDefinition(names)
