"""Figures about floating point: what a formula loses, and what a better one keeps."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import matplotlib.pyplot as plt
import mpmath
import numpy as np
from matplotlib.axes import Axes
from numpy.typing import ArrayLike

from lrmath.numeric import hessian, log_sum_exp, sigmoid, softplus

from .style import BLUE, FAINT, GREEN, INK, ORANGE

#: The relative error of one rounded operation in double precision.
UNIT = 2.0**-53
#: An error of 0 is drawn here, where a logarithm can show it.
NONE = 1e-18
DIGITS = 50


# ---------------------------------------------------------------- errors against mpmath
def true_softplus(z: float) -> Any:
    """ln(1 + e^z) in fifty digits."""
    with mpmath.workdps(DIGITS):
        return mpmath.log1p(mpmath.exp(mpmath.mpf(z)))


def true_gap(z: float) -> Any:
    """1 - sigma(z) in fifty digits."""
    with mpmath.workdps(DIGITS):
        return 1 / (1 + mpmath.exp(mpmath.mpf(z)))


def relative_errors(
    formula: Callable[[Any], Any], truth: Callable[[float], Any], points: ArrayLike
) -> np.ndarray:
    """Return |computed - true| / true at the points; infinite where there is no number."""
    found = []
    with np.errstate(all="ignore"), mpmath.workdps(DIGITS):
        for z in np.asarray(points, dtype=float):
            computed, true = float(formula(z)), truth(float(z))
            error = abs(mpmath.mpf(computed) - true) / true if np.isfinite(computed) else np.inf
            found.append(float(error))
    return np.asarray(found)


def _error_axes(ax: Axes | None) -> Axes:
    ax = ax or plt.subplots(figsize=(5, 3.2))[1]
    ax.axhline(UNIT, color=FAINT, linestyle=":", label="one rounding, $2^{-53}$")
    ax.set(yscale="log", ylabel="relative error", ylim=(NONE / 2, 10))
    return ax


def _errors(ax: Axes, points: Any, errors: Any, color: str, mark: str, label: str) -> None:
    ax.plot(points, np.clip(errors, NONE, 2), mark, color=color, markersize=3, label=label)


def softplus_errors(points: ArrayLike | None = None, ax: Axes | None = None) -> Axes:
    """Draw the relative error of ln(1 + e^z), as typed and in its stable form."""
    points = np.linspace(-45, 45, 181) if points is None else np.asarray(points)
    ax = _error_axes(ax)
    typed = relative_errors(lambda z: np.log(1 + np.exp(z)), true_softplus, points)
    _errors(ax, points, typed, ORANGE, "x", "as typed")
    _errors(ax, points, relative_errors(softplus, true_softplus, points), BLUE, "o", "stable")
    ax.set(xlabel="log-odds z")
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=3)
    return ax


def gap_errors(points: ArrayLike | None = None, ax: Axes | None = None) -> Axes:
    """Draw the relative error of the probability of the other class, by 1 - sigma and by sigma."""
    points = np.linspace(-5, 45, 151) if points is None else np.asarray(points)
    ax = _error_axes(ax)
    by_difference = relative_errors(lambda z: 1 - sigmoid(z), true_gap, points)
    _errors(ax, points, by_difference, ORANGE, "x", r"$1 - \sigma(z)$")
    by_symmetry = relative_errors(lambda z: sigmoid(-z), true_gap, points)
    _errors(ax, points, by_symmetry, BLUE, "o", r"$\sigma(-z)$")
    ax.set(xlabel="log-odds z")
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=3)
    return ax


# ---------------------------------------------------------------- the numbers near 1
def numbers_near_one(axes: Sequence[Axes] | None = None) -> Sequence[Axes]:
    """Draw 1 - sigma(z) as computed, in single and in double precision, beside the true curve."""
    if axes is None:
        axes = plt.subplots(1, 2, figsize=(5.4, 3))[1]
    kinds: Sequence[tuple[type[np.floating[Any]], float, float, str]] = (
        (np.float32, 12, 18, "single precision"),
        (np.float64, 33, 39, "double precision"),
    )
    for ax, (kind, low, high, title) in zip(axes, kinds, strict=True):
        z = np.linspace(low, high, 801)
        ax.plot(z, np.exp(-z), color=FAINT, linestyle="--", label="true")
        computed = (1 - 1 / (1 + np.exp(-z.astype(kind)))).astype(float)
        computed[computed == 0] = np.nan
        ax.plot(z, computed, color=BLUE, drawstyle="steps-mid", label="computed")
        ax.set(xlabel="log-odds z", title=title, yscale="log")
    axes[0].set(ylabel=r"$1 - \sigma(z)$")
    axes[0].figure.legend(*axes[0].get_legend_handles_labels(), loc="outside upper center", ncols=2)
    return axes


# ---------------------------------------------------------------- conditioning
def condition_numbers(low: float = -12, high: float = 12, ax: Axes | None = None) -> Axes:
    """Draw by what factor sigma and softplus magnify a relative error of their argument."""
    ax = ax or plt.subplots(figsize=(5, 3))[1]
    t = np.linspace(low, high, 481)
    ax.plot(t, np.abs(t) * sigmoid(-t), color=BLUE, label=r"$\sigma$")
    ax.plot(t, np.abs(t) * sigmoid(t) / softplus(t), "--", color=ORANGE, label="softplus")
    ax.axhline(1, color=FAINT, linestyle=":")
    ax.set(xlabel="t", ylabel="condition number")
    ax.legend()
    return ax


def lse_band(scores: ArrayLike, ax: Axes | None = None) -> Axes:
    """Draw, for rows of K scores (m x K), log-sum-exp against the largest score, with its band."""
    rows = np.asarray(scores, dtype=float)
    ax = ax or plt.subplots(figsize=(4.6, 3.2))[1]
    top, width = rows.max(axis=1), np.log(rows.shape[1])
    ends = np.array([top.min() - 1, top.max() + 1])
    ax.fill_between(ends, 0, width, color=GREEN, alpha=0.15, linewidth=0, label="0 to ln K")
    ax.plot(top, log_sum_exp(rows) - top, "o", color=BLUE, markersize=3, label="rows")
    ax.set(xlabel="largest score of the row", ylabel="log-sum-exp minus it", xlim=ends)
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=2)
    return ax


# ---------------------------------------------------------------- two ways to one step
def step_by_normal_equations(X: Any, y: Any, beta: Any) -> np.ndarray:
    """Newton's step from the Hessian X'SX and its Cholesky factor."""
    p = sigmoid(X @ beta)
    L = np.linalg.cholesky(hessian(X, y, beta))
    return np.linalg.solve(L.T, np.linalg.solve(L, X.T @ (y - p)))


def step_by_qr(X: Any, y: Any, beta: Any) -> np.ndarray:
    """Newton's step as a least squares fit, by QR of the rows that the curvature has scaled."""
    p = sigmoid(X @ beta)
    root = np.sqrt(p * (1 - p))
    Q, R = np.linalg.qr(root[:, None] * X)
    return np.linalg.solve(R, Q.T @ ((y - p) / root))


