"""Reading lines: what is a formula, what is not, and where it goes wrong."""

from __future__ import annotations

import contextlib

import pytest
from contexts import plain_context
from hypothesis import given, settings
from hypothesis import strategies as st

from lrmath.calc import Context, IllTyped
from lrmath.calc.syntax import parse, split_relation
from lrmath.calc.term import same
from lrmath.calc.text import text

HOSTILE = [
    ("__import__('os')", "not a declared function", 1),
    ("().__class__.__bases__", "attribute", 1),
    ("t.real", "attribute", 1),
    ("lambda: 1", "lambda", 1),
    ("[k for k in t]", "comprehension", 1),
    ("f'{t}'", "f-string", 1),
    ("(t := 1)", "not part of a formula", 2),
    ("t if t else s", "not part of a formula", 1),
    ("t < s", "comparison", 1),
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


def test_relations_are_split_off() -> None:
    """A line may begin with its relation."""
    assert split_relation(">= 0") == (">=", " 0")
    assert split_relation("≤ 1") == ("<=", " 1")
    assert split_relation("t + 1") == ("=", "t + 1")


LINES = [
    "t",
    "-t",
    "-t**2",
    "(-t)**2",
    "t - (s - u)",
    "t - s - u",
    "t/(s*u)",
    "t/s*u",
    "t/(s/u)",
    "2**-t",
    "(2**t)**s",
    "2**t**s",
    "-(t + s)",
    "t*-s",
    "X.T @ (X @ beta)",
    "(X @ beta).T",
    "Sum(x[i,j]*beta[j], j)",
    "Sum(beta[k], (k, 2, n))",
    "D(Sum(exp(beta[k]), k), beta[j])",
    "KroneckerDelta(j, k)*beta[j]",
    "Product(exp(beta[k]), k)",
    "hole",
]


@pytest.mark.parametrize("line", LINES)
def test_printing_and_reading_is_the_identity(line: str, plain: Context) -> None:
    """A term's text reads as the same term, with or without the declared ranges."""
    term = parse(line, plain)
    assert parse(text(term), plain) == term
    assert same(parse(text(term, plain.ranges), plain), term)


ATOMS = st.sampled_from(["t", "s", "h", "2", "beta[j]", "x[i,k]", "exp(t)", "m"])
FORMULAS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        st.tuples(inner, st.sampled_from(["+", "-", "*", "/", "**"]), inner).map(
            lambda p: f"({p[0]}){p[1]}({p[2]})"
        ),
        inner.map(lambda p: f"-({p})"),
        inner.map(lambda p: f"Sum({p}, k)"),
        inner.map(lambda p: f"D({p}, t)"),
        inner.map(lambda p: f"log({p})"),
    ),
    max_leaves=8,
)


@settings(max_examples=150, deadline=None)
@given(line=FORMULAS)
def test_any_formula_survives_printing(line: str) -> None:
    """For random formulas too."""
    context = plain_context()
    term = parse(line, context)
    assert parse(text(term), context) == term


@settings(max_examples=300, deadline=None)
@given(line=st.text(max_size=40) | st.text(alphabet="ts()+-*/[],.12ijkDSum exp'\"_:=", max_size=60))
def test_any_text_is_read_or_refused(line: str) -> None:
    """Garbage never crashes the reader."""
    with contextlib.suppress(IllTyped):
        parse(line, plain_context())
