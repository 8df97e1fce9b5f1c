"""What a letter on a page stands for is what the book defines it to be."""

from __future__ import annotations

import re

import pytest

from lrmath.calc import Context, Theorem, algebra
from lrmath.calc.latex import Writer
from lrmath.calc.term import free_names
from lrmath.theorems import catalogue
from lrmath.theorems.notation import book

THEOREMS = catalogue()

#: The letters of the definitions that hold everywhere: the loss, the likelihood, and so on.
DEFINED = {Writer(book).name(name) for name in book.definitions}
LETTER = re.compile(r"\\math[a-z]+\{[A-Z]\}|\\[a-z]+|[A-Za-z]")


def posing(theorem: Theorem) -> list[str]:
    """List the free numbers of a theorem that are printed with a letter of a definition."""
    context = theorem.context
    free = (set(context.scalars) | set(context.arrays)) - set(book.scalars) - set(book.arrays)
    used = free & free_names(theorem.left).union(*(free_names(line.term) for line in theorem.lines))
    printed = {name: Writer(context).name(name) for name in used}
    return sorted(
        n for n, tex in printed.items() if LETTER.findall(tex)[:1] in [[d] for d in DEFINED]
    )


@pytest.mark.parametrize("label", THEOREMS)
def test_no_free_number_is_printed_as_the_loss(label: str) -> None:
    """A theorem that shows J is about the loss, one that shows η about the predictors."""
    assert posing(THEOREMS[label]) == []


def test_a_number_in_disguise_is_found() -> None:
    """Algebra about any number, printed as if it spoke of the loss after a step."""
    context = Context().scalar("F").typeset(F="J^{+}")
    disguised = context.claim("eq-disguised", "F + F", "2*F").step("2*F", by=algebra).qed()
    assert posing(disguised) == ["F"]


@pytest.mark.parametrize("label", ["eq-descent", "eq-energy", "eq-nearer"])
def test_the_theorems_of_descent_are_about_the_loss(label: str) -> None:
    """Beside the data, only the step, the bound, a goal and a counter are free."""
    theorem = THEOREMS[label]
    free = set(theorem.context.scalars) | set(theorem.context.arrays)
    assert free - set(book.scalars) - set(book.arrays) <= {"alpha", "C", "w", "N"}
    names = free_names(theorem.left) | free_names(theorem.right)
    assert names & {"J", "JN", "P1"}
    assert "g" in theorem.context.definitions
