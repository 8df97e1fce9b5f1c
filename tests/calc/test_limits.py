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
    StepError,
    Theorem,
    algebra,
    convexity,
    decide,
    definition,
    limit,
    positivity,
)
from lrmath.calc.check import check_text
from lrmath.calc.domains import Inspector
from lrmath.calc.errors import CalcError
from lrmath.calc.evaluate import evaluate
from lrmath.calc.limits import Limits
from lrmath.calc.syntax import parse
from lrmath.calc.term import Infinity

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
FAR_LEFT = BASE.tends("t", "-oo")
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


def test_a_chain() -> None:
    """Equal lines, the limit, equal limits; a claim of the limit itself."""
    chain = FAR.claim("eq-one", "exp(t)/(1 + exp(t))", "-> 1")
    with pytest.raises(StepError, match="∞/∞"):
        chain.step("-> 1", by=limit)
    chain = chain.step("1/(exp(-t) + 1)", by=algebra).step("-> 1/(0 + 1)", by=limit)
    theorem = chain.step("1", by=algebra).qed()
    assert theorem.relation == "->"
    assert r"\to 1" in theorem.statement.myst()
    with pytest.raises(StepError, match="not for this reason"):
        chain.step("-> 1", by=algebra)


def test_a_bound_squeezes() -> None:
    """0 ≤ t e^-t, and what is above it tends to 0."""
    theorem = squeezed()
    with pytest.raises(StepError):
        bound_of_decay().context.tends("t", "oo").claim("thm", "t*exp(-t)", "-> 0").step(
            "-> 0", by=[bound_of_decay(), limit]
        )
    assert str(theorem.statement).startswith("eq-decay: t*exp(-t) -> 0")


def bound_of_decay() -> Theorem:
    """t e^-t ≤ 1/(1/t + 1 + t/4) for t > 0, from e^u ≥ 1 + u."""
    line = Context().scalar("u")
    tangent = line.claim("eq-tangent", "exp(u)", ">= 1 + u")
    known = tangent.step(">= 1 + u", by=convexity("u", at="0")).qed()
    chain = Context().scalar("t", "positive").claim("eq-b", "t*exp(-t)", "<= 1/(1/t + 1 + t/4)")
    chain = chain.step("t/exp(t/2)**2", by=algebra)
    chain = chain.step("<= t/(1 + t/2)**2", by=known.put(u="t/2"))
    return chain.step("= 1/(1/t + 1 + t/4)", by=algebra).qed()


def squeezed() -> Theorem:
    """t e^-t → 0."""
    bound = bound_of_decay()
    chain = bound.context.tends("t", "oo").claim("eq-decay", "t*exp(-t)", "-> 0")
    return chain.step("-> 0", by=[bound, limit, positivity]).qed()


def test_a_limit_as_reason() -> None:
    """A proved limit serves inside other lines, but never with the variable put for a constant."""
    far = bound_of_decay().context.scalar("c", "positive").tends("t", "oo")
    decay = far.claim("eq-decay", "c*(t*exp(-t))", "-> 0")
    decay = decay.step("-> c*0", by=[squeezed(), limit]).step("0", by=algebra)
    assert decay.qed()
    scaled = far.claim("eq-scaled", "c*exp(-t)", "-> 0").step("-> c*0", by=limit)
    scaled_theorem = scaled.step("0", by=algebra).qed()
    with pytest.raises(StepError):
        far.claim("eq-false", "t*exp(-t)", "-> 0").step("-> 0", by=scaled_theorem)
    near = bound_of_decay().context.tends("t", "0")
    with pytest.raises(StepError, match="at another place"):
        near.claim("eq-false", "t*exp(-t)", "-> 0").step("-> 0", by=[squeezed(), limit])


def test_a_limit_is_no_equation() -> None:
    """σ(t) → 1 does not let anyone put 1 for σ(t)."""
    one = FAR.claim("eq-one", "sigma(t)", "-> 1").step("1/(1 + exp(-t))", by=definition("sigma"))
    theorem = one.step("-> 1", by=limit).qed()
    with pytest.raises(StepError, match="cannot carry a step with ="):
        FAR.claim("eq-false", "sigma(t)", "1").step("1", by=theorem)


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


def test_in_a_text_file() -> None:
    """``tends`` declares, ``->`` claims and derives."""
    text = "scalar t\ntends t : oo\nclaim a : exp(-t) -> 0\n -> 0 by limit\nqed"
    assert [r.status for r in check_text(text)] == ["PROVED", "PROVED"]


# ---------------------------------------------------------------- numbers far out
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
        found = Limits(context).of(term, {})
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
