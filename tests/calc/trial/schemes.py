"""Theorems on which a careless citation would stumble: shapes with slots filled at random."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from typing import ClassVar, NamedTuple

from lrmath.calc.kernel.reasons.base import Reason
from lrmath.calc.language.declarations import Declarations
from lrmath.calc.language.relations import turned
from lrmath.calc.language.text import text
from lrmath.calc.language.things import Array
from trial.formulas import HINTS, Words, said
from trial.scheme_rows import LIMITS, OTHERS, SUPPOSED, VARYING
from trial.working import reasoned, worked_out

SLOT = re.compile(r"\{(\w+)\}")


class Statement(NamedTuple):
    """What may be proved: two sides, what stands between them, and why."""

    left: str
    relation: str
    right: str
    reasons: tuple[Reason, ...]


def statement(context: Declarations, source: random.Random) -> Statement | None:
    """A random scheme with its slots filled; None where something is missing for it."""
    groups = [OTHERS, VARYING, VARYING]
    groups += [LIMITS] * 2 * (context.target is not None) + [SUPPOSED] * bool(context.hypotheses)
    row = source.choice(source.choice(groups))
    slots = Slots(context, source)
    if row == "{H}" and slots.told:
        row = f"{{H}} ~ {slots.told.relation} {{h}} ~ given"
    filled = SLOT.sub(lambda found: slots.fill(found[1]), row)
    left, right, said_reasons = (part.strip() for part in filled.split(" ~ "))
    if slots.missing:
        return None
    relation, _, side = right.partition(" ")
    reasons = reasoned(said_reasons, context)
    side = side or worked_out(left, reasons, context)
    if not (side and reasons):
        return None
    if relation == "=" and source.random() < 0.3:
        relation = source.choice(("<=", ">="))
    if source.random() < 0.15 and relation not in ("->", "<=>"):
        left, relation, side = side, turned(relation), left
    return Statement(left, relation, side, reasons)


# ---------------------------------------------------------------- slots
class Slots:
    """Fills each slot of a scheme once."""

    def __init__(self, context: Declarations, source: random.Random):
        self.context, self.source = context, source
        self.words, self.missing = Words(context, source), False
        self.found: dict[str, str] = {}
        declared = context.arrays
        self.told = source.choice(context.hypotheses) if context.hypotheses else None
        lengths = {name: _length(array) for name, array in sorted(declared.items())}
        known = [length for length in lengths.values() if length]
        self.size = self.words.one([*known, *known, *self.words.sizes, "2"])
        self.vectors = [name for name, length in lengths.items() if length == self.size]
        self.indices = [n for n, end in self.words.ends.items() if end == self.size]

    def fill(self, slot: str) -> str:
        """What stands in a slot."""
        if slot not in self.found:
            self.found[slot] = self.FILLERS[slot[0]](self)
            self.missing |= not self.found[slot]
        return self.found[slot]

    def some(self, names: list[str], *, other_than: str = "") -> str:
        """One of several names; empty where there is none."""
        return self.words.one([n for n in names if n not in other_than.split()], "")

    def of_domain(self, *domains: str) -> str:
        """A scalar of one of these domains."""
        declared = self.context.scalars
        return self.some([n for n in self.words.scalars if declared[n].domain in domains])

    def whole(self, name: str) -> str:
        """How all entries of an array are called together."""
        return self.context.arrays[name].whole if name else ""

    def matrix(self) -> str:
        """A matrix that can stand before a vector."""
        axes = {name: [*map(said, thing.axes)] for name, thing in self.context.arrays.items()}
        fit = sorted(n for n, found in axes.items() if len(found) == 2 and found[1] == self.size)
        return self.whole(self.some(fit))

    def moving(self) -> str:
        """The variable that moves."""
        target = self.context.target
        return str(getattr(target[0], "name", "")) if target else ""

    def function(self) -> str:
        """A function of one variable."""
        found = self.context.functions
        return self.some([n for n in self.words.functions if len(found[n].parameters) == 1])

    def hypothesis(self, side: int) -> str:
        """A side of what is supposed, always of the same."""
        told = self.told
        return text((told.left, told.right)[side], self.context) if told else ""

    def definition(self, size: str) -> str:
        """A definition without indices, or with one that runs up to this size."""
        found = self.context.definitions
        axes = [size] if size else []
        return self.some([n for n in self.words.definitions if [*map(said, found[n].axes)] == axes])

    def scalar(self) -> str:
        """A scalar; now and then something else that stands for a number."""
        if self.source.random() < 0.85:
            return self.some(self.words.scalars)
        return self.words.leaf(())

    FILLERS: ClassVar[dict[str, Callable[[Slots], str]]] = {
        "T": lambda slots: slots.words.variable(),
        "S": scalar,
        "U": scalar,
        "P": lambda slots: slots.of_domain("positive", "unit"),
        "Q": lambda slots: slots.of_domain("positive", "unit", "nonnegative"),
        "b": lambda slots: slots.of_domain("binary"),
        "L": moving,
        "A": lambda slots: slots.words.formula(2),
        "B": lambda slots: slots.words.formula(1),
        "V": lambda slots: slots.words.formula(1),
        "k": lambda slots: slots.some(slots.indices),
        "j": lambda slots: slots.some(slots.indices, other_than=slots.found.get("k", "")),
        "n": lambda slots: slots.size,
        "v": lambda slots: slots.some(slots.vectors),
        "w": lambda slots: slots.some(slots.vectors),
        "z": lambda slots: slots.source.choice(HINTS),
        "x": lambda slots: slots.whole(slots.fill("v")),
        "y": lambda slots: slots.whole(slots.fill("w")),
        "X": lambda slots: slots.matrix(),
        "f": function,
        "H": lambda slots: slots.hypothesis(0),
        "h": lambda slots: slots.hypothesis(1),
        "d": lambda slots: slots.definition(""),
        "a": lambda slots: slots.definition(slots.size),
    }


def _length(array: Array) -> str:
    return said(array.axes[0]) if len(array.axes) == 1 else ""
