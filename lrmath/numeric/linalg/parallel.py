"""Blocks of rows on several threads, with the same result to the last bit.

NumPy releases the interpreter's lock inside its loops, so threads suffice. BLAS must then keep to
one thread for each of ours, which needs the package threadpoolctl; without it the blocks run one by
one and BLAS threads on its own.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
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
    """Let ``ordered_map`` use ``count`` threads, or all cores, if X has many ``entries``."""
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


def ordered_map(function: Callable[[S], T], items: Iterable[S]) -> Iterator[T]:
    """Return the results in the order of the items, so that sums do not depend on the threads."""
    found = _pool.get()
    return map(function, items) if found is None else _in_turn(*found, function, items)


def _in_turn(
    pool: ThreadPoolExecutor, count: int, function: Callable[[S], T], items: Iterable[S]
) -> Iterator[T]:
    """Yield the results in order, and start no more items ahead of the caller than threads.

    The caller's sum may be slower than the threads; results that wait for it take memory.
    """
    waiting: deque[Future[T]] = deque()
    for item in items:
        waiting.append(pool.submit(function, item))
        if len(waiting) > count:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


@cache
def _controller() -> Any:
    return import_module("threadpoolctl").ThreadpoolController()
