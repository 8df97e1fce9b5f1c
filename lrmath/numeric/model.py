"""The entry: ``fit(X, y)`` returns everything known about the maximum-likelihood estimate."""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from lrmath.numeric.arrays import Array, ArrayLike, read_only
from lrmath.numeric.blocks import DaskBlocks
from lrmath.numeric.check import Data, check_budget, check_data, check_penalty
from lrmath.numeric.errors import ConvergenceWarning
from lrmath.numeric.estimate import Estimate, estimate
from lrmath.numeric.estimates import Estimates
from lrmath.numeric.loaders import collection_blocks, is_dask
from lrmath.numeric.predictor import Predictor
from lrmath.numeric.restrict import restricted_optimum
from lrmath.numeric.summary import summary
from lrmath.numeric.table import Table


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

    Parameters
    ----------
    X
        Features (m x p) without a constant column: array, nested list or data frame, whose column
        names are kept, or a SciPy sparse matrix. It is not modified, and not copied if it is
        float64 or float32; its numbers are used in float64 in any case. A Dask array or data frame
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
    if is_dask(X):
        source = collection_blocks(X, y, weights, offset, names)
        return _fit_blocks(source, l2=l2, intercept=intercept, max_iter=max_iter)
    data = check_data(X, y, weights, offset, intercept=intercept, names=names)
    found = estimate(data, check_penalty(l2), check_budget(max_iter))
    if not found.status.converged:
        warnings.warn(str(found.status), ConvergenceWarning, stacklevel=2)
    return Fit._of(data, float(l2), found)


def _fit_blocks(source: DaskBlocks, **options: Any) -> Fit:
    from lrmath.numeric.streamed_fit import fit_blocks  # it makes a Fit itself

    return fit_blocks(source, **options)


@dataclass(frozen=True, repr=False, eq=False)
class Fit(Predictor, Estimates):
    """A fitted logistic regression; its vectors (n,) and matrices (n x n) follow ``names``."""

    @classmethod
    def _of(cls, data: Data, l2: float, found: Estimate) -> Fit:
        return cls(
            names=data.names,
            coefficients=read_only(found.coefficients),
            errors=found.errors,
            log_likelihood=found.log_likelihood,
            status=found.status,
            trace=found.trace,
            digits=found.digits,
            l2=l2,
            data=data,
        )

    @property
    def maximum(self) -> float:
        """The maximised function: here the log-likelihood, unless the fit is penalised."""
        return self.log_likelihood

    def restricted_optimum(self, values: Mapping[str, float]) -> tuple[float, Array]:
        """Return the largest log-likelihood with the named coefficients fixed, and where it is.

        Raises ``DataError`` on a name that is not a coefficient.
        """
        return restricted_optimum(self.data, values)

    def summary(self, level: float = 0.95) -> Table:
        """Return the table of estimates, standard errors, tests, intervals and odds ratios.

        It prints as text, shows as HTML in a notebook, and has ``html()`` and ``latex()``.
        """
        return summary(self, level)

    def __repr__(self) -> str:
        """Return the estimates on one line, and the status if it is not the good one."""
        listed = ", ".join(
            f"{name}={value:.6g}" for name, value in zip(self.names, self.coefficients, strict=True)
        )
        ending = "" if self.status.converged else f", status={self.status.name}"
        return f"Fit({listed}; log-likelihood {self.log_likelihood:.6g}{ending})"
