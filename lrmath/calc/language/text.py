"""A term as the line that its author typed; reading it again gives the same term."""

from __future__ import annotations

from .binding import free, instantiated
from .declarations import Declarations, looks_like
from .terms import (
    At,
    Big,
    Call,
    Compare,
    Delta,
    Diff,
    Entry,
    Hole,
    Index,
    Infinity,
    Minus,
    Number,
    Op,
    Scalar,
    Size,
    Term,
    Thing,
    Transpose,
    Whole,
    walk,
)
from .work import spend

STRENGTH = {"+": 1, "-": 1, "*": 2, "/": 2, "@": 2, "^": 4}
UNARY, ATOM = 3, 5


def text(term: Term, context: Declarations | None = None) -> str:
    """The term in the spelling that :func:`~lrmath.calc.language.parse` reads.

    In a context, a sum over all of a declared index is written short: ``Sum(y[i], i)``.
    """
    return Printer(context or Declarations()).write(term)


def called(function: str | Thing) -> str:
    """The name of a function."""
    return function if isinstance(function, str) else function.name


class Printer:
    """Writes terms; knows the declared ranges of indices, and what arrays are called."""

    def __init__(self, context: Declarations):
        self.indices = context.indices
        self.taken = {name for name in context.names if name not in self.indices}

    def write(self, term: Term) -> str:
        """The text of a term."""
        spend()
        match term:
            case Number(value):
                return str(value)
            case Size(name) | Scalar(name) | Index(name):
                return name
            case Entry(thing, ()):
                return thing.name
            case Entry(thing, indices):
                return f"{thing.name}[{', '.join(map(self.write, indices))}]"
            case Whole(thing):
                return str(getattr(thing, "whole", thing.name))
            case Infinity(sign):
                return "oo" if sign > 0 else "-oo"
            case Hole():
                return "hole"
        return self.formula(term)

    def formula(self, term: Term) -> str:
        """What is made of other terms."""
        match term:
            case Minus(argument):
                return "-" + self.wrapped(argument, UNARY)
            case Op():
                return self.operation(term)
            case Call(function, arguments, primes):
                inside = ", ".join(map(self.write, arguments))
                return f"{called(function)}{chr(39) * primes}({inside})"
            case Big():
                return self.big(term)
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
        raise TypeError(type(term).__name__)

    def operation(self, term: Op) -> str:
        """Two operands; the right one of - and / needs brackets sooner than the left."""
        if term.kind == "^":
            return self.wrapped(term.left, ATOM) + "**" + self.wrapped(term.right, UNARY)
        least = STRENGTH[term.kind]
        space = " " if term.kind in "+-@" else ""
        left, right = self.wrapped(term.left, least), self.wrapped(term.right, least + 1)
        return f"{left}{space}{term.kind}{space}{right}"

    def big(self, term: Big) -> str:
        """``Sum(y[i], i)`` where the index runs over its declared range, else ``(i, 1, m)``."""
        index = named(term, self.taken)
        body = self.write(instantiated(term.body, index))
        declared = self.indices.get(index.name)
        if declared is not None and (declared.low, declared.high) == (term.low, term.high):
            return f"{term.kind}({body}, {index.name})"
        return (
            f"{term.kind}({body}, ({index.name}, {self.write(term.low)}, {self.write(term.high)}))"
        )

    def wrapped(self, term: Term, least: int) -> str:
        """In brackets when it binds less tightly than its place asks for."""
        written = self.write(term)
        return written if strength(term) >= least else f"({written})"


def named(term: Big, taken: set[str] | None = None) -> Index:
    """An index for a sum that is shown: its author's name, or one like it that means nothing else.

    It differs from every name that stands in the body and from the hints of sums further in, which
    keep theirs.
    """
    inside = {name for part in free(term.body) if (name := getattr(part, "name", ""))}
    inside |= {part.of.name for part in walk(term.body) if isinstance(part, Entry | Whole)}
    spend(1 + len(inside) // 16)
    looks = set(map(looks_like, inside | (taken or set())))
    name, k = term.hint, 0
    while looks_like(name) in looks or (k and _inner_hint(term.body, name)):
        k += 1
        name = f"{term.hint.split('_')[0]}_{k}"
    return Index(name, term.low, term.high, -1)


def _inner_hint(body: Term, name: str) -> bool:
    return any(isinstance(part, Big) and part.hint == name for part in walk(body))


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
