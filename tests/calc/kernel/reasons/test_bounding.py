"""Inequalities as reasons: a trap is a line that is false, or lacks a reason."""

from __future__ import annotations

import pytest
from trial.proving import prove

from lrmath.calc import (
    Chain,
    Context,
    StepError,
    Theorem,
    algebra,
    given,
    positivity,
)


@pytest.fixture(scope="module", name="strict")
def strict_fixture(weighted: Context) -> Theorem:
    """1/(1 + e^t) < 1, strictly."""
    line = "1 - 1/(1 + exp(-t))"
    chain = weighted.claim("strict", "1/(1 + exp(t))", "< 1").step(line, by=algebra)
    return chain.step("< 1", by=positivity).qed()


def test_a_part_of_the_line_is_bounded(
    weighted: Context, exp_tangent: Theorem, log_tangent: Theorem
) -> None:
    """In sums, beside weights of known sign, below a minus, under Σ and exp; from either side."""
    for left, right, theorem in (
        ("exp(s - t)", ">= 1 + (s - t)", exp_tangent),
        ("1 + s", "<= exp(s)", exp_tangent),
        ("s - 2*exp(u)", "<= s - 2*(1 + u)", exp_tangent),
        ("Sum(w[j]*exp(v[j]), j)", ">= Sum(w[j]*(1 + v[j]), j)", exp_tangent),
        ("Sum(mu[j]**2*exp(v[j])/w[j], j)", ">= Sum(mu[j]**2*(1 + v[j])/w[j], j)", exp_tangent),
        ("exp(-exp(t))", "<= exp(-(1 + t))", exp_tangent),
        ("sqrt(1 + log(h)**2) + log(w[j])", "<= sqrt(1 + log(h)**2) + w[j] - 1", log_tangent),
        ("-log(w[j])", ">= -(w[j] - 1)", log_tangent),
    ):
        where = theorem.put(h="w[j]") if "w[j]" in left and theorem is log_tangent else theorem
        assert prove(weighted, left, right, where)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("h/exp(h)", "<= h/(1 + h)"),  # under the bar, where it stays positive
        ("(h/exp(h))**2", "<= (h/(1 + h))**2"),
        ("exp(h)**n", ">= (1 + h)**n"),
        ("1/exp(h)**(1/2)", "<= 1/(1 + h)**(1/2)"),
    ],
)
def test_a_bar_and_a_power(left: str, right: str, weighted: Context, exp_tangent: Theorem) -> None:
    """A part below a fraction bar must shrink, the base of a power must not be negative."""
    assert prove(weighted, left, right, exp_tangent.put(t="h"))


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("1/exp(t)", "<= 1/(1 + t)"),  # false for t < -1
        ("-h/exp(h)", "<= -h/(1 + h)"),
        ("t/exp(h)", "<= t/(1 + h)"),
        ("exp(t)**2", ">= (1 + t)**2"),  # false for t = -3
        ("exp(h)**(-1)", ">= (1 + h)**(-1)"),
        ("exp(h)**0", ">= (1 + h)**1"),
    ],
)
def test_no_bar_and_no_power(
    left: str, right: str, weighted: Context, exp_tangent: Theorem
) -> None:
    """Each of these is false somewhere."""
    careful = weighted.assume("1 + t != 0")
    for value in ("h", "t"):
        with pytest.raises(StepError):
            prove(careful, left, right, exp_tangent.put(t=value))


def test_with_algebra_it_goes_further(weighted: Context, exp_tangent: Theorem) -> None:
    """Both reasons are needed, and neither alone is enough."""
    chain = weighted.claim("thm", "exp(t)*exp(t)", ">= 1 + 2*t")
    chain = chain.step("exp(2*t)", by=algebra)
    assert chain.step(">= 1 + 2*t", by=exp_tangent).qed()
    chain = weighted.claim("thm", "exp(t) - t", ">= 1")
    assert chain.step(">= 1", by=exp_tangent).qed()
    with pytest.raises(StepError, match="not needed"):
        chain.step(">= 1", by=[exp_tangent, algebra])
    chain = weighted.claim("thm", "exp(2*t)*exp(-t)", ">= 1 + t")
    for by in (exp_tangent, algebra, positivity):
        with pytest.raises(StepError):
            chain.step(">= 1 + t", by=by)


