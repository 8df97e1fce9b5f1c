"""The estimate for data that come in blocks: a sample first, then few passes over all of it.

The plan is that of ``quick``: a uniform sample of the rows, drawn in the first pass, gives scales,
a start and a metric; L-BFGS in this metric then needs a pass for each step. The last pass sums up
the Hessian, for a final Newton step, the standard errors, and the proof that the estimate exists.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from operator import add

import numpy as np

from lrmath.numeric.data.blocks import Block, Source
from lrmath.numeric.data.observations import Data
from lrmath.numeric.data.problem import Problem
from lrmath.numeric.exist.bound import settled
from lrmath.numeric.linalg.arrays import Array, Indices
from lrmath.numeric.linalg.factor import cholesky, half_solve, solve, stack
from lrmath.numeric.linalg.storage import column_norms, dense
from lrmath.numeric.model.errors import DataError
from lrmath.numeric.model.families import BINARY
from lrmath.numeric.model.objective import Likelihood, Objective, ridge
from lrmath.numeric.model.rows import Evaluation, Rows, change_block, map_reduce
from lrmath.numeric.model.scaling import Scaling
from lrmath.numeric.solve.loop import Solution, minimise
from lrmath.numeric.solve.metric import LimitedMemory, factored
from lrmath.numeric.solve.rules import Newton

#: Rows of the sample: so many, and so many for each coefficient.
SAMPLE, SAMPLE_PER_COLUMN = 20_000, 20
#: The final Newton step changes no log-odds by more; what remains is of the order of the square.
SETTLED = 1e-6
#: Distance at the end, in standard errors; the final Newton step squares it.
TOLERANCE = 1e-6


@dataclass(frozen=True, eq=False)
class Survey:
    """What the first pass finds: sums, and the rows whose random keys are the smallest.

    The keys make a uniform sample without replacement, whatever the order in which surveys add up.
    """

    rows: int
    weight: float
    successes: float
    squares: Array
    size: int
    keys: Array
    sample: Data

    @classmethod
    def of(cls, block: Block, intercept: bool) -> Survey:
        """Survey a block."""
        data = block.of(intercept)
        weights = np.ones(len(data.y)) if data.weights is None else data.weights
        keys = np.random.default_rng(block.number).random(len(data.y))
        size = max(SAMPLE, SAMPLE_PER_COLUMN * (data.X.shape[1] + 1))
        sums = float(weights.sum()), float(weights @ data.y)
        whole = cls(len(keys), *sums, column_norms(data.X) ** 2, size, keys, data)
        return whole._smallest()

    def __add__(self, other: Survey) -> Survey:
        """Add the sums, and keep the smallest keys of both; raises ``DataError``."""
        sample = stacked(self.sample, other.sample)
        return Survey(
            self.rows + other.rows,
            self.weight + other.weight,
            self.successes + other.successes,
            self.squares + other.squares,
            self.size,
            np.append(self.keys, other.keys),
            sample,
        )._smallest()

    def _smallest(self) -> Survey:
        kept = np.sort(np.argsort(self.keys, kind="stable")[: self.size])
        return replace(self, keys=self.keys[kept], sample=taken(self.sample, kept))


def taken(data: Data, kept: Indices) -> Data:
    """Return copies of some rows, so that the block can be let go."""
    return replace(
        data,
        X=data.X[kept],
        y=data.y[kept],
        weights=None if data.weights is None else data.weights[kept],
        offset=None if data.offset is None else data.offset[kept],
    )


def stacked(a: Data, b: Data) -> Data:
    """Return the rows of both; raises ``DataError`` if their columns are different."""
    if a.names != b.names:
        raise DataError(f"blocks differ in their columns: {a.names} and {b.names}")
    return replace(
        a,
        X=np.vstack([dense(a.X), dense(b.X)]),
        y=np.append(a.y, b.y),
        weights=_appended(a.weights, b.weights),
        offset=_appended(a.offset, b.offset),
    )


def _appended(a: Array | None, b: Array | None) -> Array | None:
    return None if a is None or b is None else np.append(a, b)


@dataclass(frozen=True)
class StreamedLikelihood:
    """The negative log-likelihood of all blocks as a function of theta; each call is a pass."""

    source: Source
    scaling: Scaling

    def evaluate(self, beta: Array, order: int) -> Evaluation:
        """Return loss, gradient and Hessian up to ``order``."""
        kernel = partial(_evaluate_block, theta=beta, order=order, scaling=self.scaling)
        found: Evaluation = self.source.total(kernel, add)
        return found

    def factor(self, beta: Array) -> Array:
        """Return the R of the QR factorisation of S^{1/2} X."""
        return self.source.total(partial(_factor_block, theta=beta, scaling=self.scaling), stack)

    def factor_work(self, n: int) -> float:
        """Return 0: a pass over the blocks takes longer than QR."""
        return 0.0


def rows_of(data: Data, scaling: Scaling) -> Rows:
    """Return the rows of a block with scaled columns, which are formed where they are needed."""
    return Rows(data.X, data.y, data.weights, data.offset, BINARY, scaling)


def _evaluate_block(block: Block, theta: Array, order: int, scaling: Scaling) -> Evaluation:
    return Likelihood(rows_of(block.data, scaling)).evaluate(theta, order)


def _factor_block(block: Block, theta: Array, scaling: Scaling) -> Array:
    return Likelihood(rows_of(block.data, scaling)).factor(theta)


def _change_block(block: Block, direction: Array, scaling: Scaling) -> float:
    rows = rows_of(block.data, scaling)
    return map_reduce(partial(change_block, direction=direction), max, rows)


@dataclass(frozen=True, eq=False)
class Last:
    """What the last pass sums up: all derivatives, and the norm of the longest scaled row."""

    evaluation: Evaluation
    longest: float

    def __add__(self, other: Last) -> Last:
        """Add the derivatives, and keep the longer of the rows."""
        return Last(self.evaluation + other.evaluation, max(self.longest, other.longest))


def _last_block(block: Block, theta: Array, scaling: Scaling) -> Last:
    rows = rows_of(block.data, scaling)
    return Last(Likelihood(rows).evaluate(theta, 2), map_reduce(_longest, max, rows))


def _longest(rows: Rows) -> float:
    A = dense(rows.model())
    return float(np.sqrt(np.einsum("ij,ij->i", A, A).max()))


@dataclass(frozen=True, eq=False)
class Streamed:
    """The minimiser theta (n,) and what is known there; ``loss`` is without the penalty.

    ``R`` is the factor of the penalised Hessian at the last iterate, None if that is singular. The
    final Newton step from there to theta had a length of ``decrement`` standard errors.
    """

    survey: Survey
    problem: Problem
    solution: Solution
    theta: Array
    loss: float
    R: Array | None
    decrement: float
    longest: float

    @property
    def change(self) -> float:
        """A bound on the change of the log-odds in the final step."""
        if self.R is None:
            return np.inf
        return self.decrement * self.longest / float(np.linalg.svd(self.R, compute_uv=False)[-1])


def minimise_blocks(source: Source, l2: float, intercept: bool, max_iter: int) -> Streamed:
    """Return the minimiser of the penalised negative log-likelihood of all blocks.

    Raises ``DataError``. Whether it is the only one, or exists at all, is not known yet.
    """
    survey = source.total(partial(Survey.of, intercept=intercept), add)
    _require_both_classes(survey)
    problem = _sampled_problem(survey, l2)
    R, start = _metric_and_start(problem, survey)
    objective = Objective((StreamedLikelihood(source, problem.scaling),))
    objective += ridge(problem.penalties)
    rule = LimitedMemory(factored(R))
    solution = minimise(objective, start, rule, tolerance=TOLERANCE, max_iter=max_iter)
    return _finished(source, survey, problem, solution)


def settle(source: Source, found: Streamed, max_iter: int) -> Streamed:
    """Go on by Newton's method if the final step may change some log-odds by much."""
    problem, solution = found.problem, found.solution
    change = partial(_change, source, problem.scaling)
    if not solution.status.converged or found.change <= SETTLED:
        return found
    if change(found.theta - solution.beta) <= SETTLED:
        return found
    objective = Objective((StreamedLikelihood(source, problem.scaling),)) + ridge(problem.penalties)
    more = settled(objective, change, solution, max_iter, SETTLED)
    return _finished(source, found.survey, problem, more)


