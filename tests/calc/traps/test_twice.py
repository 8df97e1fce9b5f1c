"""Factors that meet twice, rows beside columns, LaTeX that misleads, SymPy's finer points."""

from __future__ import annotations

import pytest
import sympy as sp
from trial.traps import bad, refused

from lrmath.calc import Context, IllTyped, Status, algebra, calculus, decide, definition, limit
from lrmath.calc.bridge.inward import spelled

NUMBERS = Context().scalar("a b c").assume("a + b != 0")


# ---------------------------------------------------------------- factors above and below
@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("(a + b)*c/(a + b) > 0", "(a + b)*c > 0"),
        ("c*(a + b)/(a + b) <= 0", "c*(a + b) <= 0"),
        ("c*(a + b)/(a + b) >= 0", "c/(a + b) >= 0"),
        ("(a + b)**2*c/(a + b) < 0", "c < 0"),
        ("(a + b)*c/(a + b)**2 > 0", "c > 0"),
        ("(a + b)**3*c/(a + b)**2 > 0", "c > 0"),
        ("c > 0", "(a + b)*c > 0"),
        ("(a + b)/(a + b)*c > 0", "c/(a + b) > 0"),
        ("c*(a + b)/(a + b)**3 > 0", "c/(a + b) > 0"),
        ("a*c/(a + b)*(a + b) > 0", "c*a*(a + b) > 0"),
    ],
)
def test_a_factor_above_and_below_is_gone(left: str, right: str) -> None:
    """It cancels, and what is left may have another sign than what was there."""
    assert decide(left, "<=>", right, NUMBERS).status is Status.REFUTED


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("c/(a + b) > 0", "c*(a + b) > 0"),
        ("(a + b)*c/(a + b) > 0", "c > 0"),
        ("(a + b)**2*c/(a + b) > 0", "(a + b)*c > 0"),
        ("(a + b)*c/(a + b)**2 > 0", "(a + b)*c > 0"),
        ("(a + b)*c/(a + b) = 0", "(a + b)*c = 0"),
        ("c > 0", "(a + b)*c/(a + b) > 0"),
    ],
)
def test_honest_factors(left: str, right: str) -> None:
    """What is equivalent stays so."""
    assert decide(left, "<=>", right, NUMBERS).status is Status.PROVED


def test_the_equivalence_as_a_file() -> None:
    """The line that was accepted."""
    text = (
        "scalar a b c\nassume a + b != 0\nclaim x : (a + b)*c/(a + b) > 0 <=> (a + b)*c > 0\n"
        "<=> (a + b)*c > 0 by both sides\nqed\n"
    )
    assert bad(text)


# ---------------------------------------------------------------- rows and columns
VECTORS = (
    Context().sizes("n").index("j k l", "n").array("q", "n,n", whole="Q").array("v", "n")
    .array("w", "n").scalar("t")
)  # fmt: skip


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("v @ Q", "Q.T @ v"),
        ("exp(v.T)", "exp(v)"),
        ("v.T + w", "w.T + v"),
        ("v.T + w", "(w + v).T"),
        ("v.T*w", "(v*w).T"),
        ("v.T/w", "v/w"),
        ("At(v.T*t, t, 1)", "v"),
        ("D(v.T*t, t)", "v"),
        ("-(v.T)", "-v"),
        ("exp(v @ Q)", "exp(Q.T @ v)"),
        ("v @ Q + w", "w + v @ Q"),
    ],
)
def test_a_row_is_no_column(left: str, right: str) -> None:
    """A line that says so is refused, though the numbers are the same."""
    assert decide(left, "=", right, VECTORS).status is Status.ILL_TYPED


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("v @ Q", "(Q.T @ v).T"),
        ("v.T @ Q", "(Q.T @ v).T"),
        ("v.T @ Q @ w", "w.T @ Q.T @ v"),
        ("2*v.T", "(2*v).T"),
        ("exp(v.T)", "exp(v).T"),
        ("v.T + w.T", "(v + w).T"),
        ("At(v.T*t, t, 1)", "v.T"),
        ("D(v*t, t)", "v"),
    ],
)
def test_honest_rows(left: str, right: str) -> None:
    """Rows with rows, columns with columns."""
    assert decide(left, "=", right, VECTORS).status is Status.PROVED


# ---------------------------------------------------------------- LaTeX that says something else
LETTERS = Context().sizes("m").index("i", "m").array("x", "m").scalar("s t")


