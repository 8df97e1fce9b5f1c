"""Theorems and hypotheses as reasons: what may be put, what they may rewrite, where they stop."""

from __future__ import annotations

import pytest
from trial.proving import prove

from lrmath.calc import (
    Context,
    StepError,
    Theorem,
    algebra,
    calculus,
    definition,
    given,
)


def test_domains_of_what_is_put(weighted: Context, log_tangent: Theorem) -> None:
    """ln t ≤ t - 1 is cited for positive numbers only, under a Σ as well."""
    assert prove(weighted, "log(1 + exp(t))", "<= 1 + exp(t) - 1", log_tangent)
    real = weighted.assume("t**2 > 0", "t > -5")
    with pytest.raises(StepError):
        prove(real, "log(t**2)", "<= t - 1", log_tangent.put(h="t"))
    with pytest.raises(StepError):
        prove(weighted, "Sum(log(exp(v[j])), j)", "<= Sum(v[j] - 1, j)", log_tangent.put(h="v[j]"))


def test_under_log_nothing_shrinks_out_of_the_domain(
    weighted: Context, exp_tangent: Theorem
) -> None:
    """ln(e^t) ≥ ln(1 + t) says nothing at t = -2; growing is safe."""
    told = weighted.assume("1 + s > 0")
    assert prove(told, "log(1 + s)", "<= log(exp(s))", exp_tangent)
    with pytest.raises(StepError):
        prove(told, "log(exp(t))", ">= log(1 + t)", exp_tangent)


def test_instances(weighted: Context, exp_tangent: Theorem) -> None:
    """Of two places where a bound fits, the values choose one."""
    both = weighted.claim("thm", "exp(s) + exp(u)", ">= s + 1 + exp(u)")
    with pytest.raises(StepError):
        both.step(">= s + 1 + exp(u)", by=exp_tangent)
    theorem = both.step(">= s + 1 + exp(u)", by=exp_tangent.put(t="s")).qed()
    assert "thm with t = s" in str(theorem)
    assert not theorem.cited


def test_bad_instances(weighted: Context, exp_tangent: Theorem) -> None:
    """An unknown variable, a vector, something undeclared."""
    for values, message in (
        ({"z": "s"}, "no variable z"),
        ({"t": "v"}, "several entries"),
        ({"t": "tau"}, "not declared"),
    ):
        with pytest.raises(StepError, match=message):
            prove(weighted, "exp(s)", ">= 1 + s", exp_tangent.put(**values))


def test_an_index_in_a_value_keeps_its_range(weighted: Context, exp_tangent: Theorem) -> None:
    """A value typed for j = 1..n is not used under a Σ over another range."""
    put = exp_tangent.put(t="j*s")
    assert prove(weighted, "Sum(exp(j*s), j)", ">= Sum(1 + j*s, j)", put)
    with pytest.raises(StepError):
        prove(weighted, "Sum(exp(j*s), (j, 0, 3))", ">= Sum(1 + j*s, (j, 0, 3))", put)


def test_a_theorem_with_a_point_is_cited_as_it_stands(logistic: Context) -> None:
    """At(t s, t, 3) = 3 s; for s = t + 1 the variable would be captured, for t = u renamed."""
    theorem = logistic.claim("thm", "At(t*s, t, 3)", "3*s").step("3*s", by=calculus).qed()
    chain = logistic.claim("use", "At(t*u, t, 3)", "3*u")
    assert chain.step("3*u", by=theorem).qed()
    for left, right in (
        ("At(t*(t + 1), t, 3)", "3*(t + 1)"),
        ("At(u*s, u, 3)", "3*s"),
    ):
        with pytest.raises(StepError):
            logistic.claim("use", left, right).step(right, by=theorem)


def test_given_does_not_reach_into_a_point(logistic: Context) -> None:
    """A hypothesis on s may be used inside; one on t forbids the line."""
    told = logistic.assume("s = 2")
    chain = told.claim("thm", "At(t*s, t, 3)", "At(t*2, t, 3)")
    assert chain.step("At(t*2, t, 3)", by=given).qed()


def test_what_a_definition_hides_stays(logistic: Context) -> None:
    """At(f, t, 3) for f = t² is not f, for the reason calculus alone."""
    context = logistic.define("f", "t**2")
    chain = context.claim("thm", "At(f, t, 3)", "f")
    for by in (calculus, algebra, [calculus, algebra], [calculus, definition("f"), algebra]):
        with pytest.raises(StepError):
            chain.step("f", by=by)
    nine = context.claim("thm", "At(f, t, 3)", "9")
    assert nine.step("9", by=[definition("f"), calculus]).qed()
