"""Ask Maxima and Coq for their opinion of the book's theorems, and store it for the pages.

    python tools/second_opinion/run.py             (make second-opinion)
    python tools/second_opinion/run.py --new       ask Maxima only where it has not agreed yet
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

from lrmath.calc import Theorem
from lrmath.theorems import catalogue

REPORT = Path(__file__).parents[2] / "book" / "data" / "second_opinion.json"
NEEDED = {"maxima": "maxima maxima-share", "coqc": "coq libcoq-coquelicot"}
Row = dict[str, str | int]
Report = dict[str, Row]


def fingerprint(text: str) -> str:
    """A short name for the lines of a theorem."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def row(theorem: Theorem, answer: maxima.Answer) -> Row:
    """What is stored of Maxima's answers about a theorem."""
    return {
        "lines": fingerprint(str(theorem)),
        "maxima": answer.agreed if answer.content else 0,
        "not_asked": answer.unasked,
        "reason": answer.reason(),
    }


def agreed(old: Report) -> Report:
    """The stored rows of theorems whose lines are as they were when Maxima agreed to them."""
    return {
        label: old[label]
        for label, theorem in catalogue().items()
        if label in old
        and old[label]["maxima"]
        and old[label]["lines"] == fingerprint(str(theorem))
    }


def stored() -> Report:
    """The report as it was stored."""
    return dict(json.loads(REPORT.read_text(encoding="utf-8")))


def differences(new: Report) -> list[str]:
    """Labels whose stored answers are not these."""
    old = stored()
    return sorted(label for label in {*old, *new} if old.get(label) != new.get(label))


def options() -> argparse.Namespace:
    """What was typed."""
    parser = argparse.ArgumentParser(description="Ask Maxima and Coq about every theorem.")
    parser.add_argument("--check", action="store_true", help="compare, store nothing")
    parser.add_argument("--new", action="store_true", help="ask Maxima where it has not agreed")
    return parser.parse_args()


def main() -> int:
    """Ask both; store the answers or compare them; fail where one disagrees."""
    typed = options()
    missing = [package for program, package in NEEDED.items() if not shutil.which(program)]
    if missing:
        print(f"a second opinion needs Debian's packages: apt-get install {' '.join(missing)}")
        return 2
    known = agreed(stored()) if typed.new else {}
    asked = {label: t for label, t in catalogue().items() if label not in known}
    try:
        answers, proved = maxima.ask_all(asked), coq.ask()
    except coq.Refused as refusal:
        print(refusal)
        return 1
    rows = known | {label: row(asked[label], answer) for label, answer in answers.items()}
    found = {label: {**rows[label], "coq": proved.get(label, "")} for label in catalogue()}
    if not typed.check:
        REPORT.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    elif changed := differences(found):
        print(f"the stored report is old: run make second-opinion ({', '.join(changed)})")
        return 1
    return int(any(answer.wrong for answer in answers.values()))


if __name__ == "__main__":
    sys.exit(main())
