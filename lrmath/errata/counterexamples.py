"""Counterexamples to claims about names, curves and letters, each computed without NumPy."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise
from math import atan, erf, fsum, inf, log, pi, sqrt

from lrmath.calc import Context, IllTyped

from .by_hand import FIVE_X, FIVE_Y, log_loss, log_odds, sigma, solve
from .core import Evidence


# ---------------------------------------------------------------- names
def odds_of_rain() -> Evidence:
    """E1: the ratio of 0.8 and its logarithm."""
    ratio, logarithm = float(Fraction(4, 5) / Fraction(1, 5)), log_odds(0.8)
    words = f"At $y = 0.8$ the ratio is {ratio:.0f}, and its logarithm {logarithm:.4f}."
    return Evidence(words, {"ratio": ratio, "logarithm": logarithm}, ratio != logarithm)


def a_gain() -> Evidence:
    """E3: better probabilities have the larger l."""

    def gain(p: Sequence[float]) -> float:
        return fsum(log(q) if label else log(1 - q) for q, label in zip(p, (1, 0), strict=True))

    good, poor = gain((0.9, 0.2)), gain((0.5, 0.5))
    words = (
        f"Two labels, 1 and 0. Good probabilities, 0.9 and 0.2, give $l = {good:.4f}$. "
        f"Useless ones, 0.5 and 0.5, give ${poor:.4f}$, which is less. A loss would be more."
    )
    return Evidence(words, {"good": good, "poor": poor}, good > poor)


def prior_odds() -> Evidence:
    """E14: two normal classes, one of them rare."""
    prior, at = 0.1, 0.0
    ratio = -((at - 1) ** 2) / 2 + (at + 1) ** 2 / 2
    posterior = ratio + log_odds(prior)
    words = (
        "Let $x$ be normal with variance 1, about $1$ in class 1 and about $-1$ in class 0. Let "
        f"class 1 have probability {prior}. At $x = 0$ the log-likelihood ratio is {ratio:.0f}, "
        f"but the log-odds are ${posterior:.4f}$."
    )
    return Evidence(words, {"ratio": ratio, "log_odds": posterior}, ratio != posterior)


# ---------------------------------------------------------------- which curves there are
def a_power_that_vanishes() -> Evidence:
    """E11: the exponent -2."""
    far = [float(Fraction(sign * 10**k) ** -2) for k in (1, 2, 3) for sign in (-1, 1)]
    words = (
        f"For $a = -2$ and $x = \\pm 10, \\pm 100, \\pm 1000$ the power is {far[0]}, {far[2]}, "
        f"{far[4]:.6f}: it tends to 0."
    )
    return Evidence(words, {"last": far[-1]}, far == sorted(far, reverse=True) and far[-1] < 1e-5)


def arctangent() -> Evidence:
    """E12: a curve from 0 to 1 made of an inverse trigonometric function."""

    def curve(t: float) -> float:
        return 0.5 + atan(t) / pi

    grid = [curve(k / 4) for k in range(-400, 401)]
    rises = all(a < b for a, b in pairwise(grid))
    words = (
        "The arctangent is defined for every real number. The curve "
        r"$\frac12 + \frac1\pi \arctan x$ increases and stays between 0 and 1; at 1 it is "
        f"{curve(1.0):.2f}. It is the cauchit curve, and some use it as a link."
    )
    inside = 0 < grid[0] < grid[-1] < 1
    return Evidence(words, {"at_one": curve(1.0)}, rises and inside)


def algebraic_curve() -> Evidence:
    """E13: neither exponential nor trigonometric."""

    def curve(t: float) -> float:
        return (1 + t / sqrt(1 + t * t)) / 2

    low, one, high = curve(-1000.0), curve(1.0), curve(1000.0)
    words = (
        r"A root is enough: $\frac12\left(1 + x/\sqrt{1 + x^2}\right)$ is "
        f"{low:.7f} at $-1000$, {one:.4f} at 1 and {high:.7f} at 1000."
    )
    return Evidence(words, {"at_one": one}, 0 < low < one < high < 1)


# ---------------------------------------------------------------- letters
def declared_twice() -> Evidence:
    """E16: what a checker says to a letter with two meanings."""
    matrix = Context().sizes("n").array("X", "n,n")
    try:
        matrix.array("X", "n")
        complaint = ""
    except IllTyped as error:
        complaint = str(error)
    words = f"Declare the matrix $X$, then the vector $X$. The checker answers: *{complaint}*."
    return Evidence(words, {}, complaint == "X is declared twice")


# ---------------------------------------------------------------- slips of other texts
def noise_on_a_label() -> Evidence:
    """A2: a linear model with noise against a threshold of one."""
    linear = 0.3 + 0.07
    threshold = (1 + erf(0.3 / sqrt(2))) / 2
    words = (
        f"With $o = 0.3$ and noise 0.07 the formula gives the label {linear:.2f}. "
        "The probit model asks whether $o + \\varepsilon$ is positive; its probability is "
        f"$\\Phi(0.3) = {threshold:.4f}$."
    )
    return Evidence(words, {"label": linear, "probability": threshold}, linear not in (0, 1))


def descent_finds_the_estimate() -> Evidence:
    """A4: gradient descent is a way to the maximum of the likelihood, not a rival of it."""
    b = w = 0.0
    for _ in range(2000):
        pulls = [sigma(b + w * s) - label for s, label in zip(FIVE_X, FIVE_Y, strict=True)]
        b -= 0.4 * fsum(pulls)
        w -= 0.4 * fsum(r * s for r, s in zip(pulls, FIVE_X, strict=True))
    likely = solve(log_loss, FIVE_X, FIVE_Y)
    apart = max(abs(b - likely[0]), abs(w - likely[1]))
    words = (
        f"On the five points of E10, descent ends at $({b:.4f}, {w:.4f})$, which is the maximum "
        "likelihood estimate."
    )
    return Evidence(words, {"b": b, "w": w, "apart": apart}, apart < 1e-9)


def a_step_that_stops() -> Evidence:
    """A7: a difference below every tolerance that is not small."""
    before, after, tolerance = 4.0, -4.0, 1e-6
    stops = after - before < tolerance
    words = (
        f"A step from {before:.0f} to ${after:.0f}$ is a change of ${after - before:.0f}$, "
        "which is below every tolerance. The rule would stop there."
    )
    return Evidence(words, {"change": after - before}, stops and abs(after - before) > 1 < inf)
