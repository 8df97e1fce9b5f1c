"""The lasso of any number of classes: the negative log-likelihood of some entries of theta.

With more than two classes every class has its coefficients, so that no class is special. Adding the
same vector to those of all classes changes no probability; the penalty settles which of these is
taken, and for the intercepts, which have none, that of the first class is left out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from lrmath.numeric.data.problem import Observations, Problem
from lrmath.numeric.estimate.plan import Errors, Estimate, Known
from lrmath.numeric.linalg.arrays import Array, Indices
from lrmath.numeric.linalg.rank import Dependence, dependences
from lrmath.numeric.model.coding import Coding
from lrmath.numeric.model.objective import Linear, Objective
from lrmath.numeric.model.rows import Evaluation
from lrmath.numeric.solve.orthants import Lasso
from lrmath.numeric.solve.path import Certified
from lrmath.numeric.solve.refinement import Refined, refine


@dataclass(frozen=True)
class Smooth:
    """A problem as a function of some entries of its coefficients, the others being zero."""

    problem: Problem
    l2: float

    @classmethod
    def of(cls, data: Observations, l2: float) -> Smooth:
        """Take all entries, and penalise every slope by ``l2`` in the units of the data."""
        problem = Problem.of(data, l2, symmetric=True)
        K, n = len(data.classes), len(data.names)
        if K > 2:
            klass, column = np.divmod(np.arange(int(data.intercept), K * n), n)
            problem = replace(problem, coding=Coding(K, klass, column))
        return cls(problem, l2)

    def unit(self) -> Lasso:
        """Return the lasso that penalises the absolute value of every slope by 1."""
        slopes = 1 / self.problem.scaling.scale
        lam = np.append(0.0, slopes) if self.problem.data.intercept else slopes
        return Lasso(self, lam[self._columns])

    @property
    def _columns(self) -> Indices:
        column = self.problem.coding.column
        return np.arange(len(self.problem.names)) if column is None else column

    @property
    def most(self) -> int:
        """The number of rows for each class but one, or of entries under a ridge penalty."""
        if self.problem.penalised:
            return self.problem.size
        return self.problem.data.count * (len(self.problem.data.classes) - 1)

    def evaluate(self, theta: Array, order: int) -> Evaluation:
        """Return value, gradient and Hessian up to ``order``, the ridge penalty included."""
        return self.problem.objective.evaluate(theta, order)

    def loss(self, theta: Array) -> float:
        """Return the negative log-likelihood without the penalty."""
        return float(self.problem.likelihood.evaluate(theta, 0).value)

    def factor(self, theta: Array) -> Array:
        """Return a triangular R with R'R the Hessian, by QR."""
        return self.problem.objective.factor(theta)

    def refined(self, theta: Array, R: Array, slope: Array) -> Refined:
        """Return the minimiser of J + slope . theta with its last digits; R is J's factor."""
        problem = self.problem
        likelihood = replace(problem.likelihood, rows=problem.rows)
        return refine(likelihood, problem.penalty + Objective((Linear(slope),)), theta, R)

    def part(self, kept: Indices) -> Smooth:
        """Return the same for fewer entries; an intercept stays the first column."""
        problem, first = self.problem, int(self.problem.data.intercept)
        coding = problem.coding
        used = kept if coding.column is None else np.union1d(coding.column[kept], np.arange(first))
        data = problem.data.part(used)
        part = Problem.of(data, self.l2, symmetric=True)
        if coding.column is not None and coding.predictor is not None:
            column = np.searchsorted(used, coding.column[kept])
            part = replace(part, coding=Coding(coding.predictors, coding.predictor[kept], column))
        return Smooth(part, self.l2)

    def dependences(self) -> list[Dependence]:
        """Return the entries that depend on those before; none under a ridge penalty."""
        if self.problem.penalised:
            return []
        if self.problem.coding.is_plain:
            return dependences(self.problem.triangle, self.problem.sizes)
        return self._of_all_classes() or self._of_columns()

    def _of_all_classes(self) -> list[Dependence]:
        """Return the columns of which every class has an entry: their sum changes nothing."""
        places = [np.flatnonzero(self._columns == j) for j in set(self._columns.tolist())]
        complete = [place for place in places if len(place) == self.problem.coding.predictors]
        return [Dependence(int(p[-1]), p[:-1], -np.ones(len(p) - 1)) for p in complete]

    def _of_columns(self) -> list[Dependence]:
        R = self.factor(np.zeros(self.problem.size))
        return dependences(R, self.problem.sizes[self._columns])


def lasso_estimate(smooth: Smooth, found: Certified) -> Estimate:
    """Return a solution in the units of the data; it has no errors."""
    unknown = np.full(1, np.nan)
    loss = smooth.loss(found.theta)
    return Estimate(
        coefficients=_coefficients(smooth.problem, found.theta),
        errors=Known(Errors(unknown, unknown)),
        log_likelihood=-loss,
        digits=partial(float, found.digits),
        trace=tuple,
        rounds=found.rounds,
        status=found.status,
        kkt=found.kkt,
    )


def _coefficients(problem: Problem, theta: Array) -> Array:
    """Return (n,), or W (K x n): of those with the same penalty the one that is promised.

    Intercepts sum to zero, and where a shift of the slopes costs nothing, the lower of the two
    middle ones is zero.
    """
    whole, first = problem.coding.whole(theta, len(problem.names)), int(problem.data.intercept)
    if problem.coding.is_plain:
        return np.asarray(problem.scaling.coefficients(whole))
    W = np.asarray(problem.scaling.coefficients(whole.T).T)
    W[:, :first] -= W[:, :first].mean(axis=0)
    if not problem.penalised:
        W[:, first:] -= np.sort(W[:, first:], axis=0)[(len(W) - 1) // 2]
    return W
