"""``convexity`` and ``monotonicity``: the gap between two sides is smallest where it is zero."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from ...language.declarations import Declarations
from ...language.relations import EQUATIONS
from ...language.terms import Diff, Op, Scalar, Term
from ...logic.calculus import evaluate
from ...logic.minimum import Touching, never_negative, touching
from ...normal.algebra import Algebra
from ...normal.arrangement import Arrangement
from ..proof import Proof
from .base import Desk, Named, Put, Reason, Step, Strength, Words

KINDS = ("convexity", "monotonicity")


@dataclass(frozen=True, slots=True)
class Touch(Reason):
    """The gap between the two sides is smallest at a point of one variable, where it is zero."""

    kind: str
    variable: str
    point: str
    in_a_file: ClassVar[str] = "convexity NAME at POINT, monotonicity NAME at POINT"

    def known(self, context: Declarations) -> None:
        """The variable may vary, and the point is one of its values."""
        self.found(context)

    def found(self, context: Declarations) -> Touching:
        """The variable and the point in this context."""
        return touching(self.kind, self.variable, self.point, self.kind == KINDS[0], context)

    def strength(self, relation: str) -> Strength:
        """Signs of slopes are read off the strong form."""
        return Strength.ARRANGEMENT if relation in EQUATIONS else Strength.ALGEBRA

    def proves(self, step: Step, form: Arrangement, desk: Desk) -> bool:
        """Whether the gap is nowhere negative."""
        if step.relation not in ("<=", ">=") or not isinstance(form, Algebra):
            return False
        sides = (step.left, step.right) if step.relation == ">=" else (step.right, step.left)

        def derivative(term: Term, variable: Scalar) -> Term:
            return desk.prepare(evaluate(Diff(term, variable)), step.equations)

        return never_negative(Op("-", *sides), self.found(desk.context), derivative, form)

    def words(self) -> Words:
        """Convexity in t, from t = 0."""
        start = Put(self.variable, self.point)
        return (f"{self.kind} in ", Named(self.variable), ", from ", start)

    @classmethod
    def read(cls, text: str, theorems: Mapping[str, Proof]) -> Reason | None:
        """``convexity t at 0`` in a file."""
        kind, _, rest = text.partition(" ")
        name, at, point = rest.partition(" at ")
        return cls(kind, name.strip(), point.strip()) if kind in KINDS and at else None


def convexity(variable: str, *, at: str) -> Touch:
    """The reason "the gap is convex in this variable, and touches zero at this point"."""
    return Touch("convexity", variable, at)


def monotonicity(variable: str, *, at: str) -> Touch:
    """The reason "the gap falls to zero at this point of the variable, and then rises"."""
    return Touch("monotonicity", variable, at)
