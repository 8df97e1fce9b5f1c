"""``linearity``: moves derivatives and constants through sums."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from ...language.terms import Term
from ...logic.calculus import spread, spread_sums
from .base import Reason


@dataclass(frozen=True, slots=True)
class Linearity(Reason):
    """The lines are equal because D and Σ are linear."""

    name: ClassVar[str] = "linearity"
    order: ClassVar[int] = 1  # derivatives are taken first, if they are to be taken

    def rewrites(self, term: Term) -> Term:
        """The line with derivatives and sums spread over its terms."""
        return spread_sums(spread(term))


linearity = Linearity()
