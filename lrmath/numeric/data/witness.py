"""A few entries of X, kept to notice if X is changed after a fit that reads it again."""

from __future__ import annotations

import numpy as np

from lrmath.numeric.linalg.arrays import Array
from lrmath.numeric.linalg.storage import Matrix, is_sparse
from lrmath.numeric.model.errors import DataError

#: Rows, or stored entries, that are kept.
KEPT = 64


def witness(X: Matrix) -> Array:
    """Return a copy of some rows of X, evenly spaced, or of some stored entries."""
    values = X.data if is_sparse(X) else X
    return np.array(values[:: max(len(values) // KEPT, 1)])


def require_unchanged(X: Matrix, kept: Array | None) -> None:
    """Raise ``DataError`` if X is not what it was."""
    if kept is not None and not np.array_equal(witness(X), kept):
        raise DataError(
            "X was changed in place after the fit, which reads it again for errors, residuals and "
            "tests. Fit again, or give fit a copy: fit(X.copy(), y)"
        )
