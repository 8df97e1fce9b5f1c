"""What is put for a variable is defined, and lies where the variable lies."""

from __future__ import annotations

import pytest
from traps import bad, good, prove, refused

from lrmath.calc import (
    Context,
    IllTyped,
    algebra,
    calculus,
    cases,
    convexity,
    decide,
    definition,
    given,
    monotonicity,
    positivity,
)

# Nowhere defined, or not for every s; nothing may be put as one of them.
UNDEFINED = (
    *("sqrt(-1)", "log(-1)", "log(0)", "1/0", "1/(s - s)", "log(s)", "sqrt(s)", "1/s", "s**(-1)"),
    *(
        "s**(1/2)",
        "log(-exp(s))",
        "sqrt(-1 - s**2)",
        "D(sqrt(s**2), s)",
        "At(log(h), h, 0)",
        "f(s)",
    ),
    *("Sum(1/v[k], k)", "Sum(log(v[k]), k)", "1/(s**2 - 1)", "exp(log(s))", "0*log(s)", "(-1)**s"),
)


def context() -> Context:
    """Real, positive and binary scalars, data, and a function of positive numbers."""
    found = Context().sizes("n").index("k", "n").array("v", "n").array("w", "n", "positive")
    found = found.scalar("s t").scalar("h g", "positive").scalar("b", "binary")
    return found.scalar("d", "nonnegative").scalar("q", "unit").function("f(h)", "log(h)")


# ---------------------------------------------------------------- values put into theorems
@pytest.mark.parametrize("value", UNDEFINED)
def test_what_is_not_defined_is_not_put(value: str) -> None:
    """t² ≥ 0 and e^t > 0 are said of numbers; √-1 is none."""
    here = context()
    square = prove(here, "t**2", ">= 0", (">= 0", positivity))
    growth = prove(here, "exp(t)", "> 0", ("> 0", positivity))
    same = prove(here, "t - t", "0", ("0", algebra))
    refused(lambda: prove(here, "-1", ">= 0", (">= 0", [square.put(t=value), algebra])))
    refused(lambda: prove(here, "s", "> 0", ("> 0", [growth.put(t=value), algebra])))
    refused(lambda: prove(here, "0", "s", ("s", [same.put(t=value), algebra])))


@pytest.mark.parametrize(
    ("function", "value", "left"),
    [
        ("t**2", "sqrt(-1)", "-1"),
        ("t**2", "sqrt(s)", "s"),
        ("t**2", "s**(1/2)", "s"),
        ("t**2", "sqrt(-1 - s**2)", "-1 - s**2"),
        ("t**2", "sqrt(v[k])", "v[k]"),
        ("t**2", "sqrt(-h)", "-h"),
        ("exp(t)", "log(s)", "s"),
        ("exp(t)", "log(-1)", "-1"),
        ("exp(t)", "log(v[1])", "v[1]"),
        ("exp(t)", "log(-exp(s))", "-exp(s)"),
        ("exp(t)", "log(s**2 - 1)", "s**2 - 1"),
        ("exp(t)", "2*log(s) - log(-h)", "-s**2/h"),
        ("exp(t)", "f(s)", "s"),
        ("t**4", "sqrt(sqrt(s))", "s"),
    ],
)
def test_no_sign_comes_from_an_undefined_value(function: str, value: str, left: str) -> None:
    """Each of these has the sign of its root or logarithm, if there were one."""
    here = context()
    theorem = prove(here, function, ">= 0", (">= 0", positivity))
    by = [theorem.put(t=value), algebra, *([definition("f")] if "f(" in value else [])]
    refused(lambda: prove(here, left, ">= 0", (">= 0", by)))


@pytest.mark.parametrize("value", UNDEFINED)
def test_a_text_file_puts_nothing_undefined(value: str) -> None:
    """The same with ``LABEL with t = VALUE``."""
    head = "sizes n\nindex k : n\narray v : n\nscalar s t\nscalar h : positive\n"
    head += "function f(h) = log(h)\nclaim square : t**2 >= 0\n>= 0 by positivity\nqed\n"
    by = f"by square with t = {value}, algebra"
    bad(f"{head}claim false : -1 >= 0\n>= 0 {by}\nqed\n")
    bad(f"{head}claim false : s >= 0\n>= 0 {by}\nqed\n")