def true_step(X: Any, y: Any, beta: Any) -> Any:
    """Newton's step in fifty digits."""
    with mpmath.workdps(DIGITS):
        A, b = mpmath.matrix(X.tolist()), mpmath.matrix(list(map(float, beta)))
        p = [1 / (1 + mpmath.exp(-eta)) for eta in A * b]
        scaled = mpmath.matrix([[q * (1 - q) * x for x in A[i, :]] for i, q in enumerate(p)])
        score = A.T * mpmath.matrix([t - q for t, q in zip(map(float, y), p, strict=True)])
        return mpmath.lu_solve(A.T * scaled, score)


def step_errors(
    powers: Sequence[int] = tuple(range(1, 8)), seed: int = 0, ax: Axes | None = None
) -> Axes:
    """Draw the error of both steps for two columns that differ by 10^-power, and what to expect."""
    ax = ax or plt.subplots(figsize=(5, 3.4))[1]
    rows = [_errors_of_steps(power, seed) for power in powers]
    condition, normal, qr = np.array(rows).T
    ax.plot(condition, UNIT * condition**2, ":", color=ORANGE, label="$2^{-53}$ cond²")
    ax.plot(condition, UNIT * condition, ":", color=BLUE, label="$2^{-53}$ cond")
    ax.plot(condition, normal, "s", color=ORANGE, label="Cholesky of the Hessian")
    ax.plot(condition, qr, "o", color=BLUE, label="QR of the rows")
    ax.set(xscale="log", yscale="log", xlabel="condition number of the scaled rows")
    ax.set(ylabel="relative error of the step")
    ax.legend(loc="lower center", bbox_to_anchor=(0.5, 1), ncols=2)
    return ax


def _errors_of_steps(power: int, seed: int) -> tuple[float, float, float]:
    source = np.random.default_rng(seed)
    near = source.normal(size=40)
    X = np.column_stack([np.ones(40), near, near + 10.0**-power * source.normal(size=40)])
    y, beta = (source.random(40) < 0.5).astype(float), np.zeros(3)
    true = true_step(X, y, beta)
    errors = []
    for step in (step_by_normal_equations, step_by_qr):
        gap = mpmath.norm(mpmath.matrix(step(X, y, beta).tolist()) - true)
        errors.append(float(gap / mpmath.norm(true)))
    return float(np.linalg.cond(X / 2)), errors[0], errors[1]


# ---------------------------------------------------------------- the last digits
def digits_of_refinement(digits: dict[str, Sequence[float]], ax: Axes | None = None) -> Axes:
    """Draw the right digits after each correction, for scores of one precision or another."""
    ax = ax or plt.subplots(figsize=(5, 3.2))[1]
    looks = ((ORANGE, "s--"), (BLUE, "o-"))
    for (label, found), (color, look) in zip(digits.items(), looks, strict=True):
        ax.plot(range(len(found)), found, look, color=color, label=label)
    ax.axhline(-np.log10(UNIT), color=INK, linewidth=0.8, linestyle=":")
    ax.set(xlabel="corrections", ylabel="right digits", ylim=(0, 18))
    ax.legend(loc="lower right")
    return ax
