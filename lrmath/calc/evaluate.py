"""Values of a term at given data, to compare a proved formula with the program that computes it.

The evaluation is plain: every definition is put, every derivative carried out, every sum added
up term by term in thirty digits. It is slow and has nothing in common with the vectorised code
that it judges.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from mpmath import MPContext

from .context import Context
from .errors import IllTyped
from .explicit import explicit
from .matrices import entry, generic_indices, scalar, shape
from .term import (
    Big,
    Call,
    Compare,
    Delta,
    Entry,
    Infinity,
    Minus,
    Name,
    Number,
    Op,
    Term,
    free_names,
)
from .text import text

MP = MPContext()
MP.dps = 30
ELEMENTARY = {"exp": MP.exp, "log": MP.log, "sqrt": MP.sqrt}


def evaluate(term: Term, context: Context, values: Mapping[str, Any]) -> Any:
    """A number, or nested lists over the free indices of the term in alphabetical order.

    ``values`` gives scalars by name and arrays, as nested lists or NumPy arrays, by entry name or
    matrix name.
    """
    if isinstance(term, Compare | Infinity):
        raise IllTyped(f"{text(term)} is not a number; only a formula has a value")
    if shape(term, context):
        indices, ranges = generic_indices(shape(term, context), context, free_names(term))
        term, free = entry(term, indices, context), list(ranges)
    else:
        term = scalar(term, context)
        free = sorted(free_names(term) & set(context.ranges))
    return Evaluator(context, values).table(explicit(term, context), free)


class Evaluator:
    """Evaluates explicit terms at fixed data."""

    def __init__(self, context: Context, values: Mapping[str, Any]):
        self.context = context
        self.values = {context.wholes.get(k, k): v for k, v in values.items()}
        self.sizes: dict[str, int] = {}
        for name, array in context.arrays.items():
            if name in self.values:
                self.measure(name, array.shape)

    def measure(self, name: str, axes: tuple[Term, ...]) -> None:
        """Read the sizes off an array; all arrays must agree."""
        part = self.values[name]
        for axis in axes:
            if isinstance(axis, Name) and self.sizes.setdefault(axis.name, len(part)) != len(part):
                raise IllTyped(
                    f"{name} has {len(part)} where {axis.name} = {self.sizes[axis.name]}"
                )
            part = part[0]

    def table(self, term: Term, free: list[str], fixed: dict[str, int] | None = None) -> Any:
        """The value, or a list over the first free index."""
        fixed = fixed or {}
        if not free:
            return self.value(term, fixed)
        low, high = (self.end(t) for t in self.context.ranges[free[0]])
        return [self.table(term, free[1:], {**fixed, free[0]: k}) for k in range(low, high + 1)]

    def end(self, term: Term) -> int:
        """An end of a range."""
        return (
            int(term.value) if isinstance(term, Number) else self.sizes[getattr(term, "name", "")]
        )

    def value(self, term: Term, indices: Mapping[str, int]) -> Any:
        """The value of a scalar term."""
        match term:
            case Number(value):
                return MP.mpf(value.numerator) / value.denominator
            case Name(name):
                found = indices.get(name, self.sizes.get(name, self.values.get(name)))
                return MP.mpf(self.need(found, name))
            case Entry(array, places):
                part = self.need(self.values.get(array), array)
                for place in places:
                    part = part[self.place(place, indices) - 1]
                return MP.mpf(float(part))
            case Minus(argument):
                return -self.value(argument, indices)
            case Op(kind, left, right):
                return _operate(kind, self.value(left, indices), self.value(right, indices))
            case Call(function, (argument,)) if function in ELEMENTARY:
                return ELEMENTARY[function](self.value(argument, indices))
            case Delta(first, second):
                return MP.mpf(self.place(first, indices) == self.place(second, indices))
            case Big():
                return self.big(term, indices)
        raise IllTyped(f"a {type(term).__name__} has no value")

    def need(self, value: Any, name: str) -> Any:
        """Refuse a missing value by name."""
        if value is None:
            raise IllTyped(f"no value is given for {name}")
        return value

    def place(self, index: Term, indices: Mapping[str, int]) -> int:
        """The value of an index."""
        return (
            int(index.value) if isinstance(index, Number) else indices[getattr(index, "name", "")]
        )

    def big(self, term: Big, indices: Mapping[str, int]) -> Any:
        """A sum or a product, term by term."""
        steps = range(self.end(term.low), self.end(term.high) + 1)
        parts = [self.value(term.body, {**indices, term.index: k}) for k in steps]
        return MP.fsum(parts) if term.kind == "Sum" else MP.fprod(parts)


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
