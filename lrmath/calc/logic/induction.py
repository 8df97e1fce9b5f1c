"""Induction on a size: an equation that holds for 1, and whose sides grow alike, holds for all.

Σ_j j = n(n + 1)/2: for n = 1 both sides are 1, and from n to n + 1 both grow by n + 1. Products
may grow by the same factor instead, where they are not zero. The size may occur as a number and at
the top of sums and products; data that grow with it have no next entry.
"""

from __future__ import annotations

from ..language.binding import big, free, instantiated, opened, rebuild_open, replace
from ..language.declarations import Declarations
from ..language.errors import IllTyped
from ..language.terms import (
    ONE,
    At,
    Big,
    Delta,
    Diff,
    Entry,
    Index,
    Number,
    Op,
    Size,
    Term,
    Whole,
    walk,
)
from ..normal.algebra import Algebra
from .conditions import Inspector
from .rewriting import unfold_all


def by_induction(form: Algebra, left: Term, right: Term, name: str) -> bool:
    """Whether the sides are equal for size 1, and grow alike from each size to the next."""
    gap = Op("-", left, right)
    size = _only_a_number(gap, name, form.context)
    if not form.is_zero(form.norm(first(gap, size))):
        return False
    growth = Op("-", following(gap, size), gap)
    return form.is_zero(form.norm(growth)) or _same_factor(form, left, right, size)


def _same_factor(form: Algebra, left: Term, right: Term, size: Size) -> bool:
    """Whether the sides grow by one factor: L' R = R' L, which gives L' = R' where L = R ≠ 0."""
    crossed = Op("*", following(left, size), right), Op("*", following(right, size), left)
    if not Inspector(form.context).certified(right, "!="):
        return False
    return form.equal(*crossed)


def first(term: Term, size: Size) -> Term:
    """The term with 1 put for the size, at the top of sums as well."""
    return replace(term, {size: ONE})


def following(term: Term, size: Size) -> Term:
    """The term for the next size; a sum has a term more, a product a factor more."""
    after = Op("+", size, ONE)
    if term == size:
        return after
    if isinstance(term, Big) and term.high == size:
        index, opened_body = opened(term)
        body = following(opened_body, size)
        more = instantiated(big(term.kind, body, index).body, after)
        return Op("+" if term.kind == "Sum" else "*", big(term.kind, body, index), more)
    return rebuild_open(term, lambda child: following(child, size))


def _only_a_number(term: Term, name: str, context: Declarations) -> Size:
    """The size, where nothing in the term lacks a meaning for the next one."""
    size = context.names.get(name)
    if not isinstance(size, Size):
        raise IllTyped(f"induction runs over a declared size, and {name} is none")
    if unfold_all(term) != term:
        raise IllTyped("put the definitions first; induction sees no size that they hide")
    if size not in free(term):
        raise IllTyped(f"{name} does not occur in the line")
    if context.tied(size):
        raise IllTyped(f"a hypothesis speaks of {name}; it would have to hold for the next one too")
    for part in walk(term):
        _has_a_next(part, size)
    return size


def _has_a_next(part: Term, size: Size) -> None:
    match part:
        case Index(name, low, high) if size in (low, high):
            raise IllTyped(f"{name} is fixed while {size.name} grows; bind it with a sum")
        case Entry() | Whole() | Delta() | Diff() | At():
            raise IllTyped(f"induction is for sums of numbers, not for {_said(part)}")
        case Big(_, _, low, high) if size in (low, high):
            if low == size or not (isinstance(low, Number) and low.value <= 2):
                raise IllTyped(f"a range up to {size.name} must begin at 0, 1 or 2")


def _said(part: Term) -> str:
    names = {"Entry": "entries of arrays", "Diff": "derivatives", "At": "values at a point"}
    return names.get(type(part).__name__, "Kronecker's delta")
