"""Wrong versions of right lines: a sign, an index, a relation, a point or a term is changed.

Every single change of every step of the book is listed once, by the text of the line that it
gives. The list of a step is shuffled with a fixed seed and cut into shards, so that a run of one
shard, or of all, meets the same mutants on every machine.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields, replace

from lrmath.calc import CalcError, Theorem
from lrmath.calc.language.binding import big, opened
from lrmath.calc.language.declarations import Declarations
from lrmath.calc.language.reader import reader
from lrmath.calc.language.shapes import shape
from lrmath.calc.language.terms import (
    ONE,
    ZERO,
    Big,
    Compare,
    Index,
    Infinity,
    Term,
)
from lrmath.calc.language.text import text
from lrmath.calc.show.views import Line
from lrmath.theorems import catalogue
from trial.changes import Around, anywhere, changes

RELATIONS = {"=": "<", ">=": "<=", "<=": ">=", ">": "<", "<": ">", "->": "="}
STRICT = {">=": ">", "<=": "<", "=": ">"}


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
def decks(seed: int, shard: int, shards: int, every: int) -> list[Iterator[Mutant]]:
    """For every step of the book, or every second, third, ..., this shard's part of its mutants."""
    steps = [(t, step) for t in catalogue().values() for step in range(len(t.lines))]
    return [
        cards(theorem, step, random.Random(f"{seed} {theorem.label} {step}"), shard, shards)
        for theorem, step in steps[::every]
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


def mutants(
    number: int, seed: int = 1, shard: int = 0, shards: int = 1, every: int = 1
) -> Iterator[Mutant]:
    """At most ``number`` mutants, one of each step in turn."""
    open_decks = decks(seed, shard, shards, every)
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
