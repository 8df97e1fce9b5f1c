"""Factors of polynomials: their product, their number beside SymPy's, their signs, their cost."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from fractions import Fraction
from itertools import permutations
from typing import Any

import pytest
import sympy
import sympy.core.random
from hypothesis import given, settings
from hypothesis import strategies as st

from lrmath.calc import Context, Status, decide
from lrmath.calc.language.reader import parse
from lrmath.calc.normal.arrangement import Arrangement
from lrmath.calc.normal.factoring import MOST_WORK, WORK_OF_A_TICK, Factors, found_factors
from lrmath.calc.normal.polynomial import Atom, Poly, constant, key, monomial_of, scale
from lrmath.calc.normal.quotients import plain_product, product_of

FORM = Arrangement(Context())
ATOMS = [FORM.intern("symbol", name) for name in "abcd"]
MONOMIALS = st.lists(st.integers(0, 2), min_size=4, max_size=4).map(
    lambda powers: monomial_of(dict(zip(ATOMS, powers, strict=True)))
)
COEFFICIENTS = st.fractions(-9, 9, max_denominator=3).filter(bool)
POLYNOMIALS = st.dictionaries(MONOMIALS, COEFFICIENTS, min_size=1, max_size=4)
PRODUCTS = st.lists(POLYNOMIALS, min_size=1, max_size=3)
#: In two letters: in four, SymPy takes minutes for some polynomials of five terms.
SMALL = st.lists(
    st.dictionaries(
        st.tuples(st.integers(0, 2), st.integers(0, 2)).map(
            lambda powers: monomial_of(dict(zip(ATOMS, powers, strict=False)))
        ),
        COEFFICIENTS,
        min_size=1,
        max_size=4,
    ),
    min_size=1,
    max_size=3,
)


def multiplied(polys: list[Poly]) -> Poly:
    """The product of polynomials."""
    total = constant(1)
    for poly in polys:
        total = plain_product(total, poly)
    return total


def of(line: str) -> Poly:
    """The polynomial of a line with the letters a to h."""
    context = Context()
    for name in "abcdefgh":
        context = context.scalar(name)
    return Arrangement(context).norm(parse(line, context))


def in_sympy(poly: Poly) -> Any:
    """The same polynomial as an expression of SymPy."""
    terms = (
        sympy.Rational(c.numerator, c.denominator)
        * sympy.prod(
            sympy.Symbol(str(getattr(a.data[0], "name", a.data[0]))) ** sympy.Rational(str(e))
            for a, e in monomial
        )
        for monomial, c in poly.items()
    )
    return sympy.Add(*terms)


def sympy_factors(poly: Poly) -> list[tuple[Any, int]]:
    """SymPy's irreducible factors; the points that it draws are the same on every run."""
    sympy.core.random.seed(1)
    return list(sympy.factor_list(in_sympy(poly))[1])


def exponents(factors: Factors) -> list[int]:
    """How often each factor occurs."""
    return sorted(exponent for _, exponent in factors)


# ---------------------------------------------------------------- laws
@given(PRODUCTS)
def test_the_product_is_the_polynomial(polys: list[Poly]) -> None:
    """The number times the powers of the factors is the polynomial."""
    poly = multiplied(polys)
    assert product_of(*found_factors(poly)) == poly


@given(SMALL)
def test_factors_are_those_of_sympy(polys: list[Poly]) -> None:
    """As many factors as SymPy finds, each of them irreducible according to it."""
    poly = multiplied(polys)
    _, found = found_factors(poly)
    assert exponents(found) == sorted(exponent for _, exponent in sympy_factors(poly))
    for base, _ in found:
        ((_, exponent),) = sympy_factors(base)
        assert exponent == 1


@given(PRODUCTS)
def test_factors_are_primitive_and_different(polys: list[Poly]) -> None:
    """Whole coefficients without a common divisor; no factor comes twice, nor its negative."""
    _, found = found_factors(multiplied(polys))
    for base, _ in found:
        assert all(c.denominator == 1 for c in base.values())
        assert sympy.gcd_list([int(c) for c in base.values()]) == 1
    bases = Counter(key(scale(base, sign)) for base, _ in found for sign in (1, -1))
    assert set(bases.values()) <= {1}


