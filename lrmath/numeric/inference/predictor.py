"""What a fit says of new rows."""

from __future__ import annotations

from typing import Any

import numpy as np

from lrmath.numeric.data.frames import like
from lrmath.numeric.data.observations import Data, check_new_rows
from lrmath.numeric.data.vectors import check_vector
from lrmath.numeric.linalg.arrays import Array, ArrayLike
from lrmath.numeric.linalg.storage import with_constant
from lrmath.numeric.model.categorical import softmax
from lrmath.numeric.model.errors import DataError
from lrmath.numeric.model.families import sigmoid


class Predictor:
    """Log-odds, probabilities and classes 0 and 1 of new rows; their columns' names are checked.

    They come as arrays (m,), or for a pandas data frame as a series with its index.
    """

    coefficients: Array
    data: Data

    def linear_predictor(self, X: Any, offset: ArrayLike | None = None) -> Any:
        """Return the log-odds eta = X beta + offset (m,) of new rows; raises ``DataError``."""
        return like(X, self._eta(X, offset), "log-odds")

    def predict_proba(self, X: Any, offset: ArrayLike | None = None) -> Any:
        """Return P(y = 1) = sigma(eta) of new rows (m,) (eq-sigmoid); raises ``DataError``."""
        return like(X, sigmoid(self._eta(X, offset)), "P(y = 1)")

    def predict(self, X: Any, offset: ArrayLike | None = None, *, threshold: float = 0.5) -> Any:
        """Return 1 where P(y = 1) is at least the threshold, else 0 (m,); raises ``DataError``."""
        above = sigmoid(self._eta(X, offset)) >= threshold
        return like(X, above.astype(np.int64), "class")

    def _eta(self, X: Any, offset: ArrayLike | None) -> Array:
        rows = check_new_rows(self.data, X)
        if (offset is None) != (self.data.offset is None):
            raise DataError("give the offset of new rows exactly if the fit has one: offset=…")
        first = int(self.data.intercept)
        eta: Array = rows @ self.coefficients[first:] + (self.coefficients[0] if first else 0.0)
        return eta if offset is None else eta + check_vector(offset, len(eta), "offset")


class ClassPredictor:
    """Probabilities and classes of new rows, of any number of classes."""

    classes: tuple[Any, ...]
    data: Data

    def predict_proba(self, X: Any) -> Any:
        """Return P(y = k) of new rows (m x K), as ordered in ``classes``; raises ``DataError``.

        For a pandas data frame the result is one, with a column for each class.
        """
        return like(X, self._probabilities(X), self.classes)

    def predict(self, X: Any) -> Any:
        """Return the most probable class of new rows (m,); raises ``DataError``."""
        best = self._probabilities(X).argmax(axis=1)
        return like(X, np.asarray(self.classes)[best], "class")

    @property
    def _all_coefficients(self) -> Array:
        """The coefficients w_k of all classes (K x n)."""
        raise NotImplementedError

    def _probabilities(self, X: Any) -> Array:
        rows = check_new_rows(self.data, X)
        A = with_constant(rows) if self.data.intercept else rows
        return softmax(A @ self._all_coefficients.T)
