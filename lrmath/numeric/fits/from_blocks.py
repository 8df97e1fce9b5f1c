"""The entry for data larger than memory: ``fit_blocks(source)``."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, cast

import numpy as np

from lrmath.numeric.data.blocks import Source
from lrmath.numeric.data.observations import Data
from lrmath.numeric.data.vectors import check_budget, check_penalty
from lrmath.numeric.estimate.block_proofs import proved
from lrmath.numeric.estimate.passes import Streamed, StreamedLikelihood, minimise_blocks, settle
from lrmath.numeric.estimate.plan import Errors, Known
from lrmath.numeric.inference.restriction import places
from lrmath.numeric.inference.result import Fit
from lrmath.numeric.linalg.arrays import Array, read_only
from lrmath.numeric.linalg.factor import cholesky, half_solve, triangular
from lrmath.numeric.linalg.parallel import threads
from lrmath.numeric.model.errors import ConvergenceWarning, DataError
from lrmath.numeric.model.objective import Objective
from lrmath.numeric.model.score import CAUTION
from lrmath.numeric.solve.affine import Affine
from lrmath.numeric.solve.metric import LimitedMemory, factored
from lrmath.numeric.solve.refinement import right_digits


def fit_blocks(
    source: Source,
    *,
    l2: float = 0.0,
    intercept: bool = True,
    max_iter: int = 100,
    stacklevel: int = 2,
) -> BlocksFit:
    """Fit P(y = 1) = sigma(X beta) by maximum likelihood (eq-nll) to data that come in blocks.

    Parameters
    ----------
    source
        ``parquet_blocks``, ``array_blocks``, or what a class with the method ``total`` makes of
        your storage. It is read about ten times, a block at a time, and never held in memory.
    l2, intercept, max_iter
        As for ``fit``; an iteration is a pass over the data, sometimes two.
    stacklevel
        Whose line a warning names, counted from here.

    Errors and warnings are those of ``fit``. The result is a ``Fit`` without the observations.
    Likelihood-ratio and score tests and profile intervals read the blocks again; what needs every
    row, such as residuals, raises ``DataError``.
    """
    budget, l2 = check_budget(max_iter), check_penalty(l2)
    with threads(np.iinfo(np.int64).max):
        found = minimise_blocks(source, l2, intercept, budget)
        found = replace(found, solution=proved(source, found))
        found = settle(source, found, budget)
    status = found.solution.status
    if not status.converged:
        warnings.warn(str(status), ConvergenceWarning, stacklevel=stacklevel)
    scaling, problem = found.problem.scaling, found.problem
    coefficients, errors = scaling.coefficients(found.theta), _errors(found)
    remaining = found.decrement * max(found.change, found.decrement)
    noise = remaining + CAUTION * np.finfo(np.float64).eps * _condition(found)
    digits = right_digits(
        coefficients, errors.standard_errors, noise * errors.standard_errors, scaling.units
    )
    return BlocksFit(
        names=found.survey.sample.names,
        coefficients=read_only(coefficients),
        errors=Known(errors),
        log_likelihood=-found.loss,
        status=status,
        trace=problem.trace(found.solution.trace),
        digits=digits if status.converged else 0.0,
        l2=l2,
        data=cast(Data, Outline.of(found)),  # what a fit needs of its data, without the rows
        source=source,
        streamed=found,
    )


@dataclass(frozen=True, repr=False, eq=False)
class BlocksFit(Fit):
    """A fit that has no observations but knows where to read them.

    What fits again takes the metric of the first fit, so that it needs few passes over the blocks.
    """

    source: Source = field(kw_only=True, repr=False)
    streamed: Streamed = field(kw_only=True, repr=False)

    def likelihood_optimum(self, values: Mapping[str, float]) -> tuple[float, Array]:
        """Return the largest log-likelihood with the named coefficients fixed, and where it is.

        Raises ``DataError`` on a name that is not a coefficient.
        """
        theta = self._restricted(values)
        scaling = self.streamed.problem.scaling
        return -self._objective.value(theta), scaling.coefficients(theta)

    def score_statistic(self, values: Mapping[str, float]) -> float:
        """Return U'I^{-1}U, score and information at the optimum of the likelihood for the values.

        Raises ``DataError`` on a name that is not a coefficient.
        """
        found = self._objective.evaluate(self._restricted(values), 2)
        root = half_solve(cholesky(found.hessian), found.gradient)
        return float(root @ root)

    @property
    def _objective(self) -> Objective:
        likelihood = StreamedLikelihood(self.source, self.streamed.problem.scaling)
        return Objective((likelihood,))

    def _restricted(self, values: Mapping[str, float]) -> Array:
        """Return the restricted optimum theta (n,), from that of the quadratic model."""
        R, theta = self.streamed.R, self.streamed.theta
        if R is None:
            raise DataError(f"the fit has no information to start from. {self.status}")
        C = self.streamed.problem.scaling.matrix()[places(self.names, values)]
        path = Affine.of(self._objective, C, np.array([*values.values()]))
        root = R @ path.basis
        start = np.linalg.lstsq(root, R @ (theta - path.origin))[0]
        with threads(np.iinfo(np.int64).max):
            return path.minimiser(start, LimitedMemory(factored(triangular(root))))


@dataclass(frozen=True)
class Outline:
    """What is known of data that are not in memory; stands in for ``Data``."""

    names: tuple[str, ...]
    intercept: bool
    columns: tuple[str, ...] | None
    offset: bool | None
    size: float

    @classmethod
    def of(cls, found: Streamed) -> Outline:
        """Return the outline of all blocks."""
        sample, survey = found.survey.sample, found.survey
        offset = None if sample.offset is None else True
        return cls(sample.names, sample.intercept, sample.columns, offset, survey.weight)

    @property
    def X(self) -> Any:  # noqa: N802
        """Not there; raises ``DataError``."""
        raise self._absent()

    @property
    def y(self) -> Any:
        """Not there; raises ``DataError``."""
        raise self._absent()

    @property
    def weights(self) -> Any:
        """Not there; raises ``DataError``."""
        raise self._absent()

    def _absent(self) -> DataError:
        return DataError(
            "the observations of this fit came in blocks and are not in memory; fit arrays with "
            "fit(X, y), all of them or a sample, for what needs every row"
        )


def _errors(found: Streamed) -> Errors:
    """Return the errors from the Hessian of the last pass, nan if it is singular."""
    T = found.problem.scaling.matrix()
    spread = np.full(T.shape, np.nan) if found.R is None else half_solve(found.R, T.T)
    return Errors(np.linalg.norm(spread, axis=0), spread.T @ spread)


def _condition(found: Streamed) -> float:
    R = found.R
    return np.inf if R is None else float(np.linalg.cond(R / np.linalg.norm(R, axis=0)))
