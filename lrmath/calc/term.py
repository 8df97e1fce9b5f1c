"""The tree of a formula, exactly as its author wrote it.

SymPy rearranges an expression while building it (``y/p*p`` becomes ``y`` and the line is lost,
together with its condition p ≠ 0), so a line is kept in these nodes, and only the normal form
decides what is equal to what. Binders (``Sum``, ``Product``) carry a name; :func:`replace`
renames them whenever a name would be captured.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import count, islice
from typing import ClassVar

from .errors import Undecided
from .work import spend

MOST_NODES = 6_000  # of a line with its definitions put and its derivatives taken


@dataclass(frozen=True, slots=True)
class Term:
    """Anything that a line of mathematics can contain."""

    __match_args__: ClassVar[tuple[str, ...]] = ()  # of each kind the names of its fields


@dataclass(frozen=True, slots=True)
class Number(Term):
    """A rational constant."""

    value: Fraction


@dataclass(frozen=True, slots=True)
class Name(Term):
    """A scalar, a size, an index, or a whole array."""

    name: str


@dataclass(frozen=True, slots=True)
class Entry(Term):
    """One entry of an array, ``x[i, j]``."""

    array: str
    indices: tuple[Term, ...]


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
    """``function(arguments)``, differentiated ``primes`` times in its only argument."""

    function: str
    arguments: tuple[Term, ...]
    primes: int = 0


@dataclass(frozen=True, slots=True)
class Big(Term):
    """``Sum`` or ``Product`` of ``body`` over ``index`` from ``low`` to ``high``."""

    kind: str
    body: Term
    index: str
    low: Term
    high: Term


@dataclass(frozen=True, slots=True)
class Diff(Term):
    """The partial derivative of ``body`` with respect to ``variable``."""

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
    """``left relation right``, as a line of a chain of equivalences."""

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


ZERO, ONE = Number(Fraction(0)), Number(Fraction(1))


def rebuild(term: Term, change: Callable[[Term], Term]) -> Term:
    """Apply ``change`` to every direct child."""
    spend()
    values = []
    for field in term.__match_args__:
        value = getattr(term, field)
        if isinstance(value, Term):
            value = change(value)
        elif isinstance(value, tuple):
            value = tuple(change(v) for v in value)
        values.append(value)
    return type(term)(*values)


def children(term: Term) -> Iterator[Term]:
    """The direct children, from left to right."""
    for field in term.__match_args__:
        value = getattr(term, field)
        if isinstance(value, Term):
            yield value
        elif isinstance(value, tuple):
            yield from value


def walk(term: Term) -> Iterator[Term]:
    """The term and everything below it, parents first."""
    yield term
    for child in children(term):
        yield from walk(child)


def rebuild_values(term: Term, change: Callable[[Term], Term]) -> Term:
    """Apply ``change`` to the children that are formulas; indices, ranges and variables stay."""
    match term:
        case Entry() | Delta():
            return term
        case Big(kind, body, index, low, high):
            return Big(kind, change(body), index, low, high)
        case Diff(body, variable):
            return Diff(change(body), variable)
        case At(body, variable, value):
            return At(change(body), variable, change(value))
    return rebuild(term, change)


def nodes(term: Term) -> int:
    """How many nodes the term has; refuses a term that outgrew every line that can be typed."""
    found = sum(1 for _ in islice(walk(term), MOST_NODES + 1))
    if found > MOST_NODES:
        raise Undecided(f"written out, the line has more than {MOST_NODES} parts")
    return found


def free_names(term: Term) -> frozenset[str]:
    """Names of scalars, sizes, indices and arrays that no binder inside the term binds."""
    spend()
    if isinstance(term, Name):
        return frozenset({term.name})
    below = frozenset().union(*(free_names(c) for c in children(term)))
    if isinstance(term, Entry):
        return below | {term.array}
    if isinstance(term, Big):
        bounds = free_names(term.low) | free_names(term.high)
        return (free_names(term.body) - {term.index}) | bounds
    return below


def fresh(name: str, taken: frozenset[str] | set[str]) -> str:
    """A new name like ``name``: the first of name__1, name__2, ... that is not taken.

    Two underscores can neither be declared nor typed, so such a name never meets an author's, not
    even one that hides behind a definition.
    """
    stem = name.split("__")[0]
    return next(c for k in count(1) if (c := f"{stem}__{k}") not in taken)


def replace(term: Term, values: Mapping[str, Term]) -> Term:
    """Put ``values`` for free names; a binder that would capture one of their names is renamed."""
    if isinstance(term, Name):
        return values.get(term.name, term)
    if isinstance(term, Big):
        return _replace_below_binder(term, values)
    return rebuild(term, lambda child: replace(child, values))


def _replace_below_binder(term: Big, values: Mapping[str, Term]) -> Term:
    inner = {n: v for n, v in values.items() if n != term.index and n in free_names(term.body)}
    incoming = frozenset().union(*(free_names(v) for v in inner.values()))
    index = term.index
    if index in incoming:
        index = fresh(index, incoming | free_names(term.body))
        inner[term.index] = Name(index)
    body = replace(term.body, inner) if inner else term.body
    return Big(term.kind, body, index, replace(term.low, values), replace(term.high, values))


def rename_binder(term: Big, index: str) -> Big:
    """The same sum or product with its bound index called ``index``."""
    return Big(term.kind, replace(term.body, {term.index: Name(index)}), index, term.low, term.high)


def fresh_binders(term: Term) -> Term:
    """The same term with every bound index under a name that nobody can declare."""
    term = rebuild(term, fresh_binders)
    if not isinstance(term, Big):
        return term
    return rename_binder(term, fresh(term.index, free_names(term.body)))


def same(first: Term, second: Term) -> bool:
    """Equal as written, up to the names of bound indices."""
    spend()
    if isinstance(first, Big) and isinstance(second, Big) and first.index != second.index:
        new = fresh("index", free_names(first.body) | free_names(second.body))
        first, second = rename_binder(first, new), rename_binder(second, new)
    if type(first) is not type(second) or not same_labels(first, second):
        return False
    left, right = list(children(first)), list(children(second))
    return len(left) == len(right) and all(map(same, left, right))


def same_labels(first: Term, second: Term) -> bool:
    """The fields that are not terms: names, kinds, values, numbers of primes."""
    return all(
        getattr(first, field) == getattr(second, field)
        for field in first.__match_args__
        if not isinstance(getattr(first, field), Term | tuple)
    )
