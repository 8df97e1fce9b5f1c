"""Single changes of a node of a line: what a careless author might have written instead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from lrmath.calc.language.binding import instantiated
from lrmath.calc.language.declarations import Declarations
from lrmath.calc.language.terms import (
    ONE,
    TWO,
    ZERO,
    At,
    Big,
    Call,
    Compare,
    Delta,
    Diff,
    Entry,
    Index,
    Minus,
    Number,
    Op,
    Scalar,
    Size,
    Term,
    Whole,
)

HALF = Number(Fraction(1, 2))
OTHER = {"+": "-*", "-": "+*", "*": "+/", "/": "*-", "^": "*+", "@": "@"}
# inside a line with ⇔: turned, made strict or weak, or another relation altogether
ALTERED = {"=": ("!=", "<="), "!=": ("=",), ">=": ("<=", ">"), "<=": (">=", "<")}
ALTERED |= {">": ("<", ">="), "<": (">", "<=")}
Around = tuple[Index, ...]


def changes(term: Term, context: Declarations, around: Around = ()) -> Iterator[tuple[str, Term]]:
    """What a careless author might have written for this node, and the kind of slip.

    ``around`` are the indices that sums and products around have bound.
    """
    match term:
        case Number(value):
            for other in {value + 1, value - 1, 2 * value, value / 2, Fraction(0)} - {value}:
                yield "coefficient", Minus(Number(-other)) if other < 0 else Number(other)
        case Op():
            yield from changed_operation(term)
        case Minus(argument):
            yield "sign", argument
        case Entry(of, indices):
            for new in changed_indices(indices, within_sight(context, around)):
                yield "index", Entry(of, new)
        case Size():
            for other in context.sizes_by_name.values():
                if other != term:
                    yield "range", other
        case Call(_, arguments, 0):
            yield from changed_function(term, context)
            for argument in arguments:
                yield "dropped function", argument
        case Big():
            yield from changed_range(term, context)
        case Diff(body, variable):
            yield "dropped derivative", body
            yield "derivative", Diff(Op("*", body, body), variable)
            for scalar in context.scalars.values():
                yield "derivative", Diff(body, scalar)
        case At():
            yield from changed_point(term, context)
        case Compare(left, relation, right):
            for other in ALTERED[relation]:
                yield "relation", Compare(left, other, right)
            yield "exchanged sides", Compare(right, relation, left)
        case Delta(first, _):
            yield "index", Delta(first, first)
            yield "index", Op("-", ONE, term)


def within_sight(context: Declarations, around: Around) -> list[Term]:
    """The indices that an author may write here, the bound ones before those of the same name."""
    bound = {index.name: index for index in around}
    return [*(context.indices | bound).values()]


def changed_operation(term: Op) -> Iterator[tuple[str, Term]]:
    """Another operator, a dropped side, sides exchanged, a side negated, another exponent."""
    for kind in OTHER[term.kind]:
        yield "operator", Op(kind, term.left, term.right)
    if term.kind not in "+*":
        yield "exchanged sides", Op(term.kind, term.right, term.left)
    yield "dropped term", term.left
    yield "dropped term", term.right
    yield "sign", Op(term.kind, term.left, Minus(term.right))
    if term.kind == "^":
        for shift in (ONE, TWO):
            yield "exponent", Op("^", term.left, Op("+", term.right, shift))
            yield "exponent", Op("^", term.left, Op("-", term.right, shift))


def changed_indices(indices: tuple[Term, ...], others: list[Term]) -> Iterator[tuple[Term, ...]]:
    """The indices exchanged, or one of them renamed."""
    if len(indices) == 2:
        yield indices[::-1]
    for position in range(len(indices)):
        for new in (*others, ONE, TWO):
            yield (*indices[:position], new, *indices[position + 1 :])


def changed_function(term: Call, context: Declarations) -> Iterator[tuple[str, Term]]:
    """Another function with as many arguments; two arguments exchanged."""
    count = len(term.arguments)
    declared = [f for f in context.functions.values() if len(f.parameters) == count]
    for other in [*declared, *(("exp", "log", "sqrt") if count == 1 else ())]:
        yield "function", Call(other, term.arguments)
    if count == 2:
        yield "exchanged sides", Call(term.function, term.arguments[::-1])


def changed_range(term: Big, context: Declarations) -> Iterator[tuple[str, Term]]:
    """No sum, a product for a sum, another first or last value."""
    declared = context.indices.get(term.hint)
    if declared is not None:
        yield "dropped sum", instantiated(term.body, declared)
    yield "operator", replace(term, kind="Product" if term.kind == "Sum" else "Sum")
    yield "range", replace(term, low=TWO)
    yield "range", replace(term, low=ZERO)
    yield "range", replace(term, high=ONE)
    for size in context.sizes_by_name.values():
        yield "range", replace(term, high=size)


def changed_point(term: At, context: Declarations) -> Iterator[tuple[str, Term]]:
    """No point, another value or variable, or the derivative of the value."""
    body, variable, value = term.body, term.variable, term.value
    yield "dropped point", body
    arrays = [Whole(thing) for whole, thing in context.wholes.items() if whole == thing.name]
    variables = [*arrays, *context.scalars.values()]
    for other in (ZERO, HALF, ONE, Minus(ONE), *variables):
        if other != value:
            yield "point", At(body, variable, other)
        if isinstance(other, Whole | Scalar) and other != variable:
            yield "point", At(body, other, value)
    if isinstance(body, Diff):
        yield "exchanged order", Diff(At(body.body, variable, value), body.variable)


def anywhere(term: Term, context: Declarations, around: Around) -> Iterator[tuple[str, Term]]:
    """What may be done to every node that is a formula and not an index."""
    yield from changes(term, context, around)
    if isinstance(term, Number | Compare | Index):
        return
    yield "sign", Minus(term)
    yield "coefficient", Op("*", TWO, term)
    yield "exponent", Op("^", term, TWO)
    yield "added term", Op("+", term, ONE)
