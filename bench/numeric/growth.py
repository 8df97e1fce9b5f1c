"""How the time grows with rows, columns and classes, and how far it is from the machine's limit.

``python -m bench.numeric.growth`` prints it as JSON.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
import warnings
from collections.abc import Callable, Iterable
from typing import Any

from bench.numeric import machine
from bench.numeric.peers import PEERS
from bench.numeric.workloads import Workload, dense, softmax
from lrmath.numeric.linalg import parallel
from lrmath.numeric.model import objective, rows

#: Peers in the curves, by name, and the number of turns.
CURVES, TURNS = ("lrmath", "scikit-learn lbfgs", "scikit-learn newton-cholesky"), 3
TOLERANCE = 1e-8


def seconds(work: Workload, names: Iterable[str]) -> dict[str, float]:
    """Return the median time of each solver; they take turns."""
    peers = [peer for peer in PEERS if peer.name in names and peer.takes(work)]
    times: dict[str, list[float]] = {peer.name: [] for peer in peers}
    for _ in range(TURNS):
        for peer in peers:
            start = time.perf_counter()
            peer.solve(work.X, work.y, work.l2, TOLERANCE)
            times[peer.name].append(time.perf_counter() - start)
    return {name: statistics.median(values) for name, values in times.items()}


def curve(make: Callable[[int], Workload], sizes: Iterable[int]) -> list[dict[str, Any]]:
    """Return the times for every size."""
    return [{"size": size, "seconds": seconds(make(size), CURVES)} for size in sizes]


def limit(work: Workload) -> dict[str, float]:
    """Return the passes over X, and the time that reading X so often takes at least."""
    passes = _passes(work)
    taken = seconds(work, ["lrmath"])["lrmath"]
    rate = machine.bandwidth(parallel.cores())
    least = passes * work.X.nbytes / rate
    return {"passes": passes, "seconds": taken, "bandwidth": rate, "least seconds": least}


def _passes(work: Workload) -> float:
    """Return how often the likelihood of all rows is evaluated, samples in proportion."""
    seen = [0]
    original = objective.evaluate_block

    def counting(some: rows.Rows, **options: Any) -> rows.Evaluation:
        seen[0] += len(some.y)
        return original(some, **options)

    objective.evaluate_block = counting
    try:
        PEERS[0].solve(work.X, work.y, work.l2, TOLERANCE)
    finally:
        objective.evaluate_block = original
    return seen[0] / len(work.y)


def threads(work: Workload) -> dict[str, float]:
    """Return our time on one core and on all, in turns."""
    cores = parallel.cores
    times: dict[int, list[float]] = {1: [], cores(): []}
    for _ in range(2 * TURNS):
        for count, values in times.items():
            parallel.cores = lambda count=count: count
            values.append(seconds(work, ["lrmath"])["lrmath"])
    parallel.cores = cores
    return {str(count): min(values) for count, values in times.items()}


def table(quick: bool) -> dict[str, Any]:
    """Return all curves."""
    rows, columns, classes = (10**3, 10**4, 10**5, 10**6), (10, 30, 100, 300, 1000), (2, 4, 8, 16)
    if quick:
        rows, columns, classes = rows[:3], columns[:3], classes[:2]
    large = dense(rows[-1], 20)
    wide = dense(20_000, columns[-1], 1.0)
    return {
        "rows": curve(lambda m: dense(m, 20), rows),
        "columns": curve(lambda p: dense(20_000, p, 1.0), columns),
        "classes": curve(lambda k: softmax(20_000, 50, k), classes),
        "threads": threads(large),
        "limit": {f"{work.X.shape[0]} x {work.X.shape[1]}": limit(work) for work in (large, wide)},
    }


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    warnings.simplefilter("ignore")
    print(json.dumps(table(parser.parse_args().quick)))
