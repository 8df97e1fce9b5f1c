"""The second judge: stock SymPy confirms the book's steps, and denies altered ones."""

from __future__ import annotations

import subprocess
import sys

import pytest
import sympy as sp
from trial.proving import prove

from lrmath.calc import Context, algebra, calculus
from lrmath.calc.author.command import main
from lrmath.calc.author.script import check_text
from lrmath.calc.bridge.opinion import Answer
from lrmath.calc.bridge.second_judge import opinion
from lrmath.calc.language.terms import Compare, Infinity, Minus
from lrmath.theorems import catalogue

THEOREMS = catalogue()
SAMPLE = ("eq-sigmoid", "eq-logit", "eq-sigmoid-symmetry", "eq-eta-derivative", "eq-logit-end")


#: Steps that SymPy leaves open: it would have to prove from nothing an inequality of several
#: variables that the chain cites or supposes; the theorem cited is asked by itself. Of a function
#: without a body it cannot be told that its values are less than 1.
OPEN = {
    ("eq-straight-log-odds", 1): "1 - f(t) is not 0",
    ("eq-lse-above", 2): "o[a] <= t is supposed for every a",
    ("eq-least-cosine", 3): "a quotient of norms",
    ("eq-no-step-lower", 1): "eq-loss-above-tangent",
    ("eq-no-step-lower", 4): "eq-least-cosine",
    ("eq-steepest-step", 1): "eq-descent",
    ("eq-descent", 2): "eq-step-height",
    ("eq-minimum-above", 2): "eq-softplus-tangent",
    ("eq-energy", 1): "eq-descent",
    ("eq-energy", 4): "eq-minimum-above",
    ("eq-softplus-apart", 2): "eq-softplus-parabola",
    ("eq-softplus-apart", 3): "eq-softplus-tangent",
    ("eq-slopes-apart", 2): "eq-softplus-apart",
    ("eq-pull-probabilities", 5): "eq-slopes-apart",
    ("eq-pull", 1): "eq-pull-probabilities",
    ("eq-nearer", 2): "eq-pull",
    ("eq-ridge-bound", 2): "eq-loss-nonnegative",
    ("eq-loss-above-plane", 1): "eq-loss-above-tangent",
    ("eq-ridge-above", 2): "eq-loss-above-plane",
    ("eq-ridge-least", 1): "eq-ridge-above",
    ("eq-penalty-falls", 2): "both hypotheses at once",
    ("eq-penalty-above", 1): "s[j]*(beta[j] + v[j]) <= h[j] is supposed for every j",
    ("eq-net-least", 2): "eq-penalty-above",
    ("eq-net-least", 3): "eq-loss-above-plane",
    ("eq-dual-below", 3): "eq-kl-nonnegative",
    ("eq-estimate-variance", 3): "an inverse is supposed, entry by entry",
    ("eq-profile-parabola", 4): "a sum of squares that two definitions hide",
}


def confirmed(label: str) -> None:
    """Every step of a theorem is confirmed, but for those listed, which are left open."""
    for number, found in enumerate(THEOREMS[label].confirm(), 1):
        expected = Answer.OPEN if (label, number) in OPEN else Answer.CONFIRMED
        assert found.answer is expected, f"{label}, step {number}: {found}"


@pytest.mark.parametrize(("label", "number"), [k for k, why in OPEN.items() if why[:3] == "eq-"])
def test_an_open_step_rests_on_an_inequality_that_is_cited(label: str, number: int) -> None:
    """It is no equality, and the theorem named is among its reasons."""
    line = THEOREMS[label].lines[number - 1]
    assert line.relation in ("<=", ">=")
    assert f"<Proof {OPEN[label, number]}>" in str(line.reasons)


@pytest.mark.parametrize("label", SAMPLE)
def test_sympy_confirms(label: str) -> None:
    """A sample of the book; the whole is asked by ``make book`` and by the slow tests."""
    confirmed(label)


