"""How indices, names and reasons are written: as a reader knows them, without needless signs."""

from __future__ import annotations

import pytest

from lrmath.calc import Context, convexity
from lrmath.calc.language import parse
from lrmath.calc.show import Row, card, latex, reason_myst, reason_text

CONTEXT = (
    Context()
    .sizes("m", "n")
    .index("i", "m")
    .index("j", "n")
    .array("x", "m,n", whole="X")
    .array("z", "20,20")
    .array("bs", "n")
    .array("g", "n")
    .scalar("t")
    .typeset(bs="(Bs)", g="g_0")
)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("x[i,j]", "x_{ij}"),
        ("x[i,1]", "x_{i1}"),  # nothing else can be meant
        ("x[1,1]", "x_{1,1}"),  # not the eleventh
        ("z[1,12]", "z_{1,12}"),
        ("bs[j]", "(Bs)_{j}"),
        ("g[j]", "(g_0)_{j}"),
        ("KroneckerDelta(j, 1)", r"\delta_{j1}"),
        ("(-Sum(bs[j], j))*t", r"\left( -\sum_{j=1}^{n} (Bs)_{j} \right)\, t"),
    ],
)
def test_indices_and_brackets(line: str, expected: str) -> None:
    """A comma where two numbers meet, one pair of brackets where one is needed."""
    assert latex(parse(line, CONTEXT), CONTEXT) == expected


@pytest.mark.parametrize("name", ["e", "a"])
def test_e_is_written_for_one_thing(name: str) -> None:
    """The constant gives way to a variable that is written e, whatever it is called."""
    context = Context().scalar("t").scalar(name).typeset(**{name: "e"})
    assert latex(parse("exp(t)", context), context) == r"\exp(t)"
    renamed = Context().scalar("t e").typeset(e="h")
    assert latex(parse("exp(t)", renamed), renamed) == "e^{t}"


def test_a_value_in_a_reason_is_one_formula() -> None:
    """So its sign of equality is set as one."""
    reason = convexity("t", at="1/2")
    assert reason_text(reason) == "convexity in t, from t = 1/2"
    assert reason_myst(reason, CONTEXT) == r"convexity in $t$, from $t = \frac{1}{2}$"


@pytest.mark.parametrize(("label", "head"), [("eq-a", "{derivation} eq-a"), ("", "{derivation}")])
def test_a_card_may_have_a_label(label: str, head: str) -> None:
    """A card of a theorem has its label, that of an exercise has none."""
    written = card("Title", "a", [Row("=", "b", "algebra", "proved")], label)
    assert written.splitlines()[:2] == [f"```{head}", ":title: Title"]
