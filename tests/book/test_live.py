"""What a card tells the page's live checker: lines and reasons as the theorem spells them."""

from __future__ import annotations

import json

import pytest
from lrbook import derivation, live

from lrmath.live import ask
from lrmath.theorems import catalogue

GRADIENT = "eq-gradient"


def chain(view: object) -> dict[str, object]:
    """The chain of a card as the directive reads it."""
    source = str(view._repr_mimebundle_()["text/markdown"])
    body = source.split("```{derivation}")[1].split("```")[0]
    return derivation.parse("\n".join(body.splitlines()[2:]))


def test_every_card_of_a_theorem_is_marked_with_its_own_lines():
    """What the page would send of each line is proved; so page and proof are one."""
    for label, theorem in catalogue().items():
        found = live.marking(label, chain(theorem[:]))
        assert found is not None, label
        assert found.card["data-from"] == "1"
        assert found.card["data-steps"] == str(len(theorem.lines)) == str(len(found.lines) - 1)


def test_a_part_of_a_derivation_says_where_it_begins():
    """Its lines are those of the theorem, with reasons that the checker reads."""
    found = live.marking(GRADIENT, chain(catalogue()[GRADIENT][2:]))
    assert found.card == {
        "data-theorem": GRADIENT,
        "data-module": "gradient",
        "data-from": "3",
        "data-steps": "4",
    }
    start, _, last = found.lines
    assert start == {"data-line": "Sum(D(A(eta[i]) - y[i]*eta[i], beta[j]), i)"}
    assert last["data-by"] == "definition p | eq-eta-derivative"


def test_a_wrong_line_is_marked_as_one_and_is_refuted_in_the_page():
    """Its number is 0, and it has no reason."""
    found = live.marking(GRADIENT, chain(catalogue()[GRADIENT].wrong))
    assert found.card["data-from"] == "0"
    start, wrong = found.lines
    question = {"ask": "check_step", "module": "gradient", "label": GRADIENT, "by": ["algebra"]}
    question |= {"before": start["data-line"], "line": wrong["data-line"]}
    assert wrong["data-by"] == ""
    assert json.loads(ask(json.dumps(question)))["status"] == "REFUTED"


@pytest.mark.parametrize("change", ["tex", "relation", "start"])
def test_a_card_that_shows_anything_else_is_not_marked(change: str):
    """One sign of difference, and the page does not offer to edit it."""
    altered = chain(catalogue()[GRADIENT][:])
    place = altered if change == "start" else altered["steps"][1]
    place[change] += "x"
    assert live.marking(GRADIENT, altered) is None


def test_a_card_of_no_theorem_is_not_marked():
    """Such as a chain of a source, or of an exercise."""
    assert live.marking("eq-nothing", chain(catalogue()[GRADIENT][:])) is None
