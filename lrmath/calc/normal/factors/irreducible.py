"""The irreducible factors of a polynomial, one variable after the other."""

from __future__ import annotations

from math import gcd

from .common import content, exact, square_free_part
from .primes import prime_factors
from .splitting import split
from .whole import (
    Powers,
    Whole,
    constant,
    degree,
    primitive,
    quotient,
    variables,
    with_power,
    without_monomial,
)
from .work import TooMuch, Work

Powered = list[tuple[Whole, int]]


def irreducible_factors(poly: Whole, work: Work) -> Powered:
    """The irreducible factors of a polynomial with their exponents, up to a number.

    What the work does not suffice for stays together.
    """
    powers, rest = without_monomial(poly)
    single = [
        ({tuple(int(v == w) for w in variables(poly)): 1}, e) for v, e in enumerate(powers) if e
    ]
    return sorted(single + _stepwise(primitive(rest), work), key=_place)


def _place(factor: tuple[Whole, int]) -> tuple[int, int, list[tuple[tuple[int, ...], int]]]:
    """Short factors first."""
    poly, exponent = factor
    return len(poly), exponent, sorted(poly.items())


def _stepwise(poly: Whole, work: Work) -> Powered:
    """With y for x², a polynomial in x² is factored, then its factors with x² for y again."""
    for variable in variables(poly):
        step = gcd(*(powers[variable] for powers in poly))
        if step > 1:
            prime = min(prime_factors(step))
            smaller = {_divided(powers, variable, prime): c for powers, c in poly.items()}
            return [
                (piece, exponent * more)
                for factor, exponent in _stepwise(smaller, work)
                for piece, more in _factors(_stretched(factor, variable, prime), work)
            ]
    return _factors(poly, work)


def _divided(powers: Powers, variable: int, number: int) -> Powers:
    return with_power(powers, variable, powers[variable] // number)


def _stretched(poly: Whole, variable: int, number: int) -> Whole:
    """The polynomial with a power of a variable for the variable."""
    return {with_power(p, variable, p[variable] * number): c for p, c in poly.items()}


def _factors(poly: Whole, work: Work) -> Powered:
    """Those without the variable of the lowest degree, and those with it."""
    if constant(poly):
        return []
    variable = min((v for v in variables(poly) if degree(poly, v)), key=lambda v: degree(poly, v))
    try:
        without = content(poly, variable, work)
        rest = exact(poly, without, work)
    except TooMuch:
        return [(poly, 1)]
    return _factors(without, work) + _with(rest, variable, work)


def _with(poly: Whole, variable: int, work: Work) -> Powered:
    """The factors of a polynomial that all have the variable."""
    if degree(poly, variable) == 1:
        return [(poly, 1)]
    try:
        core = square_free_part(poly, variable, work)
        return _counted(poly, _pieces(core, variable, work), work)
    except TooMuch:
        return [(poly, 1)]


def _pieces(core: Whole, variable: int, work: Work) -> list[Whole]:
    """The factors of the square-free part."""
    if degree(core, variable) == 1:
        return [core]
    try:
        return split(core, variable, work)
    except TooMuch:
        return [core]


def _counted(poly: Whole, pieces: list[Whole], work: Work) -> Powered:
    """How often each piece divides; what is left is one more factor."""
    found: Powered = []
    for piece in map(primitive, pieces):
        exponent, rest = 0, quotient(poly, piece, work)
        while rest is not None:
            exponent, poly = exponent + 1, rest
            rest = quotient(poly, piece, work)
        found.append((piece, exponent))
    return found if constant(poly) else [*found, (primitive(poly), 1)]
