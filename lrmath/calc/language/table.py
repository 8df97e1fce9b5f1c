"""A table of names that nobody can change: a mapping without any door to what it holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Generic, NoReturn, TypeVar

V = TypeVar("V")


class Table(Mapping[str, V], Generic[V]):
    """Names and what belongs to them, in the order in which they came.

    Python's own read-only mapping hands the dictionary behind it to whatever it is compared with.
    """

    __slots__ = ("_held",)
    _held: dict[str, V]

    def __init__(self, pairs: Mapping[str, V] | None = None):
        if hasattr(self, "_held"):
            raise AttributeError("what is declared cannot be replaced")
        object.__setattr__(self, "_held", dict(pairs or {}))

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError("what is declared cannot be replaced")

    def __getitem__(self, name: str) -> V:
        return self._held[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._held)

    def __len__(self) -> int:
        return len(self._held)

    def __contains__(self, name: object) -> bool:
        return name in self._held
