"""What a theorem states, in words of a terminal and in LaTeX: the same conditions, in one order."""

from __future__ import annotations

import pytest

from lrmath.calc import Context, Theorem, algebra
from lrmath.calc.show.statement import PLAIN, quantifiers
from lrmath.theorems import catalogue


@pytest.fixture(scope="module", name="rich")
def rich_fixture() -> Theorem:
    """A theorem with an index, four domains and two hypotheses."""
    context = (
        Context()
        .sizes("m", "n")
        .index("i", "m")
        .index("j k", "n")
        .array("x", "m,n")
        .array("y", "m", "binary")
        .scalar("h", "positive")
        .scalar("q", "unit")
        .scalar("d", "nonnegative")
        .scalar("t")
        .assume("x[i,1] = 1", "t != 2")
    )
    left, right = "h*q*d*t*(x[i,j] + y[i])", "t*d*q*h*(y[i] + x[i,j])"
    return context.claim("thm", left, right).step(right, by=algebra).qed()


def test_a_statement_says_for_which_values(rich: Theorem) -> None:
    """Ranges of free indices, domains, hypotheses; not a word on real numbers."""
    assert str(rich.statement) == (
        "thm: h*q*d*t*(x[i, j] + y[i]) = t*d*q*h*(y[i] + x[i, j]) for i = 1..m, j = 1..n, "
        "h > 0, 0 < q < 1, d >= 0, y[i] in {0, 1}, x[i, 1] = 1 for all i, t != 2"
    )
    where = r"i = 1, \dots, m,\quad j = 1, \dots, n,\quad h > 0,\quad 0 < q < 1,\quad d \ge 0"
    assert where in rich.statement.myst()


def test_a_statement_without_conditions_has_no_tail() -> None:
    """exp(0) = 1."""
    theorem = Context().claim("thm", "exp(0)", "1").step("1", by=algebra).qed()
    assert str(theorem.statement) == "thm: exp(0) = 1"


@pytest.mark.parametrize("theorem", catalogue().values(), ids=lambda t: t.label)
def test_both_ways_of_writing_agree(theorem: Theorem) -> None:
    """For each theorem of the book as many conditions, each with the same relation."""
    sides, context = (theorem.left, theorem.right), theorem.context
    tex, plain = quantifiers(sides, context), quantifiers(sides, context, PLAIN)
    signs = {r"\ge": ">=", r"\le": "<=", r"\ne": "!=", r"\in": "in"}
    words = [signs.get(w, w) for w in tex.split() if w in {*signs, "<", ">", "="}]
    assert words == [w for w in plain.split() if w in {*signs.values(), "<", ">", "="}]
