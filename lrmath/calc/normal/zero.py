"""Whether a polynomial is zero: fractions cleared, sums merged, cases told apart."""

from __future__ import annotations

from .cases import split_exponents, zero_in_both_cases
from .laws import Laws
from .polynomial import Monomial, Poly
from .ranges import from_one
from .sums import merge

MAX_DEPTH = 8  # how often a zero test may merge sums or split into cases


def is_zero(form: Laws, poly: Poly, depth: int = 0) -> bool:
    """Whether the polynomial is zero.

    Denominators are cleared, sums merged, and δ and binary exponents split into cases.
    """
    numerator, _ = form.clear(poly)
    if not numerator:
        return True
    if depth > MAX_DEPTH:
        return False
    if any(has_fraction(form, m) for m in numerator):
        merged = merge(form, numerator)
        if merged != numerator:
            return is_zero(form, merged, depth + 1)
    wider = from_one(form, numerator)
    if wider != numerator:
        return is_zero(form, wider, depth + 1)
    delta = next((a for m in numerator for a, _ in m if a.kind == "delta"), None)
    if delta is not None:
        return zero_in_both_cases(form, numerator, delta, depth)
    if form.cases:
        split = split_exponents(form, numerator)
        return split != numerator and is_zero(form, split, depth + 1)
    return False


def has_fraction(form: Laws, monomial: Monomial) -> bool:
    """Whether a sum with a denominator in its summand occurs."""
    return any(
        a.kind == "sum" and any(b.kind == "inverse" or e < 0 for b, e in a.data[1][0][0])
        for a, _ in monomial
    )
