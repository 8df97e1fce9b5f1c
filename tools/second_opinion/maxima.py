"""A second opinion from Maxima: every line of every theorem but inequalities, at small sizes.

Maxima is another program by other people. It is given the definitions as functions, the two lines
of a step with all sums written out, the hypotheses as equations to solve, and it takes the
derivatives itself. So it shares with our checker the parser and nothing else. It sees instances,
not the general statement: it can catch an error, it cannot replace a proof.

Maxima agrees with a step at an instance when it brings the difference of the two lines to 0, for
each value of at most four labels that occur in it, and when the difference also vanishes in sixty
digits at random points of the declared domains. It disagrees when the difference does not vanish
at a point. All else is no answer.

Two relations it compares at points only: random ones, and some between them at which the sides of
one relation are equal. It agrees when the truth values are the same everywhere, and both of them
occur. Limits it takes itself, with numbers for all that stays. Inequalities are not asked.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import tempfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from dataclasses import replace as changed
from pathlib import Path

from questions import ASKED, Question, questions

from lrmath.calc import Theorem

WRONG_SIGN, ONE_MORE = "+", "- 1 -"  # the second one for lines that are 0
SECONDS = 120  # of work on one theorem, on a machine of any load; what is said until then counts
STOPPED = (-signal.SIGXCPU, 128 + signal.SIGXCPU, -signal.SIGKILL, 128 + signal.SIGKILL)
PRELUDE = (Path(__file__).parent / "prelude.mac").read_text(encoding="utf-8")


# ---------------------------------------------------------------- answers
def run(asked: list[Question]) -> list[tuple[str, str, str]]:
    """Maxima's answers: step, sign, and yes, no or unknown; none after it was stopped."""
    with tempfile.NamedTemporaryFile("w", suffix=".mac", encoding="utf-8") as file:
        file.write("\n".join([PRELUDE, *(q.script() for q in asked)]))
        file.flush()
        limited = f'ulimit -t {SECONDS}; exec maxima --very-quiet -b "$0"'
        done = subprocess.run(
            ["sh", "-c", limited, file.name], capture_output=True, text=True, check=False
        )
    if done.returncode not in (0, *STOPPED):
        raise RuntimeError(f"maxima ended with {done.returncode}: {done.stderr.strip()}")
    answer = r"^ANSWER (\d+|wrong) (\S[-+ 1]*?) (yes|no|unknown)\b"
    return re.findall(answer, done.stdout, re.MULTILINE)


@dataclass(frozen=True)
class Answer:
    """How Maxima judged one theorem.

    A wrong line is right by chance at some instances; it is seen through when one of them differs.
    """

    instances: int  # questions about its lines, without the inequalities
    agreed: int
    disagreed: int
    unasked: int  # steps that are inequalities
    signs: int  # wrong signs that were noticed
    blind: bool  # whether it never said no, neither to a wrong line nor to a changed step

    @property
    def content(self) -> bool:
        """Whether every line was agreed to at every instance, and a wrong one was not."""
        return 0 < self.instances == self.agreed and not self.blind

    @property
    def wrong(self) -> bool:
        """Whether Maxima disagrees."""
        return self.disagreed > 0

    def reason(self) -> str:
        """Why there is no agreement, in words; empty where there is."""
        if self.content:
            return ""
        if not self.instances:
            return "every step is an inequality"
        if self.instances == self.agreed:
            return "a wrong line was not noticed"
        return f"no answer to {self.instances - self.agreed - self.disagreed} instances"


def ask_theorem(theorem: Theorem) -> Answer:
    """Put one theorem to Maxima, and each of its steps once with a wrong sign."""
    asked = questions(theorem)
    steps = [q for q in asked if q.step != "wrong"]
    lasts = {q.step: q for q in steps}.values()  # the largest sizes, with indices that differ
    control = [changed(q, sign=sign) for sign in (WRONG_SIGN, ONE_MORE) for q in lasts]
    answers = Counter((kind(step, sign), said) for step, sign, said in run([*asked, *control]))
    shown = any(line.relation in ASKED for line in theorem.wrong_lines)
    return Answer(
        len(steps),
        answers["step", "yes"],
        answers["step", "no"],
        sum(line.relation not in ASKED for line in theorem.lines),
        answers["sign", "no"],
        not any(answers[control, "no"] for control in (["wrong"] if shown else ["sign", "more"])),
    )


def kind(step: str, sign: str) -> str:
    """What a question was about."""
    if step == "wrong":
        return "wrong"
    return {"-": "step", WRONG_SIGN: "sign", ONE_MORE: "more"}[sign]


def ask_all(theorems: dict[str, Theorem]) -> dict[str, Answer]:
    """Put theorems to Maxima, and print its answers."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        found = dict(zip(theorems, pool.map(ask_theorem, theorems.values()), strict=True))
    for label, answer in found.items():
        mark = "✗" if answer.wrong else "✓" if answer.content else "·"
        print(f"{mark} {label:<32} {answer.agreed} of {answer.instances}  {answer.reason()}")
    print_totals(found)
    return found


def print_totals(found: dict[str, Answer]) -> None:
    """What was asked, what was agreed to, what was not asked."""
    asked = {label: answer for label, answer in found.items() if answer.instances}
    agreed, instances = (
        sum(getattr(a, n) for a in asked.values()) for n in ("agreed", "instances")
    )
    content = sum(answer.content for answer in asked.values())
    unasked = sum(answer.unasked for answer in found.values())
    print(
        f"Maxima agrees with {content} of {len(asked)} theorems, {agreed} of {instances} instances"
    )
    print(
        f"not asked: {len(found) - len(asked)} theorems and {unasked} steps that are inequalities"
    )
    print(f"disagreements: {sum(answer.wrong for answer in found.values())}")
    unseen = [label for label, answer in asked.items() if not answer.signs]
    print(f"a wrong sign is noticed in each theorem but those on zero: {', '.join(unseen)}")
