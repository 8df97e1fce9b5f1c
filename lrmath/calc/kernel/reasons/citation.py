"""``cite``: a result taken from a source; not checked, and marked so."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from ...language.declarations import Declarations
from ...language.errors import IllTyped, plain_text
from ..proof import Proof
from .base import Reason, Words

SOURCE = re.compile(r"[\w .,:;()'’&/§–-]+")


@dataclass(frozen=True, slots=True)
class Citation(Reason):
    """A result taken from a source: shown with its own mark, never checked."""

    source: str
    in_a_file: ClassVar[str] = "cite SOURCE"
    checked: ClassVar[bool] = False

    def known(self, context: Declarations) -> None:
        """A source is one line of words, without marks and without TeX of its own."""
        if not SOURCE.fullmatch(self.source):
            raise IllTyped(
                f"{self.source!r} is no source: write words, digits and . , : ; ( ) ' & / -"
            )

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
    return Citation(plain_text(source, "a source"))
