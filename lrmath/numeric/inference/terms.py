"""What each term of a model is worth: likelihood-ratio tests, inflation of variances, contrasts."""

from __future__ import annotations

import re
from collections.abc import Mapping

import numpy as np

from lrmath.numeric.data.observations import INTERCEPT
from lrmath.numeric.inference.constraints import fixed, written
from lrmath.numeric.inference.effects import Effects
from lrmath.numeric.inference.fitted import Fitted
from lrmath.numeric.inference.hypotheses import ChiSquared, unpenalised
from lrmath.numeric.inference.restriction import restricted_optimum
from lrmath.numeric.inference.table import Table, probability
from lrmath.numeric.linalg.arrays import read_only
from lrmath.numeric.model.errors import DataError

#: A colon between two factors of an interaction; one in brackets belongs to a factor.
_COLON = re.compile(r":(?![^\[(]*[\])])")


def term_tests(fit: Fitted) -> Mapping[str, ChiSquared]:
    """Return the likelihood-ratio test of each term, of type II.

    The terms are those of the formula, else the columns. Each is tested in the model that has all
    others but those that contain it (J. Fox, Applied Regression Analysis and Generalized Linear
    Models, 3rd ed. 2016, section 8.2.5). Raises ``DataError`` on a penalised fit.
    """
    unpenalised(fit)
    terms = _terms(fit)
    factors = {name: frozenset(_COLON.split(name)) for name in terms}
    found = {}
    for name, columns in terms.items():
        above = [c for other in terms if factors[name] < factors[other] for c in terms[other]]
        larger = _without(fit, above) if above else fit.maximum
        statistic = max(2 * (larger - _without(fit, [*above, *columns])), 0.0)
        df = len(columns) * (len(fit.labels) // len(fit.names))
        found[name] = ChiSquared("Likelihood-ratio test", statistic, df)
    return found


def term_table(fit: Fitted) -> Table:
    """Return ``term_tests`` as a table, as ``car::Anova`` prints it; raises ``DataError``."""
    rows = [
        (name, f"{test.statistic:.4f}", str(test.df), probability(test.p_value))
        for name, test in term_tests(fit).items()
    ]
    title = "Likelihood-ratio tests of type II"
    return Table(title, ("", "chi-squared", "df", "p-value"), tuple(rows))


def variance_inflation(fit: Fitted) -> Mapping[str, float]:
    """Return by what other terms inflate the variance of each, from the covariance of the fit.

    Of one column that is 1 / (1 - R^2) of its weighted regression on the others; of several the
    generalised factor of J. Fox and G. Monette, J. American Statistical Association 87, 1992, 178,
    as ``car::vif``. Raises ``DataError`` on a lasso.
    """
    slopes = [j for j, label in enumerate(fit.labels) if not label.endswith(INTERCEPT)]
    covariance = fit.covariance[np.ix_(slopes, slopes)]
    root = np.sqrt(np.diag(covariance))
    whole = covariance / np.outer(root, root)
    names = [fit.names[j % len(fit.names)] for j in slopes]
    found = {}
    for name, columns in _terms(fit).items():
        own = np.array([column in columns for column in names])
        parts = [whole[np.ix_(part, part)] for part in (own, ~own)]
        logs = [np.linalg.slogdet(part)[1] for part in (*parts, whole)]
        found[name] = float(np.exp(logs[0] + logs[1] - logs[2]))
    return found


def contrasts(fit: Fitted, *texts: str) -> Effects:
    """Return linear functions of the coefficients, ``"g[T.b] - g[T.c]"``, with standard errors.

    They are in log-odds; ``summary`` has normal tests and intervals. Raises ``DataError`` on what
    is not linear, and on a lasso.
    """
    if not texts:
        raise DataError("no contrast is given; write e.g. contrasts('x1 - x2')")
    R, shift = written(fit.labels, texts)
    estimates = R @ fit.coefficients.ravel() - shift
    errors = np.sqrt(np.sum((R @ fit.covariance) * R, axis=1))
    return Effects(texts, read_only(estimates), read_only(errors), "Contrasts of log-odds")


def _terms(fit: Fitted) -> Mapping[str, tuple[str, ...]]:
    if fit.design is not None:
        return fit.design.terms
    return {name: (name,) for name in fit.names if name != INTERCEPT}


def _without(fit: Fitted, columns: list[str]) -> float:
    """Return the best log-likelihood with the coefficients of some columns at zero."""
    names = fit.names * (len(fit.labels) // len(fit.names))
    held = [label for label, name in zip(fit.labels, names, strict=True) if name in columns]
    return restricted_optimum(fit, fixed(fit.labels, dict.fromkeys(held, 0.0)))[0]
