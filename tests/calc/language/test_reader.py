"""Reading lines: what is a formula, what is not, and where it goes wrong."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given as any_of
from hypothesis import settings
from hypothesis import strategies as st
from trial.contexts import plain_context

from lrmath.calc import (
    Context,
    IllTyped,
    Status,
    decide,
)
from lrmath.calc.language.reader import parse

HOSTILE = [
    ("__import__('os')", "not a declared function", 1),
    ("().__class__.__bases__", "attribute", 1),
    ("t.real", "attribute", 1),
    ("lambda: 1", "lambda", 1),
    ("[k for k in t]", "comprehension", 1),
    ("f'{t}'", "f-string", 1),
    ("(t := 1)", "not part of a formula", 2),
    ("t if t else s", "not part of a formula", 1),
    ("t < s", "a relation stands between two formulas", 1),
    ("exp(*t)", "not part of a formula", 5),
    ("exp(t=s)", "without keywords", 1),
    ("exp(t, s)", "takes 1 argument", 1),
    ("'a'", "not a number", 1),
    ("True", "not a number", 1),
    ("1.5*t", "rounded number", 1),
    ("1j", "not a number", 1),
    ("t + 1" + "0" * 41, "digits", 5),
    ("~t", "only -", 1),
    ("t ^ 2", "write \\*\\*", 1),
    ("t % 2", "operator", 1),
    ("t # s", "no comments", 3),
    ("t + )", "not a formula", 5),
    ("sigmoid(t)", "not a declared function", 1),
    ("exo(t)", "did you mean exp", 1),
    ("bet[j]", "did you mean beta", 1),
    ("beta[i]", "not known to lie in 1..n", 6),
    ("beta[2]", "not known to lie in 1..n", 6),
    ("beta[0]", "not known to lie in 1..n", 6),
    ("beta[t]", "not a declared index", 6),
    ("beta[j+1]", "a name or a whole number", 6),
    ("beta[-1]", "a name or a whole number", 6),
    ("beta[1:2]", "a name or a whole number", 6),
    ("x[i]", "takes 2 indices", 1),
    ("x", "needs its arguments", 1),
    ("t[1]", "not a declared array", 1),
    ("exp", "needs its arguments", 1),
    ("Sum(t)", "write Sum", 1),
    ("Sum(t, 3)", "a range is", 8),
    ("Sum(t, (t, 1, m))", "not as an index", 9),
    ("Sum(t, (exp, 1, m))", "cannot be the name", 9),
    ("Sum(t, (e__1, 1, m))", "cannot be the name", 9),
    ("Sum(t, (i, 1, t))", "range runs between", 15),
    ("Sum(t, (i, 1, 9999))", "range runs between", 15),
    ("Sum(t, i, i, i, i, i, i, i)", "at most", 1),
    ("D(t, 2)", "differentiates by", 6),
    ("D(t, y[i])", "does not vary smoothly", 6),
    ("D(t, m)", "differentiates by", 6),
    ("KroneckerDelta(i)", "two indices", 1),
    ("+".join(["t"] * 90), "nested more than", 1),
]


@pytest.mark.parametrize(("line", "message", "column"), HOSTILE)
def test_a_bad_line_gets_a_message_with_its_column(
    line: str, message: str, column: int, plain: Context
) -> None:
    """Nothing that is typed is evaluated, and every error says where it is."""
    with pytest.raises(IllTyped, match=message) as caught:
        parse(line, plain)
    assert caught.value.column is not None
    assert caught.value.column + 1 == column


@pytest.mark.parametrize(
    "line",
    [
        "",
        "   ",
        "(" * 500 + "t" + ")" * 500,
        "-" * 3900 + "t",
        "t" * 5000,
        "t\0s",
        "\ud800",
        "1\n2",
    ],
)
def test_unreadable_text_is_refused(line: str, plain: Context) -> None:
    """Too long, too deep, or no text at all: an error, never a crash."""
    with pytest.raises(IllTyped):
        parse(line, plain)


def test_columns_count_characters(plain: Context) -> None:
    """Not bytes: a Greek letter before the error is one column."""
    with pytest.raises(IllTyped) as caught:
        parse("α + 1", plain)
    assert caught.value.column == 0
    with pytest.raises(IllTyped) as caught:
        parse("t + α*ω", plain)
    assert caught.value.column == 4


@settings(max_examples=300, deadline=None)
@any_of(
    line=st.text(max_size=40) | st.text(alphabet="ts()+-*/[],.12ijkDSum exp'\"_:=", max_size=60)
)
def test_any_text_is_read_or_refused(line: str) -> None:
    """Garbage never crashes the reader."""
    with contextlib.suppress(IllTyped):
        parse(line, plain_context())


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("At(t, t)", "At.formula, variable, value"),
        ("At(t, 3, 2)", "declared scalar or a whole array"),
        ("At(t, i, 2)", "declared scalar or a whole array"),
        ("At(eta[i], eta, 0)", "declared scalar or a whole array"),
        ("At(J, beta[j], 0)", "declared scalar or a whole array"),
        ("At(J, beta, t)", "a number, or an array"),
        ("At(J, beta, y)", "a number, or an array"),
        ("At(h*z[a], z, W)", "a number, or an array"),
    ],
)
def test_what_cannot_be_put(line: str, message: str, logistic: Context) -> None:
    """Only a declared scalar or a whole array takes another value."""
    with pytest.raises(IllTyped, match=message):
        parse(line, logistic)


def test_no_array_is_put_for_a_scalar(logistic: Context) -> None:
    """Wherever in the line it stands."""
    for line in (
        "At(h, h, beta)",
        "At(At(t, t, beta), h, 1)",
        "Sum(At(t, t, y), k)",
        "exp(At(t, t, v))",
    ):
        verdict = decide(line, "=", "t", logistic)
        assert verdict.status is Status.ILL_TYPED, line
        assert "for a scalar" in verdict.message


def test_a_tied_variable_takes_no_other_value(logistic: Context) -> None:
    """Under t = 2 the line t² is 4; its value at 3 would be 4 as well."""
    with pytest.raises(IllTyped, match="tied by a hypothesis"):
        parse("At(t**2, t, 3)", logistic.assume("t = 2"))
    hidden = logistic.define("f", "t + 1").assume("f = 2")
    with pytest.raises(IllTyped, match="tied by a hypothesis"):
        parse("At(t**2, t, 3)", hidden)


def test_different_lengths_are_ill_typed(plain: Context) -> None:
    """With both sizes in the message."""
    for left, right, sizes in (("v", "y", ("m", "n")), ("X", "X.T", ("m, n", "n, m"))):
        verdict = decide(left, "=", right, plain)
        assert verdict.status is Status.ILL_TYPED
        assert all(f"({size})" in verdict.message for size in sizes)
