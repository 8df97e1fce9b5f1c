"""Exercises of the chapter *Gradient descent and its stochastic version*."""

from __future__ import annotations

from collections.abc import Callable
from math import exp

from lrmath.calc import algebra
from lrmath.theorems.curvature import hessian_zero
from lrmath.theorems.notation import book

from .chains import Derivation, derivation
from .core import Exercise, number
from .gap import gap


def _root(f: Callable[[float], float], low: float, high: float) -> float:
    """Where f changes its sign, by bisection."""
    for _ in range(100):
        middle = (low + high) / 2
        low, high = (middle, high) if f(low) * f(middle) > 0 else (low, middle)
    return low


# one column: the curvature is largest at 0, where the theorem has it
LARGEST = float(hessian_zero.at(X=[[3]] * 4)[0][0])

largest_step = Exercise(
    "ex-descent-largest-step",
    number(2 / LARGEST, why="L is a quarter of the sum of squares, 9, and 2/L is the border."),
    right=(2 / 9, 0.2222),
    wrong=(8, 2 / 36, 8 / 9, "2/L"),
    level=1,
)

AMPLITUDE = _root(lambda t: 12 * (1 / (1 + exp(-t)) - 0.5) - 2 * t, 0.5, 6)

two_cycle = Exercise(
    "ex-descent-two-cycle",
    number(AMPLITUDE, decimals=6, why="It jumps to the mirror image, and back again."),
    right=(AMPLITUDE, 2.575679),
    wrong=(0, 1.776029, -2.575679),
    level=3,
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

weight_decay = derivation(
    "ex-descent-prove",
    Derivation(
        book.scalar("alpha s").typeset(s=r"\lambda"),
        "beta[j] - alpha*D(J + s/2*Sum(beta[k]**2, k), beta[j])",
        "(1 - alpha*s)*beta[j] - alpha*Sum((p[i] - y[i])*x[i,j], i)",
        may_cite=("eq-gradient",),
        hint="carry the derivative out where you can, by calculus, and leave D(J, beta[j]).",
    ),
    right=(
        "= beta[j] - alpha*(D(J, beta[j]) + s*beta[j]) by calculus, algebra\n"
        "= beta[j] - alpha*(Sum((p[i] - y[i])*x[i,j], i) + s*beta[j]) by eq-gradient\n"
        "= (1 - alpha*s)*beta[j] - alpha*Sum((p[i] - y[i])*x[i,j], i) by algebra",
    ),
    wrong=(
        "= beta[j] - alpha*(D(J, beta[j]) + s/2*beta[j]) by calculus, algebra",
        "= beta[j] - alpha*D(J, beta[j]) + s*beta[j] by calculus, algebra",
    ),
    why="Before each step the coefficients shrink a little: the weights decay.",
)

exact_promise = derivation(
    "ex-descent-repair",
    Derivation(
        book.scalar("s c"),
        "c/2*(t - s*(c*t))**2",
        "c/2*t**2 - s*(1 - s*c/2)*(c*t)**2",
        shown=(
            "= c/2*(1 - s*c)**2*t**2 by algebra",
            "= c/2*(1 - s*c + s**2*c**2)*t**2 by algebra",
            "= c/2*t**2 - s*(1 - s*c/2)*(c*t)**2 by algebra",
        ),
        hint="a square of two terms has three.",
    ),
    right=(
        "= c/2*(1 - s*c)**2*t**2 by algebra\n"
        "= c/2*(1 - 2*s*c + s**2*c**2)*t**2 by algebra\n"
        "= c/2*t**2 - s*(1 - s*c/2)*(c*t)**2 by algebra",
    ),
    wrong=("= c/2*(1 - s*c)**2*t**2 by algebra",),
    why="On a parabola the promise is kept to the letter: there the bound is an equality.",
)

EXERCISES = (
    largest_step,
    two_cycle,
    gap_in_factor,
    weight_decay,
    exact_promise,
)
