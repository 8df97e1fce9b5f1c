"""What the names of a derivation mean, as data, and what may be asked of it."""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterable, Mapping
from dataclasses import InitVar, dataclass, field, fields, replace
from fractions import Fraction
from types import MappingProxyType
from typing import Any, TypeVar

from .errors import IllTyped
from .mint import Sealed, register
from .syntax import Range
from .term import ZERO, Big, Call, Entry, Name, Number, Term, free_names, walk

DOMAINS = ("real", "positive", "nonnegative", "unit", "binary", "onehot", "integer")
SMOOTH = ("real", "positive", "nonnegative", "unit")
MOST_NAMES, MOST_HYPOTHESES, MOST_AXES, MOST_DEPTH = 5_000, 200, 6, 40
RESERVED = {"exp", "log", "sqrt", "Sum", "Product", "D", "At", "KroneckerDelta", "hole", "oo", "ln"}
_KEY = object()  # whoever lacks it declares by the methods of a context

Kept = TypeVar("Kept", bound="Declarations")
Value = TypeVar("Value")
NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*(_[A-Za-z0-9]+)?")


@dataclass(frozen=True, slots=True)
class Array:
    """Independent data or parameters: the sizes of its axes and the domain of its entries."""

    shape: tuple[Term, ...]
    domain: str


@dataclass(frozen=True, slots=True)
class Function:
    """A function of scalars, its body, the domains of its arguments and of its values.

    Without a body it is any smooth function.
    """

    parameters: tuple[str, ...]
    body: Term | None
    domains: tuple[str, ...]
    range: str
    depth: int = 1


@dataclass(frozen=True, slots=True)
class Definition:
    """A name for a formula; ``indices`` are its parameters."""

    indices: tuple[str, ...]
    body: Term
    domain: str
    shape: tuple[Term, ...] = ()
    depth: int = 1  # of the definitions that stand in one another


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """A relation that the derivation supposes, for every value of its free indices."""

    left: Term
    relation: str
    right: Term


