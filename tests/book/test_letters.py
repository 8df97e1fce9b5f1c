"""What a letter on a page stands for is what the book defines it to be."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest

from lrmath.calc import Context, Theorem, algebra
from lrmath.calc.language import Term
from lrmath.calc.language.binding import free
from lrmath.calc.language.things import things_in
from lrmath.calc.show.latex import Writer
from lrmath.theorems import catalogue
from lrmath.theorems.letters import of_theorem
from lrmath.theorems.notation import book

THEOREMS = catalogue()
NOTATION = Path(__file__).resolve().parents[2] / "book" / "notation.ipynb"

#: The letters of the definitions that hold everywhere: the loss, the likelihood, and so on.
DEFINED = {Writer(book).name(name) for name in book.definitions}
LETTER = re.compile(r"\\math[a-z]+\{[A-Z]\}|\\[a-z]+|[A-Za-z]")


def names_in(term: Term) -> set[str]:
    """The names that stand in a term; what its definitions rest on is not among them."""
    things = {thing.name for thing in things_in(term)}
    return things | {name for part in free(term) if (name := getattr(part, "name", ""))}


def posing(theorem: Theorem) -> list[str]:
    """List the free numbers of a theorem that are printed with a letter of a definition."""
    context = theorem.context
    own = (set(context.scalars) | set(context.arrays)) - set(book.scalars) - set(book.arrays)
    used = own & names_in(theorem.left).union(*(names_in(line.term) for line in theorem.lines))
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
    own = set(theorem.context.scalars) | set(theorem.context.arrays)
    assert own - set(book.scalars) - set(book.arrays) <= {"alpha", "C", "w", "N"}
    names = names_in(theorem.left) | names_in(theorem.right)
    assert names & {"J", "JN", "P1"}
    assert "g" in theorem.context.definitions


@pytest.mark.parametrize("label", THEOREMS)
def test_the_symbols_of_the_notation_page_mean_the_same_everywhere(label: str) -> None:
    """Every theorem stands in a context that keeps the book's declarations as they are."""
    context = THEOREMS[label].context
    for kind in ("arrays", "scalars", "functions", "definitions"):
        here, there = getattr(context, kind), getattr(book, kind)
        assert {name: here.get(name) for name in there} == dict(there)


@pytest.mark.parametrize("label", THEOREMS)
def test_every_other_letter_is_listed_on_the_notation_page(label: str) -> None:
    """With what it stands for, as the theorem has it today."""
    notebook = nbformat.reads(NOTATION.read_text(encoding="utf-8"), 4)
    shown = "".join(
        o.data["text/markdown"] for cell in notebook.cells for o in cell.get("outputs", [])
    )
    assert all(letter.row() in shown for letter in of_theorem(THEOREMS[label]))


def test_the_list_of_letters_sees_what_a_theorem_uses() -> None:
    """Through hypotheses, definitions and functions; and a letter of the first table is marked."""
    found = {letter.spelled: letter for letter in of_theorem(THEOREMS["eq-nearer"])}
    assert {"alpha", "C", "g", "P", "P1", "W", "z", "w"} == set(found)
    assert found["P1"].familiar
    assert not found["alpha"].familiar
    assert [letter.printed for letter in of_theorem(THEOREMS["eq-pair-odd"])] == ["T(t, c)", "c"]
