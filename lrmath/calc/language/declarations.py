"""What is declared, as one table of names, and the questions that a line may put to it."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from string import digits
from typing import TypeVar

from .binding import depends, mentions
from .domains import SMOOTH
from .spelling import no_name
from .table import Table
from .terms import (
    ONE,
    ZERO,
    Compare,
    Entry,
    Index,
    Number,
    Range,
    Scalar,
    Size,
    Term,
    Thing,
    Whole,
)
from .things import Array, Declared, Definition, Function, axes_of
from .work import spend

RESERVED = {"exp", "log", "sqrt", "Sum", "Product", "D", "At", "KroneckerDelta", "hole", "oo", "ln"}
NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*(_[A-Za-z0-9]+)?")
MOST_NAMES, MOST_HYPOTHESES = 500, 200
T = TypeVar("T")


@dataclass(frozen=True, slots=True, weakref_slot=True, eq=False)
class Declarations:
    """Names and what they mean, hypotheses, and a variable that tends to something.

    ``wholes`` leads from the name of a matrix to its array: X to the array of x[i, j].
    """

    names: Mapping[str, Declared] = field(default_factory=dict)
    wholes: Mapping[str, Thing] = field(default_factory=dict)
    hypotheses: tuple[Compare, ...] = ()
    target: tuple[Term, Term] | None = None  # a variable, and what it tends to
    latex: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in ("names", "wholes", "latex"):
            table = Table(getattr(self, name))
            object.__setattr__(self, name, table)

    # ---------------------------------------------------------------- what is declared
    def of_kind(self, kind: type[T]) -> dict[str, T]:
        """What is declared of one kind, by name, in the order of declaration."""
        return {name: found for name, found in self.names.items() if isinstance(found, kind)}

    @property
    def sizes_by_name(self) -> dict[str, Size]:
        """Declared sizes."""
        return self.of_kind(Size)

    @property
    def indices(self) -> dict[str, Index]:
        """Declared indices."""
        return self.of_kind(Index)

    @property
    def scalars(self) -> dict[str, Scalar]:
        """Declared scalars."""
        return self.of_kind(Scalar)

    @property
    def arrays(self) -> dict[str, Array]:
        """Declared arrays."""
        return self.of_kind(Array)

    @property
    def definitions(self) -> dict[str, Definition]:
        """Declared definitions."""
        return self.of_kind(Definition)

    @property
    def functions(self) -> dict[str, Function]:
        """Declared functions."""
        return self.of_kind(Function)

    def standing_alone(self) -> list[str]:
        """Every name that may stand alone in a line."""
        alone = [n for n, d in self.names.items() if not isinstance(d, Array | Function)]
        return [*alone, *self.wholes]

    def taken(self, name: str) -> bool:
        """Whether the name is declared as anything."""
        return name in self.names or name in self.wholes

    def twin(self, name: str) -> str | None:
        """Another name that would look the same on the page."""
        spend(1 + len(self.names) // 16)
        looks = looks_like(name)
        alike = (n for n in (*self.names, *self.wholes) if looks_like(n) == looks)
        return next((n for n in alike if n != name), None)

    def knows(self, term: Term) -> bool:
        """Whether everything that a term may depend on is declared here, and means the same."""
        return all(self.declares(part) for part in depends(term))

    def declares(self, part: Term | Thing) -> bool:
        """Whether a scalar, size, index, array, definition or function is declared here."""
        return self.names.get(getattr(part, "name", "")) == part

    def index_over(self, limits: Range) -> Iterator[Index]:
        """Declared indices with this range."""
        return (i for i in self.indices.values() if (i.low, i.high) == limits)

    # ---------------------------------------------------------------- what is supposed
    def supposed(self, term: Term) -> str:
        """The domain that hypotheses such as ``t > 0`` or ``w[i] >= 0`` give to a real name."""
        for told in self.hypotheses:
            left, relation, right = told.left, told.relation, told.right
            if left == ZERO:
                left, relation, right = right, {"<": ">", "<=": ">="}.get(relation, ""), left
            if right == ZERO and relation in (">", ">=") and every(left, term):
                return "positive" if relation == ">" else "nonnegative"
        return "real"

    def tied(self, variable: Term, allowed: tuple[str, ...] = ()) -> bool:
        """Whether a hypothesis speaks of a variable, with a relation that is not allowed."""
        return any(
            mentions(told, variable) for told in self.hypotheses if told.relation not in allowed
        )

    # ---------------------------------------------------------------- variables
    def not_a_variable(self, term: Term) -> str:
        """Why nothing can be differentiated by this term; empty when it can."""
        is_array = isinstance(term, Entry | Whole) and isinstance(term.of, Array)
        if not (is_array or isinstance(term, Scalar)):
            return "one differentiates by a declared scalar or an array's entry"
        name, domain = label_of(term)
        if domain not in SMOOTH:
            return (
                f"{name} is {domain}: it does not vary smoothly, so one cannot differentiate by it"
            )
        if self.tied(term, allowed=("<", ">", "!=")):  # these leave a neighbourhood of every value
            return f"{name} is tied by a hypothesis, so its partial derivative is not defined"
        return ""

    def not_free(self, variable: Term, value: Term) -> str:
        """Why a value cannot be put for this variable; empty when it can."""
        is_array = isinstance(variable, Whole) and isinstance(variable.of, Array)
        if not (is_array or isinstance(variable, Scalar)):
            return "a value is put for a declared scalar or a whole array"
        name, domain = label_of(variable)
        if self.tied(variable):
            return f"{name} is tied by a hypothesis, so no other value can be put for it"
        if isinstance(variable, Scalar) or isinstance(value, Number):
            return ""
        assert isinstance(variable, Whole)
        alike = isinstance(value, Whole) and axes_of(value.of) == axes_of(variable.of)
        if alike and domain in ("real", label_of(value)[1]):
            return ""
        return f"for {name} one puts a number, or an array of its shape and domain"


def label_of(variable: Term) -> tuple[str, str]:
    """The name and the declared domain of a scalar, or of the array of an entry."""
    if isinstance(variable, Entry | Whole):
        return variable.of.name, getattr(variable.of, "domain", "real")
    return getattr(variable, "name", ""), getattr(variable, "domain", "real")


def every(term: Term, name: Term) -> bool:
    """Whether a term stands for every value of a scalar, or for every entry of an array."""
    if not isinstance(term, Entry) or not isinstance(name, Whole):
        return term == name and isinstance(term, Scalar)
    limits = [(getattr(i, "low", None), getattr(i, "high", None)) for i in term.indices]
    axes = [(ONE, size) for size in axes_of(term.of)]
    return term.of is name.of and limits == axes and len(set(term.indices)) == len(axes)


def name_allowed(name: str) -> str:
    """Why an author may not use a name; empty when that is fine."""
    usual = NAME.fullmatch(name) is not None and not keyword.iskeyword(name)
    return "" if usual and name not in RESERVED else no_name(name, RESERVED)


def looks_like(name: str) -> str:
    """What a name looks like on the page: b0 and b_0 look alike."""
    stem = name.rstrip(digits)
    return stem.rstrip("_") + name[len(stem) :]
