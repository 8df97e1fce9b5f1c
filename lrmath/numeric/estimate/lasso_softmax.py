"""The negative log-likelihood of K classes as the smooth part of a lasso.

Every class has its coefficients, so that no class is special. Adding the same vector to those of
all classes changes no probability; the penalty settles which of these is taken, and for the
intercepts, which have none, that of the first class is left out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from operator import add

import numpy as np

from lrmath.numeric.data.observations import Data
from lrmath.numeric.data.problem import Problem
from lrmath.numeric.exist.bound import column_sizes
from lrmath.numeric.linalg.arrays import Array, Indices
from lrmath.numeric.linalg.factor import solve, stack, triangular
from lrmath.numeric.linalg.rank import Dependence, dependences
from lrmath.numeric.linalg.storage import dense
from lrmath.numeric.model.categorical import CategoricalTerms, categorical_terms, deviations
from lrmath.numeric.model.rows import Evaluation, Rows, map_reduce
from lrmath.numeric.model.score import Extended, Score
from lrmath.numeric.solve.orthants import Lasso
from lrmath.numeric.solve.refinement import Refined, corrected, rounding_size, summed


@dataclass(frozen=True)
class Entries:
    """For each entry of theta (n,) its class, of ``classes`` in all, and its column of A."""

    classes: int
    klass: Indices
    column: Indices

    def whole(self, theta: Array, width: int) -> Array:
        """Return the coefficients of all classes and columns (K x width)."""
        W = np.zeros((self.classes, width), dtype=theta.dtype)
        W[self.klass, self.column] = theta
        return W

    def of(self, W: Array) -> Array:
        """Return the entries (n,) of W (K x width)."""
        return np.asarray(W[self.klass, self.column])

    def in_class(self, k: int) -> Indices:
        """Return the entries of a class."""
        return np.flatnonzero(self.klass == k)


@dataclass(frozen=True)
class ManyClasses:
    """A problem whose labels are 0 ... K-1 as a function of some entries of W (K x n)."""

    problem: Problem
    entries: Entries
    l2: float

    @classmethod
    def of(cls, data: Data, classes: int, l2: float) -> ManyClasses:
        """Take all entries, and penalise every slope by ``l2`` in the units of the data."""
        n = len(data.names)
        klass, column = np.divmod(np.arange(int(data.intercept), classes * n), n)
        return cls(Problem.of(data, l2), Entries(classes, klass, column), l2)

    def unit(self) -> Lasso:
        """Return the lasso that penalises the absolute value of every slope by 1."""
        slopes = 1 / self.problem.scaling.scale
        lam = np.append(0.0, slopes) if self.problem.data.intercept else slopes
        return Lasso(self, lam[self.entries.column])

    @property
    def most(self) -> int:
        """The number of rows for each class but one, or of entries under a ridge penalty."""
        if self.problem.penalised:
            return len(self.entries.klass)
        return len(self.problem.data.y) * (self.entries.classes - 1)

    def evaluate(self, theta: Array, order: int) -> Evaluation:
        """Return value, gradient and Hessian up to ``order``, the ridge penalty included."""
        kernel = partial(_evaluate, theta=theta, entries=self.entries, order=order)
        found: Evaluation = map_reduce(kernel, add, self.problem.scaled)
        lam = self._penalties
        penalty = Evaluation(0.5 * float(lam @ theta**2), *(lam * theta, np.diag(lam))[:order])
        return found + penalty

    def loss(self, theta: Array) -> float:
        """Return the negative log-likelihood without the penalty."""
        return self.evaluate(theta, 0).value - 0.5 * float(self._penalties @ theta**2)

    def factor(self, theta: Array) -> Array:
        """Return a triangular R with R'R the Hessian, by QR."""
        kernel = partial(_root, theta=theta, entries=self.entries)
        R = map_reduce(lambda rows: triangular(kernel(rows)), stack, self.problem.scaled)
        return stack(R, np.diag(np.sqrt(self._penalties)))

    def part(self, kept: Indices) -> ManyClasses:
        """Return the same for fewer entries."""
        data, first = self.problem.data, int(self.problem.data.intercept)
        used = np.union1d(self.entries.column[kept], np.arange(first))
        names = tuple(data.names[j] for j in used)
        some = replace(data, X=data.X[:, used[first:] - first], names=names, columns=None)
        column = np.searchsorted(used, self.entries.column[kept])
        entries = Entries(self.entries.classes, self.entries.klass[kept], column)
        return ManyClasses(Problem.of(some, self.l2), entries, self.l2)

    def dependences(self) -> list[Dependence]:
        """Return the entries that depend on those before; none under a ridge penalty."""
        if self.problem.penalised:
            return []
        return self._of_all_classes() or self._of_columns()

    def _of_all_classes(self) -> list[Dependence]:
        """Return the columns of which every class has an entry: their sum changes nothing."""
        places = [np.flatnonzero(self.entries.column == j) for j in set(self.entries.column)]
        complete = [place for place in places if len(place) == self.entries.classes]
        return [Dependence(int(p[-1]), p[:-1], -np.ones(len(p) - 1)) for p in complete]

    def _of_columns(self) -> list[Dependence]:
        R = self.factor(np.zeros(len(self.entries.klass)))
        return dependences(R, column_sizes(self.problem)[self.entries.column])

    def refined(self, theta: Array, R: Array, slope: Array) -> Refined:
        """Return the minimiser of J + slope . theta with its last digits; R is J's factor."""

        def score(theta: Array) -> Score:
            kernel = partial(_score, theta=theta, smooth=self)
            total: Score = map_reduce(kernel, add, self.problem.rows)
            return Score(total.loss, total.gradient + self._penalties * theta + slope)

        found = corrected(score, theta.astype(Extended), R)
        theta = found.theta
        noise = partial(_noise, theta=theta.astype(np.float64), R=R, smooth=self)
        variance = map_reduce(noise, add, self.problem.rows)
        error = rounding_size(variance) + found.remaining
        return Refined(theta, float(score(theta).loss), error)

    @property
    def _penalties(self) -> Array:
        return np.asarray(self.problem.penalties[self.entries.column])


