"""What every normal form keeps: its atoms, each once, its open indices, and its count of work."""

from __future__ import annotations

from itertools import count

from ..language.declarations import Declarations
from ..language.errors import Undecided
from ..language.terms import Thing
from ..language.work import OPERATION, spend
from .indices import end
from .polynomial import Atom, Key, Poly, Range, Rational, Token, height, key, tokens

BUDGET = 300_000  # operations; the longest step of the book needs fewer than a thousand


class Store:
    """Atoms, open indices, known sums, and the count of operations."""

    def __init__(self, context: Declarations, budget: int = BUDGET):
        self.context, self.budget, self.operations = context, budget, 0
        self.atoms: dict[tuple[str, tuple[object, ...]], Atom] = {}
        self.open_ranges: dict[Token, Range] = {}
        self.fresh = count()
        self.totals: dict[tuple[Thing, int], Rational] = {}  # known sums along an axis of an array
        self.switches: dict[Atom, Atom | None] = {}  # binary variables inside of atoms
        self.factored: dict[Key, tuple[Rational, list[tuple[Poly, int]]]] = {}

    def tick(self, cost: int = 1) -> None:
        """Count an operation; the budget is the only limit, never the clock."""
        self.operations += cost
        spend(cost * OPERATION)
        if self.operations > self.budget:
            raise Undecided(f"more than {self.budget} operations are needed")

    # ---------------------------------------------------------------- atoms
    def intern(
        self, kind: str, *data: object, height: int = 0, tokens: frozenset[Token] = frozenset()
    ) -> Atom:
        """The one atom of this kind and content."""
        found = self.atoms.get((kind, data))
        if found is None:
            found = Atom(kind, data, len(self.atoms), height, tokens)
            self.atoms[kind, data] = found
        return found

    def atom(
        self, kind: str, *data: object, height: int = 0, tokens: frozenset[Token] = frozenset()
    ) -> Poly:
        """The atom as a polynomial."""
        return {((self.intern(kind, *data, height=height, tokens=tokens), 1),): 1}

    def box(self, kind: str, *parts: Poly, label: object = None) -> Poly:
        """A closed box around polynomials, e.g. ``log(P)``."""
        inside = frozenset().union(*map(tokens, parts))
        deep = max(map(height, parts), default=0)
        return self.atom(kind, label, *map(key, parts), height=deep, tokens=inside)

    # ---------------------------------------------------------------- indices
    def open(self, limits: Range) -> Token:
        """A new open index with this range."""
        token = ("open", next(self.fresh))
        self.open_ranges[token] = limits
        return token

    def range_of(self, token: Token) -> Range | None:
        """The range of an index, where it is known."""
        if token[0] == "free":
            return end(token[1].low), end(token[1].high)
        return self.open_ranges.get(token)
