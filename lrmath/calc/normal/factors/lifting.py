"""Factors modulo a prime become factors modulo a high power of it (Hensel's lemma).

From f = g h and s g + t h = 1 modulo m follow better g, h, s and t modulo m².
"""

from __future__ import annotations

from .modular import Line, bezout, difference, division, monic, product, trimmed
from .work import Work


def lifted(line: Line, factors: list[Line], prime: int, least: int, work: Work) -> list[Line]:
    """Factors with leading coefficient 1 modulo the power of the prime that :func:`power` gives."""
    modulus = power_above(prime, least)
    return _lifted(monic(trimmed(line, modulus), modulus), factors, prime, modulus, work)


def power_above(prime: int, least: int) -> int:
    """The first of p, p², p⁴, p⁸, ... that is larger than a number."""
    while prime <= least:
        prime *= prime
    return prime


def _lifted(line: Line, factors: list[Line], prime: int, modulus: int, work: Work) -> list[Line]:
    if len(factors) == 1:
        return [line]
    middle = len(factors) // 2
    pair = (_product(factors[:middle], prime, work), _product(factors[middle:], prime, work))
    g, h = _pair(line, *pair, prime, modulus, work)
    first = _lifted(g, factors[:middle], prime, modulus, work)
    return first + _lifted(h, factors[middle:], prime, modulus, work)


def _product(factors: list[Line], prime: int, work: Work) -> Line:
    total = [1]
    for factor in factors:
        total = product(total, factor, prime, work)
    return total


def _pair(line: Line, g: Line, h: Line, prime: int, modulus: int, work: Work) -> tuple[Line, Line]:
    """Two factors with leading coefficient 1, lifted from the prime to the modulus."""
    s, t = bezout(g, h, prime, work)
    m = prime
    while m < modulus:
        m *= m
        g, h = _improved(line, g, h, s, t, m, work)
        wrong = difference(_sum_of_products(s, g, t, h, m, work), [1], m)
        q, r = division(product(s, wrong, m, work), h, m, work)
        s = difference(s, r, m)
        t = difference(t, _sum_of_products(t, wrong, q, g, m, work), m)
    return g, h


def _improved(
    line: Line, g: Line, h: Line, s: Line, t: Line, m: int, work: Work
) -> tuple[Line, Line]:
    """The factors modulo m, from those modulo its root."""
    wrong = difference(product(g, h, m, work), line, m)
    q, r = division(product(s, wrong, m, work), h, m, work)
    return (
        difference(g, _sum_of_products(t, wrong, q, g, m, work), m),
        difference(h, r, m),
    )


def _sum_of_products(a: Line, b: Line, c: Line, d: Line, m: int, work: Work) -> Line:
    """``a b + c d``."""
    minus = [-x for x in product(c, d, m, work)]
    return difference(product(a, b, m, work), minus, m)