def _change(source: Source, scaling: Scaling, direction: Array) -> float:
    return source.total(partial(_change_block, direction=direction, scaling=scaling), max)


def _finished(source: Source, survey: Survey, problem: Problem, solution: Solution) -> Streamed:
    """Take the final Newton step."""
    kernel = partial(_last_block, theta=solution.beta, scaling=problem.scaling)
    last = source.total(kernel, add)
    here, theta = last.evaluation, solution.beta
    as_it_is = Streamed(survey, problem, solution, theta, here.value, None, np.inf, last.longest)
    try:
        R = cholesky(here.hessian + np.diag(problem.penalties))
    except np.linalg.LinAlgError:
        return as_it_is
    gradient = here.gradient + problem.penalties * theta
    found = replace(as_it_is, R=R, decrement=float(np.linalg.norm(half_solve(R, gradient))))
    if not solution.status.converged:
        return found
    step = solve(R, gradient)
    change = 0.5 * float(step @ here.hessian @ step) - float(here.gradient @ step)
    return replace(found, theta=theta - step, loss=here.value + change)


def _require_both_classes(survey: Survey) -> None:
    if survey.successes in (0, survey.weight):
        value = int(survey.successes > 0)
        raise DataError(
            f"y is {value} in every row, so the likelihood has no maximum (thm-separation). "
            "Both classes are needed"
        )


def _sampled_problem(survey: Survey, l2: float) -> Problem:
    """Return the problem of the sample, weighted so that it stands for all rows."""
    factor = survey.rows / len(survey.sample.y)
    given = survey.sample.weights
    weights = factor * (np.ones(len(survey.sample.y)) if given is None else given)
    return Problem.of(replace(survey.sample, weights=weights), l2)


def _metric_and_start(problem: Problem, survey: Survey) -> tuple[Array, Array]:
    """Return a factor of the sample's Hessian, and its minimiser.

    A weak penalty, worth one row of the sample, makes both exist; columns that are zero in the
    sample get the curvature that their sum of squares suggests.
    """
    here = problem.objective.hessian(problem.start)
    p = survey.successes / survey.weight
    guess = p * (1 - p) * np.append(survey.weight, survey.squares)[-len(here) :]
    curvature = np.diag(here) / len(survey.sample.y)
    weak = ridge(np.where(curvature > 0, curvature, guess + problem.penalties))
    objective = problem.objective + weak
    found = minimise(objective, problem.start, Newton(), tolerance=1e-3, max_iter=30)
    return objective.factor(found.beta), found.beta
