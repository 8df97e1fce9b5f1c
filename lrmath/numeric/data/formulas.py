"""Models written as formulas, ``"y ~ x + C(g)"``, through formulaic."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, NamedTuple

import numpy as np

from lrmath.numeric.data.transforms import COUNTS, OFFSET, context
from lrmath.numeric.model.errors import DataError


@dataclass(frozen=True, eq=False)
class Design:
    """How a formula makes features of a data frame."""

    formula: str
    spec: Any

    @property
    def terms(self) -> dict[str, tuple[str, ...]]:
        """The columns of each term, by its name; the constant's are left out."""
        parts = ((str(part.term), tuple(part.columns)) for part in self.spec.structure)
        return {name: own for name, own in parts if name != "1" and not OFFSET.fullmatch(name)}

    def rows(self, frame: Any) -> Features:
        """Return the features of new rows; raises ``DataError``."""
        return _features(_guarded(self.spec.get_model_matrix, _frame(frame)))


class Features(NamedTuple):
    """The columns of a formula's right side, what its ``offset()`` add up to, and the constant."""

    X: Any
    offset: Any
    intercept: bool


class Materialised(NamedTuple):
    """What a formula makes of a data frame, and whether there is a constant."""

    X: Any
    y: Any
    offset: Any
    intercept: bool
    design: Design


def materialised(formula: str, data: Any, labels: bool) -> Materialised:
    """Return features and response of ``"y ~ x1 + log(x2) + C(group)"``.

    ``data`` is a data frame, or a mapping of names to columns. The left side is the response, 0 and
    1; ``{y == 'yes'}`` says which of other values is 1; if ``labels`` it is a column of labels.
    Grouped data have ``cbind(successes, failures)`` there. Text and categorical columns become
    dummies of all categories that occur but the first; ``offset(z)`` has the coefficient 1, and
    ``ns(z, 3)`` is a natural spline; ``- 1`` leaves out the intercept. Parts of a formula are
    evaluated as Python, so do not take one from a stranger.

    Raises ``DataError`` on a formula or data that cannot be used; ``ImportError`` without
    formulaic.
    """
    frame = _used_categories(_frame(data))
    if formula.rstrip().endswith("~"):
        raise DataError(f"the formula {formula!r} has no right side; write 'y ~ 1' for a constant")
    return _of_labels(formula, frame) if labels else _of_numbers(formula, frame)


def named(frame: Any, values: Any, option: str) -> Any:
    """Return the column that the values name, or the values; raises ``DataError``."""
    if not isinstance(values, str):
        return values
    frame = _frame(frame)
    if values not in frame:
        raise DataError(f"{option}={values!r} is no column; there are {list(frame)}")
    return frame[values]


def _of_numbers(formula: str, frame: Any) -> Materialised:
    matrices = _model_matrix(formula, frame)
    if not hasattr(matrices, "lhs"):
        right = formula.partition("~")[2].strip() or formula.strip()
        raise DataError(f"the formula {formula!r} has no response; write 'y ~ {right}'")
    X, offset, intercept = _features(matrices.rhs)
    design = Design(formula, matrices.rhs.model_spec)
    return Materialised(X, _response(matrices.lhs, formula), offset, intercept, design)


def _of_labels(formula: str, frame: Any) -> Materialised:
    left, _, right = map(str.strip, formula.partition("~"))
    matrix = _model_matrix(right or left, frame)
    if not right or left not in frame:
        raise DataError(
            f"the formula {formula!r} needs a column of labels on its left, as in 'species ~ x'; "
            f"there are {list(frame)}"
        )
    X, offset, intercept = _features(matrix)
    return Materialised(X, frame[left], offset, intercept, Design(formula, matrix.model_spec))


