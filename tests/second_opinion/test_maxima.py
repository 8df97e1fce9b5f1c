"""Maxima's opinion is asked for the right thing, and a wrong line does not get it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from lrmath.calc.kernel.proof import Line
from lrmath.calc.language.reader import reader
from lrmath.theorems import catalogue

sys.path.insert(0, str(Path(__file__).parents[2] / "tools" / "second_opinion"))

import coq
import maxima

needs_maxima = pytest.mark.skipif(not shutil.which("maxima"), reason="Maxima is not installed")


def test_a_question_has_all_sums_written_out() -> None:
    """The gradient at two samples: its definition, and the two terms of the sum."""
    found = next(q for q in maxima.questions(catalogue()["eq-gradient"]) if q.step == "4")
    assert found.right == "(((v_p_1-v_y_1)*v_x_1_1)+((v_p_2-v_y_2)*v_x_2_1))"
    assert "v_p_1: f_sigma(v_eta_1)$" in found.statements
    assert found.labels == ("v_y_1", "v_y_2")


def answers(label: str, right: str) -> set[str]:
    """What Maxima says when a theorem is to end with this line, in one step."""
    theorem = catalogue()[label]
    relation, term = theorem.relation, reader(theorem.relation)(right, theorem.context)
    line = Line(relation, term, (), theorem.lines[-1].verdict, start=theorem.left)
    asked = SimpleNamespace(context=theorem.context, lines=(line,), wrong_lines=())
    return {answer for _, _, answer in maxima.run(maxima.questions(asked))}


@needs_maxima
@pytest.mark.parametrize(
    ("label", "right", "agreed"),
    [
        ("eq-gradient", "Sum((p[i] - y[i])*x[i,j], i)", True),
        ("eq-gradient", "Sum((p[i] - y[i]**2)*x[i,j], i)", True),
        ("eq-gradient", "Sum((p[i] + y[i])*x[i,j], i)", False),
        ("eq-gradient", "Sum((p[i] - y[i])*x[i,k], i)", False),
        ("eq-gradient", "Sum((p[i] - y[1])*x[i,j], i)", False),
        ("eq-gradient-zero", "Sum((1/2 - y[i])*x[i,j], i)", True),
        ("eq-gradient-zero", "At(D(J, beta[j]), beta, v)", False),
        ("eq-gradient-zero", "D(J, beta[j])", False),
        ("eq-cost-rule", "eta[i] >= log(c/d)", True),
        ("eq-cost-rule", "-exp(eta[i]) <= -c/d", True),
        ("eq-cost-rule", "eta[i] > log(c/d)", False),
        ("eq-cost-rule", "eta[i] <= log(c/d)", False),
        ("eq-cost-rule", "eta[i] >= log(d/c)", False),
        ("eq-sigmoid-inverse", "exp(t)*(1 - q) = q", True),
        ("eq-sigmoid-inverse", "t = -logit(q)", False),
        ("eq-sigmoid-inverse", "t*(t - logit(q)) = 0", False),
        ("eq-sigmoid-inverse", "t >= logit(q)", False),
        ("eq-separated-limit", "0", True),
        ("eq-separated-limit", "m*log(2)", False),
        ("eq-separated-limit", "oo", False),
        ("eq-logit-end", "oo", True),
        ("eq-logit-end", "-oo", False),
        ("eq-logit-end", "1", False),
    ],
)
def test_maxima_tells_a_right_line_from_a_wrong_one(label: str, right: str, agreed: bool) -> None:
    """Its answer is no where a sign, an index, a point, a relation or a limit is wrong."""
    found = answers(label, right)
    assert found == {"yes"} if agreed else "no" in found


def test_coq_speaks_of_theorems_of_the_book() -> None:
    """Every label is the book's, and every Coq theorem is stated in its file."""
    assert set(coq.SAME) <= set(catalogue())
    for name in coq.SAME.values():
        file, theorem = name.split(".")
        text = (coq.HERE / f"{file}.v").read_text(encoding="utf-8")
        assert f"Theorem {theorem} " in text or f"Lemma {theorem} " in text
