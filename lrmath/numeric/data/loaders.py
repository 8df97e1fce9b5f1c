"""Sources of blocks: arrays on disk, Parquet files, Dask collections."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np

from lrmath.numeric.data.blocks import Blocks, DaskBlocks, Raw
from lrmath.numeric.linalg.arrays import Array
from lrmath.numeric.model.errors import DataError

#: Rows that are decoded at a time while a block is filled from a Parquet file.
BATCH = 1 << 14
#: Bytes of X that a block of a mapped array has.
BLOCK = 1 << 25


def array_blocks(X: str, y: str, *, rows: int | None = None) -> Blocks:
    """Return blocks of ``rows`` rows of two ``.npy`` files: X (m x p) and y (m,).

    The files are read, not mapped, so a block is all that is in memory. Without ``rows`` a block of
    X has 32 MiB. Raises ``DataError`` if the files do not fit together.
    """
    features, labels = _mapped(X), _mapped(y)
    if features.ndim != 2 or labels.shape != features.shape[:1]:
        raise DataError(
            f"{X} has shape {features.shape} and {y} has {labels.shape}; (m, p) and (m,) are needed"
        )
    if not features.flags.c_contiguous:
        raise DataError(f"{X} is stored by columns; save np.ascontiguousarray(X)")
    m, p = features.shape
    size = rows or max(1, BLOCK // max(1, p * features.dtype.itemsize))
    return Blocks([_Slice(X, y, start, min(start + size, m)) for start in range(0, m, size)])


def _mapped(path: str) -> Any:
    try:
        return np.load(path, mmap_mode="r")
    except (OSError, ValueError) as error:
        raise DataError(f"{path} cannot be read as an array: {error}") from error


@dataclass(frozen=True)
class _Slice:
    """Some rows of two files."""

    X: str
    y: str
    start: int
    stop: int

    def __call__(self) -> Raw:
        return Raw(self._read(self.X), self._read(self.y))

    def _read(self, path: str) -> Array:
        """Return the rows, read from the file, because mapped pages would count as memory too."""
        whole = _mapped(path)
        width = whole[:1].size
        start = whole.offset + self.start * width * whole.itemsize
        count = (self.stop - self.start) * width
        flat = np.fromfile(path, whole.dtype, count, offset=start)
        return flat.reshape(self.stop - self.start, *whole.shape[1:])


def parquet_blocks(path: str, target: str, columns: Sequence[str] | None = None) -> Blocks:
    """Return the row groups of a Parquet file as blocks; ``target`` is the column of y.

    ``columns`` are those of X, by default all others. Needs pyarrow. Raises ``DataError`` on a
    column that is not there.
    """
    try:
        file = import_module("pyarrow.parquet").ParquetFile(path)
    except (OSError, ValueError) as error:
        raise DataError(f"{path} cannot be read as Parquet: {error}") from error
    there = file.schema_arrow.names
    chosen = [name for name in there if name != target] if columns is None else list(columns)
    unknown = [name for name in (target, *chosen) if name not in there]
    if unknown:
        raise DataError(f"{path} has no column {', '.join(map(repr, unknown))}; it has {there}")
    groups = range(file.metadata.num_row_groups)
    return Blocks([_RowGroup(path, group, target, tuple(chosen)) for group in groups])


@dataclass(frozen=True)
class _RowGroup:
    """A row group of a Parquet file."""

    path: str
    group: int
    target: str
    columns: tuple[str, ...]

    def __call__(self) -> Raw:
        """Fill one array from small batches, so that little but the block is in memory."""
        file = import_module("pyarrow.parquet").ParquetFile(self.path)
        m = file.metadata.row_group(self.group).num_rows
        X, y, start = np.empty((m, len(self.columns))), np.empty(m), 0
        wanted = [*self.columns, self.target]
        for batch in file.iter_batches(BATCH, [self.group], wanted, use_threads=False):
            rows = slice(start, start := start + batch.num_rows)
            y[rows] = _numbers(batch.column(self.target), self.target)
            for j, name in enumerate(self.columns):
                X[rows, j] = _numbers(batch.column(name), name)
        return Raw(X, y, names=self.columns)


def _numbers(column: Any, name: str) -> Array:
    """Return an Arrow column as numbers; raises ``DataError`` on gaps and on text."""
    if column.null_count:
        raise DataError(f"column {name!r} has missing values; drop or impute them")
    values = column.to_numpy(zero_copy_only=False)
    if values.dtype.kind not in "biuf":
        raise DataError(f"column {name!r} has type {column.type}; numbers are needed")
    return np.asarray(values)


def is_dask(X: Any) -> bool:
    """Say whether X is a Dask collection."""
    return hasattr(X, "__dask_graph__")


def collection_blocks(
    X: Any,
    y: Any,
    weights: Any = None,
    offset: Any = None,
    names: Sequence[str] | None = None,
) -> DaskBlocks:
    """Return the partitions of Dask arrays or data frames, which must be cut at the same rows.

    Raises ``DataError`` if their numbers differ.
    """
    parts = [_partitions(values) for values in (X, y, weights, offset)]
    counts = {len(part) for part in parts if part is not None}
    if len(counts) > 1:
        raise DataError(
            f"X, y, weights and offset are cut into {sorted(counts)} parts; the same parts are "
            "needed. Rechunk or repartition them alike"
        )
    delayed = import_module("dask").delayed(Raw, pure=False)
    none = [None] * counts.pop()
    rows = zip(*(none if part is None else part for part in parts), strict=True)
    columns = None if names is None else tuple(map(str, names))
    return DaskBlocks([delayed(*row, columns) for row in rows])


def _partitions(values: Any) -> list[Any] | None:
    """Return the delayed partitions of the rows, all columns together."""
    if values is None:
        return None
    if not is_dask(values):
        raise DataError("if X is a Dask collection, y, weights and offset must be, too")
    if hasattr(values, "rechunk") and values.ndim == 2:
        values = values.rechunk({1: -1})
    parts: list[Any] = np.ravel(values.to_delayed()).tolist()
    return parts
