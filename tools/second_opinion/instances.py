"""The book's terms in Maxima's language, at definite sizes, with all sums written out.

Nothing of the checker is used here but its reader, the entries of matrix formulas, and which names
a line depends on.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from dataclasses import replace as changed
from fractions import Fraction

from lrmath.calc.language import Declarations, Term
from lrmath.calc.language.binding import Symbol, free_indices
from lrmath.calc.language.domains import DOMAINS
from lrmath.calc.language.terms import (
    At,
    Big,
    Bound,
    Call,
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
    Thing,
    Whole,
)
from lrmath.calc.language.things import axes_of


@dataclass(frozen=True)
class Instance:
    """Sizes and index values at which a step is put to Maxima.

    ``bound`` are the values of the indices of the sums around, the innermost first.
    """

    context: Declarations
    sizes: dict[str, int]
    indices: dict[Index, int]
    bound: tuple[int, ...] = ()

    # ---------------------------------------------------------------- terms
    def write(self, term: Term) -> str:
        """The term in Maxima's language."""
        match term:
            case Number(value):
                return f"({value})"
            case Infinity(sign):
                return "inf" if sign > 0 else "minf"
            case Scalar(name):
                return f"v_{name}"
            case Size() | Index() | Bound():
                return str(self.whole(term))
            case Entry(thing, places):
                return entry_name(thing, map(self.whole, places))
            case Minus(argument):
                return f"(-{self.write(argument)})"
            case Op(kind, left, right):
                return f"({self.write(left)}{kind}{self.write(right)})"
            case Call(function, arguments, 0):
                name = f"f_{function.name}" if isinstance(function, Thing) else function
                return f"{name}({', '.join(map(self.write, arguments))})"
            case Diff(body, variable):
                return f"diff({self.write(body)}, {self.write(variable)})"
            case At(body, variable, value):
                put = ", ".join(self.settings(variable, value))
                return f"at({self.write(body)}, [{put}])"
            case Delta(first, second):
                return str(int(self.whole(first) == self.whole(second)))
            case Big():
                return self.big(term)
        raise TypeError(type(term).__name__)

    def big(self, term: Big) -> str:
        """A sum or a product, written out."""
        steps = range(self.whole(term.low), self.whole(term.high) + 1)
        parts = [changed(self, bound=(k, *self.bound)).write(term.body) for k in steps]
        return f"({('+' if term.kind == 'Sum' else '*').join(parts)})"

    def whole(self, term: Term) -> int:
        """The value of a size, of an index, or of a whole number in the place of one."""
        match term:
            case Number(value):
                return int(value)
            case Size(name):
                return self.sizes[name]
            case Bound(depth):
                return self.bound[depth]
        assert isinstance(term, Index)
        return self.indices[term]

    def settings(self, variable: Term, value: Term) -> Iterator[str]:
        """What ``At`` puts: a value for a scalar, or one for each entry of an array."""
        if not isinstance(variable, Whole):
            yield f"{self.write(variable)} = {self.write(value)}"
            return
        for places in self.every_place(variable.of):
            entry = entry_name(value.of, places) if isinstance(value, Whole) else self.write(value)
            yield f"{entry_name(variable.of, places)} = {entry}"

    def every_place(self, array: Thing) -> Iterator[tuple[int, ...]]:
        """The places of an array's entries."""
        return itertools.product(*(range(1, self.whole(size) + 1) for size in axes_of(array)))

    def assignments(self, indices: Iterable[Index]) -> Iterator[Instance]:
        """The instance with all values of some indices."""
        chosen = list(indices)
        axes = [range(self.whole(i.low), self.whole(i.high) + 1) for i in chosen]
        for values in itertools.product(*axes):
            yield changed(self, indices=self.indices | dict(zip(chosen, values, strict=True)))

    # ---------------------------------------------------------------- what the names mean
    def functions(self) -> Iterator[str]:
        """Declared functions as Maxima's; one without a body stays unknown to it."""
        for name, function in self.context.functions.items():
            if function.body is None:
                continue
            heads = ", ".join(f"v_{p.name}" for p in function.parameters)
            yield f"f_{name}({heads}) := {self.write(function.body)}$"

    def definitions(self, behind: frozenset[Symbol]) -> Iterator[str]:
        """Definitions among these as assignments, in the order declared."""
        for definition in self.context.definitions.values():
            parameters = definition.parameters
            for inside in self.assignments(parameters) if definition in behind else ():
                place = entry_name(definition, map(inside.whole, parameters))
                yield f"{place}: {inside.write(definition.body)}$"

    def equations(self) -> Iterator[str]:
        """The hypotheses that are equations, for every value of their indices."""
        for told in self.context.hypotheses:
            if told.relation == "=":
                for inside in self.assignments(free_indices(told)):
                    yield f"{inside.write(told.left)} = {inside.write(told.right)}"

    def data(self, behind: frozenset[Symbol]) -> Iterator[tuple[str, str]]:
        """Scalars and entries among these, as Maxima writes them, with their domains."""
        for name, scalar in self.context.scalars.items():
            if scalar in behind:
                yield f"v_{name}", self.known_domain(scalar, scalar.domain)
        for array in self.context.arrays.values():
            for places in self.every_place(array) if array in behind else ():
                yield entry_name(array, places), self.known_domain(Whole(array), array.domain)

    def known_domain(self, variable: Term, domain: str) -> str:
        """The declared domain, or the one that a hypothesis gives."""
        return self.context.supposed(variable) if domain == "real" else domain


def entry_name(thing: Thing, places: Iterable[int]) -> str:
    """An entry as one name: v_x_1_2."""
    return "_".join([f"v_{thing.name}", *map(str, places)])


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
        assert all(DOMAINS[data[d]].holds(v) for d, v in found.items())
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
