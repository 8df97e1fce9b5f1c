"""Indices and variables: opened, bound, and replaced; what a term depends on.

``Sum`` binds an index, and ``D`` and ``At`` speak of a variable. Everything that could be captured
is decided here, and nowhere else: :func:`replace` either gives the instance that was meant, or
raises :class:`Captured`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from weakref import WeakKeyDictionary

from .errors import Undecided
from .terms import (
    At,
    Big,
    Bound,
    Delta,
    Diff,
    Entry,
    Index,
    Range,
    Scalar,
    Size,
    Term,
    Thing,
    Whole,
    children,
    parts_of,
    rebuild,
    serials,
)
from .things import MADE, axes_of, body_of, parameters_of, thing_of

_NAMES = (Scalar, Size, Index)
Symbol = Size | Scalar | Index | Thing  # what the value of a term may depend on
Values = Mapping[Term, Term]


class Captured(Undecided):
    """A value depends on the variable of a derivative, or a definition hides what is replaced."""


# ---------------------------------------------------------------- dependence
def depends(term: Term) -> frozenset[Symbol]:
    """Everything that the value of a term may depend on, through all definitions.

    An entry depends on the sizes of its array, an index on the ends of its range.
    """
    parts = parts_of(term)
    things = set(map(thing_of, parts)) - {None}
    return _free(parts).union(*(_behind(thing) for thing in things if thing is not None))


def _behind(thing: Thing) -> frozenset[Symbol]:
    """What a thing depends on beside its arguments; worked out once."""
    known = _KNOWN.get(thing) if type(thing) in MADE else None
    if known is not None:
        return known
    found: frozenset[Symbol] = frozenset({thing}).union(*map(depends, axes_of(thing)))
    body = body_of(thing)
    if body is not None:
        found |= depends(body) - set(parameters_of(thing))
    if type(thing) in MADE:
        _KNOWN[thing] = found
    return found


# Things are told apart by what they are, not by what they say of themselves, so nobody can slip
# another's dependences in; a cache over terms, which are compared by their contents, could be fed.
_KNOWN: WeakKeyDictionary[Thing, frozenset[Symbol]] = WeakKeyDictionary()


def root(variable: Term) -> Symbol:
    """What varies in a derivative: a scalar, or the array of an entry."""
    if isinstance(variable, Entry | Whole):
        return variable.of
    assert isinstance(variable, Scalar | Size | Index)
    return variable


def mentions(term: Term, variable: Term) -> bool:
    """Whether the value of a term may depend on a variable."""
    return root(variable) in depends(term)


# ---------------------------------------------------------------- free names
def free(term: Term) -> frozenset[Scalar | Size | Index]:
    """The scalars, sizes and indices that stand in a term; definitions keep theirs to themselves.

    The ends of ranges count as well.
    """
    return _free(parts_of(term))


def _free(parts: Iterable[Term]) -> frozenset[Scalar | Size | Index]:
    found = {part for part in parts if isinstance(part, _NAMES)}
    ends = {end for part in found if isinstance(part, Index) for end in (part.low, part.high)}
    return frozenset(found | {end for end in ends if isinstance(end, Size)})


def free_indices(term: Term) -> list[Index]:
    """The free indices of a term by name."""
    return sorted((t for t in free(term) if isinstance(t, Index)), key=lambda i: (i.name, i.serial))


# ---------------------------------------------------------------- binders
def instantiated(body: Term, value: Term, depth: int = 0) -> Term:
    """The body of a binder with a value for its index; the value has no bound index of its own."""
    if isinstance(body, Bound):
        return value if body.depth == depth else body
    if isinstance(body, Big):
        inner = instantiated(body.body, value, depth + 1)
        return Big(body.kind, inner, body.low, body.high, body.hint)
    return rebuild(body, lambda child: instantiated(child, value, depth))


def bound_over(body: Term, index: Term, depth: int = 0) -> Term:
    """The body of a binder from a term with a free index."""
    if body == index:
        return Bound(depth)
    if isinstance(body, Big):
        inner = bound_over(body.body, index, depth + 1)
        return Big(body.kind, inner, body.low, body.high, body.hint)
    return rebuild(body, lambda child: bound_over(child, index, depth))


def big(kind: str, body: Term, index: Index) -> Big:
    """The sum or product of a term over one of its free indices."""
    return Big(kind, bound_over(body, index), index.low, index.high, index.name)


def new_index(hint: str, limits: Range) -> Index:
    """An index that occurs nowhere yet."""
    return Index(hint, *limits, next(serials))


def opened(term: Big) -> tuple[Index, Term]:
    """A new index, and the body with it in the place of the bound one."""
    index = new_index(term.hint, (term.low, term.high))
    return index, instantiated(term.body, index)


def rebuild_open(term: Term, change: Callable[[Term], Term]) -> Term:
    """Apply ``change`` to every direct child; a body is opened first, and closed again."""
    if not isinstance(term, Big):
        return rebuild(term, change)
    index, body = opened(term)
    new = change(body)
    if new is body:
        return term
    return Big(term.kind, bound_over(new, index), term.low, term.high, term.hint)


def rebuild_values(term: Term, change: Callable[[Term], Term]) -> Term:
    """Apply ``change`` to the children that are formulas; indices, ranges and variables stay."""
    match term:
        case Diff(body, variable):
            return Diff(change(body), variable)
        case At(body, variable, value):
            return At(change(body), variable, change(value))
        case Entry() | Delta():
            return term
    return rebuild_open(term, change)


# ---------------------------------------------------------------- substitution
def replace(term: Term, values: Values) -> Term:
    """Put values for scalars, sizes and indices, wherever they stand; or raise :class:`Captured`.

    The result says of the values what the term said of the names. So under ``D`` and ``At`` no
    value may depend on the variable, a definition may not hide a name that is replaced, and for the
    variable of a derivative only another variable may be put, on which nothing else depends.
    """
    inside = free(term)
    touched: dict[Term, Term] = {n: v for n, v in values.items() if n in inside and v != n}
    _not_hidden(term, values)
    return _replace(term, touched) if touched else term


def _replace(term: Term, values: Values) -> Term:
    if isinstance(term, Scalar | Size | Index):
        return values.get(term, term)
    if isinstance(term, Diff):
        return _replace_diff(term, values)
    if isinstance(term, At):
        return _replace_at(term, values)
    return rebuild(term, lambda child: _replace(child, values))


def _replace_diff(term: Diff, values: Values) -> Term:
    variable = _replace(term.variable, values)
    if type(variable) is not type(term.variable):
        raise Captured("a derivative is taken by a variable, not by its value")
    others = {n: v for n, v in values.items() if n != term.variable}
    _apart(term.body, variable, others)
    if root(variable) != root(term.variable):
        kept = frozenset().union(*map(depends, _kept(term.body, values)))
        if root(variable) in kept:
            raise Captured("the new variable occurs in the formula already")
    return Diff(_replace(term.body, values), variable)


def _replace_at(term: At, values: Values) -> Term:
    others = {n: v for n, v in values.items() if n != term.variable}
    _apart(term.body, term.variable, others)
    return At(_replace(term.body, others), term.variable, _replace(term.value, values))


def _apart(body: Term, variable: Term, values: Values) -> None:
    """Refuse values that depend on the variable which varies in the body."""
    inside = free(body)
    for name, value in values.items():
        if name in inside and root(variable) in depends(value) and not isinstance(value, Index):
            raise Captured("inside a derivative nothing that varies may be put for a constant")


def _kept(body: Term, values: Values) -> Iterable[Term]:
    """The parts of a body that stay as they are: names without a value, and definitions."""
    for part in _names(body):
        if part not in values:
            yield part


def _names(term: Term) -> Iterable[Term]:
    if isinstance(term, Scalar | Size | Index):
        yield term
        return
    if isinstance(term, Entry | Whole):
        yield Whole(term.of)
    for child in children(term):
        yield from _names(child)


def _not_hidden(term: Term, values: Values) -> None:
    """Refuse to replace a name on which a definition in the term depends."""
    for name, value in values.items():
        if name != value and hides(term, name):
            raise Captured("a definition depends on what is to be replaced; put it first")


def hides(term: Term, name: Term) -> bool:
    """Whether a definition in the term depends on a name beside its arguments."""
    return any(_hidden(part, name) for part in parts_of(term))


def _hidden(part: Term, name: Term) -> bool:
    if isinstance(part, Index):
        return name in (part.low, part.high)
    thing = thing_of(part)
    if thing is None:
        return False
    body = body_of(thing)
    inside = () if body is None else depends(body) - set(parameters_of(thing))
    return name in axes_of(thing) or name in inside
