"""Terms as typed: what is printed is read as the same term, with or without the declared ranges."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trial.contexts import plain_context

from lrmath.calc import Context
from lrmath.calc.language.reader import parse
from lrmath.calc.language.text import text

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
    assert parse(text(term, plain), plain) == term


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
    assert parse(text(term, context), context) == term
