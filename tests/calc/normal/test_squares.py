"""Signs by completing the square: what must be seen, what must not, and agreement with numbers."""

from __future__ import annotations

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given as any_of
from hypothesis import strategies as st

from lrmath.calc import Context, Status, decide

CONTEXT = (
    Context()
    .sizes("m")
    .index("i", "m")
    .array("a", "m")
    .array("b", "m")
    .array("w", "m", "positive")
    .scalar("x y z")
    .scalar("g h", "positive")
)


@pytest.mark.parametrize(
    ("left", "relation", "right"),
    [
        ("x**2 + x*y + y**2", ">=", "0"),
        ("x**2 + y**2 + z**2", ">=", "x*y + y*z + z*x"),
        ("x**4 - 3*x**2 + 3", ">", "0"),
        ("1 + x**2", ">", "x"),
        ("exp(2*x) - exp(x) + 1", ">", "0"),
        ("(g + h)/2", ">=", "sqrt(g*h)"),
        ("(x + y + z)**2", "<=", "3*(x**2 + y**2 + z**2)"),
        ("(x**2 + x*y + y**2)/(1 + g)", ">=", "0"),
        ("g*x**2 + g*x*y + g*y**2", ">=", "0"),
        ("Sum(a[i]**2 + a[i]*x + x**2, i)", ">=", "0"),
        ("Sum(a[i]**2, i) + Sum(b[i]**2, i)", ">=", "2*Sum(a[i]*b[i], i)"),
        ("Sum(a[i]**2, i)*Sum(b[i]**2, i)", ">=", "Sum(a[i]*b[i], i)**2"),
        ("Sum(w[i]*a[i]**2, i)*Sum(w[i], i)", ">=", "Sum(w[i]*a[i], i)**2"),
        ("m*Sum(a[i]**2, i)", ">=", "Sum(a[i], i)**2"),
        ("Sum((a[i] - x)**2, i)", ">=", "Sum(a[i]**2, i) - Sum(a[i], i)**2/m"),
    ],
)
def test_seen(left: str, relation: str, right: str) -> None:
    """Quadratic forms, fractions, sums, Cauchy and Schwarz with and without weights."""
    assert decide(left, relation, right, CONTEXT)


@pytest.mark.parametrize(
    ("left", "relation", "right"),
    [
        ("x**2 - 2*x + 1", ">", "0"),
        ("x**2 + x*y + y**2", ">", "0"),
        ("x**2 + 3*x*y + y**2", ">=", "0"),
        ("x**4 - 4*x**2 + 3", ">=", "0"),
        ("Sum(a[i]**2, i)*Sum(b[i]**2, i)", ">=", "2*Sum(a[i]*b[i], i)**2"),
        ("Sum(a[i]**2, i)*Sum(b[i]**2, i)", ">", "Sum(a[i]*b[i], i)**2"),
        ("Sum(b[i]*a[i]**2, i)*Sum(b[i], i)", ">=", "Sum(b[i]*a[i], i)**2"),
        ("Sum(a[i]**2, i)", ">=", "Sum(a[i], i)**2"),
        ("Sum(a[i]**2, (i, 2, m))*Sum(b[i]**2, i)", ">=", "Sum(a[i]*b[i], i)**2"),
    ],
)
def test_refuted(left: str, relation: str, right: str) -> None:
    """Neighbours that are false somewhere."""
    assert decide(left, relation, right, CONTEXT).status is Status.REFUTED


COEFFICIENTS = st.integers(-3, 3)


MONOMIALS = ("x**2", "x*y", "y**2", "x", "y", "1")


PLACES = list(product([Fraction(k, 2) for k in range(-6, 7)], repeat=2))


@any_of(st.lists(COEFFICIENTS, min_size=6, max_size=6))
def test_agrees_with_numbers(coefficients: list[int]) -> None:
    """Of a quadratic polynomial in two variables the checker says what a grid says."""
    line = " + ".join(f"({c})*{m}" for c, m in zip(coefficients, MONOMIALS, strict=True))
    verdict = decide(line, ">=", "0", CONTEXT)
    values = [
        sum(c * v for c, v in zip(coefficients, (x * x, x * y, y * y, x, y, 1), strict=True))
        for x, y in PLACES
    ]
    if verdict:
        assert min(values) >= 0
    elif min(values) >= 0:
        assert verdict.status is not Status.REFUTED or least(coefficients) < 0


def least(c: list[int]) -> Fraction:
    """The least value of a polynomial on a finer and wider grid than the first one."""
    steps = [Fraction(k, 7) for k in range(-70, 71)]
    return min(
        c[0] * x * x + c[1] * x * y + c[2] * y * y + c[3] * x + c[4] * y + c[5]
        for x in steps
        for y in steps
    )


@any_of(st.lists(st.integers(-2, 2), min_size=6, max_size=6), st.integers(0, 2))
def test_every_sum_of_squares_is_seen(c: list[int], rest: int) -> None:
    """(c₀x + c₁y + c₂z)² + (c₃x + c₄y + c₅z)² + r ≥ 0, multiplied out."""
    first = f"({c[0]}*x + ({c[1]})*y + ({c[2]})*z)"
    second = f"({c[3]}*x + ({c[4]})*y + ({c[5]})*z)"
    line = f"{first}*{first} + {second}*{second} + {rest}"
    assert decide(f"x + {line}", ">=", "x", CONTEXT)
