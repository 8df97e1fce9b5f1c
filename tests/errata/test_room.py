"""The errata open the doors of the checker and of the theorems only, and need no NumPy."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

ROOM = Path(__file__).parents[2] / "lrmath" / "errata"


def test_imports() -> None:
    """No module of the errata imports another room."""
    for path in ROOM.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("lrmath"):
                room = (node.module or "").split(".")[1]
                assert room in {"calc", "theorems", "errata"}, path


def test_no_numpy() -> None:
    """The errata run where there is no NumPy, as in a browser."""
    code = "import sys, lrmath.errata; print([m for m in ('numpy', 'scipy') if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
