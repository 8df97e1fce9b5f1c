"""Limits: the laws, what they must leave open, and their agreement with numbers far out."""

from __future__ import annotations

import pytest
from hypothesis import given as any_of
from hypothesis import settings
from hypothesis import strategies as st
from mpmath import MPContext

from lrmath.calc import (
    Context,
    IllTyped,
    Status,
    decide,
)
from lrmath.calc.language.errors import CalcError
from lrmath.calc.language.reader import parse
from lrmath.calc.language.terms import Infinity
from lrmath.calc.logic.conditions import Inspector
from lrmath.calc.logic.limits import Limits
from lrmath.calc.refute.evaluate import evaluate

BASE = (
    Context()
    .sizes("m", "n")
    .index("i", "m")
    .array("s", "m", "positive")
    .array("x", "m")
    .scalar("t a")
    .scalar("c", "positive")
    .function("sigma(t)", "1/(1 + exp(-t))", range="unit")
    .function("g(t)")
)


FAR = BASE.tends("t", "oo")


HALF_LINE = Context().scalar("x", "positive")


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("sigma(t)", "1"),
        ("sigma(-t)", "0"),
        ("log(sigma(-t))", "-oo"),
        ("sigma(t)/(1 - sigma(t))", "oo"),
        ("c*t + a", "oo"),
        ("-c*t**3", "-oo"),
        ("(1/t + a)/(c + exp(-t))", "a/c"),
        ("sqrt(t**2 + 1) - exp(-t)", "oo"),
        ("t**n", "oo"),
        ("g(a + exp(-t))", "g(a)"),
        ("Sum(log(1 + exp(-s[i]*t)), i)", "0"),
        ("Sum(s[i]*t, i)", "oo"),
        ("Product(1 + x[i]*exp(-t), i)", "1"),
        ("(1 + exp(-t))**a", "1"),
        ("(1/2)**t", "0"),
    ],
)
def test_the_laws(line: str, found: str) -> None:
    """Infinite arguments, continuity, sums of m terms, symbolic powers."""
    assert decide(line, "->", found, FAR).status in (Status.PROVED, Status.PROVED_UNDER)
    assert decide(line, "->", "7", FAR).status is Status.REFUTED


@pytest.mark.parametrize(
    "line",
    [
        "t - t",
        "t*exp(-t)",
        "exp(t)/(1 + exp(t))",
        "a*t",  # the sign of a is not known
        "Sum(exp(x[i]*t), i)",
        "(1 + 1/t)**t",
        "1/(a + exp(-t))",  # a may be zero
        "log(a**2 + exp(-t))",
        "g(t)",
        "D(g(t), t)",
        "g(t) - g(t)",
        "Sum(t, (i, 2, m))",  # perhaps none
    ],
)
def test_what_stays_open(line: str) -> None:
    """Indeterminate forms and unknown signs are neither proved nor refuted."""
    verdict = decide(line, "->", "0", FAR)
    assert verdict.status is Status.UNDECIDED
    assert "left open" in verdict.message


def test_sequences() -> None:
    """A size may go to infinity; a sum of ever more terms is not taken term by term."""
    context = Context().sizes("n").scalar("q", "unit").scalar("h", "positive").tends("n", "oo")
    assert decide("1 - q**n + 1/n", "->", "1", context)
    # q - h is less than 1, but it may be less than -1 as well
    for line in (
        "Sum(1/n, (k, 1, n))",
        "(1 + 1/n)**n",
        "(-1)**n",
        "(q - h)**n",
        "(q - h)**(n + 1)",
    ):
        assert decide(line, "->", "0", context).status is Status.UNDECIDED


def test_a_domain_leaves_one_side() -> None:
    """ln x and 1/x at 0 have a limit from the right only."""
    assert decide("log(x) - 1/x", "->", "-oo", HALF_LINE.tends("x", "0"))
    both = Context().scalar("x").assume("x != 0").tends("x", "0")
    assert decide("1/x", "->", "oo", both).status is Status.UNDECIDED
    assert decide("1/x**2", "->", "oo", both)


@pytest.mark.parametrize(
    ("name", "target", "context"),
    [
        ("x", "-oo", HALF_LINE),
        ("x", "-1", HALF_LINE),
        ("x", "x", HALF_LINE),
        ("t", "s[i]", BASE),
        ("t", "1/a", BASE),
        ("q", "oo", Context().scalar("q", "unit")),
        ("q", "2", Context().scalar("q", "unit")),
        ("b", "1", Context().scalar("b", "binary")),
        ("m", "1", BASE),
        ("s", "0", BASE),
    ],
)
def test_targets_out_of_reach(name: str, target: str, context: Context) -> None:
    """Nothing tends to where its domain does not lead."""
    with pytest.raises(IllTyped):
        context.tends(name, target)


def test_refused_lines() -> None:
    """No limit without a variable that moves, with it on the right, or under a hypothesis on it."""
    assert decide("t", "->", "0", BASE).status is Status.ILL_TYPED
    assert decide("t - t", "->", "t - t", FAR).status is Status.ILL_TYPED
    assert decide("t", "=", "oo", FAR).status is Status.ILL_TYPED
    kept = FAR.assume("t <= 5")
    assert decide("1/t", "->", "0", kept).status is Status.ILL_TYPED
    with pytest.raises(IllTyped):
        FAR.tends("a", "oo")


MP = MPContext()


MP.dps = 60


LEAVES = st.sampled_from(["t", "t", "1", "2", "-1", "1/2", "3"])


LINES = st.recursive(
    LEAVES,
    lambda part: st.one_of(
        st.tuples(part, st.sampled_from(["+", "-", "*", "/"]), part).map(" ".join),
        st.tuples(st.sampled_from(["exp(-", "log(1 + ", "sqrt(", "("]), part).map(
            lambda pair: "".join(pair) + ")"
        ),
        part.map(lambda p: f"({p})**2"),
    ).map("({})".format),
    max_leaves=6,
)


@settings(max_examples=300, deadline=None)
@any_of(LINES)
def test_limits_agree_with_numbers(line: str) -> None:
    """Wherever the laws find a limit, the line comes near to it far out."""
    context = Context().scalar("t", "positive").tends("t", "oo")
    term = parse(line, context)
    try:
        found = Limits(context).of(term)
        if Inspector(context).open_conditions(term) or towers(line):
            return
    except CalcError:
        return
    near, far = (evaluate(term, context, {"t": MP.mpf(10) ** k}) for k in (3, 5))
    if isinstance(found, Infinity):
        assert abs(far) > max(abs(near), 2)
        assert MP.sign(far) == found.sign
        return
    value = evaluate(found, context, {})
    assert abs(far - value) <= abs(near - value)
    assert abs(far - value) < 0.2


def towers(line: str) -> bool:
    """Whether exponentials stand in one another, beyond what numbers can hold."""
    return (line.count("exp") > 1 and "**2" in line) or line.count("exp") > 2
