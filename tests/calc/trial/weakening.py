"""The checker without one of its precautions, so that its attackers can be tried themselves.

A row of ``weakening.txt`` names a function, a piece of its source, and what stands there instead.
"""

from __future__ import annotations

import inspect
import sys
import textwrap
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import _lru_cache_wrapper
from importlib import import_module
from pathlib import Path
from typing import Any

ROWS = Path(__file__).with_suffix(".txt").read_text(encoding="utf-8").strip()


@dataclass(frozen=True)
class Weaker:
    """A function of the checker, and a change of its source."""

    module: str
    function: str
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.function}: {self.old}"

    @property
    def owner(self) -> Any:
        """The module or the class that the function stands in."""
        found: Any = import_module(f"lrmath.calc.{self.module}")
        *outer, _ = self.function.split(".")
        for name in outer:
            found = getattr(found, name)
        return found

    def made(self, function: Any) -> Any:
        """The function with the change."""
        source = textwrap.dedent(inspect.getsource(function))
        assert source.count(self.old) == 1, f"{self} is not written there any more"
        scope: dict[str, Any] = {}
        code = "from __future__ import annotations\n" + source.replace(self.old, self.new)
        exec(code, import_module(f"lrmath.calc.{self.module}").__dict__, scope)
        return scope[function.__name__]


def _rows() -> Iterator[Weaker]:
    for row in ROWS.splitlines():
        where, old, new = (part.strip() for part in row.split(" ~"))
        yield Weaker(*where.split(":"), old, new)


WEAKER = tuple(_rows())


@contextmanager
def weakened(weaker: Weaker) -> Iterator[None]:
    """The checker with this change, wherever the function was imported to."""
    name = weaker.function.split(".")[-1]
    function = weaker.owner.__dict__[name]
    changed = weaker.made(function)
    places = [weaker.owner] if isinstance(weaker.owner, type) else list(_holding(function))
    try:
        for place in places:
            setattr(place, name, changed)
        _forget()
        yield
    finally:
        for place in places:
            setattr(place, name, function)
        _forget()


def _checker() -> list[Any]:
    return [module for name, module in sys.modules.items() if name.startswith("lrmath.calc")]


def _holding(function: Any) -> Iterator[Any]:
    for module in _checker():
        if vars(module).get(function.__name__) is function:
            yield module


def _forget() -> None:
    """What was remembered was found out with the other source."""
    for module in _checker():
        for found in vars(module).values():
            if isinstance(found, _lru_cache_wrapper):
                found.cache_clear()
