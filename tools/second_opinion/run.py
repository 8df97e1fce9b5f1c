"""Ask Maxima and Coq for their opinion of the book's theorems, and store it for the pages.

    python tools/second_opinion/run.py      (make second-opinion)

Both come from Debian: maxima, coq, libcoq-coquelicot. The stored report names each theorem with a
fingerprint of its lines, so that a page shows an opinion only of what was asked.
"""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
from pathlib import Path

import coq
import maxima

from lrmath.theorems import catalogue

REPORT = Path("book/data/second_opinion.json")
NEEDED = {"maxima": "maxima", "coqc": "coq libcoq-coquelicot"}


def fingerprint(text: str) -> str:
    """A short name for the lines of a theorem."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def main() -> int:
    """Ask both, store the answers, and fail where one disagrees."""
    missing = [package for program, package in NEEDED.items() if not shutil.which(program)]
    if missing:
        print(f"a second opinion needs Debian's packages: apt-get install {' '.join(missing)}")
        return 2
    try:
        answers, proved = maxima.ask_all(), coq.ask()
    except coq.Refused as refusal:
        print(refusal)
        return 1
    report = {
        label: {
            "lines": fingerprint(str(theorem)),
            "maxima": answers[label].instances if answers[label].content() else 0,
            "coq": proved.get(label, ""),
        }
        for label, theorem in catalogue().items()
    }
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    return int(not all(answer.content() for answer in answers.values()))


if __name__ == "__main__":
    sys.exit(main())
