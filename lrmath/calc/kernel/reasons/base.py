"""What a reason is: it says what may be done to the two lines of a step, and nothing else is done.

A reason is a value with the methods below, in a file of its own in this folder. The judge asks
every reason of a step the same questions, in this order: which definitions to put, how to rewrite
a line, which rules to apply, which normal form to compare in, and whether it proves the step
itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import ClassVar, Protocol

from ...language.declarations import Declarations
from ...language.terms import Term, Thing
from ...logic.rewriting import Rule
from ...normal.arrangement import Arrangement
from ..proof import Proof


class Strength(IntEnum):
    """The normal forms that lines may be compared in."""

    ARRANGEMENT = 0  # terms in order, brackets multiplied out
    ALGEBRA = 1  # with the laws of fractions, exp, log, roots and sums
    CASES = 2  # with y² = y for binary y


@dataclass(frozen=True, slots=True)
class Step:
    """Two prepared lines, and the rules that a reading of the reasons gives."""

    left: Term
    relation: str
    right: Term
    equations: tuple[Rule, ...] = ()
    bounds: tuple[Rule, ...] = ()


class Desk(Protocol):
    """What the judge lends to a reason that proves a step itself."""

    context: Declarations

    def has(self, name: str) -> bool:
        """Whether a reason of this name is among those given."""

    def prepare(self, term: Term, rules: tuple[Rule, ...]) -> Term:
        """A line as the reasons rewrite it."""


# ---------------------------------------------------------------- how a reason is shown
@dataclass(frozen=True, slots=True)
class Named:
    """A declared name in the words of a reason."""

    name: str


@dataclass(frozen=True, slots=True)
class Put:
    """``name = formula`` in the words of a reason."""

    name: str
    formula: str


@dataclass(frozen=True, slots=True)
class Label:
    """The label of a theorem in the words of a reason."""

    label: str


Word = str | Named | Put | Label
Words = tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """The questions that the judge asks; a reason answers those that concern it."""

    name: ClassVar[str] = ""
    in_a_file: ClassVar[str] = ""  # how a text file spells it, for messages
    order: ClassVar[int] = 0  # of those that rewrite a line, the smallest comes first
    checked: ClassVar[bool] = True  # whether a step with it is looked at
    alone: ClassVar[bool] = False  # whether it must prove the step, and comparing does not count

    def __init_subclass__(cls) -> None:
        if not cls.__module__.startswith(__package__ + "."):
            raise TypeError("the reasons are those of lrmath.calc; there are no others")

    def known(self, context: Declarations) -> None:
        """Refuse a reason that means nothing in this context."""

    def unfolds(self, context: Declarations) -> Iterable[Thing]:
        """Definitions whose bodies are put."""
        return ()

    def rewrites(self, term: Term) -> Term:
        """A line after what this reason does to it."""
        return term

    def rules(self, relation: str, context: Declarations) -> list[Rule]:
        """Equations and inequalities by which parts of a line are replaced."""
        return []

    def strength(self, relation: str) -> Strength:
        """The normal form in which a step with this relation may be compared."""
        return Strength.ARRANGEMENT

    def totals(self) -> bool:
        """Whether known sums along an axis may be used while comparing."""
        return False

    def proves(self, step: Step, form: Arrangement, desk: Desk) -> bool:
        """Whether the reason proves the prepared step, where comparing does not."""
        return False

    def weaker(self) -> Reason | None:
        """A reason that would do where this one is not needed in full."""
        return None

    def cited(self) -> bool:
        """Whether it rests on a source, or on a theorem that does."""
        return False

    def words(self) -> Words:
        """The reason for a reader."""
        return (self.name,)

    def said(self) -> str:
        """The reason in plain words."""
        return "".join(map(_plain, self.words()))

    def typed(self) -> str:
        """The reason as an author types it."""
        return self.said()

    def instead(self, reasons: Sequence[Reason]) -> str:
        """What to do where this reason is not needed and no other is given."""
        return "; the reason is algebra" if len(reasons) == 1 else ""

    @classmethod
    def read(cls, text: str, theorems: Mapping[str, Proof]) -> Reason | None:
        """The reason as a text file spells it, or None."""
        return None


def _plain(word: Word) -> str:
    match word:
        case Put(name, formula):
            return f"{name} = {formula}"
        case Named(found) | Label(found):
            return found
    return word
