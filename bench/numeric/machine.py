"""What the numbers were measured on: no names, only what explains them."""

from __future__ import annotations

import os
import platform
import time
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version
from pathlib import Path

import numpy as np

PACKAGES = [
    "numpy",
    "scipy",
    "threadpoolctl",
    "scikit-learn",
    "statsmodels",
    "glum",
    "liblinear-official",
    "jax",
    "optax",
]


def describe() -> dict[str, object]:
    """Return cores, memory, versions and the load before the run."""
    pages = os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    return {
        "cores": len(os.sched_getaffinity(0)),
        "memory GB": round(pages / 1e9),
        "architecture": platform.machine(),
        "python": platform.python_version(),
        "packages": {name: version(name) for name in PACKAGES},
        "load": round(os.getloadavg()[0], 1),
    }


def bandwidth(threads: int) -> float:
    """Return the bytes a second at which so many threads read memory, the best of nine runs."""
    data = np.ones((threads, 1 << 24))
    best = np.inf
    with ThreadPoolExecutor(threads) as pool:
        for _ in range(9):
            start = time.perf_counter()
            list(pool.map(np.sum, data))
            best = min(best, time.perf_counter() - start)
    return float(data.nbytes / best)


def reset_peak() -> None:
    """Forget the largest memory use so far."""
    Path("/proc/self/clear_refs").write_text("5")


def memory(kind: str) -> int:
    """Return this process's memory in bytes: now (``VmRSS``) or at its largest (``VmHWM``)."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(kind))
