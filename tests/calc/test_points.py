"""Values at a point, functions without a body, parts of sums, products: each with its traps."""

from __future__ import annotations

import pytest

from lrmath.calc import (
    Context,
    IllTyped,
    Status,
    StepError,
    algebra,
    calculus,
    convexity,
    decide,
    definition,
    given,
)
from lrmath.calc.latex import latex
from lrmath.calc.syntax import parse
from lrmath.calc.text import text


# ---------------------------------------------------------------- At
def test_the_gradient_at_the_origin(logistic: Context) -> None:
    """Xᵀ(½ - y), step by step and in one go, by entries and as a vector."""
    line = "Sum((1/2 - y[i])*x[i,j], i)"
    chain = logistic.claim("thm", "At(Sum((p[i] - y[i])*x[i,j], i), beta, 0)", line)
    full = [definition("p", "sigma", "eta"), calculus, algebra]
    assert chain.step(line, by=full).qed()
    for missing in range(3):
        with pytest.raises(StepError):
            chain.step(line, by=full[:missing] + full[missing + 1 :])
    assert decide("At(D(J, beta[j]), beta, 0)", "=", line, logistic)
    assert decide("At(D(J, beta), beta, 0)", "=", "X.T @ (1/2 - y)", logistic)
    assert decide("At(D(J, beta[j]), beta, 0)", "=", "D(J, beta[j])", logistic).status is (
        Status.REFUTED
    )


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("At(D(t**2, t), t, 3)", "6"),  # first the derivative, then the value
        ("At(D(t**2, t), t, 3)", "D(At(t**2, t, 3), t) + 6"),
        ("At(t*s, t, s)", "s**2"),
        ("At(At(t*s, t, 1), s, 2)", "2"),
        ("At(J, beta, 0)", "m*log(2)"),
        ("At(J, beta, v)", "Sum(A(Sum(v[k]*x[i,k], k)) - y[i]*Sum(v[k]*x[i,k], k), i)"),
        ("At(Sum(t*v[k], k), t, k)", "k*Sum(v[j], j)"),  # the index outside is not captured
        ("At(D(sigma(t), t), t, 0)", "1/4"),
        ("At(log(h), h, exp(t))", "t"),
    ],
)
def test_values_at_a_point(left: str, right: str, logistic: Context) -> None:
    """Derivatives are carried out first, definitions put first, and nothing is captured."""
    assert decide(left, "=", right, logistic)


def test_the_point_lies_in_the_domain(logistic: Context) -> None:
    """ln h at h = t asks for t > 0."""
    assert decide("At(log(h), h, t)", "=", "log(t)", logistic).status is Status.PROVED_UNDER
    for line in ("At(log(h), h, -1)", "At(1/(1 - q), q, 1)", "At(sqrt(d), d, -4)"):
        assert not decide(line, "=", line, logistic)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("At(t, t)", "At.formula, variable, value"),
        ("At(t, 3, 2)", "declared scalar or a whole array"),
        ("At(t, i, 2)", "declared scalar or a whole array"),
        ("At(eta[i], eta, 0)", "declared scalar or a whole array"),
        ("At(J, beta[j], 0)", "declared scalar or a whole array"),
        ("At(J, beta, t)", "a number, or an array"),
        ("At(J, beta, y)", "a number, or an array"),
        ("At(h*z[a], z, W)", "a number, or an array"),
    ],
)
def test_what_cannot_be_put(line: str, message: str, logistic: Context) -> None:
    """Only a declared scalar or a whole array takes another value."""
    with pytest.raises(IllTyped, match=message):
        parse(line, logistic)


def test_no_array_is_put_for_a_scalar(logistic: Context) -> None:
    """Wherever in the line it stands."""
    for line in (
        "At(h, h, beta)",
        "At(At(t, t, beta), h, 1)",
        "Sum(At(t, t, y), k)",
        "exp(At(t, t, v))",
    ):
        verdict = decide(line, "=", "t", logistic)
        assert verdict.status is Status.ILL_TYPED, line
        assert "for a scalar" in verdict.message


def test_a_tied_variable_takes_no_other_value(logistic: Context) -> None:
    """Under t = 2 the line t² is 4; its value at 3 would be 4 as well."""
    with pytest.raises(IllTyped, match="tied by a hypothesis"):
        parse("At(t**2, t, 3)", logistic.assume("t = 2"))
    hidden = logistic.define("f", "t + 1").assume("f = 2")
    with pytest.raises(IllTyped, match="tied by a hypothesis"):
        parse("At(t**2, t, 3)", hidden)


