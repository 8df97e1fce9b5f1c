"""Time to accuracy: every solver gets the loosest tolerance that reaches it, then they take turns.

``python -m bench.numeric.timing WORKLOAD`` measures one workload in a process of its own.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import time
import warnings
from typing import Any

from bench.numeric import machine
from bench.numeric.peers import LADDER, OURS, PEERS, Peer
from bench.numeric.workloads import WORKLOADS, Workload

#: (F - F*)/|F*| that every solver must reach.
ACCURACY = 1e-9


class Entrant:
    """A solver with its data, its tolerance and its times."""

    def __init__(self, peer: Peer, work: Workload) -> None:
        self.peer, self.work = peer, work
        self.X, self.y = peer.prepare(work.X, work.y)
        self.tolerance, self.gap = LADDER[0], float("inf")
        self.seconds: list[float] = []
        self.processor: list[float] = []

    def run(self) -> float:
        """Fit once, and return the objective."""
        processor, start = time.process_time(), time.perf_counter()
        found = self.peer.solve(self.X, self.y, self.work.l2, self.tolerance)
        self.seconds.append(time.perf_counter() - start)
        self.processor.append(time.process_time() - processor)
        return self.work.value(*found)

    def calibrate(self, best: float, limit: float) -> None:
        """Tighten the tolerance until the accuracy is reached, or the limit of seconds is spent."""
        spent = 0.0
        for self.tolerance in LADDER:
            self.run()  # compiles for these shapes, fills caches
            self.gap = (self.run() - best) / abs(best)
            spent += self.seconds[-1]
            if self.gap <= ACCURACY or spent > limit:
                break
        self.last = self.seconds[-1]
        self.seconds, self.processor = [], []

    def report(self) -> dict[str, Any]:
        """Return what was measured."""
        reached = self.gap <= ACCURACY
        times = self.seconds if reached and self.seconds else [self.last]
        cpu = statistics.median(self.processor) if self.processor else None
        return {
            "reached": reached,
            "gap": self.gap,
            "tolerance": None if self.peer.name == OURS else self.tolerance,
            "seconds": statistics.median(times),
            "least": min(times),
            "most": max(times),
            "processor seconds": cpu,
            "runs": len(times),
        }


def race(work: Workload, seconds: float) -> dict[str, Any]:
    """Return the report of every solver; about so many seconds are spent on each in the turns."""
    memory = peak(work)
    ours = Entrant(PEERS[0], work)
    best = ours.run()
    entrants = [Entrant(peer, work) for peer in PEERS if peer.takes(work)]
    for entrant in entrants:
        try:
            entrant.calibrate(best, 2 * seconds)
        except (ValueError, ArithmeticError, RuntimeError) as error:
            entrant.last, entrant.gap = float("nan"), float("inf")
            print(entrant.peer.name, error, file=sys.stderr)
    field = [entrant for entrant in entrants if entrant.gap <= ACCURACY]
    ends, rounds = time.perf_counter() + seconds * len(field), 0
    while rounds < 3 or (time.perf_counter() < ends and rounds < 100):
        for entrant in field:
            entrant.run()
        rounds += 1
    reports = {entrant.peer.name: entrant.report() for entrant in entrants}
    return {"peak memory over X": memory, "load": os.getloadavg()[0], "solvers": reports}


def peak(work: Workload) -> float:
    """Return the largest memory that our fit adds to that of the data, over the size of X."""
    X = work.X
    size = X.nbytes if hasattr(X, "nbytes") else X.data.nbytes + X.indices.nbytes + X.indptr.nbytes
    small = WORKLOADS["spector 32 x 3"][0]()
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
    print(json.dumps(shape | race(work, 1.0 if options.quick else 8.0)))


if __name__ == "__main__":
    main()
