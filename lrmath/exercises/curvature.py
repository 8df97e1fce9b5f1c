"""Exercises of the chapter *Hessian, convexity and curvature bounds*."""

from __future__ import annotations

from math import log
from typing import Any

from lrmath.theorems.curvature import fenchel, hessian_zero, moved, one_gradient, softplus_curvature
from lrmath.theorems.likelihood import squared_curvature
from lrmath.theorems.notation import book
from lrmath.theorems.odds import sigmoid

from .core import Exercise, Feedback, formula, number
from .gap import gap
from .gradient import FIVE_X

(FIRST, MIXED), (_, SECOND) = hessian_zero.at(X=FIVE_X)

five_points = Exercise(
    "ex-curvature-five-points",
    number([FIRST, MIXED, SECOND], why="At β = 0 every p(1 - p) is ¼, so H = ¼ XᵀX."),
    right=([1.25, 0, 2.5], (5 / 4, 0.0, 10 / 4)),
    wrong=([5, 0, 10], [1.25, 2.5], [1.25, 0, 0, 2.5], None),
    level=1,
)

eigenvalues = Exercise(
    "ex-curvature-outer",
    number(
        [0, 0, sum(a * a for a in (1, 2, 2))],
        why="One sample bends the loss in one direction only: along its own x.",
    ),
    right=([0, 0, 9],),
    wrong=([1, 4, 4], [9, 0, 0], 9),
    level=1,
)

every_vector = Exercise(
    "ex-curvature-every-vector",
    formula(
        moved,
        "Sum(Sum(v[j]*x[i,j]*x[i,l]*v[l], l), j)",
        forbid=("Sum(Sum", "Sum( Sum"),
        why="“For every” belongs to v. The matrix stays what it is.",
    ),
    right=("d[i]**2", "Sum(x[i,k]*v[k], k)**2", "Sum(v[j]*x[i,j], j)*d[i]"),
    wrong=("Sum(x[i,k]**2*v[k]**2, k)", "d[i]", "Sum(Sum(v[j]*x[i,j]*x[i,l]*v[l], l), j)"),
)


def _flat_direction(answer: Any) -> Feedback:
    """Accept a nonzero v with Xv = 0 for the columns 1, x, 2x - 1."""
    try:
        first, second, third = (float(a) for a in answer)
    except (TypeError, ValueError):
        return Feedback(False, "Give three numbers.")
    if not (first or second or third):
        return Feedback(False, "The zero vector is in every kernel; find another one.")
    size = max(abs(first), abs(second), abs(third))
    moves = (first + second * x + third * (2 * x - 1) for _, x in FIVE_X)
    if max(map(abs, moves)) < 1e-9 * size:
        return Feedback(True, "Along it no predictor moves, wherever you start.")
    return Feedback(False, "The predictors move along this vector.")


flat_direction = Exercise(
    "ex-curvature-flat",
    _flat_direction,
    right=([1, -2, 1], (-0.5, 1.0, -0.5)),
    wrong=([0, 0, 0], [1, 2, -1], [0, 1, -1], 3, [1, 2]),
    level=1,
)

largest = Exercise(
    "ex-curvature-largest",
    number(
        100 * max(1, 1 + 0.5, 1 - 0.5) / 4,
        why="XᵀX is m times the identity, but for the block of the two features.",
    ),
    right=(37.5,),
    wrong=(25, 150, 12.5),
)

eighth = Exercise(
    "ex-curvature-eighth",
    number(
        softplus_curvature.at(t=0) / 2,
        why="Half of the largest curvature, which A has at 0.",
    ),
    right=(1 / 8, 0.125),
    wrong=(0.25, 0.5, 0.1),
)

third = Exercise(
    "ex-curvature-third",
    formula(
        book,
        "D(A(t), t, t) - D(A(t), t, t, t)",
        forbid=("D(", "exp"),
        why="Positive, so A‴ < A″; with + instead of - you get 2σ(1 - σ)², so -A″ < A‴.",
    ),
    right=("2*sigma(t)**2*(1 - sigma(t))", "2*sigma(t)**2*sigma(-t)"),
    wrong=("2*sigma(t)*(1 - sigma(t))**2", "sigma(t)**2*(1 - sigma(t))", "D(A(t), t, t)"),
)

conjugate = Exercise(
    "ex-curvature-conjugate",
    number(
        [sigmoid.at(t=log(4)), fenchel.at(t=log(4))],
        why="The largest value is taken where q has the log-odds t, and it is A(t).",
    ),
    right=([0.8, 1.6094], (0.8, log(5))),
    wrong=([0.2, 1.6094], [0.8, 0.5004], 0.8),
    level=3,
)


def _bends_down(answer: Any) -> Feedback:
    """Accept a log-odds t where the squared error of one sample with label 1 is concave."""
    try:
        curvature = float(squared_curvature.at(t=float(answer)))
    except (TypeError, ValueError):
        return Feedback(False, "Give a number.")
    if curvature < 0:
        return Feedback(True, f"The second derivative there is {curvature:.4f}.")
    return Feedback(False, f"The second derivative there is {curvature:.4f}, not negative.")


bends_down = Exercise(
    "ex-curvature-bends-down",
    _bends_down,
    right=(-4, -1, -0.7),
    wrong=(0, 2, -0.69, "left"),
    level=3,
)

gap_in_one = gap(
    "ex-curvature-gap",
    one_gradient,
    1,
    "-(hole*D(p[i], beta[j]))",
    right=("1/p[i]", "p[i]**(-1)"),
    wrong=("p[i]", "log(p[i])", "1 - p[i]", "1/(1 - p[i])"),
    why="The slope of a logarithm, at p.",
)

EXERCISES = (
    five_points,
    eigenvalues,
    every_vector,
    flat_direction,
    largest,
    eighth,
    third,
    conjugate,
    bends_down,
    gap_in_one,
)
