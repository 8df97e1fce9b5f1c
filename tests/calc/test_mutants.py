"""No wrong line is proved: every single change of every line, judged by plain numbers.

Each shard leaves its numbers, and every altered line that was not refuted, in ``_build/mutants``.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import pytest
from fates import fate
from mutants import Mutant, mutants

SHARDS = 20
REPORTS = Path(__file__).parents[2] / "_build" / "mutants"


@dataclass
class Tally:
    """How many mutants had which fate, and those that were not refuted."""

    counts: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    others: list[dict[str, str]] = field(default_factory=list)

    def add(self, mutant: Mutant) -> None:
        """Judge one more."""
        found = fate(mutant)
        self.counts[found.name] += 1
        self.kinds[mutant.kind] += 1
        if found.name != "refuted":
            row = {"fate": found.name, "kind": mutant.kind, "line": str(mutant), "why": found.why}
            self.others.append(row)

    def wrong(self) -> list[dict[str, str]]:
        """Mutants that were proved and are not known to be true, or were refuted and are."""
        return [row for row in self.others if row["fate"].isupper()]


def judged(found: Iterable[Mutant]) -> Tally:
    """The fates of some mutants; none is wrong, and nearly all are refuted."""
    tally = Tally()
    for mutant in found:
        tally.add(mutant)
    assert not tally.wrong()
    assert tally.counts["refuted"] > 0.8 * tally.counts.total(), tally.counts
    return tally


def test_a_sample_of_mutants() -> None:
    """One altered line of every eighth step."""
    judged(islice(mutants(500), 0, None, 8))


@pytest.mark.slow
@pytest.mark.parametrize("shard", range(SHARDS))
def test_all_mutants(shard: int) -> None:
    """All of them, a twentieth at a time: more than thirty thousand lines."""
    tally = judged(mutants(10**6, shard=shard, shards=SHARDS))
    REPORTS.mkdir(parents=True, exist_ok=True)
    (REPORTS / f"{shard:02}.json").write_text(json.dumps(vars(tally), indent=1) + "\n", "utf-8")
