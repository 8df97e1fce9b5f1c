"""Grouped observations: so many successes of so many trials, as rows of 1 and 0 with weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from scipy.sparse import vstack
from scipy.special import gammaln, xlogy

from lrmath.numeric.data.observations import Data, check_part, require_every_class
from lrmath.numeric.data.vectors import check_vector, numeric
from lrmath.numeric.linalg.arrays import Array
from lrmath.numeric.linalg.storage import by_rows, is_sparse
from lrmath.numeric.model.errors import DataError


def are_counts(y: Any, trials: Any) -> bool:
    """Say whether y holds counts: there are ``trials``, or it has two columns."""
    shape = y.shape if hasattr(y, "shape") else np.shape(y)
    return trials is not None or (len(shape) == 2 and shape[1] == 2)


def check_counts(
    X: Any,
    y: Any,
    trials: Any = None,
    offset: Any = None,
    *,
    intercept: bool = True,
    names: Sequence[str] | None = None,
    one_class: bool = False,
) -> Data:
    """Return a row of 1 and one of 0 for each group, weighted by its successes and failures.

    ``y`` are successes and failures (m x 2), or successes (m,) of so many ``trials`` (m,). The
    groups themselves are kept in ``grouped``: y the share of successes, weights the trials. Raises
    ``DataError``.
    """
    m = int(X.shape[0]) if hasattr(X, "shape") else len(X)
    successes, failures = _successes_and_failures(y, trials, m)
    options: dict[str, Any] = {"intercept": intercept, "names": names}
    groups = check_part(X, np.zeros(m), successes + failures, offset, **options)
    there = successes + failures > 0
    successes, failures = successes[there], failures[there]
    if not there.any():
        raise DataError("there are no trials, so no observation is left")
    require_every_class(np.array([failures.sum(), successes.sum()]), groups.classes, one_class)
    return _as_rows(replace(groups, y=successes / (successes + failures)), successes, failures)


def _as_rows(groups: Data, successes: Array, failures: Array) -> Data:
    """Return the rows of 1, then those of 0, each group with the weight of its counts."""
    rows = np.concatenate([np.flatnonzero(successes), np.flatnonzero(failures)])
    counts = np.concatenate([successes[successes > 0], failures[failures > 0]])
    ones = np.count_nonzero(successes)
    return replace(
        groups,
        X=_rows(groups.X, rows),
        y=(np.arange(len(rows)) < ones).astype(np.float64),
        weights=counts,
        offset=None if groups.offset is None else groups.offset[rows],
        index=None,
        kept=None,
        grouped=groups,
    )


def log_arrangements(groups: Data) -> float:
    """Return sum_i ln C(n_i, s_i), by which the likelihood of counts exceeds that of their rows."""
    assert groups.weights is not None
    n, s = groups.weights, groups.weights * groups.y
    return float(np.sum(gammaln(n + 1) - gammaln(s + 1) - gammaln(n - s + 1)))


def saturated(groups: Data) -> float:
    """Return the largest log-likelihood of the rows: each group has its own share."""
    assert groups.weights is not None
    share = groups.y
    return float(np.sum(groups.weights * (xlogy(share, share) + xlogy(1 - share, 1 - share))))


def _rows(X: Any, rows: Any) -> Any:
    return by_rows(vstack([X[rows]])) if is_sparse(X) else X[rows]


def _successes_and_failures(y: Any, trials: Any, m: int) -> tuple[Array, Array]:
    if trials is not None:
        successes = check_vector(y, m, "y")
        return _whole(successes, check_vector(trials, m, "trials") - successes)
    both = numeric(y, "y")
    if both.shape != (m, 2):
        raise DataError(
            f"y has shape {both.shape}; one label per row of X is needed, ({m},), or the successes "
            f"and failures of each row, ({m}, 2)"
        )
    return _whole(check_vector(both[:, 0], m, "y"), check_vector(both[:, 1], m, "y"))


def _whole(successes: Array, failures: Array) -> tuple[Array, Array]:
    """Return the counts; raises ``DataError`` unless they are."""
    if np.any(successes < 0) or np.any(failures < 0):
        raise DataError(
            "y has negative counts, or more successes than trials; successes and failures must be "
            "at least 0"
        )
    if np.any(successes % 1) or np.any(failures % 1):
        raise DataError(
            "counts must be whole numbers; of shares give the successes: y=share * trials, rounded"
        )
    return successes, failures
