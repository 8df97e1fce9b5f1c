"""The signs of a formula in LaTeX, read one after the other."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

TOKEN = re.compile(
    r"\\operatorname\{[^}]*\}|\\left[\[(|.]|\\right[\])|.]|\\[A-Za-z]+|\\[,;!]|[0-9]+|[A-Za-z]|\S"
)


class Unreadable(Exception):
    """A mathematician would not know what is meant."""


def tokens(latex: str) -> list[str]:
    """The signs of a formula, without what only makes room."""
    return [t for t in TOKEN.findall(latex) if t not in (r"\,", r"\;", r"\!")]


@dataclass
class Signs:
    """A formula's signs, and how far it has been read."""

    latex: str
    place: int = field(default=0, kw_only=True)
    signs: list[str] = field(default_factory=list, kw_only=True)

    def __post_init__(self) -> None:
        self.signs = tokens(self.latex)

    def next(self, ahead: int = 0) -> str:
        """A sign ahead, or nothing at the end."""
        k = self.place + ahead
        return self.signs[k] if k < len(self.signs) else ""

    def take(self, *expected: str) -> str:
        """The next sign, which must be one of these."""
        sign = self.next()
        if expected and sign not in expected:
            raise Unreadable(f"{sign!r} where one of {expected} is expected, in {self.latex}")
        self.place += 1
        return sign

    def group_signs(self) -> list[str]:
        """The signs between braces."""
        self.take("{")
        depth, found = 1, []
        while depth:
            sign = self.take()
            if not sign:
                raise Unreadable(f"a brace is missing in {self.latex}")
            depth += (sign == "{") - (sign == "}")
            found.append(sign)
        return found[:-1]
