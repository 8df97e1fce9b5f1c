"""The weakest normal form: what a reader sees without thinking.

Terms may be reordered, brackets of sums and products multiplied out, like terms collected, bound
indices renamed. Nothing else: exp, log, fractions, roots, sums, derivatives and defined names
are closed boxes. Reasons that only rewrite (``definition``, a cited theorem) or only
differentiate (``calculus``) compare their lines in this form, so they cannot smuggle in any
algebra. :class:`~lrmath.calc.algebra.Algebra` opens the boxes.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from itertools import count
from math import comb

from .binding import Binding
from .context import Context
from .errors import Undecided
from .polynomial import (
    UNIT,
    Atom,
    Key,
    Poly,
    Range,
    Rational,
    Token,
    accumulate,
    add,
    constant,
    height,
    key,
    scale,
    times,
    tokens,
)
from .term import At, Big, Call, Delta, Diff, Entry, Minus, Name, Number, Op, Term
from .work import OPERATION, spend

BUDGET = 300_000  # operations; the longest step of the book needs fewer than a thousand
MAX_EXPONENT = 64
MOST_TERMS = 4_000  # of a power that is multiplied out

Names = Mapping[str, Token]


class Arrangement(Binding):
    """Bring terms to normal form.

    Two terms are equal when the normal form of their difference is empty.
    """

    def __init__(self, context: Context, budget: int = BUDGET):
        self.context, self.budget, self.operations = context, budget, 0
        self.atoms: dict[tuple[str, tuple[object, ...]], Atom] = {}
        self.open_ranges: dict[Token, Range] = {}
        self.fresh = count()
        self.totals: dict[tuple[str, int], Rational] = {}  # known sums along an axis of an array
        self.factored: dict[Key, tuple[Rational, list[tuple[Poly, int]]]] = {}

    def tick(self, cost: int = 1) -> None:
        """Count an operation; the budget is the only limit, never the clock."""
        self.operations += cost
        spend(cost * OPERATION)
        if self.operations > self.budget:
            raise Undecided(f"more than {self.budget} operations are needed")

    # ---------------------------------------------------------------- atoms
    def intern(
        self, kind: str, *data: object, height: int = 0, tokens: frozenset[Token] = frozenset()
    ) -> Atom:
        """The one atom of this kind and content."""
        found = self.atoms.get((kind, data))
        if found is None:
            found = Atom(kind, data, len(self.atoms), height, tokens)
            self.atoms[kind, data] = found
        return found

    def atom(
        self, kind: str, *data: object, height: int = 0, tokens: frozenset[Token] = frozenset()
    ) -> Poly:
        """The atom as a polynomial."""
        return {((self.intern(kind, *data, height=height, tokens=tokens), 1),): 1}

    def box(self, kind: str, *parts: Poly, label: object = None) -> Poly:
        """A closed box around polynomials, e.g. ``log(P)``."""
        inside = frozenset().union(*map(tokens, parts))
        deep = max(map(height, parts), default=0)
        return self.atom(kind, label, *map(key, parts), height=deep, tokens=inside)

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
    def norm(self, term: Term, names: Names | None = None) -> Poly:
        """The normal form; ``names`` gives the tokens of bound indices."""
        self.tick()
        names = names or {}
        match term:
            case Number(value):
                return constant(value)
            case Name(name):
                return self.name(name, names)
            case Entry(array, indices):
                found = tuple(self.token(i, names) for i in indices)
                return self.atom("entry", array, found, tokens=frozenset(found))
            case Minus(argument):
                return scale(self.norm(argument, names), -1)
            case Op(kind, left, right):
                return self.operation(kind, left, right, names)
            case Call(function, arguments, primes):
                return self.call(function, primes, [self.norm(a, names) for a in arguments])
            case Big("Sum", body, index, low, high):
                token = self.open(low, high, names)
                return self.close(self.norm(body, {**names, index: token}), token)
            case Big("Product", body, index, low, high):
                token = self.open(low, high, names)
                return self.product(self.norm(body, {**names, index: token}), token)
            case Delta(first, second):
                return self.delta(self.token(first, names), self.token(second, names))
            case Diff(body, variable):
                return self.derivative(body, variable, names)
            case At(body, variable, value):
                return self.at(body, variable, value, names)
        raise Undecided(f"{type(term).__name__} is not supported here")

    def name(self, name: str, names: Names) -> Poly:
        """A scalar, or an index used as a number."""
        if name in names or name in self.context.ranges:
            return self.index(names.get(name, ("free", name)))
        return self.atom("symbol", name)

    def index(self, token: Token) -> Poly:
        """An index used as a number."""
        if token[0] == "num":
            return constant(token[1])
        return self.atom("index", token, tokens=frozenset({token}))

    def token(self, index: Term, names: Names) -> Token:
        """The token of an index."""
        if isinstance(index, Number):
            return ("num", int(index.value))
        assert isinstance(index, Name)
        return names.get(index.name) or ("free", index.name)

    def operation(self, kind: str, left: Term, right: Term, names: Names) -> Poly:
        """Addition, subtraction, multiplication, division, power."""
        first = self.norm(left, names)
        if (
            kind == "^"
            and isinstance(right, Number)
            and right.value.denominator == 1
            and right.value >= 0
        ):
            return self.power(first, int(right.value))
        second = self.norm(right, names)
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

    def call(self, function: str, primes: int, arguments: list[Poly]) -> Poly:
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

    def derivative(self, body: Term, variable: Term, names: Names) -> Poly:
        """A derivative that no reason has carried out yet."""
        return self.box("diff", self.norm(body, names), self.norm(variable, names))

    def at(self, body: Term, variable: Term, value: Term, names: Names) -> Poly:
        """A value at a point that no reason has put in yet."""
        name = getattr(variable, "name", "")
        return self.box("at", self.norm(body, names), self.norm(value, names), label=name)

    def product(self, body: Poly, token: Token) -> Poly:
        """A product over an index."""
        return self.bind("product", body, token)

    def close(self, body: Poly, token: Token) -> Poly:
        """The sum of ``body`` over an open index."""
        return self.bind("sum", body, token)

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
