"""Tables from files, with what is wrong with them said by name."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Any

from lrmath.numeric.model.errors import DataError


def read_table(path: str) -> Any:
    """Return a CSV, TSV or Parquet file as a pandas data frame; raises ``DataError``."""
    if not Path(path).is_file():
        raise DataError(f"there is no file {path}")
    pandas = _pandas()
    kind = Path(path).suffix.lower()
    try:
        if kind == ".parquet":
            table = pandas.read_parquet(path)
        elif kind in (".csv", ".tsv", ".txt"):
            table = pandas.read_csv(path, sep="\t" if kind == ".tsv" else ",")
        else:
            raise DataError(f"{path} must end in .csv, .tsv, .txt or .parquet")
    except (ValueError, OSError) as error:
        raise error if isinstance(error, DataError) else DataError(f"{path}: {error}") from error
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
    return others


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
