"""Two names that a page could not tell apart."""

from __future__ import annotations

from collections.abc import Iterable

from ..language.binding import depends
from ..language.declarations import Declarations
from ..language.terms import Entry, Number, Term, walk
from ..language.text import text
from .latex import Writer


def twins(terms: Iterable[Term], context: Declarations) -> str:
    """Why two names in these terms could not be told apart on the page; empty where they can."""
    writer, shown, said = Writer(context), dict[str, str](), list(terms)
    parts = sorted(frozenset().union(*map(depends, said)), key=lambda part: part.name)
    names = [(part.name, writer.name(part.name)) for part in parts if context.declares(part)]
    entries = {p for term in said for p in walk(term) if isinstance(p, Entry) and p.indices}
    placed = [e for e in entries if all(isinstance(i, Number) for i in e.indices)]
    patterns = [(n, context.latex[f"{n}[]"]) for n, _ in names if f"{n}[]" in context.latex]
    entered = sorted((text(e), writer.write(e)) for e in placed)
    for name, written in [*names, *patterns, *entered]:
        letters = "".join(sign for sign in written if sign not in "{} ")
        twin = shown.setdefault(letters, name)
        if twin != name:
            return f"{name} and {twin} look alike on the page; give one of them other LaTeX"
    return ""
