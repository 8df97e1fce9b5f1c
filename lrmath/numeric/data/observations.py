"""Checked observations: in memory, all of them or some."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np

from lrmath.numeric.data.columns import check_matrix, column_names, full_names, require_different
from lrmath.numeric.data.frames import is_pandas
from lrmath.numeric.data.responses import TWO, Classes, check_response, codes, found_classes
from lrmath.numeric.data.vectors import check_same_index, check_vector, check_weights
from lrmath.numeric.data.witness import require_unchanged, witness
from lrmath.numeric.linalg.arrays import Array, ArrayLike, Indices
from lrmath.numeric.linalg.storage import Matrix, column_norms, with_constant
from lrmath.numeric.model.categorical import Categorical
from lrmath.numeric.model.errors import DataError
from lrmath.numeric.model.families import BINARY, Family
from lrmath.numeric.model.rows import Rows
from lrmath.numeric.model.scaling import Scaling

INTERCEPT = "(intercept)"


@dataclass(frozen=True, eq=False)
class Data:
    """Checked observations: ``X`` (m x p) without a constant column, ``y`` (m,) of 0.0, 1.0, ...

    ``X`` is float64, or float32 if it came so, or a ``csr_array`` of these. ``y`` counts the
    ``classes``.

    ``weights`` and ``offset`` are (m,) or None. ``names`` are those of the coefficients, the
    intercept's first; ``columns`` are the names X came with, if it did, and ``index`` its labels of
    rows. Rows of weight zero are gone. Arrays that came as float64 are not copied; ``kept`` are
    some entries of X, to notice if it is changed, and ``largest`` (p,) bounds the sizes in each
    column, if they are known. Rows made of counts have these in ``grouped``: y
    is the share of successes, weights the trials. ``dropped`` rows had missing values.
    """

    X: Matrix
    y: Array
    weights: Array | None
    offset: Array | None
    names: tuple[str, ...]
    intercept: bool
    columns: tuple[str, ...] | None = None
    classes: Classes = TWO
    index: Any = None
    kept: Array | None = None
    largest: Array | None = None
    grouped: Data | None = None
    dropped: int = 0

    @property
    def size(self) -> float:
        """The number of observations; each counts as often as its weight says."""
        return float(len(self.y)) if self.weights is None else float(self.weights.sum())

    @property
    def count(self) -> int:
        """The number of rows."""
        return len(self.y)

    @property
    def entries(self) -> int:
        """The number of entries of X, times the number of linear predictors."""
        return int(self.X.shape[0] * self.X.shape[1]) * (len(self.classes) - 1)

    @cached_property
    def norms(self) -> Array:
        """The Euclidean norms of the columns of X (p,)."""
        return column_norms(self.X)

    @property
    def has_offset(self) -> bool:
        """Whether a part of the linear predictor is known."""
        return self.offset is not None

    def scaling(self) -> Scaling:
        """Return centres and scales for the columns."""
        return Scaling.of(self.X, self.intercept)

    def source(self, scaling: Scaling, family: Family) -> Rows:
        """Return the rows of the scaled model matrix."""
        return Rows(self.X, self.y, self.weights, self.offset, family, scaling)

    def take(self, kept: Indices) -> Data:
        """Return copies of some rows."""
        return replace(
            self,
            X=self.X[kept],
            y=self.y[kept],
            weights=None if self.weights is None else self.weights[kept],
            offset=None if self.offset is None else self.offset[kept],
            index=None if self.index is None else self.index[kept],
            kept=None,
            grouped=None,
        )

    def part(self, used: Indices) -> Data:
        """Return the data of some coefficients; an intercept must stay the first."""
        first = int(self.intercept)
        X, names = self.unchanged().X, tuple(self.names[j] for j in used)
        places = used[first:] - first
        largest = None if self.largest is None else self.largest[places]
        part = replace(self, X=X[:, places], names=names, largest=largest)
        return replace(part, columns=None, kept=None, grouped=None)

    def unchanged(self) -> Data:
        """Return the same data; raises ``DataError`` if X was changed in place."""
        require_unchanged(self.X, self.kept)
        return self


def family_of(classes: Sequence[Any], symmetric: bool = False) -> Family:
    """Return the family of so many classes."""
    return BINARY if len(classes) == 2 else Categorical(len(classes), symmetric)


def check_data(
    X: Any,
    y: Any,
    weights: ArrayLike | None = None,
    offset: ArrayLike | None = None,
    *,
    intercept: bool = True,
    names: Sequence[str] | None = None,
    classes: Any = None,
    one_class: bool = False,
) -> Data:
    """Return the observations as float64 arrays, or raise ``DataError`` naming what is wrong.

    Of two classes there must be rows of both, unless ``one_class`` is enough.
    """
    data = check_part(X, y, weights, offset, intercept=intercept, names=names, classes=classes)
    if len(data.y) == 0:
        raise DataError("weights are all zero, so no observation is left")
    counts = np.bincount(data.y.astype(np.intp), minlength=len(data.classes))
    require_every_class(counts, data.classes, one_class)
    return data


def require_every_class(counts: Array | Indices, classes: Classes, one_class: bool = False) -> None:
    """Raise ``DataError`` unless there are rows of every class, and two classes or more.

    With ``one_class`` rows of one of two are enough.
    """
    there = [label for label, count in zip(classes, counts, strict=True) if count > 0]
    if one_class and len(classes) == 2:
        return
    if len(there) == 1:
        raise DataError(
            f"y is {there[0]!r} in every row, so the likelihood has no maximum (thm-separation). "
            "At least two classes are needed, or Firth's penalty: fit(X, y, firth=True)"
        )
    absent = [label for label in classes if label not in there]
    if absent:
        raise DataError(
            f"no row is of class {', '.join(map(repr, absent))}, so the likelihood has no maximum "
            "(thm-separation). Leave it out of classes"
        )


def check_part(
    X: Any,
    y: Any,
    weights: ArrayLike | None = None,
    offset: ArrayLike | None = None,
    *,
    intercept: bool = True,
    names: Sequence[str] | None = None,
    classes: Any = None,
) -> Data:
    """Return some of the observations as ``check_data`` does; they may be of one class."""
    check_same_index(X, y=y, weights=weights, offset=offset)
    own = column_names(X)
    columns = own if names is None else tuple(map(str, names))
    index = X.index if is_pandas(X) else None
    X, largest = check_matrix(X, columns, intercept)
    weights = check_weights(weights, X.shape[0])
    labels, there = _counted(y, classes, X.shape[0], weights)
    offset = _of_two_classes(offset, X.shape[0], there)
    all_names = ((INTERCEPT,) if intercept else ()) + full_names(columns, X.shape[1])
    require_different(all_names)
    data = Data(
        X, labels, weights, offset, all_names, intercept, own, there, index, witness(X), largest
    )
    return _without_empty_rows(data)


def _counted(y: Any, classes: Any, m: int, weights: Array | None) -> tuple[Array, Classes]:
    """Return the labels as places among the classes, and these."""
    if classes is None:
        return check_response(y, m), TWO
    kept = slice(None) if weights is None else weights > 0
    there = found_classes(y, classes, m, kept)
    return codes(y, there, kept), there


def _of_two_classes(offset: ArrayLike | None, m: int, classes: Classes) -> Array | None:
    """Return the offset, checked; raises ``DataError`` if there are more than two classes."""
    if offset is not None and len(classes) > 2:
        raise DataError(
            "an offset is a known part of the log-odds of two classes; there are "
            f"{len(classes)} classes. Fit them without offset"
        )
    return None if offset is None else check_vector(offset, m, "offset")


def model_matrix(data: Data) -> Matrix:
    """Return the columns of the coefficients (m x n): a constant, if one is fitted, and X."""
    return with_constant(data.X) if data.intercept else data.X


def _without_empty_rows(data: Data) -> Data:
    """Drop rows of weight zero."""
    if data.weights is not None and not np.all(data.weights > 0):
        data = data.take(np.flatnonzero(data.weights > 0))
    return data
