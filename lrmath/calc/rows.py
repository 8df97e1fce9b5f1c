"""Rows and columns: a vector has one axis, as in NumPy, but a page tells a row from a column.

On a page every vector is a column. So what is written has a ⊤ wherever a vector stands left of a
matrix product, and nowhere else: ``v @ A`` is v⊤A as a row, and (v⊤A)⊤ where it stands alone.
"""

from __future__ import annotations

from .context import Context
from .matrices import shape
from .term import Minus, Op, Term, Transpose, rebuild


def is_row(term: Term, context: Context) -> bool:
    """Whether a vector is typed as a row: v.T, v.T @ A, and sums and multiples of rows."""
    match term:
        case Transpose():
            return True
        case Op("@", left, _):
            return len(shape(left, context)) == 1
        case Minus(argument):
            return is_row(argument, context)
        case Op("+" | "-", left, right):
            return is_row(left, context) and is_row(right, context)
        case Op("*" | "/", left, right):
            return any(
                is_row(part, context)
                for part, other in ((left, right), (right, left))
                if not shape(other, context)
            )
    return False


def standing(term: Term, context: Context) -> Term:
    """The term with every vector a column, and a transpose wherever a row is meant."""
    wide = len(shape(term, context))
    if wide == 1 and isinstance(term, Transpose):
        return standing(term.argument, context)
    if wide == 1 and isinstance(term, Op) and is_row(term, context):
        return Transpose(lying(term, context))
    if isinstance(term, Op) and term.kind == "@":
        return Op("@", _left(term.left, context), standing(term.right, context))
    return rebuild(term, lambda child: standing(child, context))


def lying(term: Term, context: Context) -> Term:
    """A vector as a row."""
    match term:
        case Op("@", left, right) if is_row(term, context):
            return Op("@", lying(left, context), standing(right, context))
        case Op(kind, left, right) if is_row(term, context):
            return Op(kind, *(_left(part, context) for part in (left, right)))
        case Minus(argument) if is_row(argument, context):
            return Minus(lying(argument, context))
    return Transpose(standing(term, context))


def _left(term: Term, context: Context) -> Term:
    """What stands left of a matrix product, or in a sum of rows."""
    wide = len(shape(term, context))
    return lying(term, context) if wide == 1 else standing(term, context)
