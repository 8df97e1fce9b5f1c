"""The entries: ``fit(X, y)`` for two classes and ``fit_multinomial(X, y)`` for more.

They only see what kind of data has come; the fits themselves know nothing of each other.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lrmath.numeric.data.loaders import collection_blocks, is_dask
from lrmath.numeric.fits.formula import fit_formula, fit_multinomial_formula
from lrmath.numeric.fits.from_blocks import fit_blocks
from lrmath.numeric.inference.multinomial import MultinomialFit, fit_multinomial_arrays
from lrmath.numeric.inference.result import Fit, fit_arrays
from lrmath.numeric.linalg.arrays import ArrayLike
from lrmath.numeric.model.errors import DataError


def fit(
    X: Any,
    y: Any,
    *,
    l2: float = 0.0,
    weights: ArrayLike | None = None,
    offset: ArrayLike | None = None,
    intercept: bool = True,
    names: Sequence[str] | None = None,
    max_iter: int = 100,
) -> Fit:
    """Fit P(y = 1) = sigma(X beta) by maximum likelihood (eq-nll); unpenalised by default.

    Either features and labels are given, ``fit(X, y)``, or a formula and a data frame, ``fit("y ~
    x1 + x2", frame)``, which is ``fit_formula``.

    Parameters
    ----------
    X
        Features (m x p) without a constant column: array, nested list or data frame, whose column
        names are kept, or a SciPy sparse matrix. It is not modified, and not copied if it is
        float64 or float32; its numbers are used in float64 in any case. What is computed later,
        such as standard errors, reads it again, so leave it as it is. A Dask array or data frame
        is handed to ``fit_blocks``; ``y``, ``weights`` and ``offset`` then are Dask's, too.
    y
        Labels (m,): 0 and 1, as numbers or booleans.
    l2
        Penalty 1/2 l2 sum_j beta_j^2 on the slopes, not on the intercept, in nats.
    weights
        How often each observation counts (m,); at least 0.
    offset
        Known part of the linear predictor (m,), in log-odds.
    intercept
        Whether a constant is fitted; it is the first coefficient.
    names
        Names of the columns of X (p,), if X has none or to replace them.
    max_iter
        Largest number of Newton steps.

    Raises
    ------
    DataError
        If the data are not as above. It is a ``ValueError``.
    RankError
        If columns are linear combinations of others, unless ``l2 > 0``.
    SeparationError
        If the classes are separated, so that no estimate exists, unless ``l2 > 0``.

    Warns
    -----
    ConvergenceWarning
        If the iterations ended early; ``status`` says why.

    Source: A. Agresti, Categorical Data Analysis, 3rd ed. 2013, section 5.5.
    """
    if isinstance(X, str):
        _refuse(names=names, intercept=None if intercept else intercept)
        options = {"weights": weights, "offset": offset, "stacklevel": 4}
        return fit_formula(X, y, l2=l2, max_iter=max_iter, **options)
    if is_dask(X):
        source = collection_blocks(X, y, weights, offset, names)
        return fit_blocks(source, l2=l2, intercept=intercept, max_iter=max_iter, stacklevel=3)
    return fit_arrays(
        X,
        y,
        l2=l2,
        weights=weights,
        offset=offset,
        intercept=intercept,
        names=names,
        max_iter=max_iter,
        stacklevel=3,
    )


def fit_multinomial(
    X: Any,
    y: Any,
    *,
    l2: float = 0.0,
    weights: ArrayLike | None = None,
    intercept: bool = True,
    names: Sequence[str] | None = None,
    max_iter: int = 100,
) -> MultinomialFit:
    """Fit P(y = k) proportional to e^{x'w_k} by maximum likelihood; unpenalised by default.

    Either features and labels are given, or a formula and a data frame, ``fit_multinomial("species
    ~ length + width", frame)``, which is ``fit_multinomial_formula``.

    Parameters
    ----------
    X
        Features (m x p) without a constant column: array, data frame or SciPy sparse matrix.
    y
        Labels (m,) of any sortable kind. The first class in their order is the reference: its
        coefficients are zero, the others' are relative to it.
    l2
        Penalty 1/2 l2 sum_k w_k . w_k on the slopes in the symmetric coding, where sum_k w_k = 0,
        so that it does not depend on the reference.
    weights
        How often each observation counts (m,); at least 0.
    intercept, names, max_iter
        As for ``fit``.

    Raises
    ------
    DataError, RankError, SeparationError
        As for ``fit``; the direction of a separation has the coefficients of all classes but the
        first.

    Warns
    -----
    ConvergenceWarning
        If the iterations ended early; ``status`` says why.

    Source: A. Agresti, Categorical Data Analysis, 3rd ed. 2013, section 8.1.
    """
    if isinstance(X, str):
        _refuse(names=names, intercept=None if intercept else intercept)
        options = {"weights": weights, "stacklevel": 4}
        return fit_multinomial_formula(X, y, l2=l2, max_iter=max_iter, **options)
    return fit_multinomial_arrays(
        X,
        y,
        l2=l2,
        weights=weights,
        intercept=intercept,
        names=names,
        max_iter=max_iter,
        stacklevel=3,
    )


def _refuse(**options: Any) -> None:
    """Raise ``DataError`` if an option is given of which a formula has its own word."""
    given = [name for name, value in options.items() if value is not None]
    if given:
        raise DataError(
            f"a formula says itself which columns there are, so it goes without {given[0]}; write "
            "'y ~ x - 1' to leave out the intercept"
        )
