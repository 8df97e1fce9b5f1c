"""The model without slopes, which others are compared with."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from scipy.special import xlogy

from lrmath.numeric.data.counts import log_arrangements, saturated
from lrmath.numeric.data.observations import Data
from lrmath.numeric.data.problem import Observations, Problem
from lrmath.numeric.linalg.arrays import Array, Indices
from lrmath.numeric.linalg.parallel import threads
from lrmath.numeric.solve.affine import closely
from lrmath.numeric.solve.rules import Newton


class Observed(Protocol):
    """Anything that has observations."""

    @property
    def data(self) -> Observations:
        """The observations."""


def null_log_likelihood(fit: Observed) -> float:
    """Return the log-likelihood of the model without slopes; an offset stays."""
    data, groups = fit.data, fit.data.grouped
    more = 0.0 if groups is None else log_arrangements(groups)
    return more + (_iterated(data) if data.has_offset else _closed(data))


def saturated_log_likelihood(fit: Observed) -> float:
    """Return the largest log-likelihood of all: 0 of 0s and 1s, of counts each group its share."""
    groups = fit.data.grouped
    return 0.0 if groups is None else saturated(groups) + log_arrangements(groups)


def _closed(data: Observations) -> float:
    """Return sum_k n_k ln(n_k / n), or -n ln K without an intercept."""
    counts = _class_weights(data)
    if not data.intercept:
        return float(-data.size * np.log(len(data.classes)))
    return float(np.sum(xlogy(counts, counts / counts.sum())))


def _class_weights(data: Observations) -> Array:
    """Return how much weight each class has (K,)."""
    if not isinstance(data, Data):
        return data.survey.shares
    return np.bincount(data.y.astype(np.intp), data.weights, len(data.classes)).astype(float)


def _iterated(data: Observations) -> float:
    kept: Indices = np.arange(int(data.intercept))
    problem = Problem.of(data.part(kept), 0.0)
    objective = problem.objective
    with threads(data.entries):
        if not problem.names:
            return -objective.value(problem.start)
        return -objective.value(closely(objective, problem.start, Newton()))
