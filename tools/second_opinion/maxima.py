"""A second opinion from Maxima: every equality step of every theorem, at small sizes.

Maxima is another program by other people. It is given the definitions as functions, the two lines
of a step with all sums written out, and it takes the derivatives itself. So it shares with our
checker the parser and nothing else. It sees instances, not the general statement: it can catch an
error, it cannot replace a proof.
"""

from __future__ import annotations

import itertools
import re
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from lrmath.calc import Context, Theorem
from lrmath.calc.kernel import Line, generic
from lrmath.calc.rules import cases, given
from lrmath.calc.term import (
    Big,
    Call,
    Delta,
    Diff,
    Entry,
    Minus,
    Name,
    Number,
    Op,
    Term,
    free_names,
)
from lrmath.theorems import catalogue

SIZES = ((2, 2), (3, 2))
PRELUDE = """
display2d:false$ radexpand:all$ logexpand:super$ errormsg:false$
zero(e) := block([r: ratsimp(radcan(e))],
  if r = 0 then true else is(ratsimp(radcan(exponentialize(logcontract(r)))) = 0))$
"""


@dataclass(frozen=True)
class Instance:
    """Sizes and index values at which a step is put to Maxima."""

    context: Context
    sizes: dict[str, int]
    indices: dict[str, int]

    def end(self, term: Term) -> int:
        """The value of an end of a range."""
        return (
            int(term.value) if isinstance(term, Number) else self.sizes[getattr(term, "name", "")]
        )

    def place(self, index: Term, bound: dict[str, int]) -> int:
        """The value of an index."""
        if isinstance(index, Number):
            return int(index.value)
        name = getattr(index, "name", "")
        return bound[name] if name in bound else self.indices[name]

    def write(self, term: Term, bound: dict[str, int] | None = None) -> str:
        """The term in Maxima's language, with sums and products written out."""
        bound = bound or {}
        match term:
            case Number(value):
                return f"({value})"
            case Name(name):
                return self.name(name, bound)
            case Entry(array, places):
                return "_".join([f"v_{array}", *(str(self.place(p, bound)) for p in places)])
            case Minus(argument):
                return f"(-{self.write(argument, bound)})"
            case Op(kind, left, right):
                return f"({self.write(left, bound)}{kind}{self.write(right, bound)})"
            case Call(function, arguments, 0):
                name = function if function in ("exp", "log", "sqrt") else f"f_{function}"
                return f"{name}({', '.join(self.write(a, bound) for a in arguments)})"
            case Diff(body, variable):
                return f"diff({self.write(body, bound)}, {self.write(variable, bound)})"
            case Delta(first, second):
                return str(int(self.place(first, bound) == self.place(second, bound)))
            case Big(kind, body, index, low, high):
                steps = range(self.end(low), self.end(high) + 1)
                parts = [self.write(body, {**bound, index: k}) for k in steps]
                return f"({('+' if kind == 'Sum' else '*').join(parts)})"
        raise TypeError(type(term).__name__)

    def name(self, name: str, bound: dict[str, int]) -> str:
        """A scalar, a size, an index used as a number, or a defined name."""
        for known in (bound, self.indices, self.sizes):
            if name in known:
                return str(known[name])
        return f"v_{name}"

    # ---------------------------------------------------------------- what the names mean
    def definitions(self) -> Iterator[str]:
        """Functions, hypotheses and definitions as Maxima statements, in the order declared."""
        yield f"kill(allbut(zero))$ {self.assumptions()}"
        for name, function in self.context.functions.items():
            heads = ", ".join(f"v_{p}" for p in function.parameters)
            yield f"f_{name}({heads}) := {self.write(function.body)}$"
        yield from self.hypotheses()
        for name, definition in self.context.definitions.items():
            for bound in self.assignments(definition.indices):
                place = "_".join([f"v_{name}", *(str(bound[i]) for i in definition.indices)])
                yield f"{place}: {self.write(definition.body, bound)}$"

    def assumptions(self) -> str:
        """Positive scalars; everything else stays free."""
        scalars = self.context.scalars.items()
        found = [f"assume(v_{s} > 0)$" for s, d in scalars if d in ("positive", "unit")]
        return " ".join(found + [f"assume(v_{s} < 1)$" for s, d in scalars if d == "unit"])

    def hypotheses(self) -> Iterator[str]:
        """Equalities that fix an entry."""
        for hypothesis in self.context.hypotheses:
            if hypothesis.relation == "=" and isinstance(hypothesis.left, Entry):
                free = tuple(free_names(hypothesis.left) & set(self.context.ranges))
                for bound in self.assignments(free):
                    left, right = hypothesis.left, hypothesis.right
                    yield f"{self.write(left, bound)}: {self.write(right, bound)}$"

    def assignments(self, indices: tuple[str, ...]) -> Iterator[dict[str, int]]:
        """All values of some indices."""
        axes = [range(1, self.end(self.context.ranges[i][1]) + 1) for i in indices]
        for values in itertools.product(*axes):
            yield dict(zip(indices, values, strict=True))


