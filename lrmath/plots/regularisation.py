"""Figures about penalties: where they put the minimum, what they set to zero, how to choose one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike
from scipy.optimize import brentq
from scipy.special import xlog1py, xlogy

from lrmath.numeric import (
    Fit,
    fit,
    nll,
    ridge,
    sigmoid,
    softplus,
)

from .style import BLUE, FAINT, GREEN, INK, ORANGE

COLORS, DASHES = (BLUE, GREEN, ORANGE), ("-", "--", "-.")


# ---------------------------------------------------------------- one coefficient
def pair_loss(t: Any, penalty: float) -> Any:
    """Loss of the samples (1, label 1) and (-1, label 0) at the coefficient t, with a ridge."""
    return 2 * softplus(-np.asarray(t)) + penalty * np.asarray(t) ** 2 / 2


def pair_minimum(penalty: float) -> float:
    """Return where the penalised loss of the pair is least (eq-ridge-pair)."""
    return float(brentq(lambda t: penalty * t - 2 * sigmoid(-t), 0, 2 / penalty, xtol=1e-14))


def penalised_losses(penalties: Sequence[float] = (0, 0.1, 1), ax: Axes | None = None) -> Axes:
    """Draw the loss of two separated samples with several ridge penalties, and each minimum."""
    ax = ax or plt.subplots(figsize=(5, 3.2))[1]
    t = np.linspace(-1, 7, 321)
    for penalty, color, dash in zip(penalties, (ORANGE, GREEN, BLUE), DASHES, strict=False):
        ax.plot(t, pair_loss(t, penalty), dash, color=color, label=f"λ = {penalty:g}")
        if penalty:
            least = pair_minimum(penalty)
            ax.plot(least, pair_loss(least, penalty), "o", color=color)
    ax.set(xlabel="coefficient", ylabel="loss with penalty", ylim=(0, 3.2))
    ax.legend(loc="upper center", ncols=3)
    return ax


def shrinking(x: ArrayLike, y: ArrayLike, count: int = 25, ax: Axes | None = None) -> Axes:
    """Draw the slope of one feature ``x`` (m,) for growing penalties, of ridge and of lasso."""
    ax = ax or plt.subplots(figsize=(5, 3.2))[1]
    x, y = np.asarray(x, float), np.asarray(y, float)
    border = abs(np.sum((y.mean() - y) * x))
    for name, color, dash in (("l2", BLUE, "-"), ("l1", ORANGE, "--")):
        penalties = np.linspace(0, 1.4 * border, count)
        slopes = [fit(x[:, None], y, **{name: lam}).coefficients[1] for lam in penalties]
        label = {"l1": "lasso", "l2": "ridge"}[name]
        ax.plot(penalties / border, slopes, dash, color=color, label=label)
    ax.axvline(1, color=FAINT, linestyle=":")
    ax.axhline(0, color=INK, linewidth=0.8)
    ax.set(xlabel=r"penalty $\lambda\ /\ \lambda_{\max}$", ylabel="slope")
    ax.legend()
    return ax


# ---------------------------------------------------------------- two coefficients
def balls(X: ArrayLike, y: ArrayLike, length: float, axes: Sequence[Axes] | None = None) -> Any:
    """Draw the loss of two centred features over their slopes, and a disc and a diamond.

    ``length`` is the sum of the moduli of the lasso's slopes, and the norm of the ridge's. Each
    dot is the point of the ball with the least loss: that of a penalised fit.
    """
    X, y = np.asarray(X, float), np.asarray(y, float)
    if axes is None:
        axes = plt.subplots(1, 2, figsize=(5.4, 3), sharey=True)[1]
    for ax, name, order in zip(axes, ("l2", "l1"), (2, 1), strict=True):
        found = _of_length(X, y, name, order, length)
        _valley(ax, X, y, found.coefficients[0])
        turn = np.linspace(0, 2 * np.pi, 401)
        circle = np.array([np.cos(turn), np.sin(turn)])
        ax.plot(*(length * circle / np.linalg.norm(circle, order, axis=0)), color=INK, lw=1.4)
        ax.plot(*found.coefficients[1:], "o", color=ORANGE, markersize=8)
        ax.set(title={1: "lasso", 2: "ridge"}[order], xlabel="first slope", aspect="equal")
    axes[0].set(ylabel="second slope")
    return axes


def _of_length(X: Any, y: Any, name: str, order: int, length: float) -> Fit:
    """Return the penalised fit whose slopes have this length."""

    def excess(log_penalty: float) -> float:
        slopes = fit(X, y, **{name: np.exp(log_penalty)}).coefficients[1:]
        return float(np.linalg.norm(slopes, order) - length)

    return fit(X, y, **{name: np.exp(brentq(excess, -6, 6, xtol=1e-3))})


def _valley(ax: Axes, X: Any, y: Any, intercept: float) -> None:
    sides = np.linspace(-1.2, 2.2, 81)
    first, second = np.meshgrid(sides, sides)
    eta = intercept + first[..., None] * X[:, 0] + second[..., None] * X[:, 1]
    heights = np.sum(softplus(eta) - y * eta, axis=-1)
    levels = heights.min() + np.array([0.2, 0.8, 1.8, 3.2, 5])
    ax.contour(first, second, heights, levels, colors=[BLUE], linewidths=1)


# ---------------------------------------------------------------- many coefficients
def coefficient_paths(
    paths: Mapping[str, Sequence[tuple[float, ArrayLike]]], axes: Sequence[Axes] | None = None
) -> Sequence[Axes]:
    """Draw slopes against the penalty; a path is a list of pairs (penalty, slopes (p,))."""
    if axes is None:
        axes = plt.subplots(1, len(paths), figsize=(5.4, 3), sharey=True)[1]
    for ax, (title, path) in zip(axes, paths.items(), strict=True):
        penalties, slopes = zip(*path, strict=True)
        for j, column in enumerate(np.transpose(slopes)):
            ax.plot(penalties, column, DASHES[j % 3], color=COLORS[j % 3], linewidth=1.4)
        ax.axhline(0, color=INK, linewidth=0.8)
        ax.set(title=title, xscale="log", xlabel="penalty")
    axes[0].set(ylabel="slope")
    return axes


def dual(X: Any, y: Any, a: Any, lam: float) -> float:
    """Return the dual function of the ridge at pulls a (m,) between 0 and 1 (eq-dual-gap)."""
    w = X.T @ (a * (2 * y - 1)) / lam
    return float(np.sum(-xlogy(a, a) - xlog1py(1 - a, -a)) - lam / 2 * (w @ w))


def newton_bounds(
    X: ArrayLike, y: ArrayLike, lam: float, steps: int
) -> tuple[np.ndarray, np.ndarray]:
    """Return the ridge loss and its dual bound at 0 and after each of Newton's full steps."""
    X, y = np.asarray(X, float), np.asarray(y, float)
    objective = nll(X, y) + ridge(lam)
    points = [np.zeros(X.shape[1])]
    for _ in range(steps):
        now = objective.evaluate(points[-1])
        points.append(points[-1] - np.linalg.solve(now.hessian, now.gradient))
    pulls = [sigmoid((1 - 2 * y) * (X @ beta)) for beta in points]
    bounds = [dual(X, y, a, lam) for a in pulls]
    return np.array([objective.value(beta) for beta in points]), np.array(bounds)


