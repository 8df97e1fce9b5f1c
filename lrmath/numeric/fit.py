"""The entries: ``fit(X, y)`` for one fit, ``lasso_path(X, y)`` for many."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, overload

from lrmath.numeric.data.formulas import Design, materialised, named
from lrmath.numeric.data.loaders import collection_blocks, is_dask
from lrmath.numeric.data.observations import check_data
from lrmath.numeric.data.problem import Observations, Problem
from lrmath.numeric.data.survey import BlockData
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
    weights: ArrayLike | None = None,
    offset: ArrayLike | None = None,
    intercept: bool = True,
    names: Sequence[str] | None = None,
    classes: Any = None,
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
        standard errors, reads it again, so leave it as it is; if not, an error says so. Or a source of blocks, from
        ``parquet_blocks``, ``array_blocks`` or a class of your own with the method ``total``: it is
        read about ten times, with ``l1`` or ``firth`` more often, and never held in memory.
    y
        Labels (m,): 0 and 1, as numbers or booleans, or what ``classes`` says.
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
    intercept
        Whether a constant is fitted; it is the first coefficient.
    names
        Names of the columns of X (p,), if X has none or to replace them.
    classes
        ``"all"`` for every label that occurs, in their order, or a list of them. The first is the
        reference: its coefficients are zero, the others' are relative to it.
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
    given = _given(X, y, weights, offset, intercept, names, classes, penalties.firth)
    found = penalties.fit(given)
    _warn(found)
    return found


def lasso_path(
    X: Any,
    y: Any = None,
    *,
    l2: float = 0.0,
    count: int = 50,
    smallest: float = 1e-3,
    weights: ArrayLike | None = None,
    offset: ArrayLike | None = None,
    intercept: bool = True,
    names: Sequence[str] | None = None,
    classes: Any = None,
) -> Path:
    """Return the lasso fits for ``count`` penalties, equally spaced in the logarithm.

    The first is the largest of use, where all slopes are zero, the last ``smallest`` times that.
    Each starts at the one before. The other arguments are those of ``fit``; raises and warns as it
    does.
    """
    given = _given(X, y, weights, offset, intercept, names, classes)
    smooth = Smooth.of(given.data, check_penalty(l2))
    with threads(given.data.entries):
        steps = path(smooth.unit(), count, smallest)
        found = Path(
            tuple(_result(given, lasso_estimate(smooth, at), l1=at.l1, l2=l2) for at in steps)
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


class _Given(NamedTuple):
    """Checked observations, and the formula that made them."""

    data: Observations
    design: Design | None = None


def _given(
    X: Any,
    y: Any,
    weights: Any,
    offset: Any,
    intercept: bool,
    names: Sequence[str] | None,
    classes: Any,
    one_class: bool = False,
) -> _Given:
    """Return the observations in whatever form they came; raises ``DataError``."""
    intercept, design = _flag(intercept, "intercept"), None
    if hasattr(X, "total"):
        _refuse("a source of blocks", y=y, weights=weights, offset=offset, names=names)
        return _Given(BlockData.of(X, intercept, classes, one_class))
    if y is None and not isinstance(X, str):
        raise DataError("labels are missing: fit(X, y), or fit('y ~ x', frame)")
    if is_dask(X):
        storage = collection_blocks(X, y, weights, offset, names)
        return _Given(BlockData.of(storage, intercept, classes, one_class))
    if isinstance(X, str):
        _refuse("a formula", names=names, intercept=None if intercept else intercept)
        weights, offset = named(y, weights, "weights"), named(y, offset, "offset")
        X, y, intercept, design = materialised(X, y, labels=classes is not None)
    options: dict[str, Any] = {"intercept": intercept, "names": names, "classes": classes}
    return _Given(check_data(X, y, weights, offset, **options, one_class=one_class), design)


def _flag(value: Any, name: str) -> bool:
    if value not in (True, False):
        raise DataError(f"{name} must be True or False; got {value!r}")
    return bool(value)


def _refuse(what: str, **options: Any) -> None:
    """Raise ``DataError`` if an option is given of which the data have their own word."""
    given = [name for name, value in options.items() if value is not None]
    if given and what == "a formula":
        raise DataError(
            f"a formula says itself which columns there are, so it goes without {given[0]}; write "
            "'y ~ x - 1' to leave out the intercept"
        )
    if given:
        raise DataError(f"{what} goes without {given[0]}: each block has its own")


class _Penalties(NamedTuple):
    """What is asked for, checked."""

    l1: float
    l2: float
    firth: bool
    budget: int

    @classmethod
    def of(cls, l1: Any, l2: Any, firth: Any, budget: int) -> _Penalties:
        """Check the penalties; raises ``DataError``."""
        found = cls(check_penalty(l1, "l1"), check_penalty(l2), _flag(firth, "firth"), budget)
        if found.firth and (found.l1 or found.l2):
            raise DataError("firth goes without l1 and l2: it is a penalty itself")
        return found

    def fit(self, given: _Given) -> Fit:
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
    given: _Given, found: Estimate, *, l1: float = 0.0, l2: float = 0.0, firth: bool = False
) -> Fit:
    data, k = given.data, len(given.data.classes) - 1
    many = k > 1 and found.coefficients.ndim == 1
    return Fit(
        names=data.names,
        coefficients=read_only(found.coefficients.reshape(k, -1) if many else found.coefficients),
        errors=found.errors,
        log_likelihood=found.log_likelihood,
        status=found.status,
        trace=found.trace,
        digits=found.digits,
        data=data,
        iterations=found.rounds or len(found.trace) - 1,
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
