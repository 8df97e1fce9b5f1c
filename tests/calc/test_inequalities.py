"""Inequalities as reasons, and how they are proved. Each trap is false, or lacks a reason."""

from __future__ import annotations

import pytest

from lrmath.calc import (
    Chain,
    Context,
    StepError,
    Theorem,
    algebra,
    convexity,
    decide,
    definition,
    given,
    monotonicity,
    positivity,
)


def prove(context: Context, left: str, right: str, by: object) -> Theorem:
    """A theorem of one step."""
    return context.claim("thm", left, right).step(right, by=by).qed()


@pytest.fixture(scope="module", name="context")
def context_fixture(logistic: Context) -> Context:
    """The logistic context, with positive and nonnegative weights and a second range."""
    return logistic.array("w", "n", "positive").array("mu", "n", "nonnegative").array("e", "n")


@pytest.fixture(scope="module", name="exp_tangent")
def exp_tangent_fixture(context: Context) -> Theorem:
    """e^t ≥ 1 + t."""
    return prove(context, "exp(t)", ">= 1 + t", convexity("t", at="0"))


@pytest.fixture(scope="module", name="log_tangent")
def log_tangent_fixture(context: Context) -> Theorem:
    """ln h ≤ h - 1 for h > 0."""
    return prove(context, "log(h)", "<= h - 1", convexity("h", at="1"))


@pytest.fixture(scope="module", name="strict")
def strict_fixture(context: Context) -> Theorem:
    """1/(1 + e^t) < 1, strictly."""
    line = "1 - 1/(1 + exp(-t))"
    chain = context.claim("strict", "1/(1 + exp(t))", "< 1").step(line, by=algebra)
    return chain.step("< 1", by=positivity).qed()


# ---------------------------------------------------------------- citing an inequality
def test_a_part_of_the_line_is_bounded(
    context: Context, exp_tangent: Theorem, log_tangent: Theorem
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
        assert prove(context, left, right, where)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("h/exp(h)", "<= h/(1 + h)"),  # under the bar, where it stays positive
        ("(h/exp(h))**2", "<= (h/(1 + h))**2"),
        ("exp(h)**n", ">= (1 + h)**n"),
        ("1/exp(h)**(1/2)", "<= 1/(1 + h)**(1/2)"),
    ],
)
def test_a_bar_and_a_power(left: str, right: str, context: Context, exp_tangent: Theorem) -> None:
    """A part below a fraction bar must shrink, the base of a power must not be negative."""
    assert prove(context, left, right, exp_tangent.put(t="h"))


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
def test_no_bar_and_no_power(left: str, right: str, context: Context, exp_tangent: Theorem) -> None:
    """Each of these is false somewhere."""
    careful = context.assume("1 + t != 0")
    for value in ("h", "t"):
        with pytest.raises(StepError):
            prove(careful, left, right, exp_tangent.put(t=value))


def test_with_algebra_it_goes_further(context: Context, exp_tangent: Theorem) -> None:
    """Both reasons are needed, and neither alone is enough."""
    chain = context.claim("thm", "exp(t)*exp(t)", ">= 1 + 2*t")
    chain = chain.step("exp(2*t)", by=algebra)
    assert chain.step(">= 1 + 2*t", by=exp_tangent).qed()
    chain = context.claim("thm", "exp(t) - t", ">= 1")
    assert chain.step(">= 1", by=exp_tangent).qed()
    with pytest.raises(StepError, match="not needed"):
        chain.step(">= 1", by=[exp_tangent, algebra])
    chain = context.claim("thm", "exp(2*t)*exp(-t)", ">= 1 + t")
    for by in (exp_tangent, algebra, positivity):
        with pytest.raises(StepError):
            chain.step(">= 1 + t", by=by)


def test_a_weak_bound_and_a_positive_rest(context: Context, exp_tangent: Theorem) -> None:
    """With positivity, what is left after the bound may be positive."""
    chain = context.claim("thm", "exp(t) + s**2", ">= 1 + t")
    assert chain.step(">= 1 + t", by=[exp_tangent, positivity]).qed()
    for by in (exp_tangent, positivity):
        with pytest.raises(StepError):
            chain.step(">= 1 + t", by=by)


