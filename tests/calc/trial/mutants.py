"""Wrong versions of right lines: a sign, an index, a relation, a point or a term is changed.

Every single change of every step of the book is listed once, by the text of the line that it
gives. The list of a step is shuffled with a fixed seed and cut into shards, so that a run of one
shard, or of all, meets the same mutants on every machine.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace
from fractions import Fraction

from lrmath.calc import CalcError, Theorem
from lrmath.calc.language.binding import big, instantiated, opened
from lrmath.calc.language.declarations import Declarations
from lrmath.calc.language.reader import reader
from lrmath.calc.language.shapes import shape
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
    Infinity,
    Minus,
    Number,
    Op,
    Scalar,
    Size,
    Term,
    Whole,
)
from lrmath.calc.language.text import text
from lrmath.calc.show.views import Line
from lrmath.theorems import catalogue

HALF = Number(Fraction(1, 2))
OTHER = {"+": "-*", "-": "+*", "*": "+/", "/": "*-", "^": "*+", "@": "@"}
RELATIONS = {"=": "<", ">=": "<=", "<=": ">=", ">": "<", "<": ">", "->": "="}
STRICT = {">=": ">", "<=": "<", "=": ">"}
# inside a line with ⇔: turned, made strict or weak, or another relation altogether
ALTERED = {"=": ("!=", "<="), "!=": ("=",), ">=": ("<=", ">"), "<=": (">=", "<")}
ALTERED |= {">": ("<", ">="), "<": (">", "<=")}


Around = tuple[Index, ...]


@dataclass(frozen=True)
class Mutant:
    """A changed line, the line it was, and what was changed in it."""

    label: str
    step: int
    kind: str
    left: Term
    relation: str
    term: Term
    original: Line
    old: Term
    new: Term
    context: Declarations

    def __str__(self) -> str:
        return (
            f"{self.label}, step {self.step}: "
            f"{text(self.left, self.context)} {self.relation} {text(self.term, self.context)}"
        )


# ---------------------------------------------------------------- one change of one node
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


# ---------------------------------------------------------------- every node of a line
@dataclass(frozen=True)
class Spot:
    """A node of a line with its bound indices opened, and the line with another node there."""

    node: Term
    around: Around
    put: Callable[[Term], Term]


def spots(term: Term, around: Around = ()) -> Iterator[Spot]:
    """Every node of a line; in the text of a line every sum names its index."""
    yield Spot(term, around, lambda new: new)
    if isinstance(term, Big):
        yield from _in_body(term, around)
    if isinstance(term, Index):
        return  # its range is no part of the line
    for name, position, child in _parts(term):
        for spot in spots(child, around):
            yield replace(spot, put=_putting(term, name, position, spot.put))


def _in_body(term: Big, around: Around) -> Iterator[Spot]:
    index, body = opened(term)
    for spot in spots(body, (*around, index)):

        def put(new: Term, inner: Callable[[Term], Term] = spot.put) -> Term:
            return big(term.kind, inner(new), index)

        yield replace(spot, put=put)


def _parts(term: Term) -> Iterator[tuple[str, int, Term]]:
    for found in fields(term):  # type: ignore[arg-type]
        value = getattr(term, found.name)
        several = value if isinstance(value, tuple) else (value,)
        for position, child in enumerate(several):
            if isinstance(child, Term) and (type(term), found.name) != (Big, "body"):
                yield found.name, position, child


def _putting(
    term: Term, name: str, position: int, inner: Callable[[Term], Term]
) -> Callable[[Term], Term]:
    def put(new: Term) -> Term:
        value = getattr(term, name)
        if isinstance(value, tuple):
            return replace(term, **{name: (*value[:position], inner(new), *value[position + 1 :])})
        return replace(term, **{name: inner(new)})  # type: ignore[type-var]

    return put


# ---------------------------------------------------------------- all changes of one line
@dataclass(frozen=True)
class Draft:
    """A change that was not yet read as a line."""

    kind: str
    left: Term
    relation: str
    line: str
    old: Term
    new: Term


def drafts(line: Line, context: Declarations) -> list[Draft]:
    """Every single change of a line, each text once."""
    found: dict[tuple[str, str, str], Draft] = {}

    def add(draft: Draft) -> None:
        found.setdefault((text(draft.left, context), draft.relation, draft.line), draft)

    same = text(line.term, context)
    for relation in (RELATIONS.get(line.relation), STRICT.get(line.relation)):
        if relation is not None:
            add(Draft("relation", line.start, relation, same, line.term, line.term))
    for limit in (ZERO, ONE, Infinity(1), Infinity(-1)) if line.relation == "->" else ():
        add(Draft("limit", line.start, "->", text(limit), line.term, limit))
    if isinstance(line.start, Compare):
        for kind, start in changes(line.start, context):
            add(Draft(kind, start, line.relation, same, line.start, start))
    for spot in spots(line.term):
        for kind, new in anywhere(spot.node, context, spot.around):
            changed = text(spot.put(new), context)
            add(Draft(kind, line.start, line.relation, changed, spot.node, new))
    found.pop((text(line.start, context), line.relation, same), None)
    return list(found.values())


def read(draft: Draft, theorem: Theorem, step: int) -> Mutant | None:
    """The mutant, if its line can be typed at all."""
    line, context = theorem.lines[step], theorem.context
    try:
        term = reader(draft.relation)(draft.line, context)
        if shape(term) != shape(line.term):
            return None
    except CalcError:
        return None
    if (draft.left, draft.relation, term) == (line.start, line.relation, line.term):
        return None
    return Mutant(
        theorem.label,
        step + 1,
        draft.kind,
        draft.left,
        draft.relation,
        term,
        line,
        draft.old,
        draft.new,
        context,
    )


# ---------------------------------------------------------------- the shards
def decks(seed: int, shard: int, shards: int) -> list[Iterator[Mutant]]:
    """For every step of the book, this shard's part of its mutants."""
    return [
        cards(theorem, step, random.Random(f"{seed} {theorem.label} {step}"), shard, shards)
        for theorem in catalogue().values()
        for step in range(len(theorem.lines))
    ]


def cards(
    theorem: Theorem, step: int, source: random.Random, shard: int, shards: int
) -> Iterator[Mutant]:
    """The mutants of one step that fall to one shard."""
    pool = drafts(theorem.lines[step], theorem.context)
    source.shuffle(pool)
    for draft in pool[shard::shards]:
        mutant = read(draft, theorem, step)
        if mutant is not None:
            yield mutant


def mutants(number: int, seed: int = 1, shard: int = 0, shards: int = 1) -> Iterator[Mutant]:
    """At most ``number`` mutants, one of each step in turn."""
    open_decks = decks(seed, shard, shards)
    found = 0
    while open_decks:
        for deck in list(open_decks):
            mutant = next(deck, None)
            if mutant is None:
                open_decks.remove(deck)
                continue
            yield mutant
            found += 1
            if found == number:
                return
