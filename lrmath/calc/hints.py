"""What to write instead: the remedy for a slip, in the words of whoever made it.

Nothing here decides anything; it is asked only when a line has been refused already.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations

from .certificates import ORDERS
from .context import Context
from .errors import CalcError
from .interval import Undefined, enclose, operate, shown
from .judge import Judge
from .point import Exhausted, Point
from .refute import Search
from .rules import BUILT_IN, algebra, definition, positivity
from .term import Call, Term, free_names, walk
from .verdict import show_data

TYPED = {"hypothesis": "given"}  # reasons whose word is not their name
MOST_POINTS = 60


# ---------------------------------------------------------------- reasons
def how_it_goes(
    left: Term, relation: str, right: Term, reasons: tuple[object, ...], context: Context
) -> str:
    """Reasons with which a true line follows, if a few tries find them."""
    for tried in attempts(left, right, reasons, context):
        try:
            if Judge(context, tried).carries(left, relation, right):
                return "; it goes by " + ", ".join(map(word, tried))
        except CalcError:
            continue
    return ""


def attempts(
    left: Term, right: Term, reasons: tuple[object, ...], context: Context
) -> Iterator[list[object]]:
    """One other reason, one more, two more."""
    names = {p.function for side in (left, right) for p in walk(side) if isinstance(p, Call)}
    names |= free_names(left) | free_names(right)
    known = sorted(names & (context.definitions.keys() | context.functions.keys()))
    defined = [n for n in known if n not in context.functions or context.functions[n].body]
    more: list[object] = [*BUILT_IN, *([definition(*defined)] if defined else [])]
    more = [reason for reason in more if reason not in reasons]
    if len(reasons) == 1:
        yield from ([reason] for reason in more)
    yield from ([*reasons, reason] for reason in more)
    yield from ([*reasons, *pair] for pair in combinations(more, 2))


def word(reason: object) -> str:
    """A reason as it is typed."""
    from .display import reason_text

    said = reason_text(reason)
    return TYPED.get(said, said)


def idle_reason(reason: object, reasons: tuple[object, ...]) -> str:
    """Why a reason is refused without which the step follows."""
    said = f"the reason “{word(reason)}” is not needed"
    if len(reasons) == 1:
        return f"{said}: the line is the one before, rearranged; that is by {word(algebra)}"
    return f"{said}; leave it out"


def no_reason(given: object) -> str:
    """Why something is no reason, and what to write."""
    known = {word(reason).replace(" ", "_") for reason in BUILT_IN}
    if isinstance(given, str):
        plain = given.strip().replace(" ", "_")
        example = plain if plain in known else "algebra"
        return f"{given!r} is text; write the reason without quotes, as in by={example}"
    return f"this {type(given).__name__} is not a reason"


# ---------------------------------------------------------------- inequalities
def no_sign(left: Term, relation: str, right: Term, reasons: object, context: Context) -> str:
    """What positivity looked for, and where the gap between the sides is smallest."""
    if relation not in ORDERS or not isinstance(reasons, Iterable) or positivity not in reasons:
        return ""
    said = "positivity found no sign in the terms, the factors and the squares of the difference"
    sides = (left, right) if relation[0] == ">" else (right, left)
    try:
        return said + smallest_gap(*sides, Search(left, relation, right, context))
    except CalcError:
        return said


def smallest_gap(greater: Term, lesser: Term, search: Search) -> str:
    """The point, among small numbers, at which the gap is smallest."""
    found: list[tuple[float, str]] = []
    for count, point in enumerate(search.points()):
        try:
            if count == MOST_POINTS:
                break
            found += gaps(greater, lesser, point, search)
        except Exhausted:
            break
    if not found:
        return ""
    _, said = min(found, key=lambda gap: gap[0])
    return f"; among small numbers the gap is smallest {said}"


def gaps(greater: Term, lesser: Term, point: Point, search: Search) -> Iterator[tuple[float, str]]:
    """The gap at each value of the indices, with the place in words."""
    if not search.admitted(point):
        return
    for indices in point.index_values(search.question.names):
        try:
            gap = operate(
                "-", *(point.value(s, indices) for s in sides_of(greater, lesser, search))
            )
        except Undefined:
            continue
        values = {**point.sizes, **indices, **point.nested()}
        place = ", ".join(f"{name} = {show_data(value)}" for name, value in values.items())
        yield float(enclose(gap).mid), f"at {place}, where it is {shown(gap)}"


def sides_of(greater: Term, lesser: Term, search: Search) -> tuple[Term, Term]:
    """The explicit sides, the greater one first."""
    left, right = search.question.left, search.question.right
    return (left, right) if search.question.relation[0] == ">" else (right, left)
