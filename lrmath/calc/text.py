"""A term as the line that its author typed; reading it again gives the same term."""

from __future__ import annotations

from collections.abc import Mapping

from .term import (
    At,
    Big,
    Call,
    Compare,
    Delta,
    Diff,
    Entry,
    Hole,
    Infinity,
    Minus,
    Name,
    Number,
    Op,
    Term,
    Transpose,
)
from .work import spend

STRENGTH = {"+": 1, "-": 1, "*": 2, "/": 2, "@": 2, "^": 4}
UNARY, ATOM = 3, 5
Ranges = Mapping[str, tuple[Term, Term]]


def text(term: Term, ranges: Ranges | None = None) -> str:
    """The term in the syntax of :mod:`lrmath.calc.syntax`.

    With the ``ranges`` of declared indices a sum over all of one is written short: ``Sum(y[i],
    i)``.
    """
    return Printer(ranges or {}).write(term)


class Printer:
    """Writes terms; knows the declared ranges of indices."""

    def __init__(self, ranges: Ranges):
        self.ranges = ranges

    def write(self, term: Term) -> str:
        """The text of a term."""
        spend()
        match term:
            case Number(value):
                return str(value)
            case Name(name):
                return name
            case Entry(array, indices):
                return f"{array}[{', '.join(map(self.write, indices))}]"
            case Minus(argument):
                return "-" + self.wrapped(argument, UNARY)
            case Op():
                return self.operation(term)
            case Call(function, arguments, primes):
                marks = "'" * primes
                return f"{function}{marks}({', '.join(map(self.write, arguments))})"
            case Big(kind, body, index):
                return f"{kind}({self.write(body)}, {self.limits(term, index)})"
            case Diff(body, variable):
                return f"D({self.write(body)}, {self.write(variable)})"
            case At(body, variable, value):
                return f"At({', '.join(map(self.write, (body, variable, value)))})"
            case Delta(first, second):
                return f"KroneckerDelta({self.write(first)}, {self.write(second)})"
            case Transpose(argument):
                return self.wrapped(argument, ATOM) + ".T"
            case Compare(left, relation, right):
                return f"{self.write(left)} {relation} {self.write(right)}"
            case Infinity(sign):
                return "oo" if sign > 0 else "-oo"
            case Hole():
                return "hole"
        raise TypeError(type(term).__name__)

    def operation(self, term: Op) -> str:
        """Two operands; the right one of - and / needs brackets sooner than the left."""
        if term.kind == "^":
            return self.wrapped(term.left, ATOM) + "**" + self.wrapped(term.right, UNARY)
        least = STRENGTH[term.kind]
        space = " " if term.kind in "+-@" else ""
        left, right = self.wrapped(term.left, least), self.wrapped(term.right, least + 1)
        return f"{left}{space}{term.kind}{space}{right}"

    def limits(self, term: Big, index: str) -> str:
        """``i`` where the index runs over its declared range, else ``(i, 1, m)``."""
        if self.ranges.get(index) == (term.low, term.high):
            return index
        return f"({index}, {self.write(term.low)}, {self.write(term.high)})"

    def wrapped(self, term: Term, least: int) -> str:
        """In brackets when it binds less tightly than its place asks for."""
        written = self.write(term)
        return written if strength(term) >= least else f"({written})"


def strength(term: Term) -> int:
    """How tightly the outermost operation binds."""
    match term:
        case Op(kind):
            return STRENGTH[kind]
        case Minus():
            return UNARY
        case Number(value) if value.denominator != 1:
            return STRENGTH["/"]
        case Number(value) if value < 0:
            return UNARY
    return ATOM
