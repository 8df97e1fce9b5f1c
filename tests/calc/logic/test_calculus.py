"""Derivatives and values at a point: products, functions without a body, and traps."""

from __future__ import annotations

import pytest

from lrmath.calc import (
    Context,
    IllTyped,
    Status,
    StepError,
    algebra,
    calculus,
    decide,
    definition,
)


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
