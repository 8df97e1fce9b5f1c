"""Products over an index, powers with a size, sums beside their length."""

from __future__ import annotations

import pytest

from lrmath.calc import Context, Status, decide


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Product(t, k)", "t**n"),
        ("Product(t, (k, 1, 3))", "t**3"),
        ("Product(t*v[k], k)", "t**n*Product(v[k], k)"),
        ("Product(v[k]**2, k)", "Product(v[k], k)**2"),
        ("Product(v[k]*g[k], k)", "Product(v[k], k)*Product(g[k], k)"),
        ("Product(-h, k)", "(-1)**n*h**n"),
        ("Product(t + s, k)", "(t + s)**n"),
        ("Product(0*v[k], k)", "0"),
        ("(t*s)**n", "t**n*s**n"),
        ("((-t)**2)**n", "(t**n)**2"),
        ("0**n", "0"),
    ],
)
def test_factors_of_any_sign_leave_a_product(left: str, right: str, plain: Context) -> None:
    """A size is a natural number, so its powers need no positive base."""
    assert decide(left, "=", right, plain).status is Status.PROVED


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Product(-1, k)", "-1"),
        ("Product(t + s, k)", "t**n + s**n"),
        ("Product(t*v[k], k)", "t*Product(v[k], k)"),
        ("Product(sqrt(v[k]**2), k)", "Product(v[k], k)"),
        ("(-1)**n", "1"),
        ("(t**n)**(1/2)", "t**(n/2)"),
        ("log(Product(v[k], k))", "Sum(log(v[k]), k)"),
        ("(t*s)**u", "t**u*s**u"),
    ],
)
def test_and_no_further(left: str, right: str, plain: Context) -> None:
    """Signs are not lost, and other exponents still ask for a positive base."""
    verdict = decide(left, "=", right, plain)
    assert verdict.status is not Status.PROVED


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Sum(sigma(v[k]), k)", "{} - Sum(sigma(-v[k]), k)"),
        ("t*Sum(sigma(v[k]), k)", "t*{} - t*Sum(sigma(-v[k]), k)"),
    ],
)
def test_a_length_meets_its_sum(left: str, right: str, logistic: Context) -> None:
    """c n is Σ c, and so goes under one Σ with the fractions beside it; another size does not."""
    assert decide(left, "=", right.format("n"), logistic).status is Status.PROVED
    assert decide(left, "=", right.format("m"), logistic).status is Status.REFUTED
