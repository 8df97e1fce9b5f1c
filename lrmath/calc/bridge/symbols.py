"""Declared names as SymPy's symbols, with the assumptions that their domains give."""

from __future__ import annotations

from typing import Any, Protocol

from sympy import IndexedBase, Symbol

from ..language.domains import DOMAINS, NONNEGATIVE
from ..language.terms import Scalar, Thing
from ..language.things import domain_of

COUNTS = {"integer": True, "positive": True}  # what is assumed of sizes and indices


def assumptions(domain: str) -> dict[str, bool]:
    """What SymPy may assume of the numbers of a domain; that a number is below 1 it cannot say."""
    row = DOMAINS[domain]
    if not row.smooth:
        return {"integer": True} | ({"nonnegative": True} if row.sign == NONNEGATIVE else {})
    return {{">": "positive", ">=": "nonnegative"}.get(row.above, "real"): True}


class Alphabet(Protocol):
    """How scalars and entries are written."""

    def scalar(self, variable: Scalar) -> Any:
        """The symbol of a scalar."""

    def entry(self, thing: Thing, places: tuple[Any, ...]) -> Any:
        """The symbol of an entry."""


class Named:
    """The author's own names: a symbol for a scalar, an ``Indexed`` for an entry."""

    def scalar(self, variable: Scalar) -> Any:
        """``t``, with the assumptions of its domain."""
        return Symbol(variable.name, **assumptions(variable.domain))

    def entry(self, thing: Thing, places: tuple[Any, ...]) -> Any:
        """``x[i, j]``, an entry of an ``IndexedBase``."""
        return IndexedBase(thing.name, **assumptions(domain_of(thing)))[places]
