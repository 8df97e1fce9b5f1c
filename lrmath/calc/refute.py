"""Counterexamples: small sizes and small numbers first, evaluated in interval arithmetic.

An interval encloses the true value, so a difference whose interval excludes zero is a proof that the sides differ.
Numbers refute here; they never prove.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import product
from typing import Any

from mpmath.ctx_iv import MPIntervalContext

from .calculus import explicit
from .context import Context, Hypothesis
from .errors import Undecided
from .term import Big, Call, Delta, Entry, Minus, Name, Number, Op, Term, free_names
from .verdict import Counterexample

PRECISION = 100  # bits
TRIES = 40  # assignments of data for each choice of sizes
MOST_TERMS = 40_000  # nodes evaluated in one search

Interval = Any
POOLS = {
    "real": "0 1 -1 2 -2 1/2 3 -3",
    "positive": "1 2 1/2 3 4",
    "nonnegative": "0 1 2 1/2",
    "unit": "1/2 1/4 3/4 1/3 9/10",
    "binary": "0 1",
    "integer": "0 1 -1 2 3",
}
VALUES = {domain: [Fraction(v) for v in pool.split()] for domain, pool in POOLS.items()}


class Undefined(Exception):
    """The term has no value here."""


def refute(left: Term, relation: str, right: Term, context: Context) -> Counterexample | None:
    """The first assignment found at which ``left relation right`` is certainly false."""
    left, right = explicit(left, context), explicit(right, context)
    names = set(free_names(left) | free_names(right))
    for hypothesis in context.hypotheses:
        names |= free_names(hypothesis.left) | free_names(hypothesis.right)
    spent = 0
    for point in assignments(names, context):
        if all(point.satisfies(h) for h in context.hypotheses):
            for indices in point.index_values(free_names(left) | free_names(right)):
                found = point.test(left, relation, right, indices)
                if found is not None:
                    return found
        spent += point.terms
        if spent > MOST_TERMS:
            return None
    return None


def assignments(names: set[str], context: Context) -> Iterator[Point]:
    """Points in order of size; the same points in every run."""
    used = sorted(names & set(context.arrays))
    scalars = sorted(names & set(context.scalars))
    sizes = sorted(
        {s for a in used for s in _sizes(context, a)}
        | (names & set(context.size_names))
        | _ends(names, context)
    )
    choices = sorted(product((1, 2, 3), repeat=len(sizes)), key=lambda c: (sum(c), c))
    source = random.Random(0)
    for choice in choices:
        for attempt in range(TRIES if sizes else 8 * TRIES):
            width = 2 + attempt // 4  # the pools open slowly, so small numbers come first
            yield Point(
                context, dict(zip(sizes, choice, strict=True)), used, scalars, source, width
            )


def _sizes(context: Context, array: str) -> set[str]:
    return {s.name for s in context.arrays[array].shape if isinstance(s, Name)}


def _ends(names: set[str], context: Context) -> set[str]:
    ends = {
        t.name
        for n in names
        if n in context.ranges
        for t in context.ranges[n]
        if isinstance(t, Name)
    }
    return ends


class Point:
    """Sizes, data and scalars with definite values."""

    def __init__(
        self,
        context: Context,
        sizes: dict[str, int],
        arrays: list[str],
        scalars: list[str],
        source: random.Random,
        width: int,
    ):
        self.context, self.sizes = context, sizes
        self.arrays = {a: self.draw_array(a, source, width) for a in arrays}
        self.scalars = {s: _draw(context.scalars[s], source, width) for s in scalars}
        self.terms = 0

    def draw_array(
        self, name: str, source: random.Random, width: int
    ) -> dict[tuple[int, ...], Fraction]:
        """Values for all entries."""
        array = self.context.arrays[name]
        axes = [range(1, self.end(size) + 1) for size in array.shape]
        return {place: _draw(array.domain, source, width) for place in product(*axes)}

    def end(self, term: Term) -> int:
        """The value of an end of a range."""
        if isinstance(term, Number):
            return int(term.value)
        assert isinstance(term, Name)
        return self.sizes.setdefault(term.name, 1)

    def index_values(self, names: frozenset[str]) -> Iterator[dict[str, int]]:
        """Every value of the free indices."""
        free = sorted(n for n in names if n in self.context.ranges)
        axes = [
            range(self.end(low), self.end(high) + 1)
            for low, high in (self.context.ranges[n] for n in free)
        ]
        for place in product(*axes):
            yield dict(zip(free, place, strict=True))

    # ---------------------------------------------------------------- testing
    def test(
        self, left: Term, relation: str, right: Term, indices: dict[str, int]
    ) -> Counterexample | None:
        """A counterexample, if the relation is certainly false at this point."""
        try:
            first, second = self.value(left, indices), self.value(right, indices)
        except Undefined:
            return None
        if not _certainly_false(first - second, relation):
            return None
        return Counterexample(
            {k: v for k, v in self.sizes.items()},
            indices,
            self.data(),
            _short(first),
            _short(second),
        )

    def satisfies(self, hypothesis: Hypothesis) -> bool:
        """Whether a hypothesis certainly holds for every value of its indices; equalities need exact values."""
        left, right = (
            explicit(hypothesis.left, self.context),
            explicit(hypothesis.right, self.context),
        )
        for indices in self.index_values(free_names(left) | free_names(right)):
            try:
                difference = self.value(left, indices) - self.value(right, indices)
            except Undefined:
                return False
            if not _certainly_true(difference, hypothesis.relation):
                return False
        return True

    def data(self) -> dict[str, object]:
        """Arrays as nested lists, and scalars."""
        nested = {
            a: _nested(values, len(self.context.arrays[a].shape))
            for a, values in self.arrays.items()
        }
        return nested | dict(self.scalars)

    # ---------------------------------------------------------------- evaluation
    def value(self, term: Term, indices: Mapping[str, int]) -> Interval:
        """An interval that encloses the term's value."""
        self.terms += 1
        if self.terms > MOST_TERMS:
            raise Undecided("the line is too long to evaluate")
        match term:
            case Number(value):
                return _exact(value)
            case Name(name):
                return self.name(name, indices)
            case Entry(array, places):
                return _exact(self.arrays[array][tuple(self.place(p, indices) for p in places)])
            case Minus(argument):
                return -self.value(argument, indices)
            case Op(kind, left, right):
                return _operate(kind, self.value(left, indices), self.value(right, indices))
            case Call(function, (argument,)):
                return _elementary(function, self.value(argument, indices))
            case Delta(first, second):
                return _exact(Fraction(self.place(first, indices) == self.place(second, indices)))
            case Big():
                return self.big(term, indices)
        raise Undecided(f"a {type(term).__name__} cannot be evaluated")

    def name(self, name: str, indices: Mapping[str, int]) -> Interval:
        """A scalar, a size, or an index used as a number."""
        if name in indices:
            return _exact(Fraction(indices[name]))
        if name in self.scalars:
            return _exact(self.scalars[name])
        return _exact(Fraction(self.end(Name(name))))

    def place(self, index: Term, indices: Mapping[str, int]) -> int:
        """The value of an index."""
        return (
            int(index.value) if isinstance(index, Number) else indices[getattr(index, "name", "")]
        )

    def big(self, term: Big, indices: Mapping[str, int]) -> Interval:
        """A sum or a product, term by term."""
        total = _exact(Fraction(term.kind == "Product"))
        for k in range(self.end(term.low), self.end(term.high) + 1):
            value = self.value(term.body, {**indices, term.index: k})
            total = total + value if term.kind == "Sum" else total * value
        return total