@pytest.mark.parametrize(
    ("value", "left"),
    [("log(h)", "h"), ("log(1 + exp(s))", "1 + exp(s)"), ("log(w[k])", "w[k]"), ("log(2)", "2")],
)
def test_what_is_defined_is_put(value: str, left: str) -> None:
    """The honest twin: e^t > 0 with a logarithm that exists."""
    here = context()
    theorem = prove(here, "exp(t)", "> 0", ("> 0", positivity))
    assert prove(here, left, "> 0", ("> 0", [theorem.put(t=value), algebra]))


@pytest.mark.parametrize(
    "value", ["s", "-1", "0", "d", "s**2", "t - t", "b", "v[k]", "-h", "h - g", "log(h)", "2*q - 1"]
)
def test_what_may_leave_the_domain_is_not_put(value: str) -> None:
    """h > 0 is said of positive numbers."""
    here = context()
    theorem = prove(here, "h", "> 0", ("> 0", positivity))
    refused(lambda: prove(here, value, "> 0", ("> 0", theorem)))
    refused(lambda: prove(here, value, "> 0", ("> 0", theorem.put(h=value))))


# ---------------------------------------------------------------- points of convexity
@pytest.mark.parametrize("point", UNDEFINED)
@pytest.mark.parametrize("reason", [convexity, monotonicity])
def test_no_gap_is_smallest_at_a_point_that_does_not_exist(point: str, reason: object) -> None:
    """t⁶ + 3/2 t⁴ ≥ 1/2 fails at 0, but i⁶ + 3/2 i⁴ = 1/2."""
    here, by = context(), reason("t", at=point)  # type: ignore[operator]
    refused(lambda: prove(here, "t**6 + 3/2*t**4", ">= 1/2", (">= 1/2", by)))
    right = f"({point})**2 + 2*({point})*(t - ({point}))"
    refused(lambda: prove(here, "t**2", f">= {right}", (f">= {right}", by)))


@pytest.mark.parametrize(
    "a", ["1", "2", "3", "4", "5", "1/2", "h", "h**2", "exp(s)", "1 + s**2", "w[1]", "n"]
)
def test_no_gap_is_smallest_at_an_imaginary_point(a: str) -> None:
    """(t² + a)² (t² - a/2) is zero with slope zero at √-a, convex, and negative at 0."""
    left, by = f"t**6 + 3/2*({a})*t**4", convexity("t", at=f"sqrt(-({a}))")
    right = f">= 1/2*({a})**3"
    refused(lambda: prove(context(), left, right, (right, by)))


@pytest.mark.parametrize("point", ["0", "h", "sqrt(h)", "log(h)", "s", "v[1]", "1/h", "exp(s)"])
def test_a_gap_is_smallest_at_a_point_that_exists(point: str) -> None:
    """The honest twin: the tangent of t² at any number."""
    right = f"2*({point})*t - ({point})**2"
    assert prove(context(), "t**2", f">= {right}", (f">= {right}", convexity("t", at=point)))


# ---------------------------------------------------------------- values at a point
@pytest.mark.parametrize(
    "value", ["v[1]", "v[k]", "s", "s*b", "2", "1/2", "1 - b", "h", "k", "n", "Sum(v[k], k)"]
)
def test_a_binary_variable_takes_no_other_value(value: str) -> None:
    """b² = b for 0 and 1; at b = v_1 it would say v_1² = v_1."""
    here = context().array("u", "2")
    steps = [(f"At(b**2, b, {value})", calculus), (f"At(b, b, {value})", cases), (value, calculus)]
    refused(lambda: prove(here, f"({value})**2", value, *steps))
    assert not decide(f"At(b**2, b, {value})", "=", f"({value})**2", here)


@pytest.mark.parametrize(
    "value", ["v[1]", "v[k]", "s", "-1", "0", "d", "s**2", "b", "Sum(v[k], k)"]
)
def test_a_positive_variable_takes_no_other_value(value: str) -> None:
    """h = e^(ln h) > 0 at h = v_k would say v_k > 0."""
    steps = [
        (f"At(h, h, {value})", calculus),
        (f"At(exp(log(h)), h, {value})", algebra),
        (f"exp(At(log(h), h, {value}))", calculus),
        ("> 0", positivity),
    ]
    refused(lambda: prove(context(), value, "> 0", *steps))


