"""Fit a table in a file: ``python -m lrmath fit DATA --target COLUMN``."""

from __future__ import annotations

import argparse
import json
import sys
import warnings
from collections.abc import Sequence
from dataclasses import replace
from importlib import import_module
from typing import Any

import numpy as np

from lrmath.numeric.data.loaders import parquet_blocks
from lrmath.numeric.data.tables import features, read_table, response, text_columns
from lrmath.numeric.fit import fit
from lrmath.numeric.inference.result import Fit
from lrmath.numeric.model.errors import ConvergenceWarning, DataError
from lrmath.numeric.model.iterate import Point
from lrmath.numeric.solve.progress import watched

#: What columns of a table are called in JSON, if they are not called the same.
NAMES = {"std. error": "standard_error", "p-value": "p_value", "odds ratio": "odds_ratio"}
#: What the remedies in messages are called here.
REMEDIES = {
    "fit(X, y, l2=1.0)": "--l2 1.0",
    "fit(X, y, firth=True)": "--firth",
    "e.g. y = (y == 'yes') or y = (y > 0), or fit every class: classes='all'": "--event VALUE",
}
#: Exit statuses.
DONE, NOT_CONVERGED, UNUSABLE = 0, 1, 2


def main(arguments: Sequence[str]) -> int:
    """Fit, print the table, and return 0; 1 if it did not converge, 2 if the data cannot be used.

    With ``--json`` the numbers are printed instead, and an error as ``{"error": …}``.
    """
    options = _parser().parse_args(arguments)
    try:
        with watched(_on_terminal if sys.stderr.isatty() else None), warnings.catch_warnings():
            warnings.simplefilter("ignore", ConvergenceWarning)  # the table and the status say it
            found = _fitted(options)
            _show(found, options)
    except (DataError, ImportError) as error:
        _complain(str(error), options)
        return UNUSABLE
    return DONE if found.status.converged else NOT_CONVERGED


def _show(found: Fit, options: argparse.Namespace) -> None:
    if options.json:
        print(json.dumps(numbers(found, options.level), ensure_ascii=False))
    else:
        print(found.summary(options.level))
    if options.plot:
        _draw(found, options)


def _complain(message: str, options: argparse.Namespace) -> None:
    for python, shell in REMEDIES.items():
        message = message.replace(python, shell)
    if options.json:
        print(json.dumps({"error": message}, ensure_ascii=False))
    else:
        print(f"error: {message}", file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m lrmath fit",
        description="Logistic regression of a table. Text columns become dummies.",
    )
    add = parser.add_argument
    add("data", metavar="DATA", help="a .csv, .tsv, .txt or .parquet file with named columns")
    add("--target", metavar="COLUMN", help="the column of y; all others are features")
    add("--event", metavar="VALUE", help="the value of the target that counts as 1")
    add("--formula", help='the model instead, e.g. "y ~ x + C(group)"')
    add("--l1", type=float, default=0.0, help="lasso penalty on the slopes (default: none)")
    add("--l2", type=float, default=0.0, help="ridge penalty on the slopes (default: none)")
    add("--firth", action="store_true", help="Firth's penalised likelihood: always finite")
    add("--stream", action="store_true", help="read a Parquet file one row group at a time")
    add("--sep", metavar="TEXT", help="what separates columns of a text file (default: a comma)")
    add("--missing", choices=("raise", "drop"), default="raise", help="rows with empty cells")
    add("--level", type=_level, default=0.95, help="level of the intervals (default: 0.95)")
    add("--json", action="store_true", help="print the numbers as JSON")
    add("--plot", metavar="FILE", help="save odds ratios and intervals as .svg, .png or .pdf")
    return parser


def _level(text: str) -> float:
    level = float(text)
    if not 0 < level < 1:
        raise argparse.ArgumentTypeError(f"must lie between 0 and 1, got {text}")
    return level


def _fitted(options: argparse.Namespace) -> Fit:
    X, y, dropped = _observations(options)
    penalties = {"l1": options.l1, "l2": options.l2, "firth": options.firth}
    found = fit(X, y, **penalties, missing=options.missing)
    data: Any = found.data
    return replace(found, data=replace(data, dropped=dropped)) if dropped else found


def _observations(options: argparse.Namespace) -> tuple[Any, Any, int]:
    """Return what ``fit`` takes, and how many rows are left out; raises ``DataError``."""
    if options.target is None and options.formula is None:
        raise DataError("say what is fitted: --target COLUMN or --formula 'y ~ x'")
    if options.formula is not None and (options.target or options.event):
        raise DataError(
            "a formula names its response itself, so --formula goes without --target and --event; "
            "write \"{y == 'yes'} ~ x\" to say which value is 1"
        )
    if options.stream:
        return _streamed(options), None, 0
    table = read_table(options.data, options.sep)
    if options.formula is not None:
        return options.formula, table, 0
    whole = table.dropna() if options.missing == "drop" else table
    y, X = response(whole, options.target, options.event), features(whole, options.target)
    return (_with_dummies(X) if text_columns(X) else X), y, len(table) - len(whole)


def _streamed(options: argparse.Namespace) -> Any:
    if not options.data.endswith(".parquet") or options.formula or options.event:
        raise DataError("--stream needs a .parquet file and --target with 0 and 1")
    return parquet_blocks(options.data, options.target)


def _with_dummies(X: Any) -> Any:
    """Return the table with dummies in place of text columns; raises ``DataError``."""
    text = text_columns(X)
    try:
        formulaic = import_module("formulaic")
    except ImportError as error:
        raise DataError(
            f"the columns {text} hold text; pip install formulaic to have them as dummies, or "
            "encode them"
        ) from error
    safe = {f"c{j}": name for j, name in enumerate(X.columns)}  # a formula cannot quote all names
    matrix = formulaic.model_matrix(" + ".join(safe), X.set_axis(list(safe), axis=1)).iloc[:, 1:]
    names = (column.partition("[") for column in matrix.columns)
    return matrix.set_axis([f"{safe[head]}{mark}{level}" for head, mark, level in names], axis=1)


def numbers(found: Fit, level: float) -> dict[str, Any]:
    """Return all that the table shows, unrounded, for ``json``; what is not finite as None."""
    columns = found.columns(level)
    values = zip(*(column.tolist() for column in columns.values()), strict=True)
    keys = [NAMES.get(name, name) for name in columns]
    rows = [dict(zip(keys, map(_finite, row), strict=True)) for row in values]
    return {
        "coefficients": dict(zip(found.labels, rows, strict=True)),
        "level": level,
        "observations": found.data.size,
        "log_likelihood": found.log_likelihood,
        "deviance": found.deviance,
        "aic": found.aic,
        "bic": found.bic,
        "l1": found.l1,
        "l2": found.l2,
        "firth": found.firth,
        "converged": found.status.converged,
        "status": str(found.status),
        "iterations": found.iterations,
        "digits": found.digits,
    }


def _finite(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _draw(found: Fit, options: argparse.Namespace) -> None:
    """Save the picture; the format follows the name of the file."""
    import_module("matplotlib").use("Agg")
    plots = import_module("lrmath.plots")  # only a plot needs Matplotlib
    plots.style()
    try:
        plots.odds_ratios(found, options.level).figure.savefig(options.plot)
    except (OSError, ValueError) as error:
        raise DataError(f"the plot was not saved: {error}") from error


def _on_terminal(iteration: int, point: Point) -> None:
    """Keep one line of progress on the terminal."""
    print(f"\riteration {iteration}: objective {point.value:.10g}", end="\033[K\r", file=sys.stderr)
