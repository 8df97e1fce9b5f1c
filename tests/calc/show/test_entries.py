"""Entries with LaTeX of their own: x_j^{(i)} for x[i,j], and what cannot be told apart."""

from __future__ import annotations

import pytest

from lrmath.calc import Context, IllTyped, StepError
from lrmath.calc.language.reader import parse
from lrmath.calc.show.latex import latex

CONTEXT = (
    Context()
    .sizes("m", "n")
    .index("i", "m")
    .index("j k", "n")
    .array("x", "m,n", whole="X")
    .array("y", "m")
    .array("b", "n")
    .define("eta[i]", "Sum(b[k]*x[i,k], k)")
    .typeset(x=r"x_{#2}^{(#1)}", y=r"y^{(#1)}", eta=r"b^{\top} x^{(#1)}")
)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("x[i,j]", "x_{j}^{(i)}"),
        ("x[1,1]", "x_{1}^{(1)}"),
        ("x[i,j]**2", "(x_{j}^{(i)})^{2}"),
        ("eta[i]**2", r"(b^{\top} x^{(i)})^{2}"),
        ("exp(-eta[i])", r"e^{-b^{\top} x^{(i)}}"),
        ("y[i]*eta[i]", r"y^{(i)}\, b^{\top} x^{(i)}"),
        ("D(eta[i], b[j])", r"\frac{\partial b^{\top} x^{(i)}}{\partial b_{j}}"),
        ("X @ b", r"X\, b"),
    ],
)
def test_indices_stand_where_the_author_puts_them(line: str, expected: str) -> None:
    """And a power of such an entry has brackets."""
    assert latex(parse(line, CONTEXT), CONTEXT) == expected


@pytest.mark.parametrize(
    "pattern", ["x^{#1}", "x_{#1}^{#1}", "x_{#1#2}", "x_#2^{#1}", "x_{#1}^{#2}#", "#1_{#2}", "x #3"]
)
def test_every_index_is_asked_for_once_and_in_brackets(pattern: str) -> None:
    """An entry that hides an index would look like another one."""
    with pytest.raises(IllTyped, match="cannot be the LaTeX of"):
        CONTEXT.typeset(x=pattern)


@pytest.mark.parametrize("name", ["m", "X"])
def test_what_has_no_indices_has_no_place_for_them(name: str) -> None:
    """A size, or the whole matrix."""
    with pytest.raises(IllTyped, match="it has no indices"):
        CONTEXT.typeset(**{name: "x_{#1}"})


def test_two_arrays_do_not_share_a_pattern() -> None:
    """They would look alike on the page."""
    twins = CONTEXT.array("z", "m,n").typeset(z=r"x_{#2}^{(#1)}")
    with pytest.raises(StepError, match="look alike"):
        twins.claim("x", "x[i,j] + z[i,j]", "0")
