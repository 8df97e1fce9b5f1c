"""Time to accuracy: every solver gets the loosest tolerance that reaches it, then they take turns.

``python -m bench.numeric.timing WORKLOAD`` measures one workload in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import signal
import statistics
import sys
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from bench.numeric import machine
from bench.numeric.peers import FINEST, LOOSEST, PEERS, Peer
from bench.numeric.workloads import WORKLOADS, Workload

#: (F - F*)/|F*| that every solver must reach.
ACCURACY = 1e-9
#: Seconds before a run, or as long as the solver's last took if that is less: threads of BLAS and
#: OpenMP go on spinning when their work is done, and keep a core from whoever comes next.
REST = 0.1
#: Processor seconds that imports and compilation may take.
IMPORTS = 5.0


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raise ``TimeoutError`` in the block after so many processor seconds."""

    def stop(*_: object) -> None:
        raise TimeoutError

    signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


class Entrant:
    """A solver with its data, its tolerance and its times."""

    def __init__(self, peer: Peer, work: Workload) -> None:
        self.peer, self.work = peer, work
        self.X, self.y = peer.prepare(work.X, work.y)
        self.tolerance, self.gap, self.last = LOOSEST, float("inf"), float("nan")
        self.seconds: list[float] = []
        self.processor: list[float] = []

    def run(self) -> float:
        """Fit once, and return the objective."""
        time.sleep(min(REST, self.last if np.isfinite(self.last) else REST))
        processor, start = time.process_time(), time.perf_counter()
        found = self.peer.solve(self.X, self.y, self.work.l2, self.tolerance)
        self.last = time.perf_counter() - start
        self.seconds.append(self.last)
        self.processor.append(time.process_time() - processor)
        return self.work.value(*found)

    def calibrate(self, best: float, limit: float) -> None:
        """Tighten the tolerance until the accuracy is reached or the processor seconds are spent.

        The first run imports, compiles for these shapes and fills caches, so its time counts only
        if it is beyond the limit.
        """
        with at_most(limit + IMPORTS):
            self.gap = (self.run() - best) / abs(best)
            if self.processor[-1] < limit:
                self._tighten(best, time.process_time() + limit)
        self.seconds, self.processor = [], []

    def _tighten(self, best: float, ends: float) -> None:
        """Go down the powers of ten, by half the decades that the objective is short of."""
        while self.gap > ACCURACY and self.tolerance > FINEST and time.process_time() < ends:
            self.tolerance *= 0.1 ** max(1, int(np.log10(self.gap / ACCURACY) / 2))
            self.gap = (self.run() - best) / abs(best)

    def report(self) -> dict[str, Any]:
        """Return what was measured; None where a solver did not come to an end."""
        times = self.seconds or [self.last]
        found = {
            "gap": self.gap,
            "tolerance": self.tolerance,
            "seconds": statistics.median(times),
            "least": min(times),
            "most": max(times),
            "processor seconds": statistics.median(self.processor or [np.nan]),
        }
        finite = {key: value if np.isfinite(value) else None for key, value in found.items()}
        return {"reached": self.gap <= ACCURACY, "runs": len(self.seconds), **finite}


def race(work: Workload, seconds: float) -> dict[str, Any]:
    """Return the report of every solver; about so many processor seconds go to each."""
    memory = peak(work)
    ours = Entrant(PEERS[0], work)
    best = ours.run()
    entrants = [Entrant(peer, work) for peer in PEERS if peer.takes(work)]
    for entrant in entrants:
        try:
            entrant.calibrate(best, limit=2 * seconds)
        except (ValueError, ArithmeticError, RuntimeError) as error:
            entrant.gap = float("inf")
            print(entrant.peer.name, error, file=sys.stderr)
        except TimeoutError:
            print(entrant.peer.name, "takes too long", file=sys.stderr)
    field = [entrant for entrant in entrants if entrant.gap <= ACCURACY]
    ends, rounds = time.process_time() + seconds * len(field), 0
    while rounds < 2 or (time.process_time() < ends and rounds < 100):
        for entrant in field:
            entrant.run()
        rounds += 1
    reports = {entrant.peer.name: entrant.report() for entrant in entrants}
    return {"peak memory over X": memory, "load": os.getloadavg()[0], "solvers": reports}


def peak(work: Workload) -> float:
    """Return the largest memory that our fit adds to that of the data, over the size of X."""
    X = work.X
    size = X.nbytes if hasattr(X, "nbytes") else X.data.nbytes + X.indices.nbytes + X.indptr.nbytes
    small = WORKLOADS["spector"][0]()
    PEERS[0].solve(small.X, small.y, small.l2, 0.0)  # imports are not the data's fault
    machine.reset_peak()
    before = machine.memory("VmRSS")
    PEERS[0].solve(X, work.y, work.l2, 0.0)
    return (machine.memory("VmHWM") - before) / size


def main() -> None:
    """Print the report of one workload as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("workload", choices=WORKLOADS)
    parser.add_argument("--quick", action="store_true")
    options = parser.parse_args()
    warnings.simplefilter("ignore")
    work = WORKLOADS[options.workload][options.quick]()
    shape = {"rows": work.X.shape[0], "columns": work.X.shape[1], "classes": work.classes}
    print(json.dumps(shape | race(work, 0.5 if options.quick else 4.0)))


if __name__ == "__main__":
    main()
