"""The parts of the factoriser: numbers, digits, common divisors, factors modulo a prime."""

from __future__ import annotations

from math import prod

import pytest
import sympy
from hypothesis import assume, given
from hypothesis import strategies as st

from lrmath.calc.normal.factors import TooMuch, Work, irreducible_factors, prime_factors
from lrmath.calc.normal.factors.common import common
from lrmath.calc.normal.factors.digits import evaluated, read
from lrmath.calc.normal.factors.lifting import lifted, power_above
from lrmath.calc.normal.factors.modular import (
    division,
    modular_factors,
    product,
    square_free,
    trimmed,
)
from lrmath.calc.normal.factors.primes import is_prime
from lrmath.calc.normal.factors.whole import (
    Whole,
    collected,
    constant,
    degree,
    plus,
    primitive,
    quotient,
)

PRIME = 10007
NUMBERS = st.integers(-20, 20).filter(bool)
WHOLES = st.dictionaries(st.tuples(*[st.integers(0, 3)] * 3), NUMBERS, min_size=1, max_size=4)
LINES = st.lists(st.integers(-30, 30), min_size=1, max_size=7).map(lambda line: [*line, 1])


def times(first: Whole, second: Whole) -> Whole:
    """The product, term by term."""
    return collected((plus(p, q), c * d) for p, c in first.items() for q, d in second.items())


# ---------------------------------------------------------------- numbers
@given(st.integers(1, 2**40))
def test_numbers_fall_into_primes(number: int) -> None:
    """The same primes as SymPy's."""
    assert prime_factors(number) == sympy.factorint(number)


@given(st.integers(2**18, 2**20 - 5), st.integers(2**18, 2**20 - 5))
def test_products_of_two_large_primes(first: int, second: int) -> None:
    """The hardest numbers of forty digits: two primes of twenty, and the square of one."""
    p, q = sympy.nextprime(first), sympy.nextprime(second)
    assert prime_factors(p * p) == {p: 2}
    assert prime_factors(p * q) == ({p: 1, q: 1} if p != q else {p: 2})


def test_prime_numbers() -> None:
    """All small ones, and the numbers that deceive the test for one or three witnesses."""
    assert [n for n in range(3, 5000, 2) if is_prime(n)] == list(sympy.primerange(3, 5000))
    for pseudoprime in (2047, 25_326_001, 3_215_031_751):
        assert not is_prime(pseudoprime)


# ---------------------------------------------------------------- digits
@given(WHOLES, st.integers(0, 3))
def test_a_polynomial_is_read_off_its_value(poly: Whole, attempt: int) -> None:
    """What is put for the variables can be taken back."""
    limits = tuple(degree(poly, v) for v in range(3))
    (value,), bases = evaluated([poly], limits, attempt, Work(10**6))
    assert constant(value)
    assert read(value, bases, limits, Work(10**6)) == poly


# ---------------------------------------------------------------- divisors
@given(WHOLES, WHOLES)
def test_quotients_are_exact(first: Whole, second: Whole) -> None:
    """A product is divided by its factor, and by nothing else."""
    both = times(first, second)
    assert quotient(both, second, Work(10**6)) == first
    changed = collected([*both.items(), ((7, 7, 7), 1)])
    found = quotient(changed, second, Work(10**6))
    assert found is None or times(found, second) == changed


@given(WHOLES, WHOLES, WHOLES, st.integers(1, 10**30))
def test_common_divisors_are_those_of_sympy(
    first: Whole, second: Whole, shared: Whole, number: int
) -> None:
    """The greatest common divisor of two products, whatever number divides them."""
    ring = sympy.ring("x,y,z", sympy.ZZ)[0]
    shared = times(shared, {(0, 0, 0): number})
    one, other = times(first, shared), times(second, shared)
    found = common(one, other, Work(10**8))
    expected = ring.from_dict(one).gcd(ring.from_dict(other))
    assert primitive(found) == primitive({m: int(c) for m, c in expected.items()})


# ---------------------------------------------------------------- modulo a prime
@given(LINES)
def test_factors_modulo_a_prime(line: list[int]) -> None:
    """Their product is the polynomial, and SymPy finds as many."""
    assume(square_free(trimmed(line, PRIME), PRIME, Work(10**6)))
    found = modular_factors(trimmed(line, PRIME), PRIME, Work(10**7))
    total = [1]
    for factor in found:
        total = product(total, factor, PRIME, Work(10**6))
    assert total == trimmed(line, PRIME)
    x = sympy.Symbol("x")
    expected = sympy.Poly(line[::-1], x, modulus=PRIME).factor_list()[1]
    assert sorted(len(f) - 1 for f in found) == sorted(p.degree() for p, _ in expected)


@given(LINES)
def test_lifted_factors(line: list[int]) -> None:
    """Modulo a high power of the prime the product is still the polynomial."""
    assume(square_free(trimmed(line, PRIME), PRIME, Work(10**6)))
    parts = modular_factors(trimmed(line, PRIME), PRIME, Work(10**7))
    modulus, total = power_above(PRIME, 10**50), [1]
    better = lifted(line, parts, PRIME, 10**50, Work(10**8))
    for factor in better:
        total = product(total, factor, modulus, Work(10**6))
    assert total == trimmed(line, modulus)
    assert [trimmed(factor, PRIME) for factor in better] == parts
    for factor in better:
        assert division(trimmed(line, modulus), factor, modulus, Work(10**6))[1] == []


# ---------------------------------------------------------------- work
def test_work_is_refused_before_it_is_done() -> None:
    """The first cost beyond the limit is not spent, and nothing after it."""
    work = Work(10)
    work.spend(10)
    with pytest.raises(TooMuch):
        work.spend(1)
    assert work.spent == 10


@given(st.lists(WHOLES, min_size=1, max_size=3), st.integers(0, 20_000))
def test_any_limit_leaves_a_product(polys: list[Whole], limit: int) -> None:
    """Whatever the work, the factors multiply to the polynomial, up to a number."""
    poly = {(0, 0, 0): 1}
    for part in polys:
        poly = times(poly, part)
    total = {(0, 0, 0): 1}
    for factor, exponent in irreducible_factors(poly, Work(limit)):
        for _ in range(exponent):
            total = times(total, factor)
    assert primitive(total) == primitive(poly)
    assert prod(total.values())
