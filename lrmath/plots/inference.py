"""Figures about inference: how estimates scatter, what tests measure, which samples matter."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike
from scipy.stats import chi2, norm

from lrmath.numeric import (
    Fit,
    sigmoid,
)

from .style import BLUE, FAINT, GREEN, INK, ORANGE

#: Newton steps of a simulated fit; a fit that has not ended by then has no estimate.
STEPS = 25


# ---------------------------------------------------------------- many samples of one model
def estimates(X: ArrayLike, labels: ArrayLike) -> np.ndarray:
    """Return the estimates (R x n) of R vectors of labels (R x m) on one design (m x n).

    Where Newton's method does not settle, as where a plane separates the labels, they are nan.
    """
    X, labels = np.asarray(X, float), np.asarray(labels, float)
    beta = np.zeros((len(labels), X.shape[1]))
    with np.errstate(all="ignore"):
        for _ in range(STEPS):
            step = _newton_steps(X, labels, beta)
            beta = beta + step
    settled = np.abs(step).max(axis=1) < 1e-8
    return np.where(settled[:, None], beta, np.nan)


def _newton_steps(X: np.ndarray, labels: np.ndarray, beta: np.ndarray) -> np.ndarray:
    p = sigmoid(np.clip(beta @ X.T, -30, 30))
    score = (labels - p) @ X
    n = X.shape[1]
    products = (X[:, :, None] * X[:, None, :]).reshape(len(X), n * n)
    information = ((p * (1 - p)) @ products).reshape(-1, n, n) + 1e-12 * np.eye(n)
    return np.asarray(np.linalg.solve(information, score[:, :, None])[:, :, 0])


def scatter_of_estimates(
    found: ArrayLike, truth: float, error: float, ax: Axes | None = None
) -> Axes:
    """Draw a histogram of estimates (R,), the normal curve around the truth with that error."""
    found = np.asarray(found, float)
    ax = ax or plt.subplots(figsize=(5, 3))[1]
    ax.hist(found[np.isfinite(found)], bins=40, density=True, color=BLUE, alpha=0.35)
    grid = np.linspace(truth - 4 * error, truth + 4 * error, 201)
    ax.plot(grid, norm.pdf(grid, truth, error), color=ORANGE, label="predicted")
    ax.axvline(truth, color=INK, linestyle=":", label="true slope")
    ax.set(xlabel="estimated slope", ylabel="density")
    ax.legend()
    return ax


# ---------------------------------------------------------------- three tests, one curve
def three_tests(successes: float = 15, trials: float = 20, ax: Axes | None = None) -> Axes:
    """Draw the log-likelihood of a log-odds, and what the three tests of 0 measure on it."""
    ax = ax or plt.subplots(figsize=(5, 3.4))[1]
    t = np.linspace(-0.9, 3.2, 301)
    best = np.log(successes / (trials - successes))

    def height(z: Any) -> Any:
        return successes * z - trials * np.logaddexp(0, z)

    slope = successes - trials / 2
    ax.plot(t, height(t), color=BLUE, label="log-likelihood")
    near = np.array([-0.55, 0.55])
    ax.plot(near, height(0) + slope * near, color=GREEN, label="score: the slope at 0")
    ax.plot([0, best], [height(best)] * 2, color=ORANGE, linestyle="--", label="Wald: the distance")
    drop = [height(0), height(best)]
    ax.plot([0, 0], drop, color=INK, linestyle=":", label="likelihood ratio: the drop")
    ax.plot([0, best], drop, "o", color=BLUE)
    ax.set(xlabel="log-odds", ylabel="log-likelihood")
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=2)
    return ax


def profile(fit: Fit, name: str, values: ArrayLike, ax: Axes | None = None) -> Axes:
    """Draw the profile log-likelihood of a coefficient, Wald's parabola, and where 95 % are cut."""
    ax = ax or plt.subplots(figsize=(5, 3.2))[1]
    values, j = np.asarray(values, float), fit.names.index(name)
    fallen = fit.profile_log_likelihood(name, values) - fit.log_likelihood
    z = (values - fit.coefficients[j]) / fit.standard_errors[j]
    ax.plot(values, fallen, color=BLUE, label="profile")
    ax.plot(values, -(z**2) / 2, "--", color=ORANGE, label="Wald's parabola")
    cut = -chi2.ppf(0.95, 1) / 2
    ax.axhline(cut, color=FAINT, linestyle=":", label="95 % cut")
    ax.set(xlabel=f"coefficient of {name}", ylabel="log-likelihood less its maximum")
    ax.set(ylim=(3.2 * cut, 0.2))
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=3)
    return ax


