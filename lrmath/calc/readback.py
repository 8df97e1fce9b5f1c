"""From the normal form back to a formula, to show what is left over of a line."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from typing import TYPE_CHECKING

from .errors import Undecided
from .polynomial import Atom, Key, Monomial, Poly, Rational, Token, key
from .signs import EULER
from .term import ONE, ZERO, Big, Call, Delta, Entry, Minus, Name, Number, Op, Term

if TYPE_CHECKING:
    from .algebra import Algebra

MOST_TERMS = 12  # a longer left-over helps nobody


def term_of(form: Algebra, poly: Poly | Key) -> Term:
    """A formula with this normal form."""
    return Reader(form).poly(poly, {})


def fraction_of(form: Algebra, numerator: Poly, denominators: dict[Atom, int]) -> Term:
    """A numerator, factored, over powers of the inverses' denominators; common factors cancel."""
    reader = Reader(form)
    content, rest = form.content(numerator)
    coefficient, factors = form.factor(rest)
    powers = {key(base): exponent for base, exponent in factors}
    for atom, exponent in denominators.items():
        powers[atom.data[1]] = powers.get(atom.data[1], 0) - exponent
    sides: tuple[list[Term], list[Term]] = ([], [])
    for base, exponent in powers.items():
        if exponent:
            term = reader.poly(base, {})
            size = Number(Fraction(abs(exponent)))
            sides[exponent < 0].append(term if abs(exponent) == 1 else Op("^", term, size))
    lead = reader.monomial(content, abs(coefficient), {})
    top = _product(sides[0] if lead == ONE and sides[0] else [lead, *sides[0]])
    result = Op("/", top, _product(sides[1])) if sides[1] else top
    return Minus(result) if coefficient < 0 else result


class Reader:
    """Reads atoms back; ``names`` gives index names to bound tokens."""

    def __init__(self, form: Algebra):
        self.form = form

    def poly(self, poly: Poly | Key, names: dict[Token, str]) -> Term:
        """A sum of monomials."""
        items = list(poly.items() if isinstance(poly, dict) else poly)
        if len(items) > MOST_TERMS:
            raise Undecided("too long to show")
        return _sum(self.monomial(m, c, names) for m, c in items)

    def monomial(self, monomial: Monomial, coefficient: Rational, names: dict[Token, str]) -> Term:
        """A coefficient times powers, with negative powers below a fraction bar."""
        top = [self.power(a, e, names) for a, e in monomial if e > 0]
        bottom = [self.power(a, -e, names) for a, e in monomial if e < 0]
        size = abs(coefficient)
        if size.numerator != 1 or not top:
            top.insert(0, Number(Fraction(size.numerator)))
        if size.denominator != 1:
            bottom.insert(0, Number(Fraction(size.denominator)))
        result = _product(top)
        if bottom:
            result = Op("/", result, _product(bottom))
        return Minus(result) if coefficient < 0 else result

    def power(self, atom: Atom, exponent: Rational, names: dict[Token, str]) -> Term:
        """A power of an atom."""
        if atom.kind == "exp":
            return Call("exp", (self.monomial(atom.data[0], exponent, names),))
        base = self.atom(atom, names)
        return base if exponent == 1 else Op("^", base, Number(Fraction(exponent)))

    def atom(self, atom: Atom, names: dict[Token, str]) -> Term:
        """An atom by its kind."""
        match atom.kind:
            case "symbol":
                return Call("exp", (ONE,)) if atom.data[0] == EULER else Name(atom.data[0])
            case "entry":
                return Entry(atom.data[0], tuple(self.index(t, names) for t in atom.data[1]))
            case "index":
                return self.index(atom.data[0], names)
            case "delta":
                first, second = (self.index(t, names) for t in atom.data)
                return Delta(first, second)
            case "log":
                return Call("log", (self.poly(atom.data[1], names),))
            case "root":
                return Call("sqrt", (self.poly(atom.data[1], names),))
            case "inverse":
                return Op("/", ONE, self.poly(atom.data[1], names))
            case "call":
                (function, primes), *parts = atom.data
                return Call(function, tuple(self.poly(p, names) for p in parts), primes)
            case "sum":
                return self.sum(atom, names)
        raise Undecided(f"a {atom.kind} cannot be shown")

    def sum(self, atom: Atom, names: dict[Token, str]) -> Term:
        """A sum with names for its indices."""
        ranges, body = atom.data
        names = dict(names)
        chosen = []
        for position, limits in enumerate(ranges):
            name = self.fresh_name(
                limits, set(names.values()) | {t[1] for t in atom.tokens if t[0] == "free"}
            )
            names["bound", atom.height, position] = name
            chosen.append((name, limits))
        result = self.poly(body, names)
        for name, (low, high) in chosen:
            result = Big("Sum", result, name, _end(low), _end(high))
        return result

    def fresh_name(self, limits: tuple[Token, Token], taken: set[str]) -> str:
        """A declared index of this range that is not in use, else i_1, i_2, ..."""
        for name in self.form.context.ranges:
            if name not in taken and self.form.range_of(("free", name)) == limits:
                return name
        return next(f"i_{k}" for k in range(1, 100) if f"i_{k}" not in taken)

    def index(self, token: Token, names: dict[Token, str]) -> Term:
        """An index: a number or a name."""
        if token[0] == "num":
            return Number(Fraction(token[1]))
        return Name(names.get(token) or str(token[1]))


def _end(token: Token) -> Term:
    return Number(Fraction(token[1])) if token[0] == "num" else Name(token[1])


def _sum(terms: Iterable[Term]) -> Term:
    result: Term | None = None
    for term in terms:
        if result is None:
            result = term
        elif isinstance(term, Minus):
            result = Op("-", result, term.argument)
        else:
            result = Op("+", result, term)
    return ZERO if result is None else result


def _product(factors: list[Term]) -> Term:
    result = factors[0] if factors else ONE
    for factor in factors[1:]:
        result = Op("*", result, factor)
    return result
