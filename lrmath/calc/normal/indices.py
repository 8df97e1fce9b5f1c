"""Ranges of indices as the normal form keeps them: what they begin and end with."""

from __future__ import annotations

from collections.abc import Mapping

from ..language.terms import Number, Term
from .polynomial import Range, Token

Renaming = Mapping[Token, Token]
FIRST: Token = ("num", 1)


def end(term: Term) -> Token:
    """An end of a range: a whole number or a size."""
    return ("num", int(term.value)) if isinstance(term, Number) else ("size", term)


def nonempty(limits: Range) -> bool:
    """Whether a range is known to hold an index; sizes are at least 1."""
    (low_kind, low), (high_kind, high) = limits
    return bool(low_kind == "num" and (low <= high if high_kind == "num" else low <= 1))


def begins_beside(limits: Range) -> bool:
    """Whether a range up to a size begins one before or one after 1."""
    (low_kind, low), (high_kind, _) = limits
    return bool(low_kind == "num" and high_kind == "size" and low in (0, 2))
