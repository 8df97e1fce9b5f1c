"""The gap between two sides is nowhere negative, because it is smallest where it is zero.

Let d be the gap as a function of one real variable v, smooth on an interval, with d(a) = 0.

* *convexity*: d′(a) = 0 and d″ ≥ 0 everywhere;
* *monotonicity*: (v - a) d′(v) ≥ 0 everywhere: d falls up to a, and rises from there.

Either way d ≥ 0 on the whole interval.
"""

from __future__ import annotations

from collections.abc import Callable

from .algebra import Algebra
from .certificates import Certificates
from .context import Context
from .domains import Inspector
from .errors import IllTyped
from .matrices import scalar, shape
from .rewrite import unfold_all
from .rules import Touch
from .signs import UNKNOWN
from .syntax import parse
from .term import At, Diff, Name, Op, Term, replace, walk


def never_negative(
    gap: Term, reason: Touch, derivative: Callable[[Term, Name], Term], form: Algebra
) -> bool:
    """Whether the gap is at least zero, by the slopes that ``derivative`` works out."""
    variable, context = Name(reason.variable), form.context
    point = place(reason, variable, context)
    if Inspector(context).open_conditions(Diff(gap, variable)):
        return False  # somewhere it is undefined, or has a kink

    def vanishes(term: Term) -> bool:
        """Whether a term is zero at the point, with every definition put."""
        full = unfold_all(term, context)
        if any(isinstance(part, Diff | At) for part in walk(full)):
            return False  # what was not worked out cannot be taken at the point
        return form.is_zero(form.norm(replace(full, {variable.name: point})))

    def known(term: Term) -> bool:
        """Whether a term is nowhere negative."""
        return Certificates(form).sign(term, {}) != UNKNOWN

    slope = derivative(gap, variable)
    if reason.name == "monotonicity":
        return vanishes(gap) and known(Op("*", Op("-", variable, point), slope))
    return vanishes(gap) and vanishes(slope) and known(derivative(slope, variable))


def place(reason: Touch, variable: Name, context: Context) -> Term:
    """The point, which lies in the interval and does not depend on the variable."""
    said = f"{reason.name} in {variable.name}"
    problem = context.not_a_variable(variable)
    if problem or variable.name not in context.scalars:
        raise IllTyped(f"{said}: {problem or 'one needs a declared scalar'}")
    for hypothesis in context.hypotheses:
        if any(context.mentions(s, variable.name) for s in (hypothesis.left, hypothesis.right)):
            raise IllTyped(f"{said}: a hypothesis limits it; declare its domain instead")
    point = parse(reason.point, context)
    if shape(point, context) or context.mentions(point, variable.name):
        raise IllTyped(f"{said}: {reason.point} is not one point")
    found, domain = scalar(point, context), context.scalars[variable.name]
    if Inspector(context).open_conditions(found):
        raise IllTyped(f"{said}: {reason.point} is not known to be defined")
    if not Inspector(context).member(found, domain):
        raise IllTyped(f"{said}: {reason.point} is not known to be {domain}")
    return found
