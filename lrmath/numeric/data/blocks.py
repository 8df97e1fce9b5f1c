"""Observations that are never in memory together: blocks that are loaded, reduced and let go.

A source maps a kernel over its blocks and adds up what comes back. ``Blocks`` loads one block after
the other in this process; ``DaskBlocks`` lets Dask do it, which adds up in a tree, and loads a
block again if the worker that had it is lost.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import reduce
from importlib import import_module
from typing import Any, NamedTuple, Protocol, TypeVar

from lrmath.numeric.data.observations import Data, check_part
from lrmath.numeric.data.responses import Classes
from lrmath.numeric.model.errors import DataError

T = TypeVar("T")

#: Partial sums that are added up in one task.
FAN_IN = 8


class Raw(NamedTuple):
    """A block as it was loaded: X (m x p), y (m,), and weights and offset (m,) or None.

    ``names`` are those of the columns of X (p,), if it has none itself.
    """

    X: Any
    y: Any
    weights: Any = None
    offset: Any = None
    names: tuple[str, ...] | None = None


@dataclass(frozen=True)
class Block:
    """A block as it was loaded, and its number."""

    number: int
    raw: Raw

    def data(self, intercept: bool = True, classes: Classes | None = None) -> Data:
        """Return its observations, checked; raises ``DataError``.

        Labels are 0 and 1, or those of the ``classes``.
        """
        X, y, weights, offset, names = self.raw
        return check_part(X, y, weights, offset, intercept=intercept, names=names, classes=classes)


#: Anything that reads a block; it is called again in every pass over the data.
Loader = Callable[[], Raw]


class Storage(Protocol):
    """Blocks that a kernel can be mapped over."""

    def total(self, kernel: Callable[[Block], T | None], add: Callable[[T, T], T]) -> T:
        """Return the sum of what the kernel returns for the blocks, None left out.

        Raises ``DataError``.
        """


@dataclass(frozen=True)
class Blocks:
    """Blocks in this process, of which one is in memory at a time."""

    loaders: Sequence[Loader] = field(repr=False)

    def total(self, kernel: Callable[[Block], T | None], add: Callable[[T, T], T]) -> T:
        """Return the sum of the kernel over the blocks, in order."""
        total: T | None = None
        for number, load in enumerate(self.loaders):
            total = joined([total, run(kernel, number, load)], add)
        return _not_empty(total)

    def on_dask(self) -> DaskBlocks:
        """Return the same blocks for the workers of a cluster, which must reach the files."""
        delayed = import_module("dask").delayed
        return DaskBlocks([delayed(load, traverse=False) for load in self.loaders])


@dataclass(frozen=True)
class DaskBlocks:
    """Blocks that Dask tasks load and reduce; where they run is up to Dask.

    Each part is a delayed ``Raw`` or a delayed ``Loader``. Parts that are not persisted are made
    anew in every pass, so a thread holds one block at a time.
    """

    parts: Sequence[Any] = field(repr=False)

    def total(self, kernel: Callable[[Block], T | None], add: Callable[[T, T], T]) -> T:
        """Return the sum of the kernel over the blocks, added up in a tree."""
        dask = import_module("dask")
        task, join = dask.delayed(run, pure=False), dask.delayed(joined, pure=False)
        shared = dask.delayed(kernel, pure=False, traverse=False)
        sums = [task(shared, number, part) for number, part in enumerate(self.parts)]
        while len(sums) > 1:
            sums = [join(sums[i : i + FAN_IN], add) for i in range(0, len(sums), FAN_IN)]
        total: T = _not_empty(*dask.compute(*sums))
        return total


def run(kernel: Callable[[Block], T | None], number: int, part: Raw | Loader) -> T | None:
    """Load a block if it is not loaded, and apply the kernel; None if it has no rows.

    Raises ``DataError`` that names the block.
    """
    raw = Raw(*(part() if callable(part) else part))
    if getattr(raw.X, "shape", ())[:1] == (0,):
        return None
    try:
        return kernel(Block(number, raw))
    except DataError as error:
        raise DataError(f"in block {number}, counted from 0: {error}") from error


def joined(parts: Sequence[T | None], add: Callable[[T, T], T]) -> T | None:
    """Return the sum of the parts that are not None, in order; None if all are."""
    present = [part for part in parts if part is not None]
    return reduce(add, present) if present else None


def _not_empty(total: T | None = None) -> T:
    if total is None:
        raise DataError("there are no rows: every block is empty")
    return total
