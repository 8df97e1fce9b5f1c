"""How long a reader waits: measured, printed, and held to a generous bound (``make bench``)."""

import subprocess
import sys
import time

import numpy as np
import pytest

from lrmath.numeric import fit

pytestmark = pytest.mark.bench


def seconds(work) -> float:
    """Return the shortest of three runs."""
    times = []
    for _ in range(3):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return min(times)


def test_checking_every_derivation():
    """A fresh process imports SymPy and proves the whole book."""
    command = [sys.executable, "-m", "lrmath.theorems"]
    taken = seconds(lambda: subprocess.run(command, check=True, capture_output=True))
    print(f"\nevery derivation, from a fresh process: {taken:.2f} s")
    assert taken < 30


@pytest.mark.parametrize("rows", [1_000, 10_000, 100_000])
def test_fitting(rows: int):
    """The default fit of twenty features."""
    generator = np.random.default_rng(0)
    features = generator.normal(size=(rows, 20))
    odds = np.exp(-(features @ generator.normal(size=20)) / 3)
    labels = (generator.uniform(size=rows) < 1 / (1 + odds)).astype(float)
    taken = seconds(lambda: fit(features, labels))
    print(f"\nfit, {rows} rows, 20 features: {taken * 1e3:.0f} ms")
    assert taken < 30
