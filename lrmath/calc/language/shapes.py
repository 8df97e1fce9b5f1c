"""Matrix formulas through their generic entry.

``(X.T @ (p - y))[j]`` is ``Sum(x[i,j]*(p[i] - y[i]), i)``. Vectors have one axis and matrices two,
as in NumPy; a vector's transpose is itself, and ``v.T @ w`` is a number. Sums, products and
functions work entry by entry; a scalar meets every entry.
"""

from __future__ import annotations

from collections.abc import Iterable

from .binding import big, free, new_index
from .declarations import Declarations
from .errors import IllTyped
from .terms import (
    ONE,
    At,
    Big,
    Call,
    Compare,
    Diff,
    Entry,
    Index,
    Minus,
    Op,
    Term,
    Transpose,
    Whole,
    rebuild,
)
from .things import axes_of
from .work import spend

Shape = tuple[Term, ...]


def shape(term: Term) -> Shape:
    """The sizes of the term's axes; () for a scalar."""
    spend()
    match term:
        case Whole(thing):
            return axes_of(thing)
        case Minus(argument):
            return shape(argument)
        case Transpose(argument):
            return shape(argument)[::-1]
        case Call(_, arguments):
            return _together(arguments)
        case Op("@", left, right):
            first, second = shape(left), shape(right)
            if not first or not second or first[-1] != second[0]:
                raise IllTyped(f"@ needs equal inner sizes, not {_say(first)} and {_say(second)}")
            if is_row(right):
                raise IllTyped("a row stands before @ only: v.T @ w; v @ v.T is no number here")
            return first[:-1] + second[1:]
        case Op(_, left, right) | Compare(left, _, right):
            return _together((left, right))
        case Diff(body, variable):
            return shape(body) + shape(variable)
        case At(body, variable, value):
            if shape(value) and not shape(variable):
                raise IllTyped("for a scalar one puts a number, not a vector or matrix")
            return shape(body)
        case Big(kind, body):
            if shape(body):
                raise IllTyped(f"{kind} takes one number for each index, not a vector or matrix")
    return ()


def is_row(term: Term) -> bool:
    """Whether a vector is written as a row, as v.T is; its numbers are those of the column."""
    match term:
        case Transpose(argument):
            return len(shape(argument)) == 1 and not is_row(argument)
        case Minus(argument):
            return is_row(argument)
        case Op("@", left, right):
            return len(shape(right)) == 2 and len(shape(left)) == 1
        case Op(_, left, right):
            return is_row(left) or is_row(right)
        case Call(_, arguments):
            return any(map(is_row, arguments))
        case At(body) | Diff(body):
            return is_row(body)
    return False


def _together(terms: tuple[Term, ...]) -> Shape:
    """The shape of terms that meet entry by entry; a row beside a column is refused."""
    shapes = [shape(t) for t in terms]
    vectors = [t for t, found in zip(terms, shapes, strict=True) if len(found) == 1]
    if len(set(map(is_row, vectors))) > 1:
        raise IllTyped("a row and a column cannot be combined entry by entry; write .T before @")
    return _common(shapes)


def _common(shapes: Iterable[Shape]) -> Shape:
    wide = {s for s in shapes if s}
    if len(wide) > 1:
        raise IllTyped(f"shapes do not agree: {' and '.join(sorted(map(_say, wide)))}")
    return wide.pop() if wide else ()


def _say(found: Shape) -> str:
    return "(" + ", ".join(str(getattr(s, "name", getattr(s, "value", s))) for s in found) + ")"


def generic_indices(
    found: Shape, context: Declarations, taken: Iterable[Term]
) -> tuple[Index, ...]:
    """One index for each axis; declared ones that are not taken are preferred."""
    indices: list[Index] = []
    used = {getattr(t, "name", "") for t in taken}
    for size in found:
        declared = context.index_over((ONE, size))
        index = next((i for i in declared if i.name not in used), None)
        indices.append(index or new_index("i", (ONE, size)))
        used.add(indices[-1].name)
    return tuple(indices)


def generic(terms: list[Term], context: Declarations) -> list[Term]:
    """Matrix lines through their generic entry; the others with their matrix products as sums."""
    wide = _common(map(shape, terms))
    if len({is_row(t) for t in terms if len(shape(t)) == 1}) > 1:
        raise IllTyped("one side is a row, the other a column; write .T before @ only")
    if not wide:
        return [scalar(t) for t in terms]
    taken = frozenset().union(*map(free, terms))
    indices = generic_indices(wide, context, taken)
    return [entry(t, indices) if shape(t) else scalar(t) for t in terms]


def entry(term: Term, indices: tuple[Term, ...]) -> Term:
    """The entry of the term at these indices, written with sums only."""
    if not shape(term):
        return scalar(term)
    match term:
        case Whole(thing):
            return Entry(thing, indices)
        case Minus(argument):
            return Minus(entry(argument, indices))
        case Transpose(argument):
            return entry(argument, indices[::-1])
        case Call(function, arguments, primes):
            return Call(function, tuple(entry(a, indices) for a in arguments), primes)
        case Op("@", left, right):
            return _product(left, right, indices)
        case Op(kind, left, right):
            return Op(kind, entry(left, indices), entry(right, indices))
        case At(body, variable, value):
            return At(entry(body, indices), variable, value)
        case Compare(left, relation, right):
            return Compare(entry(left, indices), relation, entry(right, indices))
        case Diff(body, variable):
            cut = len(shape(body))
            return Diff(entry(body, indices[:cut]), entry(variable, indices[cut:]))
    raise IllTyped(f"a {type(term).__name__} has no entries")


def _product(left: Term, right: Term, indices: tuple[Term, ...]) -> Term:
    """Σ over the inner index."""
    cut = len(shape(left)) - 1
    inner = new_index("k", (ONE, shape(left)[-1]))
    first = entry(left, (*indices[:cut], inner))
    second = entry(right, (inner, *indices[cut:]))
    return big("Sum", Op("*", first, second), inner)


def scalar(term: Term) -> Term:
    """A scalar term with its matrix products, if any, written as sums."""
    if isinstance(term, Op) and term.kind == "@":
        return _product(term.left, term.right, ())
    if isinstance(term, Transpose):
        return scalar(term.argument)
    if isinstance(term, Entry):
        return term
    if isinstance(term, At):
        return At(scalar(term.body), term.variable, scalar(term.value))
    if isinstance(term, Diff):
        return Diff(scalar(term.body), term.variable)
    return rebuild(term, scalar)