# ---------------------------------------------------------------- where Wald's statistic turns
def wald_and_ratio(
    successes: ArrayLike, trials: float, first: tuple[float, float]
) -> tuple[np.ndarray, np.ndarray]:
    """Return Wald's z^2 and the likelihood ratio for two groups, the first with fixed counts.

    ``first`` holds its successes and failures; both statistics test equal shares.
    """
    a, (g, h) = np.asarray(successes, float), first
    f = trials - a
    slope = np.log(a / f) - np.log(g / h)
    wald = slope**2 / (1 / a + 1 / f + 1 / g + 1 / h)
    total = a + f + g + h
    cells = ((a, a + f, a + g), (f, a + f, f + h), (g, g + h, a + g), (h, g + h, f + h))
    ratio = 2 * sum(cell * np.log(cell * total / (row * col)) for cell, row, col in cells)
    return wald, np.asarray(ratio)


def hauck_donner(
    trials: int = 1000, first: tuple[float, float] = (50, 50), ax: Axes | None = None
) -> Axes:
    """Draw both statistics against the successes of the second group."""
    ax = ax or plt.subplots(figsize=(5, 3.2))[1]
    a = np.arange(trials // 2, trials)
    wald, ratio = wald_and_ratio(a, trials, first)
    ax.plot(a, ratio, color=BLUE, label="likelihood ratio")
    ax.plot(a, wald, "--", color=ORANGE, label="Wald")
    ax.plot(a[np.argmax(wald)], wald.max(), "o", color=ORANGE)
    ax.set(xlabel=f"successes among {trials}", ylabel="test statistic")
    ax.legend()
    return ax


# ---------------------------------------------------------------- odds ratios of strata
def forest(
    names: Sequence[str],
    log_ratios: ArrayLike,
    errors: ArrayLike,
    pooled: tuple[float, float],
    ax: Axes | None = None,
) -> Axes:
    """Draw odds ratios with their 95 % intervals, and the pooled log ratio with its error."""
    centre, error = np.asarray(log_ratios, float), np.asarray(errors, float)
    ax = ax or plt.subplots(figsize=(5.2, 1.2 + 0.28 * len(names)))[1]
    reach, heights = norm.ppf(0.975), np.arange(len(names))
    low, high = np.exp(pooled[0] + reach * pooled[1] * np.array([-1, 1]))
    ax.axvspan(low, high, color=GREEN, alpha=0.25, linewidth=0, label="all strata together")
    ax.hlines(heights, np.exp(centre - reach * error), np.exp(centre + reach * error), color=BLUE)
    ax.plot(np.exp(centre), heights, "o", color=BLUE, label="one stratum")
    ax.axvline(1, color=FAINT)
    ax.set(xscale="log", xlabel="odds ratio", yticks=heights, ylim=(len(names) - 0.4, -0.6))
    ax.set_yticklabels(list(names))
    ax.set_xticks([0.5, 1, 2, 4], ["0.5", "1", "2", "4"])
    ax.minorticks_off()
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=2)
    return ax


