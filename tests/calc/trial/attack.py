"""Theorems proved in one context, cited in another one that resembles it: the attack on hygiene.

Each seed gives three contexts that share, rename, redomain and redefine names. Theorems are proved
in each; then claims are made in each that cite theorems of any. A claim that the kernel accepts is
judged by the oracle, at places where every hypothesis of its context holds: both sides must have a
value there, and the relation must hold. What was accepted may be cited in turn.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

from lrmath.calc.language.terms import Index, Scalar
from trial import naive
from trial.claims import Claim, Drawer, Known
from trial.court import Court, Fault
from trial.formulas import Words
from trial.schemes import statement
from trial.worlds import made, neighbour, recipe

CONTEXTS, SCHEMES, CLAIMS = 3, 12, 100
MOST = 5_000  # of a claim's size
MOST_KNOWN = 30  # theorems that are kept


class Attack:
    """The claims of one seed."""

    def __init__(self, seed: int):
        self.source = random.Random(f"citing {seed}")
        self.courts: list[Court] = []
        for _ in range(CONTEXTS):
            self.courts.append(self.court(seed))
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
                    yield from self.submit(court, Claim(*found), self.known)
        drawers = [Drawer(c, Words(c.context, self.source), self.source) for c in self.courts]
        for _ in range(claims if self.known else 0):
            drawer = self.source.choice(drawers)
            drawn = drawer.claim(self.known, self.later)
            if drawn is not None and drawn.size() <= MOST:
                yield from self.submit(drawer.court, drawn, self.later)

    def submit(self, court: Court, claim: Claim, known: list[Known]) -> Iterator[Fault]:
        """Put a claim to the kernel; what it accepts is judged, and known from then on."""
        proof, fault = court.hear(claim.left, claim.relation, claim.right, claim.reasons)
        if fault is not None:
            yield fault
        elif proof is not None:
            variables, indices = self.varying(court, claim)
            new = Known(proof, claim.left, claim.relation, claim.right, variables, indices)
            if len(known) == MOST_KNOWN:
                known.pop(self.source.randrange(MOST_KNOWN))
            known.append(new)

    def varying(self, court: Court, claim: Claim) -> list[tuple[str, ...]]:
        """The scalars and the indices in a claim."""
        names = {*naive.names_in(claim.left), *naive.names_in(claim.right)}
        declared = court.context.names
        return [
            tuple(sorted(n for n in names if isinstance(declared.get(n), kind)))
            for kind in (Scalar, Index)
        ]
