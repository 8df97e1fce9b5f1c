"""Wrong versions of right lines: a sign, an index, a range, an exponent or a term is changed."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from lrmath.calc import Context
from lrmath.calc.errors import CalcError
from lrmath.calc.matrices import shape
from lrmath.calc.syntax import parse
from lrmath.calc.term import (
    Big,
    Call,
    Delta,
    Diff,
    Entry,
    Minus,
    Name,
    Number,
    Op,
    Term,
    children,
    rebuild,
    walk,
)
from lrmath.calc.text import text


@dataclass(frozen=True)
class Mutant:
    """A changed line, and the line it was."""

    label: str
    step: int
    left: Term
    relation: str
    original: Term
    term: Term
    reasons: tuple[object, ...]
    context: Context


def changes(term: Term, context: Context, source: random.Random) -> list[Term]:
    """What a careless author might have written for this node."""
    match term:
        case Number(value):
            return [Number(value + 1), Number(value + 2), Number(Fraction(0)), Minus(term)]
        case Op(kind, left, right):
            swaps = {"+": "-*", "-": "+*", "*": "+/", "/": "*-", "^": "*+", "@": "@"}[kind]
            found: list[Term] = [Op(k, left, right) for k in swaps]
            return [*found, Op(kind, right, left), left, right, Op(kind, left, Minus(right))]
        case Minus(argument):
            return [argument]
        case Entry(array, indices):
            return [Entry(array, new) for new in changed_indices(indices, context, source)] + [
                Op("*", term, term),
                Minus(term),
            ]
        case Name(name) if name in context.scalars:
            return [Minus(term), Op("^", term, Number(Fraction(2)))]
        case Call(function, arguments, 0):
            others = [f for f in ("exp", "log") if f != function and len(arguments) == 1]
            return [*(Call(f, arguments) for f in others), *arguments, Minus(term)]
        case Big(kind, body, index, low, high):
            two = Number(Fraction(2))
            return [
                body,
                Big(kind, body, index, two, high),
                Big("Product" if kind == "Sum" else "Sum", body, index, low, high),
                *(Big(kind, body, index, low, Name(s)) for s in context.size_names),
            ]
        case Diff(body, variable):
            return [body, Diff(Op("*", body, body), variable)]
        case Delta(first, _):
            return [Delta(first, first), Number(Fraction(1)), Op("-", Number(Fraction(1)), term)]
    return []


def changed_indices(
    indices: tuple[Term, ...], context: Context, source: random.Random
) -> Iterator[tuple[Term, ...]]:
    """The indices swapped, or one of them renamed."""
    if len(indices) == 2:
        yield indices[::-1]
    for position in range(len(indices)):
        new = source.choice([*map(Name, context.ranges), Number(Fraction(1))])
        yield (*indices[:position], new, *indices[position + 1 :])


def mutate(term: Term, context: Context, source: random.Random) -> Term | None:
    """One change at one random node, read anew so that it is a line that could be typed."""
    target = source.choice(list(walk(term)))
    options = changes(target, context, source)
    if not options:
        return None
    changed = put(term, lambda node: node is target, source.choice(options))
    try:
        read = parse(text(changed), context)
        return read if shape(read, context) == shape(term, context) else None
    except CalcError:
        return None


def put(term: Term, here: Callable[[Term], bool], new: Term) -> Term:
    """The term with one node replaced."""
    if here(term):
        return new
    if not any(True for _ in children(term)):
        return term
    return rebuild(term, lambda child: put(child, here, new))


def mutants(number: int, seed: int) -> Iterator[Mutant]:
    """Mutants of the steps of all theorems, spread evenly; the same in every run."""
    from lrmath.theorems import catalogue

    source = random.Random(seed)
    lines = [(t, k, line) for t in catalogue().values() for k, line in enumerate(t.lines)]
    found = tried = 0
    while found < number:
        theorem, step, line = lines[tried % len(lines)]
        tried += 1
        term = mutate(line.term, theorem.context, source)
        if term is not None and term != line.term:
            yield Mutant(
                theorem.label,
                step + 1,
                line.start,
                line.relation,
                line.term,
                term,
                line.reasons,
                theorem.context,
            )
            found += 1
