"""Exercises of the chapter *Computing it right*."""

from __future__ import annotations

import sys
from math import exp, inf, isfinite, log
from typing import Any

from lrmath.theorems.computing import lse_above, sigmoid_condition
from lrmath.theorems.notation import book
from lrmath.theorems.scores import scored

from .chains import Derivation, derivation
from .core import Exercise, Feedback, choice, number
from .gap import gap

border = Exercise(
    "ex-computing-border",
    number(24 * log(2), decimals=3, why="There e^-z is 2^-24, half the gap above 1."),
    right=(16.6355, 24 * 0.6931471805599453),
    wrong=(36.7368, 24.0, "24 ln 2"),
    level=1,
)

condition = Exercise(
    "ex-computing-condition",
    number(-sigmoid_condition.at(t=-30), decimals=3, why="It is |t|(1 - σ(t)); σ(-30) is tiny."),
    right=(30.0, 29.9999999),
    wrong=(-0.5, 2.8e-12, 0.0),
    level=1,
)


def _exp(t: float) -> float:
    """The exponential, infinite where it is too large for a float."""
    try:
        return exp(t)
    except OverflowError:
        return inf


def _judge_lost(answer: Any) -> Feedback:
    """All digits of the difference are lost, and those of the symmetric form are kept."""
    try:
        z = float(answer)
    except (TypeError, ValueError):
        return Feedback(False, "Answer with one number.")
    kept = 1 / (1 + _exp(z))
    difference = 1 - 1 / (1 + _exp(-z))
    if not isfinite(z) or kept < sys.float_info.min:
        return Feedback(False, f"σ(-z) is {kept:g}: too small for all its digits.")
    if difference != 0:
        return Feedback(False, f"1 - σ(z) is {difference:.3e}: some of it is left.")
    return Feedback(True, f"1 - σ(z) is 0, and σ(-z) is {kept:.15e}.")


lost = Exercise(
    "ex-computing-lost",
    _judge_lost,
    right=(100, 37.5, "50"),
    wrong=(0, -100, 800, float("inf"), "z"),
    level=2,
)

order = Exercise(
    "ex-computing-order",
    choice(
        "ac",
        why="A small number has all its digits; one minus it has not.",
        hint="Which of them forms a number near 1? Give letters only.",
    ),
    right=("ac",),
    wrong=("c", "abc", "b"),
    level=2,
)

largest = gap(
    "ex-computing-gap",
    lse_above,
    2,
    "log(Sum(hole, h))",
    right=("exp(t)",),
    wrong=("exp(o[h])", "t", "K*exp(t)"),
    why="The exponential rises, the logarithm rises, and a sum rises with its terms.",
)

chain = derivation(
    "ex-computing-chain",
    Derivation(
        book,
        "t*D(A(t), t)/A(t)",
        "t*exp(t)/((1 + exp(t))*A(t))",
        may_cite=("eq-softplus-derivative",),
        hint="put the derivative of softplus first.",
    ),
    right=(
        "= t*sigma(t)/A(t) by eq-softplus-derivative\n"
        "= t*exp(t)/((1 + exp(t))*A(t)) by definition sigma, algebra",
    ),
    wrong=("= t*sigma(t)/A(t) by eq-softplus-derivative", "= t/A(t) by algebra"),
    why="For large t the fraction exp(t)/(1 + exp(t)) is 1 to every digit.",
)

repair = derivation(
    "ex-computing-repair",
    Derivation(
        scored,
        "log(Sum(exp(o[h] + t), h))",
        "t + lse",
        shown=(
            "= log(exp(t)*Sum(exp(o[h]), h)) by algebra",
            "= t*log(Sum(exp(o[h]), h)) by algebra",
            "= t + lse by definition lse",
        ),
        hint="what is the logarithm of a product?",
    ),
    right=(
        "= log(exp(t)*Sum(exp(o[h]), h)) by algebra\n"
        "= t + log(Sum(exp(o[h]), h)) by algebra\n"
        "= t + lse by definition lse",
    ),
    wrong=("= log(exp(t)*Sum(exp(o[h]), h)) by algebra",),
    why="So a shift of all scores shifts log-sum-exp, while softmax does not move.",
)

EXERCISES = (border, condition, lost, order, largest, chain, repair)