def test_what_a_definition_hides_stays(logistic: Context) -> None:
    """At(f, t, 3) for f = t² is not f, for the reason calculus alone."""
    context = logistic.define("f", "t**2")
    chain = context.claim("thm", "At(f, t, 3)", "f")
    for by in (calculus, algebra, [calculus, algebra], [calculus, definition("f"), algebra]):
        with pytest.raises(StepError):
            chain.step("f", by=by)
    nine = context.claim("thm", "At(f, t, 3)", "9")
    assert nine.step("9", by=[definition("f"), calculus]).qed()


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


def test_declarations_hold_no_point(logistic: Context) -> None:
    """A definition or a function with At in its body is refused."""
    with pytest.raises(IllTyped, match="cannot hold At"):
        logistic.define("f", "At(t**2, t, 3)")
    with pytest.raises(IllTyped, match="cannot hold At"):
        logistic.function("f(t)", "At(t**2, t, 3)")


def test_points_are_shown(logistic: Context) -> None:
    """In LaTeX with a bar, in text as typed."""
    term = parse("At(D(A(t), t), t, 0)", logistic)
    assert latex(term, logistic).startswith(r"\left. \frac{d A(t)}{d t} \right|_{t = 0}")
    assert text(term) == "At(D(A(t), t), t, 0)"


# ---------------------------------------------------------------- any smooth function
@pytest.fixture(scope="module", name="smooth")
def smooth_fixture(plain: Context) -> Context:
    """f real, e positive, of one argument; w of two."""
    return plain.function("f(t)").function("e(t)", range="positive").function("w(s, t)")


def test_functions_without_a_body(smooth: Context) -> None:
    """The rules of calculus hold for every function; signs follow the declared range."""
    for left, right in (
        ("D(f(t)**2, t)", "2*f(t)*D(f(t), t)"),
        ("D(log(e(t)), t)", "D(e(t), t)/e(t)"),
        ("D(t*f(t), t, t)", "2*D(f(t), t) + t*D(f(t), t, t)"),
        ("log(e(t)*e(s))", "log(e(t)) + log(e(s))"),
        ("At(D(f(t), t), t, s)", "D(f(s), s)"),
        ("w(t, s + s)", "w(t, 2*s)"),
    ):
        assert decide(left, "=", right, smooth)
    assert decide("e(t)", ">", "0", smooth)
    assert not decide("f(t)**2", ">", "0", smooth)


def test_no_law_of_one_function_holds_for_all(smooth: Context) -> None:
    """Refuted at a definite function, which the counterexample names."""
    for left, right in (
        ("f(t + s)", "f(t) + f(s)"),
        ("D(f(s*t), t)", "D(f(t), t)"),
        ("D(f(t), t, t)", "0"),
        ("e(t)*e(-t)", "2"),
        ("w(s, t)", "2"),
    ):
        verdict = decide(left, "=", right, smooth)
        assert verdict.status is Status.REFUTED, (left, right)
    found = decide("D(f(t), t, t)", "=", "0", smooth).counterexample
    assert str(found) == "at t = 0, f(u) = u*exp(u): left 2, right 0"


def test_a_function_without_a_body_has_no_definition(smooth: Context) -> None:
    """Nor may it take whole numbers only."""
    with pytest.raises(StepError, match="f has no definition"):
        smooth.claim("thm", "f(t)", "t").step("t", by=definition("f"))
    with pytest.raises(IllTyped, match="smooth"):
        smooth.function("g2(t)", range="binary")
    theorem = smooth.claim("thm", "f(t) + 0", "f(t)").step("f(t)", by=algebra).qed()
    with pytest.raises(IllTyped, match="no value"):
        theorem.at(t=1)


# ---------------------------------------------------------------- parts of sums, and products
def test_the_first_term_of_a_sum(plain: Context) -> None:
    """Σ from 1 is the first term and Σ from 2, for every size; from 3 it is not."""
    for left, right in (
        ("Sum(v[j], j)", "v[1] + Sum(v[j], (j, 2, n))"),
        ("Sum(v[j]*g[k], (j, 2, n), (k, 2, n))", "(Sum(v[j], j) - v[1])*(Sum(g[k], k) - g[1])"),
        ("Sum(j, (j, 0, n))", "Sum(j, j)"),
        ("Sum(1, (j, 2, n))", "n - 1"),
        ("Sum((1 - KroneckerDelta(j, k))*v[j], j)", "Sum(v[j], j) - v[k]"),
    ):
        assert decide(left, "=", right, plain)
    for left, right in (
        ("Sum(v[j], j)", "v[1] + v[2] + Sum(v[j], (j, 3, n))"),
        ("Sum(v[j], j)", "Sum(v[j], (j, 2, n))"),
        ("Sum(j + 1, (j, 0, n))", "Sum(j + 1, j)"),
    ):
        assert not decide(left, "=", right, plain)


