"""A theorem of the book in a text's letters, with the items of the text at its lines."""

from __future__ import annotations

from collections.abc import Mapping

from lrmath.calc import Theorem
from lrmath.calc.language.text import text

from .core import Repaired, Step


def numbered(
    theorem: Theorem, title: str, items: str = "", lines: Mapping[int, str] | None = None
) -> Repaired:
    """The derivation of a numbered equation; ``lines`` gives the items of its lines, from 1."""
    found = lines or {}
    wrong = sorted(set(found) - set(range(1, len(theorem.lines) + 1)))
    if wrong:
        raise ValueError(
            f"{theorem.label} has {len(theorem.lines)} lines, and no line {wrong[0]}; number its "
            "lines from 1"
        )
    rows = tuple(
        Step(found.get(k, ""), text(line.term, theorem.context))
        for k, line in enumerate(theorem.lines, 1)
    )
    return Repaired(f"{title}, {{eq}}`{theorem.label}`", items, theorem, rows)
