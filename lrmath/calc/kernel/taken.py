"""Terms that the kernel takes: of the language's own kinds, with plain names, declared here.

Terms come from the reader. But whoever builds one by hand could give it parts of other kinds, that
are equal to everything; so each part is looked at before it is believed.
"""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from ..language import terms
from ..language.binding import depends
from ..language.declarations import Declarations
from ..language.errors import IllTyped
from ..language.relations import RELATIONS
from ..language.terms import Big, Bound, Term, Thing, children, parts_of
from ..language.things import Array, Definition, Function, intact

_KINDS = {k for k in vars(terms).values() if isinstance(k, type) and issubclass(k, Term)}
_CONTENTS = {*_KINDS, Array, Definition, Function, str, int, Fraction, tuple}


def taken(term: Term, context: Declarations) -> None:
    """Refuse a term that was not read in this context."""
    for part in parts_of(term):
        for content in (part, *_contents(part)):
            if type(content) not in _CONTENTS:
                raise IllTyped(f"a {type(content).__name__} is no part of a formula")
    if _loose(term):
        raise IllTyped("a bound index stands outside its sum")
    for symbol in depends(term):
        if isinstance(symbol, Thing) and not intact(symbol):
            raise IllTyped(f"{symbol.name} was altered since it was declared")
        if not context.declares(symbol):
            raise IllTyped(f"{symbol.name} is not declared here, or means something else")


def _loose(term: Term, depth: int = 0) -> bool:
    """Whether an index is bound by nothing."""
    if isinstance(term, Bound):
        return term.depth >= depth
    if isinstance(term, Big):
        return _loose(term.body, depth + 1) or _loose(term.low) or _loose(term.high)
    return any(_loose(child, depth) for child in children(term))


def known_relation(relation: str) -> None:
    """Refuse what is not one of the relations between lines."""
    if type(relation) is not str or relation not in RELATIONS:
        raise IllTyped(f"{relation!r} is not a relation")


def _contents(part: Any) -> list[object]:
    """What a part is made of."""
    found = [getattr(part, name) for name in type(part).__slots__]
    return found + [child for value in found if type(value) is tuple for child in value]
