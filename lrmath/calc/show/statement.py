"""What a theorem states: its relation, and for which values it holds; in LaTeX and in text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..language.binding import depends, free_indices
from ..language.declarations import Declarations
from ..language.domains import DOMAINS
from ..language.relations import EQUIVALENT, TENDS
from ..language.shapes import generic_indices
from ..language.terms import ONE, Call, Compare, Entry, Index, Term, walk
from ..language.text import text
from ..language.things import axes_of
from ..logic.citing import Sequent
from .latex import RELATION, latex
from .words import name_tex


@dataclass(frozen=True, slots=True)
class Style:
    """How the parts of a statement are written; templates take their words in order."""

    term: Callable[[Term, Declarations], str]
    name: Callable[[str, Declarations], str]
    relations: Mapping[str, str]
    domains: Mapping[str, str]  # real numbers need no words
    span: str  # the names of indices, their first and their last value
    every: str  # the indices of a hypothesis
    moves: str  # the variable of a limit, and where it goes
    comma: str


TEX = Style(
    term=latex,
    name=name_tex,
    relations=RELATION,
    domains={name: row.tex for name, row in DOMAINS.items() if row.tex},
    span=r"{} = {}, \dots, {}",
    every=r"\text{{ for all }} {}",
    moves=r"\text{{as }} {} \to {}",
    comma=r",\quad ",
)
PLAIN = Style(
    term=text,
    name=lambda name, context: name,
    relations={relation: relation for relation in RELATION},
    domains={name: row.plain for name, row in DOMAINS.items() if row.plain},
    span="{} = {}..{}",
    every=" for all {}",
    moves="{} -> {}",
    comma=", ",
)


# ---------------------------------------------------------------- for which values
def quantifiers(terms: Iterable[Term], context: Declarations, style: Style = TEX) -> str:
    """The ranges of free indices and the domains of data, also of what is only supposed."""
    said = list(terms)
    supposed = (hypothesis_in(told, context, style) for told in context.hypotheses)
    told = [*said, *context.hypotheses]
    parts = [*spans(said, context, style), *domains(told, context, style), *supposed]
    return style.comma.join(parts)


def spans(terms: list[Term], context: Declarations, style: Style) -> Iterator[str]:
    """The ranges of free indices; those with one range stand together."""
    used = {index for term in terms for index in free_indices(term)}
    found: dict[tuple[str, ...], list[str]] = {}
    for index in context.indices.values():
        if index in used:
            written = tuple(style.term(end, context) for end in (index.low, index.high))
            found.setdefault(written, []).append(style.name(index.name, context))
    for written, names in found.items():
        yield style.span.format(", ".join(names), *written)


def domains(terms: list[Term], context: Declarations, style: Style) -> Iterator[str]:
    """The domains of those scalars, arrays and functions that are not any real numbers.

    Those that stand behind a definition count as well.
    """
    parts = frozenset().union(*map(depends, terms))
    for name, scalar in context.scalars.items():
        if scalar in parts and scalar.domain in style.domains:
            yield style.domains[scalar.domain].format(style.name(name, context))
    for array in context.arrays.values():
        if array in parts and array.domain in style.domains:
            entry = Entry(array, generic_indices(array.axes, context, ()))
            yield style.domains[array.domain].format(style.term(entry, context))
    for function in context.functions.values():
        if function in parts and function.body is None and function.range in style.domains:
            value = Call(function, function.parameters)
            yield style.domains[function.range].format(style.term(value, context))


def hypothesis_in(told: Compare, context: Declarations, style: Style) -> str:
    """What a theorem supposes, beside the domains of its names."""
    left, right = style.term(told.left, context), style.term(told.right, context)
    used = free_indices(told)
    named = {n: i for n, i in context.indices.items() if i in used}
    indices = ", ".join(style.name(n, context) for n in named)
    if not all(every_row(index, told) for index in named.values()):
        indices = style.comma.join(spans([told], context, style))
    every = style.every.format(indices) if indices else ""
    return f"{left} {style.relations[told.relation]} {right}{every}"


def every_row(index: Index, told: Compare) -> bool:
    """Whether an index runs over all of the axes that it goes along, so that "all" is enough."""
    entries = [part for part in walk(told) if isinstance(part, Entry) and index in part.indices]
    pairs = (pair for e in entries for pair in zip(e.indices, axes_of(e.of), strict=True))
    return bool(entries) and all((ONE, size) == (i.low, i.high) for i, size in pairs if i == index)


# ---------------------------------------------------------------- the whole
def sides(theorem: Sequent, style: Style, relation: str) -> str:
    """``left relation right``."""
    left, right = (style.term(side, theorem.context) for side in (theorem.left, theorem.right))
    return f"{left} {relation} {right}"


def conditions(theorem: Sequent, style: Style) -> str:
    """Where the variable of a limit goes, and for which values of the others a theorem holds."""
    context = theorem.context
    where = quantifiers((theorem.left, theorem.right), context, style)
    if theorem.relation != TENDS or context.target is None:
        return where
    variable, target = (style.term(t, context) for t in context.target)
    moves = style.moves.format(variable, target)
    return moves + (style.comma + where if where else "")


def statement_tex(theorem: Sequent) -> str:
    """The statement as LaTeX; the site may break it at each wide space."""
    relation = RELATION[theorem.relation]
    if theorem.relation == EQUIVALENT:
        relation = rf"\qquad {relation} \quad"
    where = conditions(theorem, TEX)
    return sides(theorem, TEX, relation) + (rf" \qquad {where}" if where else "")


def statement_text(theorem: Sequent) -> str:
    """The statement as its author typed it, and its conditions."""
    where = conditions(theorem, PLAIN)
    return sides(theorem, PLAIN, theorem.relation) + (f" for {where}" if where else "")
