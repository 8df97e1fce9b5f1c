"""Processor time of a piece of work, in milliseconds."""

from __future__ import annotations

import time
from collections.abc import Callable

LEAST = 0.005  # seconds; shorter work is repeated until it takes as long


def milliseconds(work: Callable[[], object], runs: int = 3) -> float:
    """The shortest of some runs."""
    repeats = 1
    while (taken := seconds(work, repeats)) < LEAST:
        repeats *= 4
    best = min(taken, *(seconds(work, repeats) for _ in range(runs - 1)))
    return round(1000 * best / repeats, 4)


def seconds(work: Callable[[], object], repeats: int) -> float:
    """Processor time of some repetitions."""
    start = time.process_time()
    for _ in range(repeats):
        work()
    return time.process_time() - start
