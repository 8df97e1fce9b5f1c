"""The rooms of the house and the direction of imports between them."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from lrmath.theorems import CHAPTERS

PACKAGE = Path(__file__).parents[2] / "lrmath"
ROOMS = {
    "labels.py": set(),
    "calc": {"calc"},
    "theorems": {"calc", "theorems"},
    "numeric": {"numeric", "labels"},
    "plots": {"plots", "numeric"},
    "exercises": {"exercises", "calc", "theorems"},
    "errata": {"errata", "calc", "theorems"},
    "sources": {"sources", "errata", "calc", "theorems"},
    "live": {"live", "calc", "theorems", "exercises"},
}


def imported_rooms(path: Path) -> set[str]:
    """The rooms of lrmath that a module imports, wherever the import stands."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            found.add(absolute(path, node))
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return {name.split(".")[1] for name in found if name.startswith("lrmath.")}


def absolute(path: Path, node: ast.ImportFrom) -> str:
    """The absolute name of an import, with the first imported name where it may be a module."""
    parts = ["lrmath", *path.relative_to(PACKAGE).parent.parts]
    base = parts[: len(parts) - node.level + 1] if node.level else []
    module = [*base, *(node.module.split(".") if node.module else [])]
    return ".".join([*module, node.names[0].name])


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_opens_only_the_doors_it_may(room: str) -> None:
    """No arrow runs between the numeric room and the proofs."""
    place = PACKAGE / room
    files = [place] if place.suffix else sorted(place.rglob("*.py"))
    assert files
    for path in files:
        assert imported_rooms(path) <= ROOMS[room], path


def test_chapters_build_on_earlier_chapters_only() -> None:
    """A chapter's theorems never need a later chapter."""
    order = ["notation", *(chapter.__name__.rsplit(".", 1)[-1] for chapter in CHAPTERS)]
    for place, name in enumerate(order):
        tree = ast.parse((PACKAGE / "theorems" / f"{name}.py").read_text(encoding="utf-8"))
        used = {n.module for n in ast.walk(tree) if isinstance(n, ast.ImportFrom) and n.level == 1}
        assert used <= set(order[:place])


@pytest.mark.parametrize(
    ("room", "absent"),
    [
        ("lrmath.numeric", ["sympy", "lrmath.calc", "lrmath.theorems", "pandas", "matplotlib"]),
        ("lrmath.theorems", ["numpy", "scipy", "lrmath.numeric", "matplotlib"]),
        ("lrmath.labels", ["numpy", "sympy", "lrmath.numeric", "lrmath.calc"]),
    ],
)
def test_importing_a_room_leaves_the_others_unloaded(room: str, absent: list[str]) -> None:
    """Theorems run where there is no NumPy; fits run where there is no SymPy."""
    code = f"import sys, {room}; print([m for m in {absent!r} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
