"""The tree of a formula, exactly as its author wrote it.

SymPy rearranges an expression while building it (``y/p*p`` becomes ``y`` and the line is lost,
together with its condition p ≠ 0), so a line is kept in these nodes, and only the normal form
decides what is equal to what.

A term holds what its names mean: a scalar with its domain, an index with its range, an array with
its axes, a definition with its body. An index that a sum binds has no name: ``Bound(0)`` is the
index of the innermost sum around it, ``Bound(1)`` of the next. So two terms are equal exactly when
they say the same, up to the names of bound indices, and nothing can be captured.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import count
from operator import is_
from typing import Any

from .errors import Undecided
from .work import spend

PORTION = 500  # of nodes that are counted together
MOST_NODES = 6_000  # of a line with its definitions put and its derivatives taken


class Term:
    """Anything that a line of mathematics can contain."""

    __slots__ = ()


# ---------------------------------------------------------------- numbers and names
@dataclass(frozen=True, slots=True)
class Number(Term):
    """A rational constant."""

    value: Fraction

    def __hash__(self) -> int:
        # Quicker than a fraction's own; and of text, for equal hashes of numbers are easily found.
        return hash(f"{self.value.numerator}/{self.value.denominator}")


@dataclass(frozen=True, slots=True)
class Size(Term):
    """A positive whole number such as m, the number of samples."""

    name: str


@dataclass(frozen=True, slots=True)
class Scalar(Term):
    """A variable that stands for any value of its domain."""

    name: str
    domain: str


@dataclass(frozen=True, slots=True)
class Index(Term):
    """An index that runs from ``low`` to ``high``, whole numbers or sizes.

    Where a sum is opened, its index becomes one with a serial number that no other has.
    """

    name: str
    low: Term
    high: Term
    serial: int = 0


@dataclass(frozen=True, slots=True)
class Bound(Term):
    """The index of a sum or product around: of the innermost for 0, of the next for 1, ..."""

    depth: int


class Thing:
    """What is declared with more than a name: an array, a definition, a function.

    A thing exists once: two contexts that declare the same share it, so things are compared by
    identity. Only :mod:`~lrmath.calc.language.things` makes them.
    """

    __slots__ = ("__weakref__", "name")
    name: str


# ---------------------------------------------------------------- parts of formulas
@dataclass(frozen=True, slots=True)
class Entry(Term):
    """One entry of an array or of a definition, ``x[i, j]``; a definition may have no indices."""

    of: Thing
    indices: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Whole(Term):
    """All entries of an array, or of a definition with indices, as a vector or a matrix."""

    of: Thing


@dataclass(frozen=True, slots=True)
class Op(Term):
    """``left kind right`` with kind one of ``+ - * / ^ @``."""

    kind: str
    left: Term
    right: Term


@dataclass(frozen=True, slots=True)
class Minus(Term):
    """``-argument``."""

    argument: Term


@dataclass(frozen=True, slots=True)
class Call(Term):
    """A function of scalars, differentiated ``primes`` times in its only argument.

    The function is ``"exp"``, ``"log"``, ``"sqrt"``, or a declared one.
    """

    function: str | Thing
    arguments: tuple[Term, ...]
    primes: int = 0


@dataclass(frozen=True, slots=True)
class Big(Term):
    """``Sum`` or ``Product`` of ``body``, whose index ``Bound(0)`` runs from ``low`` to ``high``.

    The ``hint`` is how its author called the index; it means nothing.
    """

    kind: str
    body: Term
    low: Term
    high: Term
    hint: str = field(default="i", compare=False)


@dataclass(frozen=True, slots=True)
class Diff(Term):
    """The partial derivative of ``body`` with respect to a scalar, an entry, or a whole array."""

    body: Term
    variable: Term


@dataclass(frozen=True, slots=True)
class At(Term):
    """``body`` where ``variable``, a scalar or a whole array, has this value."""

    body: Term
    variable: Term
    value: Term


@dataclass(frozen=True, slots=True)
class Delta(Term):
    """Kronecker's delta: 1 where the two indices agree, else 0."""

    first: Term
    second: Term


