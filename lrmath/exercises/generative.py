"""Exercises of the chapter *Where the curve comes from*."""

from __future__ import annotations

from fractions import Fraction
from math import log

from .core import Exercise, number


def _posterior(prior: Fraction, *ratios: Fraction) -> Fraction:
    """The probability after evidence: prior odds times likelihood ratios."""
    odds = prior / (1 - prior)
    for ratio in ratios:
        odds *= ratio
    return odds / (1 + odds)


RATIO = Fraction(9, 10) / Fraction(5, 100)  # a test that finds 90 %, and alarms at 5 % of others

two_tests = Exercise(
    "ex-generative-two-tests",
    number(
        [_posterior(Fraction(1, 101), RATIO), _posterior(Fraction(1, 101), RATIO, RATIO)],
        why="The odds go from 1:100 to 18:100, and then to 324:100.",
    ),
    right=([0.15254, 0.76415], (18 / 118, 324 / 424)),
    wrong=([0.9, 0.99], [0.18, 3.24], 0.1525),
)


def _normal_weights() -> list[float]:
    """Slopes and intercept of two normal classes with one 2 x 2 covariance, by Cramer's rule."""
    first, second, both = 1, 2, Fraction(1, 2)  # the variances and the covariance
    one, zero = (2, 0), (0, 1)
    a, b = (p - q for p, q in zip(one, zero, strict=True))
    determinant = first * second - both**2
    slopes = ((second * a - both * b) / determinant, (first * b - both * a) / determinant)
    middle = sum(w * (p + q) / 2 for w, p, q in zip(slopes, one, zero, strict=True))
    return [*map(float, slopes), log(Fraction(4, 6)) - middle]


normal = Exercise(
    "ex-generative-normal",
    number(_normal_weights(), why="Slopes from the means, the intercept from middle and prior."),
    right=([18 / 7, -8 / 7, -2 + log(2 / 3)], [2.571429, -1.142857, -2.405465]),
    wrong=([18 / 7, -8 / 7, -2], [2, -1, 0], [-8 / 7, 18 / 7, -2.4055], 3),
    level=3,
)

subsample = Exercise(
    "ex-generative-subsample",
    number(-log(100), why="The odds of a click were 100 times too high in the sample."),
    right=(-4.6052, log(0.01)),
    wrong=(4.6052, -0.01, 0.01, -log(99)),
)

EXERCISES = (two_tests, normal, subsample)