def gaps(found: Mapping[str, Sequence[float]], ax: Axes | None = None) -> Axes:
    """Draw the duality gap and the true excess of the loss after each step."""
    ax = ax or plt.subplots(figsize=(5, 3))[1]
    looks = ((ORANGE, "s--"), (BLUE, "o-"))
    for (label, values), (color, look) in zip(found.items(), looks, strict=True):
        ax.plot(range(len(values)), np.maximum(values, 1e-16), look, color=color, label=label)
    ax.set(yscale="log", xlabel="Newton steps", ylabel="nats")
    ax.legend()
    return ax


# ---------------------------------------------------------------- Firth, Laplace, validation
def biases(means: Mapping[str, ArrayLike], truth: ArrayLike, ax: Axes | None = None) -> Axes:
    """Draw estimates (seeds x p) beside the truth (p,): their mean, with two standard errors."""
    ax = ax or plt.subplots(figsize=(5, 3))[1]
    truth = np.asarray(truth, float)
    places = np.arange(len(truth))
    for shift, (label, drawn), color, mark in zip(
        (-0.12, 0.12), means.items(), (ORANGE, BLUE), ("s", "o"), strict=True
    ):
        estimates = np.asarray(drawn, float)
        error = estimates.std(axis=0, ddof=1) / np.sqrt(len(estimates))
        at = places + shift
        ax.errorbar(at, estimates.mean(axis=0), 2 * error, fmt=mark, color=color, label=label)
    ax.hlines(truth, places - 0.35, places + 0.35, color=INK, label="truth")
    ax.set(xticks=places, xticklabels=[f"$\\beta_{j}$" for j in places], ylabel="mean estimate")
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=3)
    return ax


def averaged_curve(
    found: Fit, x: ArrayLike, label: str, points: Any = None, ax: Axes | None = None
) -> Axes:
    """Draw probabilities of a fit of one feature, at its estimate and averaged, with a band."""
    ax = ax or plt.subplots(figsize=(5, 3.2))[1]
    x = np.asarray(x, float)
    rows = x[:, None]
    low, high = np.transpose(found.prediction_intervals(rows))
    ax.fill_between(x, low, high, color=GREEN, alpha=0.15, linewidth=0, label="95 % band")
    ax.plot(x, found.predict_proba(rows), "--", color=ORANGE, label="at the estimate")
    ax.plot(x, found.laplace_probabilities(rows), color=BLUE, label="averaged")
    if points is not None:
        ax.plot(*points, "o", color=INK, markersize=4, alpha=0.7)
    ax.set(xlabel=label, ylabel="probability")
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=3)
    return ax


def validation_curve(
    penalties: ArrayLike, losses: ArrayLike, least: float, ax: Axes | None = None
) -> Axes:
    """Draw the validated loss (repeats x penalties): each repeat, the mean, and the least."""
    ax = ax or plt.subplots(figsize=(5, 3.2))[1]
    rows = np.asarray(losses, float)
    ax.plot(penalties, rows.T, color=FAINT, linewidth=0.9, alpha=0.7)
    ax.plot([], [], color=FAINT, linewidth=0.9, label="one way to split")
    ax.plot(penalties, rows.mean(axis=0), "o-", color=BLUE, label="mean")
    ax.axvline(least, color=ORANGE, linestyle="--", label="least mean")
    ax.set(xscale="log", xlabel="ridge penalty λ", ylabel="loss of a new sample, in nats")
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=3)
    return ax
