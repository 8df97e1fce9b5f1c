"""Figures about odds, log-odds and the logistic function."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike
from scipy.special import ndtr

from lrmath.numeric import logit, sigmoid, sigmoid_derivative, softplus

from .style import BLUE, FAINT, GREEN, INK, ORANGE, PURPLE, YELLOW

Curve = Callable[[Any], Any]
SIZE = (4.8, 3.0)  # inches: narrow, so that its text can be read on a phone


def step_and_sigmoid(factors: Sequence[float] = (1, 4), ax: Axes | None = None) -> Axes:
    """Draw a step from 0 to 1 and the curve sigma(ct) for each factor c."""
    ax = ax or plt.subplots(figsize=SIZE)[1]
    t = np.linspace(-6, 6, 481)
    ax.plot([-6, 0, 0, 6], [0, 0, 1, 1], color=FAINT, label="step")
    for factor, color in zip(factors, (BLUE, ORANGE, GREEN, PURPLE), strict=False):
        name = "σ(t)" if factor == 1 else f"σ({factor:g}t)"
        ax.plot(t, sigmoid(factor * t), color=color, label=name)
    ax.set(xlabel="t", ylabel="probability", yticks=[0, 0.5, 1])
    ax.legend(loc="upper left")
    return ax


PROBABILITIES = (0.01, 0.1, 0.2, 0.5, 0.8, 0.9, 0.99)
ODDS = {1 / d: f"1/{d}" for d in (99, 9, 4)} | {float(o): str(o) for o in (1, 4, 9, 99)}
LOG_ODDS = tuple(range(-4, 5))


def odds_scales(probabilities: Mapping[str, float], ax: Axes | None = None) -> Axes:
    """Draw the scales of probability, odds and log-odds side by side, with some values across them.

    ``probabilities`` maps a name to a probability strictly between 0.008 and 0.992.
    """
    ax = ax or plt.subplots(figsize=(5.0, 2.7))[1]
    lines = [float(logit(p)) for p in probabilities.values()]
    _scale(ax, 2, "probability", {logit(p): f"{p:g}" for p in PROBABILITIES}, lines)
    _scale(ax, 1, "odds", {np.log(o): name for o, name in ODDS.items()}, lines)
    signed = {t: f"{t:+d}".replace("-", "−") if t else "0" for t in LOG_ODDS}
    _scale(ax, 0, "log-odds", signed, lines)
    for (name, p), color in zip(probabilities.items(), (BLUE, ORANGE, GREEN), strict=False):
        place = float(logit(p))
        ax.plot([place] * 4, [0, 1, 2, 2.42], "o-", color=color, markevery=[0, 1, 2], zorder=1)
        ax.text(place, 2.5, name, color=color, ha="center", va="bottom")
    ax.set(xlim=(-7.2, 4.9), ylim=(-0.55, 2.85))
    ax.axis("off")
    return ax


def _scale(
    ax: Axes, height: float, name: str, ticks: Mapping[Any, str], lines: Sequence[float]
) -> None:
    """One scale; a label that a line would run through stands to the right of it."""
    ax.plot([-4.8, 4.8], [height, height], color=INK, linewidth=1)
    ax.text(-5.0, height, name, ha="right", va="center")
    for place, label in ticks.items():
        ax.plot([place, place], [height, height + 0.1], color=INK, linewidth=1)
        crossed = min((abs(place - line) for line in lines), default=1.0) < 0.05
        where = {"x": place + 0.12, "ha": "left"} if crossed else {"x": place, "ha": "center"}
        ax.text(y=height - 0.1, s=label, va="top", fontsize=9, **where)


def sigmoid_derivatives(span: float = 6, axes: Sequence[Axes] | None = None) -> Sequence[Axes]:
    """Draw sigma and its first two derivatives, one above the other, and mark the largest slope."""
    if axes is None:
        axes = plt.subplots(3, 1, sharex=True, figsize=(4.8, 5.0))[1]
    t = np.linspace(-span, span, 481)
    p, slope = sigmoid(t), sigmoid_derivative(t)
    bend = np.log(2 + np.sqrt(3))  # where the second derivative is largest and smallest
    axes[0].plot(t, p, color=BLUE)
    axes[0].plot([-1.6, 1.6], [0.5 - 0.4, 0.5 + 0.4], "--", color=ORANGE, linewidth=1.2)
    axes[0].text(1.75, 0.8, "slope ¼", color=ORANGE, va="top")
    axes[1].plot(t, slope, color=BLUE)
    axes[1].plot([0], [0.25], "o", color=ORANGE)
    axes[1].text(0.25, 0.262, "at most ¼", color=ORANGE, va="bottom")
    axes[2].plot(t, slope * (1 - 2 * p), color=BLUE)
    axes[2].plot([0], [0], "o", color=ORANGE)
    axes[2].text(0.3, 0.005, "inflection", color=ORANGE, va="bottom")
    for ax, name in zip(axes, ("σ(t)", "σ′(t)", "σ″(t)"), strict=True):
        ax.set_ylabel(name)
        for place in (-bend, 0, bend):
            ax.axvline(place, color=FAINT, linewidth=0.8, linestyle=":")
    axes[0].set(yticks=[0, 0.5, 1])
    axes[1].set(yticks=[0, 0.25], yticklabels=["0", "¼"], ylim=(-0.02, 0.32))
    axes[2].set(xlabel="t", yticks=[-0.1, 0, 0.1])
    return axes


def cauchit(t: ArrayLike) -> Any:
    """Return 1/2 + arctan(t)/pi, the distribution function of Cauchy's law."""
    return 0.5 + np.arctan(t) / np.pi


