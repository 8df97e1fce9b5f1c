"""Could SymPy's sparse rings replace the checker's polynomials? The same polynomials in both.

Three things decide: generators appear while the work goes on, exponents are negative, and most of
many generators are absent from most terms.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sympy.polys.domains import QQ
from sympy.polys.fields import field
from sympy.polys.rings import ring

from bench.timing import milliseconds
from lrmath.calc import Context
from lrmath.calc.language.terms import Scalar
from lrmath.calc.normal.arrangement import Arrangement
from lrmath.calc.normal.polynomial import Poly, accumulate, add, constant, monomial_of

TERMS = 24


def names(count: int) -> list[str]:
    """Names of generators."""
    return [f"g{k}" for k in range(count)]


def exponents(term: int, count: int) -> dict[int, int]:
    """Two generators for each term, and their powers."""
    return {term % count: 1 + term % 3, (7 * term + 3) % count: 2}


# ---------------------------------------------------------------- the same polynomials
def ours(form: Arrangement, count: int, shift: int) -> Poly:
    """A polynomial of ours with ``TERMS`` terms in ``count`` generators."""
    atoms = [form.intern("symbol", Scalar(name, "real")) for name in names(count)]
    total: Poly = {}
    for term in range(TERMS):
        powers = {atoms[g]: e for g, e in exponents(term + shift, count).items()}
        accumulate(total, monomial_of(powers), term + 1)
    return total


def theirs(generators: tuple[Any, ...], count: int, shift: int) -> Any:
    """The same polynomial in a ring of SymPy."""
    total = 0
    for term in range(TERMS):
        part = term + 1
        for g, e in exponents(term + shift, count).items():
            part = part * generators[g] ** e
        total = total + part
    return total


# ---------------------------------------------------------------- three tasks
def product(count: int) -> dict[str, float]:
    """Multiply two polynomials in a ring of ``count`` generators."""
    form = Arrangement(Context(), budget=10**9)
    first, second = ours(form, count, 0), ours(form, count, 5)
    _, *generators = ring(names(count), QQ)
    left, right = (theirs(tuple(generators), count, s) for s in (0, 5))
    assert len(form.multiply(first, second)) == len(left * right)
    return {
        "ours": milliseconds(lambda: form.multiply(first, second)),
        "ring": milliseconds(lambda: left * right),
    }


def appearing(count: int) -> dict[str, float]:
    """Add up terms, each with a generator that was not there before."""

    def of_ours() -> Poly:
        form = Arrangement(Context())
        total: Poly = {}
        for name in names(count):
            total = add(total, form.atom("symbol", Scalar(name, "real")))
        return total

    def of_ring() -> Any:
        domain, *_ = ring(names(1), QQ)
        total = domain.gens[0]
        for k in range(2, count + 1):
            domain, *_ = ring(names(k), QQ)
            total = total.set_ring(domain) + domain.gens[-1]
        return total

    assert len(of_ours()) == len(of_ring()) == count
    return {"ours": milliseconds(of_ours), "ring": milliseconds(of_ring)}


def negative(exponent: int) -> dict[str, float]:
    """A power of 1 + 1/g + h: a Laurent polynomial here, a fraction in SymPy's field."""
    form = Arrangement(Context(), budget=10**9)
    g, h = (form.intern("symbol", Scalar(name, "real")) for name in "gh")
    base = add(constant(1), {((g, -1),): 1, ((h, 1),): 1})
    _, first, second = field("g, h", QQ)
    fraction = 1 + 1 / first + second
    return {
        "ours": milliseconds(lambda: form.power(base, exponent)),
        "field": milliseconds(lambda: repeated(fraction, exponent)),
    }


def repeated(base: Any, exponent: int) -> Any:
    """A power by repeated multiplication, as a normal form builds it."""
    result = 1
    for _ in range(exponent):
        result = result * base
    return result


def refuses_negative_exponents() -> str:
    """What SymPy's ring says to g**-1."""
    _, g = ring("g", QQ)
    try:
        g**-1
    except Exception as error:
        return f"{type(error).__name__}: {error}"
    return ""


TASKS: dict[str, tuple[Callable[[int], dict[str, float]], tuple[int, ...]]] = {
    "product, by generators of the ring": (product, (6, 24, 96)),
    "sum of terms with new generators": (appearing, (8, 32, 96)),
    "power with a negative exponent": (negative, (2, 8, 16)),
}


def measure() -> dict[str, object]:
    """Milliseconds of each task, and what a ring says to a negative exponent."""
    rows = [
        {"task": task, "size": size, **work(size)}
        for task, (work, sizes) in TASKS.items()
        for size in sizes
    ]
    return {"tasks": rows, "negative exponent": refuses_negative_exponents()}
