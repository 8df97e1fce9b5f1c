"""What a third attack found: values with the theorem's own letters, forced records, SymPy's texts.

Each trap stands beside an honest twin that must hold.
"""

from __future__ import annotations

from pathlib import Path

import pytest
import sympy as sp

from lrmath.calc import CalcError, Context, Status, Theorem, algebra, cite, definition, positivity
from lrmath.calc.author.command import main
from lrmath.calc.kernel.reasons.base import Reason
from lrmath.calc.language import things
from lrmath.calc.language.reader import parse
from lrmath.calc.show.latex import latex

C = Context()
TWO_INDICES = C.sizes("m").index("i k", "m").scalar("c a b")


# ---------------------------------------------------------------- a value with the theorem's letter
def root_law() -> Theorem:
    """The root of s² times t, for a positive s and every t."""
    context = C.scalar("s", "positive").scalar("t u")
    return context.claim("T", "sqrt(s**2)*t", "s*t").step("s*t", by=algebra).qed()


def above(declared: Context, variable: str, value: str) -> Context:
    """The same context, in which a variable is larger than a value."""
    return declared.assume(f"{variable} > {value}")


HERE = above(C.scalar("s", "positive").scalar("t u"), "t", "0")


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("sqrt(u**2)*u", "u*u"),  # false at u = -1
        ("sqrt((u - 1)**2)*(u - 1)", "(u - 1)*(u - 1)"),
        ("sqrt((-t)**2)*(-t)", "(-t)*(-t)"),
        ("sqrt((t - 5)**2)*(t - 5)", "(t - 5)*(t - 5)"),
    ],
)
@pytest.mark.parametrize("value", ["t", "2*t", "t + t**2"])
def test_a_value_keeps_its_own_letters(left: str, right: str, value: str) -> None:
    """The value's t is this context's; the theorem's t is any number, and another one."""
    with pytest.raises(CalcError):
        HERE.claim("x", left, right).step(right, by=root_law().put(s=value)).qed()


@pytest.mark.parametrize("other", ["u", "t", "u - 3", "t**2"])
def test_both_letters_may_be_used(other: str) -> None:
    """The twin: √(t²) · other = t · other, where t > 0."""
    left, right = f"sqrt(t**2)*({other})", f"t*({other})"
    assert HERE.claim("x", left, right).step(right, by=root_law().put(s="t")).qed()


def test_a_strict_bound_with_the_theorems_letter() -> None:
    """s + 0·t > 0 says nothing of a u that may be negative."""
    context = C.scalar("s", "positive").scalar("t u")
    theorem = context.claim("T", "s + 0*t", "> 0").step("> 0", by=positivity).qed()
    with pytest.raises(CalcError):
        HERE.claim("x", "u + 0*u", "> 0").step("> 0", by=theorem.put(s="t")).qed()
    assert HERE.claim("x", "t + 0*u", "> 0").step("> 0", by=theorem.put(s="t")).qed()


# ---------------------------------------------------------------- records that are forced
def test_a_forced_verdict_is_noticed() -> None:
    """A cited step does not become a proved one."""
    chain = C.scalar("t").claim("x", "(t - 17/13)**2", "> 0").step("> 0", by=cite("a book"))
    object.__setattr__(chain.lines[0].verdict, "status", Status.PROVED)
    with pytest.raises(CalcError, match="altered"):
        chain.qed()


def test_a_verdict_forced_after_the_proof_is_noticed() -> None:
    """Nor does its theorem."""
    theorem = C.scalar("t").claim("x", "t**2", ">= 0").step(">= 0", by=cite("a book")).qed()
    assert theorem.cited
    object.__setattr__(theorem.lines[0].verdict, "status", Status.PROVED)
    with pytest.raises(CalcError, match="altered"):
        _ = theorem.cited


