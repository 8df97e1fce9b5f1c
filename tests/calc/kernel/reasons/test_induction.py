"""Induction on a size: sums of numbers in closed form, telescopes, and what must not be proved."""

from __future__ import annotations

import pytest

from lrmath.calc import (
    Context,
    StepError,
    algebra,
    calculus,
    definition,
    given,
    induction,
    positivity,
)
from lrmath.calc.author.script import check_text

CONTEXT = (
    Context()
    .sizes("n", "m")
    .index("j k", "n")
    .array("v", "n")
    .array("w", "3")
    .scalar("t")
    .scalar("q", "unit")
    .scalar("h", "positive")
    .function("f(t)")
    .define("T", "Sum(j, j)")
    .define("u[j]", "j**2")
)


def prove(context: Context, left: str, right: str, by: object) -> str:
    """The relation of a theorem of one step."""
    return str(context.claim("thm", left, right).step(right, by=by).qed().relation)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Sum(j, j)", "n*(n + 1)/2"),
        ("Sum(j**2, j)", "n*(n + 1)*(2*n + 1)/6"),
        ("Sum(2*j - 1, j)", "n**2"),
        ("Sum(f(j + 1) - f(j), j)", "f(n + 1) - f(1)"),
        ("Sum(q**j, j)", "q*(1 - q**n)/(1 - q)"),
        ("Sum(1/(j*(j + 1)), j)", "n/(n + 1)"),
        ("Sum(j, (j, 0, n))", "n*(n + 1)/2"),
        ("Sum(j, (j, 2, n))", "n*(n + 1)/2 - 1"),
        ("Product(h, j)", "h**n"),
        ("Product(1 + 1/j, j)", "n + 1"),
        ("Product(j/(j + 1), j)", "1/(n + 1)"),
        ("Sum((-1)**j*j, j)", "((-1)**n*(2*n + 1) - 1)/4"),
        ("Sum(t*j, j) + m", "t*n*(n + 1)/2 + m"),
    ],
)
def test_closed_forms(left: str, right: str) -> None:
    """By induction, and by no other reason."""
    assert prove(CONTEXT, left, right, induction("n")) == "="
    for by in (calculus, positivity, given, induction("m")):
        with pytest.raises(StepError):
            prove(CONTEXT, left, right, by)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Sum(j, j)", "n*(n + 1)/2 + 1"),  # grows alike, starts elsewhere
        ("Sum(j, j)", "n"),  # starts alike, grows otherwise
        ("Sum(j, j)", "n**2"),
        ("n", "1"),
        ("(n - 1)*(n - 2)", "0"),  # true for 1 and 2
        ("Sum(f(j + 1) - f(j), j)", "f(n) - f(1)"),
        ("Sum(q**j, j)", "(1 - q**n)/(1 - q)"),
        ("Sum(j, (j, 0, n))", "n*(n + 1)/2 + 1"),
        ("Sum(Sum(j, (k, 1, n)), (j, 1, n))", "n*(n + 1)/2"),
        ("Product(j, j)", "n"),
        ("Product(1 + 1/j, j)", "2*n"),
        ("Product(1 + 1/j, j)", "n"),
        ("Product(j - 1, j)", "n - 1"),  # both 0 at first, and 0 has no factor
        ("m", "n"),
    ],
)
def test_false_forms(left: str, right: str) -> None:
    """Neither alone nor with algebra."""
    for by in (induction("n"), [induction("n"), algebra], [induction("n"), definition("T")]):
        with pytest.raises(StepError):
            prove(CONTEXT, left, right, by)


@pytest.mark.parametrize(
    ("left", "message"),
    [
        ("Sum(v[j], j)", "entries of arrays"),  # there is no v[n+1]
        ("Sum(w[1]*j, j)", "entries of arrays"),
        ("j", "j is fixed while n grows"),
        ("T", "put the definitions first"),
        ("u[k]", "put the definitions first"),
        ("Sum(j, (j, 3, n))", "must begin at 0, 1 or 2"),  # for n = 1 the next range is empty
        ("Sum(j, (j, n, n))", "must begin at 0, 1 or 2"),
        ("Sum(Sum(KroneckerDelta(j, k), j), k)", "Kronecker"),
        ("D(t**2, t)", "derivatives"),
        ("At(t**2, t, n)", "values at a point"),
    ],
)
def test_what_has_no_next_size(left: str, message: str) -> None:
    """Said before anything is tried."""
    with pytest.raises(StepError, match=message):
        CONTEXT.claim("thm", left, "n").step("n", by=induction("n"))


def test_a_hypothesis_on_the_size() -> None:
    """Under n = 1 the sum is 1; under n = 2 it is not 1 for the next size."""
    told = CONTEXT.assume("n = 2")
    with pytest.raises(StepError, match="hypothesis speaks of n"):
        prove(told, "Sum(j, j)", "n*(n + 1)/2", induction("n"))


def test_what_it_runs_over() -> None:
    """A declared size, and equations only."""
    with pytest.raises(StepError, match="declared size"):
        prove(CONTEXT, "t", "t + 0", induction("t"))
    with pytest.raises(StepError):
        prove(CONTEXT, "Sum(j, j)", "<= n**2", induction("n"))


def test_after_the_definition() -> None:
    """Two steps, and the second reason in a text file."""
    chain = CONTEXT.claim("thm", "T", "n*(n + 1)/2").step("Sum(j, j)", by=definition("T"))
    theorem = chain.step("n*(n + 1)/2", by=induction("n")).qed()
    assert "induction on n" in str(theorem)
    assert "induction on $n$" in theorem[1:].myst()
    text = (
        "sizes n\nindex j : n\nclaim a : Sum(j, j) = n*(n + 1)/2\n= n*(n + 1)/2 by induction n\nqed"
    )
    assert [r.status for r in check_text(text)] == ["PROVED"] * 2
