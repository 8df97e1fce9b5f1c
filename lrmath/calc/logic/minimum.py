"""The gap between two sides is nowhere negative, because it is smallest where it is zero.

Let d be the gap as a function of one real variable v, smooth on an interval, with d(a) = 0.

* *convexity*: d′(a) = 0 and d″ ≥ 0 everywhere;
* *monotonicity*: (v - a) d′(v) ≥ 0 everywhere: d falls up to a, and rises from there.

Either way d ≥ 0 on the whole interval.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..language.binding import mentions, replace
from ..language.declarations import Declarations
from ..language.domains import UNKNOWN
from ..language.errors import IllTyped
from ..language.reader import parse
from ..language.shapes import scalar, shape
from ..language.terms import At, Diff, Op, Scalar, Term, has_part
from ..normal.algebra import Algebra
from .certificates import Certificates
from .conditions import Inspector
from .rewriting import unfold_all


def never_negative(
    gap: Term, touch: Touching, derivative: Callable[[Term, Scalar], Term], form: Algebra
) -> bool:
    """Whether the gap is at least zero, by the slopes that ``derivative`` works out."""
    variable, point = touch.variable, touch.point
    if not Inspector(form.context).defined(Diff(gap, variable)):
        return False  # somewhere it is undefined, or has a kink

    def vanishes(term: Term) -> bool:
        """Whether a term is zero at the point, with every definition put."""
        full = unfold_all(term)
        if has_part(full, Diff, At):
            return False  # what was not worked out cannot be taken at the point
        return form.is_zero(form.norm(replace(full, {variable: point})))

    def known(term: Term) -> bool:
        """Whether a term is nowhere negative."""
        return Certificates(form).sign(term) != UNKNOWN

    slope = derivative(gap, variable)
    if not touch.twice:
        return vanishes(gap) and known(Op("*", Op("-", variable, point), slope))
    return vanishes(gap) and vanishes(slope) and known(derivative(slope, variable))


@dataclass(frozen=True, slots=True)
class Touching:
    """Where the gap is zero; ``twice`` asks for convexity, else for the direction of the slope."""

    variable: Scalar
    point: Term
    twice: bool


def touching(said: str, name: str, point: str, twice: bool, context: Declarations) -> Touching:
    """The variable and its point, which exists, lies in the interval, and stays where it is."""
    said = f"{said} in {name}"
    variable = context.names.get(name)
    if not isinstance(variable, Scalar):
        raise IllTyped(f"{said}: one needs a declared scalar")
    problem = context.not_a_variable(variable)
    if problem:
        raise IllTyped(f"{said}: {problem}")
    if context.tied(variable):
        raise IllTyped(f"{said}: a hypothesis limits it; declare its domain instead")
    found = parse(point, context)
    if shape(found) or mentions(found, variable):
        raise IllTyped(f"{said}: {point} is not one point")
    found, inspector = scalar(found), Inspector(context)
    if not (inspector.defined(found) and inspector.member(found, variable.domain)):
        raise IllTyped(f"{said}: {point} is not known to be {variable.domain}")
    return Touching(variable, found, twice)
