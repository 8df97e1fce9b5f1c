"""What a fourth attack found: names that act, fractions of SymPy's, values outside their domain.

It found nothing false that the kernel proves.
"""

from __future__ import annotations

import time

import pytest
import sympy as sp

from lrmath.calc import Context, IllTyped, algebra, definition
from lrmath.calc.author.script import check_text
from lrmath.calc.bridge.inward import spelled

ACTING = (
    *(r"\mathrm{ln}", r"\operatorname{log}", r"\operatorname{ln}\,", "ln", r"\mathrm{l}n", "exp"),
    *(r"\sin", r"\operatorname{sin}", r"\sin_{0}", r"\det", r"s \min", r"\Re", r"\mathrm{Im}"),
    *(r"\circ", r"\mid", r"\ast", r"u \mid v", r"\prime"),
    *(r"\mathrm{2}", r"\mathbf{1}", r"\operatorname{0}", r"\mathrm{2}'", r"\mathit{7}_{t}", "x2"),
)
STANDING = (
    *(r"\hat{\theta}", r"x_{\min}", r"x^{\ast}", r"\det H", r"p(y \mid x)", r"\mathrm{KL}"),
    *(r"\operatorname{sinks}", r"\ell", r"x_{2}", r"\mathbf{x}", r"\boldsymbol{\beta}"),
)


# ---------------------------------------------------------------- what acts on what stands beside
@pytest.mark.parametrize("latex", ACTING)
def test_a_name_does_not_act_on_the_next_one(latex: str) -> None:
    """With g = 3 shown as ln, the line g t = 3 t was shown as ln t = 3 t."""
    with pytest.raises(IllTyped, match="cannot be the LaTeX of g"):
        Context().scalar("t").define("g", "3").typeset(g=latex)


@pytest.mark.parametrize("latex", STANDING)
def test_a_name_may_hold_such_words(latex: str) -> None:
    """The honest twin: where the word has its argument, or stands above or below."""
    here = Context().scalar("t").define("g", "3").typeset(g=latex)
    proved = here.claim("a", "g*t", "3*t").step("3*t", by=definition("g")).qed()
    assert latex in proved.statement._repr_mimebundle_()["text/markdown"]


def test_what_is_no_function_is_not_called_like_one() -> None:
    """With a number called sin, sin*t is shown as the sine of t."""
    with pytest.raises(IllTyped, match="read as a function"):
        Context().define("sin", "3")


def test_a_function_may_be_called_like_one() -> None:
    """The honest twin: tanh, with its definition and its own LaTeX; but never ln."""
    here = Context().scalar("t").function("tanh(t)", "1 - 2/(1 + exp(2*t))")
    assert here.typeset(tanh=r"\tanh").claim("a", "tanh(t)", "tanh(t)")
    with pytest.raises(IllTyped, match="cannot be the LaTeX"):
        here.typeset(tanh=r"\operatorname{ln}")


@pytest.mark.parametrize("latex", ["e", r"\mathrm{e}", r"\operatorname{e}", "e\\,"])
def test_an_upright_e_is_an_e(latex: str) -> None:
    """Where g is shown as e in any such font, the exponential is written exp."""
    here = Context().scalar("g", "positive").typeset(g=latex)
    line = here.claim("a", "exp(g)*1", "exp(g)").step("exp(g)", by=algebra).qed()
    assert r"\exp" in line.statement._repr_mimebundle_()["text/markdown"]


# ---------------------------------------------------------------- SymPy's printer
HALF = sp.Rational(1, 2)


@pytest.mark.parametrize(
    "found",
    [
        sp.Mul(-1, 3, sp.Pow(HALF, -1, evaluate=False), evaluate=False),
        sp.Mul(sp.Pow(HALF, -1, evaluate=False), -2, evaluate=False),
        sp.Mul(5, sp.Pow(sp.Rational(-2, 3), -1, evaluate=False), evaluate=False),
    ],
)
def test_a_fraction_below_a_fraction_bar_stays_there(found: sp.Expr) -> None:
    """-3/(1/2) is -6; SymPy's printer writes -3/1/2, which is read as -3/2."""
    value = sp.Integer(1)
    for factor in found.args:
        value *= factor.doit()
    line = spelled(found, Context())
    assert Context().claim("a", line, str(value)).step(str(value), by=algebra).qed()


def test_other_fractions_are_written_as_before() -> None:
    """The honest twin: the brackets are those of a reader, and the line is what it was."""
    here, x = Context().scalar("x"), sp.Symbol("x")
    mine = here.claim("a", "x/2 + 1/2", "(x + 1)/2").step("(x + 1)/2", by=algebra).qed()
    theirs = here.claim("b", x / 2 + HALF, "(x + 1)/2").step("(x + 1)/2", by=algebra).qed()
    assert theirs.right == mine.right
    assert spelled(x / 2, here.kept) == "x/2"


# ---------------------------------------------------------------- values of a theorem
@pytest.mark.parametrize(
    "values",
    [
        {"t": -1, "y": [0, 1]},
        {"t": 0, "y": [0, 1]},
        {"t": 1, "y": [0, 2]},
        {"t": float("nan"), "y": [1]},
        {"t": float("inf"), "y": [1]},
    ],
)
def test_a_theorem_has_no_value_outside_its_domains(values: dict[str, object]) -> None:
    """What was proved for t > 0 and y in {0, 1} says nothing of other numbers."""
    here = Context().sizes("m").index("i", "m").scalar("t", "positive").array("y", "m", "binary")
    line = "Sum(t*y[i], i)"
    proved = here.claim("a", "t*Sum(y[i], i)", line).step(line, by=algebra).qed()
    with pytest.raises(IllTyped, match=r"is positive|is binary|stands for"):
        proved.at(**values)


def test_a_theorem_has_a_value_inside_its_domains() -> None:
    """The honest twin, also for whole numbers and for a size."""
    here = Context().sizes("m").scalar("t", "positive").scalar("z", "integer")
    proved = here.claim("a", "t + z + m", "m + z + t").step("m + z + t", by=algebra).qed()
    assert proved.at(t=0.5, z=-2, m=3) == 1.5
    for z, m in ((0.5, 3), (1, 2.5), (1, 0)):
        with pytest.raises(IllTyped, match=r"is integer|is a size"):
            proved.at(t=1, z=z, m=m)


# ---------------------------------------------------------------- shared parts
@pytest.mark.parametrize("by", ["algebra", "definition f, cases", "definition f, algebra"])
def test_functions_of_functions_are_answered(by: str) -> None:
    """Their atoms share parts, and written out they would have 2^58: so each is asked once."""
    text = f"function f(t) = 1/(1 + exp(-t))\nscalar t\nclaim a : {'f(' * 58}t{')' * 58} = t\n"
    start = time.process_time()
    (found,) = [r for r in check_text(f"{text}= t by {by}\nqed\n") if r.status != "PROVED"][:1]
    assert found.status in ("REFUTED", "UNDECIDED", "ILL_TYPED")
    assert time.process_time() - start < 10


def test_functions_of_functions_are_proved() -> None:
    """The honest twin: a value of a function of a function of ... is positive."""
    text = "function f(t) = 1/(1 + exp(-t))\nscalar t\n"
    claim = f"claim a : {'f(' * 58}t{')' * 58} > 0\n> 0 by definition f, positivity\nqed\n"
    assert {report.status for report in check_text(text + claim)} == {"PROVED"}
