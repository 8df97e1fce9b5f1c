"""Claims that cite theorems across contexts, as many as one likes.

    python -m trial.citing 1000000 --processes 2     from tests/calc

It prints how many claims were made, accepted and refuted, and every fault with its claim, its
context and its seed; with any fault it exits with 1.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing import Pool

from trial.attack import CLAIMS, Attack

SHOWN = ("claims", "proofs", "refutations", "faults")
SECONDS = 20  # between two lines of progress
FEWEST = 25  # claims of a seed, on average


@dataclass
class Tally:
    """What became of many claims."""

    counts: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.counts + other.counts, self.faults + other.faults)

    def __str__(self) -> str:
        said = [f"{self.counts[name]} {name}" for name in SHOWN]
        others = [f"{number} {name}" for name, number in self.counts.items() if name not in SHOWN]
        return f"{', '.join(said)} ({', '.join(sorted(others))})"


def tally_of(seed: int) -> Tally:
    """The claims of one seed."""
    attack = Attack(seed)
    faults = [f"seed {seed}: {fault}" for fault in attack.run(CLAIMS)]
    counts = sum((court.counts for court in attack.courts), Counter[str]())
    return Tally(counts, faults)


def judged(claims: int, seeds: Iterable[int]) -> Tally:
    """The claims of as many seeds as are needed for so many claims."""
    return total(claims, map(tally_of, seeds))


def total(claims: int, tallies: Iterator[Tally], *, told: bool = False) -> Tally:
    """The sum of tallies up to so many claims; faults are printed at once where that is wanted."""
    found, start, last = Tally(), time.monotonic(), 0.0
    for tally in tallies:
        found += tally
        seconds = time.monotonic() - start
        done = found.counts["claims"] >= claims
        for fault in tally.faults if told else ():
            print(fault, flush=True)
        if told and (done or seconds - last > SECONDS):
            last = seconds
            print(f"{seconds:6.0f} s  {found}", flush=True)
        if done:
            break
    return found


def main() -> int:
    """Make so many claims, and tell what became of them."""
    parser = argparse.ArgumentParser(description="Attack the checker across contexts.")
    parser.add_argument("claims", type=int, nargs="?", default=100_000)
    parser.add_argument("--processes", type=int, default=1)
    parser.add_argument("--first", type=int, default=1_000_000, help="the first seed")
    options = parser.parse_args()
    seeds = range(options.first, options.first + options.claims // FEWEST + 1)
    with Pool(options.processes) as pool:
        tallies = pool.imap_unordered(tally_of, seeds, chunksize=4)
        return int(bool(total(options.claims, tallies, told=True).faults))


if __name__ == "__main__":
    raise SystemExit(main())
