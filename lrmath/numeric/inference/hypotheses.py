"""The three classical tests of a hypothesis about coefficients, and the null model.

Wald looks at the estimate, the likelihood ratio at both models, the score test at the restricted
model only. All three statistics tend to a chi-squared distribution under the hypothesis
(A. Agresti, Categorical Data Analysis, 3rd ed. 2013, section 1.3.3).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import chdtrc

from lrmath.numeric.data.observations import INTERCEPT
from lrmath.numeric.inference.constraints import Constraints, fixed, written
from lrmath.numeric.inference.fitted import Fitted
from lrmath.numeric.inference.null import null_log_likelihood
from lrmath.numeric.inference.restriction import restricted_optimum, score_statistic
from lrmath.numeric.inference.table import probability
from lrmath.numeric.model.errors import DataError


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


def wald_test(fit: Fitted, *names: str, value: float = 0.0) -> ChiSquared:
    """Test that the named coefficients equal ``value`` by (b - v)'Cov(b)^{-1}(b - v).

    A name is that of a coefficient, of a column or of a formula's term, or an equation,
    ``"g[T.b] - g[T.c] = 0"``. Without names all slopes are tested. Raises ``DataError`` on an
    unknown name.
    """
    R, values = _hypothesis(fit, names, value)
    distance = R @ fit.coefficients.ravel() - values
    statistic = float(distance @ np.linalg.solve(R @ fit.covariance @ R.T, distance))
    return ChiSquared("Wald test", statistic, len(R))


def likelihood_ratio_test(fit: Fitted, *names: str, value: float = 0.0) -> ChiSquared:
    """Test that the named coefficients equal ``value`` by 2 (l(b) - l(b restricted)).

    Names are as in ``wald_test``. Raises ``DataError`` on an unknown name or a penalised fit.
    """
    hypothesis = _hypothesis(fit, names, value)
    restricted, _ = restricted_optimum(unpenalised(fit), hypothesis)
    statistic = max(2 * (fit.maximum - restricted), 0.0)
    return ChiSquared("Likelihood-ratio test", statistic, len(hypothesis.R))


def score_test(fit: Fitted, *names: str, value: float = 0.0) -> ChiSquared:
    """Test that the named coefficients equal ``value`` by the score, U'I^{-1}U.

    U and the information I are taken at the restricted estimate. This is C. R. Rao's test (Proc.
    Cambridge Phil. Soc. 44, 1948, 50); for a single dummy it is Pearson's chi-squared. Names
    are as in ``wald_test``. Raises ``DataError`` on an unknown name or a penalised fit.
    """
    hypothesis = _hypothesis(fit, names, value)
    statistic = score_statistic(unpenalised(fit), hypothesis)
    return ChiSquared("Score test", statistic, len(hypothesis.R))


def mcfadden(fit: Fitted) -> float:
    """Return 1 - l(fit) / l(null), D. McFadden's pseudo R squared (1974); in [0, 1)."""
    return 1 - fit.log_likelihood / null_log_likelihood(fit)


def _hypothesis(fit: Fitted, names: tuple[str, ...], value: float) -> Constraints:
    """Return what is tested.

    The name of a column stands for its coefficients in all classes, that of a formula's term for
    those of its columns.
    """
    terms = {} if fit.design is None else fit.design.terms
    known = (*fit.labels, *fit.names, *terms)
    if any(name not in known and any(mark in name for mark in "=+-*") for name in names):
        return written(fit.labels, names)
    names = tuple(part for name in names for part in terms.get(name, (name,)))
    columns = fit.names * (len(fit.labels) // len(fit.names))
    unknown = [name for name in names if name not in fit.labels + fit.names]
    if unknown:
        raise DataError(f"no coefficient is called {unknown}; there are {fit.labels}")
    chosen = names or [name for name in fit.names if name != INTERCEPT]
    if not chosen:
        raise DataError("there is nothing to test: the model has an intercept only")
    pairs = zip(fit.labels, columns, strict=True)
    held = {label: value for label, column in pairs if label in chosen or column in chosen}
    return fixed(fit.labels, held)


def unpenalised(fit: Fitted) -> Fitted:
    """Return the fit if it maximises a likelihood; raises ``DataError`` if it is penalised."""
    for name, value in (("l1", fit.l1), ("l2", fit.l2)):
        if value > 0:
            raise DataError(
                f"the fit is penalised, {name} = {value:g}, so it does not maximise the likelihood "
                f"that tests and profiles compare; fit(X, y) without {name}"
            )
    return fit
