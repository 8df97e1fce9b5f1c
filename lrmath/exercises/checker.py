"""Exercises of the chapter *The checker, read line by line*."""

from __future__ import annotations

from typing import Any

from lrmath.calc import Context, Status, calculus, decide

from .core import Exercise, Feedback, blank, formula

PLAIN = Context().scalar("t")

by_hand = Exercise(
    "ex-checker-by-hand",
    formula(
        PLAIN,
        "exp(-t)/(1 + exp(-t))",
        forbid=("-t", "- t"),
        why="The content e⁻¹ leaves top and bottom, and the atom d = 1/(1 + e) is left.",
    ),
    right=("1/(1 + exp(t))",),
    wrong=("exp(t)/(1 + exp(t))", "exp(-t)/(1 + exp(-t))", "1/(1 + exp(t)", 2),
)

right_reason = Exercise(
    "ex-checker-reason",
    blank(
        PLAIN.claim("eq-mine", "D(t**3, t)", "3*t**2"),
        by=calculus,
        why="Calculus alone carries it; a line that also needs algebra would be refused.",
    ),
    right=("3*t**2*1", "3*t**2"),
    wrong=("3*exp(2*log(t))", "t**2", ""),
)


def _false_for_some(answer: Any) -> Feedback:
    """Accept a number at which √t² = t fails."""
    if not isinstance(answer, int):
        return Feedback(False, "Give a whole number for t.")
    verdict = decide(f"sqrt(({answer})**2)", "=", f"{answer}", Context())
    if verdict.status is Status.REFUTED:
        return Feedback(True, f"{verdict.counterexample}".capitalize() + ".")
    return Feedback(False, f"At t = {answer} both sides are equal.")


counterexample = Exercise(
    "ex-checker-counterexample",
    _false_for_some,
    right=(-1, -5),
    wrong=(0, 3, "x", 0.5),
    level=1,
)

EXERCISES = (by_hand, right_reason, counterexample)
