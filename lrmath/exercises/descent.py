"""Exercises of the chapter *Gradient descent and its stochastic version*."""

from __future__ import annotations

from collections.abc import Callable
from math import ceil, exp, log

from lrmath.calc import algebra
from lrmath.theorems.descent import expected_distance, pair_rate
from lrmath.theorems.gradient import gradient
from lrmath.theorems.notation import book

from .core import Exercise, formula, number
from .gap import gap
from .gradient import FIVE_X, FIVE_Y


def _root(f: Callable[[float], float], low: float, high: float) -> float:
    """Where f changes its sign, by bisection."""
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if f(low) * f(middle) > 0 else (low, middle)
    return low


# the multiplier at 0 is 1 - c/4 by eq-pair-rate; it reaches -1 at the largest stable step
CURVATURE = 1 - float(pair_rate.at(t=0, c=1))

largest_step = Exercise(
    "ex-descent-largest-step",
    number(2 / CURVATURE, why="Its curvature is at most ¼, reached at 0, and 2/L = 8."),
    right=(8, 8.0),
    wrong=(4, 2, 0.25, "1/L"),
    level=1,
)

AMPLITUDE = _root(lambda t: 10 * (1 / (1 + exp(-t)) - 0.5) - 2 * t, 0.5, 5)

two_cycle = Exercise(
    "ex-descent-two-cycle",
    number(AMPLITUDE, decimals=6, why="It jumps to the mirror image, and back again."),
    right=(AMPLITUDE, 1.776029),
    wrong=(0, 1.76, -2.5),
    level=3,
)

count = Exercise(
    "ex-descent-count",
    number(ceil(log(1e-6) / log(0.96)), why="The smallest k with 0.96^k below a millionth."),
    right=(339,),
    wrong=(338, 25, 14),
)

FIRST_GRADIENT = [float(g) for g in gradient.at(X=FIVE_X, y=FIVE_Y, beta=[0, 0])]

both_coefficients = Exercise(
    "ex-descent-intercept",
    number(
        [-0.1 * g for g in FIRST_GRADIENT],
        why="The intercept is a coefficient like the others; its feature is 1.",
    ),
    right=([0.05, 0.2],),
    wrong=([0, 0.2], [-0.05, -0.2], 0.2),
)

half_gone = Exercise(
    "ex-descent-half",
    formula(
        book.scalar("c C", "positive"),
        "c/C*(1 - c/C*C/2)",
        forbid=("C/2*",),
        why="At c = 1 this is 1/(2L), at c = 2 nothing is left.",
    ),
    right=("c*(2 - c)/(2*C)", "(c - c**2/2)/C"),
    wrong=("c/(2*C)", "c*(1 - c)/C", "hole"),
)

# one sample of the pair, drawn at random, one step of 1/2 from the minimum at 0
NOISE = float(expected_distance.at(X=[[1], [1]], y=[1, 0], beta=[0], w=[0], alpha=0.5))

noise = Exercise(
    "ex-descent-noise",
    number(NOISE, why="Either label moves β by a quarter, one up, the other down."),
    right=(1 / 16, 0.0625),
    wrong=(0, 0.25, 0.125),
)

# one step of length s down the parabola c t²/2, whose slope is c t
shrinking = (
    book.scalar("s c")
    .claim("eq-shrinking", "(t - s*(c*t))**2", "(1 - s*c)**2*t**2")
    .step("((1 - s*c)*t)**2", by=algebra)
    .step("(1 - s*c)**2*t**2", by=algebra)
    .qed()
)

gap_in_factor = gap(
    "ex-descent-gap",
    shrinking,
    1,
    "(hole*t)**2",
    right=("1 - s*c", "s*c - 1", "1 - c*s"),
    wrong=("1 + s*c", "s*c", "1 - s", "c - s"),
    why="One step multiplies the error by this factor; with s = 1/c nothing is left of it.",
)

EXERCISES = (
    largest_step,
    two_cycle,
    count,
    both_coefficients,
    half_gone,
    noise,
    gap_in_factor,
)
