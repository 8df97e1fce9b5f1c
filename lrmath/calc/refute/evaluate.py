"""Values of a term at given data, to compare a proved formula with the program that computes it.

The evaluation is plain: every definition is put, every derivative carried out, every sum added
up term by term in thirty digits. It is slow and has nothing in common with the vectorised code
that it judges.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import cache, partial
from itertools import product
from typing import Any

from ..language.binding import free_indices
from ..language.declarations import Declarations
from ..language.domains import DOMAINS
from ..language.errors import IllTyped
from ..language.shapes import entry, generic_indices, scalar, shape
from ..language.terms import Compare, Infinity, Scalar, Size, Term
from ..language.text import text
from ..language.things import Array, Function, things_in
from ..logic.explicit import explicit
from .values import Arithmetic, Place, Valuation


@cache
def digits() -> Any:
    """mpmath's numbers of thirty digits, which are loaded when a formula is evaluated."""
    from mpmath import MPContext

    context = MPContext()
    context.dps = 30
    return context


def evaluate(term: Term, context: Declarations, values: Mapping[str, Any]) -> Any:
    """A number, or nested lists over the free indices of the term in alphabetical order.

    ``values`` gives scalars by name and arrays, as nested lists or NumPy arrays, by entry name or
    matrix name. A value outside the domain of its name is refused: nothing was proved of it.
    """
    if isinstance(term, Compare | Infinity):
        raise IllTyped(f"{text(term, context)} is not a number; only a formula has a value")
    free: tuple[Any, ...] = tuple(free_indices(term))
    if shape(term):
        free = generic_indices(shape(term), context, free)
    plain = explicit(entry(term, free) if shape(term) else scalar(term))
    for function in things_in(plain):
        if isinstance(function, Function) and function.body is None:
            raise IllTyped(f"{function.name} has no value; it stands for any smooth function")
    return _table(plain, free, valuation(context, values))


def valuation(context: Declarations, values: Mapping[str, Any]) -> Valuation:
    """The sizes, scalars and entries that the data give."""
    sizes: dict[Term, int] = {}
    data: dict[Place, Any] = {}
    for name, value in values.items():
        found = context.wholes.get(name) or context.names.get(name)
        if isinstance(found, Array):
            _measure(found, value, sizes)
            read = partial(_inside, found.domain, name)
            data |= {(found, place): read(_at(value, place)) for place in _places(found, sizes)}
        elif isinstance(found, Size):
            sizes[found] = _count(name, value)
        elif isinstance(found, Scalar):
            data[found, ()] = _inside(found.domain, name, value)
    arithmetic = Arithmetic(_mp, _operate, lambda name, argument: getattr(digits(), name)(argument))
    return Valuation(arithmetic, sizes, data)


def _table(term: Term, free: tuple[Any, ...], at: Valuation) -> Any:
    """The value, or nested lists over the free indices."""
    if not free:
        return at.value(term)
    index, *rest = free
    places = range(at.end(index.low), at.end(index.high) + 1)
    return [_table(term, tuple(rest), _with(at, index, k)) for k in places]


def _with(at: Valuation, index: Term, value: int) -> Valuation:
    return Valuation(at.arithmetic, at.sizes, at.data, {**at.indices, index: value})


def _measure(array: Array, value: Any, sizes: dict[Term, int]) -> None:
    """Read the sizes off an array; all arrays must agree."""
    part = value
    for axis in array.axes:
        length = len(part)
        known = sizes.setdefault(axis, length) if isinstance(axis, Size) else int(text(axis))
        if known != length:
            raise IllTyped(f"{array.name} has {length} entries along {text(axis)}, not {known}")
        part = part[0] if length else []


def _places(array: Array, sizes: Mapping[Term, int]) -> list[tuple[int, ...]]:
    lengths = (sizes.get(axis) or int(text(axis)) for axis in array.axes)
    return list(product(*(range(1, length + 1) for length in lengths)))


def _at(value: Any, place: tuple[int, ...]) -> Any:
    for k in place:
        value = value[k - 1]
    return value


def _count(name: str, value: Any) -> int:
    """A size: a whole number from 1 on."""
    if value != int(value) or value < 1:
        raise IllTyped(f"{name} is a size: a whole number from 1 on, not {value}")
    return int(value)


def _inside(domain: str, name: str, value: Any) -> Any:
    """A number of thirty digits, which must lie in the domain of its name."""
    number = _mp(value)
    if not digits().isfinite(number):
        raise IllTyped(f"{name} stands for numbers, and {value} is none")
    if not DOMAINS[domain].holds(number):
        raise IllTyped(f"{name} is {domain}, and {value} is not; give a value of its domain")
    return number


def _mp(value: Any) -> Any:
    if isinstance(value, Fraction):
        return digits().mpf(value.numerator) / value.denominator
    return value if isinstance(value, digits().mpf) else digits().mpf(float(value))


def _operate(kind: str, left: Any, right: Any) -> Any:
    match kind:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "/":
            return left / right
    return left**right
