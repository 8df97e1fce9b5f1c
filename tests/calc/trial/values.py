"""The value of a term at plain numbers, in a hundred digits; nothing of the normal form is used.

Definitions are looked up, and a derivative is a quotient of small differences.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from mpmath import MPContext

from lrmath.calc import Context
from lrmath.calc.term import At, Big, Call, Delta, Diff, Entry, Minus, Name, Number, Op, Term

MP = MPContext()
MP.dps = 100
STEP = MP.mpf(10) ** -20
FUNCTIONS = {"exp": MP.exp, "log": MP.log, "sqrt": MP.sqrt}
LARGEST_EXPONENT = 10**12
Place = tuple[str, tuple[int, ...]]


class NoValue(Exception):
    """The term is not defined here, or not real."""


@dataclass
class Data:
    """Sizes, and the values of scalars and entries."""

    context: Context
    sizes: dict[str, int]
    values: dict[Place, Any]

    def moved(self, new: Mapping[Place, Any]) -> Data:
        """The same with some other values."""
        return replace(self, values={**self.values, **new})

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
            case At(body, variable, value):
                return self.moved(dict(self.settings(variable, value, local))).value(body, local)
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
        if function == "exp" and abs(arguments[0]) > LARGEST_EXPONENT:
            raise NoValue(function)
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
            ends.append(self.moved({where: self.values[where] + sign * STEP}).value(body, local))
        return (ends[0] - ends[1]) / (2 * STEP)

    def settings(
        self, variable: Term, value: Term, local: Mapping[str, Any]
    ) -> Iterator[tuple[Place, Any]]:
        """What ``At`` puts: a value for a scalar, or one for each entry of an array."""
        assert isinstance(variable, Name)
        array = self.context.arrays.get(variable.name)
        if array is None:
            yield (variable.name, ()), self.value(value, local)
            return
        known = all(isinstance(size, Number) or size.name in self.sizes for size in array.shape)
        ends = [self.end(size) for size in array.shape] if known else [0]  # else not mentioned
        for place in product(*(range(1, end + 1) for end in ends)):
            entry = isinstance(value, Name) and value.name in self.context.arrays
            found = self.values[value.name, place] if entry else self.value(value, local)
            yield (variable.name, place), found


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
