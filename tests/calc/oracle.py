"""Plain numbers at random data: an oracle that shares nothing with the normal form.

It knows definitions only by looking them up, and a derivative only as a quotient of small
differences in a hundred digits. What differs here by more than 1e-25 is different; what agrees
at several random places is taken to be equal. Every other place has simple values, zeros among
them, at which a strict inequality is most easily broken.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import Any

from mpmath import MPContext

from lrmath.calc import Context
from lrmath.calc.domains import Condition
from lrmath.calc.matrices import generic
from lrmath.calc.refute import Point, Search
from lrmath.calc.term import (
    ZERO,
    Big,
    Call,
    Delta,
    Diff,
    Entry,
    Minus,
    Name,
    Number,
    Op,
    Term,
    free_names,
)
from lrmath.calc.verdict import Counterexample

MP = MPContext()
MP.dps = 100
STEP = MP.mpf(10) ** -20
TOLERANCE = MP.mpf(10) ** -25
PLACES = 3
SIMPLE = (0, 1, -1, 2)
FUNCTIONS = {"exp": MP.exp, "log": MP.log, "sqrt": MP.sqrt}


class NoValue(Exception):
    """The term is not defined here, or not real."""


@dataclass
class Data:
    """Sizes, and the values of scalars and entries."""

    context: Context
    sizes: dict[str, int]
    values: dict[tuple[str, tuple[int, ...]], Any]

    def end(self, term: Term) -> int:
        """The value of an end of a range."""
        return int(term.value) if isinstance(term, Number) else self.sizes[term.name]

    def value(self, term: Term, local: Mapping[str, Any]) -> Any:
        """The value of a term; ``local`` holds indices and parameters."""
        match term:
            case Number(value):
                return MP.mpf(value.numerator) / value.denominator
            case Name(name):
                return self.name(name, local)
            case Entry(array, places):
                return self.entry(array, tuple(self.place(p, local) for p in places))
            case Minus(argument):
                return -self.value(argument, local)
            case Op(kind, left, right):
                return real(operate(kind, self.value(left, local), self.value(right, local)))
            case Call(function, arguments):
                return self.call(function, [self.value(a, local) for a in arguments])
            case Delta(first, second):
                return MP.mpf(self.place(first, local) == self.place(second, local))
            case Big(kind, body, index, low, high):
                steps = range(self.end(low), self.end(high) + 1)
                parts = [self.value(body, {**local, index: k}) for k in steps]
                return MP.fsum(parts) if kind == "Sum" else MP.fprod(parts)
            case Diff(body, variable):
                return self.slope(body, variable, local)
        raise NoValue(type(term).__name__)

    def name(self, name: str, local: Mapping[str, Any]) -> Any:
        """A parameter or index, a size, a definition, or a scalar."""
        if name in local:
            return MP.mpf(local[name])
        if name in self.sizes:
            return MP.mpf(self.sizes[name])
        if name in self.context.definitions:
            return self.value(self.context.definitions[name].body, {})
        return self.values[name, ()]

    def entry(self, array: str, places: tuple[int, ...]) -> Any:
        """An entry of data, or of a definition."""
        definition = self.context.definitions.get(array)
        if definition is None:
            return self.values[array, places]
        return self.value(definition.body, dict(zip(definition.indices, places, strict=True)))

    def call(self, function: str, arguments: list[Any]) -> Any:
        """An elementary or a declared function."""
        if function in FUNCTIONS:
            return real(FUNCTIONS[function](*arguments))
        declared = self.context.functions[function]
        return self.value(declared.body, dict(zip(declared.parameters, arguments, strict=True)))

    def place(self, index: Term, local: Mapping[str, Any]) -> int:
        """The value of an index."""
        return int(index.value) if isinstance(index, Number) else int(local[index.name])

    def slope(self, body: Term, variable: Term, local: Mapping[str, Any]) -> Any:
        """A central difference; 0 by a variable that a counterexample does not mention."""
        where = (
            (variable.name, ())
            if isinstance(variable, Name)
            else (
                variable.array,
                tuple(self.place(p, local) for p in variable.indices),
            )
        )
        if where not in self.values:
            self.value(body, local)  # has a value without the variable, or fails here
            return MP.mpf(0)
        ends = []
        for sign in (1, -1):
            moved = {**self.values, where: self.values[where] + sign * STEP}
            ends.append(Data(self.context, self.sizes, moved).value(body, local))
        return (ends[0] - ends[1]) / (2 * STEP)


def real(value: Any) -> Any:
    """Refuse what is not a real number."""
    if isinstance(value, MP.mpc) or not MP.isfinite(value):
        raise NoValue
    return value


def operate(kind: str, left: Any, right: Any) -> Any:
    """``left kind right``."""
    try:
        match kind:
            case "+":
                return left + right
            case "-":
                return left - right
            case "*":
                return left * right
            case "/":
                return left / right
            case "^":
                return left**right
    except ZeroDivisionError:
        raise NoValue from None
    raise NoValue(kind)


def random_value(domain: str, source: random.Random) -> Fraction:
    """A number of the domain without any special property."""
    number = Fraction(source.randint(1, 997), 499)
    match domain:
        case "positive" | "nonnegative":
            return number
        case "unit":
            return number / 2
        case "binary" | "onehot":
            return Fraction(source.randint(0, 1))
        case "integer":
            return Fraction(source.randint(-3, 3))
    return number - 1


def simple_value(domain: str, source: random.Random) -> Fraction:
    """One of the few numbers at which laws have their exceptions."""
    match domain:
        case "positive":
            return Fraction(source.choice((1, 2)))
        case "nonnegative":
            return Fraction(source.choice((0, 1)))
        case "real" | "integer":
            return Fraction(source.choice(SIMPLE))
    return Fraction(1, 2) if domain == "unit" else random_value(domain, source)


def places(terms: list[Term], context: Context, seed: int, number: int = PLACES) -> Iterator[Data]:
    """Data of small, mostly different sizes at which every hypothesis holds.

    They are random and simple in turn.
    """
    source = random.Random(seed)
    search = Search(ZERO, "=", ZERO, context)
    search.names |= context.behind(frozenset().union(*map(free_names, terms)) | search.names)
    arrays = sorted(search.names & set(context.arrays))
    scalars = sorted(search.names & set(context.scalars))
    sizes = sorted(search.sizes(arrays))
    found = 0
    for turn in range(20 * number):
        value = simple_value if turn % 2 else random_value
        search.spent = 0
        point = Point(search, {s: source.randint(1, 3) for s in sizes})
        for place, domain in point.places(arrays, scalars):
            point.data[place] = value(domain, source)
        point.choose_rows(source)
        if search.admitted(point):
            values = {k: MP.mpf(v.numerator) / v.denominator for k, v in point.data.items()}
            yield Data(context, point.sizes, values)
            found += 1
            if found == number:
                return


def holds(
    left: Term,
    relation: str,
    right: Term,
    context: Context,
    seed: int = 0,
    number: int = PLACES,
    conditions: tuple[Condition, ...] = (),
) -> bool | None:
    """Whether the relation holds at some data; None where nothing could be computed.

    Only data count at which the conditions of a verdict are met.
    """
    (first, second), inner = generic([left, right], context)
    answers = [
        answer
        for data in places([first, second], inner, seed, number)
        if all(met(condition, inner, data) for condition in conditions)
        for local in indices(first, second, inner, data)
        if (answer := holds_at(first, relation, second, data, local)) is not None
    ]
    return all(answers) if answers else None


def met(condition: Condition, context: Context, data: Data) -> bool:
    """Whether a condition of a verdict holds for all its indices."""
    term, relation = condition.term, condition.relation
    places = indices(term, ZERO, context, data)
    return all(holds_at(term, relation, ZERO, data, local) is True for local in places)


def confirms(
    left: Term, relation: str, right: Term, context: Context, found: Counterexample
) -> bool:
    """Whether the relation fails at a counterexample."""
    (first, second), inner = generic([left, right], context)
    values = {
        (name, place): MP.mpf(value.numerator) / value.denominator
        for name, nested in found.data.items()
        for place, value in flat(nested)
    }
    data = Data(inner, found.sizes, values)
    return holds_at(first, relation, second, data, found.indices) is False


def flat(nested: Any, place: tuple[int, ...] = ()) -> Iterator[tuple[tuple[int, ...], Fraction]]:
    """The entries of nested lists with their places."""
    if not isinstance(nested, list):
        yield place, nested
        return
    for k, part in enumerate(nested, 1):
        yield from flat(part, (*place, k))


def indices(first: Term, second: Term, context: Context, data: Data) -> Iterator[dict[str, int]]:
    """Every value of the free indices."""
    free = sorted((free_names(first) | free_names(second)) & set(context.ranges))
    axes = [range(data.end(low), data.end(high) + 1) for low, high in map(context.ranges.get, free)]
    for place in product(*axes):
        yield dict(zip(free, place, strict=True))


def holds_at(
    first: Term, relation: str, second: Term, data: Data, local: dict[str, int]
) -> bool | None:
    """Whether the relation holds at one place."""
    try:
        left, right = data.value(first, local), data.value(second, local)
    except NoValue:
        return None
    slack = TOLERANCE * (1 + abs(left) + abs(right))
    match relation:
        case "=":
            return bool(abs(left - right) <= slack)
        case "!=":
            return bool(abs(left - right) > slack)
        case "in binary":
            return bool(left in (0, 1))
        case "in integer":
            return bool(MP.isint(left))
        case "<":
            return bool(left < right - slack)
        case ">":
            return bool(left > right + slack)
        case "<=":
            return bool(left <= right + slack)
    return bool(left >= right - slack)