def _terms(rows: Rows, theta: Array, entries: Entries) -> CategoricalTerms:
    width = rows.X.shape[1] + (rows.scaling is not None and rows.scaling.intercept)
    return categorical_terms(rows.eta(entries.whole(theta, width)).T, rows.y)


def _evaluate(rows: Rows, theta: Array, entries: Entries, order: int) -> Evaluation:
    terms = _terms(rows, theta, entries)
    value = float(rows.weighted(terms.loss).sum())
    if order == 0:
        return Evaluation(value)
    gradient = entries.of(rows.project(rows.weighted(terms.residual.T)))
    if order == 1:
        return Evaluation(value, gradient)
    return Evaluation(value, gradient, _hessian(rows, terms.p, entries))


def _hessian(rows: Rows, p: Array, entries: Entries) -> Array:
    """Return sum_i w_i (diag(p_i) - p_i p_i') (x) a_i a_i' for the entries (n x n)."""
    A, n = dense(rows.model()), len(entries.klass)
    H = np.zeros((n, n))
    places = [entries.in_class(k) for k in range(entries.classes)]
    sides = [A[:, entries.column[place]] for place in places]
    for a, left in enumerate(sides):
        for b, right in enumerate(sides[: a + 1]):
            curvature = rows.weighted(p[:, a] * ((a == b) - p[:, b]))
            block = left.T @ (curvature[:, None] * right)
            H[np.ix_(places[a], places[b])] = block
            H[np.ix_(places[b], places[a])] = block.T
    return H


def _root(rows: Rows, theta: Array, entries: Entries) -> Array:
    """Return sqrt(w p_l) (e_l - p) (x) a for every row and class l, whose Gram matrix is H."""
    p = _terms(rows, theta, entries).p
    columns = dense(rows.model())[:, None, entries.column]
    products = deviations(rows, p)[:, :, entries.klass] * columns
    return np.asarray(products.reshape(-1, len(theta)))


def _score(rows: Rows, theta: Array, smooth: ManyClasses) -> Score:
    """Return loss and score (n,) of unscaled rows in extended precision."""
    A = smooth.problem.scaling.apply(rows.X.astype(Extended))
    W = smooth.entries.whole(theta.astype(Extended), A.shape[1])
    terms = categorical_terms(A @ W.T, rows.y)
    gradient = [summed(A, of_class) for of_class in rows.weighted(terms.residual.T)]
    return Score(rows.weighted(terms.loss).sum(), smooth.entries.of(np.array(gradient)))


def _noise(rows: Rows, theta: Array, R: Array, smooth: ManyClasses) -> Array:
    """Return the variance of H^{-1} score (n,) from rounding the residuals; see ``refine``."""
    A, entries = dense(smooth.problem.scaling.apply(rows.X)), smooth.entries
    W = entries.whole(theta, A.shape[1])
    terms = categorical_terms(A @ W.T, rows.y)
    size = (np.abs(A) @ np.abs(W).T).max(axis=1, initial=0)
    curvature = terms.p * np.minimum(1 - terms.p, np.abs(terms.residual))
    noise = rows.weighted((np.abs(terms.residual) + 2 * curvature * size[:, None]).T)
    variance = np.zeros(len(theta))
    for k, of_class in enumerate(noise):
        place = entries.in_class(k)
        right = np.zeros((len(theta), len(A)))
        right[place] = A[:, entries.column[place]].T * of_class
        variance += np.sum(solve(R, right) ** 2, axis=1)
    return variance
