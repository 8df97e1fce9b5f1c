"""Tables from files, with what is wrong with them said by name."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from lrmath.numeric.model.errors import DataError

#: Suffixes of compressed text.
PACKED = (".gz", ".bz2", ".xz", ".zip")


def read_table(path: str, sep: str | None = None) -> Any:
    """Return a CSV, TSV or Parquet file as a pandas data frame; raises ``DataError``.

    Text may be compressed, ``.csv.gz``; ``sep`` is what stands between its columns.
    """
    if not Path(path).is_file():
        raise DataError(f"there is no file {path}")
    pandas = _pandas()
    kinds = [suffix.lower() for suffix in Path(path).suffixes if suffix.lower() not in PACKED]
    kind = kinds[-1] if kinds else ""
    try:
        if kind == ".parquet":
            table = pandas.read_parquet(path)
        elif kind in (".csv", ".tsv", ".txt"):
            table = pandas.read_csv(path, sep=sep or ("\t" if kind == ".tsv" else ","))
        else:
            raise DataError(f"{path} must end in .csv, .tsv, .txt or .parquet")
    except (ValueError, OSError) as error:
        raise error if isinstance(error, DataError) else DataError(f"{path}: {error}") from error
    return _separated(table)


def _separated(table: Any) -> Any:
    """Return the table; raises ``DataError`` if its lines were not cut into columns."""
    names = list(map(str, table.columns))
    if len(names) == 1 and any(mark in names[0] for mark in ";|\t"):
        mark = next(mark for mark in ";|\t" if mark in names[0])
        raise DataError(
            f"there is one column, {names[0]!r}. Say what separates columns: --sep {mark!r}"
        )
    return table


def _pandas() -> Any:
    try:
        return import_module("pandas")
    except ImportError as error:
        raise DataError("reading files needs pandas: pip install 'lrmath[files]'") from error


def response(table: Any, target: str, event: str | None) -> Any:
    """Return the column of y as 0 and 1, 1 where it is the ``event``; raises ``DataError``."""
    if target not in table.columns:
        raise DataError(f"there is no column {target!r}; there are {list(table.columns)}")
    column = table[target]
    _require_complete(table[[target]])
    if event is None:
        return column
    chosen = column.astype(str) == event
    if not chosen.any():
        found = list(map(str, column.unique()[:5]))
        raise DataError(f"no entry of {target!r} is {event!r}; it holds {found}")
    return chosen.astype(int)


def features(table: Any, target: str) -> Any:
    """Return the other columns; raises ``DataError`` if entries are missing."""
    others = table.drop(columns=target)
    _require_complete(others)
    for name in text_columns(others):
        _require_text(others[name])
    return others


def _require_text(column: Any) -> None:
    """Raise ``DataError`` if text is numbers with a few exceptions, such as ? for missing."""
    if hasattr(column.dtype, "categories"):
        return
    odd = _pandas().to_numeric(column, errors="coerce").isna()
    if 0 < odd.sum() < len(column) / 2:
        shown = sorted(set(map(str, column[odd])))[:3]
        raise DataError(
            f"column {column.name!r} holds numbers but for {shown} in {odd.sum()} rows, so that "
            "each number would be a category. Empty these cells if they are missing, or mend them"
        )


def text_columns(table: Any) -> list[str]:
    """Return the names of the columns that hold no numbers."""
    numeric = table.select_dtypes(["number", "bool"]).columns
    return [name for name in table.columns if name not in numeric]


def _require_complete(table: Any) -> None:
    missing = {name: int(count) for name, count in table.isna().sum().items() if count}
    if missing:
        raise DataError(
            f"entries are missing, by column: {missing}. Drop these rows or columns, or impute them"
        )
