"""The reasons of a step, one file each: what may be done to the two lines, and nothing else.

A list of reasons allows all of them together. Every one must be needed: a reason without which the
step still follows is refused as decorative.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Mapping
from difflib import get_close_matches
from importlib import import_module

from ...language.errors import IllTyped
from ..proof import Proof
from .base import Reason

_FILES = [import_module(f"{__name__}.{m.name}") for m in pkgutil.iter_modules(__path__)]
_FOUND = {value for file in _FILES for value in vars(file).values() if isinstance(value, type)}
#: The exact types that the judge accepts.
KINDS = frozenset(kind for kind in _FOUND if issubclass(kind, Reason) and kind is not Reason)
#: The reasons without parameters, by name.
BUILT_IN: dict[str, Reason] = {
    value.name: value for file in _FILES for value in vars(file).values() if type(value) in KINDS
}
_ORDERED = sorted(KINDS, key=lambda kind: kind.__name__)


def read_reason(text: str, theorems: Mapping[str, Proof]) -> Reason:
    """A reason as a text file spells it; an earlier claim is one by its label."""
    if text in BUILT_IN:
        return BUILT_IN[text]
    for kind in _ORDERED:
        found = kind.read(text, theorems)
        if found is not None:
            return found
    close = get_close_matches(text[:80], [*BUILT_IN, *list(theorems)[-200:]], n=1)
    spelled = [*BUILT_IN, *(kind.in_a_file for kind in _ORDERED if kind.in_a_file)]
    hint = f"did you mean {close[0]}?" if close else f"write one of {', '.join(spelled)}"
    raise IllTyped(f"{text[:80]!r} is no reason; {hint}")


def reserved() -> set[str]:
    """Words that no claim may have for its label, because they name reasons."""
    spelled = (kind.in_a_file for kind in _ORDERED)
    words = {word for said in spelled for word in said.replace(",", " ").split() if word.islower()}
    return {*" ".join(BUILT_IN).split(), *words, "given", "by"}
