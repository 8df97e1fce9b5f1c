"""Natural powers of anything: laws, traps, and agreement with numbers, zeros among them."""

from __future__ import annotations

import pytest
from hypothesis import given as any_of
from hypothesis import settings
from hypothesis import strategies as st
from trial.oracle import holds

from lrmath.calc import (
    Context,
    Status,
    decide,
    induction,
)
from lrmath.calc.language.reader import parse

CONTEXT = (
    Context().sizes("m", "n").index("k", "n").scalar("t s").scalar("h", "positive").array("x", "n")
)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("t**n*t", "t**(n + 1)"),
        ("t**(n - 1)*t", "t**n"),
        ("t**(m + n)", "t**m*t**n"),
        ("(t**2)**n", "t**(2*n)"),
        ("(t*s)**n", "t**n*s**n"),
        ("(t + s)**(n + 1)", "t*(t + s)**n + s*(t + s)**n"),
        ("(-1)**n*(-1)**n", "1"),
        ("(-1)**(2*n + 1)", "-1"),
        ("(-t)**n", "(-1)**n*t**n"),
        ("0**n", "0"),
        ("D(t**n, t)", "n*t**(n - 1)"),
        ("D(Sum(t**k, k), t)", "Sum(k*t**(k - 1), k)"),
        ("Sum(t**(k + 1), k)", "t*Sum(t**k, k)"),
        ("Sum(x[k]*t**k, k)*t", "Sum(x[k]*t**(k + 1), k)"),
        ("Sum(t**k, (k, 0, n))", "1 + Sum(t**k, k)"),
    ],
)
def test_laws(left: str, right: str) -> None:
    """They ask for no sign of the base."""
    assert decide(left, "=", right, CONTEXT)


def test_the_geometric_series() -> None:
    """For every t, by induction."""
    chain = CONTEXT.claim("thm", "(1 - t)*Sum(t**k, (k, 0, n))", "1 - t**(n + 1)")
    assert chain.step("1 - t**(n + 1)", by=induction("n")).qed()


@pytest.mark.parametrize(
    ("left", "right", "status"),
    [
        ("(-1)**n", "1", Status.REFUTED),
        ("t**n*t**n", "t**(n**2)", Status.REFUTED),
        ("0**(n - 1)", "0", Status.REFUTED),  # 0⁰ = 1
        ("t**(n - 1)", "t**n/t", Status.PROVED_UNDER),  # not at t = 0
        ("t**(n - 2)*t**2", "t**n", Status.UNDECIDED),  # not at n = 1, t = 0
        ("(t**2)**(n/2)", "t**n", Status.REFUTED),
        ("t**(m - n)*t**n", "t**m", Status.UNDECIDED),
    ],
)
def test_traps(left: str, right: str, status: Status) -> None:
    """What needs a condition says so; what is false is refuted."""
    assert decide(left, "=", right, CONTEXT).status is status


BASES = st.sampled_from(
    ["t", "s", "h", "(-t)", "(t*s)", "(t + s)", "(-1)", "0", "2", "(-2*t)", "(t/h)"]
)


EXPONENTS = st.sampled_from(
    ["n", "m", "(n + 1)", "(n - 1)", "(2*n)", "(m*n)", "(m + n)", "2", "(n*n)"]
)


POWERS = st.builds("{}**{}".format, BASES, EXPONENTS)


PRODUCTS = st.builds("{}*{}".format, POWERS, POWERS | BASES)


SUMS = st.builds("Sum({}**(k + {})*{}, k)".format, BASES, st.integers(-1, 2), POWERS | BASES)


LINES = POWERS | PRODUCTS | SUMS | st.builds("({})**{}".format, PRODUCTS, EXPONENTS)


@settings(max_examples=300, deadline=None)
@any_of(LINES, LINES)
def test_agrees_with_numbers(left: str, right: str) -> None:
    """Whatever is proved holds at plain numbers, zeros among them."""
    verdict = decide(left, "=", right, CONTEXT)
    if verdict:
        sides = parse(left, CONTEXT), parse(right, CONTEXT)
        assert holds(sides[0], "=", sides[1], CONTEXT, number=12) is not False


@settings(max_examples=200, deadline=None)
@any_of(BASES, BASES, EXPONENTS, EXPONENTS)
def test_products_of_powers(first: str, second: str, one: str, other: str) -> None:
    """a^e a^f = a^(e + f), (a b)^e = a^e b^e, a^(e + e) = (a^e)²; the checker may be silent."""
    for left, right in (
        (f"{first}**{one}*{first}**{other}", f"{first}**({one} + {other})"),
        (f"({first}*{second})**{one}", f"{first}**{one}*{second}**{one}"),
        (f"{first}**({one} + {one})", f"({first}**{one})**2"),
    ):
        assert decide(left, "=", right, CONTEXT).status is not Status.REFUTED


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
