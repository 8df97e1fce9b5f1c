"""The book's terms in Maxima's language, at definite sizes, with all sums written out.

Nothing of the checker is used here but its parser and the entries of matrix formulas.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from lrmath.calc import Context
from lrmath.calc.declarations import Array
from lrmath.calc.term import (
    At,
    Big,
    Call,
    Delta,
    Diff,
    Entry,
    Infinity,
    Minus,
    Name,
    Number,
    Op,
    Term,
    free_names,
)


@dataclass(frozen=True)
class Instance:
    """Sizes and index values at which a step is put to Maxima."""

    context: Context
    sizes: dict[str, int]
    indices: dict[str, int]

    # ---------------------------------------------------------------- terms
    def write(self, term: Term, bound: dict[str, int] | None = None) -> str:
        """The term in Maxima's language."""
        bound = bound or {}
        match term:
            case Number(value):
                return f"({value})"
            case Infinity(sign):
                return "inf" if sign > 0 else "minf"
            case Name(name):
                return self.name(name, bound)
            case Entry(array, places):
                return entry_name(array, (self.place(p, bound) for p in places))
            case Minus(argument):
                return f"(-{self.write(argument, bound)})"
            case Op(kind, left, right):
                return f"({self.write(left, bound)}{kind}{self.write(right, bound)})"
            case Call(function, arguments, 0):
                name = function if function in ("exp", "log", "sqrt") else f"f_{function}"
                return f"{name}({', '.join(self.write(a, bound) for a in arguments)})"
            case Diff(body, variable):
                return f"diff({self.write(body, bound)}, {self.write(variable, bound)})"
            case At(body, variable, value):
                put = ", ".join(self.settings(variable, value, bound))
                return f"at({self.write(body, bound)}, [{put}])"
            case Delta(first, second):
                return str(int(self.place(first, bound) == self.place(second, bound)))
            case Big(kind, body, index, low, high):
                steps = range(self.end(low), self.end(high) + 1)
                parts = [self.write(body, {**bound, index: k}) for k in steps]
                return f"({('+' if kind == 'Sum' else '*').join(parts)})"
        raise TypeError(type(term).__name__)

    def name(self, name: str, bound: dict[str, int]) -> str:
        """A scalar, a size, an index used as a number, or a defined name."""
        for known in (bound, self.indices, self.sizes):
            if name in known:
                return str(known[name])
        return f"v_{name}"

    def settings(self, variable: Term, value: Term, bound: dict[str, int]) -> Iterator[str]:
        """What ``At`` puts: a value for a scalar, or one for each entry of an array."""
        name = getattr(variable, "name", "")
        array = self.context.arrays.get(name)
        if array is None:
            yield f"{self.write(variable, bound)} = {self.write(value, bound)}"
            return
        for places in self.every_place(array):
            entry = value if isinstance(value, Number) else entry_of(value, places)
            yield f"{entry_name(name, places)} = {self.write(entry, bound)}"

    def every_place(self, array: Array) -> Iterator[tuple[int, ...]]:
        """The places of an array's entries."""
        return itertools.product(*(range(1, self.end(size) + 1) for size in array.shape))

    def end(self, term: Term) -> int:
        """The value of an end of a range."""
        if isinstance(term, Number):
            return int(term.value)
        return self.sizes[getattr(term, "name", "")]

    def place(self, index: Term, bound: dict[str, int]) -> int:
        """The value of an index."""
        if isinstance(index, Number):
            return int(index.value)
        name = getattr(index, "name", "")
        return bound[name] if name in bound else self.indices[name]

    def assignments(self, indices: tuple[str, ...]) -> Iterator[dict[str, int]]:
        """All values of some indices."""
        limits = [self.context.ranges[i] for i in indices]
        axes = [range(self.end(low), self.end(high) + 1) for low, high in limits]
        for values in itertools.product(*axes):
            yield dict(zip(indices, values, strict=True))

    # ---------------------------------------------------------------- what the names mean
    def functions(self) -> Iterator[str]:
        """Declared functions as Maxima's; one without a body stays unknown to it."""
        for name, function in self.context.functions.items():
            if function.body is None:
                continue
            heads = ", ".join(f"v_{p}" for p in function.parameters)
            yield f"f_{name}({heads}) := {self.write(function.body)}$"

    def definitions(self, names: set[str]) -> Iterator[str]:
        """Definitions of these names as assignments, in the order declared."""
        for name, definition in self.context.definitions.items():
            for bound in self.assignments(definition.indices) if name in names else ():
                place = entry_name(name, (bound[i] for i in definition.indices))
                yield f"{place}: {self.write(definition.body, bound)}$"

    def equations(self) -> Iterator[str]:
        """The hypotheses that are equations, for every value of their indices."""
        for hypothesis in self.context.hypotheses:
            if hypothesis.relation == "=":
                names = free_names(hypothesis.left) | free_names(hypothesis.right)
                for bound in self.assignments(tuple(sorted(names & set(self.context.ranges)))):
                    left, right = hypothesis.left, hypothesis.right
                    yield f"{self.write(left, bound)} = {self.write(right, bound)}"

    def data(self, names: set[str]) -> Iterator[tuple[str, str]]:
        """Scalars and entries among these names, as Maxima writes them, with their domains."""
        for name, domain in self.context.scalars.items():
            if name in names:
                yield f"v_{name}", self.known_domain(name, domain)
        for name, array in self.context.arrays.items():
            for places in self.every_place(array) if name in names else ():
                yield entry_name(name, places), self.known_domain(name, array.domain)

    def known_domain(self, name: str, domain: str) -> str:
        """The declared domain, or the one that a hypothesis gives."""
        return self.context.supposed(name) if domain == "real" else domain


def entry_of(array: Term, places: Iterable[int]) -> Entry:
    """An entry of an array that is called by its name."""
    return Entry(getattr(array, "name", ""), tuple(Number(Fraction(k)) for k in places))


def entry_name(array: str, places: object) -> str:
    """An entry as one name: v_x_1_2."""
    return "_".join([f"v_{array}", *map(str, places)])  # type: ignore[call-overload]


def points(data: dict[str, str], number: int, width: int = 1) -> Iterator[dict[str, Fraction]]:
    """Random values of the data; labels are all 0 at the first point and all 1 at the second.

    At width 1 three probabilities add up to less than 1; at width 3 they may be any, and other data
    are three times as large.
    """
    source = random.Random(0)
    for turn in range(number):
        label = turn if turn < 2 else None
        found = {d: value(domain, source, label, width) for d, domain in data.items()}
        rows: dict[str, list[str]] = {}
        for entry in (d for d, domain in data.items() if domain == "onehot"):
            rows.setdefault(entry.rpartition("_")[0], []).append(entry)
        for row in rows.values():
            one = source.choice(row)
            found.update((entry, Fraction(entry == one)) for entry in row)
        yield found


def value(domain: str, source: random.Random, label: int | None, width: int) -> Fraction:
    """A random number of a domain."""
    if domain == "binary":
        return Fraction(source.randint(0, 1) if label is None else label)
    if domain == "integer":
        return Fraction(source.randint(-3, 3))
    if domain == "real":
        return width * Fraction(source.randint(-96, 96), 97)
    return width * Fraction(source.randint(1, 32), 97)
