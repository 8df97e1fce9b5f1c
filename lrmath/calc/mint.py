"""What was made here, and nowhere else: a private register of contexts, chains and theorems.

Whoever copies a theorem's attributes, or alters them, has no theorem: only what is registered,
with the very contents with which it was registered, is believed.
"""

from __future__ import annotations

from dataclasses import fields
from typing import Any, NoReturn
from weakref import WeakKeyDictionary

from .errors import IllTyped

_MADE: WeakKeyDictionary[Any, tuple[object, ...]] = WeakKeyDictionary()


class Sealed:
    """A value that is made in one place: it is neither altered, nor copied, nor pickled."""

    __slots__ = ("__weakref__",)

    def __copy__(self) -> Any:
        return self

    def __deepcopy__(self, memo: object) -> Any:
        return self

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError(f"a {type(self).__name__} is not stored; make it anew from its text")


def register(thing: Sealed) -> None:
    """Note a thing that has just been made, with its contents."""
    _MADE[thing] = _contents(thing)


def genuine(thing: Sealed, kind: type) -> None:
    """Refuse what was not made here, or was altered since."""
    made = _MADE.get(thing) if type(thing) is kind else None
    if made is None or any(a is not b for a, b in zip(made, _contents(thing), strict=True)):
        raise IllTyped(f"this {type(thing).__name__} was not made by the checker, or was altered")


def _contents(thing: Any) -> tuple[object, ...]:
    return tuple(getattr(thing, field.name) for field in fields(thing))


def plain_text(text: object, what: str = "a line") -> str:
    """The text itself; refused when it is of another kind, such as a formula of SymPy."""
    if type(text) is not str:
        kind = type(text).__name__
        raise IllTyped(f'{what} is typed as text in quotes, such as "2*t", not as a {kind}')
    return text
