"""A term as SymPy's object: for symbolic sizes, for numbers in their place, or for both.

A sum over a range between numbers is written out; any other is a ``Sum``. Definitions and functions
are put, because SymPy takes a symbol J for a constant, whatever J depends on.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterable, Mapping
from copy import copy
from itertools import product
from typing import Any, ClassVar, Self

import sympy as sp

from ..language.errors import IllTyped, Undecided
from ..language.terms import (
    At,
    Big,
    Bound,
    Call,
    Compare,
    Delta,
    Diff,
    Entry,
    Index,
    Infinity,
    Minus,
    Number,
    Op,
    Scalar,
    Size,
    Term,
    Whole,
    whole_number,
)
from ..language.text import named
from ..language.things import Definition, Function, axes_of
from .symbols import COUNTS, Alphabet, assumptions

MOST_PARTS = 20_000  # of an expression that is written out
OPERATORS: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "^": operator.pow,
}
ELEMENTARY = {"exp": sp.exp, "log": sp.log, "sqrt": sp.sqrt}
RELATIONALS = {
    "=": sp.Eq, "!=": sp.Ne, "<=": sp.Le, ">=": sp.Ge, "<": sp.Lt, ">": sp.Gt,
}  # fmt: skip
Env = tuple[Any, ...]  # values of bound indices, the innermost last


class Writer:
    """Writes the terms of one line, all with the same symbols.

    ``sizes`` and ``indices`` have their values, where they have one. ``taken`` are names that no
    bound index may have: SymPy compares symbols by name, and would take one for the other.
    """

    def __init__(
        self,
        alphabet: Alphabet,
        sizes: Mapping[Term, int],
        indices: Mapping[Term, Any],
        taken: Iterable[str] = (),
    ):
        self.alphabet, self.sizes, self.indices = alphabet, sizes, indices
        self.taken = frozenset(taken)
        self.scalars: dict[Term, Any] = {}  # the parameters of a function
        self.parts = [0]  # how many nodes were written, by all writers of this line
        self.known: dict[Any, Any] = {}  # bodies that were written, by all writers of this line

    def inside(
        self, indices: Mapping[Term, Any], scalars: Mapping[Term, Any], values: Iterable[Any]
    ) -> Self:
        """The writer of a body with these parameters, for which the values will stand."""
        found = copy(self)
        found.indices, found.scalars = indices, dict(scalars)
        found.taken = self.taken.union(*map(names_in, values))
        return found

    # ---------------------------------------------------------------- every node
    def write(self, term: Term, env: Env = ()) -> Any:
        """The term, with these values for the indices of the sums around it."""
        self.parts[0] += 1
        if self.parts[0] > MOST_PARTS:
            raise Undecided(f"written out, it has more than {MOST_PARTS} parts")
        method = self.WRITERS.get(type(term))
        if method is None:
            raise IllTyped(f"a {type(term).__name__} has no form in SymPy")
        return getattr(self, method)(term, env)

    def number(self, term: Number, env: Env) -> Any:
        """A rational number."""
        return sp.Rational(term.value.numerator, term.value.denominator)

    def infinity(self, term: Infinity, env: Env) -> Any:
        """``oo`` or ``-oo``."""
        return sp.oo * term.sign

    def size(self, term: Size, env: Env) -> Any:
        """A size: its value, or its symbol."""
        found = self.sizes.get(term)
        return sp.Symbol(term.name, **COUNTS) if found is None else sp.Integer(found)

    def index(self, term: Index | Bound, env: Env) -> Any:
        """An index: its value, or its symbol."""
        if isinstance(term, Bound):
            return env[-1 - term.depth]
        found = self.indices.get(term)
        return sp.Symbol(term.name, **COUNTS) if found is None else sp.sympify(found, strict=True)

    def scalar(self, term: Scalar, env: Env) -> Any:
        """A scalar, or the argument that stands for a parameter."""
        return self.scalars[term] if term in self.scalars else self.alphabet.scalar(term)

    def minus(self, term: Minus, env: Env) -> Any:
        """``-argument``."""
        return -self.write(term.argument, env)

    def operation(self, term: Op, env: Env) -> Any:
        """``left kind right``."""
        if term.kind not in OPERATORS:
            raise IllTyped("write a matrix formula through its generic entry first")
        return OPERATORS[term.kind](self.write(term.left, env), self.write(term.right, env))

    def delta(self, term: Delta, env: Env) -> Any:
        """Kronecker's delta; a number where both indices are."""
        return sp.KroneckerDelta(self.write(term.first, env), self.write(term.second, env))

    def compare(self, term: Compare, env: Env) -> Any:
        """A relation, as it was written."""
        return relational(self.write(term.left, env), term.relation, self.write(term.right, env))

    # ---------------------------------------------------------------- what has a body
    def entry(self, term: Entry, env: Env) -> Any:
        """An entry of an array, or the body of a definition."""
        thing, places = term.of, tuple(self.write(p, env) for p in term.indices)
        if not isinstance(thing, Definition):
            return self.alphabet.entry(thing, places)
        taken = self.taken.union(*map(names_in, env))
        found = self.known.get((thing, places, taken))
        if found is None:
            indices: dict[Term, Any] = dict(zip(thing.parameters, places, strict=True))
            found = self.inside(indices, {}, (*env, *places)).write(thing.body)
            self.known[thing, places, taken] = found
        return found

    def call(self, term: Call, env: Env) -> Any:
        """exp, log, sqrt, or a declared function, or one of its derivatives."""
        arguments = [self.write(a, env) for a in term.arguments]
        if isinstance(term.function, str):
            return ELEMENTARY[term.function](*arguments)
        assert isinstance(term.function, Function)
        parameters = term.function.parameters
        dummies = [sp.Dummy(p.name, **assumptions(p.domain)) for p in parameters]
        body = self.inside({}, dict(zip(parameters, dummies, strict=True)), (*env, *arguments))
        found = body.function(term.function, dummies)
        for _ in range(term.primes):
            found = sp.diff(found, dummies[0])
        return found.subs(dict(zip(dummies, arguments, strict=True)), simultaneous=True)

    def function(self, function: Function, arguments: list[Any]) -> Any:
        """The body of a function; without one, a function of which SymPy knows the range."""
        if function.body is None:
            return sp.Function(function.name, **assumptions(function.range))(*arguments)
        return self.write(function.body)

    # ---------------------------------------------------------------- sums and products
    def big(self, term: Big, env: Env) -> Any:
        """A sum or a product, written out where its ends are numbers."""
        low, high = self.write(term.low), self.write(term.high)
        if low.is_Integer and high.is_Integer:
            values = map(sp.Integer, range(int(low), int(high) + 1))
            parts = [self.write(term.body, (*env, k)) for k in values]
            return sp.Add(*parts) if term.kind == "Sum" else sp.Mul(*parts)
        if not (low == high or (low.is_Integer and low <= 2)):
            said = f"a sum from {low} to {high} may be empty, which SymPy reads as one downwards"
            raise IllTyped(f"{said}; give the sizes, as in .sympy(m=4)")
        taken = self.taken.union(*map(names_in, env))
        index = sp.Symbol(named(term, set(taken)).name, **COUNTS)
        kind = sp.Sum if term.kind == "Sum" else sp.Product
        return kind(self.write(term.body, (*env, index)), (index, low, high))

    # ---------------------------------------------------------------- derivatives and values
    def derivative(self, term: Diff, env: Env) -> Any:
        """A partial derivative, as SymPy's ``Derivative``."""
        return sp.Derivative(self.write(term.body, env), self.write(term.variable, env))

    def at(self, term: At, env: Env) -> Any:
        """A formula at a value of a scalar, or of a whole array, as SymPy's ``Subs``."""
        body, values = self.write(term.body, env), self.settings(term, env)
        if values is None:
            return self.everywhere(body, term, env)
        return sp.Subs(body, tuple(values), tuple(values.values()))

    def settings(self, term: At, env: Env) -> dict[Any, Any] | None:
        """What is put for each symbol; None where the entries of an array cannot be listed."""
        if not isinstance(term.variable, Whole):
            return {self.write(term.variable, env): self.write(term.value, env)}
        thing = term.variable.of
        ends = [self.write(size) for size in axes_of(thing)]
        if not all(end.is_Integer for end in ends):
            return None
        places = product(*(map(whole_number, range(1, int(end) + 1)) for end in ends))
        return {
            self.write(Entry(thing, place)): self.write(_at_place(term.value, place))
            for place in places
        }

    def everywhere(self, body: Any, term: At, env: Env) -> Any:
        """A value for every entry of an array whose sizes are symbols.

        SymPy has no object for that, so derivatives are carried out first.
        """
        assert isinstance(term.variable, Whole)
        name, value = term.variable.of.name, term.value

        def put(base: Any, *places: Any) -> Any:
            if str(base) != name:
                return sp.Indexed(base, *places)
            if isinstance(value, Whole):
                return self.alphabet.entry(value.of, places)
            return self.write(value, env)

        done = body.replace(sp.Derivative, sp.diff)
        return done.replace(sp.Subs, lambda *a: sp.Subs(*a).doit()).replace(sp.Indexed, put)

    WRITERS: ClassVar[dict[type, str]] = {
        Number: "number",
        Infinity: "infinity",
        Size: "size",
        Index: "index",
        Bound: "index",
        Scalar: "scalar",
        Minus: "minus",
        Op: "operation",
        Delta: "delta",
        Compare: "compare",
        Entry: "entry",
        Call: "call",
        Big: "big",
        Diff: "derivative",
        At: "at",
    }


def _at_place(value: Term, place: tuple[Term, ...]) -> Term:
    """An entry of a whole array; a number stands at every place."""
    return Entry(value.of, place) if isinstance(value, Whole) else value


def relational(left: Any, relation: str, right: Any) -> Any:
    """A relation as it was written; SymPy does not decide it."""
    return RELATIONALS[relation](left, right, evaluate=False)


def names_in(value: Any) -> set[str]:
    """The names of the symbols in a value."""
    return {getattr(symbol, "name", "") for symbol in sp.sympify(value, strict=True).free_symbols}
