"""What other programs think of a theorem: SymPy and Maxima at small sizes, Coq for every size.

SymPy's answers are those of this build (``tools/confirm.py``); the others come from the stored
report of ``make second-opinion``. An answer is shown only if it was given to the very lines that
the theorem has today. Two relations Maxima compares at points only, and the page says so.
"""

from __future__ import annotations

import functools
import hashlib
import importlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

REPORT = Path(__file__).parents[2] / "data" / "second_opinion.json"
CONFIRMED = Path(__file__).parents[3] / "_build" / "confirmed.json"


@functools.cache
def report() -> dict[str, dict[str, str | int]]:
    """Return the stored answers by label; none where the report is missing."""
    return stored(REPORT)


@functools.cache
def confirmed() -> dict[str, dict[str, Any]]:
    """Return what SymPy said in this build, by label; none where it was not asked."""
    return stored(CONFIRMED)


def stored(path: Path) -> dict[str, Any]:
    """Return the answers in a file; none where it is missing."""
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}


def opinions(label: str) -> Iterator[str]:
    """Yield what may be said of a theorem."""
    record, answer = confirmed().get(label), report().get(label)
    if record is not None:
        yield from agreement(record, fingerprint(label))
    if answer is None or answer["lines"] != fingerprint(label):
        return
    if answer["coq"]:
        yield "Coq, all sizes"
    if answer["maxima"]:
        part = " of its equalities" if answer["not_asked"] else ""
        part = ", at points" if theorem(label).relation == "<=>" else part
        yield f"Maxima, {answer['maxima']} instance{'s' * (answer['maxima'] != 1)}{part}"


def agreement(record: dict[str, Any], lines: str) -> Iterator[str]:
    """Yield how many of a theorem's steps SymPy agrees with, if it was asked about these lines."""
    if record["lines"] == lines:
        steps = record["steps"]
        agreed = sum(name == "CONFIRMED" for name, _ in steps)
        yield f"SymPy, {agreed} of {len(steps)} step{'s' * (len(steps) != 1)}"


def fingerprint(label: str) -> str:
    """Return the short name of a theorem's lines, as the report has it."""
    return hashlib.sha256(str(theorem(label)).encode()).hexdigest()[:16]


def theorem(label: str) -> Any:
    """Return a theorem of the book."""
    return importlib.import_module("lrmath.theorems").catalogue()[label]
