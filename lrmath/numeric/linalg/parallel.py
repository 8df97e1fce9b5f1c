"""Blocks of rows on several threads, with the same result to the last bit.

NumPy releases the interpreter's lock inside its loops, so threads suffice. BLAS must then keep to
one thread for each of ours, which needs the package threadpoolctl; without it the blocks run one by
one and BLAS threads on its own.
"""

from __future__ import annotations

import os
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

    The tree is the same for any number of threads, so the sum is, too. The caller's thread takes
    the first branch itself, and waits once: threads that pass work to and fro wait for each other
    longer than they work. Few results wait in memory, one for each level of the tree.
    """
    found = _pool.get()
    if found is None:
        return _branch(function, items, add)
    pool, count = found
    branches = [items]
    while len(branches) < count and min(map(len, branches)) > 1:
        branches = [half for branch in branches for half in _halves(branch)]
    rest = [pool.submit(_branch, function, branch, add) for branch in branches[1:]]
    sums = [_branch(function, branches[0], add)] + [future.result() for future in rest]
    while len(sums) > 1:
        pairs = [sums[i : i + 2] for i in range(0, len(sums), 2)]
        sums = [add(*pair) if len(pair) > 1 else pair[0] for pair in pairs]
    return sums[0]


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
