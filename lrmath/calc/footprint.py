"""Which lines of the checker ran when a theorem was proved: what that one theorem rests on.

A line that did not run had no part in the verdict. So whoever doubts a theorem has to read the
lines of its footprint, and no others.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

from .kernel import Theorem, claim
from .text import text

FOLDER = Path(__file__).parent
#: Their answers are multiplied out again, or only shown.
UNTRUSTED = ("factoring", "squares", "text", "display", "latex", "footprint")

Place = tuple[str, int]  # a module and a line of it


def replay(theorem: Theorem) -> Theorem:
    """Read a theorem's lines anew, and prove it once more."""
    chain = claim(
        theorem.label,
        text(theorem.left),
        f"{theorem.relation} {text(theorem.right)}",
        context=theorem.context,
    )
    for line in theorem.lines:
        chain = chain.step(f"{line.relation} {text(line.term)}", by=line.reasons)
    return chain.qed()


def footprint(theorem: Theorem) -> frozenset[Place]:
    """The lines of the trusted modules that run while a theorem is read and proved."""
    seen: set[tuple[str, int]] = set()
    before = sys.gettrace()
    sys.settrace(_tracer(seen))
    try:
        replay(theorem)
    finally:
        sys.settrace(before)
    return frozenset((Path(file).stem, line) for file, line in seen)


def _tracer(seen: set[tuple[str, int]]) -> Callable[..., Any]:
    """A trace function that notes lines of the trusted modules."""

    def on_line(frame: FrameType, event: str, argument: object) -> Any:
        if event == "line":
            seen.add((frame.f_code.co_filename, frame.f_lineno))
        return on_line

    def on_call(frame: FrameType, event: str, argument: object) -> Any:
        return on_line if _trusted(frame.f_code.co_filename) else None

    return on_call


@cache
def _trusted(file: str) -> bool:
    """Whether a file belongs to the checker and its answers are believed."""
    path = Path(file)
    return path.parent == FOLDER and path.stem not in UNTRUSTED
