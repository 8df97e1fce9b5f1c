"""No page gives away the answer to one of its exercises outside of the exercise's folded solution.

The committed notebooks are read as a reader does: prose and outputs, block by block. A number is
given away if it stands there at the digits that are printed, with enough of them; a list, if all
of its numbers stand in one block; a formula, if the page displays it; a blank, if the page displays
the whole line; a chain, if the page displays its lines. A single digit stands on every page and
tells nothing; so do the number of a line, and a choice, whose answers stand in the question.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import nbformat
import pytest

from lrmath.calc import Context
from lrmath.calc.language import parse, starting
from lrmath.calc.show import latex
from lrmath.exercises import EXERCISES, Exercise
from lrmath.exercises.chains import LINE, Derivation
from lrmath.exercises.core import Blank, Choice, Formula, Number
from lrmath.exercises.gap import Gap

PAGES = sorted((Path(__file__).parents[2] / "book").rglob("*.ipynb"))

#: What a page may print although it is an answer: the label, and why that gives nothing away.
ALLOWED: dict[str, str] = {}

NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?:e[-+]?\d+)?(?![\w])")
QUESTION = re.compile(r"\{exercise(?:-start)?\}[^\n]*\n:label: (\S+)")
SOLUTION = re.compile(r"\{solution-(start|end)\} ?(\S*)")


# ---------------------------------------------------------------- what a reader sees
@dataclass(frozen=True)
class Block:
    """A paragraph or an output, and the exercise in whose folded solution it stands, if any."""

    text: str
    solution: str = ""

    @cached_property
    def squeezed(self) -> str:
        """The text without white space, and without the doubled strokes of a card's YAML."""
        return re.sub(r"\s+", "", self.text.replace("\\\\", "\\"))


def shown(output: nbformat.NotebookNode) -> str:
    """What the site takes from an output; a picture's drawing is no text."""
    data = output.get("data", {})
    plain = output.get("text", data.get("text/plain", ""))
    found = data.get("text/markdown") or re.sub(r"<[^>]+>", " ", data.get("text/html", ""))
    return html.unescape(found or ("" if "image/svg+xml" in data else plain))


@cache
def blocks(page: Path) -> tuple[Block, ...]:
    """The paragraphs and outputs of a page in their order."""
    return tuple(parts(page))


def parts(page: Path) -> Iterator[Block]:
    """Yield the paragraphs and outputs of a page in their order."""
    solution = ""
    for cell in nbformat.reads(page.read_text(encoding="utf-8"), 4).cells:
        if cell.cell_type == "code":
            yield from (Block(shown(output), solution) for output in cell.outputs)
            continue
        for paragraph in cell.source.split("\n\n"):
            for found in SOLUTION.finditer(paragraph):
                solution = found[2] if found[1] == "start" else ""
            yield Block(paragraph, solution)


@cache
def pages() -> dict[str, Path]:
    """The page on which each question stands."""
    return {
        label: page for page in PAGES for b in blocks(page) for label in QUESTION.findall(b.text)
    }


def open_blocks(label: str) -> list[Block]:
    """What a reader of an exercise's page sees without unfolding its solution."""
    shows = EXERCISES[label].shows
    own = shows.myst() if shows is not None else None
    return [b for b in blocks(pages()[label]) if b.solution != label and b.text != own]


# ---------------------------------------------------------------- whether it gives an answer away
def digits(number: str) -> str:
    """The significant digits of a number as it is printed."""
    return re.sub(r"e.*|\.", "", number).lstrip("0")


def prints(token: str, target: float) -> bool:
    """Whether a number on the page is the target, rounded to the digits that are printed."""
    decimals = len(token.partition(".")[2]) if "e" not in token else 12
    return round(abs(target), decimals) == float(token)


def telling(token: str, target: float) -> bool:
    """Whether the number has three digits, or all that the target has, and two at least."""
    all_of_it = abs(target) == float(token)
    return len(digits(token)) >= (2 if all_of_it else 3)


def numbers_in(block: Block, targets: tuple[float, ...]) -> bool:
    """Whether all numbers of an answer stand in the block, one of them with telling digits."""
    tokens = NUMBER.findall(block.text.replace("{,}", ""))
    found = [[t for t in tokens if prints(t, target)] for target in targets]
    told = [any(telling(t, x) for t in f) for f, x in zip(found, targets, strict=True)]
    return all(found) and any(told)


@cache
def shape(line: str, context: Context) -> str:
    """A line as it is set, without white space."""
    return re.sub(r"\s+", "", latex(parse(starting(line)[1], context), context))


def displays(block: Block, line: str, context: Context) -> bool:
    """Whether a block displays a formula; a name or a single digit tells nothing."""
    return len(starting(line)[1]) > 3 and shape(line, context) in block.squeezed


def numeric(answer: Any) -> tuple[float, ...] | None:
    """The numbers of an answer that consists of numbers."""
    parts = answer if isinstance(answer, list | tuple) else [answer]
    if parts and all(isinstance(part, int | float) for part in parts):
        return tuple(map(float, parts))
    return None


