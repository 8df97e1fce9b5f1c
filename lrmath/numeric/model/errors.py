"""What can go wrong with the data, by name."""

from __future__ import annotations

from lrmath.numeric.linalg.arrays import Array, read_only
from lrmath.numeric.model.separability import Separation


class DataError(ValueError):
    """The data cannot be fitted as they stand; the message says what came and what to do."""


class RankError(DataError):
    """Some columns of X are linear combinations of the others, so the estimate is not unique."""


class SeparationError(DataError):
    """The classes are separated, so the likelihood has no maximum (thm-separation).

    ``separation`` is the certificate: its ``direction`` (n,) is exact, and the sign of every row
    was checked in exact arithmetic before this was raised. ``direction`` is the same rounded to
    floats, for reading and plotting; where rows must lie on the hyperplane, rounding may move them
    off it. ``columns`` names the non-zero entries, the coefficients that would be infinite.
    """

    def __init__(self, message: str, separation: Separation, columns: tuple[str, ...]) -> None:
        super().__init__(message, separation, columns)
        self.separation = separation
        self.columns = columns

    @property
    def direction(self) -> Array:
        """The direction (n,) in floats, its largest entry -1 or 1."""
        return read_only([float(entry) for entry in self.separation.direction])

    def __str__(self) -> str:
        """Return the message."""
        return str(self.args[0])


class ConvergenceWarning(UserWarning):
    """The iteration ended before the estimate was reached; the message is the ``Status``."""
