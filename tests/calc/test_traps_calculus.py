"""Derivatives and values at a point: kinks, functions made of derivatives, arrays without axes."""

from __future__ import annotations

import pytest
from traps import bad, good, prove, refused

from lrmath.calc import Context, IllTyped, Status, StepError, algebra, calculus, decide, definition


def context() -> Context:
    """Real scalars, nonnegative ones, positive ones, and data."""
    found = Context().sizes("n").index("k", "n").scalar("s t u").scalar("d e1", "nonnegative")
    return found.scalar("h g", "positive").array("v", "n").array("w", "n")


# ---------------------------------------------------------------- kinks behind At
@pytest.mark.parametrize(
    ("inside", "squared"),
    [
        ("At(sqrt(t**2), t, s)", "1"),
        ("At(sqrt(t**2) + t - t, t, s)", "1"),
        ("At(sqrt(u**2), u, s)", "1"),
        ("At(At(sqrt(u**2), u, t), t, s)", "1"),
        ("At(sqrt(t**2), t, -s)", "1"),
        ("At(sqrt(t**2), t, 2*s)", "4"),
        ("At(sqrt(t**2), t, s - 1)", "1"),
        ("At(sqrt((t - 1)**2), t, s)", "1"),
        ("2*At(sqrt(t**2), t, s)", "4"),
        ("At(h*sqrt(t**2), t, s)", "h**2"),
        ("At(3*t, t, At(sqrt(u**2), u, s))", "9"),
        ("At(sqrt(t**2*u**2), t, s)", "u**2"),
        ("At(D(t**2, t)/2*0 + sqrt(t**2), t, s)", "1"),
    ],
)
def test_a_kink_is_seen_behind_a_value_at_a_point(inside: str, squared: str) -> None:
    """|s| has no derivative at 0, and none whose square is 1 there."""
    line = f"D({inside}, s)**2"
    refused(lambda: prove(context(), line, squared, (squared, [calculus, algebra])))
    assert not decide(line, "=", squared, context())
    bad(
        f"scalar s t u\nscalar h : positive\nclaim a : {line} = {squared}\n"
        f"= {squared} by calculus, algebra\nqed\n"
    )


@pytest.mark.parametrize("factor", ["sqrt(d)", "d**1*sqrt(d)/d", "sqrt(sqrt(d)**2)"])
@pytest.mark.parametrize("inside", ["At(sqrt(e1), e1, d)", "At(sqrt(e1)*1, e1, d)"])
def test_a_root_has_no_slope_at_zero(inside: str, factor: str) -> None:
    """∂√d/∂d · √d = 1/2 where d > 0; at d = 0 there is no slope."""
    line = f"D({inside}, d)*{factor}"
    refused(lambda: prove(context(), line, "1/2", ("1/2", [calculus, algebra])))


def steps(line: str, right: str) -> list[tuple[str, object]]:
    """Calculus, and algebra where it is needed."""
    for by in (calculus, algebra, [calculus, algebra]):
        try:
            prove(context(), line, right, (right, by))
        except StepError:
            continue
        return [(right, by)]
    return []


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("D(At(sqrt(g), g, h), h)", "1/(2*sqrt(h))"),
        ("D(At(sqrt(1 + t**2), t, s), s)", "2*s/(2*sqrt(1 + s**2))"),
        ("D(At(t**2, t, s), s)", "2*s"),
        ("D(At(sqrt(t**2 + 1)*u, t, 0), u)", "1"),
        ("D(At(log(g), g, h), h)", "1/h"),
    ],
)
def test_what_is_smooth_is_differentiated_behind_a_value(line: str, right: str) -> None:
    """The honest twin."""
    assert decide(line, "=", right, context())
    assert prove(context(), line, right, *steps(line, right))


