"""Counterexamples to claims that are no formulas, each computed by a short function, no NumPy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from itertools import pairwise
from math import atan, erf, exp, fsum, inf, log, log1p, pi, sinh, sqrt

from lrmath.calc import Context, IllTyped

from .core import Evidence

Point = tuple[float, float]

FIVE_X = (-2.0, -1.0, 0.0, 1.0, 2.0)
FIVE_Y = (0, 1, 0, 1, 1)


# ---------------------------------------------------------------- a logistic curve b + w x, by hand
def sigma(t: float) -> float:
    """The logistic function."""
    return 1 / (1 + exp(-t)) if t >= 0 else exp(t) / (1 + exp(t))


def softplus(t: float) -> float:
    """ln(1 + e^t)."""
    return max(t, 0.0) + log1p(exp(-abs(t)))


def log_odds(q: float) -> float:
    """The logit."""
    return log(q / (1 - q))


def loss(beta: Point, x: Sequence[float], y: Sequence[int]) -> float:
    """The negative log-likelihood of an intercept and a slope."""
    b, w = beta
    return fsum(softplus(b + w * s) - label * (b + w * s) for s, label in zip(x, y, strict=True))


def newton(
    beta: Point, slopes: Callable[[float, int], Point], x: Sequence[float], y: Sequence[int]
) -> Point:
    """One Newton step; ``slopes`` gives both derivatives of a sample's loss by its predictor."""
    b, w = beta
    rows = [(s, *slopes(b + w * s, label)) for s, label in zip(x, y, strict=True)]
    weight = fsum(h for _, _, h in rows)
    mean = fsum(h * s for s, _, h in rows) / weight
    by_w = fsum(g * (s - mean) for s, g, _ in rows) / fsum(h * (s - mean) ** 2 for s, _, h in rows)
    by_b = fsum(g for _, g, _ in rows) / weight - mean * by_w
    return b - by_b, w - by_w


def log_loss(t: float, label: int) -> Point:
    """Derivatives of A(t) - y t."""
    return sigma(t) - label, sigma(t) * sigma(-t)


def squares(t: float, label: int) -> Point:
    """Derivatives of (p - y)²/2."""
    p = sigma(t)
    s = p * (1 - p)
    return (p - label) * s, s * s + (p - label) * s * (1 - 2 * p)


def solve(slopes: Callable[[float, int], Point], x: Sequence[float], y: Sequence[int]) -> Point:
    """Twenty Newton steps from zero."""
    beta = (0.0, 0.0)
    for _ in range(20):
        beta = newton(beta, slopes, x, y)
    return beta


def root(f: Callable[[float], float], low: float, high: float) -> float:
    """A zero between two points where f has different signs."""
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (low, middle) if f(low) * f(middle) <= 0 else (middle, high)
    return (low + high) / 2


def powers_of_ten(value: float) -> str:
    """A small number as 9 · 10⁻⁵, in LaTeX."""
    digit, exponent = f"{value:.0e}".split("e")
    return f"${digit} \\cdot 10^{{{int(exponent)}}}$"


# ---------------------------------------------------------------- names
def odds_of_rain() -> Evidence:
    """E1: the ratio of 0.8 and its logarithm."""
    ratio, logarithm = float(Fraction(4, 5) / Fraction(1, 5)), log_odds(0.8)
    words = f"At $y = 0.8$ the ratio is {ratio:.0f}, and its logarithm {logarithm:.4f}."
    return Evidence(words, {"ratio": ratio, "logarithm": logarithm}, ratio != logarithm)


def clipped_labels() -> Evidence:
    """E2: least squares on the log-odds of labels moved off 0 and 1 by some small number."""

    def slope(off: float) -> float:
        targets = [log_odds(1 - off) if label else log_odds(off) for label in FIVE_Y]
        products = fsum(s * v for s, v in zip(FIVE_X, targets, strict=True))
        return products / fsum(s * s for s in FIVE_X)

    coarse, fine, estimate = slope(1e-3), slope(1e-6), solve(log_loss, FIVE_X, FIVE_Y)[1]
    words = (
        "The labels must first be moved off 0 and 1, and the answer depends on how far. Take "
        "$x = (-2, -1, 0, 1, 2)$ and $y = (0, 1, 0, 1, 1)$. "
        f"Moved by $10^{{-3}}$, the fitted slope is {coarse:.4f}; by $10^{{-6}}$, {fine:.4f}. "
        f"The likelihood is largest at {estimate:.4f}."
    )
    values = {"coarse": coarse, "fine": fine, "estimate": estimate}
    return Evidence(words, values, abs(coarse - fine) > 1 < abs(coarse - estimate))


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


# ---------------------------------------------------------------- shapes of loss curves
def one_sample_many_samples() -> Evidence:
    """E9: no minimum at all with one sample, two with three."""
    data = ((2.0, 1), (1.0, 0), (50.0, 0))

    def slope(w: float) -> float:
        return fsum(squares(w * s, label)[0] * s for s, label in data)

    def error(w: float) -> float:
        return fsum((sigma(w * s) - label) ** 2 / 2 for s, label in data)

    grid = [k / 100 for k in range(-300, 301)]
    signs = [(a, b) for a, b in pairwise(grid) if slope(a) < 0 < slope(b)]
    first, second = (root(slope, a, b) for a, b in signs)
    alone = root(lambda w: fsum(log_loss(w * s, label)[0] * s for s, label in data), -3, 3)
    words = (
        "One sample, $x = y = 1$: the squared error falls for ever and has no minimum, although it "
        "is not convex, as the checker confirms here. Several minima do occur: for the points "
        f"$(2, 1), (1, 0), (50, 0)$ and a slope alone, at ${first:.4f}$ and ${second:.4f}$. "
        f"There the logarithmic loss has one minimum, at ${alone:.4f}$."
    )
    values = {"first": first, "second": second, "log_loss": alone, "error": error(first)}
    return Evidence(words, values, len(signs) == 2 and slope(-3) < 0 < slope(3))


