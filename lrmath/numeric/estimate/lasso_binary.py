"""The negative log-likelihood of two classes as the smooth part of a lasso."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from lrmath.numeric.data.observations import Data
from lrmath.numeric.data.problem import Problem
from lrmath.numeric.exist.bound import column_sizes
from lrmath.numeric.linalg.arrays import Array, Indices
from lrmath.numeric.linalg.factor import stack, triangular
from lrmath.numeric.linalg.rank import Dependence, dependences
from lrmath.numeric.linalg.storage import dense
from lrmath.numeric.model.rows import Evaluation, map_reduce
from lrmath.numeric.solve.orthants import Lasso
from lrmath.numeric.solve.refinement import Refined, refine


@dataclass(frozen=True)
class TwoClasses:
    """A problem as a function of the entries of theta, the intercept first if there is one."""

    problem: Problem
    l2: float

    @classmethod
    def of(cls, data: Data, l2: float) -> TwoClasses:
        """Penalise every slope by ``l2`` in the units of the data."""
        return cls(Problem.of(data, l2), l2)

    def unit(self) -> Lasso:
        """Return the lasso that penalises the absolute value of every slope by 1."""
        slopes = 1 / self.problem.scaling.scale
        return Lasso(self, np.append(0.0, slopes) if self.problem.data.intercept else slopes)

    @property
    def most(self) -> int:
        """The number of rows, or of entries under a ridge penalty."""
        return len(self.problem.data.names if self.problem.penalised else self.problem.data.y)

    def evaluate(self, theta: Array, order: int) -> Evaluation:
        """Return value, gradient and Hessian up to ``order``, the ridge penalty included."""
        return self.problem.objective.evaluate(theta, order)

    def loss(self, theta: Array) -> float:
        """Return the negative log-likelihood without the penalty."""
        return self.problem.objective.terms[0].evaluate(theta, 0).value

    def refined(self, theta: Array, R: Array, slope: Array) -> Refined:
        """Return the minimiser of J + slope . theta with its last digits; R is J's factor."""
        problem = self.problem
        return refine(problem.rows, problem.scaling, problem.penalties, theta, R, slope)

    def factor(self, theta: Array) -> Array:
        """Return a triangular R with R'R the Hessian, by QR."""
        return self.problem.objective.factor(theta)

    def part(self, kept: Indices) -> TwoClasses:
        """Return the same for fewer entries; the intercept, if there is one, must be the first."""
        data, first = self.problem.data, int(self.problem.data.intercept)
        names = tuple(data.names[j] for j in kept)
        part = replace(data, X=data.X[:, kept[first:] - first], names=names, columns=None)
        return TwoClasses.of(part, self.l2)

    def dependences(self) -> list[Dependence]:
        """Return the columns that depend on those before; none under a ridge penalty."""
        if self.problem.penalised:
            return []
        rows = self.problem.scaled
        R = map_reduce(lambda block: triangular(dense(block.model())), stack, rows)
        return dependences(R, column_sizes(self.problem))