@pytest.mark.slow
@pytest.mark.parametrize("label", sorted(set(THEOREMS) - set(SAMPLE)))
def test_sympy_confirms_the_rest(label: str) -> None:
    """Every other theorem of the book."""
    confirmed(label)


@pytest.mark.parametrize("label", SAMPLE)
def test_a_changed_sign_is_denied(label: str) -> None:
    """The right side of a line with the other sign is denied, unless it is zero."""
    for line in THEOREMS[label].lines:
        if line.relation != "=" or isinstance(line.term, Compare | Infinity):
            continue
        context = THEOREMS[label].context
        found = opinion(line.start, "=", Minus(line.term), context)
        vanishing = opinion(line.term, "=", Minus(line.term), context)
        assert found.answer is Answer.DENIED or vanishing, f"{label}: {found}"


@pytest.mark.parametrize(
    ("left", "relation", "right", "answer"),
    [
        ("(t + 1)**2", "=", "t**2 + 2*t + 1", Answer.CONFIRMED),
        ("(t + 1)**2", "=", "t**2 + 2*t - 1", Answer.DENIED),
        ("sqrt(t**2)", "=", "t", Answer.DENIED),
        ("log(p**2)", "=", "2*log(p)", Answer.CONFIRMED),
        ("b**2", "=", "b", Answer.CONFIRMED),
        ("t**2", "=", "t", Answer.DENIED),
        ("t**2 + 1", ">", "0", Answer.CONFIRMED),
        ("t", ">", "0", Answer.DENIED),
    ],
)
def test_what_sympy_says(left: str, relation: str, right: str, answer: Answer) -> None:
    """True lines, false ones, and those whose truth hangs on a domain."""
    from lrmath.calc.language.reader import parse

    context = Context().scalar("t").scalar("p", "positive").scalar("b", "binary").kept
    found = opinion(parse(left, context), relation, parse(right, context), context)
    assert found.answer is answer, found


def test_statements_are_sympys() -> None:
    """Symbols have the assumptions of their domains; sums are SymPy's own, or written out."""
    context = Context().sizes("n").index("k", "n").array("v", "n").scalar("p", "positive")
    theorem = prove(context, "p*Sum(v[k], k)", "Sum(p*v[k], k)", algebra)
    stated = theorem.sympy()
    assert isinstance(stated, sp.Eq)
    names = {s.name for s in stated.free_symbols}
    assert {"n", "p"} <= names
    assert "k" not in names
    assert stated.has(sp.Sum)
    assert not theorem.sympy(n=3).has(sp.Sum)
    assert sp.expand(theorem.sympy(n=3).lhs - theorem.sympy(n=3).rhs) == 0


def test_a_reader_asks_about_a_derivation_of_their_own() -> None:
    """The method, and the command's option."""
    theorem = prove(Context().scalar("t"), "D(t**2, t)", "2*t", calculus)
    assert all(theorem.confirm())
    assert [str(found) for found in theorem.confirm()] == ["SymPy agrees"]
    text = "scalar t\nclaim a : t**2 + 1 > 0\n> 0 by positivity\nqed\n"
    assert "SymPy confirms 1 of 1 steps" in check_text(text, sympy=True)[-1].message
    assert "SymPy" not in check_text(text)[-1].message


def test_the_command_asks_sympy(tmp_path: object, capsys: pytest.CaptureFixture[str]) -> None:
    """``lrmath check --sympy FILE``."""
    from pathlib import Path

    file = Path(str(tmp_path)) / "mine.txt"
    file.write_text("scalar t\nclaim a : t + t = 2*t\n= 2*t by algebra\nqed\n")
    assert main(["--sympy", str(file)]) == 0
    assert "SymPy confirms 1 of 1 steps" in capsys.readouterr().out


def test_the_checker_itself_does_without_sympy() -> None:
    """A proof is made without SymPy loaded; it comes when it is asked for."""
    code = """
import sys
from lrmath.calc import Context, positivity
t = Context().scalar("t").claim("a", "t**2", ">= 0").step(">= 0", by=positivity).qed()
assert "sympy" not in sys.modules
assert all(t.confirm()) and "sympy" in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], check=True)
