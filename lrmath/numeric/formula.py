"""Models written as formulas, ``fit_formula("y ~ x + C(g)", frame)``, through formulaic."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from importlib import import_module
from typing import Any

import numpy as np

from lrmath.numeric.arrays import Array, ArrayLike
from lrmath.numeric.errors import DataError
from lrmath.numeric.model import Fit, fit

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
    matrices = _materialise(formula, data)
    if not hasattr(matrices, "lhs"):
        raise DataError(f"the formula {formula!r} has no response; write 'y ~ {formula}'")
    X, intercept = _features(matrices.rhs)
    found = fit(X, _response(matrices.lhs, formula), intercept=intercept, **options)
    own = {field.name: getattr(found, field.name) for field in fields(Fit)}
    return FormulaFit(**own, formula=formula, spec=matrices.rhs.model_spec)


@dataclass(frozen=True, repr=False, eq=False)
class FormulaFit(Fit):
    """A fit that takes new rows as the data frame that the formula speaks of."""

    formula: str = ""
    spec: Any = None

    def _eta(self, X: Any, offset: ArrayLike | None) -> Array:
        return super()._eta(_features(_guarded(self.spec.get_model_matrix, X))[0], offset)


def _materialise(formula: str, data: Any) -> Any:
    try:
        formulaic = import_module("formulaic")
    except ImportError as error:
        raise ImportError("formulas need formulaic: pip install formulaic") from error
    if isinstance(data, Mapping):
        data = import_module("pandas").DataFrame(data)
    return _guarded(formulaic.model_matrix, formula, data)


def _guarded(function: Any, *arguments: Any) -> Any:
    """Call formulaic, and say what is wrong as a ``DataError``."""
    errors = import_module("formulaic.errors")
    try:
        return function(*arguments, na_action="raise", context={})
    except errors.FormulaicError as error:
        reason = str(error).splitlines()[0]  # the rest repeats the formula in colours
        raise DataError(f"the formula cannot be used: {reason}") from error
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