# ---------------------------------------------------------------- functions made of derivatives
@pytest.mark.parametrize(
    ("body", "at_three", "slip"),
    [
        ("D(t**2, t)", "6", "0"),
        ("D(t**3, t)", "27", "0"),
        ("t*D(t, t)", "3", "0"),
        ("D(t**2 + t, t)", "7", "0"),
        ("D(exp(t), t)", "exp(3)", "0"),
        ("D(D(t**3, t), t)", "18", "0"),
        ("1 + D(t**2, t)", "7", "1"),
        ("D(t*exp(t), t)", "4*exp(3)", "0"),
        ("D(t**2, t)**2", "36", "0"),
        ("D(1/(1 + t**2), t)", "-6/100", "0"),
        ("Sum(D(t**2, t), (q, 1, 2))", "12", "0"),
        ("exp(D(t**2/2, t))", "exp(3)", "1"),
    ],
)
def test_a_derivative_is_taken_before_an_argument_is_put(
    body: str, at_three: str, slip: str
) -> None:
    """f(t) = (t²)′ has f(3) = 6; the derivative of the number 9 is not meant."""
    here = Context().function("f(t)", body)
    assert decide("f(3)", "=", at_three, here)
    assert decide("f(3)", "=", slip, here).status is Status.REFUTED
    refused(lambda: here.claim("a", "f(3)", "f(3)").wrong(at_three))
    refused(lambda: prove(here, "f(3)", slip, (slip, [definition("f"), calculus, algebra])))
    bad(f"function f(t) = {body}\nclaim a : f(3) = f(3)\nwrong {at_three}\nqed\n")
    good(f"function f(t) = {body}\nclaim a : f(3) = f(3)\nwrong 1 + {at_three}\nqed\n")


@pytest.mark.parametrize("argument", ["s", "t", "s + t", "s*s", "v[1]", "f(s)", "3", "exp(s)"])
def test_a_derivative_by_a_parameter_at_any_argument(argument: str) -> None:
    """The value of f at a formula is 2 times that formula."""
    here = context().function("f(r)", "D(r**2, r)")
    assert decide(f"f({argument})", "=", f"2*({argument})", here)


@pytest.mark.parametrize("pair", [("s", "s"), ("s", "t"), ("s", "2*s"), ("3", "s"), ("t", "3")])
def test_a_derivative_by_one_of_two_parameters(pair: tuple[str, str]) -> None:
    """f(a, b) = ∂(ab)/∂a = b, also where a and b are the same."""
    here = context().function("f(a, b)", "D(a*b, a)")
    first, second = pair
    assert decide(f"f({first}, {second})", "=", second, here)
    assert not decide(f"f({first}, {second})", "=", f"2*({second})", here)


@pytest.mark.parametrize("body", ["D(sqrt(t**2), t)", "D(log(t), t)", "D(sqrt(t), t)", "D(1/t, t)"])
def test_a_function_of_a_derivative_is_defined(body: str) -> None:
    """A slope that does not exist everywhere is no function of every real t."""
    with pytest.raises(IllTyped):
        Context().function("f(t)", body)


# ---------------------------------------------------------------- arrays have axes
@pytest.mark.parametrize("name", ["x", "v", "beta", "W", "b0"])
@pytest.mark.parametrize("shape", ["", " ", ",", " , "])
@pytest.mark.parametrize("domain", ["real", "positive", "binary"])
def test_an_array_has_an_axis(name: str, shape: str, domain: str) -> None:
    """At(x², x, 3) = x² was proved for an x without axes."""
    with pytest.raises(IllTyped, match="no axes"):
        Context().array(name, shape, domain)
    bad(f"array {name} : {shape} {domain}\nclaim a : {name} = {name}\nqed\n", slips=True)


@pytest.mark.parametrize("kind", ["scalar", "array"])
def test_a_value_is_put_for_what_is_declared(kind: str) -> None:
    """The honest twin: x² at x = 3 is 9, entry by entry."""
    here = Context().sizes("n").index("k", "n")
    here = here.scalar("x") if kind == "scalar" else here.array("x", "n")
    left = "At(x**2, x, 3)" if kind == "scalar" else "At(x[k]**2, x, 3)"
    assert decide(left, "=", "9", here)
    assert not decide(left, "=", "x**2" if kind == "scalar" else "x[k]**2", here)
