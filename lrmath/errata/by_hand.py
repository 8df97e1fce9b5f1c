"""A logistic curve b + w x, fitted by hand: no NumPy, so that the errata run in a browser."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import exp, fsum, log, log1p

Point = tuple[float, float]

FIVE_X = (-2.0, -1.0, 0.0, 1.0, 2.0)
FIVE_Y = (0, 1, 0, 1, 1)


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