@dataclass(frozen=True, slots=True)
class Transpose(Term):
    """``argument.T``."""

    argument: Term


@dataclass(frozen=True, slots=True)
class Compare(Term):
    """``left relation right``: a hypothesis, or a line of a chain of equivalences."""

    left: Term
    relation: str
    right: Term


@dataclass(frozen=True, slots=True)
class Infinity(Term):
    """What a line tends to that grows, or falls, beyond every number; no part of a formula."""

    sign: int


@dataclass(frozen=True, slots=True)
class Hole(Term):
    """The blank of an exercise."""


ZERO, ONE, TWO = (Number(Fraction(k)) for k in range(3))
Range = tuple[Term, Term]


def whole_number(value: int) -> Number:
    """A whole number as a term."""
    return Number(Fraction(value))


# ---------------------------------------------------------------- walking
Change = Callable[[Term], Term]

# For each kind with children: these, and how it is built anew of others. Leaves have no row.
_CHILDREN: dict[type, Callable[[Any], tuple[Term, ...]]] = {
    Entry: lambda t: t.indices,
    Op: lambda t: (t.left, t.right),
    Minus: lambda t: (t.argument,),
    Call: lambda t: t.arguments,
    Big: lambda t: (t.body, t.low, t.high),
    Diff: lambda t: (t.body, t.variable),
    At: lambda t: (t.body, t.variable, t.value),
    Delta: lambda t: (t.first, t.second),
    Transpose: lambda t: (t.argument,),
    Compare: lambda t: (t.left, t.right),
}
_BUILT: dict[type, Callable[..., Term]] = {
    Entry: lambda t, *parts: Entry(t.of, parts),
    Op: lambda t, left, right: Op(t.kind, left, right),
    Minus: lambda t, argument: Minus(argument),
    Call: lambda t, *parts: Call(t.function, parts, t.primes),
    Big: lambda t, body, low, high: Big(t.kind, body, low, high, t.hint),
    Diff: lambda t, body, variable: Diff(body, variable),
    At: lambda t, body, variable, value: At(body, variable, value),
    Delta: lambda t, first, second: Delta(first, second),
    Transpose: lambda t, argument: Transpose(argument),
    Compare: lambda t, left, right: Compare(left, t.relation, right),
}


def rebuild(term: Term, change: Change) -> Term:
    """Apply ``change`` to every direct child, below a sum to its body with the bound index in it.

    Names stay. :func:`lrmath.calc.language.binding.rebuild_open` is for a change that must know
    what an index is.
    """
    parts = children(term)
    found = tuple(map(change, parts))
    return term if all(map(is_, found, parts)) else _BUILT[type(term)](term, *found)


def children(term: Term) -> tuple[Term, ...]:
    """The direct children, from left to right; a name has none."""
    spend()
    below = _CHILDREN.get(type(term))
    return () if below is None else below(term)


def walk(term: Term) -> Iterator[Term]:
    """The term and everything below it, parents first."""
    queue = [term]
    while queue:
        found = queue.pop()
        yield found
        below = _CHILDREN.get(type(found))
        if below is not None:
            queue += below(found)[::-1]
        spend()


def parts_of(term: Term) -> list[Term]:
    """The term and everything below it, in no order; quicker than :func:`walk`."""
    found, paid = [term], 0
    for part in found:  # it grows while it is read
        below = _CHILDREN.get(type(part))
        if below is not None:
            found += below(part)
            if len(found) > paid + PORTION:
                spend(PORTION)
                paid += PORTION
    spend(len(found) - paid)
    return found


def has_part(term: Term, *kinds: type[Term]) -> bool:
    """Whether a term holds a part of one of these kinds."""
    return not set(map(type, parts_of(term))).isdisjoint(kinds)


def nodes(term: Term) -> int:
    """How many nodes the term has; refuses a term that outgrew every line that can be typed."""
    found = len(parts_of(term))
    if found > MOST_NODES:
        raise Undecided(f"written out, the line has more than {MOST_NODES} parts")
    return found


serials = count(1)  # of indices that were opened