@given(POLYNOMIALS, POLYNOMIALS)
def test_a_product_has_the_factors_of_both(first: Poly, second: Poly) -> None:
    """The factors of a product are those of its two sides together."""
    total: Counter[Any] = Counter()
    for poly in (first, second):
        total.update({key(base): exponent for base, exponent in found_factors(poly)[1]})
    both = {key(base): exponent for base, exponent in found_factors(multiplied([first, second]))[1]}
    assert both == dict(total)


# ---------------------------------------------------------------- known factors
@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("a**4 + 4", ["a**2 + 2*a + 2", "a**2 - 2*a + 2"]),  # Sophie Germain
        ("a**4 + 4*b**4", ["a**2 + 2*a*b + 2*b**2", "a**2 - 2*a*b + 2*b**2"]),
        (
            "a**3 + b**3 + c**3 - 3*a*b*c",
            ["a + b + c", "a**2 + b**2 + c**2 - a*b - a*c - b*c"],
        ),
        ("a**4 - b**4", ["a - b", "a + b", "a**2 + b**2"]),
        ("a*b + a*c + b*d + c*d", ["a + d", "b + c"]),
        ("(a*b - 1)**3*(a*b + 2)", ["a*b - 1", "a*b - 1", "a*b - 1", "a*b + 2"]),
        ("a**4 - 10*a**2 + 1", ["a**4 - 10*a**2 + 1"]),  # has factors modulo every prime
        ("a**4*b**4 + 1", ["a**4*b**4 + 1"]),
        # every value of the coefficients in a is even, while they have no common divisor
        (
            "((b**2 + b)*a**2 + 2)*((b**2 + b)*a**2 + 6)",
            ["(b**2 + b)*a**2 + 2", "(b**2 + b)*a**2 + 6"],
        ),
        ("a*b**2*(c + d)", ["a", "b", "b", "c + d"]),
        ("7", []),
    ],
)
def test_known_factors(line: str, expected: list[str]) -> None:
    """Identities of the textbooks, and polynomials that are hard though they are short."""
    poly = of(line)
    number, found = found_factors(poly)
    assert product_of(number, found) == poly
    bases = [unsigned(in_sympy(base)) for base, e in found for _ in range(e)]
    assert sorted(bases) == sorted(unsigned(sympy.sympify(one)) for one in expected)


def unsigned(expression: Any) -> str:
    """A polynomial as text, the same for its negative."""
    return min(str(sympy.expand(sign * expression)) for sign in (1, -1))


def test_every_power_of_a_difference() -> None:
    """a^n - 1 has one factor for each divisor of n, for all n up to 40."""
    for n in range(1, 41):
        _, found = found_factors(of(f"a**{n} - 1"))
        assert len(found) == sympy.divisor_count(n), n


def test_fractional_exponents() -> None:
    """Powers of a root are factored as powers of it: a - b² = (√a - b)(√a + b)."""
    a, b = ATOMS[:2]
    poly: Poly = {((a, 1),): 1, ((b, 2),): -1}
    half = Fraction(1, 2)
    assert exponents(found_factors(poly)[1]) == [1]
    poly = plain_product(poly, {((a, half),): 1, (): 1})
    number, found = found_factors(poly)
    assert product_of(number, found) == poly
    assert {key(base) for base, _ in found} == {
        key({((a, half),): 1, ((b, 1),): 1}),
        key({((a, half),): -1, ((b, 1),): 1}),
        key({((a, half),): 1, (): 1}),
    }


# ---------------------------------------------------------------- signs
@given(
    st.dictionaries(
        st.dictionaries(st.integers(0, 3), st.integers(1, 2), max_size=2).map(
            lambda powers: tuple(sorted(powers.items()))
        ),
        st.sampled_from([-2, -1, 1, 3]),
        min_size=1,
        max_size=4,
    )
)
def test_signs_do_not_depend_on_the_names_of_indices(
    terms: dict[tuple[tuple[int, int], ...], int],
) -> None:
    """With other names for the indices of entries, the number and the factors are the same."""
    answers = []
    for names in permutations("ijkl"):
        form = Arrangement(Context())
        entries = [form.intern("entry", "x", (("free", name),)) for name in names]
        poly = {monomial_of({entries[k]: e for k, e in m}): c for m, c in terms.items()}
        number, found = found_factors(poly)
        answers.append((number, [(by_place(base, entries), exponent) for base, exponent in found]))
    assert all(answer == answers[0] for answer in answers)