def test_hypotheses_are_inequalities_too(context: Context) -> None:
    """t ≤ 1 for the reason given, also beside a weight."""
    told = context.assume("t <= 1", "v[j] < e[j]")
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
    left: str, right: str, context: Context, exp_tangent: Theorem
) -> None:
    """Neither alone nor with the strongest of the other reasons."""
    try:
        chain = context.claim("thm", left, right)
    except StepError:
        return  # undefined somewhere
    for by in (exp_tangent, [exp_tangent, algebra], [exp_tangent, positivity]):
        with pytest.raises(StepError):
            chain.step(right, by=by)


def test_an_inequality_is_no_equation(context: Context, exp_tangent: Theorem) -> None:
    """Whatever else is in the list."""
    for by in (exp_tangent, [exp_tangent, algebra]):
        with pytest.raises(StepError, match="cannot carry a step with ="):
            prove(context, "exp(t)", "1 + t", by)


def test_strict_stays_strict_where_something_is_added(context: Context, strict: Theorem) -> None:
    """Beside a positive weight and over a range that is not empty, and nowhere else."""
    part = "1/(1 + exp(v[j]))"
    assert prove(context, f"Sum(w[j]*({part}), j)", "< Sum(w[j]*1, j)", strict)
    assert prove(context, f"Sum(mu[j]*({part}), j)", "<= Sum(mu[j]*1, j)", strict)
    for left, right in (
        (f"Sum(mu[j]*({part}), j)", "< Sum(mu[j]*1, j)"),
        (f"Sum(w[j]*({part}), (j, 2, n))", "< Sum(w[j]*1, (j, 2, n))"),
        (f"d*({part})", "< d*1"),
    ):
        with pytest.raises(StepError):
            prove(context, left, right, strict)


def test_domains_of_what_is_put(context: Context, log_tangent: Theorem) -> None:
    """ln t ≤ t - 1 is cited for positive numbers only, under a Σ as well."""
    assert prove(context, "log(1 + exp(t))", "<= 1 + exp(t) - 1", log_tangent)
    real = context.assume("t**2 > 0", "t > -5")
    with pytest.raises(StepError):
        prove(real, "log(t**2)", "<= t - 1", log_tangent.put(h="t"))
    with pytest.raises(StepError):
        prove(context, "Sum(log(exp(v[j])), j)", "<= Sum(v[j] - 1, j)", log_tangent.put(h="v[j]"))


def test_under_log_nothing_shrinks_out_of_the_domain(
    context: Context, exp_tangent: Theorem
) -> None:
    """ln(e^t) ≥ ln(1 + t) says nothing at t = -2; growing is safe."""
    told = context.assume("1 + s > 0")
    assert prove(told, "log(1 + s)", "<= log(exp(s))", exp_tangent)
    with pytest.raises(StepError):
        prove(told, "log(exp(t))", ">= log(1 + t)", exp_tangent)


def test_instances(context: Context, exp_tangent: Theorem) -> None:
    """Of two places where a bound fits, the values choose one."""
    both = context.claim("thm", "exp(s) + exp(u)", ">= s + 1 + exp(u)")
    with pytest.raises(StepError):
        both.step(">= s + 1 + exp(u)", by=exp_tangent)
    theorem = both.step(">= s + 1 + exp(u)", by=exp_tangent.put(t="s")).qed()
    assert "thm with t = s" in str(theorem)
    assert not theorem.cited


def test_bad_instances(context: Context, exp_tangent: Theorem) -> None:
    """An unknown variable, a vector, something undeclared."""
    for values, message in (
        ({"z": "s"}, "no variable z"),
        ({"t": "v"}, "several entries"),
        ({"t": "tau"}, "not declared"),
    ):
        with pytest.raises(StepError, match=message):
            prove(context, "exp(s)", ">= 1 + s", exp_tangent.put(**values))


