"""From the normal form back to a formula, to show what is left over of a line."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from ..language.binding import big, new_index
from ..language.errors import Undecided
from ..language.terms import (
    ONE,
    ZERO,
    Call,
    Delta,
    Entry,
    Index,
    Minus,
    Number,
    Op,
    Range,
    Term,
    whole_number,
)
from .laws import Laws
from .polynomial import Atom, Key, Monomial, Poly, Rational, Token, key
from .signs import EULER

MOST_TERMS, MOST_PARTS = 12, 300  # of a sum, and of all; a longer left-over helps nobody


def term_of(form: Laws, poly: Poly | Key) -> Term:
    """A formula with this normal form."""
    return Reader(form).poly(poly, {})


def fraction_of(form: Laws, numerator: Poly, denominators: dict[Atom, int]) -> Term:
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
    """Reads atoms back; ``names`` gives indices to bound tokens.

    Atoms share their parts, and a formula does not: so its monomials are counted.
    """

    def __init__(self, form: Laws):
        self.form, self.parts = form, 0

    def poly(self, poly: Poly | Key, names: dict[Token, Index]) -> Term:
        """A sum of monomials."""
        items = list(poly.items() if isinstance(poly, dict) else poly)
        if len(items) > MOST_TERMS:
            raise Undecided("too long to show")
        return _sum(self.monomial(m, c, names) for m, c in items)

    def monomial(
        self, monomial: Monomial, coefficient: Rational, names: dict[Token, Index]
    ) -> Term:
        """A coefficient times powers, with negative powers below a fraction bar."""
        self.form.tick()
        self.parts += 1
        if self.parts > MOST_PARTS:
            raise Undecided("too long to show")
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

    def power(self, atom: Atom, exponent: Rational, names: dict[Token, Index]) -> Term:
        """A power of an atom."""
        if atom.kind == "exp":
            return Call("exp", (self.monomial(atom.data[0], exponent, names),))
        base = self.atom(atom, names)
        return base if exponent == 1 else Op("^", base, Number(Fraction(exponent)))

    def atom(self, atom: Atom, names: dict[Token, Index]) -> Term:
        """An atom by its kind."""
        match atom.kind:
            case "symbol":
                return self.symbol(atom.data[0])
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

    def symbol(self, symbol: Term) -> Term:
        """A scalar or a size; e is exp(1)."""
        return Call("exp", (ONE,)) if symbol == EULER else symbol

    def sum(self, atom: Atom, names: dict[Token, Index]) -> Term:
        """A sum with indices that its context declares, where there are any left."""
        ranges, body = atom.data
        names = dict(names)
        chosen = []
        for position, (low, high) in enumerate(ranges):
            index = self.index_over((_end(low), _end(high)), {i.name for i in names.values()})
            names["bound", atom.height, position] = index
            chosen.append(index)
        result = self.poly(body, names)
        for index in chosen:
            result = big("Sum", result, index)
        return result

    def index_over(self, limits: Range, taken: set[str]) -> Index:
        """A new index, called like a declared one of this range that is not in use."""
        declared = (i.name for i in self.form.context.index_over(limits))
        return new_index(next((n for n in declared if n not in taken), "i"), limits)

    def index(self, token: Token, names: dict[Token, Index]) -> Term:
        """An index: a number or a name."""
        if token[0] == "num":
            return whole_number(token[1])
        return names[token] if token in names else token[1]


def _end(token: Token) -> Term:
    return whole_number(token[1]) if token[0] == "num" else token[1]


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
