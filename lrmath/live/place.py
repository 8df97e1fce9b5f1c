"""Where lines are judged: in a theorem of the book, or in an exercise."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from itertools import accumulate
from typing import Any

from lrmath.calc import CalcError, IllTyped, Theorem
from lrmath.calc.kernel.proof import Proof
from lrmath.calc.kernel.reasons import BUILT_IN, read_reason
from lrmath.calc.kernel.reasons.theorem import ByTheorem
from lrmath.calc.language import Declarations, starting, text
from lrmath.calc.language.terms import Thing
from lrmath.calc.language.things import body_of
from lrmath.exercises import Exercise
from lrmath.exercises import find as find_exercise
from lrmath.exercises.chains import BY_NAME, Derivation
from lrmath.exercises.core import Blank, Formula
from lrmath.exercises.gap import Gap

Answer = dict[str, Any]
MODULE = re.compile(r"[a-z_]+")
#: In place of a chapter's module: the label is an exercise's.
EXERCISES = "exercises"
# Of a line. Python's own parser takes its stack for each bracket and each sign before a sign, and a
# browser gives it little; the book's lines need less than half of this.
LONGEST, DEEPEST = 1_000, 60
NESTING = re.compile(r"[-+~]\s*(?=[-+~])|\*\*|\b(?:not|if|lambda)\b")


@dataclass(frozen=True)
class Place:
    """What is declared where lines are judged, what is claimed, and what a step may rest on."""

    context: Declarations
    relation: str
    left: str
    right: str
    read: Callable[[str], Any]
    plain: tuple[str, ...]
    theorems: tuple[str, ...]

    def reasons(self, by: list[str]) -> list[Any]:
        """Reasons as they are typed."""
        return [self.read(bounded(reason)) for reason in by]

    def definitions(self) -> list[str]:
        """The reasons that put a definition."""
        names = self.context.names.items()
        return [f"definition {n}" for n, t in sorted(names) if isinstance(t, Thing) and body_of(t)]


@cache
def place(module: str, label: str) -> Place:
    """The place with this label; ``CalcError`` if there is none."""
    return _of_exercise(label) if module == EXERCISES else _of_theorem(module, label)


# ---------------------------------------------------------------- theorems
@cache
def find(module: str, label: str) -> Theorem:
    """The theorem with this label in a chapter's module; ``CalcError`` if there is none."""
    if MODULE.fullmatch(module):
        try:
            for value in vars(import_module(f"lrmath.theorems.{module}")).values():
                if isinstance(value, Theorem) and value.label == label:
                    return value
        except ModuleNotFoundError:
            pass
    raise CalcError(f"the chapter {module!r} has no theorem {label!r}")


@cache
def citable(module: str, label: str) -> dict[str, Proof]:
    """What a step of a theorem may cite: what its own steps cite, and what stands before it."""
    theorem = find(module, label)
    found: dict[str, Proof] = {}
    for line in theorem.lines:
        found |= {r.label: r.proof for r in line.reasons if isinstance(r, ByTheorem)}
    for value in vars(import_module(f"lrmath.theorems.{module}")).values():
        if value is theorem:
            break
        if isinstance(value, Theorem):
            found[value.label] = value.proof
    return found


def _of_theorem(module: str, label: str) -> Place:
    theorem = find(module, label)
    context, known = theorem.context, citable(module, label)
    return Place(
        context,
        theorem.relation,
        text(theorem.left, context),
        text(theorem.right, context),
        lambda reason: read_reason(reason, known),
        tuple(sorted(reason.typed() for reason in BUILT_IN.values())),
        tuple(sorted(known)),
    )


# ---------------------------------------------------------------- exercises
def exercise(label: str) -> Exercise:
    """The exercise with this label; ``CalcError`` if there is none."""
    try:
        return find_exercise(label)
    except KeyError as error:
        raise CalcError(error.args[0]) from None


def _of_exercise(label: str) -> Place:
    """A chain that the reader writes, or the names that a single line may have."""
    asked = exercise(label).shows
    if not isinstance(asked, Derivation):
        return Place(names_of(label), "=", "", "", _no_reason, (), ())

    def read(reason: str) -> Any:
        try:
            (found,) = asked.reasons(reason)
        except ValueError as error:
            raise IllTyped(str(error)) from None
        return found

    relation, right = starting(asked.right)
    plain = tuple(sorted(BY_NAME))
    return Place(asked.context, relation, asked.left, right, read, plain, asked.may_cite)


def names_of(label: str) -> Declarations:
    """What an answer that is a formula may name; ``CalcError`` if the answer is none."""
    asked = exercise(label)
    if isinstance(asked.shows, Gap):
        return asked.shows.theorem.context
    if isinstance(asked.judge, Blank):
        return asked.judge.chain.context
    if isinstance(asked.judge, Formula):
        return asked.judge.context
    raise CalcError(f"the answer to {label} is no formula")


def _no_reason(reason: str) -> Any:
    raise IllTyped(f"{reason!r} is no reason here")


# ---------------------------------------------------------------- bounds
def too_much(line: str) -> str:
    """What is too much of in a line for a browser, if anything is."""
    if len(line) > LONGEST:
        return f"the line has more than {LONGEST} characters; name a part of it first"
    depth = accumulate((sign in "([{") - (sign in ")]}") for sign in line)
    if max(depth, default=0) > DEEPEST or len(NESTING.findall(line)) > DEEPEST:
        return "the line is nested too deeply; name a part of it first"
    return ""


def bounded(line: str) -> str:
    """The line, if there is not too much of anything in it."""
    said = too_much(line)
    if said:
        raise IllTyped(said)
    return line