def test_an_index_in_a_value_keeps_its_range(context: Context, exp_tangent: Theorem) -> None:
    """A value typed for j = 1..n is not used under a Σ over another range."""
    put = exp_tangent.put(t="j*s")
    assert prove(context, "Sum(exp(j*s), j)", ">= Sum(1 + j*s, j)", put)
    with pytest.raises(StepError):
        prove(context, "Sum(exp(j*s), (j, 0, 3))", ">= Sum(1 + j*s, (j, 0, 3))", put)


# ---------------------------------------------------------------- proving an inequality
def test_convexity(context: Context) -> None:
    """Value and slope vanish at the point, and the curve bends upwards everywhere."""
    for left, right, by in (
        ("exp(t)", ">= 1 + t", convexity("t", at="0")),
        ("exp(t)", ">= exp(s)*(1 + t - s)", convexity("t", at="s")),
        ("h + 1/h", ">= 2", convexity("h", at="1")),
        ("h*log(h)", ">= h - 1", convexity("h", at="1")),
        ("sqrt(h)", "<= (1 + h)/2", convexity("h", at="1")),
        ("-log(q) - log(1 - q)", ">= 2*log(2)", convexity("q", at="1/2")),
    ):
        assert prove(context, left, right, by)


FALSE = [
    ("exp(t)", ">= 1 + 2*t", convexity("t", at="0")),  # slope is not zero
    ("exp(t)", ">= 2 + t", convexity("t", at="0")),  # value is not zero
    ("exp(t)", "> 1 + t", convexity("t", at="0")),  # equal at the point
    ("exp(t)", "<= 1 + t", convexity("t", at="0")),  # bends the other way
    ("t**3", ">= 0", convexity("t", at="0")),  # bends both ways
    ("t**3", ">= 0", monotonicity("t", at="0")),  # rises through zero
    ("sqrt(t**2)", ">= 2*t**2", convexity("t", at="0")),  # a kink
    ("log(h)", ">= h - 1", convexity("h", at="1")),
    ("exp(t)", ">= 1 + t", convexity("t", at="1")),  # another point
    ("t**2", ">= 2*t*s", convexity("t", at="s")),
]


@pytest.mark.parametrize(("left", "right", "by"), FALSE)
def test_what_does_not_touch_from_above(
    left: str, right: str, by: object, context: Context
) -> None:
    """False, or not for this reason; not even with every helper."""
    for reasons in ([by], [by, algebra], [by, positivity]):
        with pytest.raises(StepError):
            prove(context, left, right, reasons)


def test_the_point_lies_in_the_interval(context: Context) -> None:
    """t + 1/t has a minimum at -1 only for negative t; h is positive."""
    for by, message in (
        (convexity("h", at="-1"), "not known to be positive"),
        (convexity("q", at="1"), "not known to be unit"),
        (convexity("h", at="h"), "not one point"),
        (convexity("h", at="w"), "not one point"),
        (convexity("o", at="1"), "binary"),
        (convexity("v", at="1"), "declared scalar"),
        (convexity("zeta", at="1"), "declared scalar"),
    ):
        with pytest.raises(StepError, match=message):
            prove(context, "h + 1/h", ">= -2", by)


def test_a_hypothesis_may_cut_the_interval(context: Context) -> None:
    """On t ≠ 0 the function 1/t - 1 touches nothing from -1; a hypothesis leaves no interval."""
    told = context.assume("t != 0")
    with pytest.raises(StepError, match="declare its domain"):
        prove(told, "t**2", ">= 2*t - 1", convexity("t", at="1"))
    hidden = context.define("f", "t + 1").assume("f > 0")
    with pytest.raises(StepError, match="declare its domain"):
        prove(hidden, "t**2", ">= 2*t - 1", convexity("t", at="1"))