def collapsed_strata(u: float = 1.0, ax: Axes | None = None) -> Axes:
    """Draw the curves of two equally large strata, log-odds t + u and t - u, and their mean."""
    ax = ax or plt.subplots(figsize=(5, 3.2))[1]
    t = np.linspace(-4.5, 4.5, 201)
    mean = (sigmoid(t + u) + sigmoid(t - u)) / 2
    ax.plot(t, sigmoid(t + u), color=BLUE, label="one stratum")
    ax.plot(t, sigmoid(t - u), "--", color=BLUE, label="the other")
    ax.plot(t, mean, color=ORANGE, label="both together")
    ax.plot(t, sigmoid(t), ":", color=INK, label=r"$\sigma(t)$")
    ax.set(xlabel="t", ylabel="probability")
    ax.legend()
    return ax


# ---------------------------------------------------------------- single samples
def influence(fit: Fit, ax: Axes | None = None) -> Axes:
    """Draw Pearson's residuals against leverage, areas as Cook's distance."""
    ax = ax or plt.subplots(figsize=(5, 3.2))[1]
    h, r, cook = fit.leverage(), fit.pearson_residuals(), fit.cooks_distance()
    ax.scatter(h, r, s=6 + 300 * cook / cook.max(), color=BLUE, alpha=0.45)
    worst = int(np.argmax(cook))
    place = (h[worst], r[worst])
    ax.annotate(f"sample {worst}", place, (10, -4), textcoords="offset points", color=INK)
    ax.axhline(0, color=FAINT)
    ax.set(xlabel="leverage", ylabel="Pearson residual")
    return ax


def residual_means(
    values: ArrayLike,
    residuals: Sequence[tuple[str, ArrayLike]],
    name: str,
    axes: Sequence[Axes] | None = None,
) -> Sequence[Axes]:
    """Draw, one panel a fit, the mean of y - p at each value of a feature, and two errors."""
    values = np.asarray(values, float)
    if axes is None:
        panels = plt.subplots(1, len(residuals), sharey=True, figsize=(5.4, 2.8))[1]
        axes = list(np.atleast_1d(panels))
    places = np.unique(values)
    for ax, (title, found) in zip(axes, residuals, strict=True):
        groups = [np.asarray(found, float)[values == place] for place in places]
        means = np.array([group.mean() for group in groups])
        reach = np.array([2 * group.std() / np.sqrt(len(group)) for group in groups])
        ax.axhline(0, color=FAINT)
        ax.errorbar(places, means, reach, fmt="o", color=BLUE, markersize=4)
        ax.set(title=title, xlabel=name)
    axes[0].set(ylabel="mean of y − p")
    return axes


# ---------------------------------------------------------------- many coefficients
def crowded(truth: ArrayLike, found: ArrayLike, ax: Axes | None = None) -> Axes:
    """Draw estimates (R x n) against true coefficients (n,), their means and the diagonal."""
    truth, found = np.asarray(truth, float), np.atleast_2d(np.asarray(found, float))
    ax = ax or plt.subplots(figsize=(4.8, 3.4))[1]
    ax.plot(np.tile(truth, len(found)), found.ravel(), ".", color=FAINT, alpha=0.35, markersize=3)
    places = np.unique(truth)
    means = np.array([found[:, truth == place].mean() for place in places])
    ax.plot(places, means, "s", color=ORANGE, label="mean of the estimates")
    ends = np.array([places.min(), places.max()])
    ax.plot(ends, ends, color=INK, linewidth=1, label="truth")
    ax.set(xlabel="true coefficient", ylabel="estimate")
    ax.legend()
    return ax


def by_events(
    events: Sequence[float], ratios: ArrayLike, missing: ArrayLike, ax: Axes | None = None
) -> Axes:
    """Draw the mean of estimate over truth, and the share without estimate, by events per slope."""
    ax = ax or plt.subplots(figsize=(5, 3))[1]
    ax.axhline(1, color=FAINT)
    ax.plot(events, np.asarray(ratios, float), "o-", color=BLUE, label="mean estimate / truth")
    ax.plot(events, np.asarray(missing, float), "s--", color=ORANGE, label="share without estimate")
    ax.set(xscale="log", xlabel="events per slope", ylim=(0, None))
    ax.set_xticks(list(events), [f"{value:g}" for value in events])
    ax.minorticks_off()
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=2)
    return ax
