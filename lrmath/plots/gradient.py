"""Figures about the gradient of the loss."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from lrmath.numeric import Newton, gradient, hessian, loss, minimise, nll, sigmoid

from .style import BLUE, FAINT, GREEN, INK, ORANGE


def residual_pulls(x: ArrayLike, y: ArrayLike, beta: ArrayLike, ax: Axes | None = None) -> Axes:
    """Draw the fitted curve of one feature, and how each label pulls at it, as an arrow.

    The arrow runs from the curve to the label; its length is that of the residual p - y.

    ``x`` and ``y`` have shape (m,), ``beta`` holds intercept and slope.
    """
    x, y, beta = (np.asarray(a, float) for a in (x, y, beta))
    ax = ax or plt.subplots(figsize=(5, 3.6))[1]
    grid = np.linspace(x.min() - 1, x.max() + 1, 200)
    ax.plot(grid, sigmoid(beta[0] + beta[1] * grid), color=BLUE, label="fitted probability p")
    fitted = sigmoid(beta[0] + beta[1] * x)
    for place, start, end in zip(x, fitted, y, strict=True):
        _arrow(ax, np.array([place, start]), np.array([0, end - start]), ORANGE)
    ax.plot([], [], color=ORANGE, label="pull of a label")
    ax.plot(x, y, "o", color=INK, label="label y", zorder=3)
    ax.set(xlabel="feature x", ylabel="probability", ylim=(-0.08, 1.08))
    ax.figure.legend(loc="outside upper center", ncols=3)
    return ax


def gradient_field(X: ArrayLike, y: ArrayLike, at: ArrayLike, ax: Axes | None = None) -> Axes:
    """Draw the contours of the loss of two coefficients, and at some points two ways downhill.

    Blue arrows point along the negative gradient (steepest for the Euclidean length), orange ones
    along Newton's step (steepest for the length that the Hessian measures). All have one length,
    and one unit is as long on either axis, so that right angles look right. A star marks the
    minimum. ``X`` has shape (m, 2), ``at`` holds points of shape (number of points, 2).
    """
    X, y, at = np.asarray(X, float), np.asarray(y, float), np.asarray(at, float)
    ax = ax or plt.subplots(figsize=(5, 4.4))[1]
    best = minimise(nll(X, y), np.zeros(2), Newton()).beta
    _field_contours(ax, X, y, np.vstack([at, best]))
    for beta in at:
        slope = gradient(X, y, beta)
        _arrow(ax, beta, -0.8 * slope / np.linalg.norm(slope), BLUE)
        newton = np.linalg.solve(hessian(X, y, beta), slope)
        _arrow(ax, beta, -0.8 * newton / np.linalg.norm(newton), ORANGE, "--")
    ax.plot(*at.T, "o", color=INK, markersize=4)
    ax.plot(*best, "*", color=INK, markersize=11, label="minimum")
    ax.plot([], [], color=BLUE, label="negative gradient")
    ax.plot([], [], "--", color=ORANGE, label="Newton's direction")
    ax.set(xlabel="intercept", ylabel="slope", aspect="equal")
    ax.figure.legend(loc="outside upper center", ncols=3)
    return ax


def _field_contours(ax: Axes, X: Any, y: Any, seen: Any) -> None:
    """Contours of the loss around everything seen, close to one another near the minimum."""
    low, high = seen.min(axis=0) - 0.8, seen.max(axis=0) + 0.8
    first, second = (np.linspace(a, b, 90) for a, b in zip(low, high, strict=True))
    heights = np.array([[loss(X, y, np.array([a, b])) for a in first] for b in second])
    rise = np.array([0.03, 0.12, 0.3, 0.6, 1, 1.5, 2.2, 3, 4, 5.2])
    ax.contour(first, second, heights, heights.min() + rise, colors=FAINT, linewidths=0.9)


def _arrow(ax: Axes, start: Any, step: Any, color: str, dash: str = "-") -> None:
    look = {"arrowstyle": "->", "color": color, "lw": 1.8, "ls": dash, "shrinkA": 0, "shrinkB": 0}
    ax.annotate("", start + step, start, arrowprops=look)


def derivative_errors(X: ArrayLike, y: ArrayLike, beta: ArrayLike, ax: Axes | None = None) -> Axes:
    """Draw the error of three numerical derivatives of the loss against the step h.

    Forward and central differences lose digits as h shrinks; the complex step (Squire and Trapp,
    1998) does not. The exact gradient is ``lrmath.numeric.gradient``.
    """
    X, y, beta = np.asarray(X, float), np.asarray(y, float), np.asarray(beta, float)
    ax = ax or plt.subplots(figsize=(5, 3.4))[1]
    exact = gradient(X, y, beta)
    steps = 10.0 ** np.arange(-16, 0.5, 0.5)
    for rule, (name, color, mark) in RULES.items():
        errors = [np.abs(rule(X, y, beta, h) - exact).max() for h in steps]
        ax.loglog(steps, np.maximum(errors, 1e-17), mark, color=color, markersize=4, label=name)
    ax.set(xlabel="step h", ylabel="largest error of the gradient")
    ax.legend()
    return ax


def _smooth_loss(X: Any, y: Any, beta: Any) -> Any:
    eta = X @ beta
    return (np.log(1 + np.exp(eta)) - y * eta).sum()


def _forward(X: Any, y: Any, beta: Any, h: float) -> Any:
    start = _smooth_loss(X, y, beta)
    return np.array([(_smooth_loss(X, y, beta + h * e) - start) / h for e in np.eye(len(beta))])


def _central(X: Any, y: Any, beta: Any, h: float) -> Any:
    return np.array(
        [
            (_smooth_loss(X, y, beta + h * e) - _smooth_loss(X, y, beta - h * e)) / (2 * h)
            for e in np.eye(len(beta))
        ]
    )


def _complex(X: Any, y: Any, beta: Any, h: float) -> Any:
    return np.array([_smooth_loss(X, y, beta + 1j * h * e).imag / h for e in np.eye(len(beta))])


RULES = {
    _forward: ("forward difference", BLUE, "o-"),
    _central: ("central difference", ORANGE, "s-"),
    _complex: ("complex step", GREEN, "^-"),
}


def chain_of_slopes(ax: Axes | None = None) -> Axes:
    """Draw how β reaches the loss of one sample, with the slope of each link."""
    ax = ax or plt.subplots(figsize=(5, 1.9))[1]
    nodes = [r"$\beta_j$", r"$\eta_i$", r"$p_i$", "loss"]
    slopes = [r"$x_{ij}$", r"$p_i(1-p_i)$", r"$\frac{p_i-y_i}{p_i(1-p_i)}$"]
    for place, node in enumerate(nodes):
        box = {"boxstyle": "circle,pad=0.45", "facecolor": "none", "edgecolor": INK}
        ax.text(place, 0, node, ha="center", va="center", bbox=box, fontsize=13)
    arrow = {"arrowstyle": "->", "color": BLUE, "lw": 1.6}
    for place, slope in enumerate(slopes):
        ax.annotate("", (place + 0.76, 0), (place + 0.24, 0), arrowprops=arrow)
        ax.text(place + 0.5, 0.12, slope, ha="center", va="bottom", color=BLUE, fontsize=12)
    ax.annotate(
        "",
        (3, -0.24),
        (1, -0.24),
        arrowprops={**arrow, "color": ORANGE, "connectionstyle": "arc3,rad=0.25"},
    )
    ax.text(2, -0.66, r"product of the last two: $p_i-y_i$", ha="center", va="top", color=ORANGE)
    ax.set(xlim=(-0.4, 3.4), ylim=(-0.95, 0.55))
    ax.axis("off")
    return ax


def gradient_parts(
    x: ArrayLike, y: ArrayLike, beta: ArrayLike, axes: Sequence[Axes] | None = None
) -> Sequence[Axes]:
    """Draw what each sample adds to the gradient: its residual, and residual times feature.

    ``x`` and ``y`` have shape (m,), ``beta`` holds intercept and slope. The sums stand above.
    """
    x, y, beta = (np.asarray(a, float) for a in (x, y, beta))
    if axes is None:
        axes = plt.subplots(1, 2, sharey=True, figsize=(5.2, 2.8))[1]
    residual = sigmoid(beta[0] + beta[1] * x) - y
    names = "residual", "residual times x"
    for ax, part, name in zip(axes, (residual, residual * x), names, strict=True):
        ax.bar(x, part, 0.6, color=[ORANGE if b else BLUE for b in y], edgecolor="none")
        ax.axhline(0, color=INK, linewidth=0.8)
        ax.set(xlabel="feature x", title=f"{name}: sum {part.sum():+.2f}".replace("-", "−"))
    return axes


def feature_totals(
    X: ArrayLike, y: ArrayLike, candidates: Mapping[str, ArrayLike], ax: Axes | None = None
) -> Axes:
    """Draw, for each feature, its total under fitted probabilities over that under the labels.

    ``X`` has shape (m, n) with totals that are not 0 under ``y``; ``candidates`` maps a name to
    coefficients of shape (n,). At the optimum all marks stand at 1.
    """
    X, y = np.asarray(X, float), np.asarray(y, float)
    ax = ax or plt.subplots(figsize=(5, 3.2))[1]
    place = np.arange(1, X.shape[1] + 1)
    looks = zip((ORANGE, GREEN, BLUE), ("^", "s", "o"), strict=True)
    for (name, beta), (color, mark) in zip(candidates.items(), looks, strict=False):
        totals = X.T @ sigmoid(X @ np.asarray(beta, float)) / (X.T @ y)
        ax.plot(place, totals, mark, color=color, label=name)
    ax.axhline(1, color=INK, linewidth=0.8)
    ax.set(xlabel="feature", ylabel="fitted total over observed", xticks=place)
    ax.legend()
    return ax


def entropy_of_rivals(
    X: ArrayLike, p: ArrayLike, direction: ArrayLike, ax: Axes | None = None
) -> Axes:
    """Draw the total entropy of probabilities that leave ``p`` along a direction d.

    d is made orthogonal to the columns of ``X``, so every feature keeps its total. ``X`` has shape
    (m, n), ``p`` and ``direction`` have shape (m,).
    """
    X, p, d = (np.asarray(a, float) for a in (X, p, direction))
    ax = ax or plt.subplots(figsize=(5, 3.0))[1]
    d = d - X @ np.linalg.lstsq(X, d, rcond=None)[0]
    reach = 0.98 * min(np.where(d > 0, 1 - p, p) / np.abs(d))
    back = 0.98 * min(np.where(d < 0, 1 - p, p) / np.abs(d))
    steps = np.linspace(-back, reach, 301)
    rivals = p + steps[:, None] * d
    heights = -(rivals * np.log(rivals) + (1 - rivals) * np.log1p(-rivals)).sum(axis=1)
    ax.plot(steps, heights, color=BLUE)
    ax.plot(0, -(p * np.log(p) + (1 - p) * np.log1p(-p)).sum(), "o", color=ORANGE)
    ax.set(xlabel="way from the fit, all totals kept", ylabel="entropy")
    return ax