def root_curve(t: ArrayLike) -> Any:
    """Return rho(t) = (1 + t/sqrt(1 + t^2))/2, see eq-algebraic-slope."""
    t = np.asarray(t, float)
    return (1 + t / np.hypot(1, t)) / 2


def softplus_quotient(t: ArrayLike) -> Any:
    """Return A/(1 + A) with A = ln(1 + e^t): an S-curve with a logarithm inside."""
    return softplus(t) / (1 + softplus(t))


S_CURVES: dict[str, Curve] = {
    "logistic": sigmoid,
    "normal": ndtr,
    "arctangent": cauchit,
    "square root": root_curve,
    "softplus": softplus_quotient,
}


def s_curves(
    curves: Mapping[str, Curve] = S_CURVES, axes: Sequence[Axes] | None = None
) -> Sequence[Axes]:
    """Draw S-curves, all with slope 1/4 at 0, and beside them their log-odds.

    ``curves`` maps a name to an increasing function from the reals to (0, 1). Each is stretched
    along t until its slope at 0 is 1/4.
    """
    if axes is None:
        axes = plt.subplots(1, 2, figsize=(5.0, 3.4))[1]
    colors, dashes = (BLUE, ORANGE, GREEN, PURPLE, YELLOW), ("-", "--", "-.", ":", (0, (5, 1)))
    t, h = np.linspace(-6, 6, 481), 1e-5
    for (name, curve), color, dash in zip(curves.items(), colors, dashes, strict=False):
        stretch = 0.25 / ((curve(h) - curve(-h)) / (2 * h))
        p = curve(stretch * t)
        axes[0].plot(t, p, color=color, linestyle=dash, label=name)
        axes[1].plot(t, logit(p), color=color, linestyle=dash)
    axes[0].set(xlabel="t", title="probability", yticks=[0, 0.5, 1])
    axes[1].set(xlabel="t", title="its log-odds", ylim=(-6.2, 6.2), yticks=[-4, 0, 4])
    axes[0].figure.legend(loc="outside lower center", ncols=3)
    return axes


def empirical_log_odds(
    x: ArrayLike, y: ArrayLike, beta: ArrayLike, groups: int | None = 4, ax: Axes | None = None
) -> Axes:
    """Draw the log-odds of the successes in groups along x, and a fitted line.

    There are as many ``groups`` of equal size as you say; with None, one for each value of x.

    A group of g with k successes is drawn at ln((k + 1/2)/(g - k + 1/2)), finite even for k = 0
    and k = g (J. B. S. Haldane, 1956), with one standard error up and down. ``x`` and ``y`` have
    shape (m,), ``beta`` holds intercept and slope.
    """
    x, y, beta = (np.asarray(a, float) for a in (x, y, beta))
    ax = ax or plt.subplots(figsize=SIZE)[1]
    if groups is None:
        parts = [np.flatnonzero(x == value) for value in np.unique(x)]
    else:
        parts = np.array_split(np.argsort(x, kind="stable"), groups)
    center = [x[part].mean() for part in parts]
    won = np.array([y[part].sum() + 0.5 for part in parts])
    lost = np.array([(1 - y[part]).sum() + 0.5 for part in parts])
    ends = np.array([x.min(), x.max()])
    ax.plot(ends, beta[0] + beta[1] * ends, color=BLUE, label="fitted line")
    height, error = np.log(won / lost), np.sqrt(1 / won + 1 / lost)
    ax.errorbar(center, height, error, fmt="o", color=ORANGE, linewidth=1.4, label="groups")
    ax.set(xlabel="feature x", ylabel="log-odds")
    ax.legend(loc="upper left")
    return ax


