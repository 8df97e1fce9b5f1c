"""The ``{derivation}`` card of the book, the one place where it is written."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a card: its sign, its LaTeX, why, its mark, and a number for the margin."""

    relation: str
    tex: str
    reason: str
    mark: str
    margin: str = ""


def card(title: str, start: str, rows: Iterable[Row], label: str = "", *, margin: str = "") -> str:
    """The directive's source, with the label of a theorem that it shows; JSON is valid YAML.

    ``margin`` is the number beside the line that the card starts from.
    """
    lines = [f"```{{derivation}} {label}".rstrip(), f":title: {title}"]
    lines += [f"start: {json.dumps(start)}"]
    lines += [f"margin: {margin}"] if margin else []
    lines += ["steps:"]
    for row in rows:
        lines += [
            f"- relation: {json.dumps(row.relation)}",
            f"  tex: {json.dumps(row.tex)}",
            f"  reason: {json.dumps(row.reason, ensure_ascii=False)}",
            f"  mark: {row.mark}",
            *([f"  margin: {row.margin}"] if row.margin else []),
        ]
    return "\n".join([*lines, "```"])
