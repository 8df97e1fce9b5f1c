"""What a line tends to, by SymPy's own limit."""

from __future__ import annotations

from typing import Any

import sympy as sp

from .instances import Written


def limit(written: Written) -> Any:
    """SymPy's limit of the left side; None where it finds none."""
    variable, target = written.target()
    try:
        found = sp.limit(written.left, variable, target, side(variable, target))
    except (NotImplementedError, ValueError):
        return None
    unknown = found.has(sp.Limit, sp.nan, sp.zoo, sp.AccumBounds)
    return None if unknown else found


def side(variable: Any, target: Any) -> str:
    """From where the variable comes: from above where its domain begins, else from both sides."""
    if target.is_infinite:
        return "-" if target > 0 else "+"
    return "+" if variable.is_nonnegative and target == 0 else "+-"