@pytest.mark.parametrize(("field", "value"), [("relation", "<"), ("relation", "=")])
def test_a_forced_hypothesis_is_noticed(field: str, value: str) -> None:
    """A domain that was proved under t > 0 does not serve under t < 0."""
    context = above(C.scalar("t"), "t", "0").define("g", "t", domain="positive")
    object.__setattr__(context.hypotheses[0], field, value)
    with pytest.raises(CalcError, match="declare it anew"):
        context.claim("x", "t", "> 0").step("g", by=definition("g")).step("> 0", by=positivity)


def test_a_table_filled_from_inside_is_noticed() -> None:
    """A definition that nobody proved to be positive."""
    context = C.scalar("t")
    forged = things.definition("g", (), parse("-5", context.kept), "positive")
    context.kept.names._held["g"] = forged
    with pytest.raises(CalcError, match="declare it anew"):
        context.claim("x", "g", "> 0")


# ---------------------------------------------------------------- SymPy's objects
def claimed(expr: object, right: str, by: Reason = algebra) -> Theorem:
    """A chain of one step from an expression of SymPy's."""
    return C.claim("x", expr, right).step(right, by=by).qed()


def base(power: int) -> sp.Expr:
    """A power of the logarithm of 4 to the base 2."""
    return sp.Pow(sp.log(4, 2, evaluate=False), power, evaluate=False)


@pytest.mark.parametrize(
    ("expr", "false", "true"),
    [
        (base(-1), "1/(2*log(2)**2)", "1/2"),
        (base(2), "2/log(2)", "4"),
        (sp.Mul(3, base(-1), evaluate=False), "3/(2*log(2)**2)", "3/2"),
    ],
)
def test_a_logarithm_with_a_base_is_one_number(expr: sp.Expr, false: str, true: str) -> None:
    """In a power and under a fraction bar as well."""
    with pytest.raises(CalcError):
        claimed(expr, false)
    assert claimed(expr, true)


def test_an_index_is_bound_once() -> None:
    """SymPy and the reader would take different bounds for it."""
    i, j = sp.symbols("i j", integer=True)
    for kind in (sp.Sum, sp.Product):
        with pytest.raises(CalcError, match="bound twice"):
            C.claim("x", kind(i, (i, 1, 3), (i, 1, 2)), "9")
    assert claimed(sp.Sum(i * j, (i, 1, 3), (j, 1, 2)), "18")


def test_a_range_that_may_be_empty_is_not_handed_out() -> None:
    """SymPy takes a range that runs down for the negative of what lies between."""
    context = C.sizes("m").array("x", "m")
    theorem = context.claim("T", "Sum(x[i]**2, (i, 3, m))", ">= 0").step(">= 0", by=positivity)
    with pytest.raises(CalcError, match="sizes"):
        theorem.qed().sympy()
    assert theorem.qed().sympy(m=1).lhs == 0
    from_two = context.claim("T", "Sum(x[i]**2, (i, 2, m))", ">= 0").step(">= 0", by=positivity)
    assert isinstance(from_two.qed().sympy().lhs, sp.Sum)


# ---------------------------------------------------------------- the page
@pytest.mark.parametrize(
    ("context", "left", "right"),
    [
        (TWO_INDICES.typeset(c="k"), "m*c", "Sum(c, (k, 1, m))"),
        (TWO_INDICES.typeset(k="i"), "Sum(i, k)", "m*i"),
        (TWO_INDICES.typeset(c=r"a\, b"), "c**2 + a**2 + b**2", "a**2 + b**2 + c**2"),
        (TWO_INDICES.typeset(c="ab"), "c + a", "a + c"),
        (TWO_INDICES.typeset(c=r"\cos a"), "c + a", "a + c"),
    ],
)
def test_names_that_read_as_something_else(context: Context, left: str, right: str) -> None:
    """As a bound index, or as a product with another name."""
    with pytest.raises(CalcError, match=r"alike|which is"):
        context.claim("x", left, right)


def test_a_matrix_that_looks_like_another() -> None:
    """Its letter as a whole counts as well."""
    context = C.sizes("m", "n").array("x", "m,n", whole="X").array("z", "m,n", whole="Z")
    with pytest.raises(CalcError, match="alike"):
        context.typeset(Z="X").claim("x", "Z + X*X", "X*X + Z")


