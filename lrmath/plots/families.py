"""Figures about families and links: many curves, their gaps, and fits with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike
from scipy import stats

from .style import BLUE, FAINT, GREEN, INK, ORANGE, PURPLE

#: A link is the inverse of a distribution function, so a law of SciPy holds it: mean = cdf,
#: slope = pdf, link = ppf.
LAWS: dict[str, Any] = {
    "logit": stats.logistic,
    "probit": stats.norm,
    "cloglog": stats.gumbel_l,
    "cauchit": stats.cauchy,
}
COLORS, DASHES = (BLUE, ORANGE, GREEN, PURPLE), ("-", "--", "-.", ":")


def link_curves(laws: Mapping[str, Any] = LAWS, ax: Axes | None = None) -> Axes:
    """Draw links on one axis of probability: for each law the predictor that has the mean q.

    ``laws`` maps a name to a continuous distribution of ``scipy.stats``; its link is the quantile
    function ``ppf``.
    """
    ax = ax or plt.subplots(figsize=(5, 3.5))[1]
    q = stats.logistic.cdf(np.linspace(-20, 20, 801))  # dense where links are steep
    for (name, law), color, dash in zip(laws.items(), COLORS, DASHES, strict=False):
        ax.plot(q, law.ppf(q), color=color, linestyle=dash, label=name)
    ax.set(xlabel="mean", ylabel="predictor", xticks=[0, 0.5, 1], ylim=(-6.2, 6.2))
    ax.legend(loc="upper left")
    return ax


def link_pulls(laws: Mapping[str, Any] = LAWS, ax: Axes | None = None) -> Axes:
    """Draw how hard a label 0 pulls at the predictor, under each link: slope over 1 - mean.

    ``laws`` maps a name to a continuous distribution of ``scipy.stats``.
    """
    ax = ax or plt.subplots(figsize=(5, 3.4))[1]
    t = np.linspace(-4, 5, 451)
    for (name, law), color, dash in zip(laws.items(), COLORS, DASHES, strict=False):
        ax.plot(t, law.pdf(t) / law.sf(t), color=color, linestyle=dash, label=name)
    ax.set(xlabel="predictor of a sample with label 0", ylabel="pull", ylim=(-0.1, 4))
    ax.legend(loc="upper left")
    return ax


def name_of(law: Any) -> str:
    """Return the name of a distribution of SciPy in words."""
    return "normal" if law.name == "norm" else str(law.name)


def curve_gap(
    factor: float,
    first: Any = stats.logistic,
    second: Any = stats.norm,
    axes: Sequence[Axes] | None = None,
) -> Sequence[Axes]:
    """Draw the distribution functions first(factor t) and second(t), and their difference below.

    ``first`` and ``second`` are continuous distributions of ``scipy.stats``.
    """
    if axes is None:
        heights = {"height_ratios": [3, 2]}
        axes = plt.subplots(2, 1, sharex=True, figsize=(5, 4.2), gridspec_kw=heights)[1]
    t = np.linspace(-4, 4, 801)
    one, two = first.cdf(factor * t), second.cdf(t)
    axes[0].plot(t, one, color=BLUE, label=f"{name_of(first)}, at {factor:.4g} t")
    axes[0].plot(t, two, "--", color=ORANGE, label=f"{name_of(second)}, at t")
    axes[0].set(ylabel="probability", yticks=[0, 0.5, 1])
    axes[0].legend(loc="upper left")
    gap = one - two
    axes[1].plot(t, gap, color=INK)
    for bound in (gap.min(), gap.max()):
        axes[1].axhline(bound, color=FAINT, linestyle=":", linewidth=1)
    axes[1].set(xlabel="t", ylabel="difference")
    return axes


def compared_fits(fits: Mapping[str, ArrayLike], y: ArrayLike, ax: Axes | None = None) -> Axes:
    """Draw the fitted probabilities of several models, samples in the order of the first model.

    ``fits`` maps a name to probabilities of shape (m,); ``y`` are the labels, drawn at 0 and 1.
    """
    ax = ax or plt.subplots(figsize=(5, 3.5))[1]
    columns = {name: np.asarray(p, float) for name, p in fits.items()}
    y = np.asarray(y, float)
    order = np.argsort(next(iter(columns.values())), kind="stable")
    rank = np.arange(1, len(order) + 1)
    ax.plot(rank, y[order], "o", color=INK, markersize=4, label="label")
    marks = ("o", "x", "+", "^")
    for (name, p), color, mark in zip(columns.items(), COLORS, marks, strict=False):
        face = "none" if mark in "o^" else color
        ax.plot(rank, p[order], mark, color=color, markerfacecolor=face, label=name)
    ax.set(xlabel="sample, by fitted probability", ylabel="probability", yticks=[0, 0.5, 1])
    ax.legend(loc="center left", bbox_to_anchor=(0.02, 0.62))
    return ax
