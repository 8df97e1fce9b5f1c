"""The data sets that every solver fits, all of them generated from fixed seeds.

One objective for all: sum of the losses + l2/2 times the squared slopes; intercepts are free.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

Array = NDArray[Any]

#: L. C. Spector and M. Mazzeo, Journal of Economic Education 11 (1980): grade average, entry test,
#: taught by the new method, improved.
SPECTOR = """
2.66 20 0 0  2.89 22 0 0  3.28 24 0 0  2.92 12 0 0  4.00 21 0 1  2.86 17 0 0  2.76 17 0 0
2.87 21 0 0  3.03 25 0 0  3.92 29 0 1  2.63 20 0 0  3.32 23 0 0  3.57 23 0 0  3.26 25 0 1
3.53 26 0 0  2.74 19 0 0  2.75 25 0 0  2.83 19 0 0  3.12 23 1 0  3.16 25 1 1  2.06 22 1 0
3.62 28 1 1  2.89 14 1 0  3.51 26 1 0  3.54 24 1 1  2.83 27 1 1  3.39 17 1 1  2.67 24 1 0
3.65 21 1 1  4.00 23 1 1  3.10 21 1 0  2.39 19 1 1
"""


@dataclass(frozen=True, eq=False)
class Workload:
    """Features ``X`` (m x p), labels ``y`` (m,) from 0, and the penalty."""

    name: str
    X: Any
    y: Array
    l2: float

    @property
    def classes(self) -> int:
        """The number of classes."""
        return int(self.y.max()) + 1

    def value(self, intercept: Array, W: Array, *, on_intercept: bool = False) -> float:
        """Return the objective at intercept (k,) and slopes W (p x k); k is 1 for two classes."""
        eta = self.X @ W + intercept
        losses = _binary_losses(eta[:, 0], self.y) if W.shape[1] == 1 else _losses(eta, self.y)
        squares = np.sum(W**2) + (np.sum(intercept**2) if on_intercept else 0.0)
        return float(losses.sum() + self.l2 / 2 * squares)


def _binary_losses(eta: Array, y: Array) -> Array:
    losses: Array = np.logaddexp(0, np.where(y == 1, -eta, eta))
    return losses


def _losses(eta: Array, y: Array) -> Array:
    top = eta.max(axis=1)
    total: Array = np.log(np.exp(eta - top[:, None]).sum(axis=1)) + top
    return total - eta[np.arange(len(y)), y]


def labels(rng: np.random.Generator, eta: Array) -> Array:
    """Draw a label for each linear predictor (m,)."""
    return (rng.random(len(eta)) < 1 / (1 + np.exp(-eta))).astype(np.int64)


def mixed(rng: np.random.Generator, m: int, p: int) -> Array:
    """Return columns, a third of them binary, neighbours correlated."""
    X = rng.standard_normal((m, p))
    X[:, ::3] = X[:, ::3] > 0.7
    X[:, 1:] += 0.5 * X[:, :-1]
    return X


def dense(m: int, p: int, l2: float = 0.0, name: str = "dense") -> Workload:
    """Mixed columns; the linear predictor has deviation 2 and mean -1."""
    rng = np.random.default_rng([m, p])
    X = mixed(rng, m, p)
    w = rng.standard_normal(p)
    eta = X @ w
    eta *= 2 / eta.std()
    return Workload(name, X, labels(rng, eta - eta.mean() - 1), l2)


def softmax(m: int, p: int, classes: int, name: str = "softmax") -> Workload:
    """Mixed columns, several classes of about the same size."""
    rng = np.random.default_rng([m, p, classes])
    X = mixed(rng, m, p)
    eta = X @ rng.standard_normal((p, classes))
    eta *= 2 / eta.std()
    return Workload(name, X, (eta + rng.gumbel(size=eta.shape)).argmax(axis=1), 1.0)


def ill_conditioned(m: int = 100_000, p: int = 50) -> Workload:
    """Correlations of 0.99 and scales from 1e-4 to 1e4."""
    rng = np.random.default_rng([m, p])
    U = np.sqrt(0.99) * rng.standard_normal((m, 1)) + 0.1 * rng.standard_normal((m, p))
    eta = 2 * (U @ rng.standard_normal(p)) / np.sqrt(p) - 0.5
    return Workload(
        "ill-conditioned", U * rng.permutation(np.logspace(-4, 4, p)), labels(rng, eta), 0.0
    )


def one_hot(m: int = 500_000, p: int = 100_000, fields: int = 30) -> Workload:
    """Clicks: every row has one level of each field; a few levels make up most of the rows."""
    rng = np.random.default_rng([m, p, fields])
    share = rng.pareto(0.6, fields) + 1
    levels = np.maximum(2, (share / share.sum() * p).astype(int))
    levels[np.argmax(levels)] += p - levels.sum()
    first = np.concatenate([[0], np.cumsum(levels)[:-1]])
    columns = np.empty((m, fields), np.int32)
    for j in range(fields):
        weight = 1 / np.arange(1, levels[j] + 1) ** 1.1
        columns[:, j] = first[j] + rng.choice(levels[j], m, p=weight / weight.sum())
    rows = np.arange(0, m * fields + 1, fields, dtype=np.int32)
    X = sp.csr_array((np.ones(m * fields), columns.ravel(), rows), shape=(m, p))
    eta = X @ (rng.standard_normal(p) * 0.5)
    return Workload("one-hot", X, labels(rng, eta - eta.mean() - 2), 1.0)


def spector() -> Workload:
    """The 32 students that every textbook fits."""
    table = np.array(SPECTOR.split(), dtype=float).reshape(32, 4)
    return Workload("spector", table[:, :3].copy(), table[:, 3].astype(np.int64), 0.0)


#: The workloads in the order of the page; a ``--quick`` run takes the second, smaller one.
WORKLOADS: dict[str, tuple[Callable[[], Workload], Callable[[], Workload]]] = {
    "dense, many rows": (lambda: dense(1_000_000, 20), lambda: dense(200_000, 20)),
    "dense": (lambda: dense(100_000, 200), lambda: dense(20_000, 100)),
    "dense, many columns": (lambda: dense(20_000, 1000, 1.0), lambda: dense(6_000, 400, 1.0)),
    "ill-conditioned": (ill_conditioned, lambda: ill_conditioned(30_000, 40)),
    "softmax": (
        lambda: softmax(60_000, 200, 10),
        lambda: softmax(20_000, 60, 5),
    ),
    "one-hot": (one_hot, lambda: one_hot(50_000, 10_000, 20)),
    "spector": (spector, spector),
}
