"""What other programs think of a theorem: Maxima at small sizes, Coq for every size.

The answers come from the stored report of ``make second-opinion``. An answer is shown only if it
was given to the very lines that the theorem has today. Two relations Maxima compares at points
only, and the page says so.
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


@functools.cache
def report() -> dict[str, dict[str, str | int]]:
    """Return the stored answers by label; none where the report is missing."""
    return dict(json.loads(REPORT.read_text(encoding="utf-8"))) if REPORT.exists() else {}


def opinions(label: str) -> Iterator[str]:
    """Yield what may be said of a theorem."""
    answer = report().get(label)
    if answer is None or answer["lines"] != fingerprint(label):
        return
    if answer["coq"]:
        yield "Coq, all sizes"
    if answer["maxima"]:
        part = " of its equalities" if answer["not_asked"] else ""
        part = ", at points" if theorem(label).relation == "<=>" else part
        yield f"Maxima, {answer['maxima']} instance{'s' * (answer['maxima'] != 1)}{part}"


def fingerprint(label: str) -> str:
    """Return the short name of a theorem's lines, as the report has it."""
    return hashlib.sha256(str(theorem(label)).encode()).hexdigest()[:16]


def theorem(label: str) -> Any:
    """Return a theorem of the book."""
    return importlib.import_module("lrmath.theorems").catalogue()[label]
