"""Exercises of the chapter *Does the estimate exist? Separation*."""

from __future__ import annotations

from fractions import Fraction
from math import log
from typing import Any

from lrmath.theorems.existence import signed, signed_loss
from lrmath.theorems.notation import book

from .chains import Derivation, derivation
from .core import Exercise, Feedback, choice, number
from .gap import gap

FIVE_X = [[1, -2], [1, -1], [1, 0], [1, 1], [1, 2]]
SEPARATED = [1, 1, 1, 1, 0]
TANGLED = [1, 0, 0, 1, 0]

kinds = Exercise(
    "ex-existence-kinds",
    choice(
        ["quasi-complete", "overlap", "complete"],
        why="Only in the second can no threshold, on either side, be right about all samples.",
        hint="Try every threshold, with the ones above it and with the ones below it.",
    ),
    right=(["quasi-complete", "overlap", "complete"],),
    wrong=(["complete", "overlap", "complete"], ["overlap"] * 3, "overlap"),
    level=1,
)


def _signed(labels: list[int]) -> list[list[int]]:
    return [[(2 * b - 1) * entry for entry in row] for row, b in zip(FIVE_X, labels, strict=True)]


def _numbers(answer: Any, size: int) -> list[Fraction] | None:
    try:
        found = [Fraction(a) for a in answer]
    except (TypeError, ValueError, OverflowError):
        return None
    return found if len(found) == size else None


def _separates(answer: Any) -> Feedback:
    """Accept an intercept and a slope that separate five samples completely."""
    found = _numbers(answer, 2)
    if found is None:
        return Feedback(False, "Give an intercept and a slope.")
    margins = [sum(a * v for a, v in zip(row, found, strict=True)) for row in _signed(SEPARATED)]
    shown = ", ".join(f"{float(margin):g}" for margin in margins)
    if min(margins) > 0:
        return Feedback(True, f"The margins are {shown}: all positive.")
    return Feedback(False, f"The margins are {shown}; all should be positive.")


direction = Exercise(
    "ex-existence-direction",
    _separates,
    right=([3, -2], (1.5, -1), [1.9, -1]),
    wrong=([0, -1], [-3, 2], [1, -1], [0, 0], 2, None, ["a", "b"]),
    level=1,
)


def _certifies(answer: Any) -> Feedback:
    """Accept positive multipliers of the five samples that make the signed sum vanish."""
    found = _numbers(answer, 5)
    if found is None:
        return Feedback(False, "Give five numbers.")
    if min(found) <= 0:
        return Feedback(False, "All five must be positive.")
    rows = _signed(TANGLED)
    sums = [sum(lam * row[j] for lam, row in zip(found, rows, strict=True)) for j in range(2)]
    if any(sums):
        return Feedback(False, f"The sums are {float(sums[0]):g} and {float(sums[1]):g}, not 0.")
    return Feedback(True, "Both sums are 0, so no direction separates these labels.")


multipliers = Exercise(
    "ex-existence-multipliers",
    _certifies,
    right=([1, 1, 2, 3, 1], [0.5, 0.5, 1, 1.5, 0.5]),
    wrong=([1, 1, 1, 1, 1], [0, 0, 0, 0, 0], [1, 2], 7, None),
    level=3,
)

million = Exercise(
    "ex-existence-million",
    number(log(10**6), decimals=3, why="It is ln k, up to a difference that tends to 0."),
    right=(13.8155, log(10**6)),
    wrong=(10**6, 6, 13.0, float("inf")),
)

sentence = Exercise(
    "ex-existence-sentence",
    choice(
        "bd",
        why="A minimum exists, and no step is too long. Rank n would only make it unique.",
        hint="Ask of each hypothesis whether the sentence fails without it.",
    ),
    right=("bd",),
    wrong=("abd", "bcd", "a", "abcd", 2),
)

gap_in_signs = gap(
    "ex-existence-gap",
    signed_loss,
    2,
    "Sum(A(hole), i)",
    right=("-((2*y[i] - 1)*eta[i])", "(1 - 2*y[i])*eta[i]"),
    wrong=("(2*y[i] - 1)*eta[i]", "-(y[i]*eta[i])", "-(s[i]*eta[i])", "eta[i]"),
    why="For y = 1 it is -η, for y = 0 it is η: a label turns the sign.",
)

two_alike = derivation(
    "ex-existence-prove",
    Derivation(
        book,
        "A(t) + A(-t)",
        ">= 2*log(2)",
        may_cite=("eq-softplus-midpoint", "eq-softplus-zero"),
        hint="half the sum is a mean of two values; their midpoint is 0.",
    ),
    right=(
        "= 2*((A(t) + A(-t))/2) by algebra\n"
        ">= 2*A((t + (-t))/2) by eq-softplus-midpoint\n"
        "= 2*A(0) by algebra\n"
        "= 2*log(2) by eq-softplus-zero",
    ),
    wrong=("<= 2*A(0) by eq-softplus-midpoint", ">= 2*log(2) by positivity"),
    why="Two such samples alone keep the loss away from 0.",
)

label_seen = derivation(
    "ex-existence-repair",
    Derivation(
        signed,
        "1 - rho[i]",
        "sigma(s[i]*eta[i])",
        shown=(
            "= 1 - sigma(-(s[i]*eta[i])) by definition rho",
            "= 1 - 1/(1 + exp(-(s[i]*eta[i]))) by definition sigma",
            "= 1/(1 + exp(-(s[i]*eta[i]))) by algebra",
            "= sigma(s[i]*eta[i]) by definition sigma",
        ),
        hint="what stands inside has a minus already.",
    ),
    right=(
        "= 1 - sigma(-(s[i]*eta[i])) by definition rho\n"
        "= 1 - 1/(1 + exp(s[i]*eta[i])) by definition sigma\n"
        "= 1/(1 + exp(-(s[i]*eta[i]))) by algebra\n"
        "= sigma(s[i]*eta[i]) by definition sigma",
    ),
    wrong=("= 1 - sigma(s[i]*eta[i]) by definition rho",),
    why="Both probabilities are values of one curve, at opposite places.",
)

EXERCISES = (
    kinds,
    direction,
    multipliers,
    million,
    sentence,
    gap_in_signs,
    two_alike,
    label_seen,
)
