"""What solvers say when there is no answer, and what they answer when it is hard to find.

``python -m bench.numeric.failures`` prints it as JSON.
"""

from __future__ import annotations

import contextlib
import json
import sys
import warnings
from collections.abc import Callable
from typing import Any

import numpy as np

from bench.numeric.accuracy import DEFAULTS, digits, newton
from bench.numeric.workloads import Array, labels

#: Digits from which an answer counts as right.
ENOUGH = 4


def cases() -> dict[str, tuple[Any, Any, bool]]:
    """Return X, y and whether there is exactly one estimate, by name."""
    rng = np.random.default_rng(1)
    X = rng.standard_normal((60, 3))
    y = labels(rng, X @ [1.0, -1.0, 0.5])
    dummy = np.column_stack([X, (np.arange(60) % 20 == 0) & (y == 1)])
    order = np.argsort(X[:, 0])
    touching, split = X.copy(), (np.arange(60) >= 30).astype(int)
    touching[order, 0] = np.concatenate([np.arange(-29.0, 1), np.arange(30.0)])
    quasi = np.empty(60, dtype=int)
    quasi[order] = split
    x = np.concatenate([[-2.0, -1.0], np.zeros(20), [100.0]])
    far = X.copy()
    far[7, 1] = np.nan
    return {
        "complete separation": (X, (X[:, 0] > 0).astype(int), False),
        "quasi-complete separation": (touching, quasi, False),
        "separation in one dummy": (dummy.astype(float), y, False),
        "one column twice": (np.column_stack([X, X[:, 0]]), y, False),
        "constant column": (np.column_stack([X, np.ones(60)]), y, False),
        "more columns than rows": (rng.standard_normal((10, 20)), np.arange(10) % 2, False),
        "one class": (X, np.zeros(60, dtype=int), False),
        "missing value": (far, y, False),
        "no rows": (X[:0], y[:0], False),
        "Newton overshoots": (x[:, None], (np.arange(23) != 1).astype(int), True),
        "scales 1e-6 to 1e6": (X * [1e-6, 1.0, 1e6], y, True),
        "means of 1e6": (X + 1e6, y, True),
        "hardly any overlap": (_barely(), (np.arange(40) >= 20).astype(int), True),
    }


def _barely() -> Array:
    x = np.concatenate([np.linspace(-3, -0.1, 20), np.linspace(0.1, 4, 20)])
    x[19], x[20] = 0.001, -0.001
    return x[:, None]


def verdict(solve: Callable[[Any, Any], Any], X: Any, y: Any, truth: list[Any] | None) -> str:
    """Return an error's name, ``warning`` or ``silent``; or whether an answer is right.

    A solver may raise anything: its name tells a diagnosis from a breakdown such as LinAlgError.
    """
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        try:
            found = solve(X, y)[0]
        except Exception as error:
            return type(error).__name__
    told = any(not issubclass(w.category, (DeprecationWarning, FutureWarning)) for w in caught)
    if truth is None:
        return "warning" if told else "silent"
    right = digits(found, truth) >= ENOUGH
    return "right" if right else ("wrong, with a warning" if told else "wrong, silently")


def table() -> dict[str, dict[str, str]]:
    """Return the verdict on every solver in every case."""
    rows: dict[str, dict[str, str]] = {}
    for name, (X, y, exists) in cases().items():
        truth = newton(X, y)[0] if exists else None
        rows[name] = {solver: verdict(f, X, y, truth) for solver, f in DEFAULTS.items()}
    return rows


if __name__ == "__main__":
    with contextlib.redirect_stdout(sys.stderr):  # some solvers print
        found = table()
    print(json.dumps(found))
