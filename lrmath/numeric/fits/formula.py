"""Models written as formulas, ``fit("y ~ x + C(g)", frame)``, through formulaic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from importlib import import_module
from typing import Any

import numpy as np

from lrmath.numeric.inference.multinomial import MultinomialFit, fit_multinomial_arrays
from lrmath.numeric.inference.result import Fit, fit_arrays
from lrmath.numeric.linalg.arrays import Array, ArrayLike
from lrmath.numeric.model.errors import DataError

#: What formulaic calls the column of ones.
CONSTANT = "Intercept"


def fit_formula(formula: str, data: Any, **options: Any) -> FormulaFit:
    """Fit the model that a formula says: ``"y ~ x1 + log(x2) + C(group)"``.

    ``data`` is a data frame, or a mapping of names to columns. The left side is the response, 0 and
    1; ``{y == 'yes'}`` says which of other values is 1. Text and categorical columns become dummies
    of all categories but the first; ``- 1`` leaves out the intercept. The ``options`` are those of
    ``fit``. Parts of a formula are evaluated as Python, so do not take one from a stranger.

    Raises ``DataError`` on a formula or data that cannot be used, and what ``fit`` raises;
    ``ImportError`` without formulaic.
    """
    matrices = _materialised(formula, _frame(data))
    if not hasattr(matrices, "lhs"):
        raise DataError(f"the formula {formula!r} has no response; write 'y ~ {formula}'")
    X, intercept = _features(matrices.rhs)
    found = fit_arrays(X, _response(matrices.lhs, formula), intercept=intercept, **options)
    return FormulaFit(**_own(found), formula=formula, spec=matrices.rhs.model_spec)


def fit_multinomial_formula(formula: str, data: Any, **options: Any) -> MultinomialFormulaFit:
    """Fit the softmax regression that a formula says: ``"species ~ length + log(width)"``.

    The left side is a column of labels. The right side is as in ``fit_formula``, and so are the
    errors; the ``options`` are those of ``fit_multinomial``.
    """
    frame = _frame(data)
    left, _, right = map(str.strip, formula.partition("~"))
    matrix = _materialised(right or left, frame)
    if not right or left not in frame:
        raise DataError(
            f"the formula {formula!r} needs a column of labels on its left, as in 'species ~ x'; "
            f"there are {list(frame)}"
        )
    X, intercept = _features(matrix)
    found = fit_multinomial_arrays(X, frame[left], intercept=intercept, **options)
    return MultinomialFormulaFit(**_own(found), formula=formula, spec=matrix.model_spec)


@dataclass(frozen=True, repr=False, eq=False)
class FormulaFit(Fit):
    """A fit that takes new rows as the data frame that the formula speaks of."""

    formula: str = ""
    spec: Any = None

    def _eta(self, X: Any, offset: ArrayLike | None) -> Array:
        return super()._eta(_rows(self.spec, X), offset)


@dataclass(frozen=True, repr=False, eq=False)
class MultinomialFormulaFit(MultinomialFit):
    """A softmax regression that takes new rows as the data frame that the formula speaks of."""

    formula: str = ""
    spec: Any = None

    def _probabilities(self, X: Any) -> Array:
        return super()._probabilities(_rows(self.spec, X))


def _own(found: Fit | MultinomialFit) -> dict[str, Any]:
    """Return what a fit is made of."""
    return {field.name: getattr(found, field.name) for field in fields(found)}


def _frame(data: Any) -> Any:
    """Return data of any kind as a pandas data frame; raises ``DataError``."""
    if hasattr(data, "to_pandas"):
        return data.to_pandas()
    if isinstance(data, Mapping):
        return import_module("pandas").DataFrame(data)
    if not hasattr(data, "columns"):
        raise DataError(
            "a formula needs a data frame, or a mapping of names to columns, but came with a "
            f"{type(data).__name__}: fit('y ~ x', frame)"
        )
    return data


def _materialised(formula: str, frame: Any) -> Any:
    try:
        formulaic = import_module("formulaic")
    except ImportError as error:
        raise ImportError("formulas need formulaic: pip install formulaic") from error
    return _guarded(formulaic.model_matrix, formula, frame)


def _rows(spec: Any, X: Any) -> Any:
    """Return the features of new rows."""
    return _features(_guarded(spec.get_model_matrix, _frame(X)))[0]


def _guarded(function: Any, *arguments: Any) -> Any:
    """Call formulaic, and say what is wrong as a ``DataError``."""
    errors = import_module("formulaic.errors")
    try:
        return function(*arguments, na_action="raise", context={})
    except errors.FormulaicError as error:
        reason = str(error).splitlines()[0]  # the rest repeats the formula in colours
        columns = list(arguments[-1].columns)
        raise DataError(
            f"the formula cannot be used: {reason} The data have the columns {columns}"
        ) from error
    except ValueError as error:
        raise DataError(f"{error} Drop or impute missing values") from error


def _features(matrix: Any) -> tuple[Any, bool]:
    """Return the columns without the constant one, and whether that was there."""
    intercept = CONSTANT in matrix.columns
    return matrix.drop(columns=CONSTANT) if intercept else matrix, intercept


def _response(matrix: Any, formula: str) -> Any:
    if matrix.shape[1] == 1:
        return matrix.iloc[:, 0].astype(np.float64)
    raise DataError(
        f"the response of {formula!r} is not one column of 0 and 1 but {list(matrix.columns)}. Say "
        "which value is 1, e.g. \"{y == 'yes'} ~ x\""
    )
