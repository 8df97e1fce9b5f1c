"""What is asked of Maxima: its statements for each step of a theorem, at small sizes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from dataclasses import replace as changed

from instances import Instance, points

from lrmath.calc import Theorem
from lrmath.calc.kernel.proof import Line
from lrmath.calc.language import Term, generic
from lrmath.calc.language.binding import Symbol, depends, free_indices
from lrmath.calc.language.terms import ONE, ZERO, Compare, Infinity, Scalar

SIZES = ((2, 2), (3, 2))  # m and n
OTHERS = 3  # K, the number of classes, and every other size
POINTS, WIDTH = 6, 1  # where a difference vanishes
MANY_POINTS, WIDE = 24, 3  # where relations are compared: some must hold, and some not
ASKED = ("=", "<=>", "->")  # the relations of lines
SIDES = {("unit", ONE): "minus"}  # from where a variable can come
SIDES |= {(domain, ZERO): "plus" for domain in ("positive", "nonnegative", "unit")}
WHOLE = ("binary", "onehot", "integer")  # domains without room between two values


@dataclass(frozen=True)
class Question:
    """Whether the difference of two sides is 0 at one instance.

    As a control, another sign between them asks a question whose answer is no.
    """

    step: str
    sign: str
    left: str
    right: str
    statements: tuple[str, ...]  # what its names mean
    given: tuple[str, ...]
    labels: tuple[str, ...]
    units: tuple[str, ...]  # probabilities, written with odds: a form that Maxima's log likes
    points: tuple[str, ...]

    def script(self) -> str:
        """Maxima's statements."""
        return "\n".join(["kill(values)$", *self.statements, self.call()])

    def call(self) -> str:
        """The question itself."""
        difference = f"errcatch({self.left} {self.sign} {self.right})"
        lists = (self.given, self.labels, self.units, self.points)
        return f'ask("{self.step} {self.sign}", {difference}, {", ".join(map(bracket, lists))})$'


@dataclass(frozen=True)
class Equivalence(Question):
    """Whether two relations are true at the same points: the line before, and this line."""

    before: str = ""  # the difference of the sides of the line before
    relations: tuple[str, str] = ("", "")
    fixed: tuple[str, ...] = ()  # data that stay on the way from one point to another

    def call(self) -> str:
        """The question itself."""
        both = f"errcatch([{self.before}, {self.left} {self.sign} {self.right}])"
        relations = bracket(f'"{relation}"' for relation in self.relations)
        lists = map(bracket, (self.given, self.labels, self.fixed, self.points))
        return f'compare("{self.step} {self.sign}", {both}, {relations}, {", ".join(lists)})$'


@dataclass(frozen=True)
class Limit(Question):
    """Whether a line tends to a value, or to infinity: then the wrong sign is that of infinity."""

    goal: str = "0"  # of the difference of the two sides; or inf, or minf
    variable: str = ""
    target: str = ""
    side: str = "both"

    def call(self) -> str:
        """The question itself."""
        line, goal = f"{self.left} {self.sign} {self.right}", self.goal
        if goal != "0":
            line = self.left
            goal = goal if self.sign == "-" else {"inf": "minf", "minf": "inf"}[goal]
        parts = (goal, self.variable, self.target, self.side, bracket(self.points))
        return f'tends("{self.step} {self.sign}", errcatch({line}), {", ".join(parts)})$'


def bracket(parts: Iterable[str]) -> str:
    """A list in Maxima's language."""
    return "[" + ", ".join(parts) + "]"


# ---------------------------------------------------------------- instances
def instances(theorem: Theorem, sides: list[Term]) -> Iterator[tuple[Instance, Term, Term]]:
    """The sides, free of matrices, with a few index values at each size."""
    left, right = generic(sides, theorem.context)
    free = [*theorem.context.indices.values(), *free_indices(left), *free_indices(right)]
    others = dict.fromkeys(theorem.context.sizes_by_name, OTHERS)
    for m, n in SIZES:
        inside = Instance(theorem.context, {**others, "m": m, "n": n}, {})
        spans = {i: (inside.whole(i.low), inside.whole(i.high)) for i in dict.fromkeys(free)}
        for shift in (0, 1):
            indices = {
                index: low + (k * shift + shift) % (high - low + 1)
                for k, (index, (low, high)) in enumerate(spans.items())
            }
            yield changed(inside, indices=indices), left, right


# ---------------------------------------------------------------- questions
def question(instance: Instance, name: str, left: Term, relation: str, right: Term) -> Question:
    """One question, with all that its names mean."""
    if isinstance(left, Compare) and isinstance(right, Compare):
        return equivalence(instance, name, left, right)
    if relation == "->":
        return limit(instance, name, left, right)
    behind, data = meant(instance, left, right)
    return Question(
        name,
        "-",
        instance.write(left),
        instance.write(right),
        (*instance.functions(), *instance.definitions(behind)),
        tuple(instance.equations()),
        tuple(d for d, domain in data.items() if domain == "binary"),
        tuple(f"{d} = 1/(1 + {d})" for d, domain in data.items() if domain == "unit"),
        tuple(at_points(data, POINTS, WIDTH)),
    )


def equivalence(instance: Instance, name: str, first: Compare, second: Compare) -> Question:
    """One question on two relations."""
    behind, data = meant(instance, first, second)
    return Equivalence(
        name,
        "-",
        instance.write(second.left),
        instance.write(second.right),
        (*instance.functions(), *instance.definitions(behind)),
        tuple(instance.equations()),
        tuple(d for d, domain in data.items() if domain == "binary"),
        (),
        tuple(at_points(data, MANY_POINTS, WIDE)),
        f"{instance.write(first.left)} - {instance.write(first.right)}",
        (first.relation, second.relation),
        tuple(d for d, domain in data.items() if domain in WHOLE),
    )


def limit(instance: Instance, name: str, left: Term, right: Term) -> Question:
    """One question on what a line tends to."""
    assert instance.context.target is not None
    variable, target = instance.context.target
    assert isinstance(variable, Scalar)
    behind, data = meant(instance, left, right)
    moving = instance.write(variable)
    domain = data.pop(moving)
    return Limit(
        name,
        "-",
        instance.write(left),
        "0" if isinstance(right, Infinity) else instance.write(right),
        (*instance.functions(), *instance.definitions(behind)),
        (),
        (),
        (),
        tuple(at_points(data, POINTS, WIDTH)),
        instance.write(right) if isinstance(right, Infinity) else "0",
        moving,
        instance.write(target),
        SIDES.get((domain, target), "both"),
    )


def meant(instance: Instance, *lines: Term) -> tuple[frozenset[Symbol], dict[str, str]]:
    """All that stands behind some lines, and the data among it with their domains."""
    behind = frozenset().union(*map(depends, (*instance.context.hypotheses, *lines)))
    return behind, dict(instance.data(behind))


def at_points(data: dict[str, str], number: int, width: int) -> Iterator[str]:
    """Points as lists of equations."""
    for point in points(data, number, width):
        yield bracket(f"{d} = {value}" for d, value in point.items())


def questions(theorem: Theorem) -> list[Question]:
    """Each line at each instance, but no inequality; what repeats is asked once."""
    lines = [(f"{k}", line) for k, line in enumerate(theorem.lines, 1)]
    lines += [("wrong", line) for line in theorem.wrong_lines]
    asked = [
        question(instance, name, left, line.relation, right)
        for name, line in lines
        if line.relation in ASKED
        for instance, left, right in instances(theorem, sides(line))
    ]
    return list(dict.fromkeys(asked))


def sides(line: Line) -> list[Term]:
    """The line before, and the line."""
    return [line.start, line.term]
