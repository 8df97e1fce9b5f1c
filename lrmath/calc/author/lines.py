"""The lines of a text file, taken apart from left to right; nothing is read twice."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from ..language.errors import IllTyped

LARGEST = 1_000_000  # characters of a file
MOST_REASONS = 16  # of one step
RELATION = re.compile(r"<=>|⇔|->|→|<=|≤|>=|≥|!=|≠|=|<|>")
BY = re.compile(r"\sby\s")
HIDDEN = {"Cc", "Zl", "Zp"}  # controls, and line ends that some editors do not show as such
TURNING = set("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def lines_of(text: str) -> Iterator[tuple[int, str]]:
    """Each line with its number; a line ends where every editor shows that it ends."""
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        yield number, line.removesuffix("\r")


def visible(line: str) -> str:
    """The line without its comment; refused when it holds a character that no editor shows."""
    for sign in line:
        if sign != "\t" and (unicodedata.category(sign) in HIDDEN or sign in TURNING):
            name = unicodedata.name(sign, "a control character").lower()
            raise IllTyped(
                f"the line holds U+{ord(sign):04X}, {name}, which is not seen; delete it"
            )
    return line.partition("#")[0].strip()


def printable(line: str) -> str:
    """The line for a terminal, which must not obey it."""
    return "".join(s if s.isprintable() else f"<U+{ord(s):04X}>" for s in line)


def claim_parts(text: str) -> tuple[str, str] | None:
    """``LEFT``, and ``= RIGHT``; of an equivalence both are relations."""
    whole = min((k for k in map(text.find, ("<=>", "⇔")) if k >= 0), default=-1)
    found = RELATION.search(text)
    start = whole if whole >= 0 else found.start() if found else 0
    left, right = text[:start].strip(), text[start:].strip()
    return (left, right) if left and right else None


def step_parts(line: str) -> tuple[str, list[str]] | None:
    """``= FORMULA``, and its reasons."""
    begins, by = RELATION.match(line), BY.search(line)
    if not begins or not by or by.start() < begins.end():
        return None
    return line[: by.start()].strip(), commas(line[by.end() :])


def commas(text: str) -> list[str]:
    """The parts between commas that stand outside brackets."""
    parts, depth = [""], 0
    start = 0
    for place, sign in enumerate(text):
        depth += (sign in "([") - (sign in ")]")
        if sign == "," and depth <= 0:
            parts[-1] = text[start:place].strip()
            parts.append("")
            start = place + 1
            if len(parts) > MOST_REASONS:
                raise IllTyped(f"a step has at most {MOST_REASONS} reasons; make two steps of it")
    parts[-1] = text[start:].strip()
    return parts


def array_parts(text: str) -> tuple[str, str, str | None] | None:
    """``SIZE,SIZE``, the domain, and the name of the matrix."""
    words = ",".join(part.strip() for part in text.split(",")).split()
    whole = words.pop() if len(words) > 2 and words[-2] == "as" else None
    if whole is not None:
        words.pop()
    if not 1 <= len(words) <= 2:
        return None
    return words[0], words[1] if len(words) == 2 else "real", whole
