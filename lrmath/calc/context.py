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
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from .declarations import (
    MOST_AXES,
    MOST_HYPOTHESES,
    MOST_NAMES,
    RESERVED,
    SMOOTH,
    Array,
    Declarations,
    Definition,
    Function,
    Hypothesis,
    binders,
    declared,
    depth,
    extended,
)
from .declaring import (
    closed,
    known_domain,
    names_in,
    number_domain,
    one_number,
    prove_defined,
    prove_domain,
    split_head,
    worked_out,
)
from .errors import IllTyped
from .letters import twins
from .mint import plain_text
from .slips import no_name
from .syntax import INFINITIES, parse, parse_relation
from .term import Big, Entry, Name, Number, Term, free_names
from .work import question


@dataclass(frozen=True, slots=True, eq=False)
class Context(Declarations):
    """The declarations under which lines are read and checked."""

    def __init_subclass__(cls) -> None:
        raise TypeError("a Context has no subclasses: what it declares is proved by its methods")

    # ---------------------------------------------------------------- declarations
    def sizes(self, *names: str) -> Context:
        """Declare positive whole numbers such as m (samples), n (features), K (classes)."""
        self._new(*names)
        return declared(self, size_names=self.size_names + names)

    def index(self, names: str, size: str) -> Context:
        """Declare indices that run from 1 to ``size``.

        Several names are separated by spaces or commas.
        """
        limits = (Number(Fraction(1)), self._size(size))
        words = names_in(names)
        self._new(*words)
        return declared(self, ranges=extended(self.ranges, dict.fromkeys(words, limits)))

    @question
    def array(
        self, name: str, shape: str, domain: str = "real", *, whole: str | None = None
    ) -> Context:
        """Declare an array by its sizes, e.g. ``array("x", "m,n", whole="X")``.

        The entries are x[i,j], the matrix is X.
        """
        self._new(*(name,) if whole in (None, name) else (name, whole))
        sizes = tuple(self._size(s) for s in names_in(shape))
        if not sizes:
            raise IllTyped(f"{name} has no axes; declare it with .scalar({name!r})")
        if len(sizes) > MOST_AXES:
            raise IllTyped(f"{name} has {len(sizes)} axes; at most {MOST_AXES} are read")
        arrays = extended(self.arrays, {name: Array(sizes, known_domain(domain))})
        wholes = extended(self.wholes, {whole or name: name})
        found = declared(self, arrays=arrays, wholes=wholes)
        if domain != "onehot":
            return found
        total = self._row_sum(name, sizes)
        rows = Hypothesis(total, "=", Number(Fraction(1)))
        return declared(
            found, hypotheses=(*self.hypotheses, rows), bound=self.bound | binders(total)
        )

    def scalar(self, names: str, domain: str = "real") -> Context:
        """Declare scalars, variables that stand for any value of the domain."""
        words = names_in(names)
        self._new(*words)
        scalars = dict.fromkeys(words, number_domain(domain))
        return declared(self, scalars=extended(self.scalars, scalars))

    @question
    def function(
        self,
        head: str,
        body: str | None = None,
        *,
        range: str = "real",  # noqa: A002
    ) -> Context:
        """Declare a function, e.g. ``function("sigma(t)", "1/(1 + exp(-t))", range="unit")``.

        Without a body it stands for any smooth function with this range.

        Parameters take the domain that their name has as a scalar, else they are real. That the
        function is defined on its domain and keeps to its range is proved here, not believed.
        """
        name, parameters = split_head(head, "()")
        if not parameters:
            raise IllTyped(f"{name} has no parameter; name a constant with .define({name!r}, ...)")
        self._new(name)
        domains = tuple(self.scalars.get(p, "real") for p in parameters)
        inner = declared(self, hypotheses=())  # its arguments may be any values of their domains
        for parameter, domain in zip(parameters, domains, strict=True):
            if parameter not in self.scalars:
                inner = inner.scalar(parameter, domain)
        term = None
        if body is not None:
            term = one_number(parse(body, inner), inner, head)
            closed(term, parameters, free_names(term), head)
            term = worked_out(term, inner, head)
            prove_domain(inner, term, number_domain(range), head)
        elif range not in SMOOTH:
            raise IllTyped(f"{head} without a body is smooth; its range cannot be {range}")
        function = Function(parameters, term, domains, number_domain(range), depth(self, term))
        functions = extended(self.functions, {name: function})
        return declared(self, functions=functions, bound=self.bound | binders(term))

    @question
    def define(self, head: str, body: str, *, domain: str = "real") -> Context:
        """Name a formula, e.g. ``define("eta[i]", "Sum(beta[k]*x[i,k], k)")``.

        A domain is proved, not believed.
        """
        name, indices = split_head(head, "[]")
        self._new(name)
        shape = tuple(self._axis(i, head) for i in indices)
        term = one_number(parse(body, self), self, head)
        closed(term, indices, set(self.ranges), head)
        prove_defined(self, term, head)
        prove_domain(self, term, number_domain(domain), head)
        definition = Definition(indices, term, domain, shape, depth(self, term))
        definitions = extended(self.definitions, {name: definition})
        return declared(self, definitions=definitions, bound=self.bound | binders(term))

    @question
    def assume(self, *relations: str) -> Context:
        """Add hypotheses such as ``"Sum(y[i,k], k) = 1"``, ``"t > 0"`` or ``"t != 1"``."""
        found = []
        for text in relations:
            line = parse_relation(text, self)
            left, right = (one_number(side, self, text) for side in (line.left, line.right))
            found.append(Hypothesis(left, line.relation, right))
        if len(self.hypotheses) + len(found) > MOST_HYPOTHESES:
            raise IllTyped(f"a context supposes at most {MOST_HYPOTHESES} relations")
        sides = [side for told in found for side in (told.left, told.right)]
        hypotheses = self.hypotheses + tuple(found)
        return declared(self, hypotheses=hypotheses, bound=self.bound | binders(*sides))

    @question
    def tends(self, name: str, target: str) -> Context:
        """Let a scalar or a size go somewhere, so that lines may say ``-> 1``.

        The target is ``"oo"``, ``"-oo"``, or a value; a domain may leave only one side of it.
        """
        from .limits import within_reach  # needs the normal form, which needs contexts

        for part, what in ((name, "a name"), (target, "a target")):
            plain_text(part, what)
        if self.target is not None:
            raise IllTyped(f"{self.target[0]} tends to something already; one variable moves")
        infinite = INFINITIES.get(target.replace(" ", ""))
        found = infinite or one_number(parse(target, self), self, target)
        within_reach(self, name, found)
        return declared(self, target=(name, found))

    def typeset(self, **latex: str) -> Context:
        """Give names their LaTeX, where it is not the name itself or a Greek letter."""
        return declared(self, latex=extended(self.latex, latex))

    # ---------------------------------------------------------------- helpers
    def claim(self, label: str, left: str, right: str, **options: Any) -> Any:
        """Open a derivation in this context; see :func:`lrmath.calc.kernel.claim`."""
        from .kernel import claim  # the kernel knows contexts, not the other way round

        return claim(label, left, right, context=self, **options)

    def _new(self, *names: str) -> None:
        """Refuse names that cannot be used, or are used already."""
        seen: set[str] = set()
        if sum(map(len, (self.size_names, self.ranges, self.scalars))) + len(names) > MOST_NAMES:
            raise IllTyped(f"a context has at most {MOST_NAMES} names; begin a new one")
        for name in names:
            plain_text(name, "a name")
            if not self.may_name(name):
                raise IllTyped(no_name(name, RESERVED))
            if self.taken(name) or name in seen:
                raise IllTyped(f"{name} is declared twice")
            for twin in sorted(twins(name)):
                if self.taken(twin) or twin in seen:
                    raise IllTyped(f"{name} and {twin} look the same on a page; rename one of them")
            if self.bound & {name, *twins(name)}:
                raise IllTyped(
                    f"{name} is an index in a formula declared before; choose another name"
                )
            seen.add(name)

    def _size(self, text: str) -> Term:
        plain_text(text, "a size")
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
