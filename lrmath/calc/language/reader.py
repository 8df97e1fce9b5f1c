"""From one line of text to a :class:`~lrmath.calc.language.terms.Term`, in SymPy's own spelling.

Names are resolved here, once: the term holds what they mean.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .binders import SPECIAL
from .binding import mentions
from .declarations import Declarations
from .errors import IllTyped
from .reading import Reading, checked_line
from .relations import SIGN, SPELLED
from .spelling import one_relation
from .terms import (
    Compare,
    Infinity,
    Term,
)

INFINITIES = {"oo": Infinity(1), "-oo": Infinity(-1)}


# ---------------------------------------------------------------- entries of this module
def parse(text: str, context: Declarations) -> Term:
    """Read one formula."""
    return Reading(text, context, SPECIAL).read()


def parse_relation(text: str, context: Declarations) -> Compare:
    """Read one relation between two formulas, such as ``t > 0``."""
    signs = list(SIGN.finditer(checked_line(text)))
    relation = SPELLED[signs[0][0]] if len(signs) == 1 else ""
    if relation in ("", "<=>", "->"):
        raise IllTyped(one_relation(text))
    start, end = signs[0].span()
    return Compare(parse(text[:start], context), relation, parse(text[end:], context))


def parse_limit(text: str, context: Declarations) -> Term:
    """Read what a line tends to: a formula without the variable that moves, ``oo``, or ``-oo``."""
    if context.target is None:
        raise IllTyped('-> needs a variable that tends to something; declare .tends("t", "oo")')
    found = INFINITIES.get(text.replace(" ", "")) or parse(text, context)
    variable = context.target[0]
    if mentions(found, variable):
        raise IllTyped(f"a limit cannot depend on {getattr(variable, 'name', '')}", text)
    return found


def reader(relation: str) -> Callable[[str, Declarations], Any]:
    """What reads the side that follows a relation."""
    return {"<=>": parse_relation, "->": parse_limit}.get(relation, parse)
