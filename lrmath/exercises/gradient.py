"""Exercises of the chapter *The gradient, four times*."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lrmath.calc import calculus
from lrmath.theorems.gradient import gradient, p_derivative, squared_gradient
from lrmath.theorems.notation import book

from .chains import Derivation, derivation
from .core import Exercise, Feedback, blank, formula, number
from .gap import gap

FIVE_X = [[1, -2], [1, -1], [1, 0], [1, 1], [1, 2]]
FIVE_Y = [0, 1, 0, 1, 1]

five_points = Exercise(
    "ex-gradient-five-points",
    number(
        gradient.at(X=FIVE_X, y=FIVE_Y, beta=[0, 0]),
        why="At β = 0 every p is one half, so the gradient is Σ(½ - y)x.",
    ),
    right=([-0.5, -2.0], (-0.5, -2)),
    wrong=([0.5, 2.0], [-2.0, -0.5], -0.5, None),
    level=1,
)

reciprocal_rule = Exercise(
    "ex-gradient-reciprocal",
    blank(
        book.claim("eq-x", "D(1/(1 + exp(-eta[i])), beta[j])", "p[i]*(1 - p[i])*x[i,j]"),
        by=calculus,
        why="The minus of (1/u)' = -u'/u² meets the minus of (e^-η)', and they cancel.",
    ),
    right=(
        "exp(-eta[i])*D(eta[i], beta[j])/(1 + exp(-eta[i]))**2",
        "-(-exp(-eta[i])*D(eta[i], beta[j]))/(1 + exp(-eta[i]))**2",
    ),
    wrong=("-exp(-eta[i])*D(eta[i], beta[j])/(1 + exp(-eta[i]))**2", "hole", ""),
)

doubled_exponential = Exercise(
    "ex-gradient-doubled-exponential",
    number(
        p_derivative.at(X=[[2]], beta=[0.5])[0][0],
        decimals=6,
        why="It is p(1 - p)x with p = σ(1).",
    ),
    right=(0.3932238664829637, 0.393224),
    wrong=(-1.5442, 0.4835, "p(1-p)x"),
)

missing_component = Exercise(
    "ex-gradient-missing-component",
    number(
        gradient.at(X=[[3, 1]], y=[0], beta=[0.5, -0.3]),
        why="The constant feature has a component too: it moves the intercept.",
    ),
    right=([2.3056, 0.7685],),
    wrong=(2.3056, [2.3056], [0.7685, 2.3056], [-0.6944, -0.2315]),
    level=1,
)

sum_of_squares = Exercise(
    "ex-gradient-least-squares",
    formula(
        book,
        "D(Sum((eta[i] - y[i])**2, i), beta[j])",
        forbid=("D(",),
        why="Twice the residual; the ½ of the textbook loss is there to cancel the 2.",
    ),
    right=("2*Sum((eta[i] - y[i])*x[i,j], i)", "= Sum(2*x[i,j]*(eta[i] - y[i]), i)"),
    wrong=("Sum((eta[i] - y[i])*x[i,j], i)", "2*Sum(eta[i] - y[i], i)*x[1,j]", "D(1, t)"),
)


DIRECTION = [0.8, -0.6]


def _derivative_judge(answer: Any) -> Feedback:
    """Put a function (f, beta, v) to the test: the slope of f along v, to thirteen digits."""
    if not callable(answer):
        return Feedback(False, "Give a function of (f, beta, v).")
    return _compare(answer)


def _compare(slope: Callable[..., Any]) -> Feedback:
    import numpy as np

    X, y, beta = np.array(FIVE_X, float), np.array(FIVE_Y, float), np.array([0.3, -0.7])

    def smooth_loss(at: Any) -> Any:
        eta = X @ at
        return (np.log(1 + np.exp(eta)) - y * eta).sum()

    parts = gradient.at(X=FIVE_X, y=FIVE_Y, beta=[0.3, -0.7])
    exact = sum(float(g) * v for g, v in zip(parts, DIRECTION, strict=True))
    error = abs(float(slope(smooth_loss, beta, np.array(DIRECTION))) - exact)
    if error < 1e-13:
        return Feedback(True, f"The error is {error:.0e}, about one rounding.")
    return Feedback(False, f"The error is {error:.1e}; differences lose digits.")


def _by_complex_step(f: Callable[..., Any], beta: Any, v: Any) -> float:
    return float(f(beta + 1e-30j * v).imag / 1e-30)


def _by_difference(f: Callable[..., Any], beta: Any, v: Any) -> float:
    return float((f(beta + 1e-8 * v) - f(beta)) / 1e-8)


complex_step = Exercise(
    "ex-gradient-complex-step",
    _derivative_judge,
    right=(_by_complex_step,),
    wrong=(_by_difference, None),
    level=3,
)

gap_in_squares = gap(
    "ex-gradient-gap",
    squared_gradient,
    2,
    "Sum(hole*D(p[i], beta[j]), i)",
    right=("p[i] - y[i]", "-(y[i] - p[i])"),
    wrong=("2*(p[i] - y[i])", "(p[i] - y[i])/2", "y[i] - p[i]", "p[i]"),
    why="The 2 of the square meets the ½ of the loss.",
)

with_penalty = derivation(
    "ex-gradient-prove",
    Derivation(
        book.scalar("s"),
        "D(J + s/2*Sum(beta[k]**2, k), beta[j])",
        "Sum((p[i] - y[i])*x[i,j], i) + s*beta[j]",
        may_cite=("eq-gradient",),
        hint="carry the derivative out where you can, by calculus, and leave D(J, beta[j]).",
    ),
    right=(
        "= D(J, beta[j]) + s*beta[j] by calculus, algebra\n"
        "= Sum((p[i] - y[i])*x[i,j], i) + s*beta[j] by eq-gradient",
    ),
    wrong=(
        "= D(J, beta[j]) + s/2*beta[j] by calculus, algebra",
        "= D(J, beta[j]) + s*beta[j] by eq-hessian",
    ),
    why="This is the gradient with a ridge penalty.",
)

mean_loss = derivation(
    "ex-gradient-repair",
    Derivation(
        book,
        "D(J/m, beta[j])",
        "Sum((p[i] - y[i])*x[i,j], i)/m",
        shown=(
            "= D(J, beta[j])/(2*m) by calculus",
            "= Sum((p[i] - y[i])*x[i,j], i)/m by eq-gradient",
        ),
        may_cite=("eq-gradient",),
        hint="no square is differentiated here.",
    ),
    right=("= D(J, beta[j])/m by calculus\n= Sum((p[i] - y[i])*x[i,j], i)/m by eq-gradient",),
    wrong=("= D(J, beta[j])/m by calculus",),
    why="The ½ belongs to squares.",
)

EXERCISES = (
    five_points,
    reciprocal_rule,
    doubled_exponential,
    missing_component,
    sum_of_squares,
    complex_step,
    gap_in_squares,
    with_penalty,
    mean_loss,
)
