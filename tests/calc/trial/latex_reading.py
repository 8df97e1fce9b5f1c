r"""A little reader of LaTeX, as a mathematician reads it; it knows nothing of how it was written.

Juxtaposed factors are multiplied, ``\odot`` works entry by entry, Σ, Π and d/dt hold the product
behind them and no sum, ``\ln x`` holds one letter with its indices, a superscript belongs to the
one thing before it. Formulas become trees of tuples, with brackets gone; sums and
products are flat.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from trial.latex_signs import Signs, Unreadable
from trial.latex_trees import Tree, bare, flat, minus

CLOSING = {"(": ")", "[": "]", r"\left(": r"\right)", r"\left[": r"\right]"}
RELATIONS = {"=": "=", r"\le": "<=", r"\ge": ">=", "<": "<", ">": ">", r"\ne": "!="}
RELATIONS |= {r"\Leftrightarrow": "<=>", r"\to": "->"}
ENDS = {"+", "-", ")", "]", r"\right)", r"\right]", "}", ",", "&", "|", *RELATIONS}


@dataclass
class Latex(Signs):
    """Reads one formula; ``names`` gives each declared name by its LaTeX."""

    names: Mapping[tuple[str, ...], str]
    functions: frozenset[str]
    wide: frozenset[str] = frozenset()  # names of whole vectors and matrices
    endings: Mapping[str, list[str]] = field(default_factory=dict)  # what stands after the indices

    # ---------------------------------------------------------------- relations and sums
    def line(self) -> Tree:
        """A formula, or a relation between two, to the end."""
        found = self.sum()
        if self.next() in RELATIONS:
            relation = RELATIONS[self.take()]
            found = ("compare", relation, found, self.sum())
        if self.next():
            raise Unreadable(f"{self.next()!r} is left over of {self.latex}")
        return found

    def sum(self) -> Tree:
        """Terms with their signs."""
        parts = [self.signed()]
        while self.next() in ("+", "-"):
            parts.append(self.signed())
        return flat("+", parts)

    def signed(self) -> Tree:
        """A term with a sign before it."""
        negative = False
        while self.next() in ("+", "-"):
            negative ^= self.take() == "-"
        found = self.product()
        return minus(found) if negative else found

    def product(self) -> Tree:
        """Factors side by side."""
        parts = [self.factor()]
        while self.next() and self.next() not in ENDS:
            sign = self.next()
            if sign in (r"\odot", r"\oslash"):
                self.take()
                other = self.factor()
                if len(parts) > 1:
                    raise Unreadable(f"{sign} beside a product without brackets: {self.latex}")
                parts = [(sign, parts[0], other)]
                continue
            if parts[0][0] in (r"\odot", r"\oslash") and parts[0][-1] != "bracketed":
                raise Unreadable(f"a product beside {parts[0][0]} without brackets: {self.latex}")
            if sign == r"\cdot":
                self.take()
            parts.append(self.factor())
        return flat("*", parts)

    # ---------------------------------------------------------------- factors
    def factor(self) -> Tree:
        """One thing, with a superscript."""
        base = self.thing()
        while self.next() == "^":
            self.take()
            base = self.raised(base)
        return base

    def raised(self, base: Tree) -> Tree:
        """What a superscript makes of the thing before it."""
        inside = self.group_signs()
        if inside == [r"\top"]:
            return ("transpose", base)
        if (
            base[0] in ("transpose", "power", "/", "entrywise power", "at")
            and base[-1] != "bracketed"
        ):
            raise Unreadable(f"two superscripts, or one on a fraction, in {self.latex}")
        if inside[:1] == [r"\circ"]:
            return ("entrywise power", bare(base), self.inner(inside[1:]))
        if base[0] == "wide":
            raise Unreadable(f"a power of a matrix, in {self.latex}")
        return ("power", bare(base), self.inner(inside))

    def thing(self) -> Tree:
        """A number, a bracket, a sum, a fraction, a function, a name."""
        sign = self.next()
        if sign in CLOSING and not self.wrapped_name():
            return self.bracketed()
        if sign.isdigit():
            return ("number", self.take())
        special = {
            r"\frac": self.fraction,
            r"\sum": self.big,
            r"\prod": self.big,
            r"\sqrt": self.root,
            r"\ln": self.elementary,
            r"\exp": self.elementary,
            r"\nabla": self.gradient,
            r"\delta": self.delta_or_name,
            r"\mathbf": self.indicator,
            r"\infty": lambda: (self.take(), ("infinity",))[1],
            r"\boxed": lambda: (self.take(), self.group_signs(), ("hole",))[2],
        }
        if sign in special:
            return special[sign]()
        if sign == "e" and self.next(1) == "^" and ("e",) not in self.names:
            self.place += 2
            return ("call", "exp", 0, self.inner(self.group_signs()))
        return self.named()

    def wrapped_name(self) -> bool:
        """Whether a name that is written with brackets of its own begins here."""
        ahead = self.signs[self.place :]
        return any(len(n) > 1 and tuple(ahead[: len(n)]) == n for n in self.names)

    def bracketed(self) -> Tree:
        """A bracket; with a value below it where a variable has it."""
        opening = self.take()
        found = self.sum()
        if self.next() == ",":
            raise Unreadable(f"a comma in brackets: {self.latex}")
        self.take(CLOSING[opening])
        if self.next() == "_" and opening in ("[", r"\left["):
            self.take()
            where = self.group_signs()
            equal = where.index("=")
            variable, value = self.inner(where[:equal]), self.inner(where[equal + 1 :])
            return ("at", found, variable, value)
        return (*found, "bracketed") if found[-1] != "bracketed" else found

    def fraction(self) -> Tree:
        """A quotient, or d/dt."""
        self.take(r"\frac")
        above, below = self.group_signs(), self.group_signs()
        if above[:1] in (["d"], [r"\partial"]) and below[:1] == above[:1]:
            return self.derivative(above, below)
        return ("/", self.inner(above), self.inner(below))

    def derivative(self, above: list[str], below: list[str]) -> Tree:
        """∂f/∂v, or ∂/∂v before a bracket."""
        sign, rest = above[0], above[1:]
        if rest[:1] == ["^"]:
            rest = rest[rest.index("}") + 1 :]
        variables = self.variables(sign, below)
        if rest:
            body = self.inner(rest)
        elif self.next() in ("[", r"\left["):
            body = bare(self.bracketed())
        else:
            raise Unreadable(f"a derivative of what, in {self.latex}?")
        for variable in reversed(variables):  # the last one below the bar is taken first
            body = ("diff", bare(body), variable)
        return body

    def variables(self, sign: str, below: list[str]) -> list[Tree]:
        """The variables below a derivative's bar."""
        parts: list[list[str]] = []
        for token in below:
            if token == sign:
                parts.append([])
            else:
                parts[-1].append(token)
        found = []
        for part in parts:
            times = 1
            if len(part) > 3 and part[-4:-2] == ["^", "{"] and part[-2].isdigit():
                times, part = int(part[-2]), part[:-4]
            found += [self.inner(part)] * times
        return found

    def big(self) -> Tree:
        """Σ and Π hold the product behind them."""
        kind = "Sum" if self.take() == r"\sum" else "Product"
        self.take("_")
        limits = self.group_signs()
        equal = limits.index("=")
        low = self.inner(limits[equal + 1 :])
        self.take("^")
        high = self.inner(self.group_signs())
        outside = self.names
        index = "~" + "".join(limits[:equal])  # bound, whatever else is called so
        self.names = {**outside, tuple(limits[:equal]): index}
        body = bare(self.product())
        self.names = outside
        return (kind, index, low, high, body)

    def root(self) -> Tree:
        """√."""
        self.take()
        return ("call", "sqrt", 0, self.inner(self.group_signs()))

    def elementary(self) -> Tree:
        """ln and exp, of a bracket or of one letter."""
        name = {r"\ln": "log", r"\exp": "exp"}[self.take()]
        circle = self.circle()
        found = self.thing()
        if found[0] in ("power", "/") and found[-1] != "bracketed":
            raise Unreadable(f"ln of what, in {self.latex}?")
        if found[-1] != "bracketed" and self.next() and self.next() not in ENDS:
            raise Unreadable(f"does ln hold {self.next()!r} as well, in {self.latex}?")
        return ("call", name + circle, 0, bare(found))

    def circle(self) -> str:
        """The mark of a function that works entry by entry."""
        if self.next() == "^" and self.next(2) == r"\circ":
            self.take("^")
            self.group_signs()
            return "°"
        return ""

    def gradient(self) -> Tree:
        """∇ with its variable."""
        self.take()
        self.take("_")
        variable = self.inner(self.group_signs())
        return ("diff", bare(self.thing()), variable)

    def delta_or_name(self) -> Tree:
        """Kronecker's delta has two indices; a name has others."""
        if (r"\delta",) in self.names:
            return self.named()
        self.take()
        self.take("_")
        return ("delta", *self.indices(self.group_signs()))

    def indicator(self) -> Tree:
        """1 where two indices are equal; without indices a matrix of ones."""
        self.take()
        self.group_signs()
        if self.next() != "_":
            return ("ones",)
        self.take("_")
        where = self.group_signs()
        equal = where.index("=")
        return ("delta", self.inner(where[:equal]), self.inner(where[equal + 1 :]))

    # ---------------------------------------------------------------- names
    def named(self) -> Tree:
        """A declared name with indices, or a function with its arguments."""
        name = self.known()
        primes = 0
        while self.next() == "'":
            self.take()
            primes += 1
        if name in self.functions:
            circle = self.circle()
            arguments = self.arguments()
            return ("call", name + circle, primes, *arguments)
        if self.next() == "_":
            self.take()
            found = ("entry", name, *self.indices(self.group_signs()))
            for sign in self.endings.get(name, []):
                self.take(sign)
            return found
        return ("wide", name) if name in self.wide else ("name", name)

    def known(self) -> str:
        """The longest declared name that begins here."""
        longest = max(map(len, self.names), default=0)
        for length in range(longest, 0, -1):
            part = tuple(self.signs[self.place : self.place + length])
            if part in self.names and len(part) == length:
                self.place += length
                return self.names[part]
        raise Unreadable(f"{self.next()!r} is no declared name, in {self.latex}")

    def arguments(self) -> list[Tree]:
        """The arguments of a function."""
        opening = self.take(*CLOSING)
        found = [bare(self.sum())]
        while self.next() == ",":
            self.take()
            found.append(bare(self.sum()))
        self.take(CLOSING[opening])
        return found

    def indices(self, signs: list[str]) -> list[Tree]:
        """Indices side by side, or between commas."""
        inner = Latex("", self.names, self.functions, self.wide, self.endings)
        inner.signs, inner.latex = [s for s in signs if s != ","], self.latex
        found = []
        while inner.next():
            found.append(("number", inner.take()) if inner.next().isdigit() else inner.index())
        return found

    def index(self) -> Tree:
        """The name of an index."""
        return ("name", self.known())

    # ---------------------------------------------------------------- groups
    def inner(self, signs: list[str]) -> Tree:
        """A formula inside."""
        reader = Latex("", self.names, self.functions, self.wide, self.endings)
        reader.signs, reader.latex = signs, self.latex
        return bare(reader.line())
