"""Induction on a size: an equation that holds for 1, and whose sides grow alike, holds for all.

Σ_j j = n(n + 1)/2: for n = 1 both sides are 1, and from n to n + 1 both grow by n + 1. Products
may grow by the same factor instead, where they are not zero. The size may occur as a number and at
the top of sums and products; data that grow with it have no next entry.
"""

from __future__ import annotations

from .algebra import Algebra
from .context import Context
from .domains import Inspector
from .errors import IllTyped
from .rewrite import unfold_all
from .term import (
    ONE,
    At,
    Big,
    Delta,
    Diff,
    Entry,
    Name,
    Number,
    Op,
    Term,
    free_names,
    rebuild,
    replace,
    walk,
)


def by_induction(form: Algebra, left: Term, right: Term, size: str) -> bool:
    """Whether the sides are equal for size 1, and grow alike from each size to the next."""
    gap = Op("-", left, right)
    _only_a_number(gap, size, form.context)
    if not form.is_zero(form.norm(first(gap, size))):
        return False
    growth = Op("-", following(gap, size), gap)
    return form.is_zero(form.norm(growth)) or _same_factor(form, left, right, size)


def _same_factor(form: Algebra, left: Term, right: Term, size: str) -> bool:
    """Whether the sides grow by one factor: L' R = R' L, which gives L' = R' where L = R ≠ 0."""
    crossed = Op("*", following(left, size), right), Op("*", following(right, size), left)
    if not Inspector(form.context).certified(right, "!=", {}):
        return False
    return form.equal(*crossed)


def first(term: Term, size: str) -> Term:
    """The term with 1 put for the size, at the top of sums as well."""
    return replace(term, {size: ONE})


def following(term: Term, size: str) -> Term:
    """The term for the next size; a sum has a term more, a product a factor more."""
    after = Op("+", Name(size), ONE)
    if term == Name(size):
        return after
    if isinstance(term, Big) and term.high == Name(size):
        body = following(term.body, size)
        more = replace(body, {term.index: after})
        whole = Big(term.kind, body, term.index, term.low, term.high)
        return Op("+" if term.kind == "Sum" else "*", whole, more)
    return rebuild(term, lambda child: following(child, size))


def _only_a_number(term: Term, size: str, context: Context) -> None:
    """Refuse what has no meaning for the next size."""
    if size not in context.size_names:
        raise IllTyped(f"induction runs over a declared size, and {size} is none")
    if unfold_all(term, context) != term:
        raise IllTyped("put the definitions first; induction sees no size that they hide")
    if size not in free_names(term):
        raise IllTyped(f"{size} does not occur in the line")
    if any(context.mentions(s, size) for h in context.hypotheses for s in (h.left, h.right)):
        raise IllTyped(f"a hypothesis speaks of {size}; it would have to hold for the next one too")
    fixed = {i for i, limits in context.ranges.items() if limits[1] == Name(size)}
    for name in sorted(fixed & free_names(term)):
        raise IllTyped(f"{name} is fixed while {size} grows; bind it with a sum")
    for part in walk(term):
        match part:
            case Entry() | Delta() | Diff() | At():
                raise IllTyped(f"induction is for sums of numbers, not for {_said(part)}")
            case Big(_, _, _, low, high) if Name(size) in (low, high):
                if low == Name(size) or not (isinstance(low, Number) and low.value <= 2):
                    raise IllTyped(f"a range up to {size} must begin at 0, 1 or 2")


def _said(part: Term) -> str:
    names = {"Entry": "entries of arrays", "Diff": "derivatives", "At": "values at a point"}
    return names.get(type(part).__name__, "Kronecker's delta")
