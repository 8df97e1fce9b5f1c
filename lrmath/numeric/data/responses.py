"""Labels: 0 and 1, or on request those of any classes, counted from 0."""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from lrmath.numeric.data.vectors import REAL_KINDS, check_finite_vector, check_unmasked
from lrmath.numeric.linalg.arrays import Array
from lrmath.numeric.model.errors import DataError

#: The classes in their order; the first is the reference.
Classes: TypeAlias = tuple[Any, ...]
#: The classes unless others are asked for.
TWO: Classes = (0, 1)
#: What asks for the classes that occur.
ALL = "all"


def check_response(y: Any, m: int) -> Array:
    """Return y as float64 of length m with values 0 and 1; raises ``DataError``."""
    check_unmasked(y, "y")
    y = np.asarray(y)
    if y.ndim != 1:
        raise DataError(f"y has shape {y.shape}; one label per row is needed, shape ({m},)")
    if len(y) != m:
        raise DataError(f"y has {len(y)} entries and X has {m} rows")
    _require_labels(y)
    if y.dtype.kind == "O" and all(isinstance(label, (int, float, np.number)) for label in y):
        y = y.astype(np.float64)
    if y.dtype.kind in REAL_KINDS:
        check_finite_vector(y, "y")
        if np.all((y == 0) | (y == 1)):
            return np.asarray(y, dtype=np.float64)
    raise DataError(
        f"y must hold 0 and 1 only, but it holds {_some_values(y)}. Say which class is 1, "
        "e.g. y = (y == 'yes') or y = (y > 0), or fit every class: classes='all'"
    )


def check_labels(y: Any) -> NDArray[Any]:
    """Return y as a vector of sortable labels without missing ones; raises ``DataError``."""
    check_unmasked(y, "y")
    labels: NDArray[Any] = np.asarray(y)
    if labels.ndim != 1:
        raise DataError(f"y has shape {labels.shape}; one label per row is needed")
    if labels.dtype.kind == "c":
        raise DataError(f"y has dtype {labels.dtype}; labels must have an order, e.g. y.real")
    if labels.dtype.kind == "f":
        check_finite_vector(labels, "y")
    _require_labels(labels)
    if labels.dtype.kind == "O" and len({type(label) for label in labels.tolist()}) > 1:
        raise DataError(f"y mixes types: {_some_values(labels)}. Use one kind of label")
    return labels


def _require_labels(y: NDArray[Any]) -> None:
    """Raise ``DataError`` if a label is missing: None, or what pandas has for it."""
    labels = enumerate(y.tolist()) if y.dtype.kind == "O" else ()
    gaps = [i for i, label in labels if label is None or str(label) == "<NA>"]
    if gaps:
        raise DataError(f"y[{gaps[0]}] is missing; drop or impute it")


def found_classes(y: Any, classes: Any, m: int, kept: slice | NDArray[np.bool]) -> Classes:
    """Return the classes asked for, or all that occur among the kept rows in their order.

    Raises ``DataError`` if the labels or the request cannot be used. The order of an ordered
    categorical is kept.
    """
    labels = check_labels(y)
    if len(labels) != m:
        raise DataError(f"y has {len(labels)} entries and X has {m} rows")
    if not (isinstance(classes, str) and classes == ALL):
        return asked_for(classes)
    there = np.unique(labels[kept]).tolist()
    _require_few(there, labels)
    order = getattr(getattr(y, "dtype", None), "categories", None)
    if order is None:
        order = getattr(y, "categories", None)
    return tuple(there if order is None else [label for label in list(order) if label in there])


def asked_for(classes: Any) -> Classes:
    """Return the requested classes; raises ``DataError`` unless they are two or more."""
    if isinstance(classes, (str, bytes)) or not np.iterable(classes):
        raise DataError(f"classes must be 'all' or a list of labels, got {classes!r}")
    asked = tuple(np.asarray(classes).tolist() if hasattr(classes, "dtype") else classes)
    if len(asked) < 2 or len(set(asked)) < len(asked):
        raise DataError(f"classes must name two or more different labels, got {list(asked)}")
    return asked


def codes(y: Any, classes: Classes, kept: slice | NDArray[np.bool]) -> Array:
    """Return the place of each kept label among the classes; raises ``DataError`` on another."""
    labels = check_labels(y)
    there, inverse = np.unique(labels[kept], return_inverse=True)
    places = {label: place for place, label in enumerate(classes)}
    unknown = [label for label in there.tolist() if label not in places]
    if unknown:
        raise DataError(f"y holds {unknown[0]!r}, which is not among the classes {list(classes)}")
    found = np.zeros(len(labels))
    found[kept] = np.array([places[label] for label in there.tolist()], dtype=float)[inverse]
    return found


def _require_few(there: list[Any], labels: NDArray[Any]) -> None:
    """Raise ``DataError`` if the labels look like a measured quantity."""
    if labels.dtype.kind == "f" and len(there) > max(2, len(labels) // 2):
        raise DataError(
            f"y has {len(there)} different values in {len(labels)} rows, each of which would be a "
            "class. Is it a quantity? Cut it into classes, e.g. y = (y > 0)"
        )


def _some_values(y: Array) -> str:
    """Return up to five of the values of y, as Python writes them."""
    values = list(dict.fromkeys(y.tolist()))
    shown = ", ".join(repr(value) for value in values[:5])
    return shown + (f", … ({len(values)} different values)" if len(values) > 5 else "")
