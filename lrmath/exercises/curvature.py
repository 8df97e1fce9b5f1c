"""Exercises of the chapter *Hessian, convexity and curvature bounds*."""

from __future__ import annotations

from typing import Any

from lrmath.theorems.curvature import hessian_zero, moved, one_gradient
from lrmath.theorems.notation import book

from .chains import Derivation, derivation
from .core import Exercise, Feedback, formula, number
from .gap import gap
from .gradient import FIVE_X

(FIRST, MIXED), (_, SECOND) = hessian_zero.at(X=[[1, 0], [1, 1], [1, 3]])

three_points = Exercise(
    "ex-curvature-three-points",
    number([FIRST, MIXED, SECOND], why="At β = 0 every p(1 - p) is ¼, so H = ¼ XᵀX."),
    right=([0.75, 1, 2.5], (3 / 4, 1.0, 10 / 4)),
    wrong=([3, 4, 10], [0.75, 2.5, 1], [0.75, 1, 1, 2.5], None),
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
        "Sum(x[i,j]*x[i,l]*v[l], l)",
        forbid=("Sum",),
        why="Every v goes to a multiple of the one vector x_i: the matrix has rank one.",
    ),
    right=("x[i,j]*d[i]", "d[i]*x[i,j]"),
    wrong=("d[i]", "x[i,j]**2*v[j]", "d[i]**2", "Sum(x[i,j]*x[i,l]*v[l], l)"),
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

gap_in_one = gap(
    "ex-curvature-gap",
    one_gradient,
    1,
    "-(hole*D(p[i], beta[j]))",
    right=("1/p[i]", "p[i]**(-1)"),
    wrong=("p[i]", "log(p[i])", "1 - p[i]", "1/(1 - p[i])"),
    why="The slope of a logarithm, at p.",
)

floor_at_last = derivation(
    "ex-curvature-prove",
    Derivation(
        book.scalar("s").typeset(s=r"\lambda"),
        "D(J + s/2*Sum(beta[k]**2, k), beta[j], beta[l])",
        "Sum(p[i]*(1 - p[i])*x[i,j]*x[i,l], i) + s*KroneckerDelta(j, l)",
        may_cite=("eq-hessian",),
        hint="carry the derivatives out where you can, and leave D(J, beta[j], beta[l]).",
    ),
    right=(
        "= D(J, beta[j], beta[l]) + s*KroneckerDelta(j, l) by calculus, algebra\n"
        "= Sum(p[i]*(1 - p[i])*x[i,j]*x[i,l], i) + s*KroneckerDelta(j, l) by eq-hessian",
    ),
    wrong=(
        "= D(J, beta[j], beta[l]) + s by calculus, algebra",
        "= D(J, beta[j], beta[l]) + s/2*KroneckerDelta(j, l) by calculus, algebra",
    ),
    why="With a ridge the curvature has a floor: every eigenvalue is at least λ.",
)

lost_and_found = derivation(
    "ex-curvature-repair",
    Derivation(
        book,
        "D(-log(p[i]), beta[j], beta[l])",
        "p[i]*(1 - p[i])*x[i,j]*x[i,l]",
        shown=(
            "= D((1 - p[i])*x[i,j], beta[l]) by eq-one-gradient",
            "= p[i]*(1 - p[i])*x[i,l]*x[i,j] by calculus, eq-p-derivative",
            "= p[i]*(1 - p[i])*x[i,j]*x[i,l] by algebra",
        ),
        may_cite=("eq-one-gradient", "eq-p-derivative"),
        hint="with label 1 the loss falls where the predictor grows.",
    ),
    right=(
        "= D(-((1 - p[i])*x[i,j]), beta[l]) by eq-one-gradient\n"
        "= p[i]*(1 - p[i])*x[i,l]*x[i,j] by calculus, eq-p-derivative\n"
        "= p[i]*(1 - p[i])*x[i,j]*x[i,l] by algebra",
    ),
    wrong=("= D(-((1 - p[i])*x[i,j]), beta[l]) by eq-zero-gradient",),
    why="Two minus signs meet, and the label has disappeared.",
)

EXERCISES = (
    three_points,
    eigenvalues,
    every_vector,
    flat_direction,
    largest,
    gap_in_one,
    floor_at_last,
    lost_and_found,
)
