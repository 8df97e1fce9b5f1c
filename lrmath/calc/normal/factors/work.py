"""Operations are counted, so that the same polynomial meets the same limit on every machine."""

from __future__ import annotations


class TooMuch(Exception):
    """The work allowed is spent."""


class Work:
    """Counts operations with short numbers; ten take about a microsecond."""

    def __init__(self, limit: int):
        self.limit, self.spent = limit, 0

    def spend(self, cost: int = 1) -> None:
        """Count operations before they are done; those beyond the limit are not done."""
        if self.spent + cost > self.limit:
            self.spent = self.limit
            raise TooMuch
        self.spent += cost


def effort(first: int, second: int) -> int:
    """The cost of a product of numbers of so many binary digits, or of dividing such a product."""
    return 1 + (1 + (first >> 8)) * (1 + (second >> 8))
