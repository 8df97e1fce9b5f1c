"""The normal form that decides algebra: sums, signs, quotients and kernels put together.

A worked example, to be checked by hand. The line ``exp(t)/(1 + exp(t)) - 1/(1 + exp(-t))`` has
the atom e = exp(t):

1. ``exp(-t)`` is e⁻¹, so the second denominator is 1 + e⁻¹ = e⁻¹(1 + e); its content e⁻¹ leaves
   the inverse.
2. With the atom d = 1/(1 + e) the two fractions are e·d and e·d, and their difference has no
   terms: it is zero.

Were the second numerator 2, e·d - 2e·d = -e·d would be left over. Products of d with its own
denominator are not recognised while they are built; :func:`~lrmath.calc.normal.zero.is_zero`
multiplies the denominators out at the end.

A second one, with sums. ``(Σ_j v_j)² - Σ_j Σ_k v_j v_k``:

1. The sum s = Σ_1 v_1 is an atom (its index has lost its name), and the square is s².
2. In Σ_j Σ_k v_j v_k the factor v_j does not hold k and leaves the inner sum: Σ_j v_j s. Nor
   does s hold j: s·s = s².

Kernels of exp and log are treated as independent of one another: the form never equates what
differs (sound), but may miss an equality that needs a relation between them (incomplete).
"""

from __future__ import annotations

from . import exponentials, identification, products, quotients, ranges, signs, sums, zero
from .laws import Laws


class Algebra(Laws):
    """Normal form with the laws of fractions, exp, log, roots and sums, each from its own file."""

    # products of powers of atoms
    multiply = products.multiply
    reduce = products.reduce
    raised = products.raised
    binary = products.binary
    identify = identification.identify
    # fractions and factors
    inverse = quotients.inverse
    clear = quotients.clear
    content = quotients.content
    factor = quotients.factor
    # exp, log, roots, powers, products over an index
    call = exponentials.call
    exp = exponentials.exp
    log = exponentials.log
    root = exponentials.root
    parts = exponentials.parts
    sort_by_sign = exponentials.sort_by_sign
    symbolic_power = exponentials.symbolic_power
    natural_parts = exponentials.natural_parts
    may_be_halved = exponentials.may_be_halved
    product = exponentials.product
    # sums over an index
    close = sums.close
    open_sum = sums.open_sum
    only_sum = sums.only_sum
    relabel = sums.relabel
    use_totals = sums.use_totals
    length = ranges.length
    lies_in = ranges.lies_in
    # signs
    atom_sign = signs.atom_sign
    monomial_sign = signs.monomial_sign
    positive = signs.positive
    nonnegative = signs.nonnegative
    # deciding
    is_zero = zero.is_zero


class Cases(Algebra):
    """Algebra that also knows y² = y and e^(yM) = 1 + y(e^M - 1) for binary y."""

    cases = True
