"""LaTeX follows the typed order."""

from __future__ import annotations

from lrmath.calc import (
    Context,
)
from lrmath.calc.language.reader import parse
from lrmath.calc.language.text import text
from lrmath.calc.show.latex import latex


def test_latex_follows_the_typed_order(logistic: Context) -> None:
    """Nothing is rearranged."""
    for line, expected in {
        "t*(s + 1)": r"t\, (s + 1)",
        "Sum(x[i,j]*beta[j], j)": r"\sum_{j=1}^{n} x_{ij}\, \beta_{j}",
        "sigma(-t)": r"\sigma(-t)",
        "1/(1 + exp(-t))": r"\frac{1}{1 + e^{-t}}",
    }.items():
        assert latex(parse(line, logistic), logistic) == expected


def test_points_are_shown(logistic: Context) -> None:
    """In LaTeX in brackets, in text as typed; d is a scalar here, so the sign is ∂."""
    term = parse("At(D(A(t), t), t, 0)", logistic)
    assert latex(term, logistic) == r"\left[ \frac{\partial A(t)}{\partial t} \right]_{t = 0}"
    assert text(term) == "At(D(A(t), t), t, 0)"
