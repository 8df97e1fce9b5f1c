"""How an iteration ended."""

from enum import Enum


class Status(Enum):
    """The outcome of ``minimise``: the value is the sentence to show, with the remedy."""

    CONVERGED = "Converged."
    BUDGET = (
        "Not converged: the iterations ran out. Allow more with max_iter, or add a penalty, l2=1.0."
    )
    STALLED = (
        "Not converged: no step along the search direction lowers the objective any more, because "
        "rounding errors dominate. Raise the tolerance if one was given, rescale the columns of X, "
        "or add a penalty, l2=1.0."
    )
    DIVERGED = (
        "Not converged: the iterates left the range of floating-point numbers. Use a smaller "
        "step, or a solver with a line search."
    )
    UNDECIDED = (
        "Not converged: rounding errors leave open whether the classes are separated, in which "
        "case no estimate exists. Add a penalty, l2=1.0."
    )
    FLAT = (
        "Not converged: the classes are all but separated, so the likelihood is nearly flat on the "
        "way to its maximum, and rounding errors of the data decide where that is. Drop or merge "
        "columns as for separated classes, or add a penalty, l2=1.0."
    )
    SINGULAR = (
        "Not converged: the Hessian is singular to working precision. Drop dependent columns, or "
        "add a penalty, l2=1.0."
    )

    @property
    def converged(self) -> bool:
        """Whether the estimate may be used."""
        return self is Status.CONVERGED

    def __str__(self) -> str:
        """Return the sentence."""
        return self.value
