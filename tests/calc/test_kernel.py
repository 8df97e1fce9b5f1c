"""Chains, theorems, relations, and how they are shown."""

from __future__ import annotations

import doctest
import json

import pytest

import lrmath.calc
from lrmath.calc import (
    Context,
    IllTyped,
    Status,
    StepError,
    Theorem,
    Undecided,
    algebra,
    calculus,
    decide,
    definition,
    positivity,
)
from lrmath.calc.kernel import compose
from lrmath.calc.latex import latex
from lrmath.calc.syntax import parse


@pytest.fixture(scope="module", name="bound")
def bound_fixture(logistic: Context) -> Theorem:
    """σ(1 - σ) ≤ 1/4, with a wrong line on the way."""
    chain = logistic.claim("eq-bound", "sigma(t)*(1 - sigma(t))", "<= 1/4")
    chain = chain.wrong("1/4 + (sigma(t) - 1/2)**2").wrong("<= 1/5")
    chain = chain.step("1/4 - (sigma(t) - 1/2)**2", by=algebra)
    return chain.step("<= 1/4", by=positivity).qed()


def test_a_theorem_knows_where_it_was_made(bound: Theorem) -> None:
    """Label, module and line, for the links of the book."""
    assert bound.label == "eq-bound"
    assert bound.module == __name__
    assert bound.line > 0
    assert bound.relation == "<="
    assert not bound.cited


def test_wrong_lines_are_refuted_and_kept(bound: Theorem) -> None:
    """With their counterexamples, and before the step that they could have been."""
    assert [line.verdict.status for line in bound.wrong_lines] == [Status.REFUTED] * 2
    assert "left" in str(bound.wrong)


def test_a_right_line_is_not_wrong(logistic: Context) -> None:
    """A line that is true, or not refuted, cannot be shown as wrong."""
    chain = logistic.claim("eq-x", "t", "t")
    for line in ("t + 0", "t + Sum(v[j], j) - Sum(v[k], k)"):
        with pytest.raises(StepError, match="deliberately wrong"):
            chain.wrong(line)


def test_qed_needs_the_claimed_end(logistic: Context) -> None:
    """The last line must be the right side, by a relation that implies the claimed one."""
    chain = logistic.claim("eq-x", "exp(t)*exp(s)", "exp(t + s)")
    with pytest.raises(StepError, match="not the claimed right side"):
        chain.qed()
    chain = logistic.claim("eq-x", "h**2 + h", "> h")
    with pytest.raises(StepError, match="the chain shows >="):
        logistic.claim("eq-x", "t**2 + h", "> h").step(">= h", by=positivity).qed()
    assert chain.step("> h", by=positivity).qed().relation == ">"


def test_the_example_of_the_package() -> None:
    """The first chain that a reader meets."""
    assert doctest.testmod(lrmath.calc).failed == 0


def test_relations_compose() -> None:
    """Mixed chains keep the weaker relation, and a strict one stays strict."""
    assert compose(["=", "<=", "="]) == "<="
    assert compose(["<=", "<", "<="]) == "<"
    assert compose([">", ">="]) == ">"
    assert compose([]) == "="
    with pytest.raises(StepError, match="mix"):
        compose(["<=", ">"])


def test_errors_say_what_is_known(logistic: Context) -> None:
    """The step, the verdict, the counterexample, and what is left over."""
    chain = logistic.claim("eq-g", "D(J, beta[j])", "Sum((p[i] - y[i])*x[i,j], i)")
    with pytest.raises(StepError) as caught:
        chain.step("Sum((p[i] + y[i])*x[i,j], i)", by=calculus)
    message = str(caught.value)
    for part in ("eq-g, step 1, by calculus", "REFUTED", "left -1/2, right 3/2", "left over"):
        assert part in message
    assert caught.value.verdict.status is Status.REFUTED


def test_a_blank_is_undecided(logistic: Context) -> None:
    """An exercise that nobody has solved."""
    with pytest.raises(StepError, match="blank is still empty"):
        logistic.claim("eq-x", "t", "t").step("hole", by=algebra)