def test_a_first_term_that_is_not_defined(plain: Context) -> None:
    """Σ from 2 of 1/(j - 1) has no term at 1, and nothing is proved of it."""
    line = "Sum(1/(j - 1), (j, 2, n))"
    assert not decide(line, "=", "Sum(1/(j - 1), j)", plain)
    assert not decide(line, "=", "0", plain)


def test_derivatives_of_products(plain: Context) -> None:
    """The product times the sum of the rates, where no factor is zero."""
    context = plain.array("w", "m", "positive")
    assert decide("D(Product(w[i]*h, i), h)", "=", "m/h*Product(w[i]*h, i)", context)
    assert decide(
        "D(Product(exp(t*y[i]), i), t)", "=", "Product(exp(t*y[i]), i)*Sum(y[i], i)", context
    )
    assert not decide("D(Product(w[i]*h, i), h)", "=", "1/h*Product(w[i]*h, i)", context)
    verdict = decide("D(Product(t + y[i], i), t)", "=", "D(Product(t + y[i], i), t)", context)
    assert verdict.status is Status.PROVED_UNDER


def test_derivatives_under_a_sum_that_is_renamed(logistic: Context) -> None:
    """∂J/∂β_j with j bound by a sum."""
    left, right = "Sum(D(J, beta[j])*v[j], j)", "Sum(v[k]*D(J, beta[k]), k)"
    chain = logistic.claim("thm", left, right)
    assert chain.step(right, by=algebra).qed()
    bad = "Sum(v[k]*D(J, beta[j]), k)"
    with pytest.raises(StepError):
        logistic.claim("thm", left, bad).step(bad, by=algebra)


def test_roots_of_numbers(plain: Context) -> None:
    """Primes leave each other; √t² stays."""
    for left, right in (
        ("sqrt(2)*sqrt(3)", "sqrt(6)"),
        ("sqrt(8)", "2*sqrt(2)"),
        ("1/sqrt(2)", "sqrt(2)/2"),
        ("sqrt(12*t**2)", "2*sqrt(3)*sqrt(t**2)"),
        ("sqrt(4/9)", "2/3"),
        ("log(sqrt(2))", "log(2)/2"),
    ):
        assert decide(left, "=", right, plain)
    for left, right in (("sqrt(2)", "sqrt(3)"), ("sqrt(4*t**2)", "2*t"), ("sqrt(2)", "2")):
        assert decide(left, "=", right, plain).status is Status.REFUTED


def test_different_lengths_are_ill_typed(plain: Context) -> None:
    """With both sizes in the message."""
    for left, right, sizes in (("v", "y", ("m", "n")), ("X", "X.T", ("m, n", "n, m"))):
        verdict = decide(left, "=", right, plain)
        assert verdict.status is Status.ILL_TYPED
        assert all(f"({size})" in verdict.message for size in sizes)


def test_messages(logistic: Context) -> None:
    """A left-over in plain text; a condition of both sides once."""
    with pytest.raises(StepError, match=r"left over: -y\[i\]"):
        logistic.claim("thm", "p[i] - y[i]", "p[i]").step("p[i]", by=algebra)
    assert len(decide("1/t", "=", "2/(2*t) + 0/t", logistic).conditions) == 2
    assert len(decide("1/t", "=", "1/t", logistic).conditions) == 1


def test_a_convex_gap_with_a_point_in_it(logistic: Context) -> None:
    """What is not worked out cannot be taken at the point."""
    with pytest.raises(StepError):
        logistic.claim("thm", "At(t**2, t, s)", ">= t**2").step(
            ">= t**2", by=convexity("t", at="s")
        )


def test_given_does_not_reach_into_a_point(logistic: Context) -> None:
    """A hypothesis on s may be used inside; one on t forbids the line."""
    told = logistic.assume("s = 2")
    chain = told.claim("thm", "At(t*s, t, 3)", "At(t*2, t, 3)")
    assert chain.step("At(t*2, t, 3)", by=given).qed()
