"""The 25 errors of the five sources, E1 to E25, in the order in which they are printed."""

from __future__ import annotations

from . import conclusions, derivatives, letters
from .core import Erratum

_FOUND = [
    value
    for module in (letters, derivatives, conclusions)
    for value in vars(module).values()
    if isinstance(value, Erratum)
]

ERRORS: dict[str, Erratum] = {
    erratum.number: erratum for erratum in sorted(_FOUND, key=lambda e: int(e.number[1:]))
}
