"""The recipe in CONTRIBUTING is the one that the book follows."""

from __future__ import annotations

import re
from pathlib import Path

import lrmath.calc

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def recipe() -> str:
    """The section to which the README sends who wants to add an equation."""
    start = TEXT.index("## Add an equation")
    return TEXT[start : TEXT.index("\n## ", start)]


def test_the_example_of_the_recipe_is_in_the_book() -> None:
    """The chain is shown as it stands, and its label is on the program that computes it."""
    proof, program = re.findall(r"^```python\n(.*?)^```$", recipe(), re.DOTALL | re.MULTILINE)
    theorems = (ROOT / "lrmath" / "theorems" / "odds.py").read_text(encoding="utf-8")
    assert proof in theorems
    family = (ROOT / "lrmath" / "numeric" / "model" / "families.py").read_text(encoding="utf-8")
    assert program.removesuffix("): ...\n") in family
    assert re.findall(r'"(eq-[a-z-]+)"', program) == re.findall(r'"(eq-[a-z-]+)"', proof)


def test_the_table_of_reasons_is_complete() -> None:
    """It has every reason that can be imported, and no other."""
    named = set(re.findall(r"^\| `([a-z_]+)", recipe(), re.MULTILINE))
    offered = {name for name in lrmath.calc.__all__ if name[0].islower()}
    assert named == offered - {"decide"}  # which is a question
