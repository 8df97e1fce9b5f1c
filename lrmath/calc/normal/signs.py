"""Certificates that a polynomial is positive or nonnegative, read off its structure.

A monomial is nonnegative when each of its atoms is, a sum of such monomials too, and a product
follows the signs of its factors; squares, sums over an index and values in (0, 1) are the atoms
that matter here. The answer "not known" is always possible; a wrong "yes" is not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..language.domains import DOMAINS, NONNEGATIVE, POSITIVE, UNKNOWN
from ..language.terms import Scalar, Size, Term, Whole
from ..language.things import domain_of
from .indices import nonempty
from .laws import Laws
from .polynomial import (
    UNIT,
    Atom,
    Monomial,
    Poly,
    Range,
    Rational,
    add,
    monomial_of,
    scale,
    times,
    tokens,
)
from .squares import found_squares

EULER = Scalar("exp(1)", "positive")  # no name that an author could declare


# ---------------------------------------------------------------- atoms and monomials
def domain(form: Laws, atom: Atom) -> str:
    """The domain of the values of an atom, declared or supposed."""
    match atom.kind:
        case "symbol":
            return _of_symbol(form, atom.data[0])
        case "entry":
            return _or_supposed(form, domain_of(atom.data[0]), Whole(atom.data[0]))
        case "call":
            function, primes = atom.data[0]
            return domain_of(function) if primes == 0 else "real"
        case "index":
            return "positive" if starts_at_one(form, atom) else "real"
    return "real"


def _of_symbol(form: Laws, symbol: Term) -> str:
    if isinstance(symbol, Size):
        return "positive"
    if isinstance(symbol, Scalar):
        return _or_supposed(form, symbol.domain, symbol)
    return "real"


def _or_supposed(form: Laws, declared: str, term: Term) -> str:
    """The declared domain; of a real name, the one that a hypothesis gives it."""
    context = form.context
    return context.supposed(term) if declared == "real" and context.hypotheses else declared


def starts_at_one(form: Laws, atom: Atom) -> bool:
    """Whether an index used as a number is at least 1."""
    limits = form.range_of(atom.data[0])
    return limits is not None and limits[0][0] == "num" and limits[0][1] >= 1


def atom_sign(form: Laws, atom: Atom) -> str:
    """The sign of an atom."""
    match atom.kind:
        case "exp":
            return POSITIVE
        case "delta":
            return NONNEGATIVE
        case "root":
            return POSITIVE if form.positive(dict(atom.data[1])) else NONNEGATIVE
        case "inverse" | "power":
            return POSITIVE if form.positive(dict(atom.data[1])) else UNKNOWN
        case "log":
            return log_sign(form, dict(atom.data[1]))
        case "sum":
            return sum_sign(form, atom)
    return DOMAINS[domain(form, atom)].sign


def log_sign(form: Laws, argument: Poly) -> str:
    """ln P is positive where P - 1 is."""
    return sign_of(form, form.plus(argument, -1))


def sign_of(form: Laws, poly: Poly) -> str:
    """The sign of a polynomial."""
    if form.positive(poly):
        return POSITIVE
    return NONNEGATIVE if form.nonnegative(poly) else UNKNOWN


def sum_sign(form: Laws, atom: Atom) -> str:
    """A sum has the sign of its terms."""
    ranges, ((monomial, coefficient),) = atom.data
    return over(form, ranges, form.monomial_sign(monomial) if coefficient > 0 else UNKNOWN)


def over(form: Laws, ranges: Iterable[Range], sign: str) -> str:
    """The sign of a sum of terms with this sign.

    It is positive only when the range is known to hold an index.
    """
    return NONNEGATIVE if sign == POSITIVE and not all(map(nonempty, ranges)) else sign


def opposite_sign(form: Laws, atom: Atom) -> str:
    """The sign of minus an atom: of -ln P it is the sign of 1 - P, of -Σ that of its terms."""
    if atom.kind == "log":
        return sign_of(form, form.plus(scale(dict(atom.data[1]), -1), 1))
    if atom.kind == "sum":
        ranges, ((monomial, _),) = atom.data
        direction, found = directed(form, monomial)
        return over(form, ranges, found) if direction < 0 else UNKNOWN
    return UNKNOWN


def directed(form: Laws, monomial: Monomial) -> tuple[int, str]:
    """A product as ±1, and the sign of that times the product."""
    direction, found = 1, set()
    for atom, exponent in monomial:
        sign = factor_sign(form, atom, exponent)
        if sign == UNKNOWN and exponent.denominator == 1:
            sign, direction = opposite_sign(form, atom), -direction
        found.add(sign)
    return direction, weakest(found)


def factor_sign(form: Laws, atom: Atom, exponent: Rational) -> str:
    """The sign of a power of an atom."""
    found = form.atom_sign(atom)
    if found == UNKNOWN and exponent.denominator == 1 and exponent % 2 == 0:
        return NONNEGATIVE
    return found


def monomial_sign(form: Laws, monomial: Monomial) -> str:
    """The sign of a product of powers."""
    return weakest({factor_sign(form, a, e) for a, e in monomial})


def at_most_one(form: Laws, monomial: Monomial, *known: str) -> bool:
    """Whether the monomial is a product of values between 0 and 1, which stand so to 1."""
    rows = (DOMAINS[domain(form, atom)] for atom, _ in monomial)
    positive_powers = bool(monomial) and all(exponent > 0 for _, exponent in monomial)
    return positive_powers and all(r.at_most_one in known and r.sign != UNKNOWN for r in rows)


# ---------------------------------------------------------------- polynomials
def positive(form: Laws, poly: Poly) -> bool:
    """Whether the polynomial is known to be > 0."""
    return signed(form, poly, strict=True)


def nonnegative(form: Laws, poly: Poly) -> bool:
    """Whether the polynomial is known to be ≥ 0."""
    return signed(form, poly, strict=False)


def signed(form: Laws, poly: Poly, *, strict: bool) -> bool:
    """Try the terms one by one, then the factors, then each denominator by itself."""
    numerator, denominators = form.clear(poly)
    whole = all(e % 2 == 0 or form.positive(dict(a.data[1])) for a, e in denominators.items())
    if whole and (termwise(form, numerator, strict) or factorwise(form, numerator, strict)):
        return True
    if groupwise(form, poly, strict):
        return True
    if whole and squarewise(form, numerator, strict):
        return True
    return not strict and whole and sumwise(form, numerator)


def squarewise(form: Laws, poly: Poly, strict: bool) -> bool:
    """Squares are taken away; whoever found them, what is left must show its sign."""
    for squares in found_squares(form, poly):
        rest = poly
        for weight, base, indices in squares:
            square = form.multiply(weight, form.multiply(base, base))
            for token in indices:
                square = form.close(square, token)
            rest = add(rest, square, -1)
        weights = all(termwise(form, weight, strict=False) for weight, *_ in squares)
        if squares and weights and termwise(form, rest, strict):
            return True
    return False


def sumwise(form: Laws, poly: Poly) -> bool:
    """A term is at most the sum that it is in, if no term is negative."""
    content, rest = form.content(poly) if poly else (UNIT, poly)
    known = form.monomial_sign(content) != UNKNOWN
    return known and any(map(form.nonnegative, without_a_sum(form, rest)))


def without_a_sum(form: Laws, poly: Poly) -> Iterator[Poly]:
    """Smaller polynomials: one of its terms f(a) put for Σ_c f(c), where every f(c) ≥ 0."""
    if all(coefficient > 0 for coefficient in poly.values()):
        return
    for monomial, coefficient in poly.items():
        atom = form.only_sum(monomial)
        if atom is None or coefficient < 0 or len(atom.data[0]) > 1:
            continue
        alike = (t for t in tokens(poly) if form.range_of(t) == atom.data[0][0])
        for index in sorted(alike, key=repr):
            (opened,), summand = form.open_sum(atom)
            outside = times(monomial, ((atom, -1),))
            if UNKNOWN not in (form.monomial_sign(outside), form.monomial_sign(summand)):
                term = form.identify({times(summand, outside): coefficient}, {opened: index})
                yield add(add(poly, {monomial: coefficient}, -1), term)


def groupwise(form: Laws, poly: Poly, strict: bool) -> bool:
    """q/r² + (1 - q)/(1 - r)² is positive: every numerator is, every denominator is.

    So is -q ln r - (1 - q) ln(1 - r): what stands beside each logarithm is.
    """
    groups: dict[Monomial, Poly] = {}
    for monomial, coefficient in poly.items():
        apart = {a: e for a, e in monomial if e < 0 or a.kind in ("inverse", "log")}
        rest = monomial_of({a: e for a, e in monomial if a not in apart})
        groups.setdefault(monomial_of(apart), {})[rest] = coefficient
    if groups.keys() <= {UNIT}:
        return False
    positive = not strict
    for group, beside in groups.items():
        direction, sign = directed(form, group)
        if sign == UNKNOWN or not form.nonnegative(scale(beside, direction)):
            return False
        positive |= sign == POSITIVE and form.positive(scale(beside, direction))
    return positive


def termwise(form: Laws, poly: Poly, strict: bool) -> bool:
    """Every term is nonnegative.

    Negative ones may be paid for by the constant when they lie in [-1, 0].
    """
    paid: Rational = poly.get(UNIT, 0)
    some_positive = False
    for monomial, coefficient in poly.items():
        if monomial == UNIT:
            continue
        if coefficient < 0 and at_most_one(form, monomial, "<", "<="):
            paid += coefficient
            some_positive |= at_most_one(form, monomial, "<")
            continue
        direction, found = directed(form, monomial)
        if coefficient * direction < 0 or found == UNKNOWN:
            return False
        some_positive |= found == POSITIVE
    return paid >= 0 and (not strict or some_positive or paid > 0)


def factorwise(form: Laws, poly: Poly, strict: bool) -> bool:
    """The product of the signs of the factors.

    An even power is nonnegative whatever its base.
    """
    if not poly:
        return not strict
    content, rest = form.content(poly)
    if form.monomial_sign(content) == UNKNOWN or (
        strict and form.monomial_sign(content) != POSITIVE
    ):
        return False
    coefficient, factors = form.factor(rest)
    if not content and len(factors) == 1 and factors[0][1] == 1:
        return False  # irreducible: termwise has spoken
    sign = 1 if coefficient > 0 else -1
    for base, exponent in factors:
        if exponent % 2 == 0 and not strict:
            continue
        if simply(form, base, strict):
            continue
        if not simply(form, scale(base, -1), strict):
            return False
        sign *= (-1) ** exponent
    return sign > 0


def simply(form: Laws, poly: Poly, strict: bool) -> bool:
    """Whether the terms of an irreducible polynomial, or squares in it, show its sign."""
    return termwise(form, poly, strict) or squarewise(form, poly, strict)


def weakest(signs: set[str]) -> str:
    """The sign of a product whose factors have these signs."""
    if UNKNOWN in signs:
        return UNKNOWN
    return NONNEGATIVE if NONNEGATIVE in signs else POSITIVE