def instances(theorem: Theorem) -> Iterator[Instance]:
    """A few index values at each size."""
    for m, n in SIZES:
        for shift in (0, 1):
            context = theorem.context
            sizes = {"m": m, "n": n, "K": 3}
            inside = Instance(context, sizes, {})
            tops = {i: inside.end(high) for i, (_, high) in context.ranges.items()}
            indices = {i: 1 + (k * shift + shift) % tops[i] for k, i in enumerate(tops)}
            yield Instance(context, sizes, indices)


def questions(theorem: Theorem) -> Iterator[str]:
    """Maxima statements: definitions, then one question for each step and for each wrong line."""
    for instance in instances(theorem):
        yield from instance.definitions()
        for number, line in enumerate(theorem.lines, 1):
            yield from question(theorem, instance, line, f"{number}")
        for line in theorem.wrong_lines:
            yield from question(theorem, instance, line, "wrong")


def question(theorem: Theorem, instance: Instance, line: Line, name: str) -> Iterator[str]:
    """Statements that print whether the two sides of an equality agree."""
    if line.relation != "=" or given in line.reasons:
        return  # Maxima is not told the hypotheses, so it cannot judge a step that rests on one
    (left, right), context = generic([line.start, line.term], theorem.context)
    inner = Instance(context, instance.sizes, instance.indices)
    difference = f"{inner.write(left)} - {inner.write(right)}"
    for values in binary_values(instance, cases in line.reasons):
        yield f"r: errcatch(zero(subst([{values}], {difference})))$"
        yield f'print("ANSWER {theorem.label} {name}", if r = [] then error else r[1])$'


def binary_values(instance: Instance, needed: bool) -> list[str]:
    """Values of the binary scalars and entries, for a step that is true for them only."""
    context = instance.context
    names = [f"v_{s}" for s, domain in context.scalars.items() if domain == "binary"]
    for name, array in context.arrays.items():
        if array.domain == "binary":
            axes = [range(1, instance.end(size) + 1) for size in array.shape]
            names += ["_".join([f"v_{name}", *map(str, p)]) for p in itertools.product(*axes)]
    choices = itertools.product((0, 1), repeat=len(names) if needed else 0)
    return [", ".join(f"{n} = {v}" for n, v in zip(names, c, strict=False)) for c in choices]


def run(statements: Iterable[str]) -> list[tuple[str, str, str]]:
    """Maxima's answers: label, step, and true, false or error."""
    path = Path("_build/second_opinion.mac")
    path.parent.mkdir(exist_ok=True)
    path.write_text(PRELUDE + "\n".join(statements), encoding="utf-8")
    command = ["maxima", "--very-quiet", "-b", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return re.findall(r"ANSWER (\S+) (\d+|wrong)\s+(true|false|error|unknown)", done.stdout)


@dataclass(frozen=True)
class Answer:
    """How Maxima judged one theorem.

    A wrong line is right by chance at some instances; it is seen through when one of them differs.
    """

    instances: int
    agreed: int
    wrong_lines: int
    refused: int

    def content(self) -> bool:
        """Whether every step holds at every instance, and the wrong lines are seen through."""
        return self.agreed == self.instances and (self.refused > 0 or not self.wrong_lines)


def ask_theorem(theorem: Theorem) -> Answer:
    """Put one theorem to Maxima."""
    answers = run(questions(theorem))
    steps = [answer for _, name, answer in answers if name != "wrong"]
    wrong = [answer for _, name, answer in answers if name == "wrong"]
    shown = sum(line.relation == "=" for line in theorem.wrong_lines)
    return Answer(len(steps), steps.count("true"), shown, wrong.count("false"))


def ask_all() -> dict[str, Answer]:
    """Put every theorem of the book to Maxima, and print its answers."""
    found = {label: ask_theorem(theorem) for label, theorem in catalogue().items()}
    for label, answer in found.items():
        mark = "✓" if answer.content() else "✗"
        print(f"{mark} {label:<32} {answer.agreed} of {answer.instances}")
    instances = sum(answer.instances for answer in found.values())
    wrong = sum(answer.wrong_lines for answer in found.values())
    print(f"Maxima: {instances} instances of {len(found)} theorems, {wrong} wrong lines")
    return found
