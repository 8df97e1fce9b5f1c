"""Data with definite values, and arithmetic in a hundred digits; nothing of the checker is used."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from functools import partial
from typing import Any

import numpy as np
from mpmath import MPContext

from lrmath.calc.language.declarations import Declarations
from lrmath.calc.language.terms import Number, Term

MP = MPContext()
MP.dps = 100
LARGEST_EXPONENT = 10**12
Place = tuple[str, tuple[int, ...]]


Scope = Mapping[str, Any]  # the values of indices and parameters
# a line: its value at data, with indices and parameters around it
Formula = Callable[["Data", Scope], Any]


class NoValue(Exception):
    """The line is not defined here, or not real."""


class Unknown(NoValue):
    """Numbers cannot tell whether the line is defined here."""


@dataclass(frozen=True)
class Data:
    """Sizes, the values of scalars and entries, and a function for each that has no body."""

    context: Declarations
    sizes: Mapping[str, int]
    values: Mapping[Place, Any]
    functions: Mapping[str, Callable[..., Any]] = field(default_factory=dict)

    def moved(self, new: Mapping[Place, Any]) -> Data:
        """The same with some other values."""
        return replace(self, values={**self.values, **new})

    def datum(self, name: str, place: tuple[int, ...] = ()) -> Any:
        """The value of a scalar or an entry."""
        if (name, place) not in self.values:
            raise Unknown(f"{name} has no value here")
        return self.values[name, place]

    def function(self, name: str) -> Callable[..., Any]:
        """What a function without a body is here."""
        if name not in self.functions:
            raise Unknown(f"{name} has no value here")
        return self.functions[name]

    def end(self, size: Term) -> int:
        """The value of an end of a range."""
        if isinstance(size, Number):
            return int(size.value)
        return self.size(str(getattr(size, "name", "")))

    def size(self, name: str) -> int:
        """The value of a size."""
        if name not in self.sizes:
            raise Unknown(f"{name} has no value here")
        return self.sizes[name]


def fraction(value: Fraction) -> Any:
    """A fraction in a hundred digits."""
    return MP.mpf(value.numerator) / value.denominator


# ---------------------------------------------------------------- what is small
FINE = 2000  # digits in which a suspicion is looked at again


def small(digits: int, finer: int) -> Any:
    """A negative power of ten, in the usual number of digits, and in more."""
    return MP.mpf(10) ** -(finer if MP.dps >= FINE else digits)


def step() -> Any:
    """Of a difference quotient; what the quotient is wrong by is the square of it."""
    return small(20, 300)


def slack() -> Any:
    """What differs by more, is different."""
    return small(25, 100)


def tiny() -> Any:
    """Nearer to the border of a domain than rounding tells."""
    return small(60, 600)


# ---------------------------------------------------------------- domains
def inside(value: Any, domain: str) -> Any:
    """The value, if it lies in the domain; near a border that does not belong to it, who knows."""
    if domain in ("positive", "unit"):
        above(value)
    if domain == "unit":
        above(1 - value)
    outside = domain == "nonnegative" and value < -2 * step()  # one may differentiate at 0
    outside |= domain in ("binary", "onehot") and value not in (0, 1)
    outside |= domain == "integer" and not MP.isint(value)
    if outside:
        raise NoValue(domain)
    return value


def above(value: Any) -> Any:
    """The value, if it is more than zero."""
    if abs(value) < tiny() and value != 0:
        raise Unknown("zero, or nearly")
    if value <= 0:
        raise NoValue("not positive")
    return value


# ---------------------------------------------------------------- operations
def real(value: Any) -> Any:
    """Refuse what is not a real number."""
    if isinstance(value, MP.mpc) or not MP.isfinite(value):
        raise NoValue("not real")
    return value


def exponential(value: Any) -> Any:
    """The exponential function, of what is not too large."""
    if abs(value) > LARGEST_EXPONENT:
        raise Unknown("exp of a huge number")
    return MP.exp(value)


def root(value: Any) -> Any:
    """The square root; just below zero, who knows."""
    if -tiny() < value < 0:
        raise Unknown("zero, or nearly")
    return real(MP.sqrt(value))


ELEMENTARY = {"exp": exponential, "log": lambda value: MP.log(above(value)), "sqrt": root}


def power(base: Any, exponent: Any) -> Any:
    """A power; a large exponent needs care as exp does."""
    if abs(exponent) > LARGEST_EXPONENT:
        raise Unknown("a huge exponent")
    return base**exponent


def number(kind: str, left: Any, right: Any) -> Any:
    """``left kind right`` of two numbers."""
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
        return real(power(left, right))
    except ZeroDivisionError:
        raise NoValue("a division by zero") from None


def everywhere(function: Callable[..., Any], *arguments: Any) -> Any:
    """A function of numbers, entry by entry of arrays."""
    if not any(isinstance(a, np.ndarray) for a in arguments):
        return function(*arguments)
    return np.frompyfunc(function, len(arguments), 1)(*arguments)


def operate(kind: str, left: Any, right: Any) -> Any:
    """``left kind right``, entry by entry, or a matrix product."""
    if kind == "@":
        return np.dot(left, right)
    if isinstance(left, np.ndarray) or isinstance(right, np.ndarray):
        return everywhere(partial(number, kind), left, right)
    return number(kind, left, right)
