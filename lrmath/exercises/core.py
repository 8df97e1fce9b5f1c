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


#: How hard an exercise is: its level, and what the page says of it.
LEVELS = {1: "warm-up", 2: "practice", 3: "challenge"}


@dataclass(frozen=True)
class Exercise:
    """A label, the judge of its answers, and answers that the tests put before the judge.

    What the question ``shows`` is an object to display, such as a derivation with a blank. Its
    ``level`` is 1 for a look at the page and one line, 2 for a computation or an idea of one's
    own, 3 for a chain or several ideas; the page prints it beside the title.
    """

    label: str
    judge: Judge
    right: tuple[Any, ...]
    wrong: tuple[Any, ...]
    shows: Any = None
    level: int = 2

    def __post_init__(self) -> None:
        if self.level not in LEVELS:
            raise ValueError(f"{self.label}: a level is 1, 2 or 3, not {self.level}")


@dataclass(frozen=True)
class Number:
    """Accepts a number, or a list of numbers, that is right when rounded to so many decimals."""

    target: tuple[float, ...]
    decimals: int
    why: str

    def __call__(self, answer: Any) -> Feedback:
        """Mark an answer."""
        try:
            given = [float(a) for a in _list(answer)]
        except (TypeError, ValueError):
            return Feedback(False, f"Give {_count(self.target)}.")
        if len(given) != len(self.target):
            return Feedback(False, f"Give {_count(self.target)}.")
        worst = max(abs(g - t) for g, t in zip(given, self.target, strict=True))
        if worst <= 0.5 * 10**-self.decimals:
            return Feedback(True, self.why)
        return Feedback(False, f"At least one number is off by {worst:.2g}.")


def number(expected: object, *, decimals: int = 4, why: str = "") -> Number:
    """Accept a number, or a list of numbers, that is right when rounded to so many decimals."""
    return Number(tuple(float(e) for e in _list(expected)), decimals, why)


@dataclass(frozen=True)
class Formula:
    """Accepts a line that is proved equal to ``left``, or related as its first sign says."""

    context: Context
    left: str
    forbid: tuple[str, ...]
    why: str

    def __call__(self, answer: Any) -> Feedback:
        """Mark an answer."""
        if not isinstance(answer, str):
            return Feedback(False, "Give a line of text, as in a chain.")
        for name in self.forbid:
            if name in answer:
                return Feedback(False, f"Write it without {name}.")
        relation, text = starting(answer)
        verdict = decide(self.left, relation, text, self.context)
        if verdict.status is Status.PROVED:
            return Feedback(True, self.why)
        return Feedback(False, explain(verdict))


def formula(context: Context, left: str, *, forbid: Sequence[str] = (), why: str = "") -> Formula:
    """Accept a line that is proved equal to ``left``, or related as its first sign says."""
    return Formula(context, left, tuple(forbid), why)


@dataclass(frozen=True)
class Blank:
    """Accepts a line that continues the chain for the reason given."""

    chain: Chain
    by: object
    why: str

    def __call__(self, answer: Any) -> Feedback:
        """Mark an answer."""
        try:
            self.chain.step(str(answer), by=self.by)
        except StepError as error:
            return Feedback(False, explain(error.verdict))
        return Feedback(True, self.why)


def blank(chain: Chain, *, by: object, why: str = "") -> Blank:
    """Accept a line that continues the chain for the reason given."""
    return Blank(chain, by, why)


@dataclass(frozen=True)
class Choice:
    """Accepts one answer only."""

    expected: object
    why: str
    hint: str

    def __call__(self, answer: Any) -> Feedback:
        """Mark an answer."""
        right = isinstance(answer, type(self.expected)) and answer == self.expected
        return Feedback(True, self.why) if right else Feedback(False, self.hint)


def choice(expected: object, *, why: str = "", hint: str = "") -> Choice:
    """Accept one answer only."""
    return Choice(expected, why, hint)


def explain(verdict: Any) -> str:
    """What the checker has against a line: the counterexample, or its message."""
    if verdict.counterexample is not None:
        return f"It fails {verdict.counterexample}."
    return verdict.message or "It does not follow."


def _list(value: Any) -> list[Any]:
    return list(value) if hasattr(value, "__iter__") and not isinstance(value, str) else [value]


def _count(target: Sequence[float]) -> str:
    return "a number" if len(target) == 1 else f"{len(target)} numbers"