@pytest.mark.parametrize("value", ["w[k]", "w[1]", "h", "2", "exp(s)", "g*h", "1 + s**2"])
def test_a_positive_variable_takes_positive_values(value: str) -> None:
    """The honest twin."""
    right = f"log({value})"
    assert prove(context(), f"At(log(h), h, {value})", right, (right, calculus))


# ---------------------------------------------------------------- onehot is said of rows
@pytest.mark.parametrize("body", ["2", "t", "-1", "1/2", "t**2", "b", "1", "0", "n", "y[1, 1]"])
def test_no_number_is_onehot(body: str) -> None:
    """A domain that nothing proves is not declared: 4 = 2 followed from it."""
    start = Context().sizes("m", "n").index("i", "m").index("j", "n").scalar("t")
    start = start.scalar("b", "binary").array("y", "m,n", "onehot")
    with pytest.raises(IllTyped, match="onehot"):
        start.define("g", body, domain="onehot")
    with pytest.raises(IllTyped, match="onehot"):
        start.function("f(t)", "t", range="onehot")
    with pytest.raises(IllTyped, match="onehot"):
        start.scalar("z", "onehot")
    bad(
        f"sizes n\nscalar t\nscalar b : binary\ndefine g = {body} : onehot\n".replace(
            "y[1, 1]", "1"
        )
    )


def test_rows_are_onehot() -> None:
    """The honest twin: Σ_k y_ik² = Σ_k y_ik = 1."""
    here = Context().sizes("m", "K").index("i", "m").index("k", "K").array("y", "m,K", "onehot")
    assert prove(here, "Sum(y[i,k]**2, k)", "1", ("Sum(y[i,k], k)", cases), ("1", given))


@pytest.mark.parametrize("domain", ["positive", "nonnegative", "unit", "binary"])
@pytest.mark.parametrize("body", ["t", "-1", "t - t**2", "-h", "Sum(v[k], k)", "log(h)"])
def test_a_declared_domain_is_proved(domain: str, body: str) -> None:
    """Of no definition and of no function."""
    with pytest.raises(IllTyped):
        context().define("g1", body, domain=domain)
    if "v" not in body:
        with pytest.raises(IllTyped):
            context().function("g1(t, h)", body, range=domain)


# ---------------------------------------------------------------- functions under hypotheses
@pytest.mark.parametrize(
    ("told", "body", "range_"),
    [
        ("t > 0", "t", "positive"),
        ("t >= 0", "t", "nonnegative"),
        ("t > 1", "t - 1", "positive"),
        ("t != 0", "1/t", "real"),
        ("t > 0", "log(t)", "real"),
        ("t >= 0", "sqrt(t)", "real"),
        ("t != 1", "t/(t - 1)", "real"),
        ("0 < t", "1/t", "positive"),
        ("t**2 > 1", "log(t**2 - 1)", "real"),
        ("t = 1", "t", "positive"),
        ("t > s", "log(t - s)", "real"),
        ("s - t != 0", "1/(s - t)", "real"),
    ],
)
def test_a_function_takes_every_argument_of_its_domain(told: str, body: str, range_: str) -> None:
    """What is supposed of t is not supposed of the argument of f."""
    here = Context().scalar("s t").assume(told)
    with pytest.raises(IllTyped):
        here.function("f(s, t)" if "s" in body else "f(t)", body, range=range_)
    head = "f(s, t)" if "s" in body else "f(t)"
    bad(f"scalar s t\nassume {told}\nfunction {head} = {body} : {range_}\n")


@pytest.mark.parametrize("body", ["t", "1/t", "log(1 + t)", "sqrt(t)"])
def test_a_function_of_a_declared_domain(body: str) -> None:
    """The honest twin: the domain of the parameter is declared."""
    here = (
        Context().scalar("t", "positive").assume("t > 0").function("f(t)", body, range="positive")
    )
    assert prove(here, "f(2)", "> 0", ("> 0", positivity))
    refused(lambda: prove(here, "f(-5)", "-5", ("-5", definition("f"))))
    good(
        f"scalar t : positive\nfunction f(t) = {body} : positive\nclaim a : f(2) > 0\n"
        "> 0 by positivity\nqed\n"
    )
