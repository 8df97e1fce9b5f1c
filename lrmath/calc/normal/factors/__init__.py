"""Irreducible factors of polynomials and of whole numbers, by exact and bounded work.

A polynomial with whole coefficients is a dictionary from tuples of exponents to numbers
(:mod:`~lrmath.calc.normal.factors.whole`). It is taken apart in four steps, each a module:

1. its content in one variable, and its square-free part, by greatest common divisors
   (:mod:`~lrmath.calc.normal.factors.common`);
2. every other variable becomes a large number, from whose digits a polynomial can be read again
   (:mod:`~lrmath.calc.normal.factors.digits`), so that one variable is left;
3. this polynomial is factored modulo a prime (:mod:`~lrmath.calc.normal.factors.modular`), and the
   factors are lifted to a power of the prime (:mod:`~lrmath.calc.normal.factors.lifting`);
4. products of them, read as polynomials in all variables, are tried as divisors
   (:mod:`~lrmath.calc.normal.factors.splitting`).

Nothing here is trusted: whoever asks multiplies the factors out again. All work is counted
(:mod:`~lrmath.calc.normal.factors.work`), never timed; what would take too much stays one factor.
"""

from .irreducible import irreducible_factors
from .primes import prime_factors
from .whole import Whole
from .work import TooMuch, Work

__all__ = ["TooMuch", "Whole", "Work", "irreducible_factors", "prime_factors"]
