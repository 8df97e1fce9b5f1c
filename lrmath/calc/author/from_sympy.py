"""Lines that come as SymPy's objects, in the spelling of a line.

They are written out as text, and read as if the author had typed them: the kernel never meets
SymPy's objects. SymPy simplifies what it is given; what was checked is what it then holds.
"""

from __future__ import annotations

import sys
from typing import Any

from ..language.declarations import Declarations
from ..language.errors import IllTyped
from ..language.relations import EQUIVALENT


def of_sympy(value: object) -> bool:
    """Whether a value is SymPy's; SymPy is not loaded for this question."""
    sympy = sys.modules.get("sympy")
    return sympy is not None and isinstance(value, sympy.Basic)


def spelling(value: Any, context: Declarations) -> Any:
    """The text of SymPy's object; anything else as it came."""
    if not of_sympy(value):
        return value
    from ..bridge.inward import spelled

    return spelled(value, context)


def sides(left: Any, right: Any, context: Declarations) -> tuple[Any, Any]:
    """Both sides of a claim; ``left`` alone may be a whole relation of SymPy's."""
    if right is not None:
        return spelling(left, context), _signed(spelling(right, context), left, right)
    if not of_sympy(left):
        raise IllTyped("a claim needs its right side; only a relation of SymPy has both")
    from ..bridge.inward import parted

    return parted(left, context)


def _signed(spelled: Any, left: Any, right: Any) -> Any:
    """The right side of two relations, as that of an equivalence."""
    both = all(getattr(side, "is_Relational", False) for side in (left, right))
    return f"{EQUIVALENT} {spelled}" if both else spelled


def step_text(value: Any, equivalence: bool, context: Declarations) -> tuple[str | None, Any]:
    """What a relation of SymPy starts from, if it says so, and the line."""
    if equivalence or not getattr(value, "is_Relational", False) or not of_sympy(value):
        return None, spelling(value, context)
    from ..bridge.inward import parted

    return parted(value, context)
