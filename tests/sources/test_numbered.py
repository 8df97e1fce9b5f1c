"""A numbered equation as the derivation of a text: its own lines, with the text's items."""

from __future__ import annotations

import pytest

from lrmath.sources.numbered import numbered
from lrmath.theorems.odds import sigmoid_derivative


def test_the_lines_are_those_of_the_theorem() -> None:
    """Each once, in order; the items stand where they were asked for."""
    shown = numbered(sigmoid_derivative, "The slope", "S9.1", {2: "S9.2"})
    assert shown.theorem is sigmoid_derivative
    assert [row.margin for row in shown.shown] == ["", "S9.2", "", ""]
    assert [row.tex for row in shown.shown][-1] == r"\sigma(t)\, (1 - \sigma(t))"
    assert shown.title == "The slope, {eq}`eq-sigmoid-derivative`"
    assert "margin: S9.1" in shown.myst()


@pytest.mark.parametrize("line", [0, 5])
def test_an_item_at_a_line_that_is_not_there_is_refused(line: int) -> None:
    """The message says how many lines there are."""
    with pytest.raises(ValueError, match=f"has 4 lines, and no line {line}"):
        numbered(sigmoid_derivative, "The slope", lines={line: "S9.2"})