@pytest.mark.parametrize(
    "latex",
    [
        "t+1",
        "t^{2}",
        "t^2",
        "t^{i}",
        "x_{i}",
        "x_i",
        r"\,2",
        r"\;t",
        "u_{i}",
        "t - u",
        "t*u",
        "t,u",
    ],
)
def test_a_name_is_not_written_like_a_formula(latex: str) -> None:
    """A sum, a power of a name in use, an entry for a running index, a space before a number."""
    refused(
        lambda: LETTERS.typeset(s=latex).claim("x", "Sum(s + t, i)", "m*(s + t)")
        .step("m*(s + t)", by=algebra).qed()
    )  # fmt: skip


@pytest.mark.parametrize(
    "latex",
    [r"\hat{p}", "f_1", "(Bs)", r"J(\beta + s v)", r"\beta^{(t)}", r"u^{*}", "t'", "r_{k+1}^2",
     r"\lVert w - v \rVert^2"],
)  # fmt: skip
def test_honest_letters(latex: str) -> None:
    """Marks, numbers as subscripts, brackets, powers of what is no name here."""
    chain = LETTERS.typeset(s=latex).claim("x", "Sum(s + t, i)", "m*(s + t)")
    assert chain.step("m*(s + t)", by=algebra).qed()


# ---------------------------------------------------------------- what SymPy says, all of it
T, B = sp.Symbol("t", positive=True), sp.Symbol("b", positive=True)
POSITIVE = Context().scalar("t b", "positive").define("mu", "t**2")


def test_the_base_of_a_logarithm() -> None:
    """log(t, 2) is no natural logarithm."""
    assert spelled(sp.log(T, 2, evaluate=False), POSITIVE.kept) == "(log(t)/log(2))"
    assert spelled(sp.log(T, B, evaluate=False), POSITIVE.kept) == "(log(t)/log(b))"
    assert not decide(sp.log(T, 2, evaluate=False), "=", sp.log(T), POSITIVE.kept)


@pytest.mark.parametrize(("side", "good"), [("+", True), ("-", False), ("+-", False)])
def test_the_side_of_a_limit(side: str, good: bool) -> None:
    """The variable comes from where its domain lets it, and SymPy must say the same."""
    context = Context().scalar("t", "positive").tends("t", "0")
    found = sp.Eq(sp.Limit(1 / T, T, 0, side), sp.oo, evaluate=False)
    if good:
        assert context.claim("x", found).step("-> oo", by=limit).qed()
    else:
        with pytest.raises(IllTyped, match="comes from"):
            context.claim("x", found)


@pytest.mark.parametrize(("low", "high"), [(5, 2), (3, sp.Symbol("m")), (sp.Symbol("m"), 3)])
def test_ranges_that_may_run_down(low: object, high: object) -> None:
    """SymPy gives them a meaning of its own."""
    k = sp.Symbol("k")
    context = Context().sizes("m").kept
    with pytest.raises(IllTyped, match="downwards"):
        spelled(sp.Sum(k, (k, low, high)), context)
    assert spelled(sp.Sum(k, (k, 1, sp.Symbol("m"))), context) == "Sum(k, (k, 1, m))"


@pytest.mark.parametrize(
    "symbol", [sp.Symbol("mu", imaginary=True), sp.Symbol("t", commutative=False)]
)
def test_symbols_that_are_no_such_numbers(symbol: sp.Symbol) -> None:
    """A definition has a domain too, and numbers commute."""
    with pytest.raises(IllTyped, match="SymPy's symbol"):
        spelled(symbol, POSITIVE.kept)


@pytest.mark.parametrize(
    "found", [sp.Derivative(T**2, (T, sp.Symbol("n"))), sp.Integer(10**5000), T / 10**5000]
)
def test_what_cannot_be_written_out(found: object) -> None:
    """A refusal in words, and no crash."""
    with pytest.raises(IllTyped):
        POSITIVE.claim("x", found, "0")


def test_many_names_and_many_sums() -> None:
    """Names are compared within the allowance of a line; the answer comes at once."""
    names = " ".join(f"a{k}" for k in range(100, 590))
    limits = ",".join(f"({letter},1,9)" for letter in "uvwxyz")
    sums = "+".join([f"Sum(1,{limits})"] * 70)
    text = f"scalar {names}\n" + f"claim x : {sums} = 0\n= 0 by algebra\nqed\n" * 20
    assert bad(text)


def test_calculus_still_works_on_rows() -> None:
    """A gradient is a column, and its transpose a row."""
    context = VECTORS.define("J", "v.T @ w")
    chain = context.claim("x", "D(J, w)", "v")
    assert chain.step("v", by=[definition("J"), calculus, algebra]).qed()
