"""Exercises of the chapter *Newton, IRLS, BFGS, MM*."""

from __future__ import annotations

from math import log, sinh
from typing import Any

from lrmath.calc import algebra, calculus
from lrmath.theorems.gradient import gradient, hessian
from lrmath.theorems.newton import table_variance, working
from lrmath.theorems.notation import book

from .core import Exercise, Feedback, formula, number
from .gap import gap

FIVE_X = [[1, -2], [1, -1], [1, 0], [1, 1], [1, 2]]
FIVE_Y = [0, 1, 0, 1, 1]
FAR_X = [[1, -2], [1, -1], *[[1, 0]] * 20, [1, 100]]
FAR_Y = [1, 0, *[1] * 21]


def _step(X: list[list[int]], y: list[int], beta: list[float]) -> tuple[float, float]:
    """Return -H⁻¹g of two coefficients, from the theorems."""
    g = [float(value) for value in gradient.at(X=X, y=y, beta=beta)]
    (a, b), (c, d) = ([float(e) for e in row] for row in hessian.at(X=X, y=y, beta=beta))
    determinant = a * d - b * c
    return (b * g[1] - d * g[0]) / determinant, (c * g[0] - a * g[1]) / determinant


def _threshold() -> float:
    low, high = 1.0, 3.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if sinh(middle) < 2 * middle else (low, middle)
    return low


first_step = Exercise(
    "ex-newton-first-step",
    number(
        _step(FIVE_X, FIVE_Y, [0, 0]),
        why="At 0 all weights agree: it is the least squares line of 4y - 2.",
    ),
    right=([0.4, 0.8], (0.4, 0.8)),
    wrong=([0.1, 0.2], [0.8, 0.4], 0.4, None),
    level=1,
)

response = Exercise(
    "ex-newton-response",
    formula(
        working,
        "c[i]*zeta[i]",
        forbid=("zeta",),
        why="The weight of a sample cancels against the division in its response.",
    ),
    right=("c[i]*eta[i] + y[i] - p[i]", "p[i]*(1 - p[i])*eta[i] + (y[i] - p[i])"),
    wrong=("c[i]*eta[i] + (y[i] - p[i])/c[i]", "c[i]*eta[i] + p[i] - y[i]", 3, "c[i]*zeta[i]"),
)

threshold = Exercise(
    "ex-newton-threshold",
    number(_threshold(), decimals=5, why="There sinh β = 2β, and the steps jump to and fro."),
    right=(2.177319, 2.1773189849653),
    wrong=(2.1, 1.9150, 0.0, "2"),
    level=3,
)


def _judge_far(answer: Any) -> Feedback:
    """Measure a point by Newton's step from it: near the minimum that is its error."""
    try:
        beta = [float(value) for value in answer]
    except (TypeError, ValueError):
        return Feedback(False, "Give intercept and slope.")
    if len(beta) != 2 or not all(abs(value) < 10 for value in beta):
        return Feedback(False, "Give intercept and slope; both are below 10.")
    left = max(abs(move) for move in _step(FAR_X, FAR_Y, beta))
    if left < 1e-5:
        return Feedback(True, "From here one more step moves in the sixth decimal at most.")
    return Feedback(False, f"From here Newton's next step still moves by {left:.2g}.")


far_point = Exercise(
    "ex-newton-far-point",
    _judge_far,
    right=([3.79182, 1.77764], (3.791824, 1.777641)),
    wrong=([3.19, -0.5], [0, 0], [3.7918], 3.79, [89.33, 1268.21]),
    level=3,
)

_COUNTS = {"a": 7, "f": 3, "g": 2, "h": 8}

two_by_two = Exercise(
    "ex-newton-table",
    number(
        [
            log(2 / 8),
            log((7 * 8) / (3 * 2)),
            float(table_variance.at(**_COUNTS)) ** 0.5,
        ],
        why="Log-odds of one row, log odds ratio of both, and Woolf's formula.",
    ),
    right=([-1.386294, 2.233592, 1.049376],),
    wrong=([2.233592, -1.386294, 1.049376], [-1.386294, 2.233592, 1.10119], 2.2336),
)

# Newton's step on a parabola with curvature c and its bottom at u
parabola = book.scalar("c", "positive")
one_step = (
    parabola.claim("eq-one-step", "t - D(c*(t - u)**2/2, t)/c", "u")
    .step("t - c*(t - u)/c", by=calculus)
    .step("t - (t - u)", by=algebra)
    .step("u", by=algebra)
    .qed()
)

gap_in_step = gap(
    "ex-newton-gap",
    one_step,
    1,
    "t - hole/c",
    right=("c*(t - u)", "c*t - c*u"),
    wrong=("t - u", "c*t", "c*(t - u)**2/2", "c"),
    why="Slope over curvature is the distance to the bottom: on a parabola one step is enough.",
)

EXERCISES = (
    first_step,
    response,
    threshold,
    far_point,
    two_by_two,
    gap_in_step,
)
