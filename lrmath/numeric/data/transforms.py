"""What formulas may call besides formulaic's own functions: R's spelling of splines and counts."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from typing import Any

import numpy as np

#: A term of a formula that is a known part of the linear predictor.
OFFSET = re.compile(r"offset\(.*\)")
#: A response of counts.
COUNTS = re.compile(r"cbind\(.*\)")


@cache
def context() -> dict[str, Any]:
    """Return the functions by their names; formulaic must be there.

    ``ns(z, 3)`` has the curves of R's: natural cubic splines with inner knots at the quantiles, in
    another basis. ``cr`` and ``cc`` are centred, as in mgcv, so that they go with an intercept;
    ``constraints=None`` leaves that out.
    """
    splines = import_module("formulaic.transforms.cubic_spline")
    stateful = import_module("formulaic.utils.stateful_transforms").stateful_transform
    natural, cyclic = splines.natural_cubic_spline, splines.cyclic_cubic_spline

    def ns(x: Any, df: int = 2, knots: Any = None, _state: Any = None) -> Any:
        if knots is None and df < 2:
            raise ValueError(f"ns(z, {df}) has no knots: write z, or ns(z, 2) and more")
        if knots is None:
            inner = np.linspace(0, 1, df + 1)[1:-1]
            knots = _state.setdefault("quantiles", np.quantile(np.asarray(x, float), inner))
        own = _state.setdefault("spline", {})
        return natural(x, knots=knots, constraints="center", _state=own)

    def cr(x: Any, df: Any = None, constraints: Any = "center", _state: Any = None) -> Any:
        return natural(x, df, constraints=constraints, _state=_state)

    def cc(x: Any, df: Any = None, constraints: Any = "center", _state: Any = None) -> Any:
        return cyclic(x, df, constraints=constraints, _state=_state)

    named = {"ns": ns, "cr": cr, "cc": cc}
    plain = {"offset": _same, "cbind": _side_by_side}
    return plain | {name: stateful(function) for name, function in named.items()}


def _same(x: Any) -> Any:
    return x


def _side_by_side(*columns: Any) -> Any:
    return np.column_stack(columns)
