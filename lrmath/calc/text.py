"""A term as the line that its author typed; reading it again gives the same term."""

from __future__ import annotations

from fractions import Fraction

from .term import Big, Call, Delta, Diff, Entry, Hole, Minus, Name, Number, Op, Term, Transpose

STRENGTH = {"+": 1, "-": 1, "*": 2, "/": 2, "@": 2, "^": 4}
UNARY, ATOM = 3, 5


def text(term: Term) -> str:
    """The term in the syntax of :mod:`lrmath.calc.syntax`."""
    match term:
        case Number(value):
            return _number(value)
        case Name(name):
            return name
        case Entry(array, indices):
            return f"{array}[{', '.join(map(text, indices))}]"
        case Minus(argument):
            return "-" + _wrapped(argument, UNARY)
        case Op("^", left, right):
            return _wrapped(left, ATOM) + "**" + _wrapped(right, UNARY)
        case Op(kind, left, right):
            space = " " if kind in "+-@" else ""
            return f"{_wrapped(left, STRENGTH[kind])}{space}{kind}{space}{_wrapped(right, STRENGTH[kind] + 1)}"
        case Call(function, arguments, primes):
            return f"{function}{chr(39) * primes}({', '.join(map(text, arguments))})"
        case Big(kind, body, index, low, high):
            return f"{kind}({text(body)}, ({index}, {text(low)}, {text(high)}))"
        case Diff(body, variable):
            return f"D({text(body)}, {text(variable)})"
        case Delta(first, second):
            return f"KroneckerDelta({text(first)}, {text(second)})"
        case Transpose(argument):
            return _wrapped(argument, ATOM) + ".T"
        case Hole():
            return "hole"
    raise TypeError(type(term).__name__)


def _number(value: Fraction) -> str:
    return str(value)


def _wrapped(term: Term, least: int) -> str:
    """In brackets when it binds less tightly than its place asks for."""
    return text(term) if strength(term) >= least else f"({text(term)})"


def strength(term: Term) -> int:
    """How tightly the outermost operation binds."""
    match term:
        case Op(kind):
            return STRENGTH[kind]
        case Minus():
            return UNARY
        case Number(value) if value.denominator != 1 or value < 0:
            return STRENGTH["/"] if value.denominator != 1 else UNARY
    return ATOM
