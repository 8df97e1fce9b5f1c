"""``given``: rewrites by the context's hypotheses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from ...language.declarations import Declarations
from ...logic.citing import hypothesis_rule
from ...logic.rewriting import Rule
from ..proof import Proof
from .base import Reason
from .theorem import usable


@dataclass(frozen=True, slots=True)
class Given(Reason):
    """The line is rewritten by what the context assumes."""

    name: ClassVar[str] = "hypothesis"

    def typed(self) -> str:
        """The word behind ``by``."""
        return "given"

    def rules(self, relation: str, context: Declarations) -> list[Rule]:
        """The hypotheses that a step with this relation may use."""
        found = (hypothesis_rule(told, context) for told in context.hypotheses)
        return [rule for rule in found if rule.relation in usable(relation)]

    def totals(self) -> bool:
        """Hypotheses such as Σ_a Y_ia = 1 are used while sums are compared."""
        return True

    @classmethod
    def read(cls, text: str, theorems: Mapping[str, Proof]) -> Reason | None:
        """``given`` in a file."""
        return given if text == "given" else None


given = Given()
