"""What a term is worth where its names have definite values: the one evaluator.

It is written once for any arithmetic: intervals refute (:mod:`~lrmath.calc.refute.search`), thirty
digits compare a formula with a program (:mod:`~lrmath.calc.refute.evaluate`).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from ..language.declarations import Declarations
from ..language.domains import DOMAINS
from ..language.errors import IllTyped, Undecided
from ..language.reader import parse
from ..language.terms import (
    Big,
    Bound,
    Call,
    Delta,
    Entry,
    Index,
    Minus,
    Number,
    Op,
    Scalar,
    Size,
    Term,
    Thing,
)
from ..language.things import Function
from ..logic.calculus import derivative

Place = tuple[Term | Thing, tuple[int, ...]]  # a scalar and (), or an array and its indices
Env = tuple[int, ...]  # values of bound indices, the innermost last
SAMPLED = Scalar("u", "real")


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """How numbers are made, combined, and put into exp, log and sqrt."""

    number: Callable[[Any], Any]
    operate: Callable[[str, Any, Any], Any]
    elementary: Callable[[str, Any], Any]


@dataclass
class Valuation:
    """Values for sizes, free indices, scalars and entries."""

    arithmetic: Arithmetic
    sizes: Mapping[Term, int]
    data: Mapping[Place, Any]
    indices: Mapping[Term, int] = field(default_factory=dict)
    count: Callable[[Term], None] = lambda term: None  # told of each node that is evaluated

    def value(self, term: Term, env: Env = ()) -> Any:
        """The value of a scalar term in which every definition is put."""
        self.count(term)
        match term:
            case Number(value):
                return self.arithmetic.number(value)
            case Size():
                return self.arithmetic.number(self.end(term))
            case Index() | Bound():
                return self.arithmetic.number(self.place(term, env))
            case Scalar():
                return self.datum((term, ()))
            case Entry(thing, places):
                return self.datum((thing, tuple(self.place(p, env) for p in places)))
            case Minus(argument):
                zero = self.arithmetic.number(0)
                return self.arithmetic.operate("-", zero, self.value(argument, env))
            case Op(kind, left, right):
                first, second = self.value(left, env), self.value(right, env)
                return self.arithmetic.operate(kind, first, second)
            case Call():
                return self.call(term, env)
            case Delta(first, second):
                equal = self.place(first, env) == self.place(second, env)
                return self.arithmetic.number(int(equal))
            case Big():
                return self.big(term, env)
        raise Undecided(f"a {type(term).__name__} cannot be evaluated")

    def datum(self, place: Place) -> Any:
        """The value of a scalar or an entry."""
        found = self.data.get(place)
        if found is None:
            raise IllTyped(f"no value is given for {getattr(place[0], 'name', place[0])}")
        return found

    def end(self, term: Term) -> int:
        """The value of an end of a range."""
        if isinstance(term, Number):
            return int(term.value)
        if term not in self.sizes:
            raise IllTyped(f"no value is given for {getattr(term, 'name', term)}")
        return self.sizes[term]

    def place(self, index: Term, env: Env) -> int:
        """The value of an index."""
        if isinstance(index, Bound):
            return env[-1 - index.depth]
        return int(index.value) if isinstance(index, Number) else self.indices[index]

    def call(self, term: Call, env: Env) -> Any:
        """exp, log, sqrt; for a function that stands for any, one that has its range."""
        arguments = [self.value(a, env) for a in term.arguments]
        if isinstance(term.function, Function):
            total = arguments[0]
            for argument in arguments[1:]:
                total = self.arithmetic.operate("+", total, argument)
            return self.sampled(sample(term.function.range, term.primes), total)
        assert isinstance(term.function, str)
        return self.arithmetic.elementary(term.function, arguments[0])

    def sampled(self, body: Term, argument: Any) -> Any:
        """A body at one value of its variable u."""
        place: Place = (SAMPLED, ())
        return Valuation(self.arithmetic, {}, {place: argument}, {}, self.count).value(body)

    def big(self, term: Big, env: Env) -> Any:
        """A sum or a product, term by term."""
        kind, total = ("+", 0) if term.kind == "Sum" else ("*", 1)
        result = self.arithmetic.number(total)
        for k in range(self.end(term.low), self.end(term.high) + 1):
            result = self.arithmetic.operate(kind, result, self.value(term.body, (*env, k)))
        return result


@cache
def sample(domain: str, primes: int = 0) -> Term:
    """A smooth function of u with values in a domain, or one of its derivatives."""
    body = parse(DOMAINS[domain].sample, Declarations(names={"u": SAMPLED}))
    for _ in range(primes):
        body = derivative(body, SAMPLED)
    return body
