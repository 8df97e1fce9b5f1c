"""The laws of exp, log, roots, powers and products over an index.

ln takes a product apart only where the signs of its factors are known, √P² is |P| and not P, and
a power with a symbolic exponent is an exponential only over a positive base. What no law allows
stays a closed box.
"""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import prod

from ..language.domains import POSITIVE
from ..language.errors import Undecided
from ..language.terms import Size, Thing
from .arrangement import Arrangement, number
from .factoring import primitive
from .factors import prime_factors
from .laws import Laws
from .polynomial import (
    UNIT,
    Atom,
    Monomial,
    Poly,
    Rational,
    Token,
    add,
    constant,
    monomial_of,
    scale,
    single,
    tokens,
)
from .signs import EULER

MOST_BITS = 40  # larger numbers under a logarithm or a root are not factored


# ---------------------------------------------------------------- functions
def call(form: Laws, function: str | Thing, primes: int, arguments: list[Poly]) -> Poly:
    """exp, log, sqrt obey their laws; declared functions stay closed."""
    match function:
        case "exp":
            return form.exp(arguments[0])
        case "log":
            return form.log(arguments[0])
        case "sqrt":
            return form.root(arguments[0])
    return Arrangement.call(form, function, primes, arguments)


def exp(form: Laws, poly: Poly) -> Poly:
    """e^(a+b) = e^a e^b, e^(c ln P) = P^c for whole and half c."""
    result = constant(1)
    for monomial, coefficient in poly.items():
        result = form.multiply(result, exp_term(form, monomial, coefficient))
    return result


def exp_term(form: Laws, monomial: Monomial, coefficient: Rational) -> Poly:
    """e^(c M) as the power c of the atom e^M."""
    if monomial == UNIT:
        return {((form.intern("symbol", EULER), coefficient),): 1}
    atom, exponent = monomial[0]
    if (
        len(monomial) == 1
        and atom.kind == "log"
        and exponent == 1
        and (2 * coefficient).denominator == 1
    ):
        return form.raised(dict(atom.data[1]), coefficient)
    inside = frozenset().union(*(a.tokens for a, _ in monomial))
    deep = max(a.height for a, _ in monomial)
    return {((form.intern("exp", monomial, height=deep, tokens=inside), coefficient),): 1}


def symbolic_power(form: Laws, base: Poly, exponent: Poly) -> Poly:
    """P^y = e^(y ln P) for positive P; √P for the exponent ½."""
    value = number(exponent)
    if value is not None and value.denominator == 2:
        return form.raised(base, value)
    if not form.positive(base):
        known = natural_power(form, base, exponent)
        return Arrangement.symbolic_power(form, base, exponent) if known is None else known
    return form.exp(form.multiply(exponent, form.log(base)))


def natural_power(form: Laws, base: Poly, exponent: Poly) -> Poly | None:
    """P^(n + 1) = P^2 P^(n - 1) for a size n, whatever the sign of P; else None.

    The smallest natural exponent, here n - 1, is the one that stays.
    """
    found = form.natural_parts(exponent)
    if found is None:
        return None
    total = form.power(base, found[0])
    for part, times_taken in found[1] if total else ():
        total = form.multiply(total, form.raised(factor_powers(form, base, part), times_taken))
    return total


def natural_parts(form: Laws, exponent: Poly) -> tuple[int, list[tuple[Poly, int]]] | None:
    """2 n + k - 1 as 2 + 2 (n - 1) + (k - 1): a whole number, and parts that are natural."""
    whole, parts = exponent.get(UNIT, 0), []
    for monomial, coefficient in exponent.items():
        if monomial == UNIT:
            continue
        least = least_value(form, monomial)
        if least is None or coefficient < 0 or coefficient.denominator != 1:
            return None
        whole += least * coefficient
        parts.append((form.plus({monomial: 1}, -least), int(coefficient)))
    known = parts and whole >= 0 and whole.denominator == 1
    return (int(whole), parts) if known else None


def least_value(form: Laws, monomial: Monomial) -> int | None:
    """The least value that is known of a product of sizes and indices, if it is one."""
    least = 1
    for atom, exponent in monomial:
        first = first_value(form, atom)
        if first is None or exponent.denominator != 1 or exponent < 0:
            return None
        least = min(least, first)
    return least


def first_value(form: Laws, atom: Atom) -> int | None:
    """1 for a size, and the first value of an index, 0 or 1; None for anything else."""
    if atom.kind == "symbol":
        return 1 if isinstance(atom.data[0], Size) else None
    limits = form.range_of(atom.data[0]) if atom.kind == "index" else None
    return min(limits[0][1], 1) if limits and limits[0][0] == "num" else None


def factor_powers(form: Laws, base: Poly, exponent: Poly) -> Poly:
    """(a b²)^n = a^n (b^n)² for natural n, whatever the signs of a and b."""
    factors = single(base)
    if factors is None or base == constant(-1):
        return Arrangement.symbolic_power(form, base, exponent)
    total = form.symbolic_power(constant(abs(factors[1])), exponent)
    if factors[1] < 0:
        total = form.multiply(total, Arrangement.symbolic_power(form, constant(-1), exponent))
    for atom, power in factors[0]:
        part: Poly = {((atom, 1),): 1}
        law = symbolic_power if form.positive(part) else Arrangement.symbolic_power
        total = form.multiply(total, form.raised(law(form, part, exponent), power))
    return total