def test_a_weak_bound_and_a_positive_rest(weighted: Context, exp_tangent: Theorem) -> None:
    """With positivity, what is left after the bound may be positive."""
    chain = weighted.claim("thm", "exp(t) + s**2", ">= 1 + t")
    assert chain.step(">= 1 + t", by=[exp_tangent, positivity]).qed()
    for by in (exp_tangent, positivity):
        with pytest.raises(StepError):
            chain.step(">= 1 + t", by=by)


def test_hypotheses_are_inequalities_too(weighted: Context) -> None:
    """t ≤ 1 for the reason given, also beside a weight."""
    told = weighted.assume("t <= 1", "v[j] < e[j]")
    assert prove(told, "h*t + s", "<= h*1 + s", given)
    assert prove(told, "Sum(w[j]*v[j], j)", "< Sum(w[j]*e[j], j)", given)
    with pytest.raises(StepError):
        prove(told, "Sum(mu[j]*v[j], j)", "< Sum(mu[j]*e[j], j)", given)
    with pytest.raises(StepError):
        prove(told, "s*t", "<= s*1", given)


WRONG_USES = [
    ("-exp(t)", ">= -(1 + t)"),  # below a minus it turns round
    ("exp(t)", "<= 1 + t"),
    ("s*exp(t)", ">= s*(1 + t)"),  # s may be negative
    ("-2*exp(t)", ">= -2*(1 + t)"),
    ("exp(t)", "> 1 + t"),  # equal at 0
    ("1/exp(t)", ">= 1/(1 + t)"),
    ("exp(t)**2", ">= (1 + t)**2"),  # t = -3
    ("exp(t)*exp(s)", ">= (1 + t)*(1 + s)"),
    ("Sum(v[j]*exp(e[j]), j)", ">= Sum(v[j]*(1 + e[j]), j)"),
    ("exp(t)", ">= 1 + s"),
    ("Sum(exp(v[j]), j)", ">= 1 + Sum(v[j], j) + h"),
]


@pytest.mark.parametrize(("left", "right"), WRONG_USES)
def test_it_carries_nothing_false(
    left: str, right: str, weighted: Context, exp_tangent: Theorem
) -> None:
    """Neither alone nor with the strongest of the other reasons."""
    try:
        chain = weighted.claim("thm", left, right)
    except StepError:
        return  # undefined somewhere
    for by in (exp_tangent, [exp_tangent, algebra], [exp_tangent, positivity]):
        with pytest.raises(StepError):
            chain.step(right, by=by)


def test_an_inequality_is_no_equation(weighted: Context, exp_tangent: Theorem) -> None:
    """Whatever else is in the list."""
    for by in (exp_tangent, [exp_tangent, algebra]):
        with pytest.raises(StepError, match="cannot carry a step with ="):
            prove(weighted, "exp(t)", "1 + t", by)


def test_strict_stays_strict_where_something_is_added(weighted: Context, strict: Theorem) -> None:
    """Beside a positive weight and over a range that is not empty, and nowhere else."""
    part = "1/(1 + exp(v[j]))"
    assert prove(weighted, f"Sum(w[j]*({part}), j)", "< Sum(w[j]*1, j)", strict)
    assert prove(weighted, f"Sum(mu[j]*({part}), j)", "<= Sum(mu[j]*1, j)", strict)
    for left, right in (
        (f"Sum(mu[j]*({part}), j)", "< Sum(mu[j]*1, j)"),
        (f"Sum(w[j]*({part}), (j, 2, n))", "< Sum(w[j]*1, (j, 2, n))"),
        (f"d*({part})", "< d*1"),
    ):
        with pytest.raises(StepError):
            prove(weighted, left, right, strict)


def test_chains_of_mixed_relations(weighted: Context, exp_tangent: Theorem) -> None:
    """= and ≥ give ≥; a strict step makes all strict."""

    def start() -> Chain:
        chain = weighted.claim("thm", "exp(t) + h", "> 1 + t")
        return chain.step(">= 1 + t + h", by=exp_tangent).step("h + (1 + t)", by=algebra)

    assert start().step("> 1 + t", by=positivity).qed().relation == ">"
    with pytest.raises(StepError, match="shows >="):
        weighted.claim("thm", "exp(t)", "> 1 + t").step(">= 1 + t", by=exp_tangent).qed()
