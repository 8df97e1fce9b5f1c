"""Claims that cite theorems, with values that may be undefined, tied, discrete, or other things.

``worked`` is what the checker makes of an instance, ``careless`` an instance by name, ``joined``
takes sides of two theorems for each other, and ``pincers`` closes in on what they vary.
"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from lrmath.calc import algebra, calculus, cases, definition, given, limit, positivity
from lrmath.calc.kernel.proof import Proof
from lrmath.calc.kernel.reasons.base import Reason
from lrmath.calc.kernel.reasons.theorem import ByTheorem
from lrmath.calc.language.domains import DISCRETE
from lrmath.calc.language.relations import ORDERS
from trial import naive
from trial.court import Court
from trial.formulas import Words
from trial.working import worked_out

Values = dict[str, str]
UP, DOWN = ("=", "<="), ("=", ">=")
VARIED = ("D(", "At(")


@dataclass(frozen=True)
class Known:
    """A theorem, its sides as they were typed, and the scalars and indices in them."""

    proof: Proof
    left: str
    relation: str
    right: str
    variables: tuple[str, ...]
    indices: tuple[str, ...]

    def side(self, first: bool) -> str:
        """One of its sides."""
        return self.left if first else self.right

    @property
    def anywhere(self) -> set[str]:
        """Sides that are mere names, and so are like every part of a line."""
        return {self.left, self.right} & {*self.variables}

    @property
    def varied(self) -> bool:
        """Whether its left side is a derivative, or a value at a point, and the other is none."""
        return self.left.startswith(VARIED) and not any(word in self.right for word in VARIED)


@dataclass(frozen=True)
class Claim:
    """A line, what is said to follow from it, and why."""

    left: str
    relation: str
    right: str
    reasons: tuple[Reason, ...]

    def size(self) -> int:
        """How long it takes to judge: each derivative takes three values of what is in it."""
        return len(self.left + self.right) * 3 ** max(map(naive.slopes_in, (self.left, self.right)))


def claim(left: str, relation: str, right: str, reasons: Sequence[Reason]) -> Claim:
    """The claim for these reasons, each once."""
    return Claim(left, relation, right, tuple(dict.fromkeys(reasons)))


class Drawer:
    """Draws claims of one context that cite theorems of any."""

    def __init__(self, court: Court, words: Words, source: random.Random):
        self.court, self.words, self.source = court, words, source
        scalars = court.context.scalars.values()
        self.stubborn = sorted(
            s.name for s in scalars if s.domain in DISCRETE or court.context.tied(s)
        )

    def claim(self, known: Sequence[Known], later: Sequence[Known]) -> Claim | None:
        """A claim of some kind, if there is one."""
        if self.source.random() < 0.15:
            return self.pincers([theorem for theorem in known if theorem.varied])
        one, two = (self.theorem(known, later) for _ in range(2))
        draw = self.source.choices((self.worked, self.careless, self.joined), (6, 3, 3))[0]
        return draw(one, two)

    def theorem(self, known: Sequence[Known], later: Sequence[Known]) -> Known:
        """One of those that are known."""
        return self.source.choice(later if later and self.source.random() < 0.3 else known)

    # ---------------------------------------------------------------- values and reasons
    def values(self, theorem: Known) -> Values:
        """Values for some of the variables of a theorem; other names of it make good ones."""
        found: Values = {}
        if self.source.random() < 0.25:
            return found  # it is cited as it stands
        for name in theorem.variables:
            if name in theorem.anywhere or self.source.random() < 0.5:
                found[name] = self.words.value(naive.names_in(theorem.left))
        for name in theorem.indices:
            if self.source.random() < 0.3:
                found[name] = self.words.one([*self.words.ends, "1", "2"])
        return found

    def cited(self, theorem: Known, values: Values) -> ByTheorem:
        """The theorem as a reason, with all, some or none of the values named.

        A side that is a mere name fits everywhere, and lines grow; its value is mostly named.
        """
        share = self.source.choice((0.0, 0.0, 0.5, 1.0))
        named = {
            name: value
            for name, value in values.items()
            if self.source.random() < (0.99 if name in theorem.anywhere else share)
        }
        return ByTheorem(theorem.proof, tuple(named.items()))

    def more(self, other: Known) -> list[Reason]:
        """Perhaps other reasons beside a theorem."""
        found: list[Reason] = []
        words = self.words
        while self.source.random() < 0.4:
            kind = self.source.random()
            if kind < 0.3:
                found.append(self.cited(other, self.values(other)))
            elif kind < 0.5 and self.court.context.hypotheses:
                found.append(given)
            elif kind < 0.65 and words.definitions + words.functions:
                found.append(definition(words.one([*words.definitions, *words.functions])))
            else:
                found.append(self.source.choice((algebra, algebra, cases, calculus)))
        return found

    # ---------------------------------------------------------------- kinds of claims
    def worked(self, theorem: Known, other: Known) -> Claim | None:
        """An instance of a side of a theorem somewhere, and what the checker makes of it."""
        values, relation = self.values(theorem), theorem.relation
        line = naive.put(theorem.side(self.source.random() < 0.6), values)
        if self.source.random() < 0.5 and relation != "<=>":
            line = naive.inside(naive.around(self.words, self.source), line)
        if relation == "=" and self.source.random() < 0.1:
            relation = self.source.choice(ORDERS)
        reasons = [self.cited(theorem, values), *self.more(other)]
        if relation == "->":
            reasons.append(limit)
        right = worked_out(line, reasons, self.court.context, relation, self.source)
        return claim(line, relation, right, reasons) if right and right != line else None

    def careless(self, theorem: Known, other: Known) -> Claim | None:
        """Both sides of a theorem with values by name, in the same surroundings."""
        values = self.values(theorem)
        sides = [naive.put(theorem.side(first), values) for first in (True, False)]
        if theorem.relation == "=" and self.source.random() < 0.5:
            outer = naive.around(self.words, self.source)
            sides = [naive.inside(outer, side) for side in sides]
        if theorem.relation == "=" and self.source.random() < 0.3:
            sides.reverse()
        reasons: list[Reason] = [self.cited(theorem, values)]
        if self.source.random() < 0.3:
            reasons += self.more(other)
        if theorem.relation == "->":
            reasons.append(limit)
        return claim(sides[0], theorem.relation, sides[1], reasons)

    def joined(self, theorem: Known, other: Known) -> Claim | None:
        """Sides of two theorems, of which the checker might take one for the other."""
        two = (theorem, other)
        values = [self.values(t) for t in two]
        if self.source.random() < 0.5:
            values = [values[0] | values[1]] * 2
        pairs = list(zip(two, values, strict=True))
        left, right = (naive.put(t.side(self.source.random() < 0.5), v) for t, v in pairs)
        reasons: list[Reason] = [self.cited(t, v) for t, v in pairs]
        if self.source.random() < 0.6:
            reasons.append(self.source.choice((given, cases, algebra, positivity)))
        if "<=>" in (theorem.relation, other.relation):
            same = theorem.relation == other.relation
            return claim(left, "<=>", right, reasons) if same else None
        relation = self.source.choice(("=", "=", "=", *ORDERS))
        if self.source.random() < 0.5:
            left, right = f"({left}) - ({right})", "0"
        return claim(left, relation, right, reasons)

    def pincers(self, varied: Sequence[Known]) -> Claim | None:
        """Of a ≤ D(...) and D(...) ≤ b, with what does not vary put for the variables, a ≤ b."""
        if not varied:
            return None
        above, below = (self.source.choice(varied) for _ in range(2))
        values = self.same_values(above, below)
        high, low = naive.put(above.right, values), naive.put(below.right, values)
        reasons: list[Reason] = [
            ByTheorem(t.proof, tuple((n, v) for n, v in values.items() if n in t.variables))
            for t in (above, below)
        ]
        reasons.append(self.source.choice((given, cases, cases, algebra, positivity)))
        if above.relation == below.relation == "=":
            return claim(low, "=", high, reasons)
        if above.relation in UP and below.relation in DOWN:
            return claim(f"({low}) - ({high})", "<=", "0", reasons)
        return None

    def same_values(self, *theorems: Known) -> Values:
        """The same for most variables of some theorems, best what does not vary."""
        chosen = self.words.one(self.stubborn) if self.stubborn else self.words.leaf(())
        names = sorted({name for theorem in theorems for name in theorem.variables})
        return {name: chosen for name in names if self.source.random() < 0.7}
