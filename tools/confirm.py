"""Put every step of the book to SymPy, the second judge (``python tools/confirm.py``).

Each step is asked at small sizes with symbolic entries (:mod:`lrmath.calc.bridge`). What SymPy said
of a theorem is kept under ``_build`` with a digest of its lines, its context and the judge, so that
only what is new is asked again.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from lrmath.calc import Theorem
from lrmath.calc.bridge.opinion import Answer
from lrmath.theorems import catalogue

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "_build" / "confirmed.json"
Answers = list[list[str]]  # of each step the answer, and what SymPy said


def digest(theorem: Theorem, judge: str) -> str:
    """What the answers about a theorem depend on."""
    things = sorted(repr(getattr(d, "body", d)) for d in theorem.context.names.values())
    said = (str(theorem), *map(str, theorem.context.hypotheses), *things, judge)
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def judge_digest() -> str:
    """A digest of the second judge's own files."""
    found = hashlib.sha256()
    for path in sorted((ROOT / "lrmath" / "calc").rglob("*.py")):
        if "bridge" in path.parts or "language" in path.parts:
            found.update(path.read_bytes())
    return found.hexdigest()


def ask(label: str) -> Answers:
    """What SymPy says of each step of a theorem."""
    return [[found.answer.name, str(found)] for found in catalogue()[label].confirm()]


def asked() -> dict[str, Answers]:
    """The answers about all theorems, those that are kept and those that are new."""
    judge, kept = judge_digest(), json.loads(KEPT.read_text()) if KEPT.exists() else {}
    marks = {label: digest(theorem, judge) for label, theorem in catalogue().items()}
    new = [label for label, mark in marks.items() if mark not in kept]
    with ProcessPoolExecutor(max_workers=os.cpu_count()) as pool:
        for label, answers in zip(new, pool.map(ask, new, chunksize=4), strict=True):
            kept[marks[label]] = answers
    found = {mark: kept[mark] for mark in marks.values()}
    KEPT.parent.mkdir(exist_ok=True)
    KEPT.write_text(json.dumps(found, indent=1))
    return {label: found[mark] for label, mark in marks.items()}


def main() -> int:
    """Print every step that is not confirmed, and how many are; fail where SymPy disagrees."""
    answers = asked()
    steps = [step for found in answers.values() for step in found]
    for label, found in answers.items():
        for number, (name, said) in enumerate(found, 1):
            if name != Answer.CONFIRMED.name:
                print(f"{label}, step {number}: {said}")
    confirmed = sum(name == Answer.CONFIRMED.name for name, _ in steps)
    print(f"{len(steps)} steps proved for every size, {confirmed} of them confirmed by SymPy")
    return int(any(name == Answer.DENIED.name for name, _ in steps))


if __name__ == "__main__":
    sys.exit(main())
