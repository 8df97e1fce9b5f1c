"""Models written as formulas, ``"y ~ x + C(g)"``, through formulaic."""

from __future__ import annotations

import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any, NamedTuple

import numpy as np

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
        return {term: columns for term, columns in parts if term != "1"}

    def rows(self, frame: Any) -> Any:
        """Return the features of new rows as a data frame; raises ``DataError``."""
        return _features(_guarded(self.spec.get_model_matrix, _frame(frame)))[0]


class Materialised(NamedTuple):
    """What a formula makes of a data frame: features, response, whether there is a constant."""

    X: Any
    y: Any
    intercept: bool
    design: Design


def materialised(formula: str, data: Any, labels: bool) -> Materialised:
    """Return features and response of ``"y ~ x1 + log(x2) + C(group)"``.

    ``data`` is a data frame, or a mapping of names to columns. The left side is the response, 0 and
    1; ``{y == 'yes'}`` says which of other values is 1; if ``labels`` it is a column of labels.
    Text and categorical columns become dummies of all categories but the first; ``- 1`` leaves out
    the intercept. Parts of a formula are evaluated as Python, so do not take one from a stranger.

    Raises ``DataError`` on a formula or data that cannot be used; ``ImportError`` without
    formulaic.
    """
    frame = _frame(data)
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
        raise DataError(f"the formula {formula!r} has no response; write 'y ~ {formula}'")
    X, intercept = _features(matrices.rhs)
    design = Design(formula, matrices.rhs.model_spec)
    return Materialised(X, _response(matrices.lhs, formula), intercept, design)


def _of_labels(formula: str, frame: Any) -> Materialised:
    left, _, right = map(str.strip, formula.partition("~"))
    matrix = _model_matrix(right or left, frame)
    if not right or left not in frame:
        raise DataError(
            f"the formula {formula!r} needs a column of labels on its left, as in 'species ~ x'; "
            f"there are {list(frame)}"
        )
    X, intercept = _features(matrix)
    return Materialised(X, frame[left], intercept, Design(formula, matrix.model_spec))


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


def _model_matrix(formula: str, frame: Any) -> Any:
    try:
        formulaic = import_module("formulaic")
    except ImportError as error:
        raise ImportError("formulas need formulaic: pip install formulaic") from error
    return _guarded(formulaic.model_matrix, formula, frame)


def _guarded(function: Any, *arguments: Any) -> Any:
    """Call formulaic, and say what is wrong as a ``DataError``."""
    errors = import_module("formulaic.errors")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", errors.DataMismatchWarning)  # levels not seen before
            return function(*arguments, na_action="raise", context={})
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


def _features(matrix: Any) -> tuple[Any, bool]:
    """Return the columns without the constant one, and whether that was there.

    Of a data column that is called like the constant the formula's terms tell it.
    """
    if isinstance(matrix, tuple):
        raise DataError("a formula has one right side; write x + g, or x * g for interactions")
    parts = matrix.model_spec.structure
    constant = [str(part.term) == "1" for part in parts for _ in part.columns]
    if len(constant) > matrix.shape[1]:
        raise DataError("'Intercept' is what a formula calls its constant; rename that column")
    return matrix.iloc[:, np.flatnonzero(np.logical_not(constant))], any(constant)


def _response(matrix: Any, formula: str) -> Any:
    if matrix.shape[1] == 1:
        return matrix.iloc[:, 0].astype(np.float64)
    raise DataError(
        f"the response of {formula!r} is not one column of 0 and 1 but {list(matrix.columns)}. Say "
        "which value is 1, e.g. \"{y == 'yes'} ~ x\", or fit every class: classes='all'"
    )
