"""What is said of two classes: whether a hyperplane separates them, and the proof."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction


class Kind(Enum):
    """How the two classes lie to each other."""

    OVERLAP = "The classes overlap, so the estimate exists."
    QUASI_COMPLETE = "A hyperplane separates the classes, but some points must lie on it."
    COMPLETE = "A hyperplane separates the classes, with no point on it."
    SEPARATED = "A hyperplane separates the classes; whether points must lie on it is open."
    UNDECIDED = "Rounding errors leave open whether a hyperplane separates the classes."

    def __str__(self) -> str:
        """Return the sentence."""
        return str(self.value)


@dataclass(frozen=True)
class Separation:
    """A verdict with its certificate, which holds in exact arithmetic.

    ``direction`` (n,), over the coefficients in their order, separates the classes: s_i x_i'd >= 0
    for every row; it is empty if they overlap. ``multipliers`` maps row numbers to positive numbers
    with sum lambda_i s_i x_i = 0, so that no direction has these rows on its right side. If the
    classes overlap, the rows have full rank; if they are separated quasi-completely, the rows are
    those that must lie on the hyperplane.
    """

    kind: Kind
    direction: tuple[Fraction, ...] = ()
    multipliers: Mapping[int, Fraction] | None = None

    @property
    def exists(self) -> bool:
        """Whether the maximum-likelihood estimate is proved to exist."""
        return self.kind is Kind.OVERLAP

    @property
    def separated(self) -> bool:
        """Whether it is proved not to exist."""
        return bool(self.direction)
