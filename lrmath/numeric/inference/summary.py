"""The table of a fit: estimates, standard errors, tests, intervals and odds ratios."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from lrmath.numeric.inference.estimates import Estimates
from lrmath.numeric.inference.table import Table, number, probability

#: Below so many right digits the summary speaks of conditioning.
FEW_DIGITS = 12


def summary(fit: Estimates, title: str, level: float = 0.95) -> Table:
    """Return the table of a fit with Wald tests and Wald intervals of the given level."""
    return Table(
        title=title,
        header=("", "estimate", "std. error", "z", "p-value", *bounds(level), "odds ratio"),
        rows=tuple(_rows(fit, level)),
        notes=_notes(fit),
    )


def bounds(level: float) -> tuple[str, str]:
    """Return the column headers of an interval, e.g. 2.5 % and 97.5 %."""
    return f"{50 * (1 - level):.4g} %", f"{50 * (1 + level):.4g} %"


def _rows(fit: Estimates, level: float) -> Sequence[tuple[str, ...]]:
    low, high = np.moveaxis(fit.intervals(level), -1, 0)
    columns = (fit.coefficients, fit.standard_errors, fit.z_values)
    cells = [map(number, column.ravel().tolist()) for column in columns]
    cells += [map(probability, fit.p_values.ravel().tolist())]
    cells += [map(number, column.ravel().tolist()) for column in (low, high, fit.odds_ratios)]
    return list(zip(fit.labels, *cells, strict=True))


def _notes(fit: Estimates) -> tuple[str, ...]:
    notes = [
        f"log-likelihood {fit.log_likelihood:.4f}   deviance {fit.deviance:.4f}   "
        f"AIC {fit.aic:.4f}   BIC {fit.bic:.4f}",
        f"{fit.status} Newton steps: {fit.iterations}. Standard errors: {fit.errors_from}.",
    ]
    if fit.l2 > 0:
        notes.append(f"Penalised, l2 = {fit.l2:g}: tests and intervals ignore the bias.")
    if fit.digits < FEW_DIGITS:
        notes.append(f"Ill-conditioned: about {max(fit.digits, 0):.0f} digits are right.")
    return tuple(notes)
