"""The table of a fit: estimates, standard errors, tests, intervals and odds ratios."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from lrmath.numeric.data.observations import Data
from lrmath.numeric.data.vectors import check_level
from lrmath.numeric.inference.fitted import Fitted
from lrmath.numeric.inference.table import Table, number, probability

#: Below so many right digits the summary speaks of conditioning.
FEW_DIGITS = 12


def summary(fit: Fitted, level: float = 0.95) -> Table:
    """Return the table of a fit with Wald tests and Wald intervals of the given level."""
    low, high = bounds(level)
    columns = fit.columns(level)
    names = {"low": low, "high": high}
    kept = np.flatnonzero(fit.coefficients) if fit.l1 else range(len(fit.labels))
    cells = [_texts(name, columns[name].tolist()) for name in columns]
    return Table(
        title=_title(fit),
        header=("", *(names.get(name, name) for name in columns)),
        rows=tuple((fit.labels[j], *(column[j] for column in cells)) for j in kept),
        notes=_lasso_notes(fit) if fit.l1 else _notes(fit),
    )


def bounds(level: float) -> tuple[str, str]:
    """Return the column headers of an interval, e.g. 2.5 % and 97.5 %."""
    check_level(level)
    return f"{50 * (1 - level):.4g} %", f"{50 * (1 + level):.4g} %"


def _texts(name: str, values: list[float]) -> list[str]:
    shown: Callable[[float], str] = probability if name == "p-value" else number
    return [shown(value) for value in values]


def _title(fit: Fitted) -> str:
    several = fit.coefficients.ndim > 1
    kind = "Softmax" if several else "Logistic"
    title = f"{kind} regression of {_observed(fit)}"
    if fit.l1:
        return f"{title}, l1 = {fit.l1:g}, l2 = {fit.l2:g}"
    title += f", reference {fit.classes[0]!r}" if several else ""
    return title + (", Firth's penalised likelihood" if fit.firth else "")


def _observed(fit: Fitted) -> str:
    """Say how much was observed, and what was left out."""
    groups, dropped = fit.data.grouped, fit.data.dropped
    trials = f"{fit.data.size:g} observations"
    counted = trials if groups is None else f"{fit.data.size:g} trials in {groups.count} groups"
    return counted + (f" ({dropped} with missing values dropped)" if dropped else "")


def _notes(fit: Fitted) -> tuple[str, ...]:
    notes = [
        f"log-likelihood {fit.log_likelihood:.4f}   AIC {fit.aic:.4f}   BIC {fit.bic:.4f}",
        _deviances(fit),
        f"{fit.status} Newton steps: {fit.iterations}. Standard errors: {fit.errors_from}.",
    ]
    if fit.l2 > 0:
        notes.append(f"Penalised, l2 = {fit.l2:g}: tests and intervals ignore the bias.")
    if fit.digits < FEW_DIGITS:
        notes.append(f"Ill-conditioned: about {max(fit.digits, 0):.0f} digits are right.")
    return tuple(notes)


def _deviances(fit: Fitted) -> str:
    """Return the deviance beside that without slopes, each with its degrees of freedom.

    With an offset the latter needs a fit of its own, which is too much for data in blocks.
    """
    deviance = f"deviance {fit.deviance:.4f} on {fit.df_resid:g} df"
    if fit.data.has_offset and not isinstance(fit.data, Data):
        return deviance
    null = f"null deviance {fit.null_deviance:.4f} on {fit.df_resid + fit.df_model:g} df"
    return f"{null}   {deviance}"


def _lasso_notes(fit: Fitted) -> tuple[str, ...]:
    slopes = len(fit.names) - fit.data.intercept
    what = "features are used" if fit.coefficients.ndim > 1 else "slopes are not zero"
    return (
        f"{len(fit.active)} of {slopes} {what}.",
        f"log-likelihood {fit.log_likelihood:.4f}   optimality conditions hold to "
        f"{fit.kkt:.1e} of l1",
        str(fit.status),
    )