def two_estimates() -> Evidence:
    """E10: maximum likelihood and least squares on five points."""
    likely, least = solve(log_loss, FIVE_X, FIVE_Y), solve(squares, FIVE_X, FIVE_Y)
    words = (
        "On $x = (-2, -1, 0, 1, 2)$, $y = (0, 1, 0, 1, 1)$ the likelihood is largest at intercept "
        f"and slope $({likely[0]:.4f}, {likely[1]:.4f})$. The sum of squares is smallest at "
        f"$({least[0]:.4f}, {least[1]:.4f})$."
    )
    values = {"b": likely[0], "w": likely[1], "b_squares": least[0], "w_squares": least[1]}
    return Evidence(words, values, abs(likely[1] - least[1]) > 0.1)


def falling_curve() -> Evidence:
    """E17: gradient descent on a loss that is not convex, falling at every step."""
    w, curve = -4.0, []
    for _ in range(2001):
        p = sigma(w)
        curve.append((p - 1) ** 2 / 2)
        w -= (p - 1) * p * (1 - p)
    falls = sum(b < a for a, b in pairwise(curve))
    words = (
        "Descend on $(\\sigma(w) - 1)^2/2$ from $-4$ with step 1. The loss falls at each of "
        f"{falls} steps, from {curve[0]:.4f} to {curve[-1]:.5f}. It is not convex."
    )
    return Evidence(words, {"falls": falls, "first": curve[0], "last": curve[-1]}, falls == 2000)


# ---------------------------------------------------------------- convergence
def sinh_map(start: float, steps: int = 5) -> list[float]:
    """Newton's method on labels 1 and 0 at x = 1, whose step is w ↦ w - sinh w."""
    found = [start]
    while len(found) <= steps and abs(found[-1]) < 700:
        found.append(found[-1] - sinh(found[-1]))
    return found


def two_cycle() -> float:
    """Where gradient descent with step 10 on the mean loss of these labels jumps to and fro."""
    beta = 1.0
    for _ in range(1000):
        beta -= 10 * (sigma(beta) - 0.5)
    return abs(beta)


def full_newton_fails() -> tuple[list[float], Point]:
    """Losses of Newton's method from zero on 23 points, and the estimate that does exist."""
    x = (-2.0, -1.0, *[0.0] * 20, 100.0)
    y = (1, 0, *[1] * 20, 1)
    beta = (0.0, 0.0)
    losses = [loss(beta, x, y)]
    for _ in range(10):
        beta = newton(beta, log_loss, x, y)
        losses.append(loss(beta, x, y))
    return losses, damped(x, y)


def damped(x: Sequence[float], y: Sequence[int]) -> Point:
    """Newton's method that halves a step until the loss falls."""
    beta = (0.0, 0.0)
    for _ in range(60):
        target, share = newton(beta, log_loss, x, y), 1.0
        while share > 1e-9:
            trial = (
                beta[0] + share * (target[0] - beta[0]),
                beta[1] + share * (target[1] - beta[1]),
            )
            if loss(trial, x, y) < loss(beta, x, y):
                beta = trial
                break
            share /= 2
    return beta


def convex_without_convergence() -> Evidence:
    """E15: four ways to fail on a convex loss."""
    separable = [2 * softplus(-w) for w in (1.0, 10.0, 100.0)]
    near, far = sinh_map(2.1, 60), sinh_map(2.2)
    cycle = two_cycle()
    losses, estimate = full_newton_fails()
    words = (
        "There are four ways to fail.\n\n"
        "- *No minimum.* For $x = \\pm 1$ with labels 1 and 0 the loss at slopes 1, 10 and 100 is "
        f"{separable[0]:.2f}, {powers_of_ten(separable[1])} and {powers_of_ten(separable[2])}. It "
        "reaches 0 nowhere.\n"
        "- *Newton's method may diverge.* With labels 1 and 0 at $x = 1$ it goes from $w$ to "
        f"$w - \\sinh w$. From 2.1 it ends at {abs(near[-1]):.0f}; from 2.2 it runs through "
        f"{', '.join(f'${w:.2f}$' for w in far[1:5])}.\n"
        "- *Descent may jump.* With step 10 on the mean loss of these two labels it ends in jumps "
        f"between $\\pm{cycle:.4f}$.\n"
        "- *Newton's method may diverge from 0, although the estimate exists.* On a set of 23 "
        f"points its loss grows to {losses[-1]:.0f}; the estimate is "
        f"$({estimate[0]:.5f}, {estimate[1]:.5f})$."
    )
    values = {
        "separable": separable[1],
        "near": near[-1],
        "far": far[4],
        "cycle": cycle,
        "first_loss": losses[0],
        "last_loss": losses[-1],
        "b": estimate[0],
        "w": estimate[1],
    }
    contradicts = min(separable) > 0 and abs(far[-1]) > 1e4 and losses[-1] > 100
    return Evidence(words, values, contradicts)


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
