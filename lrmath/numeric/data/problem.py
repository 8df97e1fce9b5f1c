"""Checked data next to the scaled problem that is solved in their place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from operator import add
from typing import Any, TypeAlias

import numpy as np
from scipy.sparse import diags_array, kron

from lrmath.numeric.data.columns import require_ordinary
from lrmath.numeric.data.observations import Data, family_of
from lrmath.numeric.data.survey import BlockData, absent
from lrmath.numeric.linalg.arrays import Array
from lrmath.numeric.linalg.factor import is_singular, solve, stack, triangular
from lrmath.numeric.linalg.storage import by_rows, dense, is_sparse
from lrmath.numeric.model.coding import PLAIN, Coding
from lrmath.numeric.model.iterate import Point
from lrmath.numeric.model.objective import Likelihood, Objective, Quadratic, ridge
from lrmath.numeric.model.rows import Rows, Source
from lrmath.numeric.model.scaling import Scaling

#: Up to so many entries the scaled model matrix is stored; larger ones are formed block by block.
SMALL = 1 << 15
#: So many coefficients of a trace are unscaled together.
TOGETHER = 1 << 12

#: Observations in memory, or in blocks.
Observations: TypeAlias = Data | BlockData


@dataclass(frozen=True)
class Problem:
    """The data, and the problem in theta, the coefficients of scaled columns, to iterate on.

    ``rows`` are those of the model matrix A (m x n), scaled where they are used; ``scaled`` are the
    same, scaled once if they are few. ``penalties`` (n,) are those of the scaled columns.
    ``coding`` says which coefficients theta has.
    """

    data: Observations
    scaling: Scaling
    rows: Source
    scaled: Source
    penalties: Array
    coding: Coding = PLAIN

    @classmethod
    def of(cls, data: Observations, l2: float, symmetric: bool = False) -> Problem:
        """Scale the columns, and the penalty with them."""
        scaling, family = _ordinary(data), family_of(data.classes, symmetric)
        rows = data.source(scaling, family)
        k = family.predictors
        coding = PLAIN if k == 1 else Coding(k)
        return cls(data, scaling, rows, _stored(rows), scaling.penalties(l2), coding)

    @property
    def likelihood(self) -> Likelihood:
        """The negative log-likelihood as a function of theta."""
        return Likelihood(self.scaled, self.coding)

    @property
    def objective(self) -> Objective:
        """The penalised negative log-likelihood as a function of theta."""
        likelihood = Objective((self.likelihood,))
        return likelihood + self.penalty if self.penalised else likelihood

    @cached_property
    def penalty(self) -> Objective:
        """1/2 sum_j lam_j theta_j^2, or of K classes the same in the symmetric coding.

        Relative to a reference class that is sum_j lam_j sum_k (w_kj - mean_k w_kj)^2 with w_0 = 0,
        so that it does not depend on the reference. Without a penalty it has no terms.
        """
        k = self.coding.predictors
        if not self.penalised:
            return Objective(())
        if self.coding.column is not None:
            return ridge(self.penalties[self.coding.column])
        if k == 1:
            return ridge(self.penalties)
        centring = np.linalg.cholesky(np.eye(k) - np.ones((k, k)) / (k + 1)).T
        return Objective(
            (Quadratic(by_rows(kron(centring, diags_array(np.sqrt(self.penalties))))),)
        )

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns of A."""
        return self.data.names

    @cached_property
    def sizes(self) -> Array:
        """The norms (n,) of the scaled columns before centring, which bound their rounding."""
        raw = self.data.norms / self.scaling.scale
        return np.concatenate(([self.data.count**0.5], raw)) if self.data.intercept else raw

    @cached_property
    def largest(self) -> Array | None:
        """Bounds (n,) on the entries of the scaled columns, centred or not, if they are known."""
        known = self.data.largest if isinstance(self.data, Data) else None
        if known is None:
            return None
        slopes = (known + np.abs(self.scaling.centre)) / self.scaling.scale
        return np.concatenate(([1.0], slopes)) if self.data.intercept else slopes

    @cached_property
    def longest(self) -> float:
        """A bound on the norms of rows of A: that of largest entries, or of all rows together."""
        return float(np.linalg.norm(self.sizes if self.largest is None else self.largest))

    @property
    def labels(self) -> tuple[str, ...]:
        """A name for each coefficient: of its column, or of K classes with that of its class."""
        return labelled(self.data.classes, self.names)

    @property
    def size(self) -> int:
        """The number of entries of theta."""
        if self.coding.column is not None:
            return len(self.coding.column)
        return self.coding.predictors * len(self.names)

    @property
    def start(self) -> Array:
        """The theta whose linear predictor is nearest to 0, where the curvature is largest.

        It is 0 itself if that is better, as where a few rows have offsets out of all proportion.
        """
        if not self.data.has_offset:
            return np.zeros(self.size)
        R = self.triangle
        right = self.scaled.total(_pull_of_offset, add)
        zero = np.zeros_like(right)
        return zero if is_singular(R) else min(zero, solve(R, right), key=self.objective.value)

    @property
    def triangle(self) -> Array:
        """The triangular factor (n x n) of A."""
        return self.scaled.total(_model_triangle, stack, len(self.names))

    @cached_property
    def penalised(self) -> bool:
        """Whether a penalty makes the estimate exist and unique in any case."""
        return bool(np.any(self.penalties > 0))

    @property
    def units(self) -> Array:
        """What each coefficient changes by if the log-odds of an ordinary row do by 1."""
        return np.tile(self.scaling.units, self.coding.predictors)

    def matrix(self) -> Array:
        """Return T, which takes theta to the coefficients."""
        return np.kron(np.eye(self.coding.predictors), self.scaling.matrix())

    def coefficients(self, theta: Any) -> Any:
        """Return T theta, the coefficients of the columns as they came."""
        if self.coding.predictors == 1:
            return self.scaling.coefficients(theta)
        return self.scaling.coefficients(theta.reshape(self.coding.predictors, -1).T).T.reshape(-1)

    def theta(self, coefficients: Array) -> Array:
        """Return T^{-1} coefficients."""
        parts = coefficients.reshape(self.coding.predictors, -1)
        return np.concatenate([self.scaling.scaled(part) for part in parts])

    def trace(self, points: Sequence[Point]) -> tuple[Point, ...]:
        """Return points of theta as the same points of the coefficients."""
        several = max(TOGETHER // max(self.size, 1), 1)
        parts = [points[i : i + several] for i in range(0, len(points), several)]
        return tuple(point for part in parts for point in self._points(part))

    def _points(self, points: Sequence[Point]) -> Iterable[Point]:
        shape = len(points) * self.coding.predictors, -1
        betas = np.array([point.beta for point in points]).reshape(shape)
        gradients = np.array([point.gradient for point in points]).reshape(shape)
        betas = self.scaling.coefficients(betas.T).T.reshape(len(points), -1)
        gradients = self.scaling.gradient(gradients.T).T.reshape(len(points), -1)
        return map(Point, betas, [point.value for point in points], gradients)


def in_memory(data: Observations) -> Data:
    """Return data that are in memory; raises ``DataError`` if they are not."""
    if isinstance(data, Data):
        return data.unchanged()
    raise absent()


def _ordinary(data: Observations) -> Scaling:
    """Return the scaling; raises ``DataError`` where squares of a column leave the range."""
    if isinstance(data, Data):
        data.unchanged()
    with np.errstate(over="ignore", invalid="ignore"):
        scaling = data.scaling()
    require_ordinary(scaling.scale, data.names[int(data.intercept) :])
    return scaling


def labelled(classes: Sequence[object], names: tuple[str, ...]) -> tuple[str, ...]:
    """Return names for the coefficients of these classes, one class after the other."""
    if len(classes) == 2:
        return names
    return tuple(f"{label}: {name}" for label in classes[1:] for name in names)


def _stored(rows: Source) -> Source:
    """Return few dense rows with their model matrix, and others as they are."""
    if isinstance(rows, Rows) and rows.X.size <= SMALL and not is_sparse(rows.X):
        return replace(rows, X=rows.model(), scaling=None)
    return rows


def _model_triangle(rows: Rows) -> Array:
    return triangular(dense(rows.model()))


def _pull_of_offset(rows: Rows) -> Array:
    """Return -A' offset (n,), the right side of the equations for eta = 0."""
    return rows.project(np.zeros_like(rows.y) if rows.offset is None else -rows.offset)
