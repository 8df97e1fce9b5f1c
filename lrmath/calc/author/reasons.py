"""What an author gives with a line: the reasons behind ``by=``, and the place in the source."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from types import FrameType
from typing import Any

from ..kernel.reasons import BUILT_IN, KINDS
from ..kernel.reasons.base import Reason
from ..kernel.reasons.theorem import ByTheorem
from ..language.errors import IllTyped


def as_reasons(by: object) -> tuple[Reason, ...]:
    """The reasons of a step."""
    if isinstance(by, Iterable) and not isinstance(by, str):
        return tuple(map(_as_reason, by))
    return (_as_reason(by),)


def _as_reason(found: Any) -> Reason:
    proof = getattr(type(found), "proof", None)
    if type(found) in KINDS:
        return found  # type: ignore[no-any-return]
    if proof is not None and type(found).__module__.startswith(__package__ or ""):
        return ByTheorem(found.proof)
    if isinstance(found, str):
        plain = found.strip().replace("_", " ")
        example = plain.replace(" ", "_") if plain in BUILT_IN else "algebra"
        raise IllTyped(f"{found!r} is text; write the reason without quotes, as in by={example}")
    raise IllTyped(f"this {type(found).__name__} is not a reason{_hint(found)}")


def _hint(found: object) -> str:
    if hasattr(found, "qed"):
        return "; close it with .qed()"
    return ", such as algebra, calculus, definition('sigma'), or a theorem"


def place() -> tuple[str, int]:
    """The module and the line of whoever claims, outside the checker."""
    home = __name__.removesuffix("author.reasons")
    frame: FrameType | None = sys._getframe()
    while frame and frame.f_globals.get("__name__", "").startswith(home):
        frame = frame.f_back
    return (frame.f_globals.get("__name__", ""), frame.f_lineno) if frame else ("", 0)
