"""Values for names: random ones, and the few simple ones at which laws have their exceptions."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from fractions import Fraction
from itertools import product
from typing import Any

from lrmath.calc.language.declarations import Declarations
from lrmath.calc.language.terms import Scalar, Size
from lrmath.calc.language.text import text
from lrmath.calc.language.things import Array, Function, axes_of, body_of
from trial.values import MP, Data, Place, fraction

LARGEST_SIZE = 3
SIMPLE = (0, 1, -1, 2)
WORD = re.compile(r"[A-Za-z]\w*")
Choice = Callable[[str, random.Random], Fraction]


# ---------------------------------------------------------------- single values
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


def smooth(function: Function, source: random.Random) -> Callable[..., Any]:
    """A smooth function for one that has no body, with values in its range."""
    start, *slopes = [source.randint(-3, 3) for _ in range(1 + len(function.parameters))]

    def found(*arguments: Any) -> Any:
        inner = start + MP.fsum(a * u for a, u in zip(slopes, arguments, strict=True))
        return SMOOTH[function.range](MP.sin(inner) + inner / 3)

    return found


SMOOTH: dict[str, Callable[[Any], Any]] = {
    "real": lambda u: u,
    "positive": MP.exp,
    "nonnegative": lambda u: u * u,
    "unit": lambda u: 1 / (1 + MP.exp(-u)),
}


# ---------------------------------------------------------------- what a line speaks of
def mentioned(lines: Iterable[str], context: Declarations) -> dict[str, Any]:
    """Everything that lines speak of, through definitions, by name."""
    queue = [word for line in lines for word in WORD.findall(line)]
    found: dict[str, Any] = {}
    while queue:
        name = queue.pop()
        thing = context.wholes.get(name, context.names.get(name))
        if thing is not None and thing.name not in found:
            found[thing.name] = thing
            queue += WORD.findall(" ".join(_behind(thing, context)))
    return found


def _behind(thing: Any, context: Declarations) -> Iterator[str]:
    ends = (getattr(thing, "low", None), getattr(thing, "high", None), *axes_of(thing))
    yield from (text(part, context) for part in (body_of(thing), *ends) if part is not None)


# ---------------------------------------------------------------- data
def drawn(
    names: dict[str, Any],
    context: Declarations,
    choose: Choice,
    source: random.Random,
    chosen: Mapping[str, int] | None = None,
) -> Data:
    """Values for sizes that are not chosen yet, for scalars, entries and functions."""
    sizes = {n: source.randint(1, LARGEST_SIZE) for n, t in names.items() if isinstance(t, Size)}
    sizes |= chosen or {}
    free = {
        name: smooth(thing, source)
        for name, thing in names.items()
        if isinstance(thing, Function) and thing.body is None
    }
    data = Data(context, sizes, {}, free)
    values: dict[Place, Fraction] = {}
    for name, thing in sorted(names.items()):
        if isinstance(thing, Scalar):
            values[name, ()] = choose(thing.domain, source)
        elif isinstance(thing, Array):
            values |= entries(thing, data, choose, source)
    return data.moved({place: fraction(v) for place, v in values.items()})


def entries(
    array: Array,
    data: Data,
    choose: Choice,
    source: random.Random,
) -> dict[Place, Fraction]:
    """Values for the entries of an array; every row of a onehot one has a single 1."""
    *rows, columns = (range(1, data.end(size) + 1) for size in array.axes)
    found: dict[Place, Fraction] = {}
    for row in product(*rows):
        one = source.choice(columns)
        for column in columns:
            hot = array.domain == "onehot"
            new = Fraction(column == one) if hot else choose(array.domain, source)
            found[array.name, (*row, column)] = new
    return found
