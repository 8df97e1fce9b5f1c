"""The reasons of a step: each says what may be done to the two lines, and nothing else is done.

================  ===============================================================================
``algebra``       fractions, powers, exp, log, roots, sums; no definition, no derivative
``cases``         algebra that also uses y ∈ {0, 1} for variables declared binary
``calculus``      carries derivatives out; no algebra beyond rearrangement
``linearity``     moves derivatives and constants through sums
``positivity``    proves ≥, >, ≤, < by a certificate
``both_sides``    turns one equation or inequality into an equivalent one
``given``         rewrites by the context's hypotheses
``definition``    unfolds or folds the named definitions
``convexity``     proves ≥ or ≤: the gap is convex, and touches zero with slope zero
``induction``     proves = for every value of a size, from 1 and from each value to the next
``limit``         finds what the line tends to by the laws of limits
``monotonicity``  proves ≥ or ≤: the gap falls to zero at a point, and rises from there
a theorem         rewrites by its equation, or bounds a part of the line by its inequality
``cite``          not checked, and marked so
================  ===============================================================================

A list of reasons allows all of them together. Every one must be needed: a reason without which the
step still follows is refused as decorative.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from .errors import IllTyped

if TYPE_CHECKING:
    from .kernel import Theorem


@dataclass(frozen=True, slots=True)
class Reason:
    """A built-in reason."""

    name: str


@dataclass(frozen=True, slots=True)
class Definition:
    """Unfold or fold these definitions."""

    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """A result taken from a source: shown with its own mark, never checked."""

    source: str


@dataclass(frozen=True, slots=True)
class Touch:
    """The gap between the two sides is smallest at a point of one variable, where it is zero."""

    name: str
    variable: str
    point: str


@dataclass(frozen=True, slots=True)
class Induction:
    """An equation holds for size 1, and its sides grow alike from each size to the next."""

    size: str


@dataclass(frozen=True, slots=True)
class Instance:
    """A theorem with definite values put for some of its variables."""

    theorem: Theorem
    values: tuple[tuple[str, str], ...]

    @property
    def label(self) -> str:
        """The label of the theorem."""
        return self.theorem.label


algebra, cases, calculus = Reason("algebra"), Reason("cases"), Reason("calculus")
linearity, positivity, given = Reason("linearity"), Reason("positivity"), Reason("hypothesis")
both_sides, limit = Reason("both sides"), Reason("limit")
BUILT_IN = (algebra, cases, calculus, linearity, positivity, given, both_sides, limit)


def definition(*names: str) -> Definition:
    """The reason "by definition of these names"."""
    if not names:
        raise IllTyped("definition() needs the name of what is defined, e.g. definition('sigma')")
    return Definition(names)


def cite(source: str) -> Citation:
    """The reason "known from this source"; a step with it is CITED, not PROVED."""
    return Citation(source)


def convexity(variable: str, *, at: str) -> Touch:
    """The reason "the gap is convex in this variable, and touches zero at this point"."""
    return Touch("convexity", variable, at)


def monotonicity(variable: str, *, at: str) -> Touch:
    """The reason "the gap falls to zero at this point of the variable, and then rises"."""
    return Touch("monotonicity", variable, at)


def induction(size: str) -> Induction:
    """The reason "by induction on this size"."""
    return Induction(size)


def instance(theorem: Theorem, values: Mapping[str, str]) -> Instance:
    """The reason "this theorem, with these values for its variables"."""
    return Instance(theorem, tuple(values.items()))