def test_claims_must_be_defined(logistic: Context) -> None:
    """A side with an open condition is refused at once, until the condition is assumed."""
    with pytest.raises(StepError, match="t - 1 != 0"):
        logistic.claim("eq-x", "(t**2 - 1)/(t - 1)", "t + 1")
    chain = logistic.assume("t != 1").claim("eq-x", "(t**2 - 1)/(t - 1)", "t + 1")
    assert chain.step("t + 1", by=algebra).qed()


def test_matrix_lines(logistic: Context) -> None:
    """Through their generic entry; shapes must agree."""
    chain = logistic.claim("eq-g", "D(J, beta)", "X.T @ (p - y)")
    assert chain.step(
        "X.T @ (p - y)", by=[definition("J", "A", "p", "sigma", "eta"), calculus, algebra]
    )
    for left, right in (("X", "X.T"), ("X @ beta", "beta"), ("X @ y", "y"), ("Sum(beta, i)", "0")):
        assert decide(left, "=", right, logistic).status is Status.ILL_TYPED
    assert decide("(X.T @ X).T", "=", "X.T @ X", logistic)


def test_what_is_shown(bound: Theorem) -> None:
    """Plain text, HTML for Jupyter, and MyST for the book, from the same terms."""
    assert str(bound).splitlines()[0] == "eq-bound: sigma(t)*(1 - sigma(t)) <= 1/4"
    bundle = bound._repr_mimebundle_()
    assert set(bundle) == {"text/plain", "text/html", "text/markdown"}
    assert ":label: eq-bound" in bundle["text/markdown"]
    assert "{derivation} eq-bound" in bundle["text/markdown"]
    assert "{math}" in bound.statement._repr_mimebundle_()["text/markdown"]
    assert "{math}" not in bound[:]._repr_mimebundle_()["text/markdown"]
    card = bound[1:].myst()
    start = next(line for line in card.splitlines() if line.startswith("start: "))
    assert "sigma" in json.loads(start.removeprefix("start: "))


def test_latex_follows_the_typed_order(logistic: Context) -> None:
    """Nothing is rearranged."""
    for line, expected in {
        "t*(s + 1)": r"t\, (s + 1)",
        "Sum(x[i,j]*beta[j], j)": r"\sum_{j=1}^{n} x_{ij}\, \beta_{j}",
        "sigma(-t)": r"\sigma(-t)",
        "1/(1 + exp(-t))": r"\frac{1}{1 + e^{-t}}",
    }.items():
        assert latex(parse(line, logistic), logistic) == expected


# ---------------------------------------------------------------- contexts
def test_declarations_are_checked() -> None:
    """Names, sizes, domains, and bodies that keep to their domain."""
    context = Context().sizes("m").index("i", "m").array("w", "m").scalar("t")
    for declare in (
        lambda: context.scalar("t"),
        lambda: context.scalar("exp"),
        lambda: context.scalar("a b__1"),
        lambda: context.scalar("2t"),
        lambda: context.index("j", "n"),
        lambda: context.array("y", "0"),
        lambda: context.array("y", "m", "round"),
        lambda: context.array("y", "m,2", "onehot"),
        lambda: context.define("f", "w[i]"),
        lambda: context.define("f[i,i]", "w[i]"),
        lambda: context.define("f", "w"),
        lambda: context.define("f", "1/t"),
        lambda: context.define("f", "t", domain="positive"),
        lambda: context.function("f(s)", "s*t"),
        lambda: context.function("f(s, s)", "s"),
        lambda: context.function("f(s)", "exp(s)", range="unit"),
        lambda: context.assume("t"),
        lambda: context.assume("w = 0"),
        lambda: context.assume("t < 1 < 2"),
    ):
        with pytest.raises(IllTyped):
            declare()


def test_a_context_is_a_value() -> None:
    """Each declaration gives a new one."""
    first = Context().scalar("t")
    second = first.scalar("s").assume("s > t")
    assert not first.knows("s")
    assert not first.hypotheses
    assert second.knows("t")


def test_undecided_is_an_answer(logistic: Context) -> None:
    """Neither proved nor refuted: a true line that needs a lemma."""
    assert decide("exp(t)", ">=", "1 + t", logistic).status is Status.UNDECIDED
    assert issubclass(Undecided, ValueError)
