"""Two names that a page could not tell apart."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..language.binding import depends, free_indices
from ..language.declarations import Declarations
from ..language.letters import factors
from ..language.terms import Big, Entry, Number, Term, Thing, Whole, parts_of
from ..language.text import text
from ..language.things import Function, body_of
from .latex import Writer

#: A power; a mark such as that of x^{(t)}, x^* or x^{\\top} is none.
POWER = re.compile(r"(?P<base>.+?)\s*\^\s*\{?\s*[A-Za-z0-9+\- ]+\}?")
#: Spaces, braces and brackets do not tell two names apart, nor does an empty script.
LOOKS_LIKE_NOTHING = re.compile(r"[_^]\{\s*\}|\\[,;:!]|[{}() ]")
SUBSCRIPT = re.compile(r"_(?:\{([^{}]*)\}|([A-Za-z0-9]))")


def twins(terms: Iterable[Term], context: Declarations) -> str:
    """Why two names in these terms could not be told apart on the page; empty where they can."""
    writer, shown, said = Writer(context), dict[str, str](), list(terms)
    parts = sorted(frozenset().union(*map(depends, said)), key=lambda part: part.name)
    names = [(part.name, writer.name(part.name)) for part in parts if context.declares(part)]
    bound = {p.hint for term in said for p in parts_of(term) if isinstance(p, Big)}
    wholes = {p for term in said for p in parts_of(term) if isinstance(p, Whole)}
    others = [(hint, writer.name(hint)) for hint in sorted(bound)]
    others += sorted((whole.of.name, writer.write(whole)) for whole in wholes)
    entries = {p for term in said for p in parts_of(term) if isinstance(p, Entry) and p.indices}
    placed = [e for e in entries if all(isinstance(i, Number) for i in e.indices)]
    patterns = [(n, context.latex[f"{n}[]"]) for n, _ in names if f"{n}[]" in context.latex]
    entered = sorted((text(e), writer.write(e)) for e in placed)
    for name, written in [*names, *others, *patterns, *entered]:
        letters = LOOKS_LIKE_NOTHING.sub("", written)
        twin = shown.setdefault(letters, name)
        if twin != name:
            return f"{name} and {twin} look alike on the page; give one of them other LaTeX"
    bases = {written: name for name, written in names}
    return next(filter(None, (disguised(n, w, bases, said, context) for n, w in names)), "")


def disguised(
    name: str, written: str, bases: dict[str, str], terms: list[Term], context: Declarations
) -> str:
    """Why a name would be read as a formula of other names; empty if it would not."""
    if name not in context.latex:
        return ""
    if (power := POWER.fullmatch(written)) and power["base"] in bases:
        return f"{name} is written {written}, which is a power of {power['base']} here"
    head, bracket, _ = written.partition("(")
    function = bases.get(head, "") if bracket else ""
    known = isinstance(context.names.get(function), Function)
    if known and not rests_on(name, function, context):
        return f"{name} is written {written}, which is a value of {head} here"
    beside = factors(written)
    free = [b for b in beside if b in bases and not rests_on(name, bases[b], context)]
    if len(beside) > 1 and free:
        return f"{name} is written {written}, which is a product with {free[0]} here"
    for index in indices_in(terms):
        if any(re.fullmatch(re.escape(index), part) for part in subscripts(written)):
            return f"{name} is written {written}, which is an entry for each {index} here"
    return ""


def rests_on(name: str, other: str, context: Declarations) -> bool:
    """Whether a name is defined by another one, which may then stand in its LaTeX."""
    thing = context.names.get(name)
    body = body_of(thing) if isinstance(thing, Thing) else None
    return body is not None and other in {part.name for part in depends(body)}


def subscripts(written: str) -> list[str]:
    """The parts of the subscripts of a name's LaTeX."""
    found = [braced or plain for braced, plain in SUBSCRIPT.findall(written)]
    return [part.strip() for subscript in found for part in re.split(r"[,\s]+", subscript)]


def indices_in(terms: list[Term]) -> set[str]:
    """The letters of the indices in terms, free and under sums."""
    free = {i.name for term in terms for i in free_indices(term)}
    return free | {p.hint for term in terms for p in parts_of(term) if isinstance(p, Big)}
