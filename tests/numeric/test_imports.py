"""The modules of the numeric room know each other in one direction only."""

import ast
from graphlib import TopologicalSorter
from pathlib import Path

ROOM = Path(__file__).parents[2] / "lrmath/numeric"
PREFIX = "lrmath.numeric."


def imported(file):
    """Return the modules of the room that a file imports anywhere, also for its types only."""
    nodes = ast.walk(ast.parse(file.read_text()))
    names = [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    return {name.removeprefix(PREFIX) for name in names if name.startswith(PREFIX)}


def test_no_import_circle():
    """Every module can be read after those it builds on."""
    modules = [file for file in ROOM.glob("*.py") if file.stem != "__init__"]
    order = list(TopologicalSorter({file.stem: imported(file) for file in modules}).static_order())
    assert order.index("family") < order.index("model") < order.index("entry")
