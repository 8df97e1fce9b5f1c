"""A checker of derivations: every line is proved from the one before, for the reason given.

It knows SymPy and nothing of logistic regression. A first chain::

    >>> from lrmath.calc import Context, algebra, calculus
    >>> context = Context().scalar("t")
    >>> chain = context.claim("eq-square", "D((t + 1)**2, t)", "2*t + 2")
    >>> square = chain.step("2*(t + 1)**1*(1 + 0)", by=calculus).step("2*t + 2", by=algebra).qed()
    >>> print(square)
    eq-square: D((t + 1)**2, t) = 2*t + 2
        D((t + 1)**2, t)
       = 2*(t + 1)**1*(1 + 0)    calculus ✓
       = 2*t + 2    algebra ✓
"""

from .context import Context
from .decision import decide
from .errors import CalcError, IllTyped, StepError, Undecided
from .kernel import Chain, Theorem
from .rules import (
    algebra,
    both_sides,
    calculus,
    cases,
    cite,
    convexity,
    definition,
    given,
    induction,
    limit,
    linearity,
    monotonicity,
    positivity,
)
from .verdict import Counterexample, Status, Verdict

__all__ = [
    "CalcError",
    "Chain",
    "Context",
    "Counterexample",
    "IllTyped",
    "Status",
    "StepError",
    "Theorem",
    "Undecided",
    "Verdict",
    "algebra",
    "both_sides",
    "calculus",
    "cases",
    "cite",
    "convexity",
    "decide",
    "definition",
    "given",
    "induction",
    "limit",
    "linearity",
    "monotonicity",
    "positivity",
]
