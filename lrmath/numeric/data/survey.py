"""What a first pass finds of observations in blocks, and their rows as a source for kernels."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from operator import add as plus
from typing import Any, NoReturn, TypeVar

import numpy as np

from lrmath.numeric.data.blocks import Block, Storage
from lrmath.numeric.data.observations import Data, require_every_class
from lrmath.numeric.data.responses import ALL, TWO, Classes, asked_for, check_labels
from lrmath.numeric.linalg.arrays import Array, Indices
from lrmath.numeric.linalg.storage import column_norms, dense
from lrmath.numeric.model.errors import DataError
from lrmath.numeric.model.families import Family
from lrmath.numeric.model.rows import Rows
from lrmath.numeric.model.scaling import Scaling

T = TypeVar("T")

#: Rows of the sample: so many, and so many for each coefficient.
SAMPLE, SAMPLE_PER_COLUMN = 20_000, 20


@dataclass(frozen=True, eq=False)
class Survey:
    """What the first pass finds: sums, and the rows whose random keys are the smallest.

    ``shares`` (K,) are the weights of the classes. The keys make a uniform sample without
    replacement, whatever the order in which surveys add up.
    """

    rows: int
    shares: Array
    squares: Array
    size: int
    keys: Array
    sample: Data

    @classmethod
    def of(cls, block: Block, intercept: bool, classes: Classes | None) -> Survey | None:
        """Survey a block, if it has rows."""
        data = block.data(intercept, classes)
        if len(data.y) == 0:
            return None
        keys = np.random.default_rng(block.number).random(len(data.y))
        size = max(SAMPLE, SAMPLE_PER_COLUMN * (data.X.shape[1] + 1) * (len(data.classes) - 1))
        shares = np.bincount(data.y.astype(np.intp), data.weights, len(data.classes))
        squares = column_norms(data.X) ** 2
        return cls(len(keys), shares.astype(float), squares, size, keys, data)._smallest()

    def __add__(self, other: Survey) -> Survey:
        """Add the sums, and keep the smallest keys of both; raises ``DataError``."""
        sample = stacked(self.sample, other.sample)
        return Survey(
            self.rows + other.rows,
            self.shares + other.shares,
            self.squares + other.squares,
            self.size,
            np.append(self.keys, other.keys),
            sample,
        )._smallest()

    def _smallest(self) -> Survey:
        kept = np.sort(np.argsort(self.keys, kind="stable")[: self.size])
        return replace(self, keys=self.keys[kept], sample=self.sample.take(kept))


def stacked(a: Data, b: Data) -> Data:
    """Return the rows of both; raises ``DataError`` if their columns are different."""
    if a.names != b.names:
        raise DataError(f"blocks differ in their columns: {a.names} and {b.names}")
    return replace(
        a,
        X=np.vstack([dense(a.X), dense(b.X)]),
        y=np.append(a.y, b.y),
        weights=_appended(a.weights, b.weights),
        offset=_appended(a.offset, b.offset),
        index=None,
        kept=None,
    )


def _appended(a: Array | None, b: Array | None) -> Array | None:
    return None if a is None or b is None else np.append(a, b)


@dataclass(frozen=True, eq=False)
class BlockData:
    """Observations that are not in memory, and what is known of them; see ``Data``."""

    storage: Storage
    survey: Survey
    used: Indices | None = None

    @classmethod
    def of(
        cls, storage: Storage, intercept: bool, classes: Any, one_class: bool = False
    ) -> BlockData:
        """Survey the blocks; raises ``DataError`` as ``check_data`` does."""
        if classes is not None:
            every = isinstance(classes, str) and classes == ALL
            classes = storage.total(_labels, _union) if every else asked_for(classes)
        kernel = partial(Survey.of, intercept=intercept, classes=classes)
        survey = storage.total(kernel, plus)
        require_every_class(survey.shares, survey.sample.classes, one_class)
        return cls(storage, survey)

    @property
    def sample(self) -> Data:
        """Some of the observations."""
        return self.survey.sample if self.used is None else self.survey.sample.part(self.used)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the coefficients, the intercept's first."""
        return self.sample.names

    @property
    def columns(self) -> tuple[str, ...] | None:
        """The names that X came with, if it did."""
        return self.sample.columns

    @property
    def classes(self) -> Classes:
        """The classes that the labels count."""
        return self.survey.sample.classes

    @property
    def intercept(self) -> bool:
        """Whether a constant is fitted."""
        return self.survey.sample.intercept

    @property
    def dropped(self) -> int:
        """The number of rows left out because values are missing: none."""
        return 0

    @property
    def grouped(self) -> None:
        """What there is of counts: nothing."""

    @property
    def has_offset(self) -> bool:
        """Whether a part of the linear predictor is known."""
        return self.survey.sample.offset is not None

    @property
    def size(self) -> float:
        """The number of observations; each counts as often as its weight says."""
        return float(self.survey.shares.sum())

    @property
    def count(self) -> int:
        """The number of rows."""
        return self.survey.rows

    @property
    def entries(self) -> int:
        """More entries than fit into memory."""
        return int(np.iinfo(np.int64).max)

    @property
    def norms(self) -> Array:
        """The Euclidean norms of the columns of X (p,)."""
        norms = np.sqrt(self.survey.squares)
        return norms if self.used is None else norms[self.used[self.intercept :] - self.intercept]

    def scaling(self) -> Scaling:
        """Return centres and scales for the columns, as the sample suggests."""
        return Scaling.of(self.sample.X, self.intercept)

    def source(self, scaling: Scaling, family: Family) -> BlockRows:
        """Return the rows of the scaled model matrix."""
        view = View(self.intercept, self.classes, self.used, scaling, family)
        return BlockRows(self.storage, self.survey, view)

    def part(self, used: Indices) -> BlockData:
        """Return the data of some coefficients; an intercept must stay the first."""
        return replace(self, used=used if self.used is None else self.used[used])

    @property
    def X(self) -> NoReturn:  # noqa: N802
        """Not there; raises ``DataError``."""
        raise absent()

    @property
    def y(self) -> NoReturn:
        """Not there; raises ``DataError``."""
        raise absent()

    @property
    def weights(self) -> NoReturn:
        """Not there; raises ``DataError``."""
        raise absent()

    @property
    def offset(self) -> NoReturn:
        """Not there; raises ``DataError``."""
        raise absent()


