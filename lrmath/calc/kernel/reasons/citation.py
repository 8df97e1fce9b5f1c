"""``cite``: a result taken from a source; not checked, and marked so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from ..proof import Proof
from .base import Reason, Words


@dataclass(frozen=True, slots=True)
class Citation(Reason):
    """A result taken from a source: shown with its own mark, never checked."""

    source: str
    in_a_file: ClassVar[str] = "cite SOURCE"
    checked: ClassVar[bool] = False

    def cited(self) -> bool:
        """It is."""
        return True

    def words(self) -> Words:
        """The source."""
        return (self.source,)

    @classmethod
    def read(cls, text: str, theorems: Mapping[str, Proof]) -> Reason | None:
        """``cite SOURCE`` in a file."""
        word, _, rest = text.partition(" ")
        return cite(rest.strip("\"' ")) if word == "cite" else None


def cite(source: str) -> Citation:
    """The reason "known from this source"; a step with it is CITED, not PROVED."""
    return Citation(source)