def by_place(poly: Poly, atoms: list[Atom]) -> dict[tuple[tuple[int, Any], ...], Any]:
    """The polynomial with the places of its atoms in a list for these."""
    return {tuple((atoms.index(a), e) for a, e in m): c for m, c in poly.items()}


# ---------------------------------------------------------------- bounded work
HOSTILE = [
    "(a**9*b**7+c**8*d**5+e**7*f**9+g**3*h**11+a*b*c*d*e*f*g*h+1)"
    "*(a**5*c**3+b**7*h+e**3*g**5+d**2+f+1)",
    "a**8*b**8*c**8 - d**8*e**8*f**8*(1 + g)**8",
    "(a**30 + b**30 + c**30 + 3)*(a**17 + 7*b**11 + 11)",
    "(a+b+c+d+1)**4*(a+b-c-d+1)**3 + 7",
    "a**64*b**64*c**64*d**64 - e**64*f**64*g**64*h**64",
    "a**63 + a**62*b + 3*b**63 + 7",
    "a**48 + a**36*b**12 + a**24*b**24 + a**12*b**36 + b**48",
    "(a**3*b**2*c**4 + d**5*e**3*f**4 + 12345678901234567890)"
    "*(a**2*b**3*c + d*e*f + 98765432109876543210)",
    "a**64 - 10**60*a**32 + 1",
]


@pytest.mark.parametrize("line", HOSTILE)
def test_work_is_bounded(line: str) -> None:
    """Few calls of functions and a correct product, whatever the degrees and the numbers."""
    poly, calls = of(line), 0

    def count(*_: object) -> None:
        nonlocal calls
        calls += 1

    before = sys.getprofile()
    sys.setprofile(count)
    try:
        number, found = found_factors(poly)
    finally:
        sys.setprofile(before)
    assert product_of(number, found) == poly
    assert calls < 2_000_000


def test_the_checker_answers_a_hostile_line() -> None:
    """An answer at once; a computer algebra system needs half a minute for the factors."""
    context = Context()
    for name in "abcdefgh":
        context = context.scalar(name)
    assert decide(f"1/({HOSTILE[0]})", ">", "0", context).status is Status.REFUTED


def test_high_powers_are_left_alone() -> None:
    """Neither time nor memory is spent on a degree of a thousand million."""
    a = ATOMS[0]
    poly: Poly = {((a, 10**9),): 1, ((a, 1),): 2, (): 1}
    number, found = found_factors(poly)
    assert (number, found) == (1, [(poly, 1)])


@settings(max_examples=40)
@given(PRODUCTS, st.integers(0, 5_000))
def test_with_little_work_the_product_is_the_polynomial(polys: list[Poly], limit: int) -> None:
    """Wherever the work ends, the product is right, and no factor is made up."""
    poly = multiplied(polys)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("lrmath.calc.normal.factoring.MOST_WORK", limit)
        number, found = found_factors(poly)
    assert product_of(number, found) == poly
    assert len(found) <= len(found_factors(poly)[1])


def test_the_work_is_told() -> None:
    """Who asks hears what it cost: something for a product, and never more than the limit."""
    told: list[int] = []
    found_factors(of("(a**3 + b + 1)*(a**2 - b*c + 2)"), told.append)
    found_factors(of(HOSTILE[1]), told.append)
    assert all(0 < cost <= MOST_WORK // WORK_OF_A_TICK for cost in told)
    assert len(told) == 2


# ---------------------------------------------------------------- what is loaded
PROGRAM = """
import sys
import lrmath.calc
assert not {"sympy", "mpmath", "numpy"} & sys.modules.keys(), "import"
from lrmath.calc import Context, algebra
context = Context().scalar("t", "real")
chain = context.claim("eq-a", "1/(t**2 + 1)/(t**2 + 2)", "1/(t**4 + 3*t**2 + 2)")
chain.step("1/(t**4 + 3*t**2 + 2)", by=algebra).qed()
assert "sympy" not in sys.modules, "proof"
from lrmath.theorems import catalogue
assert len(catalogue()) > 200
assert "sympy" not in sys.modules, "theorems"
assert not lrmath.calc.decide("t", ">", "0", context)
assert "sympy" not in sys.modules, "refutation"
"""


def test_sympy_is_not_loaded() -> None:
    """Neither to import the checker, nor to prove the book's theorems, nor to refute a line."""
    done = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
