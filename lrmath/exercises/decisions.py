"""Exercises of the chapter *Decisions, calibration, discriminative and generative*."""

from __future__ import annotations

from fractions import Fraction
from math import log

from lrmath.theorems.decisions import bayes_log_odds, cost_threshold

from .core import Exercise, choice, number
from .gap import gap

thresholds = Exercise(
    "ex-decisions-thresholds",
    number(
        [cost_threshold.at(c=9, d=1), cost_threshold.at(c=1, d=9)],
        why="The threshold is the false alarm's part of both costs.",
    ),
    right=([0.9, 0.1],),
    wrong=([0.1, 0.9], [9, 1], 0.9, None),
    level=1,
)


group = Exercise(
    "ex-decisions-group",
    number(
        Fraction(8, 14),
        why="The total of a 0/1 feature is matched, whatever else the model holds.",
    ),
    right=(8 / 14, 0.5714),
    wrong=(8, 11 / 32, 0.5, None),
)

ONES, ZEROS = [3, 1, 1], [0, 1, 2]


def _pairs_won(ones: list[int], zeros: list[int]) -> Fraction:
    """The share of pairs in which the one scores higher; a tie is half a win."""
    wins = sum(2 * (a > b) + (a == b) for a in ones for b in zeros)
    return Fraction(wins, 2 * len(ones) * len(zeros))


auc = Exercise(
    "ex-decisions-auc",
    number(
        [_pairs_won(ONES, ZEROS)] * 2,
        why="Of nine pairs, five are won and two are tied. An increasing function moves none.",
    ),
    right=([6 / 9, 6 / 9],),
    wrong=([5 / 9, 5 / 9], [7 / 9, 7 / 9], 2 / 3, None),
)


def _normal_weights() -> list[float]:
    """Slopes and intercept of two normal classes with one 2 x 2 covariance, by Cramer's rule."""
    first, second, both = 2, 1, Fraction(1, 2)  # the variances and the covariance
    one, zero = (1, 2), (0, -1)
    a, b = (p - q for p, q in zip(one, zero, strict=True))
    determinant = first * second - both**2
    slopes = ((second * a - both * b) / determinant, (first * b - both * a) / determinant)
    middle = sum(w * (p + q) / 2 for w, p, q in zip(slopes, one, zero, strict=True))
    return [*map(float, slopes), log(Fraction(3, 7)) - middle]


normal = Exercise(
    "ex-decisions-normal",
    number(_normal_weights(), why="Slopes from the means, the intercept from middle and prior."),
    right=([-2 / 7, 22 / 7, -10 / 7 + log(3 / 7)], [-0.285714, 3.142857, -2.275869]),
    wrong=([-2 / 7, 22 / 7, -10 / 7], [1, 3, 0], [22 / 7, -2 / 7, -2.2759], 3),
    level=3,
)

prior_in_gap = gap(
    "ex-decisions-gap",
    bayes_log_odds,
    1,
    "log(f/g) + hole",
    right=("log(r/(1 - r))", "log(r) - log(1 - r)"),
    wrong=("0", "log(r)", "log((1 - r)/r)", "log(f/g)"),
    why="The prior log-odds. They vanish only for classes of equal share.",
)

subsample = Exercise(
    "ex-decisions-subsample",
    number(-log(100), why="The odds of a click were 100 times too high in the sample."),
    right=(-4.6052, log(0.01)),
    wrong=(4.6052, -0.01, 0.01, -log(99)),
)

sigma = Exercise(
    "ex-decisions-sigma",
    choice(
        "d",
        why="Classes and ranks need an order, at any threshold; an expected number needs σ.",
        hint="Ask of each whether the log-odds would do, compared with a suitable number.",
    ),
    right=("d",),
    wrong=("a", "bd", "cd", "abcd", 4),
)

EXERCISES = (thresholds, group, auc, normal, prior_in_gap, subsample, sigma)
