"""Names on a page: two names of a theorem that differ must not look the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..language.declarations import Declarations
from ..language.errors import IllTyped
from ..language.terms import Big, Call, Entry, Index, Scalar, Size, Term, Thing, Whole, walk
from .words import name_tex


def told_apart(terms: Iterable[Term], context: Declarations) -> None:
    """Refuse to show terms in which two names have the same LaTeX."""
    known: dict[str, str] = {}
    for name in sorted({name for term in terms for name in names_in(term)}):
        written = name_tex(name, context)
        other = known.setdefault(written, name)
        if other != name:
            raise IllTyped(
                f"{other} and {name} look the same on the page, {written}; "
                f"give one of them other letters, e.g. .typeset({name}=...)"
            )


def names_in(term: Term) -> Iterator[str]:
    """The names that are written when a term is."""
    for part in walk(term):
        match part:
            case Size(name) | Scalar(name) | Index(name) | Big(_, _, _, _, name):
                yield name
            case Entry(thing) | Call(Thing() as thing):
                yield thing.name
            case Whole(thing):
                yield getattr(thing, "whole", thing.name)
