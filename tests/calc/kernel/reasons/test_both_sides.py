"""Chains of relations: what turns one into an equivalent one, and what does not."""

from __future__ import annotations

import pytest

from lrmath.calc import (
    Context,
    IllTyped,
    Status,
    StepError,
    Theorem,
    algebra,
    both_sides,
    calculus,
    decide,
    definition,
    positivity,
)
from lrmath.calc.author.judging import check, decide_terms
from lrmath.calc.language.reader import parse
from lrmath.calc.language.relations import composed
from lrmath.calc.show.latex import latex


@pytest.fixture(scope="module", name="inverse")
def inverse_fixture(logistic: Context) -> Theorem:
    """q = σ(t) ⇔ t = ln(q/(1 - q))."""
    return (
        logistic.claim("inverse", "q = sigma(t)", "<=> t = log(q/(1 - q))")
        .step("q = 1/(1 + exp(-t))", by=definition("sigma"))
        .step("<=> 1 + exp(-t) = 1/q", by=both_sides)
        .step("exp(-t) = (1 - q)/q", by=both_sides)
        .step("t = log(q/(1 - q))", by=both_sides)
        .qed()
    )


def test_a_chain_of_equations(inverse: Theorem) -> None:
    """The inverse of the logistic function, and how it is shown."""
    assert inverse.relation == "<=>"
    assert str(inverse).startswith("inverse: q = sigma(t) <=> t = log(q/(1 - q))")
    assert r"\Leftrightarrow" in inverse.statement.html()
    assert latex(inverse.left, inverse.context) == r"q = \sigma(t)"


def test_an_equivalence_has_no_value(inverse: Theorem) -> None:
    """Only a formula can be evaluated; the message shows the relation."""
    with pytest.raises(IllTyped, match=r"t = log\(q/\(1 - q\)\) is not a number"):
        inverse.at(t=0, q=0.5)


def test_an_equivalence_is_a_reason(logistic: Context, inverse: Theorem) -> None:
    """It rewrites a whole relation, and nothing else."""
    chain = logistic.claim("thm", "q = sigma(s)", "<=> log(q/(1 - q)) - s = 0")
    chain = chain.step("s = log(q/(1 - q))", by=inverse)
    assert chain.step("log(q/(1 - q)) - s = 0", by=both_sides).qed()
    with pytest.raises(StepError, match="cannot carry a step with ="):
        logistic.claim("thm", "t", "log(q/(1 - q))").step("log(q/(1 - q))", by=inverse)


TRUE = [
    ("t = s", "s = t"),
    ("t = s", "exp(t) = exp(s)"),
    ("t < s", "-t > -s"),
    ("t <= s", "exp(s) >= exp(t)"),
    ("h*t < h*s", "t < s"),
    ("t = log(h)", "exp(t) = h"),
    ("t > log(h)", "exp(t) > h"),
    ("t = 0", "t**2 = 0"),
    ("t > 0", "t**3 > 0"),
    ("t != s", "2*t != 2*s"),
    ("q > 1/2", "log(q/(1 - q)) > 0"),
    ("q >= o/(1 + o)", "q*(1 + o) >= o"),
    ("X.T @ (p - y) = 0", "X.T @ p = X.T @ y"),
    ("sigma(t) > 1/2", "t > 0"),
]


WRONG = [
    ("t = s", "t**2 = s**2"),
    ("t < s", "-t < -s"),
    ("t < s", "t <= s"),
    ("t*s = 0", "t = 0"),
    ("u*t < u*s", "t < s"),
    ("t >= 0", "t**2 >= 0"),
    ("t**2 > 0", "t > 0"),
    ("sigma(t) > 1/2", "t < 0"),
    ("t != s", "t = s"),
    ("d*t = 0", "t = 0"),
    ("t*s < 0", "s < 0"),
]


@pytest.mark.parametrize(("first", "second"), TRUE)
def test_equivalent(first: str, second: str, logistic: Context) -> None:
    """For all values of the domains."""
    assert decide(first, "<=>", second, logistic)


@pytest.mark.parametrize(("first", "second"), WRONG)
def test_not_equivalent(first: str, second: str, logistic: Context) -> None:
    """Refuted: at some values just one of the two holds; no step proves them either."""
    verdict = decide(first, "<=>", second, logistic)
    assert verdict.status is Status.REFUTED
    assert verdict.counterexample is not None
    assert {verdict.counterexample.left, verdict.counterexample.right} == {"true", "false"}
    chain = logistic.claim("thm", first, f"<=> {second}")
    for by in (both_sides, [both_sides, definition("sigma")], algebra):
        with pytest.raises(StepError):
            chain.step(second, by=by)


def test_definedness_is_asked_of_both(logistic: Context) -> None:
    """t/s = 1 ⇔ t = s needs s ≠ 0."""
    assert decide("t/s = 1", "<=>", "t = s", logistic).status is Status.PROVED_UNDER
    assert decide("t/s = 1", "<=>", "t = s", logistic.assume("s != 0"))
    assert decide("s*t = s", "<=>", "t = 1", logistic.assume("s != 0"))
    assert not decide("s*t = s", "<=>", "t = 1", logistic)
    with pytest.raises(StepError, match="s != 0"):
        logistic.claim("thm", "t/s = 1", "<=> t = s")


def test_each_reason_does_its_own_work(logistic: Context) -> None:
    """Algebra works on each side, both_sides across them, calculus differentiates."""
    steps = [
        ("exp(t)*exp(t) = 1", "exp(2*t) = 1", algebra),
        ("exp(t) = 1", "t = 0", both_sides),
        ("D(t**2, t) = 4", "2*t = 4", calculus),
        ("sigma(t) = 1/2", "1/(1 + exp(-t)) = 1/2", definition("sigma")),
    ]
    for left, right, reason in steps:
        chain = logistic.claim("thm", left, f"<=> {right}")
        assert chain.step(right, by=reason).qed()
        for other in (algebra, calculus, positivity, definition("A")):
            if other is not reason:
                with pytest.raises(StepError):
                    chain.step(right, by=other)


def test_an_equivalence_stands_between_relations_only(logistic: Context) -> None:
    """Among formulas ⇔ would have been taken for ≤, and have made the chain strict."""
    chain = logistic.claim("thm", "t", "< t + 1 - 2*h").step("< t + 1", by=positivity)
    with pytest.raises(StepError, match="between relations only"):
        chain.step("<=> t + 1 - 2*h", by=positivity)
    first, second = parse("t", logistic), parse("t - h", logistic)
    for by in (positivity, algebra, both_sides):
        assert not check(first, "<=>", second, (by,), logistic)
    assert not decide_terms(first, "<=>", second, logistic)
    for mixed in (["<", "<=>"], ["<=>", "<="], ["=", "<=", "!="]):
        with pytest.raises(StepError, match="mix"):
            composed(mixed)


def test_lines_are_whole_relations(logistic: Context) -> None:
    """A formula alone, two relations, or another relation between lines are refused."""
    chain = logistic.claim("thm", "t = 1", "<=> 2*t = 2")
    for line in ("2*t", "t <=> 1", "<= 2*t"):
        with pytest.raises(StepError, match="one relation"):
            chain.step(line, by=both_sides)
    for line in ("t = 1 = 1", "0 < t < 1"):
        with pytest.raises(StepError, match="make two of it"):
            chain.step(line, by=both_sides)
    assert decide("t", "<=>", "s", logistic).status is Status.ILL_TYPED
    assert decide("t = v", "<=>", "y = t", logistic).status is Status.ILL_TYPED
