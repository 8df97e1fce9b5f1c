"""A theorem as a reason: rewrites by its equation, or bounds a part of a line by its inequality."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from ...language.declarations import Declarations
from ...language.errors import IllTyped
from ...language.relations import EQUATIONS, ORDERS
from ...logic.citing import theorem_rule
from ...logic.rewriting import Rule
from ..proof import Proof, record_of
from .base import Label, Put, Reason, Word, Words

USABLE = {"=": ("=",), "<=>": EQUATIONS, "->": ("=", "->", *ORDERS)}


def usable(relation: str) -> tuple[str, ...]:
    """The relations of theorems by which a step with this relation may go."""
    return USABLE.get(relation, ("=", *ORDERS))


@dataclass(frozen=True, slots=True)
class ByTheorem(Reason):
    """What was proved, with values for some of its variables as an author typed them."""

    proof: Proof
    values: tuple[tuple[str, str], ...] = ()
    in_a_file: ClassVar[str] = "LABEL, LABEL with NAME = FORMULA"

    @property
    def label(self) -> str:
        """The label of the theorem."""
        return record_of(self.proof).sequent.label

    def known(self, context: Declarations) -> None:
        """The proof is one that the kernel has made."""
        record_of(self.proof)

    def rules(self, relation: str, context: Declarations) -> list[Rule]:
        """The theorem's relation."""
        rule = theorem_rule(record_of(self.proof).sequent, dict(self.values), context)
        if rule.relation not in usable(relation):
            raise IllTyped(f"a theorem with {rule.relation} cannot carry a step with {relation}")
        return [rule]

    def cited(self) -> bool:
        """Whether the theorem rests on a source."""
        return record_of(self.proof).cited

    def words(self) -> Words:
        """The label, and what was put."""
        found: list[Word] = [Label(self.label)]
        for name, value in self.values:
            found += [" with " if len(found) == 1 else ", ", Put(name, value)]
        return tuple(found)

    @classmethod
    def read(cls, text: str, theorems: Mapping[str, Proof]) -> Reason | None:
        """``LABEL`` or ``LABEL with s = t + 1; u = 0`` in a file."""
        if text in theorems:
            return cls(theorems[text])
        label, space, rest = text.partition(" with ")
        if not space or label not in theorems:
            return None
        pairs = [part.partition("=") for part in rest.split(";")]
        if not all(equals for _, equals, _ in pairs):
            raise IllTyped("write: LABEL with NAME = FORMULA; NAME = FORMULA")
        values = {name.strip(): value.strip() for name, _, value in pairs}
        return cls(theorems[label], tuple(values.items()))
