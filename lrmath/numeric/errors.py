"""What can go wrong with the data, by name."""

from dataclasses import dataclass

from lrmath.numeric.arrays import Array


class DataError(ValueError):
    """The data cannot be fitted as they stand; the message says what came and what to do."""


class RankError(DataError):
    """Some columns of X are linear combinations of the others, so the estimate is not unique."""


@dataclass
class SeparationError(DataError):
    """The classes are separated, so the likelihood has no maximum (thm-separation).

    ``direction`` (n,) is the certificate: moving the coefficients along it never lowers the
    likelihood. ``columns`` names its non-zero entries, the coefficients that would be infinite.
    """

    message: str
    direction: Array
    columns: tuple[str, ...]

    def __str__(self) -> str:
        """Return the message."""
        return self.message


class ConvergenceWarning(UserWarning):
    """The iteration ended before the estimate was reached; the message is the ``Status``."""
