"""Hears claims: the kernel decides, and the oracle judges what it has accepted."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from lrmath.calc import CalcError, Context, Status
from lrmath.calc.author.judging import decide_terms
from lrmath.calc.kernel.derivation import claimed, closed, extended
from lrmath.calc.kernel.proof import Proof
from lrmath.calc.kernel.reasons.base import Reason
from lrmath.calc.language.reader import reader
from lrmath.calc.language.terms import Term
from lrmath.calc.language.text import text
from lrmath.calc.language.things import Definition, Function, domain_of
from trial.drawing import random_value, simple_value
from trial.oracle import arrives, confirms
from trial.places import indices, places
from trial.reading import reader as reader_of
from trial.reading import sides, value
from trial.truth import truth
from trial.values import (
    FINE,
    MP,
    Data,
    NoValue,
    Scope,
    Unknown,
    everywhere,
    fraction,
    inside,
    slack,
)
from trial.worlds import Recipe

PLACES, DRAWS = 6, 3
ASKED = 0.02  # of the claims that are refused, decide is asked as well


@dataclass(frozen=True)
class Fault:
    """A claim that was accepted and should not have been, and how that is known."""

    said: str
    claim: str
    context: str

    def __str__(self) -> str:
        return f"{self.said}\n  {self.claim}\n{self.context}"


class Court:
    """What is claimed in one context."""

    def __init__(self, context: Context, recipe: Recipe, seed: int):
        self.context, self.recipe, self.seed = context, recipe, seed
        self.source = random.Random(f"court {seed}")
        self.counts: Counter[str] = Counter()
        self.known_places: list[Data] | None = None

    @property
    def places(self) -> list[Data]:
        """Places at which all that is supposed holds."""
        if self.known_places is None:
            names = list(self.context.names)
            self.known_places = list(places(names, self.context, self.seed, PLACES, DRAWS))
        return self.known_places

    def hear(
        self, left: str, relation: str, right: str, reasons: Sequence[Reason]
    ) -> tuple[Proof | None, Fault | None]:
        """The proof, if the claim is accepted, and the fault, if that is wrong."""
        self.counts["claims"] += 1
        try:
            first = reader(relation if relation == "<=>" else "=")(left, self.context)
            last = reader(relation)(right, self.context)
        except CalcError:
            self.counts["not read"] += 1
            return None, None
        lines = (left, relation, right)
        proof = self.proved(first, relation, last, reasons)
        if proof is None:
            if self.source.random() < ASKED:
                return None, self.asked(first, relation, last, lines)
            return None, None
        self.counts["proofs"] += 1
        wrong = self.wrong(*lines) or self.misread(first, last, lines)
        return proof, self.fault(wrong, lines, reasons) if wrong else None

    def proved(
        self, first: Term, relation: str, last: Term, reasons: Sequence[Reason]
    ) -> Proof | None:
        """The kernel's proof in one step, if there is one."""
        try:
            start = claimed("claim", first, relation, last, self.context.kept)
            for step in ("=", relation) if relation in ("<=", ">=") else (relation,):
                derivation, verdict = extended(start, step, last, reasons)
                if derivation is not None:
                    return closed(derivation)
            self.counts[verdict.status.name.lower()] += 1
        except CalcError:
            self.counts["not claimed"] += 1
        return None

    def asked(
        self, first: Term, relation: str, last: Term, lines: tuple[str, str, str]
    ) -> Fault | None:
        """Decide the claim by all means; a proof must be true, a refutation must be false."""
        verdict = decide_terms(first, relation, last, self.context)
        self.counts["asked"] += 1
        if verdict.status is Status.PROVED:
            self.counts["decided"] += 1
            wrong = self.wrong(*lines)
            return self.fault(f"decided, {wrong}", lines, ()) if wrong else None
        if verdict.counterexample is None:
            return None
        self.counts["refutations"] += 1
        right = confirms(*lines, self.context, verdict.counterexample)
        said = f"refuted, which it is not: {verdict.counterexample}"
        return None if right else self.fault(said, lines, ())

    def fault(self, said: str, lines: tuple[str, str, str], reasons: Sequence[Reason]) -> Fault:
        """A fault in words."""
        self.counts["faults"] += 1
        by = ", ".join(reason.said() for reason in reasons)
        told = "\n".join(f"    {d.method} {d.head} | {d.rest} | {d.domain}" for d in self.recipe)
        return Fault(said, f"{' '.join(lines)}   by {by}", told)

    # ---------------------------------------------------------------- declarations
    def declared(self) -> Iterator[Fault]:
        """Definitions and functions that have no value somewhere, or leave their domain."""
        for data in self.places:
            for name, thing in self.context.names.items():
                if isinstance(thing, Definition | Function):
                    self.counts["declarations"] += 1
                    outside = self.outside(thing, data)
                    if outside:
                        said = f"{outside} at {shown(data, {})}"
                        yield self.fault(said, (name, "in", domain_of(thing)), ())

    def outside(self, thing: Definition | Function, data: Data) -> str:
        """Why a definition or a function does not keep what it promises; empty where it does."""
        try:
            for found in self.values_of(thing, data):
                inside(found, domain_of(thing))
        except Unknown:
            return ""
        except NoValue as error:
            return f"undefined, or outside ({error})"
        return ""

    def values_of(self, thing: Definition | Function, data: Data) -> Iterator[Any]:
        """The entries of a definition; some values of a function."""
        if isinstance(thing, Definition):
            yield from np.ravel(reader_of(self.context).whole(thing, data))
            return
        for choose in (simple_value, random_value):
            drawn = [fraction(choose(p.domain, self.source)) for p in thing.parameters]
            yield reader_of(self.context).applied(thing.name, tuple(drawn), data)

    # ---------------------------------------------------------------- judgement
    def wrong(self, left: str, relation: str, right: str) -> str:
        """Why the claim cannot stand; empty where it holds at all places."""
        if not self.places:
            self.counts["not judged"] += 1
        for data in self.places:
            for scope in indices([left, right], data):
                if wrong_at(left, relation, right, data, scope):
                    with MP.workdps(FINE):
                        again = wrong_at(left, relation, right, data, scope)
                    if again:
                        return f"{again} at {shown(data, scope)}"
        return ""

    def misread(self, first: Term, last: Term, lines: tuple[str, str, str]) -> str:
        """Whether a line that is printed is another one than was typed."""
        for data in self.places[:1]:
            for term, line in ((first, lines[0]), (last, lines[2])):
                printed = text(term, self.context)
                for scope in indices([line, printed], data):
                    if not same(line, printed, data, scope):
                        return f"printed as {printed}"
        return ""


