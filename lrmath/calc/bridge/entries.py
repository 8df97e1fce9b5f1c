"""One symbol for each scalar and each entry, for an instance with definite sizes.

A definition may be closed: then it has letters as well, and all that SymPy knows of them is that
they are real numbers, and which variables they depend on.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import sympy as sp

from ..language.binding import Symbol, depends, root
from ..language.declarations import Declarations
from ..language.errors import Undecided
from ..language.terms import At, Diff, Entry, Scalar, Term, Thing, Whole
from ..language.things import Definition, Function, domain_of
from .outward import Env, Writer
from .symbols import assumptions


@dataclass(frozen=True)
class Closed:
    """An entry of a closed definition: what it depends on, and what was done to it."""

    name: str
    behind: frozenset[Symbol]
    done: tuple[str, ...] = ()  # values that were put and derivatives that were taken

    def derivative(self, variable: Any) -> Closed:
        """Its derivative; those that follow one another may be taken in any order."""
        values = [k for k, what in enumerate(self.done, 1) if what.startswith("at")]
        cut = max(values, default=0)
        last = sorted([*self.done[cut:], f"by {variable}"])
        return Closed(self.name, self.behind, (*self.done[:cut], *last))

    def at(self, values: Any, behind: frozenset[Symbol]) -> Closed:
        """Its value where variables have values that depend on more."""
        return Closed(self.name, self.behind | behind, (*self.done, f"at {values}"))


class Letters:
    """The letters of one instance, each with its domain.

    A hypothesis such as ``t > 0`` counts as a domain.
    """

    def __init__(self, context: Declarations):
        self.context = context
        self.domains: dict[Any, str] = {}
        self.closed: dict[Any, Closed] = {}

    def scalar(self, variable: Scalar) -> Any:
        """``t``."""
        return self._letter(variable.name, variable, variable.domain)

    def entry(self, thing: Thing, places: tuple[Any, ...]) -> Any:
        """``x[1, 2]`` as one symbol."""
        return self._letter(entry_name(thing, places), Whole(thing), domain_of(thing))

    def _letter(self, name: str, what: Term, domain: str) -> Any:
        known = self.context.supposed(what) if domain == "real" else domain
        letter = sp.Symbol(name, **assumptions(known))
        self.domains[letter] = known
        return letter

    def of_closed(self, closed: Closed) -> Any:
        """A letter for an entry of a closed definition, or for what was done to it."""
        letter = sp.Symbol(" ".join([closed.name, *closed.done]), real=True)
        self.domains[letter], self.closed[letter] = "real", closed
        return letter

    def moving(self, expression: Any, variable: Term) -> dict[Any, Closed]:
        """The closed letters of an expression that depend on a variable."""
        found = ((s, self.closed.get(s)) for s in sorted(expression.free_symbols, key=str))
        return {s: known for s, known in found if known and root(variable) in known.behind}


def entry_name(thing: Thing, places: tuple[Any, ...]) -> str:
    """``x[1, 2]``."""
    return thing.name + (str(list(places)) if places else "")


class Carried(Writer):
    """Writes with letters, and has SymPy carry out derivatives and values.

    What is ``closed`` keeps its name. Where a closed letter depends on a variable, the chain rule
    speaks of its derivative as of another letter.
    """

    def __init__(self, letters: Letters, closed: Collection[Thing], *values: Any):
        super().__init__(letters, *values)
        self.letters, self.closed = letters, closed

    def entry(self, term: Entry, env: Env) -> Any:
        """An entry, or the letter of a closed definition."""
        if not isinstance(term.of, Definition) or term.of not in self.closed:
            return super().entry(term, env)
        places = tuple(self.write(p, env) for p in term.indices)
        return self.letters.of_closed(Closed(entry_name(term.of, places), depends(Whole(term.of))))

    def function(self, function: Function, arguments: list[Any]) -> Any:
        """A value of a function; of a closed one SymPy knows that it is real and smooth."""
        if function not in self.closed:
            return super().function(function, arguments)
        return sp.Function(function.name, real=True)(*arguments)

    def derivative(self, term: Diff, env: Env) -> Any:
        """A partial derivative, by the chain rule where letters are closed."""
        body, variable = self.write(term.body, env), self.write(term.variable, env)
        found = sp.diff(body, variable)
        for letter, closed in self.letters.moving(body, term.variable).items():
            inner = self.letters.of_closed(closed.derivative(variable))
            found += sp.diff(body, letter) * inner
        return found

    def at(self, term: At, env: Env) -> Any:
        """A formula at a value; closed letters that depend on the variable have new ones there."""
        body, values = self.write(term.body, env), self.settings(term, env)
        if values is None:
            raise Undecided("a value is put for an array whose size moves")
        behind, said = depends(term.value), sorted(f"{k} = {v}" for k, v in values.items())
        for letter, closed in self.letters.moving(body, term.variable).items():
            values[letter] = self.letters.of_closed(closed.at(said, behind))
        return body.subs(values, simultaneous=True)
