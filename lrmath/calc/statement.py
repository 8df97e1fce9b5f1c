"""What a theorem states: its relation, and for which values it holds; in LaTeX and in text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .context import Context
from .declarations import Hypothesis
from .errors import IllTyped
from .latex import RELATION, Writer, latex
from .matrices import generic_indices, shape
from .term import ONE, Big, Call, Entry, Name, Term, free_names, walk
from .text import text

if TYPE_CHECKING:
    from .kernel import Theorem


def name_tex(name: str, context: Context) -> str:
    """The LaTeX of a name."""
    return Writer(context).name(name)


# ---------------------------------------------------------------- two ways to write
@dataclass(frozen=True)
class Style:
    """How the parts of a statement are written; templates take their words in order."""

    term: Callable[[Term, Context], str]
    name: Callable[[str, Context], str]
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
    domains={
        "positive": "{} > 0",
        "nonnegative": r"{} \ge 0",
        "unit": "0 < {} < 1",
        "binary": r"{} \in \{{0, 1\}}",
        "onehot": r"{} \in \{{0, 1\}}",
        "integer": r"{} \in \mathbb{{Z}}",
    },
    span=r"{} = {}, \dots, {}",
    every=r"\text{{ for all }} {}",
    moves=r"\text{{as }} {} \to {}",
    comma=r",\quad ",
)
PLAIN = Style(
    term=lambda term, context: text(term, context.ranges),
    name=lambda name, context: name,
    relations={relation: relation for relation in RELATION},
    domains={
        "positive": "{} > 0",
        "nonnegative": "{} >= 0",
        "unit": "0 < {} < 1",
        "binary": "{} in {{0, 1}}",
        "onehot": "{} in {{0, 1}}",
        "integer": "{} an integer",
    },
    span="{} = {}..{}",
    every=" for all {}",
    moves="{} -> {}",
    comma=", ",
)


# ---------------------------------------------------------------- for which values
def quantifiers(terms: Iterable[Term], context: Context, style: Style = TEX) -> str:
    """The ranges of free indices and the domains of data, also of what is only supposed."""
    names = frozenset().union(*(free_names(t) for t in terms))
    told = frozenset().union(
        *(free_names(s) for h in context.hypotheses for s in (h.left, h.right))
    )
    supposed = (hypothesis_in(h, context, style) for h in context.hypotheses)
    parts = [*spans(names, context, style), *domains(names | told, context, style), *supposed]
    return style.comma.join(parts)


def spans(names: frozenset[str], context: Context, style: Style) -> Iterator[str]:
    """The ranges of free indices; those with one range stand together."""
    found: dict[tuple[str, ...], list[str]] = {}
    for name, ends in context.ranges.items():
        if name in names:
            written = tuple(style.term(end, context) for end in ends)
            found.setdefault(written, []).append(style.name(name, context))
    for written, indices in found.items():
        yield style.span.format(", ".join(indices), *written)


def domains(names: frozenset[str], context: Context, style: Style) -> Iterator[str]:
    """The domains of those scalars and arrays that are not any real numbers."""
    for name, domain in context.scalars.items():
        if name in names and domain in style.domains:
            yield style.domains[domain].format(style.name(name, context))
    entries = {context.wholes.get(name, name) for name in names}
    for name, array in context.arrays.items():
        if name in entries and array.domain in style.domains:
            indices, _ = generic_indices(array.shape, context, frozenset())
            yield style.domains[array.domain].format(style.term(Entry(name, indices), context))


def hypothesis_in(hypothesis: Hypothesis, context: Context, style: Style) -> str:
    """What a theorem supposes, beside the domains of its names."""
    left, right = style.term(hypothesis.left, context), style.term(hypothesis.right, context)
    free = free_names(hypothesis.left) | free_names(hypothesis.right)
    indices = [i for i in context.ranges if i in free]
    plain = ", ".join(style.name(i, context) for i in indices)
    if not all(every_row(i, hypothesis, context) for i in indices):
        plain = style.comma.join(spans(free, context, style))
    every = style.every.format(plain) if plain else ""
    return f"{left} {style.relations[hypothesis.relation]} {right}{every}"


def every_row(index: str, hypothesis: Hypothesis, context: Context) -> bool:
    """Whether an index runs over all of the axes that it goes along, so that "all" is enough."""
    axes = context.indexed()
    ends = [
        size
        for side in (hypothesis.left, hypothesis.right)
        for part in walk(side)
        if isinstance(part, Entry)
        for place, size in zip(part.indices, axes[part.array], strict=True)
        if place == Name(index)
    ]
    return bool(ends) and all(context.ranges[index] == (ONE, end) for end in ends)


# ---------------------------------------------------------------- the whole
def sides(theorem: Theorem, style: Style, relation: str) -> str:
    """``left relation right``."""
    if style is TEX:
        left, right = (line_tex(theorem, side) for side in (theorem.left, theorem.right))
    else:
        left, right = (style.term(side, theorem.context) for side in (theorem.left, theorem.right))
    return f"{left} {relation} {right}"


def line_tex(theorem: Theorem, term: Term) -> str:
    """The LaTeX of a line of a theorem; a number among matrices is a matrix of it."""
    return latex(term, theorem.context, len(shape(theorem.left, theorem.context)))


def told_apart(theorem: Theorem) -> None:
    """Refuse to show two names of a theorem in the same letters."""
    context, seen = theorem.context, dict[str, str]()
    lines = [*theorem.lines, *theorem.wrong_lines]
    terms = [theorem.left, theorem.right, *(line.term for line in lines)]
    terms += [side for h in context.hypotheses for side in (h.left, h.right)]
    for name in sorted(frozenset().union(*map(all_names, terms))):
        other = seen.setdefault(name_tex(name, context), name)
        if context.wholes.get(other, other) != context.wholes.get(name, name):
            raise IllTyped(
                f"{theorem.label}: {other} and {name} look the same on the page; "
                "give one of them other LaTeX by .typeset(...)"
            )


def all_names(term: Term) -> frozenset[str]:
    """Every name in a term: free, bound, or called."""
    called = (p.function for p in walk(term) if isinstance(p, Call))
    bound = (p.index for p in walk(term) if isinstance(p, Big))
    return free_names(term) | {*called, *bound} - {"exp", "log", "sqrt"}


def conditions(theorem: Theorem, style: Style) -> str:
    """Where the variable of a limit goes, and for which values of the others a theorem holds."""
    context = theorem.context
    where = quantifiers((theorem.left, theorem.right), context, style)
    if theorem.relation != "->" or context.target is None:
        return where
    variable, target = context.target
    moves = style.moves.format(style.name(variable, context), style.term(target, context))
    return moves + (style.comma + where if where else "")


def statement_tex(theorem: Theorem) -> str:
    """The statement as LaTeX; the site may break it at each wide space."""
    told_apart(theorem)
    relation = RELATION[theorem.relation]
    if theorem.relation == "<=>":
        relation = rf"\qquad {relation} \quad"
    where = conditions(theorem, TEX)
    cited = r" \qquad \text{(cited)}" if theorem.cited else ""
    return sides(theorem, TEX, relation) + (rf" \qquad {where}" if where else "") + cited


def statement_text(theorem: Theorem) -> str:
    """The statement as its author typed it, and its conditions."""
    where = conditions(theorem, PLAIN)
    cited = " (cited)" if theorem.cited else ""
    return sides(theorem, PLAIN, theorem.relation) + (f" for {where}" if where else "") + cited
