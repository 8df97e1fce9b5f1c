"""What became of the altered lines, gathered from the reports that ``make test-slow`` leaves."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

REPORTS = Path(__file__).parents[1] / "_build" / "mutants"
SHARDS = 20


def measure() -> dict[str, dict[str, int]]:
    """How many mutants had which fate, and how many there were of each kind."""
    shards = [json.loads(path.read_text(encoding="utf-8")) for path in REPORTS.glob("*.json")]
    if len(shards) != SHARDS:
        raise SystemExit(f"{len(shards)} of {SHARDS} reports in {REPORTS}: run make test-slow")
    return {part: total(part, shards) for part in ("counts", "kinds")}


def total(part: str, shards: list[dict[str, dict[str, int]]]) -> dict[str, int]:
    """The sum over the shards, largest first."""
    found: Counter[str] = Counter()
    for shard in shards:
        found.update(shard[part])
    return dict(found.most_common())
