"""The entries: ``fit(X, y)`` for one fit, ``lasso_path(X, y)`` for many."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, overload

from lrmath.numeric.data.counts import log_arrangements
from lrmath.numeric.data.forms import Given, Options, check_flag, given
from lrmath.numeric.data.problem import Observations, Problem
from lrmath.numeric.data.vectors import check_budget, check_penalty
from lrmath.numeric.estimate.firth import firth_estimate
from lrmath.numeric.estimate.lasso import Smooth, lasso_estimate
from lrmath.numeric.estimate.plan import Estimate, estimate
from lrmath.numeric.inference.result import Fit
from lrmath.numeric.linalg.arrays import ArrayLike, read_only
from lrmath.numeric.linalg.parallel import threads
from lrmath.numeric.model.errors import ConvergenceWarning, DataError
from lrmath.numeric.solve.path import largest, path, solution


def fit(
    X: Any,
    y: Any = None,
    *,
    l1: float = 0.0,
    l2: float = 0.0,
    firth: bool = False,
    weights: ArrayLike | str | None = None,
    offset: ArrayLike | str | None = None,
    trials: ArrayLike | str | None = None,
    intercept: bool = True,
    names: Sequence[str] | None = None,
    classes: Any = None,
    missing: str = "raise",
    max_iter: int = 100,
) -> Fit:
    """Fit a logistic or softmax regression by maximum likelihood (eq-nll), penalised on request.

    What is fitted may come as features and labels, ``fit(X, y)``, as a formula and a data frame,
    ``fit("y ~ x1 + log(x2) + C(group)", frame)``, or in blocks, ``fit(parquet_blocks(...))``. Each
    goes with every penalty and any number of classes.

    Parameters
    ----------
    X
        Features (m x p) without a constant column: array, nested list or data frame, whose column
        names are kept, SciPy sparse matrix, or Dask array or data frame; then ``y``, ``weights``
        and ``offset`` are Dask's, too. It is not modified, and not copied if it is float64 or
        float32; its numbers are used in float64 in any case. What is computed later, such as
        standard errors, reads it again, and raises an error if it was changed. Or a source of
        blocks, from ``parquet_blocks``, ``array_blocks`` or a class of your own with the method
        ``total``: it is read about ten times, with ``l1`` or ``firth`` more often, and never held
        in memory.
    y
        Labels (m,): 0 and 1, as numbers or booleans, or what ``classes`` says. Of grouped data the
        successes and failures (m x 2), or the successes (m,) of so many ``trials``.
    l1
        Lasso penalty l1 sum_j abs(beta_j) on the slopes, in the units of the columns. Of K classes
        it is on the slopes of all, none of which is a reference. There are no standard errors.
    l2
        Ridge penalty 1/2 l2 sum_j beta_j^2 on the slopes, not on the intercept, in nats; with
        ``l1`` the elastic net. Of K classes it is on the symmetric coefficients, where sum_k w_k =
        0, so that it does not depend on the reference.
    firth
        Whether 1/2 ln det of the information is added to the log-likelihood, which makes estimates
        finite under separation too. It goes without other penalties.
    weights
        How often each observation counts (m,); at least 0. With a formula also a column's name.
    offset
        Known part of the linear predictor (m,), in log-odds; of two classes only. With a formula
        also a column's name.
    trials
        Of how many trials y counts the successes (m,). A formula says ``cbind(s, f) ~ x``.
    intercept
        Whether a constant is fitted; it is the first coefficient.
    names
        Names of the columns of X (p,), if X has none or to replace them.
    classes
        ``"all"`` for every label that occurs, in their order, or a list of them. The first is the
        reference: its coefficients are zero, the others' are relative to it.
    missing
        ``"raise"`` refuses missing values, ``"drop"`` leaves out rows that have any.
    max_iter
        Largest number of iterations.

    Raises
    ------
    DataError
        If the data are not as above. It is a ``ValueError``.
    RankError
        If columns are linear combinations of others, unless there is a penalty other than Firth's.
    SeparationError
        If the classes are separated, so that no estimate exists, unless there is a penalty. Its
        direction has the coefficients of all classes but the first.

    Warns
    -----
    ConvergenceWarning
        If the iterations ended early; ``status`` says why.

    Source: A. Agresti, Categorical Data Analysis, 3rd ed. 2013, sections 5.5 and 8.1; of the lasso
    R. Tibshirani, J. Royal Statistical Society B 58, 1996, 267; of Firth's penalty D. Firth,
    Biometrika 80, 1993, 27.
    """
    penalties = _Penalties.of(l1, l2, firth, check_budget(max_iter))
    one = penalties.firth
    options = Options(weights, offset, trials, intercept, names, classes, missing, one)
    found = penalties.fit(given(X, y, options))
    _warn(found)
    return found


def lasso_path(
    X: Any,
    y: Any = None,
    *,
    l2: float = 0.0,
    count: int = 50,
    smallest: float = 1e-3,
    weights: ArrayLike | str | None = None,
    offset: ArrayLike | str | None = None,
    trials: ArrayLike | str | None = None,
    intercept: bool = True,
    names: Sequence[str] | None = None,
    classes: Any = None,
    missing: str = "raise",
) -> Path:
    """Return the lasso fits for ``count`` penalties, equally spaced in the logarithm.

    The first is the largest of use, where all slopes are zero, the last ``smallest`` times that.
    Each starts at the one before. The other arguments are those of ``fit``; raises and warns as it
    does.
    """
    options = Options(weights, offset, trials, intercept, names, classes, missing)
    observed = given(X, y, options)
    smooth = Smooth.of(observed.data, check_penalty(l2))
    with threads(observed.data.entries):
        steps = path(smooth.unit(), count, smallest)
        found = Path(
            tuple(_result(observed, lasso_estimate(smooth, at), l1=at.l1, l2=l2) for at in steps)
        )
    for one in found:
        _warn(one)
    return found


@dataclass(frozen=True, repr=False)
class Path(Sequence[Fit]):
    """Fits for falling penalties; each is a ``Fit`` of its own."""

    fits: tuple[Fit, ...]

    @property
    def l1(self) -> tuple[float, ...]:
        """The penalties."""
        return tuple(found.l1 for found in self.fits)

    @property
    def largest(self) -> float:
        """The least penalty with which all slopes are zero."""
        return self.fits[0].l1

    @overload
    def __getitem__(self, place: int) -> Fit: ...
    @overload
    def __getitem__(self, place: slice) -> Path: ...
    def __getitem__(self, place: int | slice) -> Fit | Path:
        return Path(self.fits[place]) if isinstance(place, slice) else self.fits[place]

    def __len__(self) -> int:
        return len(self.fits)

    def __iter__(self) -> Iterator[Fit]:
        return iter(self.fits)

    def __repr__(self) -> str:
        """Return the number of fits and their penalties on one line."""
        used = f"{len(self.fits[0].active)} to {len(self.fits[-1].active)} slopes"
        return f"Path({len(self)} fits, l1 from {self.l1[0]:.4g} to {self.l1[-1]:.4g}; {used})"


class _Penalties(NamedTuple):
    """What is asked for, checked."""

    l1: float
    l2: float
    firth: bool
    budget: int

    @classmethod
    def of(cls, l1: Any, l2: Any, firth: Any, budget: int) -> _Penalties:
        """Check the penalties; raises ``DataError``."""
        found = cls(check_penalty(l1, "l1"), check_penalty(l2), check_flag(firth, "firth"), budget)
        if found.firth and (found.l1 or found.l2):
            raise DataError("firth goes without l1 and l2: it is a penalty itself")
        return found

    def fit(self, given: Given) -> Fit:
        """Return the fit."""
        if self.firth:
            found = firth_estimate(Problem.of(given.data, 0.0), self.budget)
            return _result(given, found, firth=True)
        if self.l1:
            return _result(given, self._lasso(given.data), l1=self.l1, l2=self.l2)
        return _result(given, estimate(Problem.of(given.data, self.l2), self.budget), l2=self.l2)

    def _lasso(self, data: Observations) -> Estimate:
        smooth = Smooth.of(data, self.l2)
        with threads(data.entries):
            unit = smooth.unit()
            return lasso_estimate(smooth, solution(unit, self.l1, largest(unit), self.budget))


def _result(
    given: Given, found: Estimate, *, l1: float = 0.0, l2: float = 0.0, firth: bool = False
) -> Fit:
    data, k = given.data, len(given.data.classes) - 1
    more = 0.0 if data.grouped is None else log_arrangements(data.grouped)
    many = k > 1 and found.coefficients.ndim == 1
    return Fit(
        names=data.names,
        coefficients=read_only(found.coefficients.reshape(k, -1) if many else found.coefficients),
        errors=found.errors,
        log_likelihood=found.log_likelihood + more,
        status=found.status,
        points=found.trace,
        precision=found.digits,
        data=data,
        iterations=found.rounds,
        l1=l1,
        l2=l2,
        firth=firth,
        maximum=found.maximum if firth else found.log_likelihood,
        kkt=found.kkt,
        errors_from="inverse information" + (", Firth's penalty left out" if firth else ""),
        design=given.design,
    )


def _warn(found: Fit) -> None:
    """Warn on behalf of the caller of the entry."""
    if not found.status.converged:
        warnings.warn(str(found.status), ConvergenceWarning, stacklevel=3)
