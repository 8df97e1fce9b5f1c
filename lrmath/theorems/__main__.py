"""``python -m lrmath.theorems`` checks every derivation of the book and lists what was proved."""

from __future__ import annotations

from lrmath.calc.command import say
from lrmath.theorems import catalogue


def main() -> None:
    """Print each theorem with its number of steps, and the totals."""
    theorems = catalogue()
    for label, theorem in theorems.items():
        chapter = theorem.module.rsplit(".", 1)[-1]
        cited = "  (rests on a cited result)" if theorem.cited else ""
        say(f"✓ {label:<28} {chapter:<12} {len(theorem.lines)} steps{cited}")
    steps = sum(len(t.lines) for t in theorems.values())
    say(f"{len(theorems)} theorems, {steps} steps proved")


main()
