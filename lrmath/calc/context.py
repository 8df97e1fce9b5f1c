"""What the names of a derivation mean: sizes, indices, arrays, scalars, functions, definitions.

A :class:`Context` is a value. Each method returns a new context that knows one thing more::

    context = (
        Context()
        .sizes("m", "n")
        .index("i", "m").index("j", "n").index("k", "n")
        .array("x", "m,n", "real").array("beta", "n")
        .scalar("t", "real")
        .function("sigma(t)", "1/(1 + exp(-t))", range="unit")
        .define("eta[i]", "Sum(beta[k]*x[i,k], k)")
    )
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, fields
from dataclasses import replace as changed
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from .errors import IllTyped
from .syntax import Range, parse
from .term import ZERO, Big, Entry, Name, Number, Term, free_names, walk

DOMAINS = ("real", "positive", "nonnegative", "unit", "binary", "onehot", "integer")
SMOOTH = ("real", "positive", "nonnegative", "unit")
RESERVED = {"exp", "log", "sqrt", "Sum", "Product", "D", "KroneckerDelta", "hole"}
NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*(_[A-Za-z0-9]+)?")


@dataclass(frozen=True)
class Array:
    """Independent data or parameters: the sizes of its axes and the domain of its entries."""

    shape: tuple[Term, ...]
    domain: str


@dataclass(frozen=True)
class Function:
    """A function of scalars, its body, the domains of its arguments and of its values."""

    parameters: tuple[str, ...]
    body: Term
    domains: tuple[str, ...]
    range: str


@dataclass(frozen=True)
class Definition:
    """A name for a formula; ``indices`` are its parameters."""

    indices: tuple[str, ...]
    body: Term
    domain: str
    shape: tuple[Term, ...] = ()


@dataclass(frozen=True)
class Hypothesis:
    """A relation that the derivation supposes, for every value of its free indices."""

    left: Term
    relation: str
    right: Term


@dataclass(frozen=True)
class Context:
    """The declarations under which lines are read and checked."""

    size_names: tuple[str, ...] = ()
    ranges: Mapping[str, Range] = field(default_factory=dict)
    arrays: Mapping[str, Array] = field(default_factory=dict)
    wholes: Mapping[str, str] = field(default_factory=dict)
    scalars: Mapping[str, str] = field(default_factory=dict)
    functions: Mapping[str, Function] = field(default_factory=dict)
    definitions: Mapping[str, Definition] = field(default_factory=dict)
    hypotheses: tuple[Hypothesis, ...] = ()
    latex: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for declared in fields(self):
            value = getattr(self, declared.name)
            if isinstance(
                value, Mapping
            ):  # read-only: what was proved under a declaration stays proved
                object.__setattr__(self, declared.name, MappingProxyType(dict(value)))

    # ---------------------------------------------------------------- declarations
    def sizes(self, *names: str) -> Context:
        """Declare positive whole numbers such as m (samples), n (features), K (classes)."""
        for name in names:
            self._new(name)
        return changed(self, size_names=self.size_names + names)

    def index(self, names: str, size: str) -> Context:
        """Declare indices that run from 1 to ``size``.

        Several names are separated by spaces or commas.
        """
        limits = (Number(Fraction(1)), self._size(size))
        ranges = dict(self.ranges)
        for name in _words(names):
            self._new(name)
            ranges[name] = limits
        return changed(self, ranges=ranges)

    def array(
        self, name: str, shape: str, domain: str = "real", *, whole: str | None = None
    ) -> Context:
        """Declare an array by its sizes, e.g. ``array("x", "m,n", whole="X")``.

        The entries are x[i,j], the matrix is X.
        """
        self._new(name)
        if whole is not None:
            self._new(whole)
        sizes = tuple(self._size(s) for s in _words(shape))
        arrays = {**self.arrays, name: Array(sizes, _domain(domain))}
        found = changed(self, arrays=arrays, wholes={**self.wholes, whole or name: name})
        if domain != "onehot":
            return found
        rows = Hypothesis(self._row_sum(name, sizes), "=", Number(Fraction(1)))
        return changed(found, hypotheses=(*self.hypotheses, rows))

    def scalar(self, names: str, domain: str = "real") -> Context:
        """Declare scalars, variables that stand for any value of the domain."""
        scalars = dict(self.scalars)
        for name in _words(names):
            self._new(name)
            scalars[name] = _domain(domain)
        return changed(self, scalars=scalars)

    def function(self, head: str, body: str, *, range: str = "real") -> Context:  # noqa: A002
        """Declare a function, e.g. ``function("sigma(t)", "1/(1 + exp(-t))", range="unit")``.

        Parameters take the domain that their name has as a scalar, else they are real. That the
        function is defined on its domain and keeps to its range is proved here, not believed.
        """
        name, parameters = _head(head, "()")
        self._new(name)
        domains = tuple(self.scalars.get(p, "real") for p in parameters)
        inner = self
        for parameter, domain in zip(parameters, domains, strict=True):
            if parameter not in self.scalars:
                inner = inner.scalar(parameter, domain)
        term = _one_number(parse(body, inner), inner, head)
        _closed(term, parameters, free_names(term), head)
        _prove_domain(inner, term, range, head)
        function = Function(parameters, term, domains, _domain(range))
        return changed(self, functions={**self.functions, name: function})

    def define(self, head: str, body: str, *, domain: str = "real") -> Context:
        """Name a formula, e.g. ``define("eta[i]", "Sum(beta[k]*x[i,k], k)")``.

        A domain is proved, not believed.
        """
        name, indices = _head(head, "[]")
        self._new(name)
        shape = tuple(self._axis(i, head) for i in indices)
        term = _one_number(parse(body, self), self, head)
        _closed(term, indices, set(self.ranges), head)
        _prove_domain(self, term, domain, head)
        definition = Definition(indices, term, _domain(domain), shape)
        return changed(self, definitions={**self.definitions, name: definition})

    def assume(self, *relations: str) -> Context:
        """Add hypotheses such as ``"Sum(y[i,k], k) = 1"``, ``"t > 0"`` or ``"t != 1"``."""
        found = []
        for text in relations:
            parts = re.split(r"(<=|>=|!=|=|<|>)", text)
            if len(parts) != 3:
                raise IllTyped(f'a hypothesis is one relation, such as "t > 0", not {text!r}')
            left, right = (_one_number(parse(p, self), self, text) for p in parts[::2])
            found.append(Hypothesis(left, parts[1], right))
        return changed(self, hypotheses=self.hypotheses + tuple(found))

    def typeset(self, **latex: str) -> Context:
        """Give names their LaTeX, where it is not the name itself or a Greek letter."""
        return changed(self, latex={**self.latex, **latex})

    # ---------------------------------------------------------------- questions
    def names(self) -> list[str]:
        """Every name that may stand alone in a line."""
        scalar_definitions = [d for d, v in self.definitions.items()]
        return [*self.size_names, *self.ranges, *self.scalars, *self.wholes, *scalar_definitions]

    def knows(self, name: str) -> bool:
        """Whether the name may stand alone."""
        return name in self.names()

    def taken(self, name: str) -> bool:
        """Whether the name is declared as anything."""
        return self.knows(name) or name in self.arrays or name in self.functions

    def may_name(self, name: str) -> bool:
        """Whether an author may use the name at all."""
        return NAME.fullmatch(name) is not None and name not in RESERVED

    def indexed(self) -> dict[str, tuple[Term, ...]]:
        """Names that take indices, with the sizes of their axes."""
        shapes = {a: d.shape for a, d in self.arrays.items()}
        return shapes | {d: v.shape for d, v in self.definitions.items() if v.indices}

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

    def not_a_variable(self, term: Term) -> str:
        """Why nothing can be differentiated by this term; empty when it can."""
        name = term.array if isinstance(term, Entry) else str(getattr(term, "name", ""))
        name = self.wholes.get(name, name)
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
            name in self.size_names,
            self.ranges.get(name),
            self.arrays.get(whole),
            self.scalars.get(name),
            self.functions.get(name),
            self.definitions.get(name),
        )

    # ---------------------------------------------------------------- helpers
    def claim(self, label: str, left: str, right: str, **options: Any) -> Any:
        """Open a derivation in this context; see :func:`lrmath.calc.kernel.claim`."""
        from .kernel import claim  # the kernel knows contexts, not the other way round

        return claim(label, left, right, context=self, **options)

    def _new(self, name: str) -> None:
        if not self.may_name(name):
            raise IllTyped(
                f"{name!r} cannot be a name: use letters and digits, and not one of "
                + ", ".join(sorted(RESERVED))
            )
        if self.taken(name):
            raise IllTyped(f"{name} is declared twice")
        if name in self._bound():
            raise IllTyped(f"{name} is an index in a formula declared before; choose another name")

    def _bound(self) -> set[str]:
        """Indices that sums and products inside the declarations bind."""
        bodies = [f.body for f in self.functions.values()]
        bodies += [d.body for d in self.definitions.values()]
        bodies += [side for h in self.hypotheses for side in (h.left, h.right)]
        return {part.index for body in bodies for part in walk(body) if isinstance(part, Big)}

    def _size(self, text: str) -> Term:
        if re.fullmatch("[1-9][0-9]{0,2}", text):
            return Number(Fraction(int(text)))
        if text not in self.size_names:
            raise IllTyped(f"{text} is not a declared size; declare it with .sizes({text!r})")
        return Name(text)

    def _row_sum(self, name: str, sizes: tuple[Term, ...]) -> Term:
        """The sum over the last axis of an array, written with declared indices."""
        one, indices = Number(Fraction(1)), []
        for size in sizes:
            free = (i for i, r in self.ranges.items() if r == (one, size) and i not in indices)
            index = next(free, None)
            if index is None:
                raise IllTyped(f"declare an index for every axis of {name} before its onehot rows")
            indices.append(index)
        entry = Entry(name, tuple(map(Name, indices)))
        return Big("Sum", entry, indices[-1], one, sizes[-1])

    def _axis(self, index: str, head: str) -> Term:
        limits = self.ranges.get(index)
        if limits is None:
            raise IllTyped(f"{index} in {head} is not a declared index")
        return limits[1]


def _words(text: str) -> list[str]:
    return [w for w in re.split(r"[\s,]+", text.strip()) if w]


def _head(head: str, brackets: str) -> tuple[str, tuple[str, ...]]:
    """Split ``eta[i]`` or ``sigma(t)`` into its name and parameters."""
    left, right = map(re.escape, brackets)
    found = re.fullmatch(rf"\s*(\w+)\s*(?:{left}([\w\s,]*){right})?\s*", head)
    if not found:
        raise IllTyped(f"{head!r} is not a name with parameters in {brackets}")
    parameters = tuple(_words(found[2] or ""))
    if len(set(parameters)) < len(parameters):
        raise IllTyped(f"{head!r} has a parameter twice")
    return found[1], parameters


def _domain(domain: str) -> str:
    if domain not in DOMAINS:
        raise IllTyped(f"{domain!r} is not a domain; choose one of {', '.join(DOMAINS)}")
    return domain


def _closed(body: Term, parameters: tuple[str, ...], loose: AbstractSet[str], head: str) -> None:
    """Refuse a body with an index, or in a function any name, that is not a parameter."""
    free = (free_names(body) & loose) - set(parameters)
    if free:
        raise IllTyped(
            f"{', '.join(sorted(free))} is free in the body of {head}; make it a parameter"
        )


def _one_number(term: Term, context: Context, head: str) -> Term:
    """The term with matrix products written as sums; refused when it has several entries."""
    from .matrices import scalar, shape  # knows contexts

    if shape(term, context):
        raise IllTyped(f"{head} has several entries; write it with indices, e.g. eta[i] for eta")
    return scalar(term, context)


def _prove_domain(context: Context, body: Term, domain: str, head: str) -> None:
    """Refuse a declaration whose body may be undefined or may leave its domain."""
    from .domains import prove_member  # needs the normal form, which needs contexts

    prove_member(context, body, domain, head)
