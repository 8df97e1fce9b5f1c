"""Exercises of the chapter *Families and links*."""

from __future__ import annotations

from functools import cache
from math import atan, erf, exp, log, pi, sqrt
from typing import Any

from lrmath.calc import algebra, calculus, definition
from lrmath.theorems.families import family_mean, family_variance, softplus_of_logit
from lrmath.theorems.model import hazard, latent_gumbel
from lrmath.theorems.notation import book
from lrmath.theorems.odds import logit, sigmoid

from .chains import Derivation, derivation
from .core import Exercise, Feedback, formula, number
from .gap import gap

one_in_five = Exercise(
    "ex-glm-one-in-five",
    number(
        [logit.at(q=0.2), softplus_of_logit.at(q=0.2)],
        decimals=6,
        why="The second number is -ln 0.8, the price of a 0 at this probability.",
    ),
    right=([-1.386294, 0.223144], (-log(4), -log(0.8))),
    wrong=([1.386294, 0.223144], [-1.386294, 1.609438], -1.386294, "q"),
    level=1,
)

poisson_variance = Exercise(
    "ex-glm-poisson",
    formula(
        book,
        "D(exp(2*t), t, t)",
        forbid=("D(",),
        why="The mean is 2e^(2t), so the variance is twice the mean: twins scatter more.",
    ),
    right=("4*exp(2*t)", "= (2*exp(t))**2"),
    wrong=("2*exp(2*t)", "exp(2*t)", "4*exp(t)", "D(2*exp(2*t), t)"),
    level=1,
)

waiting_time = Exercise(
    "ex-glm-waiting",
    formula(
        book.scalar("w z", "positive"),
        "D(log(exp(-z/w)/w), z)",
        forbid=("D(", "z"),
        why="It is negative for every mean, so this canonical link is not onto ℝ.",
    ),
    right=("-1/w", "= -w**(-1)"),
    wrong=("1/w", "log(w)", "-z/w", "-1/w**2"),
)

three_coins = Exercise(
    "ex-glm-three-coins",
    number(
        [
            part.at(a=[0, 1, 2, 3], h=[1, 3, 3, 1], t=log(2))
            for part in (family_mean, family_variance)
        ],
        why="It is the binomial law: three coins, each with log-odds ln 2.",
    ),
    right=([2, 0.6667], (2.0, 2 / 3)),
    wrong=([2, 2], [1.5, 0.75], [0.6667, 2], 2),
)

two_stretches = Exercise(
    "ex-glm-two-stretches",
    number(
        [4 / sqrt(2 * pi), pi / sqrt(3)],
        decimals=6,
        why="The two differ, and the closest factor of all lies between them.",
    ),
    right=([1.595769, 1.813799], (4 / sqrt(2 * pi), sqrt(pi**2 / 3))),
    wrong=([1.813799, 1.595769], [0.398942, 1.813799], 1.6),
)


CLOSEST = 1.9798  # by halving an interval on another grid


def _gap(factor: float) -> float:
    """Largest distance between Cauchy's law at ct and Φ(t), on a grid; both are odd."""
    grid = (0.004 * step for step in range(1, 1500))
    return max(abs(atan(factor * t) / pi - erf(t / sqrt(2)) / 2) for t in grid)


@cache
def _closest(low: float = 1.2, high: float = 2.4, rounds: int = 40) -> float:
    """The factor with the smallest gap, by cutting the interval at thirds."""
    for _ in range(rounds):
        third = (high - low) / 3
        if _gap(low + third) < _gap(high - third):
            high -= third
        else:
            low += third
    return (low + high) / 2


def _closest_judge(answer: Any) -> Feedback:
    """The search runs when it is first asked for."""
    return number(_closest(), decimals=4, why=f"The gap is then {_gap(_closest()):.6f}.")(answer)


closest_factor = Exercise(
    "ex-glm-closest",
    _closest_judge,
    right=(CLOSEST,),
    wrong=(1.7017, 1.5958, 1.2533, "1.7 or so"),
    level=3,
)

