"""Random contexts that resemble each other: shared, renamed, redomained and redefined names.

A context is a list of declarations. Another one has most of them in common, and something else
under a name, another domain, another range, another body, more or fewer hypotheses. What cannot be
declared is left out, so that every list gives a context.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterable
from dataclasses import dataclass

from lrmath.calc import CalcError, Context
from trial.formulas import Words

SCALARS = ("t", "s", "c", "u", "z", "r", "p", "q", "b", "mu")
DOMAINS = (
    "real", "real", "real", "real", "positive", "positive", "nonnegative", "unit", "binary",
    "integer",
)  # fmt: skip
OTHERS = ("f", "g", "d", "e", "a", "v", "w", "y", "h", "k_1")
ENDS = ("m", "n", "n", "2")
MOST_CHANGES = 4


@dataclass(frozen=True)
class Declaration:
    """One call of a method of Context."""

    method: str
    head: str
    rest: str = ""
    domain: str = "real"

    def made(self, context: Context) -> Context:
        """The context with this declaration."""
        match self.method:
            case "sizes":
                return context.sizes(self.head)
            case "index":
                return context.index(self.head, self.rest)
            case "array":
                axes, _, whole = self.rest.partition(" as ")
                return context.array(self.head, axes, self.domain, whole=whole or None)
            case "scalar":
                return context.scalar(self.head, self.domain)
            case "function":
                return context.function(self.head, self.rest or None, range=self.domain)
            case "define":
                return context.define(self.head, self.rest, domain=self.domain)
            case "assume":
                return context.assume(self.head)
        return context.tends(self.head, self.rest)

    @property
    def name(self) -> str:
        """What is declared."""
        return re.split(r"\W", self.head)[0]


Recipe = tuple[Declaration, ...]


def made(recipe: Iterable[Declaration]) -> tuple[Context, Recipe]:
    """The context of a recipe, and what of it could be declared."""
    context, kept = Context(), []
    for declaration in recipe:
        try:
            context = declaration.made(context)
        except CalcError:
            continue
        kept.append(declaration)
    return context, tuple(kept)


# ---------------------------------------------------------------- single declarations
class Maker:
    """Draws declarations that a context can take, most of the time."""

    def __init__(self, context: Context, source: random.Random):
        self.context, self.source = context, source
        self.words = Words(context, source)

    def name(self, *preferred: str) -> str:
        """A name that is free, if one of the usual ones is."""
        free = [n for n in (preferred or OTHERS) if not self.context.taken(n)]
        return self.source.choice(free or ["x_9"])

    def scalar(self) -> Declaration:
        """A scalar of some domain."""
        return Declaration("scalar", self.name(*SCALARS), domain=self.source.choice(DOMAINS))

    def array(self) -> Declaration:
        """An array with one axis or two, perhaps with another name for the whole."""
        axes = self.source.choice(("n", "n", "n", "m", "m,n", "2"))
        domain = self.source.choice((*DOMAINS, "onehot"))
        whole = " as " + self.source.choice("XV") if self.source.random() < 0.3 else ""
        return Declaration("array", self.name("v", "w", "x", "y", "a"), axes + whole, domain)

    def index(self) -> Declaration:
        """An index."""
        return Declaration("index", self.name("k", "j", "i", "z", "r"), self.source.choice(ENDS))

    def size(self) -> Declaration:
        """A size."""
        return Declaration("sizes", self.name("m", "n", "s", "c"))

    def definition(self) -> Declaration:
        """A name for a formula, perhaps with an index."""
        indexed = self.words.ends and self.source.random() < 0.35
        name = self.name("mu", "d", "e", "f", "c", "s", "u")
        if not indexed:
            body = self.words.formula(2)
            return Declaration("define", name, body, self.some_domain())
        index = self.source.choice(list(self.words.ends))
        around = ((index, self.words.ends[index]),)
        return Declaration("define", f"{name}[{index}]", self.words.formula(2, around))

    def some_domain(self) -> str:
        """Mostly the reals; other domains are to be proved."""
        return self.source.choice(("real", "real", "real", "positive", "nonnegative", "unit"))

    def function(self) -> Declaration:
        """A function of one variable or two, with a body or without."""
        name, free = self.name("f", "g", "phi"), self.source.random() < 0.3
        head = f"{name}({self.source.choice(SCALARS)})"
        if self.source.random() < 0.15:
            head = f"{name}(t, s)"
        inside = head[len(name) + 1 : -1].replace(",", "").split()
        body = "" if free else self.body(inside)
        return Declaration("function", head, body, self.some_domain())

    def body(self, parameters: list[str]) -> str:
        """A formula of parameters alone, now and then with a derivative in it."""
        inner, _ = made([Declaration("scalar", name) for name in dict.fromkeys(parameters)])
        body = Words(inner, self.source).formula(2, risk=0.2)
        return f"D({body}, {parameters[0]})" if self.source.random() < 0.15 else body

    def hypothesis(self) -> Declaration:
        """Something that is supposed of a scalar, of entries, or of definitions."""
        words = self.words
        scalar, value = words.one(words.scalars, "t"), words.value()
        told = [
            f"{scalar} = {self.source.choice('023')}",
            f"{scalar} = {value}",
            f"{scalar} > {value}",
            f"{scalar} > 0",
            f"{scalar} >= 0",
            f"{scalar} != 0",
            f"{scalar} <= {words.one(words.scalars, '1')}",
            f"{scalar} != {value}",
            f"{words.formula(1)} > 0",
        ]
        around = tuple(words.ends.items())
        for name in words.arrays:
            entry = words.entry(name, around)
            told += [f"{entry} > 0", f"{entry} = {value}", f"{entry} >= {scalar}"]
        for index in words.ends:
            told.append(f"Sum({words.leaf(around)}, {index}) = 1")
        told += [f"{words.entry(name, around)} > 0" for name in words.definitions]
        return Declaration("assume", self.source.choice(told))

    def target(self) -> Declaration:
        """Where a variable goes."""
        name = self.words.one([*self.words.scalars, *self.words.sizes], "t")
        values = [self.words.one(self.words.scalars, "0") for _ in range(3)]
        goals = ("oo", "oo", "oo", "-oo", "0", "1", *values)
        return Declaration("tends", name, self.source.choice(goals))


# ---------------------------------------------------------------- contexts
def recipe(source: random.Random) -> Recipe:
    """A random context."""
    found: list[Declaration] = [Declaration("sizes", "n")]
    if source.random() < 0.6:
        found.append(Declaration("sizes", "m"))
    found += [Declaration("index", "k", "n"), Declaration("index", "j", "n")]
    if source.random() < 0.4:
        found.append(Declaration("index", "i", source.choice(ENDS)))
    for method, number in (("array", 2), ("scalar", 4), ("function", 1), ("definition", 2)):
        for _ in range(source.randint(number - 1, number)):
            found.append(getattr(Maker(made(found)[0], source), method)())
    for _ in range(source.choice((0, 0, 1, 1, 2))):
        found.append(Maker(made(found)[0], source).hypothesis())
    if source.random() < 0.5:
        found.append(Maker(made(found)[0], source).target())
    return made(found)[1]


def neighbour(first: Recipe, source: random.Random) -> Recipe:
    """A context that resembles another one."""
    found = list(first)
    for _ in range(source.randint(0, MOST_CHANGES)):
        change = source.choice(CHANGES)
        change(found, source)
    for _ in range(source.choice((0, 1, 1, 2))):
        added(found, source)
    return made(found)[1]


def added(found: list[Declaration], source: random.Random) -> None:
    """One declaration more; definitions, hypotheses and scalars are what theorems stumble over."""
    kinds = ("scalar", "definition", "definition", "hypothesis", "hypothesis", "hypothesis",
             "target", "index", "size", "array", "function")  # fmt: skip
    found.append(getattr(Maker(made(found)[0], source), source.choice(kinds))())


def removed(found: list[Declaration], source: random.Random) -> None:
    """One declaration less."""
    del found[source.randrange(len(found))]


def redomained(found: list[Declaration], source: random.Random) -> None:
    """A scalar, array, definition or function of another domain."""
    where = [n for n, d in enumerate(found) if d.method in ("scalar", "array", "define")]
    if where:
        position = source.choice(where)
        old = found[position]
        new = source.choice(DOMAINS)
        found[position] = Declaration(old.method, old.head, old.rest, new)


def redefined(found: list[Declaration], source: random.Random) -> None:
    """Another body, range, shape or value for the same name."""
    position = source.randrange(len(found))
    old = found[position]
    maker = Maker(made(found[:position])[0], source)
    match old.method:
        case "index":
            new = Declaration("index", old.head, source.choice(ENDS))
        case "array":
            new = Declaration("array", old.head, maker.array().rest, old.domain)
        case "function":
            new = Declaration("function", old.head, maker.body(["t", "s"]), old.domain)
        case "define":
            new = Declaration("define", old.name, maker.words.formula(2), "real")
        case _:
            return
    found[position] = new


def recast(found: list[Declaration], source: random.Random) -> None:
    """The same name for something of another kind."""
    position = source.randrange(len(found))
    name = found[position].name
    maker = Maker(made(found[:position])[0], source)
    kinds = [
        Declaration("scalar", name, domain=source.choice(DOMAINS)),
        Declaration("define", name, maker.words.formula(2)),
        Declaration("sizes", name),
        Declaration("index", name, source.choice(ENDS)),
        Declaration("array", name, "n"),
        Declaration("function", f"{name}(t)", maker.body(["t"])),
    ]
    found[position] = source.choice(kinds)


def renamed(found: list[Declaration], source: random.Random) -> None:
    """Two names exchanged in everything that is declared."""
    names = sorted({d.name for d in found if d.method not in ("assume", "tends")})
    if len(names) < 2:
        return
    one, two = source.sample(names, 2)
    swap = {one: two, two: one}
    for position, old in enumerate(found):
        head, rest = (
            re.sub(r"\b[A-Za-z]\w*\b", lambda word: swap.get(word[0], word[0]), text)
            for text in (old.head, old.rest)
        )
        found[position] = Declaration(old.method, head, rest, old.domain)


def moved(found: list[Declaration], source: random.Random) -> None:
    """A declaration in another place."""
    declaration = found.pop(source.randrange(len(found)))
    found.insert(source.randrange(len(found) + 1), declaration)


CHANGES = (added, removed, redomained, redefined, recast, renamed, moved)
