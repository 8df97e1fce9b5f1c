"""How good probabilities are on observations: ranking, calibration, and the score of Brier.

All take labels y (m,), 0 and 1, and probabilities or scores (m,), best of rows not fitted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.special import ndtri

from lrmath.numeric.data.responses import check_response
from lrmath.numeric.data.vectors import check_level, check_vector
from lrmath.numeric.fit import fit
from lrmath.numeric.inference.hypotheses import ChiSquared
from lrmath.numeric.inference.result import Fit
from lrmath.numeric.linalg.arrays import Array, read_only
from lrmath.numeric.model.errors import DataError
from lrmath.numeric.model.families import logit


@dataclass(frozen=True, repr=False, eq=False)
class Roc:
    """The receiver operating characteristic: rates as the threshold falls, (k,) each."""

    thresholds: Array
    false_alarms: Array
    hits: Array
    area: float
    standard_error: float

    def interval(self, level: float = 0.95) -> tuple[float, float]:
        """Return the normal interval of the area, cut to [0, 1]."""
        reach = float(ndtri((1 + check_level(level)) / 2)) * self.standard_error
        return max(self.area - reach, 0.0), min(self.area + reach, 1.0)

    def __repr__(self) -> str:
        """Return the area with its interval on one line."""
        low, high = self.interval()
        return f"Roc(area {self.area:.4f}, 95 % interval {low:.4f} to {high:.4f})"


def roc(y: Any, scores: Any) -> Roc:
    """Return the ROC curve of the scores, and the area under it with its standard error.

    The area is the share of pairs, a 1 and a 0, in which the 1 has the larger score, ties counting
    half; its variance is that of E. R. DeLong, D. M. DeLong and D. L. Clarke-Pearson, Biometrics
    44, 1988, 837. Raises ``DataError``.
    """
    y, scores = _checked(y, scores, "scores")
    ones, zeros = scores[y == 1], scores[y == 0]
    if min(len(ones), len(zeros)) < 2:
        raise DataError("a ROC curve with its error needs two rows of each class")
    above, below = _share_below(ones, zeros), 1 - _share_below(zeros, ones)
    variance = above.var(ddof=1) / len(ones) + below.var(ddof=1) / len(zeros)
    values = np.append(np.unique(scores), np.inf)[::-1]
    false_alarms, hits = (_reaching(part, values) for part in (zeros, ones))
    area, error = float(above.mean()), float(np.sqrt(variance))
    return Roc(read_only(values), false_alarms, hits, area, error)


def brier_score(y: Any, p: Any) -> float:
    """Return the mean of (y - p)^2 (G. W. Brier, 1950); raises ``DataError``."""
    y, p = _checked(y, p, "p")
    return float(np.mean((y - p) ** 2))


@dataclass(frozen=True, eq=False)
class Calibration:
    """Groups of equal size by probability: mean ``forecast`` and ``share`` of ones, (g,) each."""

    forecast: Array
    share: Array
    size: Array


def calibration(y: Any, p: Any, groups: int = 10) -> Calibration:
    """Return how often 1 came where the probability said p; raises ``DataError``."""
    y, p = _checked(y, p, "p")
    rows = _groups(p, groups)
    forecast, share = (np.array([v[part].mean() for part in rows]) for v in (p, y))
    sizes = np.array([len(part) for part in rows], dtype=np.float64)
    return Calibration(read_only(forecast), read_only(share), read_only(sizes))


def calibration_fit(y: Any, p: Any) -> Fit:
    """Return the fit of y on the log-odds of p: intercept 0 and slope 1 if p is calibrated.

    A slope below 1 says that the forecasts are too extreme (D. R. Cox, Biometrika 45, 1958, 562).
    Probabilities of 0 and 1 have no log-odds: raises ``DataError``.
    """
    y, p = _checked(y, p, "p")
    if np.any((p == 0) | (p == 1)):
        raise DataError("p has entries that are 0 or 1, whose log-odds are infinite")
    return fit(logit(p)[:, None], y, names=["slope"])


def hosmer_lemeshow(y: Any, p: Any, groups: int = 10) -> ChiSquared:
    """Return the test that groups by probability have as many ones as was said.

    The statistic sums (o - e)^2 / (e (1 - e/n)) over groups of equal size, with g - 2 degrees of
    freedom for rows that were fitted (D. W. Hosmer and S. Lemeshow, Communications in Statistics A
    9, 1980, 1043). It depends on how ties are grouped. Raises ``DataError``.
    """
    found = calibration(y, p, groups)
    if groups < 3:
        raise DataError(f"the test needs three groups or more; got {groups}")
    spread = found.forecast * (1 - found.forecast)
    statistic = np.sum(found.size * (found.share - found.forecast) ** 2 / spread)
    return ChiSquared("Hosmer-Lemeshow test", float(statistic), groups - 2)


def _share_below(scores: Array, others: Array) -> Array:
    """Return for each score the share of the others that are below it, ties counting half."""
    others = np.sort(others)
    ends = np.searchsorted(others, scores, "left") + np.searchsorted(others, scores, "right")
    return np.asarray(ends / (2 * len(others)))


def _reaching(scores: Array, thresholds: Array) -> Array:
    """Return the share of scores that reach each threshold."""
    below = np.searchsorted(np.sort(scores), thresholds)
    return read_only(np.asarray(1 - below / len(scores)))


def _groups(p: Array, groups: int) -> list[Any]:
    if not 1 <= groups <= len(p):
        raise DataError(f"groups must be between 1 and the number of rows, {len(p)}; got {groups}")
    return np.array_split(np.argsort(p, kind="stable"), groups)


def _checked(y: Any, values: Any, name: str) -> tuple[Array, Array]:
    values = check_vector(values, len(y), name)
    if name == "p" and np.any((values < 0) | (values > 1)):
        raise DataError("p must lie between 0 and 1; of log-odds take sigmoid(eta)")
    return check_response(y, len(values)), values
