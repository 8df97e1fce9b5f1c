"""Exercises of the page *Errata of the sources*: planted errors, and counterexamples to find."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from math import exp, fsum
from typing import Any

from lrmath.theorems.gradient import counts

from .core import Exercise, Feedback, formula
from .planted import planted

PULL = "-(y[i]/p[i]) + (1 - y[i])/(1 - p[i])"
UNDER = "(1 + exp(-eta[i]))**2"
WEIGHT = "p[i]*(1 - p[i])"

twice = planted(
    "ex-errata-twice",
    "D(J, beta[j])",
    "D(Sum(-(y[i]*log(p[i])) - (1 - y[i])*log(1 - p[i]), i), beta[j])",
    "Sum(D(-(y[i]*log(p[i])) - (1 - y[i])*log(1 - p[i]), beta[j]), i)",
    f"Sum(({PULL})*D(p[i], beta[j]), i)",
    f"Sum(({PULL})*D(1/(1 + exp(-eta[i])), beta[j]), i)",
    f"Sum(({PULL})*D(1 + exp(-eta[i]), beta[j])/{UNDER}, i)",
    f"Sum(({PULL})*(-(exp(-eta[i])*D(eta[i], beta[j])))/{UNDER}, i)",
    f"Sum(({PULL})*exp(-eta[i])*x[i,j]/{UNDER}, i)",
    f"Sum(({PULL})*{WEIGHT}*x[i,j], i)",
    "Sum((-(y[i]*(1 - p[i])) + (1 - y[i])*p[i])*x[i,j], i)",
    "Sum((-y[i] + y[i]*p[i] + p[i] - y[i]*p[i])*x[i,j], i)",
    "Sum((p[i] - y[i])*x[i,j], i)",
    right=([6, 8], (8, 6), {6, 8}),
    wrong=([6], [8], 6, [5, 8], [6, 8, 9], [1], [13], []),
    level=3,
)

true_end = planted(
    "ex-errata-true-end",
    "Sum(Sum(v[j]*D(J, beta[j], beta[l])*v[l], l), j)",
    f"Sum(Sum(v[j]*Sum({WEIGHT}*x[i,j]*x[i,l], i)*v[l], l), j)",
    f"Sum({WEIGHT}*Sum(Sum(v[j]*x[i,j]*x[i,l]*v[l], l), j), i)",
    f"Sum({WEIGHT}*Sum(v[j]*x[i,j], j)*Sum(x[i,l]*v[l], l), i)",
    f"Sum({WEIGHT}*Sum(v[j]*x[i,j], j)**2, i)",
    f"Sum({WEIGHT}*Sum(v[j]**2*x[i,j]**2, j), i)",
    ">= 0",
    right=([6], 6),
    wrong=([5], [6, 7], 7, []),
)

mean_loss = planted(
    "ex-errata-mean-loss",
    "-log(L)/m",
    "-log(Product(p[i]**y[i]*(1 - p[i])**(1 - y[i]), i))/m",
    "-Sum(log(p[i]**y[i]*(1 - p[i])**(1 - y[i])), i)/m",
    "-Sum(y[i]*log(p[i]) + (1 - y[i])*log(1 - p[i]), i)/m",
    "-Sum(y[i]*(log(p[i]) - log(1 - p[i])) + log(1 - p[i]), i)/m",
    "-Sum(y[i]*eta[i] + log(1 - p[i]), i)/m",
    "-Sum(y[i]*eta[i] - A(eta[i]), i)/m",
    "Sum(A(eta[i]) + y[i]*eta[i], i)/m",
    "Sum(A(eta[i]) + y[i]*eta[i], i)/(2*m)",
    right=([8, 9],),
    wrong=([8], [9], [7, 8, 9]),
)

component = Exercise(
    "ex-errata-component",
    formula(
        counts,
        "D(Sum(c[i]*(A(eta[i]) - y[i]*eta[i]), i), beta[j])",
        forbid=("D(",),
        why="A partial derivative is a number, so every x in it has two indices.",
    ),
    right=("Sum(c[i]*(p[i] - y[i])*x[i,j], i)", "Sum(x[i,j]*(c[i]*p[i] - c[i]*y[i]), i)"),
    wrong=(
        "Sum(c[i]*(p[i] - y[i])*x[i,k], k)",
        "Sum((p[i] - y[i])*x[i,j], i)",
        "c*Sum((p[i] - y[i])*x[i,j], i)",
    ),
)


# ---------------------------------------------------------------- counterexamples to claims
Points = Sequence[tuple[float, float]]
GRID = [k / 100 for k in range(-2000, 2001)]


def sigma(t: float) -> float:
    """The logistic function, without overflow."""
    return 1 / (1 + exp(-t)) if t >= 0 else exp(t) / (1 + exp(t))


def log_slope(w: float, points: Points) -> float:
    """The slope of the log loss of a curve σ(w x)."""
    return fsum((sigma(w * x) - y) * x for x, y in points)


def square_slope(w: float, points: Points) -> float:
    """The slope of half the squared error of a curve σ(w x)."""
    return fsum((p - y) * p * (1 - p) * x for x, y in points for p in [sigma(w * x)])


def minima(slope: Callable[[float, Points], float], points: Points) -> list[float]:
    """Where a slope turns from falling to rising, in [-20, 20]; flat stretches are skipped."""
    steep = [(w, s) for w in GRID for s in [slope(w, points)] if abs(s) > 1e-9]
    return [(a + b) / 2 for (a, before), (b, after) in pairwise(steep) if before < 0 < after]


def read_points(answer: Any, most: int = 5) -> Points | None:
    """The pairs of an answer with labels 0 and 1, or nothing."""
    try:
        points = [(float(x), float(y)) for x, y in answer]
    except (TypeError, ValueError):
        return None
    fit = 0 < len(points) <= most and all(y in (0, 1) and abs(x) <= 1000 for x, y in points)
    return points if fit else None


SHAPE = "Give at most five pairs (x, y) with y = 0 or 1, e.g. [(2, 1), (1, 0)]."


def many_minima(answer: Any) -> Feedback:
    """Judge E9: points whose squared error has two minima."""
    points = read_points(answer)
    if points is None:
        return Feedback(False, SHAPE)
    found = minima(square_slope, points)
    places = " and ".join(f"{w:.2f}" for w in found) or "none"
    return Feedback(len(found) > 1, f"Minima between -20 and 20: {places}.")


def two_criteria(answer: Any) -> Feedback:
    """Judge E10: points for which the two criteria choose slopes that are far apart."""
    points = read_points(answer)
    if points is None:
        return Feedback(False, SHAPE)
    likely, least = minima(log_slope, points), minima(square_slope, points)
    if not likely or len(least) != 1:
        return Feedback(False, "Each criterion must have one minimum between -20 and 20.")
    apart = abs(likely[0] - least[0])
    return Feedback(apart > 0.1, f"Likelihood {likely[0]:.2f}, squares {least[0]:.2f}.")


def bends_down(f: Callable[[float], float]) -> bool:
    """Whether a chord between -5 and 5 lies below the function somewhere."""
    points = [k / 2 for k in range(-10, 11)]
    return any(f((a + b) / 2) > (f(a) + f(b)) / 2 + 1e-9 for a in points for b in points)


def falling_curve(answer: Any) -> Feedback:
    """Judge E17: a function that is not convex, a start and a step, with a falling loss."""
    try:
        f, w, step = answer
        losses = [float(f(w))]
        for _ in range(50):
            w -= step * (f(w + 1e-5) - f(w - 1e-5)) / 2e-5
            losses.append(float(f(w)))
        bent = bends_down(f)
    except (TypeError, ValueError, OverflowError, ZeroDivisionError):
        return Feedback(False, "Give a function, a start and a step: (f, w, step).")
    falls = sum(after < before for before, after in pairwise(losses))
    words = f"It fell at {falls} of 50 steps, and is {'not ' if bent else ''}convex."
    return Feedback(bent and falls == 50, words)


def _one_sample(w: float) -> float:
    return (sigma(w) - 1) ** 2 / 2


def _parabola(w: float) -> float:
    return w * w


two_minima = Exercise(
    "ex-errata-two-minima",
    many_minima,
    right=([(2, 1), (1, 0), (50, 0)],),
    wrong=([(1, 1)], [(-1, 0), (1, 1), (2, 0)], [], "three points", [(1, 2)]),
    level=3,
)

two_slopes = Exercise(
    "ex-errata-two-slopes",
    two_criteria,
    right=([(-2, 0), (-1, 1), (0, 0), (1, 1), (2, 1)],),
    wrong=([(1, 1)], [(1, 1), (1, 0)], [(2, 1), (1, 0), (50, 0)], 3),
    level=3,
)

falling = Exercise(
    "ex-errata-falling",
    falling_curve,
    right=((_one_sample, -4.0, 1.0),),
    wrong=((_parabola, 3.0, 0.1), (_one_sample, -4.0, -1.0), _one_sample, (1, 2, 3)),
    level=3,
)

EXERCISES = (twice, true_end, mean_loss, component, two_minima, two_slopes, falling)
