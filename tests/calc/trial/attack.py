"""Theorems proved in one context, cited in another one that resembles it: the attack on hygiene.

Each seed gives three contexts that share, rename, redomain and redefine names. Theorems are proved
in each; then claims are made in each that cite theorems of any, with values that may be undefined,
tied, discrete, or mean something else here. A claim that the kernel accepts is judged by the
oracle, at places where every hypothesis of its context holds: both sides must have a value there,
and the relation must hold. What was accepted may be cited in turn.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lrmath.calc import algebra, calculus, cases, definition, given, limit, positivity
from lrmath.calc.kernel.proof import Proof
from lrmath.calc.kernel.reasons.base import Reason
from lrmath.calc.kernel.reasons.theorem import ByTheorem
from lrmath.calc.language.relations import ORDERS
from lrmath.calc.language.terms import Index, Scalar
from trial import naive
from trial.court import Court, Fault
from trial.formulas import Words
from trial.schemes import statement
from trial.working import worked_out
from trial.worlds import made, neighbour, recipe

MOST = 5_000  # of a claim's size
CONTEXTS, SCHEMES, CLAIMS, MOST_KNOWN = 3, 12, 100, 30


@dataclass(frozen=True)
class Known:
    """A theorem, and its sides as they were typed."""

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


class Attack:
    """The claims of one seed."""

    def __init__(self, seed: int):
        self.source = random.Random(f"citing {seed}")
        self.courts: list[Court] = []
        for _ in range(CONTEXTS):
            self.courts.append(self.court(seed))
        self.words = [Words(court.context, self.source) for court in self.courts]
        self.known: list[Known] = []  # by the schemes
        self.later: list[Known] = []  # by citing others

    def court(self, seed: int) -> Court:
        """A context in which something can be judged, like one of the others."""
        while True:
            like = self.source.choice(self.courts).recipe if self.courts else None
            found = neighbour(like, self.source) if like else recipe(self.source)
            court = Court(made(found)[0], found, seed)
            if court.places:
                return court

    def run(self, claims: int = CLAIMS) -> Iterator[Fault]:
        """Prove theorems, then make claims; every fault that comes to light."""
        for court in self.courts:
            yield from court.declared()
            for _ in range(SCHEMES):
                found = statement(court.context, self.source)
                if found is not None:
                    claim = Claim(found.left, found.relation, found.right, found.reasons)
                    yield from self.submit(court, claim, self.known)
        for _ in range(claims if self.known else 0):
            place = self.source.randrange(CONTEXTS)
            drawn = self.drawn(self.courts[place], self.words[place])
            if drawn is not None and drawn.size() <= MOST:
                yield from self.submit(self.courts[place], drawn, self.later)

    def theorem(self) -> Known:
        """One of those that are known."""
        later = self.later if self.source.random() < 0.3 else []
        return self.source.choice(later or self.known)

    def submit(self, court: Court, claim: Claim, known: list[Known]) -> Iterator[Fault]:
        """Put a claim to the kernel; what it accepts is judged, and known from then on."""
        proof, fault = court.hear(claim.left, claim.relation, claim.right, claim.reasons)
        if fault is not None:
            yield fault
        elif proof is not None:
            names = set(naive.names_in(claim.left) + naive.names_in(claim.right))
            kinds = court.context.names
            chosen = [sorted(n for n in names if isinstance(kinds.get(n), kind))
                      for kind in (Scalar, Index)]  # fmt: skip
            new = Known(proof, claim.left, claim.relation, claim.right, *map(tuple, chosen))
            if len(known) < MOST_KNOWN:
                known.append(new)
            else:
                known[self.source.randrange(MOST_KNOWN)] = new

    # ---------------------------------------------------------------- single claims
    def drawn(self, court: Court, words: Words) -> Claim | None:
        """A claim of some kind."""
        draw = self.source.choices((self.worked, self.careless, self.joined), (6, 3, 3))[0]
        return draw(court, words)

    def values(self, theorem: Known, words: Words) -> dict[str, str]:
        """Values for some of the variables of a theorem; other names of it make good ones."""
        found: dict[str, str] = {}
        if self.source.random() < 0.25:
            return found  # it is cited as it stands
        for name in theorem.variables:
            if name in theorem.anywhere or self.source.random() < 0.5:
                found[name] = words.value(naive.names_in(theorem.left))
        for name in theorem.indices:
            if self.source.random() < 0.3:
                found[name] = words.one([*words.ends, "1", "2"])
        return found

    def cited(self, theorem: Known, values: dict[str, str]) -> ByTheorem:
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

    def more(self, court: Court, words: Words) -> list[Reason]:
        """Perhaps other reasons beside a theorem."""
        found: list[Reason] = []
        while self.source.random() < 0.4:
            kind = self.source.random()
            if kind < 0.3:
                theorem = self.theorem()
                found.append(self.cited(theorem, self.values(theorem, words)))
            elif kind < 0.5 and court.context.hypotheses:
                found.append(given)
            elif kind < 0.65 and words.definitions + words.functions:
                found.append(definition(words.one([*words.definitions, *words.functions])))
            else:
                found.append(self.source.choice((algebra, algebra, cases, calculus)))
        return list(dict.fromkeys(found))

    def worked(self, court: Court, words: Words) -> Claim | None:
        """An instance of a side of a theorem somewhere, and what the checker makes of it."""
        theorem = self.theorem()
        values = self.values(theorem, words)
        line = naive.put(theorem.side(self.source.random() < 0.6), values)
        relation = theorem.relation
        if self.source.random() < 0.5 and relation != "<=>":
            line = naive.inside(naive.around(words, self.source), line)
        if relation == "=" and self.source.random() < 0.1:
            relation = self.source.choice(ORDERS)
        reasons = [self.cited(theorem, values), *self.more(court, words)]
        if relation == "->":
            reasons.append(limit)
        right = worked_out(line, reasons, court.context, relation, self.source)
        if not right or right == line:
            return None
        return Claim(line, relation, right, tuple(dict.fromkeys(reasons)))

    def careless(self, court: Court, words: Words) -> Claim | None:
        """Both sides of a theorem with values by name, in the same surroundings."""
        theorem = self.theorem()
        values = self.values(theorem, words)
        sides = [naive.put(theorem.side(first), values) for first in (True, False)]
        if self.source.random() < 0.5 and theorem.relation == "=":
            outer = naive.around(words, self.source)
            sides = [naive.inside(outer, side) for side in sides]
        if self.source.random() < 0.3 and theorem.relation == "=":
            sides.reverse()
        reasons: list[Reason] = [self.cited(theorem, values)]
        if self.source.random() < 0.3:
            reasons += self.more(court, words)
        if theorem.relation == "->":
            reasons.append(limit)
        return Claim(sides[0], theorem.relation, sides[1], tuple(dict.fromkeys(reasons)))

    def joined(self, court: Court, words: Words) -> Claim | None:
        """Two theorems of which the checker might take one side for the other."""
        two = [self.theorem() for _ in range(2)]
        values = [self.values(theorem, words) for theorem in two]
        if self.source.random() < 0.5:
            values[1] = values[0] = {**values[0], **values[1]}
        sides = [
            naive.put(theorem.side(self.source.random() < 0.5), found)
            for theorem, found in zip(two, values, strict=True)
        ]
        reasons: list[Reason] = [
            self.cited(theorem, found) for theorem, found in zip(two, values, strict=True)
        ]
        extra: Sequence[Reason] = (given, cases, algebra, positivity)
        if self.source.random() < 0.6:
            reasons.append(self.source.choice(extra))
        relation = self.source.choice(("=", "=", "=", *ORDERS))
        kinds = {theorem.relation for theorem in two}
        if "<=>" in kinds:
            return Claim(sides[0], "<=>", sides[1], tuple(reasons)) if len(kinds) == 1 else None
        left, right = sides
        if self.source.random() < 0.5:
            left, right = f"({left}) - ({right})", "0"
        return Claim(left, relation, right, tuple(dict.fromkeys(reasons)))
