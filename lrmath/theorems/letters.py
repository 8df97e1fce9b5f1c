"""The letters that each chapter adds to those of the notation page, read off its theorems."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lrmath.calc import Theorem
from lrmath.calc.language import text
from lrmath.calc.language.binding import Symbol, depends
from lrmath.calc.language.declarations import Declarations
from lrmath.calc.language.terms import Entry
from lrmath.calc.show.latex import Writer

from . import CHAPTERS
from .notation import book

#: The chapter of a module that is a part of one; other modules are named as their chapters.
PAGE = {
    "scores": "softmax",
    "distances": "descent",
    "priors": "regularisation",
    "comparisons": "inference",
    "steepest": "gradient",
}

#: What a number of each domain may be, and what many of them are.
NUMBERS = {
    "real": ("any number", "real numbers"),
    "positive": ("a positive number", "positive numbers"),
    "nonnegative": ("a number $\\ge 0$", "numbers $\\ge 0$"),
    "unit": ("a number between 0 and 1", "numbers between 0 and 1"),
    "binary": ("0 or 1", "numbers, each 0 or 1"),
    "integer": ("a whole number", "whole numbers"),
    "onehot": ("0 or 1", "numbers 0 or 1, one 1 in each row"),
}

#: The first letter of what is printed, with its alphabet.
FIRST = re.compile(r"\\(?:math\w+|operatorname)\{\w+\}|\\[a-zA-Z]+|[A-Za-z]")


@dataclass(frozen=True, order=True)
class Letter:
    """A letter of a chapter: how it is printed, what it stands for, how it is spelled."""

    printed: str
    stands_for: str
    spelled: str

    @property
    def familiar(self) -> bool:
        """Whether a symbol of the notation page is printed with the same letter."""
        first = FIRST.search(self.printed)
        return first is not None and first[0] in FAMILIAR

    def row(self) -> str:
        """One line of a pipe table; a dagger marks a letter that the notation page has too."""
        mark = " †" if self.familiar else ""
        cells = (f"${self.printed}${mark}", self.stands_for, f"`{self.spelled}`")
        return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def letters() -> dict[str, list[Letter]]:
    """The letters of every chapter that its theorems use and the notation page lacks."""
    found: dict[str, set[Letter]] = {}
    for module in CHAPTERS:
        name = module.__name__.rsplit(".", 1)[-1]
        own = [t for t in vars(module).values() if isinstance(t, Theorem)]
        for theorem in own:
            if theorem.module == module.__name__:
                found.setdefault(PAGE.get(name, name), set()).update(of_theorem(theorem))
    return {
        name: sorted(kept, key=lambda x: (x.spelled.lower(), x)) for name, kept in found.items()
    }


def first_uses() -> dict[str, str]:
    """The chapter of the first theorem that uses each symbol of the notation page.

    Sizes, indices and whole arrays count as used with the entries that they belong to.
    """
    found: dict[str, str] = {}
    for module in CHAPTERS:
        page = module.__name__.rsplit(".", 1)[-1]
        for theorem in vars(module).values():
            if isinstance(theorem, Theorem) and theorem.module == module.__name__:
                for name in symbols_of(theorem):
                    found.setdefault(name, PAGE.get(page, page))
    return found


def symbols_of(theorem: Theorem) -> set[str]:
    """The names of the notation page that stand in the lines of a theorem."""
    terms = [theorem.left, theorem.right, *(line.term for line in theorem.lines)]
    written = " ".join(text(term, theorem.context) for term in terms)
    found = set(re.findall(r"[A-Za-z]+", written)) & {*book.names, *book.wholes}
    write, arrays = Writer(book).write, found & set(book.arrays)
    return found | {write(axis) for name in arrays for axis in book.arrays[name].axes}


def of_theorem(theorem: Theorem) -> Iterator[Letter]:
    """The letters that one theorem uses beside those of the notation page."""
    context = theorem.context
    for name in sorted(used(theorem) - declared(book)):
        yield Letter(printed(name, context), stands_for(name, context), name)


def used(theorem: Theorem) -> set[str]:
    """The names in the lines and hypotheses of a theorem, and in the definitions of those."""
    context = theorem.context
    terms = [theorem.left, theorem.right, *(line.term for line in theorem.lines)]
    parts = frozenset[Symbol]().union(*map(depends, [*terms, *context.hypotheses]))
    return {part.name for part in parts} & declared(context)


def declared(context: Declarations) -> set[str]:
    """Every name that a context declares, but for its indices and sizes."""
    return {*context.scalars, *context.arrays, *context.functions, *context.definitions}


def printed(name: str, context: Declarations) -> str:
    """A name as the page prints it, a definition with its indices."""
    write = Writer(context)
    if name in context.definitions:
        found = context.definitions[name]
        return write.write(Entry(found, found.parameters))
    if name in context.functions:
        parameters = ", ".join(map(write.write, context.functions[name].parameters))
        return f"{write.name(name)}({parameters})"
    return write.name(name)


def stands_for(name: str, context: Declarations) -> str:
    """What a name means: its formula, or the numbers that it may be."""
    write = Writer(context)
    if name in context.definitions:
        return f"${write.write(context.definitions[name].body)}$"
    if name in context.arrays:
        array = context.arrays[name]
        size = r" \times ".join(map(write.write, array.axes))
        return f"${size}$ {NUMBERS[array.domain][1]}"
    if name in context.functions:
        body = context.functions[name].body
        return f"${write.write(body)}$" if body else "any smooth function"
    return NUMBERS[context.scalars[name].domain][0]


FAMILIAR = {
    found[0]
    for name in (*book.names, *book.wholes)
    if (found := FIRST.search(Writer(book).name(name)))
}
