"""Attempts to prove something false by citing a theorem where it says something else."""

from __future__ import annotations

import pytest
from trial.proving import prove

from lrmath.calc import (
    Context,
    IllTyped,
    StepError,
    algebra,
    calculus,
    cases,
    definition,
    given,
    limit,
)
from lrmath.calc.language.reader import parse


def test_a_hypothesis_fixes_its_scalars(plain: Context) -> None:
    """Of t = 2 follows t² = 4, but not s² = 4."""
    context = plain.assume("t = 2")
    square = context.claim("sq", "t**2", "4").step("2**2", by=given).step("4", by=algebra).qed()
    assert square.right == parse("4", context)
    with pytest.raises(StepError):
        prove(context, "s**2", "4", square)


def test_a_definition_fixes_the_scalars_behind_it(plain: Context) -> None:
    """With f = t², the theorem t² = f says nothing about s²."""
    context = plain.define("f", "t**2")
    theorem = prove(context, "f", "t**2", definition("f"))
    with pytest.raises(StepError):
        prove(context, "s**2", "f", theorem)


def test_a_variable_is_not_renamed_into_what_a_definition_hides(plain: Context) -> None:
    """∂(t f)/∂t = f, but ∂(u f)/∂u is more where f depends on u."""
    context = plain.define("f", "u**2")
    chain = context.claim("d", "D(t*f, t)", "f").step("1*f + t*0", by=calculus)
    theorem = chain.step("f", by=algebra).qed()
    assert prove(context, "D(s*f, s)", "f", theorem)
    with pytest.raises(StepError):
        prove(context, "D(u*f, u)", "f", theorem)


def test_schema_scalars_stay_constant_inside_a_derivative(plain: Context) -> None:
    """∂(t s)/∂t = s does not hold for s = t², nor for s = t."""
    chain = plain.claim("d", "D(t*s, t)", "s").step("1*s + t*0", by=calculus)
    theorem = chain.step("s", by=algebra).qed()
    for left, right in (("D(t*t**2, t)", "t**2"), ("D(u*u, u)", "u")):
        with pytest.raises(StepError):
            prove(plain, left, right, theorem)


def test_schema_scalars_keep_their_domain(plain: Context) -> None:
    """ln h² = 2 ln h for positive h is not cited for a real t."""
    theorem = prove(plain, "log(h**2)", "2*log(h)", algebra)
    assert prove(plain.assume("t != 0", "t**2 > 0"), "log(exp(t)**2)", "2*log(exp(t))", theorem)
    with pytest.raises(StepError):
        prove(plain.assume("t**2 > 0", "t > -9"), "log(t**2)", "2*log(t)", theorem)


def test_schema_indices_keep_their_range(plain: Context) -> None:
    """A theorem on x[i,j] for i = 1..m is not cited for a row that may not exist."""
    context = plain.array("w", "2")
    theorem = prove(context.index("e", "2"), "log(exp(w[e]))", "w[e]", algebra)
    assert prove(context, "log(exp(w[2]))", "w[2]", theorem)
    with pytest.raises(IllTyped):
        prove(context, "log(exp(w[3]))", "w[3]", theorem)


def test_a_rule_never_rewrites_indices_or_variables(plain: Context) -> None:
    """The theorem s + 0 = s, read backwards, matches every name; x[i+0, j] is no entry."""
    theorem = prove(plain, "s + 0", "s", algebra)
    with pytest.raises(StepError):
        prove(plain, "D(x[i,j], beta[j])", "D(x[i,j], beta[j]) + 1", theorem)


def test_a_theorem_of_another_context_must_mean_the_same() -> None:
    """The name f may stand for something else there."""
    first = Context().scalar("t").define("f", "t + 1")
    second = Context().scalar("t").define("f", "t + 2")
    theorem = prove(first, "f", "t + 1", definition("f"))
    with pytest.raises(StepError, match="another meaning of f"):
        prove(second, "f", "t + 1", theorem)


def test_a_theorem_with_hypotheses_needs_them(plain: Context) -> None:
    """A theorem under t = 2 is refused where t = 2 is not assumed."""
    theorem = prove(plain.assume("t = 2"), "t", "2", given)
    with pytest.raises(StepError, match="not assumed"):
        prove(plain, "t", "2", theorem)


def test_the_value_a_variable_goes_to_stays(plain: Context) -> None:
    """Of t² + s → 2 s² as t → s does not follow t² + 1 → 2, with t still going to s."""
    context = plain.tends("t", "s")
    theorem = prove(context, "t*s", "-> s*s", limit)
    for cited in (theorem, theorem.put(s="1")):
        with pytest.raises(StepError):
            prove(context, "t*1", "-> 1*1", [cited, limit])


def test_an_inequality_brings_no_derivative_by_what_does_not_vary(plain: Context) -> None:
    """1 ≤ ∂b/∂b and ∂b²/∂b ≤ 2b, and b² = b for binary b, would give 1 ≤ 2b."""
    first = plain.claim("first", "D(t**2, t)", "<= 2*t").step("2*t", by=calculus).qed()
    second = plain.claim("second", "D(t, t)", ">= 1").step("1", by=calculus).qed()
    with pytest.raises(StepError, match="does not vary smoothly"):
        prove(plain, "1 - 2*o", "<= 0", [first, second.put(t="o"), cases])


def test_an_inequality_brings_no_value_for_what_is_tied(plain: Context) -> None:
    """c d ≤ (s d at s = c) ≤ √c² d, where s > 0 makes √s² = s, would give c d ≤ √c² d."""
    free = Context().scalar("s c d")
    root = free.claim("root", "At(sqrt(s**2)*d, s, c)", "<= sqrt(c**2)*d")
    first = root.step("sqrt(c**2)*d", by=calculus).qed()
    second = free.claim("number", "At(s*d, s, c)", ">= c*d").step("c*d", by=calculus).qed()
    with pytest.raises(StepError, match="tied"):
        prove(free.assume("s > 0"), "c*d - sqrt(c**2)*d", "<= 0", [first, second, algebra])
