"""Random formulas over what a context declares, as an author would type them."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from lrmath.calc.language.declarations import Declarations
from lrmath.calc.language.domains import SMOOTH
from lrmath.calc.language.terms import Index, Size, Term
from lrmath.calc.language.things import Array, Definition, axes_of

Around = tuple[tuple[str, str], ...]  # indices that sums around have bound, and their last values
HINTS = ("z", "i", "k", "j", "s", "r", "k_1", "t", "c")  # how the index of a sum may be called
NUMBERS = ("0", "1", "2", "-1", "1/2", "3")
SAFE = (
    "({0} + {1})", "({0} + {1})", "({0} - {1})", "{0}*{1}", "{0}*{1}", "-{0}", "2*{0}", "{0}**2",
    "exp({0})", "{0}/(1 + {1}**2)", "sqrt(1 + {0}**2)", "log(1 + exp({0}))",
)  # fmt: skip
RISKY = (
    "{0}/{1}", "log({0})", "sqrt({0})", "sqrt({0}**2)", "{0}**(1/2)", "{0}**{1}", "1/{0}",
    "log({0}**2)", "{0}**3",
)  # fmt: skip


class Words:
    """Draws names and formulas that a context can read, most of the time."""

    def __init__(self, context: Declarations, source: random.Random):
        self.context, self.source = context, source
        self.scalars = sorted(context.scalars)
        self.sizes = sorted(context.sizes_by_name)
        self.ends = {name: said(index.high) for name, index in sorted(context.indices.items())}
        self.arrays = sorted(context.arrays)
        self.definitions = sorted(context.definitions)
        self.functions = sorted(context.functions)

    # ---------------------------------------------------------------- names
    def one(self, found: Sequence[str], otherwise: str = "1") -> str:
        """One of several, if there are any."""
        return self.source.choice(found) if found else otherwise

    def variable(self) -> str:
        """A scalar that may vary smoothly, if there is one."""
        declared = self.context.scalars
        return self.one([n for n in self.scalars if declared[n].domain in SMOOTH], "t")

    def of_domain(self, *domains: str) -> str:
        """A scalar of one of these domains, if there is one."""
        declared = self.context.scalars
        return self.one([n for n in self.scalars if declared[n].domain in domains], "1")

    def index(self, size: str, around: Around) -> str:
        """An index that runs to this size: a bound one, a declared one, or the number 1."""
        inner = {name for name, _ in around}
        bound = [name for name, end in around if end == size]
        declared = [name for name, end in self.ends.items() if end == size and name not in inner]
        return self.one([*bound, *bound, *declared, "1"])

    def entry(self, name: str, around: Around) -> str:
        """An entry of an array, or of a definition with indices."""
        thing = self.context.names[name]
        assert isinstance(thing, Array | Definition)
        places = [self.index(said(size), around) for size in axes_of(thing)]
        return f"{name}[{', '.join(places)}]" if places else name

    # ---------------------------------------------------------------- formulas
    def formula(self, depth: int = 2, around: Around = (), risk: float = 0.1) -> str:
        """A formula of this depth at most."""
        if depth <= 0 or self.source.random() < 0.2:
            return self.leaf(around)
        if self.source.random() < 0.35:
            return self.source.choice(self.BUILDERS)(self, depth, around, risk)
        shape = self.source.choice(RISKY if self.source.random() < risk else SAFE)
        return "(" + shape.format(*self.parts(2, depth, around, risk)) + ")"

    def parts(self, number: int, depth: int, around: Around, risk: float) -> list[str]:
        """Formulas of less depth."""
        return [self.formula(depth - 1, around, risk) for _ in range(number)]

    def leaf(self, around: Around) -> str:
        """A name, an entry, or a number."""
        bound = [name for name, _ in around]
        kind = self.source.random()
        if kind < 0.15:
            return self.source.choice(NUMBERS)
        if kind < 0.35 and self.arrays:
            return self.entry(self.one(self.arrays), around)
        if kind < 0.5 and self.definitions:
            return self.entry(self.one(self.definitions), around)
        if kind < 0.58:
            return self.one([*bound, *self.ends, *self.sizes])
        return self.one(self.scalars, "1")

    def total(self, depth: int, around: Around, risk: float) -> str:
        """A sum, or now and then a product, over a declared or a new index."""
        kind = self.source.choice(("Sum", "Sum", "Sum", "Product"))
        if self.ends and self.source.random() < 0.6:
            name = self.one(list(self.ends))
            inner, bounds = self.inside(name, self.ends[name], depth, around, risk), name
        else:
            name, size = self.source.choice(HINTS), self.one([*self.sizes, "2"])
            low = self.source.choice(("1", "1", "1", "2"))
            # what begins at 2 is an index of no array's whole axis, but of the axis it is
            inner, bounds = self.inside(name, size, depth, around, risk), f"({name}, {low}, {size})"
        return f"{kind}({inner}, {bounds})"

    def inside(self, name: str, size: str, depth: int, around: Around, risk: float) -> str:
        """What stands below a sum."""
        outer = tuple(pair for pair in around if pair[0] != name)
        return self.formula(depth - 1, (*outer, (name, size)), risk)

    def derivative(self, depth: int, around: Around, risk: float) -> str:
        """A derivative by a scalar or an entry."""
        body = self.formula(depth - 1, around, risk)
        entries = [self.entry(name, around) for name in self.arrays]
        chosen = self.variable() if self.source.random() < 0.75 else self.one(entries, "t")
        return f"D({body}, {chosen})"

    def point(self, depth: int, around: Around, risk: float) -> str:
        """A value at a point."""
        body = self.formula(depth - 1, around, risk)
        if self.arrays and self.source.random() < 0.2:
            wholes = sorted(self.context.wholes)
            return f"At({body}, {self.one(wholes)}, {self.one([*wholes, '0', '1'])})"
        return f"At({body}, {self.one(self.scalars, 't')}, {self.formula(depth - 2, around, risk)})"

    def applied(self, depth: int, around: Around, risk: float) -> str:
        """A declared function of formulas."""
        if not self.functions:
            return self.formula(depth - 1, around, risk)
        name = self.one(self.functions)
        count = len(self.context.functions[name].parameters)
        return f"{name}({', '.join(self.parts(count, depth, around, risk))})"

    def delta(self, depth: int, around: Around, risk: float) -> str:
        """Kronecker's delta of two indices, times a formula."""
        names = [*(name for name, _ in around), *self.ends, "1"]
        factor = self.formula(depth - 1, around, risk)
        return f"KroneckerDelta({self.one(names)}, {self.one(names)})*{factor}"

    # ---------------------------------------------------------------- values
    def value(self, near: Sequence[str] = ()) -> str:
        """What may be put for a variable: simple, tied, discrete, hidden, or nowhere defined.

        The names ``near`` it are those on which it should not depend, perhaps.
        """
        kind = self.source.random()
        if kind < 0.3:
            shape = self.source.choice(("{0}", "{0}", "2*{0}", "{0}**2", "{0} + 1", "exp({0})"))
            return shape.format(self.one([n for n in near if n in self.scalars], self.leaf(())))
        if kind < 0.45 and self.definitions:
            return self.entry(self.one(self.definitions), ())
        if kind < 0.7:
            return self.leaf(())
        if kind < 0.77:
            return self.source.choice(("sqrt(-1)", "log(0 - 1)", "1/0", "0**(-1)"))
        if kind < 0.85:
            return self.formula(1, risk=0.8)
        return self.applied(1, (), 0.0) if kind < 0.9 else self.formula(1)

    BUILDERS: tuple[Callable[[Words, int, Around, float], str], ...] = (
        total, total, derivative, point, applied, applied, delta,
    )  # fmt: skip


def said(size: Term) -> str:
    """The end of a range as it is typed."""
    return size.name if isinstance(size, Size | Index) else str(getattr(size, "value", ""))
