"""What a theorem rests on: the modules that are believed, and the lines of them that ran for it.

A line that did not run had no part in the verdict. So whoever doubts a theorem has to read the
lines of its footprint, and no others.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import FrameType
from typing import Any

from .kernel import Theorem, claim
from .text import text

FOLDER = Path(__file__).parent
#: Nobody need believe these: they answer questions, show, or find what others multiply out again.
UNTRUSTED = (
    *("decision", "shown", "factoring", "squares", "text", "display", "footprint"),
    *("hints", "slips", "letters", "work"),
)

Place = tuple[str, int]  # a module and a line of it


def trusted_base() -> dict[str, int]:
    """The kernel, what it imports, and so on, each with its lines of code."""
    base: set[str] = set()
    found = {"kernel"}
    while found:
        base |= found
        found = set().union(*map(_imports, found)) - base
    return {name: _code_lines(name) for name in sorted(base)}


def _imports(name: str) -> set[str]:
    """The modules that a module imports when it is loaded."""
    body = ast.parse(_source(name)).body
    found = {n.module for n in body if isinstance(n, ast.ImportFrom) and n.level == 1 and n.module}
    return found.difference(UNTRUSTED)


def _code_lines(name: str) -> int:
    """Lines that are neither blank, nor comments, nor documentation."""
    source = _source(name)
    docs = sum(part.count("\n") + 1 for part in source.split('"""')[1::2])
    lines = [line.strip() for line in source.splitlines()]
    return sum(bool(line) and line[0] != "#" for line in lines) - docs


def _source(name: str) -> str:
    return (FOLDER / f"{name}.py").read_text(encoding="utf-8")


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
