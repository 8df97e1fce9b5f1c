"""A limit of time for work that has none of its own."""

from __future__ import annotations

import ctypes
import threading
import time
from collections.abc import Callable
from typing import TypeVar

TICK = 0.1  # seconds between two looks at the clock
T = TypeVar("T")


class TooLate(BaseException):
    """The time is up; no ``except Exception`` on the way catches it."""


def within_seconds(seconds: float, work: Callable[[], T]) -> T:
    """The result of the work; raises :class:`TooLate` when this process has computed for so long.

    It works on every system and in every thread, as long as the work is done in Python.
    """
    watch = _Watch(seconds)
    watch.start()
    try:
        found = work()
    except TooLate:
        watch.over.set()
        raise
    except BaseException:
        watch.stop()
        raise
    watch.stop()
    return found


class _Watch(threading.Thread):
    """Raises TooLate in the thread that made it, unless it was stopped before."""

    def __init__(self, seconds: float):
        super().__init__(daemon=True)
        self.thread, self.end = threading.get_ident(), time.process_time() + seconds
        self.over, self.lock, self.rang = threading.Event(), threading.Lock(), False

    def run(self) -> None:
        """Look at the clock until the work or the time is over."""
        while not self.over.wait(TICK):
            if time.process_time() > self.end:
                self.ring()
                return

    def ring(self) -> None:
        """Raise TooLate in the other thread, at its next step."""
        with self.lock:
            if not self.over.is_set():
                self.rang = True
                thread, error = ctypes.c_ulong(self.thread), ctypes.py_object(TooLate)
                ctypes.pythonapi.PyThreadState_SetAsyncExc(thread, error)

    def stop(self) -> None:
        """Ring no more; if it rang already, let the error arrive here and not later."""
        with self.lock:
            self.over.set()
        while self.rang:
            time.sleep(TICK / 100)
