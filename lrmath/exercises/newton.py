"""Exercises of the chapter *Newton, IRLS, BFGS, MM*."""

from __future__ import annotations

from math import log, sinh
from typing import Any

from lrmath.calc import algebra, calculus
from lrmath.theorems.gradient import gradient, hessian
from lrmath.theorems.newton import table_variance, working
from lrmath.theorems.notation import book

from .chains import Derivation, derivation
from .core import Exercise, Feedback, formula, number
from .gap import gap

FOUR_X = [[1, -3], [1, -1], [1, 1], [1, 3]]
FOUR_Y = [0, 1, 0, 1]
FAR_X = [[1, -2], [1, -1], *[[1, 0]] * 30, [1, 100]]
FAR_Y = [1, 0, *[1] * 31]


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
        _step(FOUR_X, FOUR_Y, [0, 0]),
        why="At 0 all weights agree: it is the least squares line of 4y - 2.",
    ),
    right=([0, 0.4], (0.0, 8 / 20)),
    wrong=([0, 0.1], [0.4, 0], 0.4, None),
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
    number(
        _threshold() / 3,
        decimals=5,
        why="With t = 3β it is the iteration of the chapter: Newton does not mind the unit.",
    ),
    right=(0.725773, 2.1773189849653 / 3),
    wrong=(2.177319, 6.531957, 0.0, "2"),
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
    right=([4.18500, 1.99180], (4.185001, 1.991799)),
    wrong=([3.79182, 1.77764], [0, 0], [4.185], 4.185, [89.33, 1268.21]),
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

never_arriving = derivation(
    "ex-newton-prove",
    Derivation(
        book,
        "D(-sigma(-t), t)*(1 + exp(-t))",
        "sigma(-t)",
        may_cite=("eq-sigmoid-derivative",),
        hint="carry the derivative out first; its inner slope -1 meets the minus in front.",
    ),
    right=(
        "= sigma(-t)*(1 - sigma(-t))*(1 + exp(-t)) by calculus, eq-sigmoid-derivative\n"
        "= sigma(-t) by definition sigma, algebra",
        "= sigma(-t)*(1 - sigma(-t))*(1 + exp(-t)) by calculus, eq-sigmoid-derivative\n"
        "= 1/(1 + exp(t))*(1 - 1/(1 + exp(t)))*(1 + exp(-t)) by definition sigma\n"
        "= 1/(1 + exp(t)) by algebra\n"
        "= sigma(-t) by definition sigma",
    ),
    wrong=(
        "= -sigma(-t)*(1 - sigma(-t))*(1 + exp(-t)) by calculus, eq-sigmoid-derivative",
        "= sigma(-t) by calculus",
    ),
    why="Far out each step adds 1 to the log-odds, and the iteration never ends.",
)

right_side = derivation(
    "ex-newton-repair",
    Derivation(
        working,
        "Sum(c[i]*x[i,j]*zeta[i], i)",
        "Sum(c[i]*x[i,j]*eta[i], i) - D(J, beta[j])",
        shown=(
            "= Sum(c[i]*x[i,j]*(eta[i] + (y[i] - p[i])/c[i]), i) by definition zeta",
            "= Sum(c[i]*x[i,j]*eta[i], i) + Sum((y[i] - p[i])*x[i,j], i) by algebra",
            "= Sum(c[i]*x[i,j]*eta[i], i) + D(J, beta[j]) by eq-gradient, algebra",
        ),
        may_cite=("eq-gradient",),
        hint="compare the residual here with the one in the gradient.",
    ),
    right=(
        "= Sum(c[i]*x[i,j]*(eta[i] + (y[i] - p[i])/c[i]), i) by definition zeta\n"
        "= Sum(c[i]*x[i,j]*eta[i], i) + Sum((y[i] - p[i])*x[i,j], i) by algebra\n"
        "= Sum(c[i]*x[i,j]*eta[i], i) - D(J, beta[j]) by eq-gradient, algebra",
    ),
    wrong=("= Sum(c[i]*x[i,j]*(eta[i] + (y[i] - p[i])/c[i]), i) by definition zeta",),
    why="The response pulls the predictors against the gradient.",
)

EXERCISES = (
    first_step,
    response,
    threshold,
    far_point,
    two_by_two,
    gap_in_step,
    never_arriving,
    right_side,
)
