"""Whether an expression is never negative, from the assumptions of its symbols.

SymPy's assumptions are asked about the expression, about its terms factored one by one, and about
all of it factored. Where that does not settle it, a variable is looked for in which the expression
has its least value, and that value is 0.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sympy as sp

from .vanishing import apart, logs_apart, vanishes

DEEPEST = 6  # derivatives of an expression that are looked at
KNOWN = {">=": "is_nonnegative", ">": "is_positive", "<=": "is_nonpositive", "<": "is_negative"}


def has_sign(expression: Any, relation: str) -> bool:
    """Whether ``expression relation 0`` follows from assumptions."""
    return any(getattr(form, KNOWN[relation]) for form in forms(expression))


def forms(expression: Any) -> Iterator[Any]:
    """The expression, and the same in factors."""
    yield expression
    yield sp.Add(*map(factored, sp.Add.make_args(expression)))
    yield factored(expression)


def factored(expression: Any) -> Any:
    """One fraction, its numerator and denominator in factors."""
    return sp.factor(sp.together(apart(logs_apart(expression))))


def never_negative(expression: Any, deep: int = DEEPEST) -> bool:
    """Whether ``expression >= 0``, also where it takes the value 0."""
    if has_sign(expression, ">="):
        return True
    if any(has_least(form, deep) for form in (expression, without_positive_factors(expression))):
        return True
    parts = list(separate(expression))
    return len(parts) > 1 and all(never_negative(part, deep) for part in parts)


def without_positive_factors(expression: Any) -> Any:
    """The expression without factors that cannot change its sign."""
    parts = sp.Mul.make_args(factored(expression))
    return sp.Mul(*(p for p in parts if not p.is_positive))


def separate(expression: Any) -> Iterator[Any]:
    """Parts that share no symbol, whose sum is the expression."""
    groups: list[tuple[set[Any], list[Any]]] = []
    for term in sp.Add.make_args(sp.expand(expression)):
        near = [g for g in groups if g[0] & term.free_symbols]
        groups = [g for g in groups if g not in near]
        symbols = set(term.free_symbols).union(*(g[0] for g in near))
        groups.append((symbols, [term, *(t for g in near for t in g[1])]))
    for _, terms in groups:
        yield sp.Add(*terms)


# ---------------------------------------------------------------- the least value
def has_least(expression: Any, deep: int) -> bool:
    """Whether an expression has a least value that is not negative, as a variable moves."""
    return any(least_at(expression, v, deep) for v in sorted(expression.free_symbols, key=str))


def least_at(expression: Any, variable: Any, deep: int) -> bool:
    """Whether an expression falls until the variable has some value, is not negative, and rises."""
    if variable.is_integer or not variable.is_real:
        return False
    slope = sp.diff(expression, variable)
    return any(
        not_negative_at(expression, variable, value) and rises_from(slope, variable, value, deep)
        for value in candidates(expression, variable)
    )


def not_negative_at(expression: Any, variable: Any, value: Any) -> bool:
    """Whether an expression is 0, or a positive number, at a value of a variable."""
    found = expression.subs(variable, value)
    return bool(found.is_nonnegative) or vanishes(found)


def candidates(expression: Any, variable: Any) -> Iterator[Any]:
    """Values at which an inequality is often an equation: 0, 1, another variable.

    A domain is continued to its border, if the expression is: then it has a value there.
    """
    others = sorted(expression.free_symbols - {variable}, key=str)
    for value in (sp.S.Zero, sp.S.One, *others):
        if value.is_nonnegative or not variable.is_nonnegative:
            yield value


def rises_from(slope: Any, variable: Any, value: Any, deep: int) -> bool:
    """Whether the slope is not positive before a value, and not negative after it."""
    if has_sign(slope / (variable - value), ">="):
        return True
    if vanishes(slope.subs(variable, value)) and has_sign(sp.diff(slope, variable), ">="):
        return True
    if value != 0 or not variable.is_nonnegative:
        return False
    rest = without_positive_factors(slope)
    return has_sign(rest, ">=") or (deep > 0 and least_at(rest, variable, deep - 1))
