"""Every step of every theorem of the book, checked once more."""

from __future__ import annotations

from functools import partial

from bench.timing import milliseconds
from lrmath.calc.author.judging import check
from lrmath.theorems import catalogue


def measure() -> list[dict[str, object]]:
    """Milliseconds and operations of each step."""
    return [
        {
            "label": theorem.label,
            "step": number,
            "relation": line.relation,
            "milliseconds": milliseconds(
                partial(check, line.start, line.relation, line.term, line.reasons, theorem.context)
            ),
            "operations": line.verdict.operations,
        }
        for theorem in catalogue().values()
        for number, line in enumerate(theorem.lines, 1)
    ]
