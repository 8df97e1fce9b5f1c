"""Things in disguise: a zero that does not look like one, letters that pass for others."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from trial.traps import bad, prove, refused

from lrmath.calc import (
    Context,
    Status,
    Theorem,
    algebra,
    cite,
    decide,
    definition,
    given,
    induction,
    positivity,
)
from lrmath.calc.show.statement import statement_text

# Each is 0 for every positive p and q, though none of them looks so.
ZEROS = (
    "1 - (p + 1)/(p + 1)",
    "(p + q)/(p + q) - 1",
    "p/(p + 1) + 1/(p + 1) - 1",
    "(p**2 - q**2)/(p + q) - p + q",
    "1/(1/p) - p",
    "sqrt(p**2 + 2*p + 1)**2/(p + 1) - p - 1",
    "exp(p)/(1 + exp(p)) + 1/(1 + exp(p)) - 1",
    "Sum(v[k]/(1 + v[k]), k) + Sum(1/(1 + v[k]), k) - n",
    "1/(p*q + p) - 1/p/(q + 1)",
    "(1 + 1/p)/(1 + 1/p) - 1",
)


def places() -> Context:
    """Positive scalars and data."""
    found = Context().sizes("n").index("k", "n").array("v", "n", "positive")
    return found.scalar("p q", "positive").scalar("t")


@pytest.mark.parametrize("zero", ZEROS)
def test_a_zero_in_disguise_is_no_denominator(zero: str) -> None:
    """A line that divides by it is refused, and does not crash; nothing is different from it."""
    refused(lambda: prove(places(), f"1/({zero})", f"1/({zero})"))
    refused(lambda: prove(places(), f"t/({zero})", "t", ("t", algebra)))
    assert decide(zero, "!=", "0", places()).status is not Status.PROVED
    assert decide(f"1/({zero})", "=", "0", places()).status is not Status.PROVED


@pytest.mark.parametrize("zero", ZEROS[:7])
def test_a_zero_in_disguise_grows_by_no_factor(zero: str) -> None:
    """Induction by a factor asks for a side that is not zero."""
    refused(lambda: prove(places(), "n - 1", "0", (zero, induction("n")), ("0", algebra)))
    refused(lambda: prove(places(), "log(1)", "n - 1", ("n - 1", induction("n"))))


def test_what_is_not_zero_may_divide() -> None:
    """The honest twins."""
    assert prove(places(), "1/(1 + (p + 1)/(p + 1))", "1/2", ("1/2", algebra))
    assert prove(places(), "Product(2, (j, 1, n))", "2**n", ("2**n", induction("n")))


def test_numbers_do_not_outgrow_the_printer() -> None:
    """A product of many digits is refused in words."""
    bad("claim a : " + "*".join(["(" + "9" * 40 + ")**29"] * 12) + " = 1\n= 1 by algebra\nqed\n")


# ---------------------------------------------------------------- letters
@pytest.mark.parametrize(
    ("context", "left", "right"),
    [
        (Context().sizes("n").array("x", "n").scalar("x1"), "x1 - x[1]", "x1 - x[1]"),
        (Context().sizes("n").array("x", "n").scalar("x_1"), "x[1]", "x_1*x[1]/x_1"),
        (
            Context().sizes("n").index("j", "n").define("g[j]", "j").define("g_1", "5"),
            "g_1 - g[1]",
            "g_1 - g[1]",
        ),
    ],
)
def test_an_entry_does_not_pass_for_a_scalar(context: Context, left: str, right: str) -> None:
    """x[1] and x1 are printed alike, so they do not meet in a line."""
    refused(lambda: prove(context, left, right))


def test_an_entry_and_another_scalar_may_meet() -> None:
    """The honest twin."""
    context = Context().sizes("n").array("x", "n").scalar("y1")
    assert prove(context, "x[1] + y1", "y1 + x[1]", ("y1 + x[1]", algebra))


@pytest.mark.parametrize(
    "latex",
    [
        *("(-1)", "2", "-t", "t%", "t$", "t\n", r"\ln", r"\delta", r"\sum", r"\infty", "t}", "{t"),
        *("", " ", r"\text{for all }", r"\checkmark", r"t \\", "t = 0", "t > 0", r"\partial"),
    ],
)
def test_latex_cannot_pass_for_something_else(latex: str) -> None:
    """Numbers, notation, comments and loose brackets stand for no name."""
    refused(lambda: Context().scalar("t").typeset(t=latex))


@pytest.mark.parametrize("latex", [r"\tau", "J(\\beta + s v)", r"\hat{p}", "f_1", "(Bs)"])
def test_latex_of_letters_may_stand_for_a_name(latex: str) -> None:
    """What the book writes."""
    assert Context().scalar("t").typeset(t=latex).latex["t"] == latex


@pytest.mark.parametrize(
    "source",
    ["positivity ✓\n  >= 1 + t    algebra", r"algebra}\ \checkmark %", "a\nb", "$x$", "", "✓"],
)
def test_a_source_is_words(source: str) -> None:
    """A source cannot write a line or a mark of its own."""
    context = Context().scalar("t")
    refused(lambda: prove(context, "exp(t)", ">= 1 + t", (">= 1 + t", cite(source))))


# ---------------------------------------------------------------- statements
def test_a_statement_tells_the_range_of_a_function() -> None:
    """f(s) > 0 holds for functions with positive values."""
    context = Context().scalar("s").function("f(t)", range="positive")
    theorem = prove(context, "f(s)", "> 0", ("> 0", positivity))
    assert statement_text(theorem.sequent) == "f(s) > 0 for f(t) > 0"


def test_a_statement_tells_the_domains_behind_a_definition() -> None:
    """g < 0 because s > 0 stands behind it."""
    context = Context().scalar("s", "positive").define("g", "-s")
    theorem = prove(context, "g", "< 0", ("-s", definition("g")), ("< 0", positivity))
    assert statement_text(theorem.sequent) == "g < 0 for s > 0"


# ---------------------------------------------------------------- values that are put in by force
def forced(owner: Any, name: str, value: object) -> None:
    """Replace a field of a value that has none to replace."""
    object.__setattr__(owner, name, value)


def square() -> tuple[Context, Theorem]:
    """A context and a theorem that is to be altered."""
    context = Context().scalar("t").define("g", "t + 0")
    return context, prove(context, "t - t", "0", ("0", algebra))


@pytest.mark.parametrize("value", [Fraction(5), Fraction(2**61 - 1), Fraction(-(2**61 - 1))])
def test_a_term_that_was_altered_is_not_believed(value: Fraction) -> None:
    """Nor one that was altered to a number of the same hash."""
    context, theorem = square()
    forced(theorem.right, "value", value)
    refused(lambda: prove(context, "t - t", str(value), (str(value), theorem)))


def test_a_definition_that_was_altered_is_not_believed() -> None:
    """Its domain is a fact of the time when it was made."""
    context = Context().scalar("t").define("g", "t + 1 - 1")
    forced(context.definitions["g"], "domain", "positive")
    steps = (("t + 1 - 1", algebra), ("g", definition("g")), ("> 0", positivity))
    refused(lambda: prove(context, "t", "> 0", *steps))


def test_a_hypothesis_that_was_altered_is_not_shown() -> None:
    """A theorem is looked at again when it is used or shown."""
    context = Context().scalar("t").assume("t > 0")
    theorem = prove(context, "t", "> 0", ("> 0", given))
    forced(theorem.context.hypotheses[0], "relation", ">=")
    refused(lambda: str(theorem))


def test_a_table_of_names_is_filled_once() -> None:
    """Its constructor is no door."""
    context = Context().scalar("t")
    with pytest.raises(AttributeError):
        context.names.__init__({"t": None})  # type: ignore[misc]
    assert list(context.names) == ["t"]
