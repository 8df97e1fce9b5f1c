"""What a theorem states, as LaTeX: its relation, and for which values it holds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from .context import Context
from .declarations import Hypothesis
from .latex import RELATION, Writer, latex
from .matrices import generic_indices
from .term import Entry, Term, free_names

if TYPE_CHECKING:
    from .kernel import Theorem

DOMAIN_TEX = {
    "positive": "{} > 0",
    "nonnegative": r"{} \ge 0",
    "unit": "0 < {} < 1",
    "binary": r"{} \in \{{0, 1\}}",
    "onehot": r"{} \in \{{0, 1\}}",
    "integer": r"{} \in \mathbb{{Z}}",
}


def name_tex(name: str, context: Context) -> str:
    """The LaTeX of a name."""
    return Writer(context).name(name)


def quantifiers(terms: Iterable[Term], context: Context) -> str:
    """The ranges of free indices and the domains of data, also of what is only supposed, as LaTeX.

    Real numbers need no words.
    """
    names = frozenset().union(*(free_names(t) for t in terms))
    found: dict[tuple[str, str], list[str]] = {}
    for name, (low, high) in context.ranges.items():
        if name in names:
            ends = latex(low, context), latex(high, context)
            found.setdefault(ends, []).append(name_tex(name, context))
    parts = [f"{', '.join(n)} = {low}, \\dots, {high}" for (low, high), n in found.items()]
    told = frozenset().union(
        *(free_names(s) for h in context.hypotheses for s in (h.left, h.right))
    )
    parts += domains(names | told, context)
    return r",\quad ".join(parts + [hypothesis_tex(h, context) for h in context.hypotheses])


def domains(names: frozenset[str], context: Context) -> Iterator[str]:
    """The domains of those scalars and arrays that are not any real numbers, as LaTeX."""
    for name, domain in context.scalars.items():
        if name in names and domain in DOMAIN_TEX:
            yield DOMAIN_TEX[domain].format(name_tex(name, context))
    entries = {context.wholes.get(name, name) for name in names}
    for name, array in context.arrays.items():
        if name in entries and array.domain in DOMAIN_TEX:
            indices, _ = generic_indices(array.shape, context, frozenset())
            yield DOMAIN_TEX[array.domain].format(latex(Entry(name, indices), context))


def hypothesis_tex(hypothesis: Hypothesis, context: Context) -> str:
    """What a theorem supposes, beside the domains of its names."""
    left, right = latex(hypothesis.left, context), latex(hypothesis.right, context)
    free = free_names(hypothesis.left) | free_names(hypothesis.right)
    indices = ", ".join(name_tex(i, context) for i in context.ranges if i in free)
    every = rf"\text{{ for all }} {indices}" if indices else ""
    return f"{left} {RELATION[hypothesis.relation]} {right}{every}"


def statement_tex(theorem: Theorem) -> str:
    """``left relation right`` with the ranges of its indices."""
    context = theorem.context
    left, right = latex(theorem.left, context), latex(theorem.right, context)
    sides = f"{left} {RELATION[theorem.relation]} {right}"
    where = quantifiers((theorem.left, theorem.right), context)
    return sides + (rf" \qquad {where}" if where else "")