@pytest.mark.parametrize("latex", ["f(t)", "(t)", "t^{}", r"t\,", r"\left(t\right)"])
def test_a_name_is_no_value_of_a_function(latex: str) -> None:
    """Nor another name in brackets, or with a mark that nobody sees."""
    context = C.scalar("t s").function("f(t)")
    with pytest.raises(CalcError):
        context.typeset(s=latex).claim("x", "D(f(t)*s, t)", "D(f(t), t)*s")


@pytest.mark.parametrize(
    "latex",
    [r"t \ge c", r"x\over y", r"\pm a", r"\phantom{b}", r"\color{white}{b}", r"\not a",
     r"\displaystyle\infty", r"a \cdot b", r"a \times b", r"\displaystyle\delta", r"a \lt b"],
)  # fmt: skip
def test_commands_that_are_no_letters(latex: str) -> None:
    """Relations, operations, what hides or changes the rest."""
    with pytest.raises(CalcError, match="cannot be the LaTeX"):
        TWO_INDICES.typeset(c=latex)


@pytest.mark.parametrize(
    ("letters", "squared"),
    [
        ("a^*", r"(a^*)^{2}"),
        (r"\lVert g \rVert", r"\lVert g \rVert^{2}"),
        (r"\eta(z)", r"\eta(z)^{2}"),
        (r"\lVert w \rVert^2", r"(\lVert w \rVert^2)^{2}"),
        (r"\hat{\beta}", r"\hat{\beta}^{2}"),
        (r"\cos \theta", r"(\cos \theta)^{2}"),
        (r"\operatorname{lse}(o)", r"\operatorname{lse}(o)^{2}"),
    ],
)
def test_a_power_of_a_name(letters: str, squared: str) -> None:
    """In brackets where the name has a power, or reads as a product."""
    context = C.scalar("c").typeset(c=letters)
    assert latex(parse("c**2", context.kept), context.kept) == squared


def test_e_and_d_are_no_names_of_bound_indices() -> None:
    """e^e would stand for exp(e); a declared e makes exp be written out."""
    with pytest.raises(CalcError, match="notation"):
        C.claim("x", "Sum(exp(e), (e, 1, 2))", "exp(1) + exp(2)")
    assert C.claim("x", "Sum(exp(i), (i, 1, 2))", "exp(1) + exp(2)")


def test_no_mixed_numbers() -> None:
    """A dot stands between a number and a fraction of numbers, and nowhere else."""
    context = C.scalar("a").kept
    shown = [latex(parse(line, context), context) for line in ("2*(1/3)", "2*(a/3)")]
    assert shown == [r"2 \cdot \frac{1}{3}", r"2\, \frac{a}{3}"]


def test_powers_entry_by_entry_are_marked() -> None:
    """Also where the exponent is the matrix."""
    context = C.sizes("m", "n").array("q", "m,n", whole="Q")
    assert latex(parse("2**Q", context.kept), context.kept) == r"2^{\circ Q}"


# ---------------------------------------------------------------- the command
FALSE = "claim x : 0 = 1\n= 1 by algebra\nqed\n"


@pytest.mark.parametrize("first", [True, False])
def test_a_program_that_ends_itself_hides_nothing(tmp_path: Path, first: bool) -> None:
    """``sys.exit(0)`` in one file does not decide about the others."""
    program, text = tmp_path / "ex.py", tmp_path / "false.txt"
    program.write_text("import sys\nsys.exit(0)\n", encoding="utf-8")
    text.write_text(FALSE, encoding="utf-8")
    files = [str(program), str(text)] if first else [str(text), str(program)]
    assert main(["--run", *files]) == 1


# ---------------------------------------------------------------- words
def test_a_range_is_told_in_its_own_letters() -> None:
    """Not as an object of the program."""
    context = C.sizes("m").scalar("c")
    with pytest.raises(CalcError, match=r"5\.\.m may be empty"):
        context.claim("x", "Sum(c, (i, 5, m))", "(m - 4)*c").step("(m - 4)*c", by=algebra)