def absent() -> DataError:
    """Return the error of what needs every row in memory."""
    return DataError(
        "the observations of this fit came in blocks and are not in memory; fit arrays with "
        "fit(X, y), all of them or a sample, for what needs every row"
    )


def _labels(block: Block) -> Classes:
    return tuple(np.unique(check_labels(block.raw.y)).tolist())


def _union(a: Classes, b: Classes) -> Classes:
    return tuple(sorted({*a, *b}))


@dataclass(frozen=True, eq=False)
class View:
    """How the rows of a block are to be seen."""

    intercept: bool
    classes: Classes
    used: Indices | None
    scaling: Scaling
    family: Family

    def data(self, block: Block) -> Data:
        """Return the observations of a block."""
        data = block.data(self.intercept, None if self.classes == TWO else self.classes)
        return data if self.used is None else data.part(self.used)

    def total(
        self, block: Block, kernel: Callable[[Rows], T], add: Callable[[T, T], T], least: int
    ) -> T | None:
        """Return the sum of the kernel over the rows of a block, None if it has none."""
        data = self.data(block)
        if len(data.y) == 0:
            return None
        return data.source(self.scaling, self.family).total(kernel, add, least)


@dataclass(frozen=True, eq=False)
class BlockRows:
    """The rows of blocks as a ``Source``; each ``total`` is a pass over all of them."""

    storage: Storage
    survey: Survey
    view: View

    @property
    def family(self) -> Family:
        """The family of the responses."""
        return self.view.family

    @property
    def count(self) -> int:
        """The number of rows."""
        return self.survey.rows

    def total(self, kernel: Callable[[Rows], T], add: Callable[[T, T], T], least: int = 1) -> T:
        """Return the sum of the kernel over the rows of all blocks."""
        shared = partial(self.view.total, kernel=kernel, add=add, least=least)
        return self.storage.total(shared, add)

    def sample(self, size: int) -> tuple[Rows, float]:
        """Return some rows of the sample, and how many rows each of them stands for."""
        data, used = self.survey.sample, self.view.used
        data = data if used is None else data.part(used)
        rows, _ = data.source(self.view.scaling, self.view.family).sample(size)
        return rows, self.survey.rows / rows.count
