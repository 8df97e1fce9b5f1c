"""When two equations, or two inequalities, hold for the same values.

a = b and c = d are equivalent when a - b and c - d have the same factors, up to factors that are
never zero; for < and its kin, up to factors of known sign. The same may be asked of e^a and e^b,
because exp is increasing: so z = ln w is e^z = w.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from ..language.relations import turned
from ..language.terms import Call, Compare
from ..normal.algebra import Algebra
from ..normal.polynomial import Key, Poly, Rational, add, key
from .conditions import Inspector

EITHER_WAY = ("=", "!=")
Solutions = tuple[str, frozenset[tuple[Key, Rational]]]


def equivalent(form: Algebra, first: Compare, second: Compare) -> bool:
    """Whether two relations hold for the same values, wherever both are defined."""
    found = set(solutions(form, first))
    return any(s in found for s in solutions(form, second))


def solutions(form: Algebra, line: Compare) -> Iterator[Solutions]:
    """What decides whether a relation holds, read off its sides and off their exponentials."""
    for sides in (
        (line.left, line.right),
        tuple(Call("exp", (s,)) for s in (line.left, line.right)),
    ):
        difference = add(form.norm(sides[0]), form.norm(sides[1]), -1)
        if form.clear(difference)[0]:
            yield decisive(form, difference, line.relation)


def decisive(form: Algebra, difference: Poly, relation: str) -> Solutions:
    """``difference relation 0`` without the factors that do not matter."""
    sign, _, unknown = form.sort_by_sign(*form.parts(difference))
    if relation in EITHER_WAY:
        inspector = Inspector(form.context)
        inspector.algebra = form
        bases = {key(b) for b, e in unknown if e > 0 and not inspector.nonzero(b)}
        return relation, frozenset((base, 1) for base in bases)
    total: Counter[Key] = Counter()  # (a + b)c/(a + b) has a + b twice, above and below
    for base, exponent in unknown:
        total[key(base)] += exponent
    factors = frozenset((base, parity(exponent)) for base, exponent in total.items() if exponent)
    return relation if sign > 0 else turned(relation), factors


def parity(exponent: Rational) -> Rational:
    """The smallest exponent with the same sign; z³ and 1/z have that of z."""
    return exponent if exponent.denominator != 1 else 2 - exponent % 2
