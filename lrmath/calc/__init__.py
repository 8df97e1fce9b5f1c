"""A checker of derivations: every line is proved from the one before, for the reason given.

It knows nothing of logistic regression. A first chain::

    >>> from lrmath.calc import Context, algebra, calculus
    >>> context = Context().scalar("t")
    >>> chain = context.claim("eq-square", "D((t + 1)**2, t)", "2*t + 2")
    >>> square = chain.step("2*(t + 1)**1*(1 + 0)", by=calculus).step("2*t + 2", by=algebra).qed()
    >>> print(square)
    eq-square: D((t + 1)**2, t) = 2*t + 2
        D((t + 1)**2, t)
       = 2*(t + 1)**1*(1 + 0)    calculus ✓
       = 2*t + 2    algebra ✓

The rooms, from ground to roof; each imports only those before it:

* ``language``: terms, what their names mean, reading and writing them; no logic.
* ``normal``: normal forms and their laws.
* ``logic``: conditions, derivatives, rules, bounds, limits.
* ``kernel``: reasons, the judge, and the only place where a proof is made.
* ``refute``: counterexamples.
* ``show``: LaTeX, statements, cards.
* ``bridge``: SymPy's objects for what was proved, and its opinion of every step.
* ``author``: contexts, chains, text files, the command.

The first four are what a reader of a proof believes; the others are not.
"""

from .author.chain import Chain
from .author.context import Context
from .author.judging import decide
from .author.theorem import Theorem
from .kernel.reasons.algebra import algebra
from .kernel.reasons.both_sides import both_sides
from .kernel.reasons.calculus import calculus
from .kernel.reasons.cases import cases
from .kernel.reasons.citation import cite
from .kernel.reasons.definition import definition
from .kernel.reasons.given import given
from .kernel.reasons.induction import induction
from .kernel.reasons.limit import limit
from .kernel.reasons.linearity import linearity
from .kernel.reasons.positivity import positivity
from .kernel.reasons.touch import convexity, monotonicity
from .language.errors import CalcError, IllTyped, StepError, Undecided
from .logic.verdict import Counterexample, Status, Verdict

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
