"""Exercises that mark themselves: the checker or a number judges an answer, never its looks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from lrmath.calc import Chain, Context, Status, StepError, decide
from lrmath.calc.language import starting


@dataclass(frozen=True)
class Feedback:
    """Whether an answer is right, and what to say about it."""

    right: bool
    message: str

    def __repr__(self) -> str:
        return f"{'✓ Right.' if self.right else '✗ Not yet.'} {self.message}"

    def __bool__(self) -> bool:
        return self.right


Judge = Callable[[Any], Feedback]


@dataclass(frozen=True)
class Exercise:
    """A label, the judge of its answers, and answers that the tests put before the judge.

    What the question ``shows`` is an object to display, such as a derivation with a blank.
    """

    label: str
    judge: Judge
    right: tuple[Any, ...]
    wrong: tuple[Any, ...]
    shows: Any = None


def number(expected: object, *, decimals: int = 4, why: str = "") -> Judge:
    """Accept a number, or a list of numbers, that is right when rounded to so many decimals."""
    target = [float(e) for e in _list(expected)]

    def judge(answer: Any) -> Feedback:
        try:
            given = [float(a) for a in _list(answer)]
        except (TypeError, ValueError):
            return Feedback(False, f"Give {_count(target)}.")
        if len(given) != len(target):
            return Feedback(False, f"Give {_count(target)}.")
        worst = max(abs(g - t) for g, t in zip(given, target, strict=True))
        if worst <= 0.5 * 10**-decimals:
            return Feedback(True, why)
        return Feedback(False, f"At least one number is off by {worst:.2g}.")

    return judge


def formula(context: Context, left: str, *, forbid: Sequence[str] = (), why: str = "") -> Judge:
    """Accept a line that is proved equal to ``left``, or related as its first sign says."""

    def judge(answer: Any) -> Feedback:
        if not isinstance(answer, str):
            return Feedback(False, "Give a line of text, as in a chain.")
        for name in forbid:
            if name in answer:
                return Feedback(False, f"Write it without {name}.")
        relation, text = starting(answer)
        verdict = decide(left, relation, text, context)
        if verdict.status is Status.PROVED:
            return Feedback(True, why)
        return Feedback(False, explain(verdict))

    return judge


def blank(chain: Chain, *, by: object, why: str = "") -> Judge:
    """Accept a line that continues the chain for the reason given."""

    def judge(answer: Any) -> Feedback:
        try:
            chain.step(str(answer), by=by)
        except StepError as error:
            return Feedback(False, explain(error.verdict))
        return Feedback(True, why)

    return judge


def choice(expected: object, *, why: str = "", hint: str = "") -> Judge:
    """Accept one answer only."""

    def judge(answer: Any) -> Feedback:
        return Feedback(True, why) if answer == expected else Feedback(False, hint)

    return judge


def explain(verdict: Any) -> str:
    """What the checker has against a line: the counterexample, or its message."""
    if verdict.counterexample is not None:
        return f"It fails {verdict.counterexample}."
    return verdict.message or "It does not follow."


def _list(value: Any) -> list[Any]:
    return list(value) if hasattr(value, "__iter__") and not isinstance(value, str) else [value]


def _count(target: list[float]) -> str:
    return "a number" if len(target) == 1 else f"{len(target)} numbers"
