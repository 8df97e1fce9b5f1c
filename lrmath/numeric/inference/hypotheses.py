"""The three classical tests of a hypothesis about coefficients, and the null model.

Wald looks at the estimate, the likelihood ratio at both models, the score test at the restricted
model only. All three statistics tend to a chi-squared distribution under the hypothesis
(A. Agresti, Categorical Data Analysis, 3rd ed. 2013, section 1.3.3).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from scipy.special import chdtrc

from lrmath.numeric.data.counts import log_arrangements
from lrmath.numeric.data.observations import INTERCEPT
from lrmath.numeric.data.problem import Problem
from lrmath.numeric.inference.restriction import restricted_optimum, score_statistic
from lrmath.numeric.inference.result import Fit
from lrmath.numeric.inference.table import probability
from lrmath.numeric.linalg.arrays import Indices
from lrmath.numeric.linalg.parallel import threads
from lrmath.numeric.model.errors import DataError
from lrmath.numeric.solve.affine import closely
from lrmath.numeric.solve.rules import Newton


@dataclass(frozen=True)
class ChiSquared:
    """A test statistic with its degrees of freedom ``df`` and its p-value under the hypothesis."""

    name: str
    statistic: float
    df: int

    @property
    def p_value(self) -> float:
        """The probability of a larger statistic under the hypothesis."""
        return float(chdtrc(self.df, self.statistic))

    def __repr__(self) -> str:
        """Return name, statistic and p-value on one line."""
        shown = probability(self.p_value)
        relation = "" if shown.startswith("<") else "= "
        return f"{self.name}: chi2({self.df}) = {self.statistic:.4f}, p {relation}{shown}"


def wald_test(fit: Fit, *names: str, value: float = 0.0) -> ChiSquared:
    """Test that the named coefficients equal ``value`` by (b - v)'Cov(b)^{-1}(b - v).

    Without names all slopes are tested. Raises ``DataError`` on an unknown name.
    """
    chosen = [fit.labels.index(name) for name in _hypothesis(fit, names, value)]
    distance = fit.coefficients.ravel()[chosen] - value
    covariance = fit.covariance[np.ix_(chosen, chosen)]
    statistic = float(distance @ np.linalg.solve(covariance, distance))
    return ChiSquared("Wald test", statistic, len(chosen))


def likelihood_ratio_test(fit: Fit, *names: str, value: float = 0.0) -> ChiSquared:
    """Test that the named coefficients equal ``value`` by 2 (l(b) - l(b restricted)).

    Without names all slopes are tested. Raises ``DataError`` on an unknown name or a penalised fit.
    """
    hypothesis = _hypothesis(fit, names, value)
    restricted, _ = restricted_optimum(unpenalised(fit), hypothesis)
    statistic = max(2 * (fit.maximum - restricted), 0.0)
    return ChiSquared("Likelihood-ratio test", statistic, len(hypothesis))


def score_test(fit: Fit, *names: str, value: float = 0.0) -> ChiSquared:
    """Test that the named coefficients equal ``value`` by the score, U'I^{-1}U.

    U and the information I are taken at the restricted estimate. This is C. R. Rao's test (Proc.
    Cambridge Phil. Soc. 44, 1948, 50); for a single dummy it is Pearson's chi-squared. Without
    names all slopes are tested. Raises ``DataError`` on an unknown name or a penalised fit.
    """
    hypothesis = _hypothesis(fit, names, value)
    statistic = score_statistic(unpenalised(fit), hypothesis)
    return ChiSquared("Score test", statistic, len(hypothesis))


def null_log_likelihood(fit: Fit) -> float:
    """Return the log-likelihood of the model without slopes; an offset stays."""
    groups = fit.data.grouped
    return _null(fit) + (0.0 if groups is None else log_arrangements(groups))


def _null(fit: Fit) -> float:
    kept: Indices = np.arange(int(fit.data.intercept))
    problem = Problem.of(fit.data.part(kept), 0.0)
    objective = problem.objective
    with threads(fit.data.entries):
        if not problem.names:
            return -objective.value(problem.start)
        return -objective.value(closely(objective, problem.start, Newton()))


def mcfadden(fit: Fit) -> float:
    """Return 1 - l(fit) / l(null), D. McFadden's pseudo R squared (1974); in [0, 1)."""
    return 1 - fit.log_likelihood / null_log_likelihood(fit)


def _hypothesis(fit: Fit, names: tuple[str, ...], value: float) -> Mapping[str, float]:
    """Return the fixed value of each tested coefficient, by its label.

    The name of a column stands for its coefficients in all classes, that of a formula's term for
    those of its columns.
    """
    terms = {} if fit.design is None else fit.design.terms
    names = tuple(part for name in names for part in terms.get(name, (name,)))
    columns = fit.names * (len(fit.labels) // len(fit.names))
    unknown = [name for name in names if name not in fit.labels + fit.names]
    if unknown:
        raise DataError(f"no coefficient is called {unknown}; there are {fit.labels}")
    chosen = names or [name for name in fit.names if name != INTERCEPT]
    if not chosen:
        raise DataError("there is nothing to test: the model has an intercept only")
    pairs = zip(fit.labels, columns, strict=True)
    return {label: value for label, column in pairs if label in chosen or column in chosen}


def unpenalised(fit: Fit) -> Fit:
    """Return the fit if it maximises a likelihood; raises ``DataError`` if it is penalised."""
    for name, value in (("l1", fit.l1), ("l2", fit.l2)):
        if value > 0:
            raise DataError(
                f"the fit is penalised, {name} = {value:g}, so it does not maximise the likelihood "
                f"that tests and profiles compare; fit(X, y) without {name}"
            )
    return fit