def _frame(data: Any) -> Any:
    """Return data of any kind as a pandas data frame; raises ``DataError``."""
    if hasattr(data, "to_pandas"):
        return data.to_pandas()
    if isinstance(data, Mapping):
        single = not any(np.ndim(column) for column in data.values())
        return import_module("pandas").DataFrame([data] if single else data)
    if not hasattr(data, "columns"):
        raise DataError(
            "a formula needs a data frame, or a mapping of names to columns, but came with a "
            f"{type(data).__name__}: fit('y ~ x', frame)"
        )
    return data


def variables(formula: str, data: Any) -> Any:
    """Return the columns of the data that the formula uses; raises ``DataError``."""
    frame, formulaic = _frame(data), _formulaic()
    try:
        used = formulaic.Formula(formula).required_variables
    except (import_module("formulaic.errors").FormulaicError, SyntaxError):
        return frame  # what is wrong is said where the formula is used
    return frame[[name for name in frame if "." in used or name in used]]


def _used_categories(frame: Any) -> Any:
    """Return the frame without categories that do not occur: they would have columns of zeros."""
    unused = {
        name: column.cat.remove_unused_categories()
        for name, column in frame.items()
        if hasattr(column.dtype, "categories") and hasattr(column, "cat")
    }
    return frame.assign(**unused) if unused and all(isinstance(k, str) for k in unused) else frame


def _formulaic() -> Any:
    try:
        return import_module("formulaic")
    except ImportError as error:
        raise ImportError("formulas need formulaic: pip install formulaic") from error


def _model_matrix(formula: str, frame: Any) -> Any:
    return _guarded(_formulaic().model_matrix, formula, frame)


def _guarded(function: Any, *arguments: Any) -> Any:
    """Call formulaic, and say what is wrong as a ``DataError``."""
    errors = import_module("formulaic.errors")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", errors.DataMismatchWarning)  # levels not seen before
            return function(*arguments, na_action="raise", context=context())
    except errors.DataMismatchWarning as error:
        reason = str(error).partition(". ")[0]
        raise DataError(f"{reason}. The fit has no coefficients for them") from error
    except (errors.FormulaicError, SyntaxError, AttributeError, TypeError) as error:
        reason = str(error).splitlines()[0]  # the rest repeats the formula in colours
        columns = list(arguments[-1].columns)
        raise DataError(
            f"the formula cannot be used: {reason} The data have the columns {columns}"
        ) from error
    except ValueError as error:
        raise DataError(f"{error} Drop or impute missing values") from error


def _features(matrix: Any) -> Features:
    """Return the columns without the constant one and offsets.

    Of a data column that is called like the constant the formula's terms tell it.
    """
    if isinstance(matrix, tuple):
        raise DataError("a formula has one right side; write x + g, or x * g for interactions")
    parts = matrix.model_spec.structure
    empty = [str(part.term) for part in parts if not part.columns]
    if empty:
        raise DataError(
            f"{empty[0]!r} takes one value only, so it has no coefficient; leave it out"
        )
    terms = [str(part.term) for part in parts for _ in part.columns]
    constant = [term == "1" for term in terms]
    if len(constant) > matrix.shape[1]:
        raise DataError("'Intercept' is what a formula calls its constant; rename that column")
    known = [OFFSET.fullmatch(term) is not None for term in terms]
    offset = matrix.iloc[:, np.flatnonzero(known)].sum(axis=1) if any(known) else None
    return Features(matrix.iloc[:, ~np.logical_or(constant, known)], offset, any(constant))


def _response(matrix: Any, formula: str) -> Any:
    if matrix.shape[1] == 1:
        return matrix.iloc[:, 0].astype(np.float64)
    if matrix.shape[1] == 2 and COUNTS.fullmatch(str(matrix.model_spec.structure[0].term)):
        return matrix
    raise DataError(
        f"the response of {formula!r} is not one column of 0 and 1 but {list(matrix.columns)}. Say "
        "which value is 1, e.g. \"{y == 'yes'} ~ x\", or fit every class: classes='all'"
    )