def gives_away(block: Block, exercise: Exercise) -> bool:
    """Whether a block contains the answer to an exercise."""
    judge, first = exercise.judge, exercise.right[0]
    if isinstance(judge, Choice):
        return False
    if isinstance(judge, Number):
        return numbers_in(block, judge.target)
    if isinstance(judge, Formula | Blank):
        context = judge.context if isinstance(judge, Formula) else judge.chain.context
        return any(displays(block, answer, context) for answer in exercise.right)
    if isinstance(exercise.shows, Gap):
        return displays_gap(block, exercise.shows, exercise.right)
    if isinstance(exercise.shows, Derivation):
        return displays_chain(block, exercise.shows, first)
    targets = numeric(first) if exercise.shows is None else None
    return targets is not None and numbers_in(block, targets)


def displays_gap(block: Block, shows: Gap, answers: tuple[str, ...]) -> bool:
    """Whether a block displays the line with its blank filled."""
    context = shows.theorem.context
    own = latex(shows.theorem.lines[shows.number - 1].term, context)
    lines = (shows.template.replace("hole", answer) for answer in answers)
    shapes = [re.sub(r"\s+", "", own), *(shape(line, context) for line in lines)]
    return any(found in block.squeezed for found in shapes)


def displays_chain(block: Block, shows: Derivation, answer: str) -> bool:
    """Whether a block displays every line of a chain that has two at least."""
    lines = [found["line"] for line in answer.splitlines() if (found := LINE.fullmatch(line))]
    long = [line for line in lines if len(starting(line)[1]) > 3]
    return len(long) > 1 and all(displays(block, line, shows.context) for line in long)


# ---------------------------------------------------------------- the book
@pytest.mark.parametrize("label", EXERCISES)
def test_no_page_gives_an_answer_away(label: str) -> None:
    """Not in prose, not in an output, not in another exercise or its solution."""
    if label in ALLOWED:
        pytest.skip(ALLOWED[label])
    found = [b.text[:300] for b in open_blocks(label) if gives_away(b, EXERCISES[label])]
    assert not found


def test_exceptions_are_of_the_book() -> None:
    """Each is an exercise of today, with a reason."""
    assert set(ALLOWED) <= set(EXERCISES)
    assert all(len(reason) > 20 for reason in ALLOWED.values())


# ---------------------------------------------------------------- the test itself
@pytest.mark.parametrize("label", EXERCISES)
def test_a_right_answer_on_the_page_would_be_found(label: str) -> None:
    """Each exercise's own solution, or its answer written out, is recognised."""
    exercise = EXERCISES[label]
    if not recognisable(exercise):
        pytest.skip("its answer is a single digit, a choice, a function or a set of line numbers")
    assert gives_away(Block(written_out(exercise)), exercise)


def recognisable(exercise: Exercise) -> bool:
    """Whether an answer is more than a single digit, a letter or a program."""
    first, judge = exercise.right[0], exercise.judge
    if isinstance(judge, Number):
        return any(len(digits(f"{abs(x):.6g}")) > 1 for x in judge.target)
    if isinstance(judge, Choice):
        return False
    if isinstance(judge, Formula | Blank):
        return len(first) > 3
    if isinstance(exercise.shows, Derivation):
        return sum(len(line.partition(" by ")[0]) > 5 for line in first.splitlines()) > 1
    if isinstance(exercise.shows, Gap):
        return True
    targets = numeric(first) if exercise.shows is None else None
    return bool(targets) and any(len(digits(f"{abs(x):.6g}")) > 1 for x in targets or ())


def written_out(exercise: Exercise) -> str:
    """The answer as a page might print it."""
    judge, first, shows = exercise.judge, exercise.right[0], exercise.shows
    if isinstance(judge, Number):
        return " and ".join(f"{x:.{judge.decimals}f}" for x in judge.target)
    if isinstance(judge, Formula | Blank):
        context = judge.context if isinstance(judge, Formula) else judge.chain.context
        return latex(parse(starting(first)[1], context), context)
    if isinstance(shows, Gap):
        return latex(shows.theorem.lines[shows.number - 1].term, shows.theorem.context)
    if isinstance(shows, Derivation):
        parts = [m["line"] for m in map(LINE.fullmatch, first.splitlines()) if m]
        context = shows.context
        return " ".join(latex(parse(starting(p)[1], context), context) for p in parts)
    return str(first)


@pytest.mark.parametrize(
    ("text", "targets", "found"),
    [
        ("a slope of 1.702, the best", (1.70174,), True),
        ("a slope of 1.7, the best", (1.70174,), False),
        ("58 coefficients", (58,), True),
        ("the 2 classes", (2,), False),
        ("from 0.4 to 0.8", (0.4, 0.8), False),
        ("6 and −0.125", (6, 0.125), True),
        ("0.125 alone", (6, 0.125), False),
        ("version 1.58", (58,), False),
    ],
)
def test_numbers_are_compared_at_the_printed_digits(
    text: str, targets: tuple[float, ...], found: bool
) -> None:
    """Enough digits, all numbers in one block."""
    assert numbers_in(Block(text), targets) is found
