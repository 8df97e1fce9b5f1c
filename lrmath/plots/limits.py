"""Figures about limits."""

from __future__ import annotations

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes

from lrmath.numeric import softplus

from .style import BLUE, FAINT, ORANGE


def softplus_asymptotes(ax: Axes | None = None) -> Axes:
    """Draw softplus and the two lines that it nears."""
    ax = ax or plt.subplots(figsize=(5.2, 2.8))[1]
    t = np.linspace(-5, 5, 201)
    ax.plot(t, np.maximum(t, 0), color=ORANGE, linestyle="--", label="0, then $t$")
    ax.plot(t, softplus(t), color=BLUE, label="$A(t)$")
    ax.annotate(
        r"$\ln 2$ apart",
        (0, np.log(2) / 2),
        (1.1, 0.1),
        arrowprops={"arrowstyle": "-", "color": FAINT},
        va="center",
    )
    ax.set(xlabel="$t$", ylabel="loss in nats")
    ax.legend(loc="upper left")
    return ax


def squeezed_entropy(ax: Axes | None = None) -> Axes:
    """Draw q ln(1/q) between zero and the bound that presses it down."""
    ax = ax or plt.subplots(figsize=(5.2, 2.8))[1]
    q = np.linspace(1e-6, 1, 400)
    ax.plot(q, 2 * np.sqrt(q) - 2 * q, color=ORANGE, linestyle="--", label="$2q^{1/2} - 2q$")
    ax.plot(q, -q * np.log(q), color=BLUE, label=r"$-q \ln q$")
    ax.fill_between(q, 0, -q * np.log(q), color=BLUE, alpha=0.12, linewidth=0)
    ax.set(xlabel="probability $q$", ylabel="nats", ylim=(0, None))
    ax.legend(loc="upper right")
    return ax
