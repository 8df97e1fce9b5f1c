"""The forms in which observations come: arrays, frames, formulas, counts, Dask, blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from lrmath.numeric.data.counts import are_counts, check_counts
from lrmath.numeric.data.formulas import Design, materialised, named, variables
from lrmath.numeric.data.loaders import collection_blocks, is_dask
from lrmath.numeric.data.missing import check_missing, complete
from lrmath.numeric.data.observations import check_data
from lrmath.numeric.data.problem import Observations
from lrmath.numeric.data.survey import BlockData
from lrmath.numeric.model.errors import DataError


class Given(NamedTuple):
    """Checked observations, and the formula that made them."""

    data: Observations
    design: Design | None = None


@dataclass(frozen=True)
class Options:
    """What ``fit`` was told about the observations, unchecked; ``one_class`` may be enough."""

    weights: Any = None
    offset: Any = None
    trials: Any = None
    intercept: Any = True
    names: Sequence[str] | None = None
    classes: Any = None
    missing: Any = "raise"
    one_class: bool = False


def given(X: Any, y: Any, options: Options) -> Given:
    """Return the observations in whatever form they came; raises ``DataError``."""
    options = replace(options, intercept=check_flag(options.intercept, "intercept"))
    drop = check_missing(options.missing)
    if hasattr(X, "total"):
        return Given(_in_blocks(X, y, options, drop))
    if y is None and not isinstance(X, str):
        raise DataError("labels are missing: fit(X, y), or fit('y ~ x', frame)")
    if is_dask(X):
        return Given(_in_blocks(X, y, options, drop))
    if isinstance(X, str):
        return _of_formula(X, y, options, drop)
    values = X, y, options.weights, options.offset, options.trials
    if not drop:
        return Given(_checked(X, y, options, 0))
    left = complete(*values)
    X, y, weights, offset, trials = left.values
    options = replace(options, weights=weights, offset=offset, trials=trials)
    return Given(_checked(X, y, options, left.dropped))


def check_flag(value: Any, name: str) -> bool:
    """Return a value that is True or False; raises ``DataError``."""
    if value not in (True, False):
        raise DataError(f"{name} must be True or False; got {value!r}")
    return bool(value)


def _in_blocks(X: Any, y: Any, options: Options, drop: bool) -> BlockData:
    own = {"trials": options.trials, "missing": "drop" if drop else None}
    if is_dask(X):
        _refuse("a Dask collection", **own)
        X = collection_blocks(X, y, options.weights, options.offset, options.names)
    else:
        extra = {"y": y, "weights": options.weights, "offset": options.offset}
        _refuse("a source of blocks", **extra, names=options.names, **own)
    return BlockData.of(X, options.intercept, options.classes, options.one_class)


def _of_formula(formula: str, frame: Any, options: Options, drop: bool) -> Given:
    _refuse("a formula", names=options.names, intercept=None if options.intercept else False)
    asked = {name: getattr(options, name) for name in ("weights", "offset", "trials")}
    columns = {name: named(frame, values, name) for name, values in asked.items()}
    dropped = 0
    if drop:
        left = complete(variables(formula, frame), *columns.values())
        frame, dropped = left.values[0], left.dropped
        columns = dict(zip(columns, left.values[1:], strict=True))
    made = materialised(formula, frame, labels=options.classes is not None)
    if made.offset is not None and columns["offset"] is not None:
        raise DataError("the formula has an offset() already; give all of it there, or none")
    if made.offset is not None:
        columns["offset"] = made.offset
    options = replace(options, **columns, intercept=made.intercept)
    return Given(_checked(made.X, made.y, options, dropped), made.design)


def _checked(X: Any, y: Any, options: Options, dropped: int) -> Observations:
    shared: dict[str, Any] = {
        "intercept": options.intercept,
        "names": options.names,
        "one_class": options.one_class,
    }
    if are_counts(y, options.trials):
        _refuse("a fit to counts", weights=options.weights, classes=options.classes)
        data = check_counts(X, y, options.trials, options.offset, **shared)
    else:
        data = check_data(X, y, options.weights, options.offset, classes=options.classes, **shared)
    return replace(data, dropped=dropped) if dropped else data


#: What the data of a form have their own word for.
_OWN = {
    "a formula": "a formula says itself which columns there are, so it goes without {}; write "
    "'y ~ x - 1' to leave out the intercept",
    "a source of blocks": "a source of blocks goes without {}: each block has its own",
    "a Dask collection": "a Dask collection goes without {}; prepare its partitions before",
    "a fit to counts": "a fit to counts goes without {}: the counts are weights of two classes",
}


def _refuse(what: str, **options: Any) -> None:
    """Raise ``DataError`` if an option is given of which the data have their own word."""
    there = [name for name, value in options.items() if value is not None]
    if there:
        raise DataError(_OWN[what].format(there[0]))
