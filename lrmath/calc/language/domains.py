"""The domains of scalars and entries, in one table: what they are, and how they are shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

POSITIVE, NONNEGATIVE, UNKNOWN = "positive", "nonnegative", "unknown"


@dataclass(frozen=True, slots=True)
class Domain:
    """A row of the table."""

    holds: Callable[[Fraction], bool]  # whether a number lies in it
    sign: str  # of all its numbers
    smooth: bool  # an interval: one may differentiate
    pool: str  # small numbers to try, simplest first
    tex: str = ""  # the reals need no words
    plain: str = ""
    above: str = ""  # of an interval: how its numbers stand to 0, ">" or ">="
    below_one: bool = False  # of an interval: whether it ends before 1
    at_most_one: str = ""  # how all its numbers stand to 1, "<" or "<="
    rises: bool = False  # comes near to ∞
    falls: bool = False  # comes near to -∞
    sample: str = ""  # a smooth function of u with values in it


DOMAINS = {
    "real": Domain(
        lambda v: True, UNKNOWN, True, "0 1 -1 2 -2 1/2 3 -3 3/2 -1/2",
        rises=True, falls=True, sample="u*exp(u)",
    ),
    "positive": Domain(
        lambda v: v > 0, POSITIVE, True, "1 2 1/2 3 1/4 3/4 4",
        "{} > 0", "{} > 0", above=">", rises=True, sample="exp(u)",
    ),
    "nonnegative": Domain(
        lambda v: v >= 0, NONNEGATIVE, True, "0 1 2 1/2",
        r"{} \ge 0", "{} >= 0", above=">=", rises=True, sample="exp(u)",
    ),
    "unit": Domain(
        lambda v: 0 < v < 1, POSITIVE, True, "1/2 1/4 3/4 1/3 9/10",
        "0 < {} < 1", "0 < {} < 1", above=">", below_one=True, at_most_one="<",
        sample="1/(1 + exp(-u))",
    ),
    "binary": Domain(
        lambda v: v in (0, 1), NONNEGATIVE, False, "0 1",
        r"{} \in \{{0, 1\}}", "{} in {{0, 1}}", at_most_one="<=",
    ),
    "onehot": Domain(
        lambda v: v in (0, 1), NONNEGATIVE, False, "0 1",
        r"{} \in \{{0, 1\}}", "{} in {{0, 1}}", at_most_one="<=",
    ),
    "integer": Domain(
        lambda v: v % 1 == 0, UNKNOWN, False, "0 1 -1 2 3",
        r"{} \in \mathbb{{Z}}", "{} an integer", rises=True, falls=True,
    ),
}  # fmt: skip
BINARY = ("binary", "onehot")  # the domains whose numbers are 0 and 1
ROWS = "onehot"  # a domain of arrays only: it says something of whole rows
SMOOTH = tuple(name for name, row in DOMAINS.items() if row.smooth)
DISCRETE = tuple(name for name, row in DOMAINS.items() if not row.smooth)


def pool(domain: str) -> list[Fraction]:
    """Small numbers of a domain, the simplest first."""
    return [Fraction(v) for v in DOMAINS[domain].pool.split()]
