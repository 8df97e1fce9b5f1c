"""Stochastic gradient descent: a step for every block of a stream."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from itertools import islice

import numpy as np

from lrmath.numeric.linalg.arrays import Array, ArrayLike, floating, read_only
from lrmath.numeric.model.iterate import Point
from lrmath.numeric.model.objective import gradient, nll
from lrmath.numeric.solve.loop import Solution, gradient_step
from lrmath.numeric.solve.status import Status

Block = tuple[Array, Array]


def stochastic_steps(
    blocks: Iterable[Block], start: ArrayLike, step: Callable[[int], float]
) -> Iterator[Array]:
    """Yield beta (n,) after each block (X, y): beta - step(k) times the block's mean gradient.

    The stream may be endless and each block is needed once, so data larger than memory will do. The
    mean gradient of a random block is unbiased for that of all rows. With step(k) falling like 1/k
    the iterates converge, with a constant step they do not (H. Robbins and S. Monro, Annals of
    Mathematical Statistics 22, 1951, 400).
    """
    beta = floating(start)
    for k, (X, y) in enumerate(blocks):
        beta = gradient_step(beta, gradient(X, y, beta) / len(y), step(k))
        yield beta


def reshuffled(X: ArrayLike, y: ArrayLike, size: int, seed: int = 0) -> Iterator[Block]:
    """Yield blocks of ``size`` rows, each row once before any row twice, in a new order each time.

    Shapes: ``X`` (m x n), ``y`` (m,). The stream does not end; the last block of a round may be
    shorter.
    """
    X, y = floating(X), floating(y)
    generator = np.random.default_rng(seed)
    while True:
        order = generator.permutation(len(y))
        for i in range(0, len(y), size):
            chosen = order[i : i + size]
            yield X[chosen], y[chosen]


def sgd(
    X: ArrayLike,
    y: ArrayLike,
    start: ArrayLike,
    *,
    step: Callable[[int], float],
    epochs: int,
    size: int = 1,
    seed: int = 0,
    tolerance: float = 1e-8,
) -> Solution:
    """Go through the rows ``epochs`` times in new orders; ``trace`` has the point after each.

    Shapes: ``X`` (m x n) with its column of ones, ``y`` (m,), ``start`` (n,). ``step`` maps the
    number of a block, from 0, to the length of its step on the mean loss. The solution counts as
    converged only if the gradient of all rows is within ``tolerance`` at the end of an epoch.
    """
    objective = nll(X, y)
    trace = [Point.at(objective, read_only(start))]
    blocks = -(-len(floating(y)) // size)
    steps = stochastic_steps(reshuffled(X, y, size, seed), start, step)
    for _ in range(epochs):
        with np.errstate(over="ignore", invalid="ignore"):  # reported as divergence
            beta = deque(islice(steps, blocks), maxlen=1).pop()
        trace.append(Point.at(objective, read_only(beta)))
        if not trace[-1].is_finite():
            return Solution(tuple(trace), Status.DIVERGED)
        if trace[-1].gradient_norm <= tolerance:
            return Solution(tuple(trace), Status.CONVERGED)
    return Solution(tuple(trace), Status.BUDGET)