IV = MPIntervalContext()
IV.prec = PRECISION


def _exact(value: Fraction) -> Interval:
    return (
        IV.mpf(value.numerator) / value.denominator
        if value.denominator != 1
        else IV.mpf(value.numerator)
    )


def _operate(kind: str, left: Interval, right: Interval) -> Interval:
    match kind:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "/":
            if 0 in right:
                raise Undefined
            return left / right
    return _power(left, right)


def _power(base: Interval, exponent: Interval) -> Interval:
    """Whole exponents by multiplication, others through exp and log; 0⁰ = 1, as in a likelihood."""
    if exponent.a == exponent.b and exponent.a == int(exponent.a) and abs(exponent.a) <= 64:
        whole = int(exponent.a)
        if whole < 0 and 0 in base:
            raise Undefined
        return base**whole
    if not base.a > 0:
        raise Undefined
    return IV.exp(_bounded(exponent * IV.log(base)))


def _elementary(function: str, argument: Interval) -> Interval:
    match function:
        case "exp":
            return IV.exp(_bounded(argument))
        case "log" if argument.a > 0:
            return IV.log(argument)
        case "sqrt" if argument.a >= 0:
            return IV.sqrt(argument)
    raise Undefined


def _bounded(exponent: Interval) -> Interval:
    """Refuse exponents whose exponential would be a number of astronomical size."""
    if abs(exponent.b) > 10_000 or abs(exponent.a) > 10_000:
        raise Undefined
    return exponent


def _certainly_false(difference: Interval, relation: str) -> bool:
    low, high = difference.a, difference.b
    match relation:
        case "=":
            return bool(low > 0 or high < 0)
        case "<=":
            return bool(low > 0)
        case ">=":
            return bool(high < 0)
        case "<":
            return bool(low >= 0)
    return bool(high <= 0)


def _certainly_true(difference: Interval, relation: str) -> bool:
    low, high = difference.a, difference.b
    answers = {
        "=": low == 0 == high,
        "!=": low > 0 or high < 0,
        "<=": high <= 0,
        ">=": low >= 0,
        "<": high < 0,
        ">": low > 0,
    }
    return bool(answers[relation])


def _draw(domain: str, source: random.Random, width: int) -> Fraction:
    return source.choice(VALUES[domain][:width])


def _nested(values: dict[tuple[int, ...], Fraction], depth: int) -> object:
    """A dictionary by places as nested lists."""
    if depth == 0:
        return values[()]
    heads = sorted({place[0] for place in values})
    return [_nested({p[1:]: v for p, v in values.items() if p[0] == h}, depth - 1) for h in heads]


def _short(value: Interval) -> str:
    """The middle of the interval to six digits."""
    return f"{float(value.mid):.6g}"