def probability_plane(
    coefficients: ArrayLike, levels: Sequence[float] = (0.1, 0.5, 0.9), ax: Axes | None = None
) -> Axes:
    """Draw the probability over two features: its level lines, and an arrow along the slopes w.

    ``coefficients`` holds intercept and two slopes, the second not 0. One unit is as long on
    either axis.
    """
    a, *w = np.asarray(coefficients, float)
    ax = ax or plt.subplots(figsize=(4.8, 4.2))[1]
    x = np.linspace(-4, 4, 161)
    first, second = np.meshgrid(x, x)
    p = sigmoid(a + w[0] * first + w[1] * second)
    ax.contourf(x, x, p, np.linspace(0, 1, 11), colors=[ORANGE], alpha=0.06)
    for level, dash in zip(levels, ("--", "-", ":"), strict=False):
        height = (logit(level) - a - w[0] * x) / w[1]
        ax.plot(x, height, dash, color=BLUE, label=f"p = {level:g}")
    foot = -a / (w[0] ** 2 + w[1] ** 2) * np.array(w)
    look = {"arrowstyle": "->", "color": INK, "lw": 1.8, "shrinkA": 0, "shrinkB": 0}
    ax.annotate("", foot + w, foot, arrowprops=look)
    ax.text(foot[0] + w[0] + 0.15, foot[1] + w[1] + 0.15, "w", color=INK)
    ax.set(xlabel="first feature", ylabel="second feature", aspect="equal")
    ax.set(xlim=(-4, 4), ylim=(-4, 4))
    ax.figure.legend(loc="outside upper center", ncols=3)
    return ax


def level_lines(
    parallel: Mapping[str, tuple[float, float]],
    crossed: Mapping[str, tuple[float, float]],
    axes: Sequence[Axes] | None = None,
) -> Sequence[Axes]:
    """Draw log-odds against a feature, one line a level: without and with an interaction.

    Each mapping leads from the name of a level to intercept and slope of its line.
    """
    if axes is None:
        axes = plt.subplots(1, 2, sharey=True, figsize=(5.2, 2.9))[1]
    x, colors, dashes = np.array([0, 4]), (BLUE, ORANGE, GREEN), ("-", "--", "-.")
    titles = "levels shift", "an interaction tilts"
    for ax, lines, title in zip(axes, (parallel, crossed), titles, strict=True):
        for (name, (a, b)), color, dash in zip(lines.items(), colors, dashes, strict=False):
            ax.plot(x, a + b * x, dash, color=color, label=name)
        ax.set(xlabel="feature", title=title)
    axes[0].set(ylabel="log-odds")
    handles, names = axes[0].get_legend_handles_labels()
    axes[0].figure.legend(handles, names, loc="outside lower center", ncols=3)
    return axes


def risk_ratios(odds_ratios: Sequence[float] = (2, 4), ax: Axes | None = None) -> Axes:
    """Draw the ratio of probabilities that each odds ratio makes, by the probability before."""
    ax = ax or plt.subplots(figsize=SIZE)[1]
    before = np.linspace(0.002, 0.998, 401)
    for ratio, color in zip(odds_ratios, (BLUE, ORANGE, GREEN), strict=False):
        after = sigmoid(logit(before) + np.log(ratio))
        ax.plot(before, after / before, color=color, label=f"odds ratio {ratio:g}")
        ax.axhline(ratio, color=color, linestyle=":", linewidth=1)
    ax.set(xlabel="probability before", ylabel="ratio of probabilities", ylim=(0.9, None))
    ax.legend(loc="upper right")
    return ax