no_event = Exercise(
    "ex-glm-one-event",
    number(
        [latent_gumbel.at(t=1), sigmoid.at(t=1)],
        decimals=6,
        why="At predictor 1 there are e events to expect, and none happens with probability e^-e.",
    ),
    right=([0.934012, 0.731059], (1 - exp(-exp(1)), 1 / (1 + exp(-1)))),
    wrong=([0.065988, 0.731059], [0.731059, 0.934012], 0.934012),
)


def _links_judge(answer: Any) -> Feedback:
    """Letters in any order."""
    try:
        letters = set(answer)
    except TypeError:
        return Feedback(False, 'Answer with letters, as in "ace".')
    if letters == {"b", "d"}:
        return Feedback(
            True, "Only these two run through all of ℝ as the mean runs through (0, 1)."
        )
    if letters < {"b", "d"}:
        return Feedback(False, "There is another.")
    if "e" in letters:
        return Feedback(False, "Can two means share a predictor?")
    return Feedback(False, "Which mean in (0, 1) has the predictor 2? Which has -2?")


which_links = Exercise(
    "ex-glm-which-links",
    _links_judge,
    right=("bd", ["d", "b"]),
    wrong=("b", "abd", "bde", "abcd", 2),
)

# the log-probability of no event, with the complementary log-log link
silence = (
    hazard.claim("eq-silence", "D(log(1 - kappa(t)), t)", "-exp(t)")
    .step("D(log(exp(-exp(t))), t)", by=definition("kappa"))
    .step("D(-exp(t), t)", by=algebra)
    .step("-exp(t)", by=calculus)
    .qed()
)

gap_in_silence = gap(
    "ex-glm-gap",
    silence,
    2,
    "D(hole, t)",
    right=("-exp(t)", "log(1)-exp(t)"),
    wrong=("exp(-t)", "exp(t)", "-t", "exp(-exp(t))"),
    why="The logarithm undoes the outer exponential only.",
)

no_event_slope = derivation(
    "ex-glm-prove",
    Derivation(
        hazard,
        "D(1 - kappa(t), t)",
        "-exp(t)*(1 - kappa(t))",
        may_cite=("eq-cloglog-slope",),
        hint="carry the derivative to κ first, by calculus.",
    ),
    right=(
        "= -D(kappa(t), t) by calculus\n= -exp(t)*(1 - kappa(t)) by eq-cloglog-slope",
        "= D(exp(-exp(t)), t) by definition kappa\n"
        "= -exp(t)*exp(-exp(t)) by calculus\n"
        "= -exp(t)*(1 - kappa(t)) by definition kappa",
    ),
    wrong=("= exp(t)*(1 - kappa(t)) by eq-cloglog-slope", "= D(kappa(t), t) by calculus"),
    why="The chance of no event falls at a rate in proportion to itself.",
)

coins_to_repair = derivation(
    "ex-glm-repair",
    Derivation(
        book,
        "D(3*log(1 + exp(t)), t)",
        "3*sigma(t)",
        shown=(
            "= 3/(1 + exp(t)) by calculus",
            "= 3/(1 + exp(-t)) by algebra",
            "= 3*sigma(t) by definition sigma",
        ),
        hint="what is the derivative of the inside?",
    ),
    right=(
        "= 3*exp(t)/(1 + exp(t)) by calculus\n"
        "= 3/(1 + exp(-t)) by algebra\n"
        "= 3*sigma(t) by definition sigma",
    ),
    wrong=("= 3*exp(t)/(1 + exp(t)) by algebra",),
    why="Three coins have three times the mean of one.",
)

EXERCISES = (
    one_in_five,
    poisson_variance,
    waiting_time,
    three_coins,
    two_stretches,
    closest_factor,
    no_event,
    which_links,
    gap_in_silence,
    no_event_slope,
    coins_to_repair,
)