def wrong_at(left: str, relation: str, right: str, data: Data, scope: Scope) -> str:
    """Why a claim fails at one place; empty where it holds, or nothing can be said."""
    try:
        if relation == "->":
            return "false" if arrives(left, right, data, scope) is False else ""
        found = truth(left, relation, right, data, scope)
        return "" if (found if isinstance(found, bool) else found.all()) else "false"
    except Unknown:
        return ""
    except NoValue as error:
        return f"undefined ({error})"


def near(first: Any, second: Any) -> bool:
    """Whether two numbers are the same."""
    return bool(abs(first - second) <= slack() * (1 + abs(first)))


def same(line: str, printed: str, data: Data, scope: Scope) -> bool:
    """Whether two texts have the same values, or none."""
    for pair in zip(sides(line), sides(printed), strict=True):
        try:
            first, second = (value(part, data, scope) for part in pair if part not in ("oo", "-oo"))
        except (NoValue, ValueError):
            continue
        if not np.all(everywhere(near, first, second)):
            return False
    return True


def shown(data: Data, scope: Scope) -> str:
    """A place for a reader."""
    parts = [f"{n} = {v}" for n, v in {**data.sizes, **scope}.items()]
    for (name, place), found in data.values.items():
        where = f"[{', '.join(map(str, place))}]" if place else ""
        parts.append(f"{name}{where} = {MP.nstr(found, 8)}")
    return ", ".join(parts)