def test_a_definition_does_not_hide_the_variable(context: Context) -> None:
    """With f = -2t², the gap t² + f looks convex, but is not."""
    hiding = context.define("f", "-2*t**2")
    with pytest.raises(StepError):
        prove(hiding, "t**2 + f", ">= 0", convexity("t", at="0"))
    with pytest.raises(StepError):
        prove(hiding, "t**2 + f", ">= 0", [definition("f"), convexity("t", at="0")])
    helping = context.define("f", "2*t**2")
    assert prove(helping, "f - t**2", ">= 0", [definition("f"), convexity("t", at="0")])


def test_monotonicity(context: Context) -> None:
    """The slope has the sign of the distance to the point."""
    assert prove(context, "t**4", ">= 0", monotonicity("t", at="0"))
    assert prove(context, "h - 1 - log(h)", ">= 0", monotonicity("h", at="1"))
    with pytest.raises(StepError):
        prove(context, "t**2*(t - 1)**2", ">= t**2", monotonicity("t", at="0"))


def test_other_reasons_do_not_carry_it(context: Context) -> None:
    """e^t ≥ 1 + t follows neither from signs nor from algebra."""
    for by in (positivity, algebra, [algebra, positivity], given, definition("A")):
        with pytest.raises(StepError):
            prove(context, "exp(t)", ">= 1 + t", by)


def test_a_function_of_unknown_shape_is_not_convex(context: Context) -> None:
    """Any smooth f with f(0) = 0 = f′(0) need not stay above 0."""
    context = context.function("f(t)")
    with pytest.raises(StepError):
        prove(context, "f(t)", ">= f(s)", convexity("t", at="s"))


# ---------------------------------------------------------------- signs that are new
def test_a_term_is_at_most_its_sum(context: Context) -> None:
    """Where no term is negative; softmax is at most 1, and less only for two classes or more."""
    for left, right in (
        ("P[a]", "1"),
        ("exp(z[a])", "Sum(exp(z[c]), c)"),
        ("v[k]**2*h", "h*Sum(v[j]**2, j)"),
        ("w[j] + 1", "1 + Sum(w[k], k)"),
    ):
        assert decide(left, "<=", right, context)
    for left, right in (("v[k]", "Sum(v[j], j)"), ("2*w[k]", "Sum(w[j], j)"), ("y[i]", "0")):
        assert not decide(left, "<=", right, context)
    assert not decide("P[a]", "<", "1", context)
    assert not decide("w[2]", "<=", "Sum(w[j], j)", context.sizes("N"))
    assert not decide("w[k]", "<=", "Sum(w[j], (j, 2, n))", context)


def test_each_denominator_by_itself(context: Context) -> None:
    """q/h² + (1 - q)/(1 + t²) is positive; with a minus it is not."""
    assert decide("q/h**2 + (1 - q)/(1 + t**2)", ">", "0", context)
    assert not decide("q/h**2 - (1 - q)/(1 + t**2)", ">", "0", context)
    assert not decide("t/h**2 + (1 - q)/(1 + t**2)", ">", "0", context)


def test_chains_of_mixed_relations(context: Context, exp_tangent: Theorem) -> None:
    """= and ≥ give ≥; a strict step makes all strict."""

    def start() -> Chain:
        chain = context.claim("thm", "exp(t) + h", "> 1 + t")
        return chain.step(">= 1 + t + h", by=exp_tangent).step("h + (1 + t)", by=algebra)

    assert start().step("> 1 + t", by=positivity).qed().relation == ">"
    with pytest.raises(StepError, match="shows >="):
        context.claim("thm", "exp(t)", "> 1 + t").step(">= 1 + t", by=exp_tangent).qed()


def test_two_distributions_are_told_apart() -> None:
    """A wrong line on probabilities that add up to 1 is refuted, by quarters."""
    context = Context().sizes("K").index("a", "K").array("f", "K", "positive")
    context = context.array("g", "K", "positive")
    context = context.assume("Sum(f[a], a) = 1", "Sum(g[a], a) = 1")
    verdict = decide("Sum(f[a]*log(f[a]/g[a]), a)", "<=", "0", context)
    assert verdict.counterexample is not None
    assert verdict.counterexample.sizes == {"K": 2}
