"""What became of the altered lines, gathered from the reports that ``make test-slow`` leaves."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

REPORTS = Path(__file__).parents[1] / "_build" / "mutants"
SHARDS = 20


REASONS = {
    "the original line holds": "another relation, which holds too",
    "the bound has moved": "a moved bound that still holds",
    "the line keeps its value": "another part, the same line",
    "": "the same part, written in another way",
}


def measure() -> dict[str, dict[str, int]]:
    """How many mutants had which fate, of which kind they were, and why some are true."""
    shards = [json.loads(path.read_text(encoding="utf-8")) for path in REPORTS.glob("*.json")]
    if len(shards) != SHARDS:
        raise SystemExit(f"{len(shards)} of {SHARDS} reports in {REPORTS}: run make test-slow")
    rows = [row for shard in shards for row in shard["others"] if row["fate"] == "true"]
    return {
        "counts": total(shard["counts"] for shard in shards),
        "kinds": total(shard["kinds"] for shard in shards),
        "reasons": total([Counter(reason(row["why"]) for row in rows)]),
    }


def reason(why: str) -> str:
    """The kind of reason for which a mutant is true."""
    return next(said for start, said in REASONS.items() if why.startswith(start))


def total(parts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    """The sum of some counts, largest first."""
    found: Counter[str] = Counter()
    for part in parts:
        found.update(part)
    return dict(found.most_common())
