"""Matrix formulas through their generic entry.

``(X.T @ (p - y))[j]`` is ``Sum(x[i,j]*(p[i] - y[i]), i)``. Vectors have one axis and matrices two,
as in NumPy; a vector's transpose is itself, and ``v.T @ w`` is a number. Sums, products and
functions work entry by entry; a scalar meets every entry.
"""

from __future__ import annotations

from .context import Context
from .declarations import declared, extended
from .errors import IllTyped
from .syntax import Range
from .term import (
    ONE,
    At,
    Big,
    Call,
    Compare,
    Diff,
    Entry,
    Minus,
    Name,
    Op,
    Term,
    Transpose,
    free_names,
    fresh,
    rebuild,
)
from .work import spend

Shape = tuple[Term, ...]


def shape(term: Term, context: Context) -> Shape:
    """The sizes of the term's axes; () for a scalar."""
    spend()
    match term:
        case Name(name):
            return context.shape(name)
        case Minus(argument):
            return shape(argument, context)
        case Transpose(argument):
            return shape(argument, context)[::-1]
        case Call(_, arguments):
            return _common([shape(a, context) for a in arguments])
        case Op("@", left, right):
            first, second = shape(left, context), shape(right, context)
            if not first or not second or first[-1] != second[0]:
                raise IllTyped(f"@ needs equal inner sizes, not {_say(first)} and {_say(second)}")
            if len(second) == 1 and isinstance(right, Transpose):
                raise IllTyped(
                    "a vector is its own transpose, so .T has no use on the right of @; for the "
                    "product of two vectors write v.T @ w, for its entries v[i]*w[j]"
                )
            return first[:-1] + second[1:]
        case Op(_, left, right) | Compare(left, _, right):
            return _common([shape(left, context), shape(right, context)])
        case Diff(body, variable):
            return shape(body, context) + shape(variable, context)
        case At(body, variable, value):
            if shape(value, context) and not shape(variable, context):
                raise IllTyped("for a scalar one puts a number, not a vector or matrix")
            return shape(body, context)
        case Big(kind, body):
            if shape(body, context):
                raise IllTyped(f"{kind} takes one number for each index, not a vector or matrix")
    return ()


def _common(shapes: list[Shape]) -> Shape:
    wide = {s for s in shapes if s}
    if len(wide) > 1:
        raise IllTyped(f"shapes do not agree: {' and '.join(sorted(map(_say, wide)))}")
    return wide.pop() if wide else ()


def _say(found: Shape) -> str:
    return "(" + ", ".join(getattr(s, "name", str(getattr(s, "value", s))) for s in found) + ")"


def generic_indices(
    found: Shape, context: Context, taken: frozenset[str]
) -> tuple[tuple[Term, ...], dict[str, Range]]:
    """One index name for each axis, with its range; declared names are preferred."""
    indices: list[Term] = []
    ranges: dict[str, Range] = {}
    for size in found:
        declared = (i for i, r in context.ranges.items() if r == (ONE, size))
        free = (i for i in declared if i not in taken and i not in ranges)
        name = next(free, None) or fresh("i", taken | set(ranges))
        indices.append(Name(name))
        ranges[name] = (ONE, size)
    return tuple(indices), ranges


def generic(terms: list[Term], context: Context) -> tuple[list[Term], Context]:
    """Matrix lines through their generic entry; the context learns the indices that this needs."""
    wide = _common([shape(t, context) for t in terms])
    if not wide:
        return [scalar(t, context) for t in terms], context
    taken = frozenset().union(*map(free_names, terms))
    indices, ranges = generic_indices(wide, context, taken)
    inner = declared(context, ranges=extended(context.ranges, ranges))
    return [entry(t, indices, inner) if shape(t, inner) else scalar(t, inner) for t in terms], inner


def entry(term: Term, indices: tuple[Term, ...], context: Context) -> Term:
    """The entry of the term at these indices, written with sums only."""
    if not shape(term, context):
        return scalar(term, context)
    match term:
        case Name(name):
            return Entry(context.wholes.get(name, name), indices)
        case Minus(argument):
            return Minus(entry(argument, indices, context))
        case Transpose(argument):
            return entry(argument, indices[::-1], context)
        case Call(function, arguments, primes):
            return Call(function, tuple(entry(a, indices, context) for a in arguments), primes)
        case Op("@", left, right):
            return _product(left, right, indices, context)
        case Op(kind, left, right):
            return Op(kind, entry(left, indices, context), entry(right, indices, context))
        case At(body, variable, value):
            return At(entry(body, indices, context), variable, value)
        case Compare(left, relation, right):
            return Compare(entry(left, indices, context), relation, entry(right, indices, context))
        case Diff(body, variable):
            cut = len(shape(body, context))
            return Diff(
                entry(body, indices[:cut], context), entry(variable, indices[cut:], context)
            )
    raise IllTyped(f"a {type(term).__name__} has no entries")


def _product(left: Term, right: Term, indices: tuple[Term, ...], context: Context) -> Term:
    """Σ over the inner index."""
    size = shape(left, context)[-1]
    cut = len(shape(left, context)) - 1
    taken = free_names(left) | free_names(right) | frozenset().union(*map(free_names, indices))
    ((inner,), _) = generic_indices((size,), context, taken)
    first = entry(left, (*indices[:cut], inner), context)
    second = entry(right, (inner, *indices[cut:]), context)
    assert isinstance(inner, Name)
    return Big("Sum", Op("*", first, second), inner.name, ONE, size)


def scalar(term: Term, context: Context) -> Term:
    """A scalar term with its matrix products, if any, written as sums."""
    if isinstance(term, Op) and term.kind == "@":
        return _product(term.left, term.right, (), context)
    if isinstance(term, Transpose):
        return scalar(term.argument, context)
    if isinstance(term, Entry):
        return term
    return rebuild(term, lambda child: scalar(child, context))