def root(form: Laws, poly: Poly) -> Poly:
    """√P; a positive number and the positive atoms of a monomial leave it."""
    if not poly:
        return {}
    size = abs(primitive(poly)[0])
    rest = scale(poly, Fraction(1) / size)
    found = single(rest)
    if found and found[1] == 1 and all(form.may_be_halved(*factor) for factor in found[0]):
        root = form.reduce(monomial_of({a: Fraction(e) / 2 for a, e in found[0]}))
    else:
        root = form.box("root", rest)
    return form.multiply(root_number(form, size), root)


def root_number(form: Laws, value: Rational) -> Poly:
    """√ of a positive rational, through its prime factors."""
    total = constant(1)
    for prime, exponent in prime_powers(value):
        whole, half = divmod(exponent, 2)
        total = scale(total, Fraction(prime) ** whole)
        if half:
            total = form.multiply(total, form.box("root", constant(prime)))
    return total


def may_be_halved(form: Laws, atom: Atom, exponent: Rational) -> bool:
    """Whether the root of a power of the atom is its half power.

    Inverses and sums keep whole exponents.
    """
    if atom.kind in ("inverse", "sum") and exponent % 2 != 0:
        return False
    return form.atom_sign(atom) == POSITIVE


def product(form: Laws, body: Poly, token: Token) -> Poly:
    """Π_i f_i = exp Σ_i ln f_i for positive factors, Π_i c = c^n for a constant.

    Π_i a_i b_i^2 = (Π_i a_i) (Π_i b_i)^2 for factors of unknown sign.
    """
    found = single(body)
    if form.positive(body):
        return form.exp(form.close(form.log(body), token))
    if token not in tokens(body):
        return form.general_power(body, form.length(form.open_ranges[token]))
    if found is None or (len(found[0]) == 1 and found[0][0][1] == 1 and found[1] == 1):
        return Arrangement.product(form, body, token)
    total = form.product(constant(found[1]), token)
    for atom, exponent in found[0]:
        factor = form.product({((atom, 1),): 1}, token)
        total = form.multiply(total, form.raised(factor, exponent))
    return total


# ---------------------------------------------------------------- log
def log(form: Laws, poly: Poly) -> Poly:
    """ln of a product is the sum of the ln of its factors, where their signs allow it.

    The author's line is defined, so the argument is positive; with one factor of unknown
    sign, that sign follows.
    """
    coefficient, parts = form.parts(poly)
    sign, known, unknown = form.sort_by_sign(coefficient, parts)
    if len(unknown) > 1 or any(e not in (1, -1) for _, e in unknown):
        return form.box("log", poly)
    if not unknown and sign < 0:
        raise Undecided("the line takes the logarithm of something negative")
    total = log_number(form, abs(coefficient))
    for base, exponent in known + [(scale(b, sign), e) for b, e in unknown]:
        total = add(total, log_factor(form, base), exponent)
    return total


def parts(form: Laws, poly: Poly) -> tuple[Rational, list[tuple[Poly, Rational]]]:
    """The polynomial as a number times powers of irreducible factors."""
    numerator, denominators = form.clear(poly)
    if not numerator:
        raise Undecided("the line takes the logarithm of zero")
    content, rest = form.content(numerator)
    coefficient, factors = form.factor(rest)
    parts: list[tuple[Poly, Rational]] = [({((a, 1),): 1}, e) for a, e in content]
    parts += [(dict(a.data[1]), -e) for a, e in denominators.items()]
    return coefficient, parts + [(base, e) for base, e in factors]


def sort_by_sign(
    form: Laws, coefficient: Rational, parts: list[tuple[Poly, Rational]]
) -> tuple[int, list[tuple[Poly, Rational]], list[tuple[Poly, Rational]]]:
    """The sign of the known factors, these made positive, and those of unknown sign."""
    sign, known, unknown = (1 if coefficient > 0 else -1), [], []
    for base, exponent in parts:
        if form.positive(base):
            known.append((base, exponent))
        elif exponent.denominator == 1 and form.positive(scale(base, -1)):
            known.append((scale(base, -1), exponent))
            sign *= (-1) ** int(exponent)
        else:
            unknown.append((base, exponent))
    return sign, known, unknown


def log_number(form: Laws, value: Rational) -> Poly:
    """ln of a positive rational, through its prime factors while they are quickly found."""
    total: Poly = {}
    for prime, exponent in prime_powers(value):
        total = add(total, form.box("log", constant(prime)), exponent)
    return total


def log_factor(form: Laws, base: Poly) -> Poly:
    """ln of one positive factor; ln e^M = M."""
    found = single(base)
    if found and len(found[0]) == 1 and found[1] == 1:
        atom, exponent = found[0][0]
        if atom.kind == "exp":
            return {atom.data[0]: exponent}
        if atom.kind == "symbol" and atom.data[0] == EULER:
            return constant(exponent)
        if atom.kind == "root":
            return scale(form.log(dict(atom.data[1])), Fraction(exponent) / 2)
        return scale(form.box("log", {((atom, 1),): 1}), exponent)
    return form.box("log", base)


def prime_powers(value: Rational) -> Iterator[tuple[int, int]]:
    """The primes of a positive rational with their exponents; large parts are not taken apart."""
    for part, sign in ((value.numerator, 1), (value.denominator, -1)):
        factors = prime_factors(part) if part.bit_length() <= MOST_BITS else {part: 1}
        if prod(int(p) ** int(e) for p, e in factors.items()) != part:
            factors = {part: 1}  # whoever found them: only their product counts
        yield from ((int(p), sign * int(e)) for p, e in factors.items() if p != 1)
