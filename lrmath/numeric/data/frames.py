"""pandas in, pandas out. The package is imported only where its objects have come in already."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

from numpy.typing import NDArray

from lrmath.numeric.linalg.arrays import Array


def is_pandas(X: Any) -> bool:
    """Say whether X has an index of rows, as data frames and series of pandas do."""
    return hasattr(X, "iloc") and hasattr(X, "index")


def like(X: Any, values: NDArray[Any], names: str | Sequence[Any]) -> Any:
    """Return values as they are, or with the index of X if that is of pandas.

    Values (m,) with one name become a series, values (m x k) with k names a data frame.
    """
    if not is_pandas(X):
        return values
    pandas = import_module("pandas")
    if isinstance(names, str):
        return pandas.Series(values, index=X.index, name=names)
    return pandas.DataFrame(values, index=X.index, columns=list(names))


def frame(columns: Mapping[str, Array], index: tuple[str, ...]) -> Any:
    """Return columns of numbers as a data frame; raises ``ImportError`` without pandas."""
    try:
        pandas = import_module("pandas")
    except ImportError as error:
        raise ImportError("a table as a data frame needs pandas: pip install pandas") from error
    return pandas.DataFrame(dict(columns), index=list(index))
