"""The weakest normal form: what a reader sees without thinking.

Terms may be reordered, brackets of sums and products multiplied out, like terms collected, bound
indices renamed. Nothing else: exp, log, fractions, roots, sums, derivatives and defined names
are closed boxes. Reasons that only rewrite (``definition``, a cited theorem) or only
differentiate (``calculus``) compare their lines in this form, so they cannot smuggle in any
algebra. :class:`~lrmath.calc.normal.algebra.Algebra` opens the boxes.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from math import comb

from ..language.errors import Undecided
from ..language.terms import (
    At,
    Big,
    Bound,
    Call,
    Delta,
    Diff,
    Entry,
    Index,
    Minus,
    Number,
    Op,
    Scalar,
    Size,
    Term,
    Thing,
    Whole,
)
from .indices import end
from .polynomial import (
    UNIT,
    Atom,
    Key,
    Monomial,
    Poly,
    Rational,
    Token,
    accumulate,
    add,
    constant,
    height,
    key,
    monomial_of,
    scale,
    times,
    tokens,
)
from .store import BUDGET as BUDGET
from .store import Store

MAX_EXPONENT = 64
MOST_TERMS = 4_000  # of a power that is multiplied out

Renaming = Mapping[Token, Token]
Env = tuple[Token, ...]  # the indices that sums around a term have bound, the innermost last


class Arrangement(Store):
    """Bring terms to normal form.

    Two terms are equal when the normal form of their difference is empty.
    """

    # ---------------------------------------------------------------- ring operations
    def multiply(self, first: Poly, second: Poly) -> Poly:
        """The product, multiplied out."""
        product: Poly = {}
        for left, a in first.items():
            for right, b in second.items():
                self.tick()
                accumulate(product, times(left, right), a * b)
        return product

    def power(self, base: Poly, exponent: int) -> Poly:
        """A natural power, multiplied out."""
        if exponent > MAX_EXPONENT:
            raise Undecided(f"exponent {exponent} is larger than {MAX_EXPONENT}")
        if base and comb(len(base) + exponent - 1, exponent) > MOST_TERMS:
            raise Undecided(f"multiplied out, the power has more than {MOST_TERMS} terms")
        result = constant(1)
        for _ in range(exponent):
            result = self.multiply(result, base)
            self.check_size(result)
        return result

    def check_size(self, poly: Poly) -> None:
        """Keep huge integers from eating the memory."""
        if any(abs(c.numerator).bit_length() > 4000 for c in poly.values()):
            raise Undecided("a number grew beyond 4000 binary digits")

    # ---------------------------------------------------------------- from terms to polynomials
    def norm(self, term: Term, env: Env = ()) -> Poly:
        """The normal form; ``env`` gives the tokens of bound indices."""
        self.tick()
        match term:
            case Number(value):
                return constant(value)
            case Scalar() | Size() | Whole():
                return self.atom("symbol", term)
            case Index() | Bound():
                return self.index(self.token(term, env))
            case Entry(thing, indices):
                found = tuple(self.token(i, env) for i in indices)
                return self.atom("entry", thing, found, tokens=frozenset(found))
            case Minus(argument):
                return scale(self.norm(argument, env), -1)
            case Op(kind, left, right):
                return self.operation(kind, left, right, env)
            case Call(function, arguments, primes):
                return self.call(function, primes, [self.norm(a, env) for a in arguments])
            case Big(kind, body, low, high):
                token = self.open((end(low), end(high)))
                bind = self.close if kind == "Sum" else self.product
                return bind(self.norm(body, (*env, token)), token)
            case Delta(first, second):
                return self.delta(self.token(first, env), self.token(second, env))
            case Diff(body, variable):
                return self.box("diff", self.norm(body, env), self.norm(variable, env))
            case At(body, variable, value):
                parts = self.norm(body, env), self.norm(value, env)
                return self.box("at", *parts, label=variable)
        raise Undecided(f"{type(term).__name__} is not supported here")

    def index(self, token: Token) -> Poly:
        """An index used as a number."""
        if token[0] == "num":
            return constant(token[1])
        return self.atom("index", token, tokens=frozenset({token}))

    def token(self, index: Term, env: Env) -> Token:
        """The token of an index."""
        if isinstance(index, Number):
            return ("num", int(index.value))
        if isinstance(index, Bound):
            return env[-1 - index.depth]
        return ("free", index)

    def operation(self, kind: str, left: Term, right: Term, env: Env) -> Poly:
        """Addition, subtraction, multiplication, division, power."""
        first = self.norm(left, env)
        if (
            kind == "^"
            and isinstance(right, Number)
            and right.value.denominator == 1
            and right.value >= 0
        ):
            return self.power(first, int(right.value))
        second = self.norm(right, env)
        match kind:
            case "+":
                return add(first, second)
            case "-":
                return add(first, second, -1)
            case "*":
                return self.multiply(first, second)
            case "/":
                return self.multiply(first, self.inverse(second))
            case "^":
                return self.general_power(first, second)
        raise Undecided(f"operator {kind} is not supported between scalars")

    def general_power(self, base: Poly, exponent: Poly) -> Poly:
        """``base`` to a power that may be negative, fractional or symbolic."""
        value = number(exponent)
        if value is not None and value == int(value):
            whole = int(value)
            return self.power(base, whole) if whole >= 0 else self.inverse(self.power(base, -whole))
        return self.symbolic_power(base, exponent)

    # ---------------------------------------- closed boxes, opened by Algebra
    def symbolic_power(self, base: Poly, exponent: Poly) -> Poly:
        """``base ** exponent``."""
        return self.box("power", base, exponent)

    def inverse(self, poly: Poly) -> Poly:
        """``1 / poly``; numbers are divided."""
        value = number(poly)
        if value is not None:
            return constant(reciprocal(value))
        return self.box("over", poly)

    def call(self, function: str | Thing, primes: int, arguments: list[Poly]) -> Poly:
        """A function's value."""
        return self.box("call", *arguments, label=(function, primes))

    def delta(self, first: Token, second: Token) -> Poly:
        """Kronecker's delta."""
        if first == second:
            return constant(1)
        if first[0] == second[0] == "num":
            return {}
        pair = tuple(sorted((first, second), key=repr))
        return self.atom("delta", *pair, tokens=frozenset(pair))

    def product(self, body: Poly, token: Token) -> Poly:
        """A product over an index."""
        return self.bind("product", body, token)

    def close(self, body: Poly, token: Token) -> Poly:
        """The sum of ``body`` over an open index."""
        return self.bind("sum", body, token)

    # ---------------------------------------------------------------- indices
    def bind(self, kind: str, body: Poly, token: Token) -> Poly:
        """Bind one open index.

        Its new name depends on the depth only, so that α-equal sums are the same atom.
        """
        level = height(body) + 1
        closed = self.relabel_poly(body, {token: ("bound", level, 0)})
        inside = tokens(body) - {token}
        return self.atom(kind, (self.open_ranges[token],), key(closed), height=level, tokens=inside)

    def relabel_poly(self, poly: Poly | Key, names: Renaming) -> Poly:
        """Rename tokens one to one; the structure stays as it is."""
        items = poly.items() if isinstance(poly, dict) else poly
        return {self.relabel_monomial(m, names): c for m, c in items}

    def relabel_monomial(self, monomial: Monomial, names: Renaming) -> Monomial:
        """Rename tokens one to one in a monomial."""
        if not any(t in names for a, _ in monomial for t in a.tokens):
            return monomial
        return monomial_of({self.relabel(a, names): e for a, e in monomial})

    def relabel(self, atom: Atom, names: Renaming) -> Atom:
        """Rename tokens one to one in an atom."""
        if not any(t in names for t in atom.tokens):
            return atom
        self.tick()
        new = frozenset(names.get(t, t) for t in atom.tokens)
        data = self.relabel_data(atom, names)
        return self.intern(atom.kind, *data, height=atom.height, tokens=new)

    def relabel_data(self, atom: Atom, names: Renaming) -> tuple[object, ...]:
        """Rename tokens in the content of an atom."""
        match atom.kind:
            case "entry":
                thing, indices = atom.data
                return thing, tuple(names.get(i, i) for i in indices)
            case "index":
                return (names.get(atom.data[0], atom.data[0]),)
            case "delta":
                return tuple(sorted((names.get(t, t) for t in atom.data), key=repr))
            case "exp":
                return (self.relabel_monomial(atom.data[0], names),)
        label, *parts = atom.data  # a label, then polynomials
        return label, *(key(self.relabel_poly(p, names)) for p in parts)

    # ---------------------------------------------------------------- deciding
    def is_zero(self, poly: Poly) -> bool:
        """Whether the polynomial is identically zero by the laws of this form."""
        return not poly

    def equal(self, first: Term, second: Term) -> bool:
        """Whether two terms have the same normal form."""
        return self.is_zero(add(self.norm(first), self.norm(second), -1))


def number(poly: Poly) -> Rational | None:
    """The value of a constant polynomial, else None."""
    if not poly:
        return 0
    return poly[UNIT] if len(poly) == 1 and UNIT in poly else None


def reciprocal(value: Rational) -> Rational:
    """1/value, exactly."""
    if not value:
        raise Undecided("the line divides by zero")
    return Fraction(1) / value