@dataclass(frozen=True, slots=True, eq=False)
class Declarations(Sealed):
    """What is declared, and the questions that a line may put to it."""

    size_names: tuple[str, ...] = ()
    ranges: Mapping[str, Range] = field(default_factory=dict)
    arrays: Mapping[str, Array] = field(default_factory=dict)
    wholes: Mapping[str, str] = field(default_factory=dict)
    scalars: Mapping[str, str] = field(default_factory=dict)
    functions: Mapping[str, Function] = field(default_factory=dict)
    definitions: Mapping[str, Definition] = field(default_factory=dict)
    hypotheses: tuple[Hypothesis, ...] = ()
    latex: Mapping[str, str] = field(default_factory=dict)
    target: tuple[str, Term] | None = None  # a variable, and what it tends to
    bound: frozenset[str] = frozenset()  # indices that sums inside the declarations bind
    key: InitVar[object] = None

    def __post_init__(self, key: object) -> None:
        if key is not _KEY and any(getattr(self, declared.name) for declared in fields(self)):
            raise TypeError("names are declared by the methods of Context(), which prove them")
        for declared in fields(self):
            value = getattr(self, declared.name)
            if type(value) is dict:  # read-only: what was proved under a declaration stays proved
                object.__setattr__(self, declared.name, MappingProxyType(value))
        register(self)

    # ---------------------------------------------------------------- questions
    def names(self) -> list[str]:
        """Every name that may stand alone in a line."""
        scalar_definitions = [d for d, v in self.definitions.items()]
        return [*self.size_names, *self.ranges, *self.scalars, *self.wholes, *scalar_definitions]

    def knows(self, name: str) -> bool:
        """Whether the name may stand alone."""
        kinds = (self.ranges, self.scalars, self.wholes, self.definitions)
        return name in self.size_names or any(name in kind for kind in kinds)

    def taken(self, name: str) -> bool:
        """Whether the name is declared as anything."""
        return self.knows(name) or name in self.arrays or name in self.functions

    def may_name(self, name: str) -> bool:
        """Whether an author may use the name at all."""
        usual = NAME.fullmatch(name) is not None and not keyword.iskeyword(name)
        return usual and name not in RESERVED

    def indexed(self) -> dict[str, tuple[Term, ...]]:
        """Names that take indices, with the sizes of their axes."""
        shapes = {a: d.shape for a, d in self.arrays.items()}
        return shapes | {d: v.shape for d, v in self.definitions.items() if v.indices}

    def entries(self, term: Term) -> str:
        """The name of a scalar, or of an array's entries, whether one or all of them are meant."""
        name = term.array if isinstance(term, Entry) else str(getattr(term, "name", ""))
        return self.wholes.get(name, name)

    def index_range(self, name: str) -> Range | None:
        """The range of an index, or None."""
        return self.ranges.get(name)

    def within(self, limits: Range, size: Term) -> bool:
        """Whether a range is known to lie in 1..size, for every value of the sizes."""
        low, high = limits
        starts = isinstance(low, Name) or (isinstance(low, Number) and low.value >= 1)
        if isinstance(high, Number):
            ceiling = size.value if isinstance(size, Number) else 1
            return starts and high.value <= ceiling
        return starts and high == size

    def domain_of(self, term: Term) -> str:
        """The declared domain of a scalar or an entry."""
        name = term.array if isinstance(term, Entry) else getattr(term, "name", "")
        if name in self.size_names or name in self.ranges:
            return "positive"
        if name in self.arrays:
            return self.arrays[name].domain
        if name in self.definitions:
            return self.definitions[name].domain
        return self.scalars.get(name, "real")

    def supposed(self, name: str) -> str:
        """The domain that hypotheses such as ``t > 0`` or ``w[i] >= 0`` give to a real name."""
        for hypothesis in self.hypotheses:
            left, relation, right = hypothesis.left, hypothesis.relation, hypothesis.right
            if left == ZERO:
                left, relation, right = right, {"<": ">", "<=": ">="}.get(relation, ""), left
            if right == ZERO and relation in (">", ">=") and self._every(left, name):
                return "positive" if relation == ">" else "nonnegative"
        return "real"

    def _every(self, term: Term, name: str) -> bool:
        """Whether the term stands for every value of the scalar or array of this name."""
        if not isinstance(term, Entry):
            return term == Name(name) and name in self.scalars
        ranges = [self.ranges.get(getattr(i, "name", "")) for i in term.indices]
        axes = [(Number(Fraction(1)), size) for size in self.indexed()[term.array]]
        return term.array == name and ranges == axes and len(set(term.indices)) == len(axes)

    def behind(self, names: Iterable[str]) -> set[str]:
        """The names, and every name that their definitions rest on.

        A matrix stands for its array.
        """
        found: set[str] = set()
        queue = list(names)
        while queue:
            name = queue.pop()
            name = self.wholes.get(name, name)
            if name not in found:
                found.add(name)
                if name in self.definitions:
                    queue += free_names(self.definitions[name].body)
        return found

    def mentions(self, term: Term, variable: str) -> bool:
        """Whether ``variable`` occurs in the term, definitions included.

        Functions hold nothing but arguments.
        """
        return variable in self.behind(free_names(term))

    def moves(self, term: Term, variable: str) -> bool:
        """Whether a term may change with ``variable``, a scalar, an array, or a size.

        With a size grow its indices, and data with an axis of that size are other data.
        """
        names = self.behind(free_names(term))
        sizes = [size for n in names & self.ranges.keys() for size in self.ranges[n]]
        sizes += [size for n in names & self.arrays.keys() for size in self.arrays[n].shape]
        return variable in names or Name(variable) in sizes

    def not_a_variable(self, term: Term) -> str:
        """Why nothing can be differentiated by this term; empty when it can."""
        name = self.entries(term)
        if name not in self.scalars and name not in self.arrays:
            return "one differentiates by a declared scalar or an array's entry"
        array = self.arrays.get(name)
        domain = array.domain if array else self.scalars[name]
        if domain not in SMOOTH:
            return (
                f"{name} is {domain}: it does not vary smoothly, so one cannot differentiate by it"
            )
        for hypothesis in self.hypotheses:
            if hypothesis.relation in ("<", ">", "!="):
                continue  # leaves a neighbourhood of every value
            if self.mentions(hypothesis.left, name) or self.mentions(hypothesis.right, name):
                return f"{name} is tied by a hypothesis, so its partial derivative is not defined"
        return ""

    def not_free(self, variable: Term, value: Term) -> str:
        """Why a value cannot be put for this variable; empty when it can."""
        name = self.entries(variable)
        if not isinstance(variable, Name) or name not in (*self.scalars, *self.arrays):
            return "a value is put for a declared scalar or a whole array"
        for told in self.hypotheses:
            if self.mentions(told.left, name) or self.mentions(told.right, name):
                return f"{name} is tied by a hypothesis, so no other value can be put for it"
        if name in self.scalars:
            return ""
        array = self.arrays[name]
        if isinstance(value, Number):
            return ""
        alike = isinstance(value, Name) and self.shape(value.name) == array.shape
        if alike and array.domain in ("real", self.domain_of(Name(self.entries(value)))):
            return ""
        return f"for {name} one puts a number, or an array of its shape and domain"

    def shape(self, name: str) -> tuple[Term, ...]:
        """Sizes of the axes of a name that stands alone; () for a scalar."""
        if name in self.wholes:
            return self.arrays[self.wholes[name]].shape
        definition = self.definitions.get(name)
        return definition.shape if definition else ()

    def meaning(self, name: str) -> tuple[object, ...]:
        """Everything that is declared of a name, to compare two contexts."""
        whole = self.wholes.get(name, name)
        return (
            whole,
            name in self.size_names,
            self.ranges.get(name),
            self.arrays.get(whole),
            self.scalars.get(name),
            self.functions.get(name),
            self.definitions.get(name),
        )


def depth(context: Declarations, body: Term | None) -> int:
    """How deep definitions stand in one another, one that has this body included."""
    if body is None:
        return 1
    names = free_names(body) | {part.function for part in walk(body) if isinstance(part, Call)}
    known = [context.definitions[n].depth for n in names & context.definitions.keys()]
    known += [context.functions[n].depth for n in names & context.functions.keys()]
    found = 1 + max(known, default=0)
    if found > MOST_DEPTH:
        raise IllTyped(f"definitions stand in one another more than {MOST_DEPTH} deep")
    return found


def binders(*terms: Term | None) -> frozenset[str]:
    """The indices that sums and products in these terms bind."""
    parts = (part for term in terms if term is not None for part in walk(term))
    return frozenset(part.index for part in parts if isinstance(part, Big))


def declared(context: Kept, **fields: Any) -> Kept:
    """The context with other declarations, which whoever asks has proved."""
    return replace(context, key=_KEY, **fields)


def extended(known: Mapping[str, Value], more: Mapping[str, Value]) -> dict[str, Value]:
    """What is known, and more."""
    copied = known.copy() if isinstance(known, MappingProxyType) else dict(known)
    return {**copied, **more}
