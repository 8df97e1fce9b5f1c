"""Loss and score of some rows, in a wider format than that of the data as a rule."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from lrmath.numeric.linalg.arrays import Array

#: The widest hardware format: 64 bits of precision on x86, 113 on some, 53 where there is none.
Extended = np.longdouble
#: Standard deviations of the modelled rounding error that are taken for its size; measured against
#: 50-digit solutions, two are exceeded at times, because sums and products round as well.
CAUTION = 8


@dataclass(frozen=True)
class Score:
    """Loss and score (n,) of some rows, in extended precision as a rule; they add."""

    loss: Any
    gradient: Array

    def __add__(self, other: Score) -> Score:
        """Add losses and scores."""
        return Score(self.loss + other.loss, self.gradient + other.gradient)
