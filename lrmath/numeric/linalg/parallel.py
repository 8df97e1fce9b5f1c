"""Blocks of rows on several threads, with the same result to the last bit.

NumPy releases the interpreter's lock inside its loops, so threads suffice. BLAS must then keep to
one thread for each of ours, which needs the package threadpoolctl; without it the blocks run one by
one and BLAS threads on its own.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from threading import Lock
from typing import Any, TypeVar

S = TypeVar("S")
T = TypeVar("T")

#: Fewer entries of X than this are not worth a second thread.
LARGE = 1 << 20
#: From here on BLAS keeps to one thread: its threads wait for each other longer than they work.
MEDIUM = 1 << 10

#: Branches of a sum for each thread.
EACH = 2

#: The pool and the number of its threads.
_pool: ContextVar[tuple[ThreadPoolExecutor, int] | None] = ContextVar("pool", default=None)


def cores() -> int:
    """Return the number of processor cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextmanager
def threads(entries: int, count: int | None = None) -> Iterator[int]:
    """Let ``tree_sum`` use ``count`` threads, or all cores, if X has many ``entries``."""
    count = cores() if count is None else count
    if entries < MEDIUM or find_spec("threadpoolctl") is None:
        yield 1
        return
    with _one_blas_thread():
        if count == 1 or entries < LARGE:
            yield 1
            return
        with _pool_of(count):
            yield count


#: Held by the fit that limits BLAS: its number of threads is one for the whole process.
_limiting = Lock()


@contextmanager
def _one_blas_thread() -> Iterator[None]:
    """Keep BLAS to one thread, unless a fit in another thread does it already.

    Two that did it at once would each restore what they found, and so leave the limit behind.
    """
    if not _limiting.acquire(blocking=False):
        yield
        return
    try:
        with _controller().limit(limits=1):
            yield
    finally:
        _limiting.release()


@contextmanager
def _pool_of(count: int) -> Iterator[None]:
    with ThreadPoolExecutor(count) as pool:
        token = _pool.set((pool, count))
        try:
            yield
        finally:
            _pool.reset(token)


def tree_sum(function: Callable[[S], T], items: Sequence[S], add: Callable[[T, T], T]) -> T:
    """Return the sum of the function over one item or more: that of the halves, and so on.

    The tree is the same for any number of threads, so the sum is, too. The threads, of which the
    caller's is one, take branches of it until none is left, some more than others if a core has
    other work; but few, because threads that pass work to and fro wait for each other longer than
    they work, and the sums of branches wait in memory.
    """
    found = _pool.get()
    if found is None:
        return _branch(function, items, add)
    pool, count = found
    branches = [items]
    while len(branches) < EACH * count and min(map(len, branches)) > 1:
        branches = [half for branch in branches for half in _halves(branch)]
    sums = _shared(pool, count, lambda branch: _branch(function, branch, add), branches)
    return _branch(sums.__getitem__, range(len(sums)), add)


def _shared(
    pool: ThreadPoolExecutor, count: int, function: Callable[[S], T], items: Sequence[S]
) -> list[T]:
    """Return the results for all items, each computed by the thread that is free first."""
    waiting, found = deque(enumerate(items)), dict[int, T]()

    def work() -> None:
        while (next_one := _taken(waiting)) is not None:
            place, item = next_one
            found[place] = function(item)

    others = [pool.submit(work) for _ in range(min(count, len(items)) - 1)]
    try:
        work()
    finally:
        waiting.clear()
    for other in others:
        other.result()
    return [found[place] for place in range(len(items))]


def _taken(waiting: deque[T]) -> T | None:
    """Return the first of what waits, and remove it in the same moment; None if nothing waits."""
    try:
        return waiting.popleft()
    except IndexError:
        return None


def _branch(function: Callable[[S], T], items: Sequence[S], add: Callable[[T, T], T]) -> T:
    if len(items) == 1:
        return function(items[0])
    first, second = _halves(items)
    return add(_branch(function, first, add), _branch(function, second, add))


def _halves(items: Sequence[S]) -> tuple[Sequence[S], Sequence[S]]:
    middle = (len(items) + 1) // 2
    return items[:middle], items[middle:]


@cache
def _controller() -> Any:
    return import_module("threadpoolctl").ThreadpoolController()
