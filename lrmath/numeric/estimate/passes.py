"""The solution for data that come in blocks: a sample first, then few passes over all of it.

A uniform sample of the rows, drawn in the first pass, gives scales, a start and a metric; L-BFGS in
this metric then needs a pass for each step.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from lrmath.numeric.data.problem import Problem
from lrmath.numeric.data.survey import BlockData
from lrmath.numeric.linalg.arrays import Array
from lrmath.numeric.model.objective import ridge
from lrmath.numeric.solve.loop import Solution, minimise
from lrmath.numeric.solve.metric import LimitedMemory, factored
from lrmath.numeric.solve.rules import Newton

#: Distance at the end, in standard errors; the final Newton step squares it.
TOLERANCE = 1e-6


def in_passes(problem: Problem, max_iter: int) -> Solution:
    """Return the minimiser for all blocks; whether it is the only one is not known yet."""
    R, start = metric_and_start(problem)
    rule = LimitedMemory(factored(R))
    return minimise(problem.objective, start, rule, tolerance=TOLERANCE, max_iter=max_iter)


def metric_and_start(problem: Problem) -> tuple[Array, Array]:
    """Return a factor of the sample's Hessian, and its minimiser.

    A weak penalty, worth one row of the sample, makes both exist; columns that are zero in the
    sample get the curvature that their sum of squares suggests.
    """
    data = problem.data
    assert isinstance(data, BlockData)
    some = _sampled(problem, data)
    here = np.diag(some.objective.hessian(some.start))
    p = np.repeat((data.survey.shares / data.size)[1:], len(problem.names))
    squares = (problem.data.norms / problem.scaling.scale) ** 2
    sizes = np.append(data.size, squares)[-len(problem.names) :]
    guess = p * (1 - p) * np.tile(sizes, problem.coding.predictors)
    curvature = here / len(data.sample.y)
    spread = np.tile(problem.penalties, problem.coding.predictors)
    weak = ridge(np.where(curvature > 0, curvature, guess + spread))
    objective = some.objective + weak
    found = minimise(objective, some.start, Newton(), tolerance=1e-3, max_iter=30)
    return objective.factor(found.beta), found.beta


def _sampled(problem: Problem, data: BlockData) -> Problem:
    """Return the problem of the sample, weighted so that it stands for all rows."""
    sample, factor = data.sample, data.count / data.sample.count
    weights = factor * (np.ones(sample.count) if sample.weights is None else sample.weights)
    rows = replace(sample, weights=weights).source(problem.scaling, problem.rows.family)
    return replace(problem, data=sample, rows=rows, scaled=rows)
