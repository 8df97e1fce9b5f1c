"""What a theorem rests on: the rooms that are believed, and the lines of them that ran for it.

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

from ..language.text import text
from .chain import claim
from .theorem import Theorem

HOME = Path(__file__).parent.parent
#: The rooms of the kernel and of what it is built on.
TRUSTED = ("language", "normal", "logic", "kernel")
#: What nobody need believe in them: it finds what others multiply out again, or is shown.
FINDERS = (
    *("normal/factoring", "normal/factors", "normal/squares", "normal/readback"),
    "language/text",
)

Place = tuple[str, int]  # a file and a line of it


def trusted_base() -> dict[str, int]:
    """The files that are believed, each with its lines of code."""
    files = (file for room in TRUSTED for file in sorted((HOME / room).rglob("*.py")))
    found = {_name(file): _code_lines(file) for file in files if _trusted(str(file))}
    return {name: lines for name, lines in found.items() if lines}


def _name(file: Path) -> str:
    return file.relative_to(HOME).with_suffix("").as_posix()


def _code_lines(file: Path) -> int:
    """Lines that are neither blank, nor comments, nor documentation."""
    source = file.read_text(encoding="utf-8")
    docs: set[int] = set()
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Expr(value=ast.Constant(value=str())) if node.end_lineno is not None:
                docs |= set(range(node.lineno, node.end_lineno + 1))
    lines = enumerate(source.splitlines(), 1)
    return sum(k not in docs and bool(s := line.strip()) and s[0] != "#" for k, line in lines)


def replay(theorem: Theorem) -> Theorem:
    """Read a theorem's lines anew, and prove it once more."""
    context = theorem.context
    chain = claim(
        theorem.label,
        text(theorem.left, context),
        f"{theorem.relation} {text(theorem.right, context)}",
        context=context,
    )
    for line in theorem.lines:
        chain = chain.step(f"{line.relation} {text(line.term, context)}", by=line.reasons)
    return chain.qed()


def footprint(theorem: Theorem) -> frozenset[Place]:
    """The lines of the trusted files that run while a theorem is read and proved."""
    seen: set[tuple[str, int]] = set()
    before = sys.gettrace()
    sys.settrace(_tracer(seen))
    try:
        replay(theorem)
    finally:
        sys.settrace(before)
    return frozenset((_name(Path(file)), line) for file, line in seen)


def _tracer(seen: set[tuple[str, int]]) -> Callable[..., Any]:
    """A trace function that notes lines of the trusted files."""

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
    if HOME not in path.parents:
        return False
    parts = _name(path).split("/")
    return parts[0] in TRUSTED and "/".join(parts[:2]) not in FINDERS
