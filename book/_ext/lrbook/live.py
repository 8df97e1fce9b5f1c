"""What the page's live checker must know of a derivation, as attributes of its card.

A card that shows steps of a theorem, or one of its wrong lines, can be edited in the page and
judged again (``_static/live``). For that it carries, unseen, as the ``data`` of its nodes::

    <div class="derivation" data-theorem="eq-gradient" data-module="gradient" data-from="3"
         data-steps="4">
      <li class="derivation-start" data-line="Sum(D(A(eta[i]) - y[i]*eta[i], beta[j]), i)">
      <li class="derivation-proved" data-line="= Sum(...)" data-by="calculus | eq-sigmoid">

Lines and reasons are spelled by the theorem itself, never by the page: a card is marked only where
its formulas are, sign by sign, those of the theorem. ``data-from`` is the number of its first step,
0 on a wrong line; ``data-steps`` counts the steps of the whole derivation.
"""

from __future__ import annotations

import functools
import importlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

Attributes = dict[str, str]
#: Between the reasons of a line; no reason holds it.
SEPARATOR = " | "


class Marking(NamedTuple):
    """The attributes of a card, and of each of its lines, the start among them."""

    card: Attributes
    lines: list[Attributes]


def marking(label: str, chain: Mapping[str, Any]) -> Marking | None:
    """Return the attributes of a card, or None if it does not show lines of the theorem."""
    theorem = _catalogue().get(label)
    if theorem is None:
        return None
    for start, lines in _stretches(theorem, len(chain["steps"])):
        if _shown(lines, theorem.context) == _asked(chain):
            return _marking(theorem, start, lines)
    return None


@functools.cache
def _catalogue() -> Mapping[str, Any]:
    """Return the theorems by their labels."""
    return dict(importlib.import_module("lrmath.theorems").catalogue())


def _stretches(theorem: Any, length: int) -> Iterator[tuple[int, Sequence[Any]]]:
    """Yield each run of so many steps with the number of its first, then each wrong line with 0."""
    for start in range(len(theorem.lines) - length + 1):
        yield start + 1, theorem.lines[start : start + length]
    for line in theorem.wrong_lines if length == 1 else ():
        yield 0, (line,)


def _shown(lines: Sequence[Any], context: Any) -> list[tuple[str, str]]:
    """Return the signs and formulas with which lines stand on a page."""
    show = importlib.import_module("lrmath.calc.show")
    start = ("", show.latex(lines[0].start, context))
    steps = [(show.RELATION[n.relation], show.latex(n.term, context)) for n in lines]
    return [start, *steps]


def _asked(chain: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the signs and formulas of a card."""
    return [("", chain["start"]), *((step["relation"], step["tex"]) for step in chain["steps"])]


def _marking(theorem: Any, start: int, lines: Sequence[Any]) -> Marking:
    live = importlib.import_module("lrmath.live.lines")
    context = theorem.context
    first = importlib.import_module("lrmath.calc.language").text(lines[0].start, context)
    card = {
        "data-theorem": theorem.label,
        "data-module": theorem.module.rsplit(".", 1)[-1],
        "data-from": str(start),
        "data-steps": str(len(theorem.lines)),
    }
    steps = [
        {
            "data-line": live.spelled_line(line, context),
            "data-by": SEPARATOR.join(map(live.spelled_reason, line.reasons)),
        }
        for line in lines
    ]
    return Marking(card, [{"data-line": first}, *steps])
