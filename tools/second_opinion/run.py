"""Ask Maxima and Coq for their opinion of the book's theorems, and store it for the pages.

    python tools/second_opinion/run.py             (make second-opinion)
    python tools/second_opinion/run.py --check     the stored report must be what they say today

Both come from Debian: maxima, maxima-share, coq, libcoq-coquelicot. The stored report names each
theorem with a fingerprint of its lines, so that a page shows an opinion only of what was asked. It
counts Maxima's instances only where every line that was asked was agreed to; steps that are
inequalities are counted apart, as not asked.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import shutil
import sys
from pathlib import Path

import coq
import maxima

from lrmath.theorems import catalogue

REPORT = Path(__file__).parents[2] / "book" / "data" / "second_opinion.json"
NEEDED = {"maxima": "maxima maxima-share", "coqc": "coq libcoq-coquelicot"}
Report = dict[str, dict[str, str | int]]


def fingerprint(text: str) -> str:
    """A short name for the lines of a theorem."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def report(answers: dict[str, maxima.Answer], proved: dict[str, str]) -> Report:
    """What is stored of the answers."""
    return {
        label: {
            "lines": fingerprint(str(theorem)),
            "maxima": answers[label].agreed if answers[label].content else 0,
            "not_asked": answers[label].unasked,
            "reason": answers[label].reason(),
            "coq": proved.get(label, ""),
        }
        for label, theorem in catalogue().items()
    }


def differences(new: Report) -> list[str]:
    """Labels whose stored answers are not these."""
    old = json.loads(REPORT.read_text(encoding="utf-8"))
    return sorted(label for label in {*old, *new} if old.get(label) != new.get(label))


def main() -> int:
    """Ask both; store the answers or compare them; fail where one disagrees."""
    parser = argparse.ArgumentParser(description="Ask Maxima and Coq about every theorem.")
    parser.add_argument("--check", action="store_true", help="compare, store nothing")
    check = parser.parse_args().check
    missing = [package for program, package in NEEDED.items() if not shutil.which(program)]
    if missing:
        print(f"a second opinion needs Debian's packages: apt-get install {' '.join(missing)}")
        return 2
    try:
        answers, proved = maxima.ask_all(), coq.ask()
    except coq.Refused as refusal:
        print(refusal)
        return 1
    found = report(answers, proved)
    if not check:
        REPORT.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    elif changed := differences(found):
        print(f"the stored report is old: run make second-opinion ({', '.join(changed)})")
        return 1
    return int(any(answer.wrong for answer in answers.values()))


if __name__ == "__main__":
    sys.exit(main())
