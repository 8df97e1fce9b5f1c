"""Whether SymPy finds that an expression is 0, by exact rewriting alone.

Nothing is forced and nothing is guessed from numbers: powers and logarithms are taken apart only
where the assumptions of the symbols allow it, and then a numerator is multiplied out. Terms that
cannot cancel are looked at apart first, because the common denominator of all is long.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sympy as sp


def vanishes(expression: Any) -> bool:
    """Whether the numerator of an expression is 0 when it is multiplied out."""
    return bool(expression == 0 or numerator(expression) == 0)


def numerator(expression: Any) -> Any:
    """The numerator of an expression, multiplied out."""
    plain = sp.expand_mul(apart(logs_apart(expression)), deep=False)
    rest = [group for group in groups(plain) if top(group) != 0]
    return top(sp.Add(*rest)) if rest else sp.S.Zero


def top(expression: Any) -> Any:
    """The numerator over the common denominator."""
    return apart(sp.expand(sp.fraction(sp.together(expression))[0]))


def groups(expression: Any) -> Iterator[Any]:
    """The terms with the same exponentials and logarithms, and the same symbols beside them."""
    found: dict[Any, list[Any]] = {}
    for term in sp.Add.make_args(expression):
        symbols = [f for f in sp.Mul.make_args(term) if f.as_base_exp()[0].is_Symbol]
        atoms = frozenset(term.atoms(sp.exp, sp.log))
        found.setdefault((atoms, frozenset(symbols)), []).append(term)
    return (sp.Add(*terms) for terms in found.values())


# ---------------------------------------------------------------- powers and logarithms
def apart(expression: Any) -> Any:
    """Products of powers for powers of products and for powers with sums in the exponent."""
    flat = sp.powdenest(expression).replace(_has_exponent, _with_expanded_exponent)
    return sp.expand_power_base(sp.expand_power_exp(flat))


def _has_exponent(part: Any) -> bool:
    return isinstance(part, sp.exp) or (part.is_Pow and not part.exp.is_Number)


def _with_expanded_exponent(power: Any) -> Any:
    base, exponent = power.as_base_exp()
    return base ** sp.expand_mul(exponent)


def logs_apart(expression: Any) -> Any:
    """Sums of logarithms of factors, as far as these are known to be positive."""
    if not expression.has(sp.log):
        return expression
    once = expression.replace(sp.log, _log_of_factors)
    return once.replace(sp.log, _log_of_factors)  # a base of a power, now alone


def _log_of_factors(argument: Any) -> Any:
    return sp.expand_log(sp.log(sp.factor(sp.together(apart(argument)))))
