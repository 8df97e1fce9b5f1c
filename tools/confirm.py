"""Put every step of the book to SymPy, the second judge (``python tools/confirm.py``).

Each step is asked at small sizes with symbolic entries (:mod:`lrmath.calc.bridge`). What SymPy said
of a theorem is kept under ``_build`` with a digest of its lines, its context and the judge, so that
only what is new is asked again, and the pages show it.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from importlib.metadata import version
from pathlib import Path
from typing import Any

from lrmath.calc import Theorem
from lrmath.calc.bridge.opinion import Answer
from lrmath.calc.language.terms import Thing
from lrmath.calc.language.things import axes_of, body_of, domain_of
from lrmath.theorems import catalogue

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "_build" / "confirmed.json"
PORTION = 24  # theorems that are asked between two savings
Record = dict[str, Any]  # of a theorem: its mark, the fingerprint of its lines, an answer a step


def fingerprint(theorem: Theorem) -> str:
    """A short name for the lines of a theorem."""
    return hashlib.sha256(str(theorem).encode()).hexdigest()[:16]


def mark_of(theorem: Theorem, judge: str) -> str:
    """A digest of what the answers about a theorem depend on."""
    things = sorted(map(meaning, theorem.context.names.values()))
    said = (str(theorem), *map(repr, theorem.context.hypotheses), *things, judge)
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def meaning(thing: object) -> str:
    """What a declared name stands for; terms are told in full by their text."""
    if not isinstance(thing, Thing):
        return repr(thing)
    parts = (
        thing,
        getattr(thing, "parameters", ()),
        axes_of(thing),
        domain_of(thing),
        body_of(thing),
    )
    return repr(parts)


def judge_digest() -> str:
    """A digest of the second judge: its own files, the language, and SymPy's version."""
    found = hashlib.sha256(version("sympy").encode())
    for path in sorted((ROOT / "lrmath" / "calc").rglob("*.py")):
        if "bridge" in path.parts or "language" in path.parts:
            found.update(path.read_bytes())
    return found.hexdigest()


def ask(label: str) -> list[list[str]]:
    """Of each step of a theorem SymPy's answer, and the answer in words."""
    return [[found.answer.name, str(found)] for found in catalogue()[label].confirm()]


def answers(path: Path = KEPT) -> dict[str, Record]:
    """The records of all theorems: those that are kept, and those that are new."""
    judge, kept = judge_digest(), read(path)
    marks = {label: mark_of(theorem, judge) for label, theorem in catalogue().items()}
    known = {
        label: kept[label] for label in marks if kept.get(label, {}).get("mark") == marks[label]
    }
    new = [label for label in marks if label not in known]
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
        for portion in (new[k : k + PORTION] for k in range(0, len(new), PORTION)):
            for label, steps in zip(portion, pool.map(ask, portion), strict=True):
                lines = fingerprint(catalogue()[label])
                known[label] = {"mark": marks[label], "lines": lines, "steps": steps}
            write(path, known)
            print(f"{len(known)} of {len(marks)} theorems", flush=True)
    write(path, known)
    return {label: known[label] for label in marks}


def read(path: Path) -> dict[str, Record]:
    """What is kept."""
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.exists() else {}


def write(path: Path, records: dict[str, Record]) -> None:
    """Keep the records."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(records, indent=1) + "\n", encoding="utf-8")


def exceptions(records: dict[str, Record]) -> Iterator[str]:
    """The steps that SymPy did not confirm, with its reasons."""
    for label, record in records.items():
        for number, (name, said) in enumerate(record["steps"], 1):
            if name != Answer.CONFIRMED.name:
                yield f"{label}, step {number}: {said}"


def main() -> int:
    """Print every step that is not confirmed, and how many are; fail where SymPy disagrees."""
    records = answers()
    names = [name for record in records.values() for name, _ in record["steps"]]
    print(*exceptions(records), sep="\n")
    confirmed = names.count(Answer.CONFIRMED.name)
    print(f"{len(names)} steps proved for every size, {confirmed} of them confirmed by SymPy")
    return int(Answer.DENIED.name in names)


if __name__ == "__main__":
    sys.exit(main())
