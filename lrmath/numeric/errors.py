"""What can go wrong with the data, by name."""

from lrmath.numeric.arrays import Array


class DataError(ValueError):
    """The data cannot be fitted as they stand; the message says what came and what to do."""


class RankError(DataError):
    """Some columns of X are linear combinations of the others, so the estimate is not unique."""


class SeparationError(DataError):
    """The classes are separated, so the likelihood has no maximum (thm-separation).

    ``direction`` (n,) is the certificate: moving the coefficients along it never lowers the
    likelihood. ``columns`` names its non-zero entries, the coefficients that would be infinite.
    """

    def __init__(self, message: str, direction: Array, columns: tuple[str, ...]) -> None:
        super().__init__(message, direction, columns)
        self.direction = direction
        self.columns = columns

    def __str__(self) -> str:
        """Return the message."""
        return str(self.args[0])


class ConvergenceWarning(UserWarning):
    """The iteration ended before the estimate was reached; the message is the ``Status``."""
