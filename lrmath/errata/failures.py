"""Counterexamples to conclusions: minima that are not there, steps that do not arrive."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import fsum, sinh

from .by_hand import (
    FIVE_X,
    FIVE_Y,
    Point,
    log_loss,
    log_odds,
    loss,
    newton,
    root,
    sigma,
    softplus,
    solve,
    squares,
)
from .core import Evidence


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


def powers_of_ten(value: float) -> str:
    """A small number as 9 · 10⁻⁵, in LaTeX."""
    digit, exponent = f"{value:.0e}".split("e")
    return f"${digit} \\cdot 10^{{{int(exponent)}}}$"


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
