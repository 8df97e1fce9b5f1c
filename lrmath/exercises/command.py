"""The command ``python -m lrmath grade FILE...``: files of answers, marked again."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from typing import Any

from . import check
from .marks import marked_again


def main(arguments: Sequence[str] | None = None) -> int:
    """Mark every file; 0 if each could be read, else 2. What a file says of itself is ignored."""
    options = parser().parse_args(arguments)
    graded = []
    for name in options.files:
        try:
            graded.append(graded_file(name))
        except (OSError, ValueError, KeyError) as error:
            reason = error.args[0] if isinstance(error, KeyError) else error
            print(f"{name}: {reason}", file=sys.stderr)
            return 2
    print(json.dumps(graded, ensure_ascii=False, indent=1) if options.json else table(graded))
    return 0


def parser() -> argparse.ArgumentParser:
    """The options of the command."""
    found = argparse.ArgumentParser(
        prog="python -m lrmath grade",
        description="Mark answers that students saved with save_marks; nothing in them is run.",
    )
    found.add_argument("files", nargs="+", metavar="FILE")
    found.add_argument("--json", action="store_true", help="print which are right, as JSON")
    return found


def graded_file(name: str) -> dict[str, Any]:
    """The marks of the answers in a file; raises ``OSError``, ``ValueError`` or ``KeyError``."""
    with open(name, encoding="utf-8") as file:
        return {"file": name, **marked_again(json.load(file), check)}


def table(graded: Sequence[dict[str, Any]]) -> str:
    """One line a file: how many answers are right, wrong, and of a kind that a file cannot hold."""
    rows = [("student", "right", "wrong", "not marked")]
    for found in graded:
        numbers = (str(len(found[key])) for key in rows[0][1:])
        rows.append((found["student"] or found["file"], *numbers))
    width = max(len(row[0]) for row in rows)
    return "\n".join(f"{row[0]:{width}}  " + "  ".join(f"{c:>10}" for c in row[1:]) for row in rows)
